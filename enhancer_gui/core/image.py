"""A photo in memory: its own pixels in their own depth, and everything that must not be lost."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region


class BitDepth(StrEnum):
    """Depth of a file's samples, as the file's data type says (never guessed from values)."""

    U8 = "8"
    U16 = "16"
    F32 = "32f"

    @property
    def dtype(self) -> np.dtype[np.generic]:
        """NumPy type of the samples."""
        return np.dtype({"8": np.uint8, "16": np.uint16, "32f": np.float32}[self.value])

    @property
    def white(self) -> int:
        """Sample value that stands for 1.0."""
        return {"8": 255, "16": 65535, "32f": 1}[self.value]


@dataclass(frozen=True)
class Metadata:
    r"""The blocks that travel with a photo, as bytes, untouched but for the orientation.

    Attributes:
        exif: TIFF-structured EXIF block without the "Exif\0\0" prefix; orientation already reset.
        xmp: XMP packet.
        icc: ICC profile; None means sRGB is assumed.
        dpi: resolution (x, y) in dots per inch.
        iptc: IPTC-IIM data sets, without Photoshop's wrapping.
    """

    exif: bytes | None = None
    xmp: bytes | None = None
    icc: bytes | None = None
    dpi: tuple[float, float] | None = None
    iptc: bytes | None = None


@dataclass(frozen=True, eq=False)
class Image:
    """A decoded photo, orientation applied.

    Attributes:
        samples: (H, W, 3) RGB in the file's own encoding and depth: uint8, uint16 or float32. A grey
            photo has three equal channels and `is_grey`.
        alpha: (H, W) in the same type, or None.
        is_grey: the file had one colour channel: the result must have R = G = B.
        metadata: what must survive.
        notes: plain sentences about what could not be taken over (e.g. "only the first page").
    """

    samples: NDArray[np.generic]
    alpha: NDArray[np.generic] | None = None
    is_grey: bool = False
    metadata: Metadata = field(default_factory=Metadata)
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the invariants; a violation is a bug of the decoder."""
        assert self.samples.ndim == 3 and self.samples.shape[2] == 3, self.samples.shape
        assert self.samples.dtype in (np.uint8, np.uint16, np.float32), self.samples.dtype
        if self.alpha is not None:
            assert self.alpha.shape == self.samples.shape[:2] and self.alpha.dtype == self.samples.dtype

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.samples.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.samples.shape[0])

    @property
    def depth(self) -> BitDepth:
        """Depth of the samples."""
        return {np.dtype(np.uint8): BitDepth.U8, np.dtype(np.uint16): BitDepth.U16}.get(
            self.samples.dtype, BitDepth.F32
        )

    @property
    def bounds(self) -> Region:
        """The whole picture."""
        return Region(0, 0, self.width, self.height)


def to_float(samples: NDArray[np.generic]) -> NDArray[np.float32]:
    """Return samples as float32 where 1.0 is white; float samples come back unchanged."""
    samples = np.asarray(samples)  # samples in a scratch file are an array of another class, which ends here
    if samples.dtype == np.uint8:
        return samples.astype(np.float32) * np.float32(1 / 255)
    if samples.dtype == np.uint16:
        return samples.astype(np.float32) * np.float32(1 / 65535)
    return samples.astype(np.float32, copy=False)


def to_depth(values: NDArray[np.float32], depth: BitDepth) -> NDArray[np.generic]:
    """Return float values rounded to a depth; integers are clipped to their range, float is kept.

    The inverse of `to_float` for every integer sample (tested for all 65,536).

    Rounded, not dithered. On a gradient of an eighth of the range over 4,000 pixels, reduced to 8 bits: rounding is at
    most half a step off and 58.9 dB PSNR, dither (one step, uniform) a whole step and 55.9 dB, in a PNG a hundred times
    as large; averaged over 9 x 9 pixels, as an eye does, rounding leaves 0.27 steps of banding and dither 0.05. But
    rounding alone keeps flat what is flat, grey what is grey, and a photo that was only copied exactly as it was. Who
    wants smooth skies saves 16 bits.
    """
    if depth is BitDepth.F32:
        return values.astype(np.float32, copy=False)
    rounded: NDArray[np.float32] = np.rint(np.clip(values, 0, 1) * np.float32(depth.white))
    return rounded.astype(depth.dtype)
