"""The one table of photo formats: what is read, what is written, what each can hold, what must be installed.

Everything that lists formats (sniffing, folders, the window's and the command line's choices) reads it here.
Cheap to import: no decoder is loaded.
"""

from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec

from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import FileFormat

PACKAGE = "enhancer-gui"
_MANY_PX = 2**31 - 1


class Kind(StrEnum):
    """Formats that can be read, by content; the value is what people call them."""

    JPEG = "JPEG"
    PNG = "PNG"
    TIFF = "TIFF"
    WEBP = "WebP"
    BMP = "BMP"
    GIF = "GIF"
    AVIF = "AVIF"
    HEIC = "HEIC"
    JXL = "JPEG XL"
    JP2 = "JPEG 2000"
    PNM = "PNM"
    PSD = "Photoshop"
    EXR = "OpenEXR"
    RAW = "camera raw"


class Extra(StrEnum):
    """Optional parts of the installation: a format's library, or that which signs files."""

    HEIF = "heif"
    RAW = "raw"
    EXR = "exr"
    C2PA = "c2pa"


_MODULES = {Extra.HEIF: "pillow_heif", Extra.RAW: "rawpy", Extra.EXR: "OpenEXR", Extra.C2PA: "c2pa"}


@dataclass(frozen=True)
class Readable:
    """How files of a kind are usually called, and what reading them needs."""

    suffixes: tuple[str, ...]
    extra: Extra | None = None


READABLE: dict[Kind, Readable] = {
    Kind.JPEG: Readable((".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".jps")),
    Kind.PNG: Readable((".png", ".apng")),
    Kind.TIFF: Readable((".tif", ".tiff", ".btf")),
    Kind.WEBP: Readable((".webp",)),
    Kind.BMP: Readable((".bmp", ".dib")),
    Kind.GIF: Readable((".gif",)),
    Kind.AVIF: Readable((".avif", ".avifs")),
    Kind.HEIC: Readable((".heic", ".heif", ".hif"), Extra.HEIF),
    Kind.JXL: Readable((".jxl",)),
    Kind.JP2: Readable((".jp2", ".j2k", ".j2c", ".jpf", ".jpx")),
    Kind.PNM: Readable((".pnm", ".pbm", ".pgm", ".ppm", ".pfm")),
    Kind.PSD: Readable((".psd", ".psb")),
    Kind.EXR: Readable((".exr",), Extra.EXR),
    Kind.RAW: Readable(
        (
            *(".dng", ".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".sr2", ".raf", ".orf", ".rw2", ".pef"),
            *(".srw", ".x3f", ".iiq", ".3fr", ".fff", ".mrw", ".erf", ".kdc", ".dcr", ".mos", ".rwl"),
        ),
        Extra.RAW,
    ),
}


@dataclass(frozen=True)
class Writable:
    """What a format that can be written can hold.

    Attributes:
        title: what people call it.
        suffixes: file name suffixes with their dots; the first is given to new files.
        depths: the shallowest first; what the encoder rounds further is said at the encoder.
        max_side_px, max_pixels: limits of the format or of its library.
        lossy: `quality` means something.
        grey, alpha: whether a picture of one colour channel, or transparency, can be held.
        profile, grey_profile: whether an ICC profile of RGB, or of grey, can be embedded.
        lossless_profile: whether profiles of both can be embedded where nothing is lost (quality 100).
        chroma: colour may be held at half the resolution.
        extra: what must be installed beside the program itself.
        most_bits: significant bits of a sample that the encoder keeps, whatever `depths` says.
        pixel_bytes: memory that the encoder takes for a pixel of 8 bits, where it needs the whole picture; at most, as
            measured at 16.8 megapixels; half of it more at 16 bits. 0 where files are written by rows.
    """

    title: str
    suffixes: tuple[str, ...]
    depths: tuple[BitDepth, ...] = (BitDepth.U8,)
    max_side_px: int = _MANY_PX
    max_pixels: int = _MANY_PX
    lossy: bool = False
    grey: bool = True
    alpha: bool = True
    profile: bool = True
    grey_profile: bool = True
    lossless_profile: bool = False
    chroma: bool = False
    extra: Extra | None = None
    most_bits: int = 32
    pixel_bytes: float = 0


WRITABLE: dict[FileFormat, Writable] = {
    # libjpeg's JPEG_MAX_DIMENSION; the format's own limit is 65,535.
    FileFormat.JPEG: Writable(
        "JPEG",
        (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"),
        max_side_px=65_500,
        lossy=True,
        alpha=False,
        chroma=True,
        pixel_bytes=5,
    ),
    FileFormat.PNG: Writable("PNG", (".png",), (BitDepth.U8, BitDepth.U16)),
    FileFormat.TIFF: Writable("TIFF", (".tif", ".tiff"), (BitDepth.U8, BitDepth.U16, BitDepth.F32)),
    # libwebp's WEBP_MAX_DIMENSION.
    FileFormat.WEBP: Writable(
        "WebP", (".webp",), max_side_px=16_383, lossy=True, grey=False, grey_profile=False, pixel_bytes=28
    ),
    # libavif's decoders refuse more than AVIF_DEFAULT_IMAGE_SIZE_LIMIT and AVIF_DEFAULT_IMAGE_DIMENSION_LIMIT.
    FileFormat.AVIF: Writable(
        "AVIF",
        (".avif",),
        max_side_px=32_768,
        max_pixels=16_384**2,
        lossy=True,
        grey=False,
        grey_profile=False,
        chroma=True,
        pixel_bytes=28,
    ),
    # Level 5 of the codestream (ISO/IEC 18181-1, annex M); with loss profiles cannot be embedded (see jxl_write).
    FileFormat.JXL: Writable(
        "JPEG XL",
        (".jxl",),
        (BitDepth.U8, BitDepth.U16, BitDepth.F32),
        max_side_px=2**18,
        max_pixels=2**28,
        lossy=True,
        profile=False,
        grey_profile=False,
        lossless_profile=True,
        pixel_bytes=19,
    ),
    # libheif's default limits for its decoders; HEVC has no one-channel files that other programs open.
    FileFormat.HEIC: Writable(
        "HEIC",
        (".heic", ".heif"),
        (BitDepth.U8, BitDepth.U16),
        max_side_px=16_384,
        max_pixels=2**27,
        lossy=True,
        grey=False,
        grey_profile=False,
        chroma=True,
        extra=Extra.HEIF,
        most_bits=10,
        pixel_bytes=24,
    ),
}


def photo_suffixes() -> frozenset[str]:
    """Return the suffixes of all formats that can be read, with their dots."""
    return frozenset(suffix for facts in READABLE.values() for suffix in facts.suffixes)


def is_installed(extra: Extra | None) -> bool:
    """Return whether an extra's library is there; nothing is imported."""
    return extra is None or find_spec(_MODULES[extra]) is not None


def writable_formats() -> tuple[FileFormat, ...]:
    """Return the formats that can be written here and now, in the order they are offered."""
    return tuple(each for each, facts in WRITABLE.items() if is_installed(facts.extra))


def how_to_install(extra: Extra) -> str:
    """Return the sentence that says how to get an extra."""
    return f'Install its library with: pip install "{PACKAGE}[{extra.value}]".'


def readable_titles() -> str:
    """Return the formats that can be read here and now, as a list in words."""
    titles = [kind.value for kind, facts in READABLE.items() if is_installed(facts.extra)]
    return f"{', '.join(titles[:-1])} and {titles[-1]}"
