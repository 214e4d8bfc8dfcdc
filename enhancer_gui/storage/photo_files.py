"""Photo files before they are decoded: which they are, whether they may be opened, what they contain."""

import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.storage.format_table import READABLE, Kind, how_to_install, photo_suffixes, readable_titles
from enhancer_gui.storage.memory import free_bytes, in_words

MAX_PIXELS = 1_100_000_000
"""Largest photo that is opened: 32,768 x 32,768 and a little. Far above any camera, far below what a
bomb of a few hundred kilobytes can claim (4.2 gigapixels in a 513 kB PNG)."""

PHOTO_SUFFIXES = photo_suffixes()

_HEAD_BYTES = 4096

_MAGICS = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"BM", Kind.BMP),
    (b"GIF8", Kind.GIF),
    (b"\xff\x0a", Kind.JXL),
    (b"\0\0\0\x0cJXL ", Kind.JXL),
    (b"\0\0\0\x0cjP  ", Kind.JP2),
    (b"\xff\x4f\xff\x51", Kind.JP2),
    (b"8BPS", Kind.PSD),
    (b"\x76\x2f\x31\x01", Kind.EXR),
    (b"FUJIFILMCCD-RAW", Kind.RAW),
    (b"IIRS", Kind.RAW),
    (b"IIRO", Kind.RAW),
    (b"MMOR", Kind.RAW),
    (b"IIU\0", Kind.RAW),
    (b"\0MRM", Kind.RAW),
    (b"FOVb", Kind.RAW),
    (b"II\x1a\0\0\0HEAPCCDR", Kind.RAW),
)
_TIFF_MAGICS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_CANON_RAW = b"CR"
"""In bytes 8 and 9 of a TIFF."""
_BRANDS = {
    b"avif": Kind.AVIF,
    b"avis": Kind.AVIF,
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"), Kind.HEIC),
    b"crx ": Kind.RAW,
}
_GENERIC_BRANDS = (b"mif1", b"msf1", b"miaf")
"""HEIF of any codec; the list of compatible brands says which."""
_PNM = re.compile(rb"P[1-7Ff][\s#]")

_FOREIGN = (
    (b"%PDF", 0, "a PDF document"),
    (b"<svg", 0, "a drawing (SVG)"),
    (b"<!DOCTYPE html", 0, "a web page"),
    (b"<html", 0, "a web page"),
    (b"PK\x03\x04", 0, "an archive"),
    (b"ftyp", 4, "a film or sound"),
)


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder; False too where the system does not let itself be asked (a name too long)."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_photo_name(path: Path) -> bool:
    """Return whether the name ends like that of a photo that can be read."""
    return path.suffix.lower() in PHOTO_SUFFIXES


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
    if is_folder(path):
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
    kind = _kind_of(head)
    if kind is not None:
        return kind
    for magic, offset, what in _FOREIGN:
        if head[offset : offset + len(magic)] == magic:
            raise PhotoError(
                f"“{shown(path)}” is {what}, which cannot be read.", remedy=f"Save it as one of {readable_titles()}."
            )
    raise PhotoError(
        f"“{shown(path)}” is not a photo that can be read.",
        remedy=f"{readable_titles()} are.",
        detail=f"begins {head[:16]!r}",
    )


def _kind_of(head: bytes) -> Kind | None:
    for magic, kind in _MAGICS:
        if head.startswith(magic):
            return kind
    if head[:4] in _TIFF_MAGICS:
        return Kind.RAW if head[8:10] == _CANON_RAW else Kind.TIFF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp":
        size = int.from_bytes(head[:4], "big")
        brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(size, len(head)), 4))]
        known = brands if brands[0] in _GENERIC_BRANDS else brands[:1]
        return next((_BRANDS[brand] for brand in known if brand in _BRANDS), None)
    return Kind.PNM if _PNM.match(head) else None


def missing_library(path: Path, kind: Kind) -> PhotoError:
    """Return the error for a photo whose format needs an extra that is not installed."""
    extra = READABLE[kind].extra
    assert extra is not None
    return PhotoError(
        f"“{shown(path)}” is a {kind.value} photo, which needs a library that is not installed.",
        remedy=how_to_install(extra),
    )


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


def too_large(path: Path, needed_bytes: float = 0, free: int = 0) -> PhotoError:
    """Return the error for a photo that does not fit into memory, with the bytes where they are known."""
    known = f": decoding takes about {in_words(needed_bytes)}, {in_words(free)} are free" if needed_bytes else ""
    return PhotoError(
        f"“{shown(path)}” does not fit into this computer's free memory{known}.",
        remedy="Close other programs, or save it as TIFF: a large one is read in pieces.",
    )


def check_memory(path: Path, needed_bytes: float) -> None:
    """Refuse a picture that would take more memory than there is, before it is decoded; raises PhotoError."""
    if needed_bytes and needed_bytes > (free := free_bytes()):
        raise too_large(path, needed_bytes, free)


def shown(path: Path) -> str:
    """Return the file's name as text that can be printed anywhere, whatever its bytes are."""
    return os.fsencode(path.name or str(path)).decode("utf-8", "replace")
