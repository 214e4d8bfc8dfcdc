"""A photo's diagnosis: the file's own words and the pixels together."""

from functools import lru_cache
from pathlib import Path

from enhancer_gui.core.diagnosis import Diagnosis
from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.engine.diagnose import ScratchDetector, diagnose
from enhancer_gui.storage.catalogue import Catalogue, weights_path
from enhancer_gui.storage.jpeg_tables import read_luma_table
from enhancer_gui.storage.photos import read_photo


def diagnose_photo(path: Path, catalogue: Catalogue | None, image: Image | None = None) -> Diagnosis:
    """Return what is wrong with a photo; `image` holds its pixels where they have been read already.

    Without a catalogue nothing is known that could mend scratches.

    Raises:
        PhotoError: it cannot be read.
    """
    menders = [] if catalogue is None else [card for card in catalogue if card.task is Task.REPAIR]
    folder = None if catalogue is None else catalogue.folder
    detector = next(filter(None, (_detector_of(card, folder) for card in menders)), None)
    return diagnose(image or read_photo(path), read_luma_table(path), can_mend=bool(menders), detector=detector)


def _detector_of(card: ModelCard, folder: Path | None) -> ScratchDetector | None:
    """Return the finder of scratches in a model; None where its weights are not here or have none."""
    try:
        path = weights_path(card, folder)
        return _read_detector(path, path.stat().st_mtime_ns)
    except (ModelError, OSError):  # whoever wants to mend with it is told
        return None


@lru_cache(maxsize=2)
def _read_detector(path: Path, _changed_ns: int) -> ScratchDetector | None:
    return ScratchDetector.read(path)
