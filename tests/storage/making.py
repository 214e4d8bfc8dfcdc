"""Photos, metadata and children for the tests of storage."""

import os
import random
import struct
import time
import zlib
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from multiprocessing.synchronize import Event
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from enhancer_gui.core.geometry import TilePlan
from enhancer_gui.core.image import BitDepth, Metadata, to_depth, to_float
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage.photos import PhotoHeader, format_of, write_photo
from enhancer_gui.storage.tile_store import TileStore

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>'
)
MAKE, MODEL, ARTIST = 0x010F, 0x0110, 0x013B
EXPOSURE, PIXEL_X, PIXEL_Y = 0x829A, 0xA002, 0xA003
MAKER_NOTE = 0x927C
ALL = (FileFormat.JPEG, FileFormat.PNG, FileFormat.TIFF, FileFormat.WEBP)
PLAN = TilePlan(190, 130, 64, 8)
STORE_SCALE = 2
_BETWEEN_TILES_S = 0.01
"""A writer that is to be killed takes this long for a tile beside its work: there is always a moment in between."""


@lru_cache
def profile(kind: str = "P3") -> bytes:
    """Return a colour profile that is not sRGB: "P3" (its primaries, made up of Pillow's sRGB) or "GRAY"."""
    if kind == "GRAY":
        return _grey_profile()
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Another description, and red and green exchanged: easily told from sRGB.
    swapped = plain.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    return swapped.replace(b"s\0R\0G\0B", b"t\0e\0s\0t")


def _grey_profile() -> bytes:
    def tag_text(text: str) -> bytes:
        return b"desc" + bytes(4) + struct.pack(">I", len(text) + 1) + text.encode() + b"\0" + bytes(78)

    white = b"XYZ " + bytes(4) + struct.pack(">iii", 63190, 65536, 54061)
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(1.0 * 256)) + bytes(2)
    tags = [(b"desc", tag_text("linear grey")), (b"wtpt", white), (b"kTRC", curve)]
    table, body, offset = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, data in tags:
        table += name + struct.pack(">II", offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = 128 + len(table) + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02400000, b"mntr", b"GRAY", b"XYZ ") + bytes(12) + b"acsp"
    head = head.ljust(68, b"\0") + struct.pack(">iii", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + table + body


def exif_block(orientation: int = 1, *, thumbnail: bool = False, order: str = "<") -> bytes:
    """Return a block with camera, artist, exposure, position and a maker note with an absolute offset."""

    def entry(tag: int, kind: int, count: int, value: bytes) -> bytes:
        return struct.pack(order + "HHI", tag, kind, count) + value.ljust(4, b"\0")

    def short(value: int) -> bytes:
        return struct.pack(order + "H", value)

    def long(value: int) -> bytes:
        return struct.pack(order + "I", value)

    texts, start = b"Maker\0Model X\0Ada\0", 8 + 2 + 12 * 6 + 4
    exif_at = start + len(texts)
    exif_at += exif_at % 2
    exif_end = exif_at + 2 + 12 * 4 + 4
    gps_at = exif_end + 8 + 8
    thumb_at = gps_at + 2 + 12 + 4
    block = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8) + short(6)
    block += entry(MAKE, 2, 6, long(start)) + entry(MODEL, 2, 8, long(start + 6))
    block += entry(0x0112, 3, 1, short(orientation)) + entry(ARTIST, 2, 4, b"Ada\0")
    block += entry(0x8769, 4, 1, long(exif_at)) + entry(0x8825, 4, 1, long(gps_at))
    block += long(thumb_at if thumbnail else 0) + texts
    block = block.ljust(exif_at, b"\0")
    block += short(4) + entry(EXPOSURE, 5, 1, long(exif_end)) + entry(MAKER_NOTE, 7, 8, long(exif_end + 8))
    block += entry(PIXEL_X, 3, 1, short(40)) + entry(PIXEL_Y, 3, 1, short(30)) + long(0)
    block += long(1) + long(125) + b"note" + long(exif_end)
    block += short(1) + entry(0x0001, 2, 2, b"N\0") + long(0)
    if thumbnail:
        picture = b"\xff\xd8thumb"
        data_at = thumb_at + 2 + 12 * 2 + 4
        block += short(2) + entry(0x0201, 4, 1, long(data_at)) + entry(0x0202, 4, 1, long(len(picture))) + long(0)
        block += picture
    return block


