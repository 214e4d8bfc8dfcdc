"""The photos that the installed program offers to open: one table for the three systems.

    python packaging/file_types.py > build/file_types.iss      # for Windows; the others read it from here

It offers and never takes: on no system does the program become the one that opens photos by default.
"""

import sys
from dataclasses import dataclass

from enhancer_gui.storage.format_table import READABLE, Kind

PROGRAM = "enhancer-gui.exe"
PROG_ID = "Enhancer.Photo"


@dataclass(frozen=True)
class FileType:
    """How systems call a kind of photo: MIME types (Linux) and a uniform type identifier (macOS)."""

    mime: tuple[str, ...]
    uti: str


FILE_TYPES = {
    Kind.JPEG: FileType(("image/jpeg",), "public.jpeg"),
    Kind.PNG: FileType(("image/png", "image/apng"), "public.png"),
    Kind.TIFF: FileType(("image/tiff",), "public.tiff"),
    Kind.WEBP: FileType(("image/webp",), "org.webmproject.webp"),
    Kind.BMP: FileType(("image/bmp",), "com.microsoft.bmp"),
    Kind.GIF: FileType(("image/gif",), "com.compuserve.gif"),
    Kind.AVIF: FileType(("image/avif",), "public.avif"),
    Kind.JXL: FileType(("image/jxl",), "public.jpeg-xl"),
    Kind.JP2: FileType(("image/jp2", "image/jpx"), "public.jpeg-2000"),
    Kind.PNM: FileType(
        ("image/x-portable-anymap", "image/x-portable-bitmap", "image/x-portable-graymap", "image/x-portable-pixmap"),
        "public.pbm",
    ),
    Kind.PSD: FileType(("image/vnd.adobe.photoshop",), "com.adobe.photoshop-image"),
    Kind.RAW: FileType(
        (
            *("image/x-adobe-dng", "image/x-canon-cr2", "image/x-canon-cr3", "image/x-nikon-nef", "image/x-sony-arw"),
            *("image/x-fuji-raf", "image/x-olympus-orf", "image/x-panasonic-rw2", "image/x-pentax-pef"),
        ),
        "public.camera-raw-image",
    ),
}
"""All that the frozen program reads: HEIC (GPL) and OpenEXR are not bundled. Sources: freedesktop's
shared-mime-info; Apple, "System-declared uniform type identifiers"."""


def mime_types() -> list[str]:
    """Return the MIME types in the order of the table."""
    return [mime for facts in FILE_TYPES.values() for mime in facts.mime]


def suffixes() -> list[str]:
    """Return the suffixes with their dots."""
    return [suffix for kind in FILE_TYPES for suffix in READABLE[kind].suffixes]


def document_types() -> list[dict[str, object]]:
    """Return what macOS reads in Info.plist: an alternative to the program that opens such files now."""
    return [
        {
            "CFBundleTypeName": f"{kind.value} image",
            "CFBundleTypeRole": "Viewer",
            "LSHandlerRank": "Alternate",
            "LSItemContentTypes": [facts.uti],
            "CFBundleTypeExtensions": [suffix.removeprefix(".") for suffix in READABLE[kind].suffixes],
        }
        for kind, facts in FILE_TYPES.items()
    ]


def registry_lines() -> list[str]:
    """Return the registry entries of Inno Setup that put the program into "Open with" of each kind."""
    supported = rf"Software\Classes\Applications\{PROGRAM}\SupportedTypes"
    entry = 'Root: HKA; Subkey: "{}"; ValueType: string; ValueName: "{}"; ValueData: ""; Flags: {}'
    lines = []
    for suffix in suffixes():
        lines.append(entry.format(supported, suffix, "uninsdeletekey"))
        lines.append(entry.format(rf"Software\Classes\{suffix}\OpenWithProgids", PROG_ID, "uninsdeletevalue"))
    return lines


if __name__ == "__main__":
    sys.stdout.write("\n".join(["; Written by packaging/file_types.py.", *registry_lines()]) + "\n")
