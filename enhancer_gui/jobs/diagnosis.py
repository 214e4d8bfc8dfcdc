"""A photo's diagnosis: the file's own words and the pixels together."""

from pathlib import Path

from enhancer_gui.core.diagnosis import Diagnosis
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import Task
from enhancer_gui.engine.diagnose import diagnose
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.jpeg_tables import read_luma_table
from enhancer_gui.storage.photos import read_photo


def diagnose_photo(path: Path, catalogue: Catalogue | None, image: Image | None = None) -> Diagnosis:
    """Return what is wrong with a photo; `image` holds its pixels where they have been read already.

    Without a catalogue nothing is known that could mend scratches.

    Raises:
        PhotoError: it cannot be read.
    """
    can_mend = catalogue is not None and any(card.task is Task.REPAIR for card in catalogue)
    return diagnose(image or read_photo(path), read_luma_table(path), can_mend=can_mend)
