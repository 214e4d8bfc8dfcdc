"""The part of a photo that tells most: detail, not noise, and the middle where all is alike."""

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.engine.telling import telling_place


def flat(height: int = 240, width: int = 400) -> NDArray[np.float32]:
    return np.full((height, width, 3), 0.5, np.float32)


def test_that_detail_is_found_and_one_hard_edge_is_not_taken_for_it() -> None:
    photo = flat()
    photo[:, 350:] = 1.0
    y, x = np.mgrid[:44, :100]
    photo[44:88, 0:100] += 0.05 * np.sin(x / 2 + y / 3)[..., None]
    assert telling_place(photo, 100, 44) == Region(0, 44, 100, 44)


def test_that_texture_counts_more_than_noise_and_depth_does_not_matter() -> None:
    photo = flat()
    noise = np.random.default_rng(0).normal(0, 0.02, (44, 100, 1))
    photo[88:132, 100:200] += noise
    photo[88:132, 200:300] += 0.05 * np.sin(np.arange(100) / 1.5)[None, :, None]
    wanted = Region(200, 88, 100, 44)
    assert telling_place(photo, 100, 44) == wanted
    assert telling_place((photo * 65535).astype(np.uint16), 100, 44) == wanted


def test_that_the_middle_is_taken_where_all_is_alike_and_a_small_photo_whole() -> None:
    rng = np.random.default_rng(1)
    tile = rng.random((40, 100, 3), dtype=np.float32)
    place = telling_place(np.tile(tile, (5, 5, 1)), 100, 40)
    assert place == Region(200, 80, 100, 40)
    assert telling_place(tile[:20, :30], 100, 44) == Region(0, 0, 30, 20)
