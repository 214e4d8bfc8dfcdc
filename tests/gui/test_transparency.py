"""Transparent photos in the viewer: a ground shows through, and what is hidden stays hidden."""

import numpy as np
import pytest
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.gui.sources import PhotoSource
from enhancer_gui.gui.transparency import over_ground, square_px

WHOLE = Region(0, 0, 32, 24)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_that_the_colour_beneath_full_transparency_is_not_seen(dtype: type) -> None:
    most = 1 if dtype is np.float32 else np.iinfo(dtype).max
    samples: NDArray[np.generic] = np.zeros((24, 32, 3), dtype)
    samples[..., 2] = most
    alpha: NDArray[np.generic] = np.zeros((24, 32), dtype)
    alpha[:, 16:] = most
    shown = PhotoSource(Image(samples, alpha=alpha)).read(WHOLE)
    clear, solid = shown[:, :16], shown[:, 16:]
    assert (clear[..., 0] == clear[..., 2]).all(), "a neutral ground"
    assert len(np.unique(clear)) == 2, "of two greys"
    assert (solid == (0, 0, 255)).all()


def test_that_pieces_share_their_squares() -> None:
    rgb, alpha, square = np.zeros((24, 32, 3), np.uint8), np.zeros((24, 32), np.uint8), square_px((32, 24))
    whole = over_ground(rgb, alpha, WHOLE, square)
    part = Region(7, 5, 11, 13)
    assert (over_ground(rgb[part.slices()], alpha[part.slices()], part, square) == whole[part.slices()]).all()
