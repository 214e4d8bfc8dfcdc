"""What can be chosen for a file: which depths a format holds, and where quality means something."""

from PySide6.QtCore import QCoreApplication

from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import Chroma, ColourSpace, FileFormat, MetadataGroup, OnConflict, OutputSharpening
from enhancer_gui.storage.format_table import WRITABLE, writable_formats
from enhancer_gui.storage.photo_formats import depths_of

translate = QCoreApplication.translate


def resolved(chosen: FileFormat, source: FileFormat) -> FileFormat:
    """Return the format that is written; KEEP is the source's."""
    return source if chosen is FileFormat.KEEP else chosen


def has_quality(written: FileFormat) -> bool:
    """Return whether a format throws away detail and asks how much."""
    return WRITABLE[written].lossy


def format_words(source: FileFormat) -> dict[FileFormat, str]:
    """Return the formats that can be written here in words; KEEP names what it stands for."""
    names = {each: WRITABLE[each].title for each in writable_formats()}
    kept = translate("save", "Like the photo ({0})").format(names.get(source, names[FileFormat.PNG]))
    return {FileFormat.KEEP: kept, **names}


def further_words(written: FileFormat) -> dict[FileFormat, str]:
    """Return the formats in which the same result can be written beside the first."""
    return {each: WRITABLE[each].title for each in writable_formats() if each is not written}


def has_chroma(written: FileFormat) -> bool:
    """Return whether a format can hold colour at half the resolution."""
    return WRITABLE[written].chroma


def chroma_words() -> dict[Chroma, str]:
    """Return in words how finely colour is held."""
    return {
        Chroma.AUTO: translate("save", "By quality"),
        Chroma.FULL: translate("save", "Full (4:4:4)"),
        Chroma.HALF: translate("save", "Half (4:2:0)"),
    }


def colour_words() -> dict[ColourSpace, str]:
    """Return in words which colours the file has."""
    return {
        ColourSpace.KEEP: translate("save", "Like the photo"),
        ColourSpace.SRGB: translate("save", "Convert to sRGB"),
    }


def sharpening_words() -> dict[OutputSharpening, str]:
    """Return in words what the file is sharpened for."""
    return {
        OutputSharpening.NONE: translate("save", "Nothing"),
        OutputSharpening.SCREEN: translate("save", "A screen"),
        OutputSharpening.PRINT: translate("save", "A print"),
    }


def group_words() -> dict[MetadataGroup, str]:
    """Return in words what of a photo's metadata can be left out."""
    return {
        MetadataGroup.GPS: translate("save", "Place"),
        MetadataGroup.DATE: translate("save", "Date"),
        MetadataGroup.CAMERA: translate("save", "Camera and lens"),
        MetadataGroup.EXIF: translate("save", "All EXIF"),
        MetadataGroup.XMP: translate("save", "All XMP"),
        MetadataGroup.IPTC: translate("save", "All IPTC"),
    }


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
        "{ext}": translate("save", "File extension of the photo"),
        "{preset}": translate("save", "Name of the preset"),
        "{model}": translate("save", "Models"),
        "{scale}": translate("save", "Enlargement"),
        "{width}": translate("save", "Width in pixels"),
        "{height}": translate("save", "Height in pixels"),
        "{date}": translate("save", "Day of the photo"),
        "{counter}": translate("save", "Number in the run"),
    }
