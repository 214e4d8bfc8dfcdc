"""What the truth meter says is what whole pictures say."""

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import color, data

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.recipe import Finish
from enhancer_gui.engine.degrade import downsample_bicubic
from enhancer_gui.engine.metrics import psnr
from enhancer_gui.engine.metrics.colour import ciede2000
from enhancer_gui.engine.truth import contradiction, measure_truth

Pixels = NDArray[np.float32]


def halves(truth: Pixels) -> Image:
    return Image(downsample_bicubic(np.rint(truth * 255).astype(np.uint8), 2))


@pytest.fixture(scope="module")
def truth() -> Pixels:
    return np.asarray(data.astronaut()[:400, :480]).astype(np.float32) / np.float32(255)


def invented(truth: Pixels) -> Pixels:
    result = truth.copy()
    result[100:200, 100:200, 0] += 0.2
    return np.clip(result, 0, 1)


def test_that_colour_differences_are_those_of_the_formula() -> None:
    rng = np.random.default_rng(0)
    a, b = (rng.random((40, 50, 3)).astype(np.float32) for _ in range(2))
    a[:4] = a[:4, :, :1]
    labs = (cv2.cvtColor(each, cv2.COLOR_RGB2Lab) for each in (a, b))
    assert np.abs(ciede2000(a, b) - color.deltaE_ciede2000(*labs)).max() < 1e-3
    assert ciede2000(a, a).max() == 0


def test_that_the_true_picture_agrees_with_its_own_reduction(truth: Pixels) -> None:
    found = measure_truth(lambda part: truth[part.slices()], lambda _part: True, halves(truth), 2, Finish())
    assert found is not None
    assert found.psnr_db > 55 and found.colour_difference < 0.4 and found.measured == 1


def test_that_what_is_transparent_contradicts_nothing(truth: Pixels) -> None:
    photo, result = halves(truth), truth.copy()
    alpha = np.full((photo.height, photo.width), 255, dtype=np.uint8)
    alpha[:, :120] = 0
    result[:, :240] = 0.5  # the file holds colours there that nobody sees
    clear = replace(photo, alpha=alpha)
    found = measure_truth(lambda part: result[part.slices()], lambda _part: True, clear, 2, Finish())
    assert found is not None and found.psnr_db > 45 and found.colour_difference < 0.5
    heat = contradiction(lambda part: result[part.slices()], Region(0, 0, 480, 400), clear, 2, Finish())
    assert heat[:, :200].max() == 0
    nothing = replace(photo, alpha=np.zeros_like(alpha))
    assert measure_truth(lambda part: result[part.slices()], lambda _part: True, nothing, 2, Finish()) is None


def test_that_blocks_tell_what_the_whole_picture_tells(truth: Pixels) -> None:
    result, photo = invented(truth), halves(truth)
    found = measure_truth(lambda part: result[part.slices()], lambda _part: True, photo, 2, Finish())
    whole = psnr(halves(result).samples, photo.samples)
    assert found is not None
    assert found.psnr_db == pytest.approx(whole, abs=1)
    assert found.difference == pytest.approx(10 ** (-found.psnr_db / 20))


def test_that_only_computed_parts_are_measured(truth: Pixels) -> None:
    photo = halves(truth)

    def is_ready(part: Region) -> bool:
        return part.right <= 240

    def read(part: Region) -> Pixels:
        return truth[part.slices()]

    found = measure_truth(read, is_ready, photo, 2, Finish())
    assert found is not None and 0.3 < found.measured < 0.6
    assert measure_truth(read, lambda _part: False, photo, 2, Finish()) is None


def test_that_the_evidence_slider_makes_the_meter_rise(truth: Pixels) -> None:
    result, photo = invented(truth), halves(truth)
    levels = []
    for share in (0.0, 0.5, 1.0):
        found = measure_truth(lambda p: result[p.slices()], lambda _part: True, photo, 2, Finish(evidence=share))
        assert found is not None
        levels.append(found.psnr_db)
    assert levels[0] + 4 < levels[1] < levels[2] - 8


def test_that_what_is_asked_for_is_not_taken_for_invention(truth: Pixels) -> None:
    photo = halves(truth)
    wish = Finish(grain=1.0, fading=1.0, balance=1.0)
    found = measure_truth(lambda part: truth[part.slices()], lambda _part: True, photo, 2, wish)
    assert found is not None and found.psnr_db > 55


def test_that_the_map_is_hot_where_something_was_invented_and_joins(truth: Pixels) -> None:
    result, photo = invented(truth), halves(truth)
    whole = contradiction(lambda p: result[p.slices()], Region(0, 0, 480, 400), photo, 2, Finish())
    assert whole[120:180, 120:180].mean() > 5
    assert whole[250:, 250:].mean() < 0.5
    part = Region(91, 83, 60, 47)
    alone = contradiction(lambda p: result[p.slices()], part, photo, 2, Finish())
    assert np.abs(alone - whole[part.slices()]).max() < 1e-3


def test_that_equal_pictures_differ_by_nothing() -> None:
    photo = Image(np.full((60, 60, 3), 128, np.uint8))
    same = np.full((60, 60, 3), 128 / 255, np.float32)
    found = measure_truth(lambda part: same[part.slices()], lambda _part: True, photo, 1, Finish())
    assert found is not None
    assert math.isinf(found.psnr_db) and found.difference == 0
