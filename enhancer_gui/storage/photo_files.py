"""Photo files before they are decoded: which they are, whether they may be opened, what they contain."""

import os
import stat
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from enhancer_gui.core.errors import PhotoError

MAX_PIXELS = 1_000_000_000
"""Largest photo that is opened: a gigapixel of 8-bit RGB takes 3 GB. Far above any camera, far below what a
bomb of a few hundred kilobytes can claim (4.2 gigapixels in a 513 kB PNG)."""

PHOTO_SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".webp", ".bmp", ".dib", ".mpo"})

_READABLE = "JPEG, PNG, TIFF, WebP and BMP"
_HEAD_BYTES = 4096


class Kind(StrEnum):
    """Formats that can be read, by content."""

    JPEG = "JPEG"
    PNG = "PNG"
    TIFF = "TIFF"
    WEBP = "WebP"
    BMP = "BMP"


_FOREIGN = (
    (b"GIF8", 0, "a GIF picture"),
    (b"8BPS", 0, "a Photoshop document"),
    (b"%PDF", 0, "a PDF document"),
    (b"ftypavif", 4, "an AVIF picture"),
    (b"ftypavis", 4, "an AVIF picture"),
    (b"ftyphei", 4, "a HEIC picture"),
    (b"ftypmif1", 4, "a HEIC picture"),
    (b"ftyphev", 4, "a HEIC picture"),
    (b"ftypcrx", 4, "a raw photo"),
    (b"FUJIFILMCCD-RAW", 0, "a raw photo"),
    (b"IIRS", 0, "a raw photo"),
    (b"IIU\0", 0, "a raw photo"),
    (b"\xff\x0a", 0, "a JPEG XL picture"),
    (b"JXL ", 4, "a JPEG XL picture"),
    (b"jP  ", 4, "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", 0, "a JPEG 2000 picture"),
    (b"\x76\x2f\x31\x01", 0, "an OpenEXR picture"),
    (b"<svg", 0, "a drawing (SVG)"),
    (b"<!DOCTYPE html", 0, "a web page"),
    (b"<html", 0, "a web page"),
    (b"PK\x03\x04", 0, "an archive"),
)


def is_photo_name(path: Path) -> bool:
    """Return whether the name ends like that of a photo that can be read."""
    return path.suffix.lower() in PHOTO_SUFFIXES


def list_photos(paths: Iterable[Path]) -> list[Path]:
    """Return the photos meant by files and folders, each once, in the order given.

    Folders are searched with all below them, sorted by name, for names that end like a photo's; hidden
    and `.part` files are left out, links to folders are not followed. Files that are named themselves are
    kept whatever their name, so that a wrong one gets its clear sentence.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for photo in _photos_below(path) if path.is_dir() else [path]:
            found.setdefault(os.path.realpath(photo), photo)
    return list(found.values())


def _photos_below(folder: Path) -> list[Path]:
    photos = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        photos += [Path(root, name) for name in names if not name.startswith(".") and is_photo_name(Path(name))]
    return sorted(photos, key=lambda photo: [part.casefold() for part in photo.parts])


def is_same_file(first: Path, second: Path) -> bool:
    """Return whether two paths lead to one file, through links and however the case is spelled."""
    try:
        return first.samefile(second)
    except OSError:  # one of them does not exist (yet)
        return os.path.normcase(os.path.realpath(first)) == os.path.normcase(os.path.realpath(second))


def open_photo(path: Path) -> BinaryIO:
    """Open a photo for reading as bytes, without ever waiting for a pipe or a device.

    Raises:
        PhotoError: it is missing, empty, may not be read, or is no ordinary file.
    """
    if path.is_dir():
        raise PhotoError(f"“{shown(path)}” is a folder, not a photo.", remedy="Choose the photos in it.")
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError as error:
        raise PhotoError(f"“{shown(path)}” does not exist.", remedy="It may have been moved or renamed.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PhotoError(
            f"“{shown(path)}” cannot be opened ({reason}).", remedy="Check that you may read it.", detail=repr(error)
        ) from error
    file = os.fdopen(descriptor, "rb")
    facts = os.fstat(descriptor)
    if stat.S_ISREG(facts.st_mode) and facts.st_size > 0:
        return file
    file.close()
    if stat.S_ISREG(facts.st_mode):
        raise PhotoError(f"“{shown(path)}” is empty.", remedy="Copy the photo again from where it came.")
    raise PhotoError(f"“{shown(path)}” is not an ordinary file.", remedy="Choose a photo.")


def sniff(file: BinaryIO, path: Path) -> Kind:
    """Return the format by the first bytes, whatever the name says; the file is left at its start.

    Raises:
        PhotoError: it is no photo that can be read.
    """
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        if head[8:10] == b"CR":
            raise _foreign(path, "a raw photo")
        return Kind.TIFF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head.startswith(b"BM"):
        return Kind.BMP
    for magic, offset, what in _FOREIGN:
        if head[offset : offset + len(magic)] == magic:
            raise _foreign(path, what)
    raise PhotoError(
        f"“{shown(path)}” is not a photo that can be read.", remedy=f"{_READABLE} are.", detail=f"begins {head[:16]!r}"
    )


def _foreign(path: Path, what: str) -> PhotoError:
    return PhotoError(f"“{shown(path)}” is {what}, which cannot be read.", remedy=f"Save it as one of {_READABLE}.")


def raw_photo_error(path: Path) -> PhotoError:
    """Return the error for a camera's raw file that looks like a TIFF."""
    return _foreign(path, "a raw photo")


def check_size(path: Path, width: int, height: int) -> None:
    """Refuse a picture by the size in its header, before any memory is taken.

    Raises:
        PhotoError: no pixels, or more than `MAX_PIXELS`.
    """
    if width < 1 or height < 1:
        raise damaged(path, f"header says {width} x {height} pixels")
    if width * height > MAX_PIXELS:
        raise PhotoError(
            f"“{shown(path)}” claims {width} x {height} pixels, more than can be worked on.",
            remedy=f"The limit is {MAX_PIXELS // 1_000_000} megapixels; a file like this is often damaged or hostile.",
        )


def damaged(path: Path, detail: str) -> PhotoError:
    """Return the error for a file whose content cannot be decoded."""
    return PhotoError(
        f"“{shown(path)}” is damaged, incomplete or of an unusual kind.",
        remedy="Copy it again from where it came, or open and save it with another program.",
        detail=detail,
    )


def shown(path: Path) -> str:
    """Return the file's name as text that can be printed anywhere, whatever its bytes are."""
    return os.fsencode(path.name or str(path)).decode("utf-8", "replace")
