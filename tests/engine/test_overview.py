"""A photo at a glance: the same as if all of it were reduced in float, at a fraction of the memory."""

import tracemalloc
from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from enhancer_gui.core.image import to_float
from enhancer_gui.engine.overview import overview
from enhancer_gui.engine.sharpness import sharpness_map
from enhancer_gui.engine.tones import measure_tones


def peak_bytes(work: Callable[[], object]) -> int:
    """Return how much memory was held at once beside what was there before."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("depth", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (61, 47), (1025, 613)])
def test_that_bands_make_the_same_picture_as_the_whole(size: tuple[int, int], depth: type[np.generic]) -> None:
    white = {np.uint8: 255, np.uint16: 65535}.get(depth, 1.2)
    samples = (np.random.default_rng(1).random((*size, 3)) * white).astype(depth)
    found = overview(samples, 300)
    height, width = found.shape[:2]
    whole = np.clip(to_float(samples), 0, 1)
    wanted = np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA))
    assert max(height, width) == min(300, max(size))
    assert np.abs(found - wanted.reshape(found.shape)).max() < 1e-6


def test_that_one_channel_stays_one() -> None:
    assert overview(np.zeros((40, 30, 1), np.uint8), 16).shape == (16, 12, 1)


def test_that_a_large_photo_is_never_held_in_float() -> None:
    samples = np.zeros((2000, 3000, 3), np.uint8)
    assert peak_bytes(lambda: overview(samples, 768)) < samples.size * np.dtype(np.float32).itemsize


def test_that_a_map_of_sharpness_holds_few_planes_of_a_large_photo() -> None:
    samples = np.random.default_rng(2).integers(0, 256, (1500, 2000, 3), np.uint8)
    plane_bytes = samples[..., 0].size * np.dtype(np.float32).itemsize
    assert peak_bytes(lambda: sharpness_map(samples)) < 7 * plane_bytes


def test_that_tones_of_a_transparent_photo_need_no_copies_of_its_transparency() -> None:
    samples: NDArray[np.uint8] = np.full((2000, 3000, 3), 90, np.uint8)
    alpha = np.full((2000, 3000), 255, np.uint8)
    opaque, transparent = (peak_bytes(partial(measure_tones, samples, seen)) for seen in (None, alpha))
    assert transparent < opaque + alpha.nbytes
