"""What a TIFF says of the photo in it, apart from its pixels: descriptive tags, EXIF and GPS directories."""

from enhancer_gui.storage.exif import ORIENTATION, SOFTWARE
from enhancer_gui.storage.tiff_ifd import EXIF_IFD, GPS_IFD, Directory, Field, pack_block

XMP_TAG, ICC_TAG = 700, 34675
_DESCRIPTION, _MAKE, _MODEL, _DATE_TIME, _ARTIST, _COPYRIGHT, _RATING = 270, 271, 272, 306, 315, 33432, 18246
_WINDOWS_TEXTS = (40091, 40092, 40093, 40094, 40095)
DESCRIPTIVE_TAGS = frozenset(
    {_DESCRIPTION, _MAKE, _MODEL, SOFTWARE, _DATE_TIME, _ARTIST, _COPYRIGHT, _RATING, *_WINDOWS_TEXTS}
)
"""Tags of a TIFF's first directory that speak of the photo, not of its pixels' storage."""


def exif_block(directory: Directory) -> bytes | None:
    """Return a block of its own with what the file says about the photo; None when it says nothing."""
    kept = Directory(
        {tag: value for tag, value in directory.fields.items() if tag in DESCRIPTIVE_TAGS},
        {tag: child for tag, child in directory.children.items() if tag in (EXIF_IFD, GPS_IFD)},
    )
    if not kept.fields and not kept.children:
        return None
    kept.fields[ORIENTATION] = Field(3, 1, b"\1\0")
    return pack_block(kept)
