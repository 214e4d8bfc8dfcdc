"""What every decoder hands over, and the one place where orientation and metadata are settled."""

import struct
import zlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.image import Image, Metadata
from enhancer_gui.storage.colour import UNUSABLE_PROFILE, profile_space
from enhancer_gui.storage.exif import dpi_of, orientation_of, with_upright_orientation, without_prefix
from enhancer_gui.storage.scratch import ScratchPixels, is_too_large
from enhancer_gui.storage.xmp import with_upright_xmp

MAX_BLOCK_BYTES = 16 * 2**20
"""Larger EXIF, XMP or ICC blocks are left out: honest ones (printer profiles) stay below 4 MB."""

DECODER_FAULTS = (
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    RuntimeError,
    SyntaxError,
    OSError,
    EOFError,
    MemoryError,
    struct.error,
    zlib.error,
)
"""What Pillow, tifffile and imagecodecs were seen to raise on 935 odd and broken files (the codecs' own errors
are subclasses of RuntimeError)."""


@dataclass(frozen=True)
class Header:
    """What is known before decoding.

    Attributes:
        width, height: as stored.
        orientation: EXIF's, 1..8.
        pixel_bytes: memory that decoding takes at its peak for each pixel, where it needs the whole picture; 0 where
            a large one is decoded by bands.
    """

    width: int
    height: int
    orientation: int = 1
    pixel_bytes: float = 0

    @property
    def upright_size(self) -> tuple[int, int]:
        """(width, height) after orientation."""
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)


@dataclass(frozen=True, eq=False)
class Decoded:
    """A decoder's result before orientation.

    Attributes:
        pixels: (H, W, C) as stored, uint8, uint16 or float32; C is 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.
        orientation: EXIF orientation still to be applied.
    """

    pixels: NDArray[np.generic]
    exif: bytes | None = None
    xmp: bytes | None = None
    icc: bytes | None = None
    dpi: tuple[float, float] | None = None
    orientation: int = 1
    notes: tuple[str, ...] = field(default=())
    iptc: bytes | None = None


def upright(pixels: NDArray[np.generic], orientation: int) -> NDArray[np.generic]:
    """Return (H, W, ...) pixels turned and mirrored as an EXIF orientation says, contiguous unless on disk."""
    if orientation >= 5:
        pixels = pixels.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return _settled(pixels)


def _settled(pixels: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return pixels contiguous in memory; those of a scratch file stay views of it, and large grey its one channel."""
    if isinstance(pixels, ScratchPixels) or pixels.strides[-1] == 0:
        return pixels
    return np.ascontiguousarray(pixels)


def _three_equal(grey: NDArray[np.generic]) -> NDArray[np.generic]:
    height, width = grey.shape[:2]
    if isinstance(grey, ScratchPixels) or is_too_large(height, width, 3, grey.dtype):
        return np.broadcast_to(grey, (height, width, 3), subok=True)
    return np.repeat(grey, 3, axis=2)


def to_image(decoded: Decoded) -> Image:
    """Return the photo with its orientation applied, once, and its metadata checked."""
    notes = list(decoded.notes)
    pixels = upright(decoded.pixels, decoded.orientation)
    channels = pixels.shape[2]
    is_grey = channels <= 2
    samples = _three_equal(pixels[..., :1]) if is_grey else pixels[..., :3]
    alpha = pixels[..., -1] if channels in (2, 4) else None
    exif = _bounded(without_prefix(decoded.exif), "EXIF data", notes)
    xmp = _bounded(decoded.xmp, "XMP data", notes)
    turned = decoded.orientation in (5, 6, 7, 8)
    dpi = decoded.dpi or dpi_of(exif)
    metadata = Metadata(
        exif=with_upright_orientation(exif) if exif else None,
        xmp=with_upright_xmp(xmp) if xmp and decoded.orientation != 1 else xmp,
        icc=_usable_profile(_bounded(decoded.icc, "colour profile", notes), is_grey=is_grey, notes=notes),
        dpi=(dpi[1], dpi[0]) if dpi and turned else dpi,
        iptc=_bounded(decoded.iptc, "IPTC data", notes),
    )
    return Image(
        samples=_settled(samples),
        alpha=None if alpha is None else _settled(alpha),
        is_grey=is_grey,
        metadata=metadata,
        notes=tuple(notes),
    )


def orientation_in(exif: bytes | None) -> int:
    """Return the orientation that a decoder's EXIF block asks for."""
    return orientation_of(without_prefix(exif))


def damaged_block(what: str) -> str:
    """Return the note for a block of metadata that cannot be read, while the photo can."""
    return f"The photo's {what} is damaged and was left out."


def _bounded(block: bytes | None, what: str, notes: list[str]) -> bytes | None:
    if block and len(block) > MAX_BLOCK_BYTES:
        notes.append(f"The photo's {what} is larger than {MAX_BLOCK_BYTES // 2**20} MB and was left out.")
        return None
    return block or None


def _usable_profile(icc: bytes | None, *, is_grey: bool, notes: list[str]) -> bytes | None:
    if icc is None:
        return None
    space = profile_space(icc)
    if space is None:
        notes.append(UNUSABLE_PROFILE)
    elif space != ("GRAY" if is_grey else "RGB"):
        notes.append("The photo's colour profile does not fit its pixels; sRGB is assumed.")
    else:
        return icc
    return None
