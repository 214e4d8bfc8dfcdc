"""What the numbers in a TIFF's page mean: inks, Lab, palettes, any width of samples, and which of them is alpha."""

import numpy as np
import tifffile
from numpy.typing import NDArray

from enhancer_gui.storage.alpha import unmultiplied
from enhancer_gui.storage.colour import cmyk_to_srgb_deep, lab_to_srgb_deep, white_of
from enhancer_gui.storage.sample_range import finite, full_range

_PHOTOMETRIC = tifffile.PHOTOMETRIC
_ASSOCIATED = tifffile.EXTRASAMPLE.ASSOCALPHA
_ALPHA_KINDS = (tifffile.EXTRASAMPLE.ASSOCALPHA, tifffile.EXTRASAMPLE.UNASSALPHA)


def settled(
    raw: NDArray[np.generic], page: tifffile.TiffPage, icc: bytes | None, notes: list[str]
) -> tuple[NDArray[np.generic], bytes | None]:
    """Return (h, w, C) samples as stored settled to those of `Decoded`, and the profile that describes them now.

    Args:
        raw: of all rows of the page, or of some.
        page: says what they mean.
        icc: the profile in the file.
        notes: gets a sentence for what was converted or left out.

    Raises:
        ValueError: a kind of colours that no conversion is declared for.
    """
    raw = finite(raw, notes)
    if page.photometric == _PHOTOMETRIC.SEPARATED:
        notes.append("The photo is in CMYK; it was converted to sRGB.")
        inks = _to_full_range(raw, page)[..., :4]
        if inks.shape[2] != 4:
            raise ValueError("inks other than CMYK")
        return cmyk_to_srgb_deep(inks, icc), None
    if page.photometric in (_PHOTOMETRIC.CIELAB, _PHOTOMETRIC.ICCLAB):
        notes.append("The photo is in Lab; it was converted to sRGB.")
        if raw.shape[2] < 3:
            raise ValueError("Lab without colours")
        return lab_to_srgb_deep(raw[..., :3], signed=page.photometric == _PHOTOMETRIC.CIELAB), None
    if page.photometric == _PHOTOMETRIC.PALETTE:
        return _palette(raw, page), icc
    return _colour_and_alpha(_to_full_range(raw, page), page, notes), icc


def _to_full_range(raw: NDArray[np.generic], page: tifffile.TiffPage) -> NDArray[np.generic]:
    """Return samples of any stored type as uint8, uint16 or float32 of full range."""
    full = full_range(raw, page.bitspersample)
    if page.photometric == _PHOTOMETRIC.MINISWHITE:
        grey = np.subtract(full.dtype.type(white_of(full.dtype)), full[..., :1])
        full = np.concatenate([grey, full[..., 1:]], axis=2)
    return full


def _colour_and_alpha(full: NDArray[np.generic], page: tifffile.TiffPage, notes: list[str]) -> NDArray[np.generic]:
    colours = 3 if page.photometric in (_PHOTOMETRIC.RGB, _PHOTOMETRIC.YCBCR) else 1
    if page.photometric not in (
        _PHOTOMETRIC.RGB,
        _PHOTOMETRIC.YCBCR,
        _PHOTOMETRIC.MINISBLACK,
        _PHOTOMETRIC.MINISWHITE,
    ):
        raise ValueError(f"colours of kind {page.photometric!r} are not supported")
    if full.shape[2] < colours:
        raise ValueError(f"{full.shape[2]} samples a pixel")
    extra = page.extrasamples[0] if page.extrasamples else None
    if full.shape[2] == colours or extra not in _ALPHA_KINDS:
        if full.shape[2] > colours:
            notes.append("The photo has further channels that are not transparency; they were left out.")
        return full[..., :colours]
    taken = full[..., : colours + 1]
    return unmultiplied(taken) if extra == _ASSOCIATED else taken


def _palette(raw: NDArray[np.generic], page: tifffile.TiffPage) -> NDArray[np.generic]:
    if page.colormap is None or raw.shape[2] != 1:
        raise ValueError("a palette without colours")
    colours = np.asarray(page.colormap)
    # Some writers store 8-bit colours where the specification wants 16.
    table = (colours if colours.max() < 256 else colours >> 8).astype(np.uint8).T
    return table[raw[..., 0].astype(np.intp)]
