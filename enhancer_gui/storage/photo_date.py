"""The day on which a photo was taken, for names of results."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

from enhancer_gui.storage.tiff_ifd import EXIF_IFD, read_directory

_TAKEN, _CHANGED = 0x9003, 0x0132
_DAY = re.compile(rb"(\d{4}):(\d\d):(\d\d)")
_HEAD_BYTES = 2**18


def day_in(exif: bytes | None) -> date | None:
    """Return the day that an EXIF block says the photo was taken or, failing that, changed; None where it says none."""
    if not exif:
        return None
    try:
        directory = read_directory(BytesIO(exif))
    except (ValueError, OverflowError):
        return None
    camera = directory.children.get(EXIF_IFD)
    for fields, tag in ((camera.fields if camera else {}, _TAKEN), (directory.fields, _CHANGED)):
        found = _DAY.match(fields[tag].data) if tag in fields else None
        if found is not None:
            try:
                return date(*map(int, found.groups()))
            except ValueError:  # a camera whose clock was never set
                continue
    return None


def day_of(photo: Path) -> date | None:
    """Return the day that the EXIF block near a file's beginning names; None where there is none, or no file."""
    try:
        with photo.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return None
    for order in (b"II*\0", b"MM\0*"):
        at = head.find(order)
        if at >= 0 and (day := day_in(head[at:])) is not None:
            return day
    return None
