"""Small pictures for lists: fast, upright, in sRGB."""

from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.storage.colour import to_srgb_8bit, white_of
from enhancer_gui.storage.decoded import DECODER_FAULTS, Decoded, orientation_in, to_image
from enhancer_gui.storage.format_table import Kind
from enhancer_gui.storage.photo_files import check_size, damaged, open_photo, sniff
from enhancer_gui.storage.photo_read import read_photo
from enhancer_gui.storage.pillow_pixels import pixels_of
from enhancer_gui.storage.quiet import quiet_decoders


def read_thumbnail(path: Path, max_px: int) -> NDArray[np.uint8]:
    """Return (h, w, 3) 8-bit sRGB with the long side at most `max_px`, orientation applied, alpha on white.

    JPEG is decoded at an eighth, a quarter or a half of its size where that is enough.

    Raises:
        PhotoError: as `read_photo`.
    """
    with open_photo(path) as file:
        jpeg = _reduced_jpeg(file, path, max_px) if sniff(file, path) is Kind.JPEG else None
    photo = to_image(jpeg) if jpeg else read_photo(path)
    shown = to_srgb_8bit(photo.samples, photo.metadata.icc)
    if photo.alpha is not None:
        alpha = np.clip(photo.alpha[..., None].astype(np.float32) / np.float32(white_of(photo.alpha.dtype)), 0, 1)
        shown = np.rint(shown * alpha + 255 * (1 - alpha)).astype(np.uint8)
    picture = Image.fromarray(shown)
    picture.thumbnail((max_px, max_px), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return np.array(picture)


def _reduced_jpeg(file: BinaryIO, path: Path, max_px: int) -> Decoded:
    with quiet_decoders():
        try:
            picture = Image.open(file, formats=["JPEG", "MPO"])
        except DECODER_FAULTS as error:
            raise damaged(path, repr(error)) from error
        with picture:
            check_size(path, picture.width, picture.height)
            try:
                picture.draft(None, (max_px, max_px))
                picture.load()
                icc, exif = picture.info.get("icc_profile"), picture.info.get("exif")
                kept = None if picture.mode == "CMYK" else icc
                return Decoded(pixels_of(picture, icc), icc=kept, orientation=orientation_in(exif))
            except DECODER_FAULTS as error:
                raise damaged(path, repr(error)) from error
