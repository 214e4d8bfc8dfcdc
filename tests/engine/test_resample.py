"""Bands of a resampled picture join without a seam."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image as Photo
from enhancer_gui.core.recipe import Finish
from enhancer_gui.engine.finish import finish_region
from enhancer_gui.engine.resample import Kernel, enlarge_region, resample_region


@settings(max_examples=40)
@given(
    width=st.integers(3, 40),
    height=st.integers(3, 40),
    target=st.tuples(st.integers(3, 70), st.integers(3, 70)),
    rows=st.integers(1, 20),
    kernel=st.sampled_from(list(Kernel)),
)
def test_that_bands_equal_the_whole(
    width: int, height: int, target: tuple[int, int], rows: int, kernel: Kernel
) -> None:
    picture = np.random.default_rng(0).random((height, width, 2), dtype=np.float32)

    def read(region: Region) -> np.ndarray:
        assert region.intersection(Region(0, 0, width, height)) == region
        return picture[region.slices()]

    bands = [
        resample_region(read, (width, height), target, Region(0, y, target[0], min(rows, target[1] - y)), kernel)
        for y in range(0, target[1], rows)
    ]
    for channel in range(2):
        whole = Image.fromarray(picture[:, :, channel]).resize(target, kernel.value[0])
        assert np.abs(np.concatenate(bands)[:, :, channel] - np.asarray(whole)).max() < 1e-4


def test_that_a_region_of_an_enlargement_is_cut_from_the_whole() -> None:
    samples = np.random.default_rng(0).integers(0, 65536, (12, 15, 3), dtype=np.uint16)
    whole = enlarge_region(samples, 4, Region(0, 0, 60, 48))
    part = Region(7, 9, 31, 22)
    assert np.abs(enlarge_region(samples, 4, part) - whole[part.slices()]).max() < 1e-5
    assert np.array_equal(enlarge_region(samples, 1, Region(2, 3, 4, 5)), samples[3:8, 2:6].astype(np.float32) / 65535)


@pytest.mark.parametrize("strength", [0.0, 0.25, 1.0])
def test_that_the_finish_mixes_the_enlarged_original_and_keeps_alpha(strength: float) -> None:
    rng = np.random.default_rng(0)
    image = Photo(rng.integers(0, 256, (10, 12, 3), dtype=np.uint8), alpha=np.zeros((10, 12), dtype=np.uint8))
    region = Region(4, 6, 9, 8)
    whole = rng.random((20, 24, 4), dtype=np.float32)
    result = whole[region.slices()]
    original = enlarge_region(image.samples, 2, region)
    mixed = finish_region(lambda part: whole[part.slices()], region, image, 2, Finish(strength))
    assert np.allclose(mixed[..., :3], (1 - strength) * original + strength * result[..., :3], atol=1e-6)
    assert np.array_equal(mixed[..., 3], result[..., 3])
