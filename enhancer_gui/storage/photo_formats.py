"""Formats that can be written: what each can hold, and the facts of a file before its pixels come."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth, Metadata
from enhancer_gui.core.jobs import Signer
from enhancer_gui.core.recipe import Chroma, ColourSpace, FileFormat, MetadataGroup
from enhancer_gui.storage.format_table import WRITABLE, Writable, how_to_install, is_installed
from enhancer_gui.storage.memory import free_bytes, in_words
from enhancer_gui.storage.record import Record

Convert = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""From colours in the photo's profile to those in the file's: (h, w, 1 or 3) float32 to the same height and width."""

LOSSLESS = 100
"""The quality that asks WebP and JPEG XL for no loss at all."""
_FULL_CHROMA_QUALITY = 90
_FORMATS = {suffix: target for target, facts in WRITABLE.items() for suffix in facts.suffixes}


@dataclass(frozen=True)
class Signing:
    """Who puts Content Credentials into a file, and the photo that it was made from."""

    signer: Signer
    original: Path


@dataclass(frozen=True)
class PhotoHeader:
    """All that is known of a photo file before its pixels come.

    Attributes:
        format: any but KEEP.
        quality: 1..100, for lossy formats; 100 is without any loss in WebP and JPEG XL.
        chroma: resolution of colour, where the format has a choice.
        colour: SRGB converts from the profile in `metadata` while writing.
        metadata: blocks to embed; EXIF with its orientation already reset.
        has_alpha: the bands' last channel is transparency.
        is_grey: one colour channel is written where the format has such files; bands then have R = G = B.
        software: text of the Software tag, or None to leave it as it was.
        left_out: parts of `metadata` that are not to be embedded.
        record: what is written about how the file was made; None writes nothing.
        signing: whose Content Credentials are put in; None puts in none.
    """

    width: int
    height: int
    depth: BitDepth
    format: FileFormat
    quality: int = 95
    chroma: Chroma = Chroma.AUTO
    colour: ColourSpace = ColourSpace.KEEP
    metadata: Metadata = field(default_factory=Metadata)
    has_alpha: bool = False
    is_grey: bool = False
    software: str | None = None
    left_out: tuple[MetadataGroup, ...] = ()
    record: Record | None = None
    signing: Signing | None = None

    @property
    def facts(self) -> Writable:
        """What the format can hold."""
        return WRITABLE[self.format]

    def holds_profile(self, *, grey: bool) -> bool:
        """Return whether an ICC profile of RGB, or of grey, can be embedded."""
        always = self.facts.grey_profile if grey else self.facts.profile
        return always or (self.facts.lossless_profile and self.quality == LOSSLESS)

    @property
    def channels(self) -> int:
        """Channels in the file."""
        keeps_alpha = self.has_alpha and self.facts.alpha
        return (1 if self.is_grey and self.facts.grey else 3) + keeps_alpha

    @property
    def halves_chroma(self) -> bool:
        """Whether colour is held at half the resolution; AUTO does below quality 90, where that keeps files small."""
        if self.chroma is Chroma.AUTO:
            return self.quality < _FULL_CHROMA_QUALITY
        return self.chroma is Chroma.HALF

    @property
    def raw_bytes(self) -> int:
        """Bytes of the pixels without compression: an upper bound for what the file needs, all but exactly."""
        return self.width * self.height * self.channels * self.depth.dtype.itemsize


def resolve_format(
    requested: FileFormat, source: Path, depth: BitDepth = BitDepth.U8, has_alpha: bool = False
) -> FileFormat:
    """Return the format to write, never KEEP: the source's own where it can hold depth and alpha, else PNG or TIFF."""
    if requested is not FileFormat.KEEP:
        return requested
    own = _FORMATS.get(source.suffix.lower(), FileFormat.PNG)
    facts = WRITABLE[own]
    if is_installed(facts.extra) and depth in facts.depths and (facts.alpha or not has_alpha):
        return own
    return FileFormat.TIFF if depth is BitDepth.F32 else FileFormat.PNG


def writable_suffixes() -> tuple[str, ...]:
    """Return the file name suffixes, with their dots, that stand for a format that can be written."""
    return tuple(_FORMATS)


def depths_of(target: FileFormat) -> tuple[BitDepth, ...]:
    """Return the depths that a format (any but KEEP) can hold, the shallowest first."""
    return WRITABLE[target].depths


def format_of(path: Path) -> FileFormat | None:
    """Return the format that a file name's suffix means, None for one that cannot be written."""
    return _FORMATS.get(path.suffix.lower())


def resolve_depth(target: FileFormat, wanted: BitDepth | None, source_depth: BitDepth) -> BitDepth:
    """Return the depth to write: the wanted one, else the source's, else the deepest that the format has."""
    depth = wanted or source_depth
    depths = WRITABLE[target].depths
    return depth if depth in depths else depths[-1]


def suffix_of(target: FileFormat) -> str:
    """Return the file name suffix of a format, with its dot."""
    return WRITABLE[target].suffixes[0]


def check_header(header: PhotoHeader) -> None:
    """Check that the format can hold the picture; cheap, so it can be asked before any tile is computed.

    Raises:
        PhotoError: too large for the format or, where it is encoded as a whole, for the memory that is free; a depth
            that the format lacks; or a library that is not installed.
    """
    facts = header.facts
    if not is_installed(facts.extra):
        assert facts.extra is not None
        raise PhotoError(
            f"{facts.title} files need a library that is not installed.", remedy=how_to_install(facts.extra)
        )
    if max(header.width, header.height) > facts.max_side_px:
        raise PhotoError(
            f"{facts.title} cannot hold {header.width} x {header.height} pixels: "
            f"its limit is {facts.max_side_px} a side.",
            remedy="Choose TIFF or PNG, or a smaller size.",
        )
    if header.width * header.height > facts.max_pixels:
        raise PhotoError(
            f"{facts.title} cannot hold {header.width} x {header.height} pixels: "
            f"its limit is {facts.max_pixels // 1_000_000} megapixels.",
            remedy="Choose TIFF or PNG, or a smaller size.",
        )
    needed = header.width * header.height * facts.pixel_bytes * (1 + header.depth.dtype.itemsize) / 2
    if needed and needed > (free := free_bytes()):
        raise PhotoError(
            f"There is too little memory to write {header.width} x {header.height} pixels as {facts.title}: about "
            f"{in_words(needed)} are needed, {in_words(free)} are free.",
            remedy="Close other programs, or choose TIFF or PNG, which are written in pieces.",
        )
    if header.depth not in facts.depths:
        deep = "TIFF" if header.depth is BitDepth.F32 else "PNG or TIFF"
        raise PhotoError(
            f"{facts.title} cannot hold {header.depth.value} bits a channel.", remedy=f"Choose {deep}, or 8 bits."
        )