def scene(width: int = 40, height: int = 30, depth: BitDepth = BitDepth.U8, channels: int = 3) -> NDArray[np.generic]:
    """Return a smooth picture without any symmetry, (H, W, C)."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    planes = [x / width, y / height, (x + 2 * y) / (width + 2 * height), 1 - x * y / (width * height)]
    return to_depth(np.stack(planes[:channels], axis=2), depth)


def bands(samples: NDArray[np.generic], rows: int = 7) -> Iterator[NDArray[np.float32]]:
    """Yield samples as `write_photo` wants them."""
    values = to_float(samples)
    for top in range(0, len(values), rows):
        yield values[top : top + rows]


def header_for(samples: NDArray[np.generic], target: FileFormat, **facts: object) -> PhotoHeader:
    """Return the header of a picture of three or four channels."""
    depths = {"uint8": BitDepth.U8, "uint16": BitDepth.U16, "float32": BitDepth.F32}
    height, width, channels = samples.shape
    known = {"depth": depths[samples.dtype.name], "has_alpha": channels == 4, "format": target, **facts}
    return PhotoHeader(width, height, **known)


def full_metadata() -> Metadata:
    """Return one of each block."""
    return Metadata(exif=exif_block(), xmp=XMP, icc=profile(), dpi=(300.0, 300.0))


def jpeg_bytes(samples: NDArray[np.generic] | None = None, **options: object) -> bytes:
    """Return a JPEG made by Pillow."""
    return saved("JPEG", _picture(samples), **{"quality": 95, "subsampling": 0, **options})


def png_bytes(samples: NDArray[np.generic] | None = None, **options: object) -> bytes:
    """Return a PNG made by Pillow."""
    return saved("PNG", _picture(samples), **options)


def _picture(samples: NDArray[np.generic] | None) -> Image.Image:
    return Image.fromarray(np.asarray(scene() if samples is None else samples, np.uint8))


def stripes(value: int) -> NDArray[np.generic]:
    """Return the picture that `save_for_ever` saves: noise, so that it takes a while, of a known seed."""
    return np.random.default_rng(value).integers(0, 256, (300, 400, 3), np.uint8)


def save_for_ever(target: str, ready: Event) -> None:
    """Save two pictures over each other, in turn, until killed."""
    pictures = [stripes(0), stripes(1)]
    turn = 0
    while True:
        picture = pictures[turn % 2]
        target_format = format_of(Path(target)) or FileFormat.PNG
        write_photo(Path(target), header_for(picture, target_format), bands(picture, 64), overwrite=True)
        if turn == 0:
            ready.set()
        turn += 1


def tile_samples(plan: TilePlan, index: int) -> NDArray[np.float32]:
    """Return a tile's content: its own index and position, as the 16-bit store keeps it exactly."""
    core = plan.tile(index).core.scaled(STORE_SCALE)
    dice = np.random.default_rng(index)
    return to_float(dice.integers(0, 65536, (core.height, core.width, 3), np.uint16))


def open_store(folder: Path) -> TileStore:
    """Return the store that the tests share."""
    return TileStore.create_or_open(folder, "key", PLAN, STORE_SCALE, BitDepth.U8, 3)


def write_tiles(folder: str, ready: Event) -> None:
    """Compute the missing tiles of a store in a random order, then begin anew, until killed."""
    store = open_store(Path(folder))
    ready.set()
    pending = store.pending()
    random.Random(os.getpid()).shuffle(pending)
    for index in pending:
        store.write(index, tile_samples(store.plan, index))
        time.sleep(_BETWEEN_TILES_S)


def put(folder: Path, name: str, data: bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(data)
    return path


def saved(format_name: str, picture: Image.Image, **options: object) -> bytes:
    """Return a picture as a file of Pillow's."""
    file = BytesIO()
    picture.save(file, format_name, **options)
    return file.getvalue()


def png_chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunk(png: bytes, name: bytes, body: bytes) -> bytes:
    """Return a PNG with one chunk more, right after its header."""
    return png[:33] + png_chunk(name, body) + png[33:]


def save(target: Path, samples: NDArray[np.generic], overwrite: bool = False, **facts: object) -> list[str]:
    """Write samples in the format that the name's suffix means; return the notes."""
    kind = facts.pop("format", None) or {".jpg": FileFormat.JPEG, ".webp": FileFormat.WEBP, ".png": FileFormat.PNG}.get(
        target.suffix, FileFormat.TIFF
    )
    assert isinstance(kind, FileFormat)
    return write_photo(target, header_for(samples, kind, **facts), bands(samples), overwrite=overwrite)


def leftovers(folder: Path) -> list[str]:
    """Return the names of what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())
