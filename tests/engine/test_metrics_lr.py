"""The reduction that makes LR: as exact as the benchmarks' own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from enhancer_gui.engine.degrade import downsample_bicubic


def keys(x: float) -> float:
    x = abs(x)
    if x <= 1:
        return 1.5 * x**3 - 2.5 * x**2 + 1
    return -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2 if x < 2 else 0.0


def by_definition(line: list[int], scale: int) -> list[float]:
    """Return a line reduced as MATLAB's imresize documents it: kernel widened, edges mirrored, weights normed."""
    mirrored = [*line, *line[::-1]]
    reduced = []
    for index in range(len(line) // scale):
        centre = (index + 0.5) * scale - 0.5
        weights = {j: keys((centre - j) / scale) for j in range(int(centre) - 2 * scale, int(centre) + 2 * scale + 2)}
        total = sum(weight * mirrored[j % len(mirrored)] for j, weight in weights.items())
        reduced.append(total / sum(weights.values()))
    return reduced


@given(st.sampled_from([2, 3, 4]), st.lists(st.integers(0, 255), min_size=5, max_size=8))
def test_that_every_pixel_is_within_rounding_of_the_definition(scale: int, values: list[int]) -> None:
    line = [value for value in values for _ in range(scale)]
    picture = np.repeat(np.array(line, dtype=np.uint8)[None, :], 2 * scale, axis=0)
    expected = np.clip(by_definition(line, scale), 0, 255)
    for lines, reduced in (
        (picture, downsample_bicubic(picture, scale)),
        (picture.T, downsample_bicubic(picture.T, scale).T),
    ):
        assert reduced.shape == (2, len(values)), lines.shape
        assert np.abs(reduced.astype(float) - expected).max() <= 0.5 + 1e-9


@pytest.mark.parametrize("scale", [2, 4])
def test_that_pillow_differs_only_by_its_fixed_point_inside(scale: int) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (20 * scale, 24 * scale, 3), dtype=np.uint8)
    pillow = np.asarray(Image.fromarray(picture).resize((24, 20), Image.Resampling.BICUBIC)).astype(int)
    difference = np.abs(downsample_bicubic(picture, scale) - pillow)[2:-2, 2:-2]
    assert difference.max() <= 1 and 0 < (difference > 0).mean() < 0.2
