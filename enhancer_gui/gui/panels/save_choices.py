"""What can be chosen for a file: which depths a format holds, and where quality means something."""

from PySide6.QtCore import QCoreApplication

from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import FileFormat, OnConflict
from enhancer_gui.storage.photo_formats import depths_of

translate = QCoreApplication.translate

_LOSSY = (FileFormat.JPEG, FileFormat.WEBP)


def resolved(chosen: FileFormat, source: FileFormat) -> FileFormat:
    """Return the format that is written; KEEP is the source's."""
    return source if chosen is FileFormat.KEEP else chosen


def has_quality(written: FileFormat) -> bool:
    """Return whether a format throws away detail and asks how much."""
    return written in _LOSSY


def format_words(source: FileFormat) -> dict[FileFormat, str]:
    """Return the formats in words; KEEP names what it stands for."""
    names = {
        FileFormat.JPEG: translate("save", "JPEG"),
        FileFormat.PNG: translate("save", "PNG"),
        FileFormat.TIFF: translate("save", "TIFF"),
        FileFormat.WEBP: translate("save", "WebP"),
    }
    kept = translate("save", "Like the photo ({0})").format(names.get(source, names[FileFormat.PNG]))
    return {FileFormat.KEEP: kept, **names}


def depth_words(written: FileFormat) -> dict[BitDepth | None, str]:
    """Return the depths of a format in words; None keeps the photo's where there is a choice."""
    words: dict[BitDepth | None, str] = {
        BitDepth.U8: translate("save", "8 bit"),
        BitDepth.U16: translate("save", "16 bit"),
        BitDepth.F32: translate("save", "32 bit float"),
    }
    offered: dict[BitDepth | None, str] = {depth: words[depth] for depth in depths_of(written)}
    return {None: translate("save", "Like the photo"), **offered} if len(offered) > 1 else offered


def conflict_words() -> dict[OnConflict, str]:
    """Return in words what happens when the file exists already."""
    return {
        OnConflict.UNIQUE: translate("save", "Add a number"),
        OnConflict.SKIP: translate("save", "Skip the photo"),
        OnConflict.OVERWRITE: translate("save", "Replace the file"),
    }


def token_words() -> dict[str, str]:
    """Return the tokens of a name pattern and what each stands for."""
    return {
        "{name}": translate("save", "Name of the photo"),
        "{preset}": translate("save", "Name of the preset"),
        "{scale}": translate("save", "Enlargement"),
        "{width}": translate("save", "Width in pixels"),
        "{height}": translate("save", "Height in pixels"),
    }
