"""JPEG, WebP, BMP, GIF, AVIF and JPEG 2000 of up to 8 bits: decoded by Pillow, which reads their metadata too."""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image

from enhancer_gui.storage.colour import UNUSABLE_PROFILE
from enhancer_gui.storage.decoded import DECODER_FAULTS, Decoded, Header, orientation_in
from enhancer_gui.storage.format_table import Kind
from enhancer_gui.storage.jpeg_segments import full_xmp, iptc_in
from enhancer_gui.storage.photo_files import check_size, damaged
from enhancer_gui.storage.pillow_pixels import pixels_of
from enhancer_gui.storage.quiet import quiet_decoders

_PLUGINS = {
    Kind.JPEG: ["JPEG", "MPO"],
    Kind.WEBP: ["WEBP"],
    Kind.BMP: ["BMP"],
    Kind.GIF: ["GIF"],
    Kind.AVIF: ["AVIF"],
    Kind.JP2: ["JPEG2000"],
}
_JFIF_INCH, _JFIF_CENTIMETRE = 1, 2

_PIXEL_BYTES = {Kind.JPEG: 5, Kind.BMP: 5, Kind.GIF: 8, Kind.WEBP: 19, Kind.AVIF: 13, Kind.JP2: 20}
"""What Pillow takes for a colour pixel at most, measured; no library at hand decodes these formats by bands."""
_GREY_BYTES = 2
"""For a pixel of one channel, which Pillow holds in one byte."""
_COEFFICIENT_BYTES = 2
"""A progressive JPEG is held as coefficients until its last scan: 16 bits for every sample."""


def read_header(file: BinaryIO, path: Path, kind: Kind) -> Header:
    """Return size and orientation without decoding.

    Raises:
        PhotoError: damaged or too large.
    """
    try:
        with quiet_decoders(), Image.open(file, formats=_PLUGINS[kind]) as picture:
            orientation = orientation_in(picture.info.get("exif"))
            header = Header(picture.width, picture.height, orientation, _pixel_bytes(picture, kind))
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error
    check_size(path, header.width, header.height)
    return header


def decode(file: BinaryIO, path: Path, kind: Kind, *, with_pixels: bool = True) -> Decoded:
    """Return the decoded picture; `with_pixels` False leaves them out, for those who decode deeper themselves.

    Raises:
        PhotoError: damaged, cut off or too large.
    """
    with quiet_decoders():
        try:
            picture = Image.open(file, formats=_PLUGINS[kind])
        except DECODER_FAULTS as error:
            raise damaged(path, repr(error)) from error
        with picture:
            check_size(path, picture.width, picture.height)
            try:
                if with_pixels:
                    picture.load()
                return _decoded(picture, with_pixels=with_pixels)
            except DECODER_FAULTS as error:
                raise damaged(path, repr(error)) from error


def _decoded(picture: Image.Image, *, with_pixels: bool) -> Decoded:
    info = picture.info
    icc, notes = info.get("icc_profile"), list[str]()
    if getattr(picture, "n_frames", 1) > 1:
        notes.append("The file holds several pictures; only the first is used.")
    if icc is None and "icc_profile" in info:  # Pillow's word for a JPEG's profile of which a piece is missing
        notes.append(UNUSABLE_PROFILE)
    if picture.mode == "CMYK":
        notes.append("The photo is in CMYK; it was converted to sRGB.")
    return Decoded(
        pixels=pixels_of(picture, icc) if with_pixels else np.empty((0, 0, 3), np.uint8),
        exif=info.get("exif"),
        xmp=full_xmp(picture, notes),
        icc=None if picture.mode == "CMYK" else icc,
        dpi=_dpi(info),
        orientation=orientation_in(info.get("exif")),
        notes=tuple(notes),
        iptc=iptc_in(picture),
    )


def _pixel_bytes(picture: Image.Image, kind: Kind) -> float:
    progressive = kind is Kind.JPEG and "progressive" in picture.info
    coefficients = _COEFFICIENT_BYTES * len(picture.getbands()) if progressive else 0
    if kind in (Kind.JPEG, Kind.BMP) and len(picture.getbands()) == 1:
        return _GREY_BYTES + coefficients
    return _PIXEL_BYTES[kind] + coefficients


def _dpi(info: Mapping[str | tuple[int, int], object]) -> tuple[float, float] | None:
    """Return the resolution of the format's own header; Pillow's guess from EXIF is not one."""
    if "jfif" in info:
        density, unit = info.get("jfif_density"), info.get("jfif_unit")
        if isinstance(density, tuple) and unit in (_JFIF_INCH, _JFIF_CENTIMETRE) and min(density) > 0:
            factor = 1.0 if unit == _JFIF_INCH else 2.54
            return density[0] * factor, density[1] * factor
        return None
    dpi = info.get("dpi") if "exif" not in info else None
    if isinstance(dpi, tuple) and min(dpi) > 0:
        return float(dpi[0]), float(dpi[1])
    return None
