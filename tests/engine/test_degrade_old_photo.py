"""Old prints: the mask tells the truth, each part does what it says, and a photo without damage has no mask."""

from dataclasses import fields, replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from pydantic import TypeAdapter

from enhancer_gui.engine.degrade import OldPhotoDamage

Photo = NDArray[np.float32]

TONES = ("fading", "uneven_exposure", "grain", "halftone", "stains", "sharpening")
LOSSES = (
    "dust",
    "film_scratches",
    "handling_scratches",
    "hairs",
    "cracks",
    "folds",
    "blotches",
    "worn_border",
    "torn_corner",
)


def only(*parts: str, monochrome: float = 0.0) -> OldPhotoDamage:
    """Return the damage of these parts alone, certain to happen."""
    chances = {part: float(part in parts) for part in (*TONES, *LOSSES)}
    return TypeAdapter(OldPhotoDamage).validate_python({"monochrome": monochrome, **chances})


@pytest.fixture
def dim() -> Photo:
    """A grey picture on which neither bright nor dark damage can hide."""
    return np.full((160, 160, 3), 0.45, dtype=np.float32)


def test_that_every_probability_is_a_tone_or_a_loss() -> None:
    names = {field.name for field in fields(OldPhotoDamage)} - {"kind", "probability", "monochrome", "size", "amount"}
    assert names == {*TONES, *LOSSES}


@pytest.mark.parametrize("part", LOSSES)
def test_that_each_loss_is_seen_and_is_in_the_mask(part: str, dim: Photo) -> None:
    areas = []
    for seed in range(6):
        photo = only(part).in_stages(dim, np.random.default_rng(seed))
        changed = np.abs(photo.damaged - photo.toned).max(axis=2)
        assert set(np.unique(photo.mask)) <= {0.0, 1.0}
        assert np.all(changed[photo.mask == 0] == 0)
        areas.append(float(photo.mask.mean()))
    assert max(areas) > 1e-4
    assert max(areas) < 0.5


def test_that_the_shadow_beside_a_broken_crease_is_in_the_mask(dim: Photo) -> None:
    darker = 0
    for seed in range(6):
        photo = only("folds").in_stages(dim, np.random.default_rng(seed))
        # Bare paper is brighter than the picture: what is darker is the shadow of the raised edge.
        shadow = (photo.damaged < photo.toned - 0.03).all(axis=2)
        assert np.all(photo.mask[shadow] == 1)
        darker += int(shadow.sum())
    assert darker > 100


@pytest.mark.parametrize("seed", range(12))
def test_that_the_mask_is_exactly_what_changed(seed: int, photo: Photo) -> None:
    stages = OldPhotoDamage().in_stages(photo, np.random.default_rng(seed))
    mask = stages.mask
    assert np.array_equal(OldPhotoDamage()(photo, np.random.default_rng(seed)), stages.damaged)
    assert mask.shape == photo.shape[:2] and mask.dtype == np.float32
    change = np.abs(stages.damaged - stages.toned).sum(axis=2)
    assert np.all(change[mask == 0] == 0)
    # A pixel of the mask may by chance have kept its value; its surroundings have not.
    around = cv2.blur(change, (3, 3))
    assert np.all(around[cv2.erode(mask, np.ones((3, 3))) == 1] > 0.03)


@pytest.mark.parametrize("part", TONES)
def test_that_tones_lose_nothing(part: str, photo: Photo) -> None:
    aged = only(part).in_stages(photo, np.random.default_rng(1))
    assert not aged.mask.any()
    assert np.abs(aged.damaged - photo).mean() > 1e-3


def test_that_a_photo_without_any_part_is_left_alone(photo: Photo) -> None:
    aged = only().in_stages(photo, np.random.default_rng(0))
    assert np.array_equal(aged.damaged, photo)
    assert not aged.mask.any()


def test_that_monochrome_prints_have_one_hue(photo: Photo) -> None:
    toned = only(monochrome=1.0)(photo, np.random.default_rng(2))
    order = np.argsort(toned[..., 1].reshape(-1))
    red = toned[..., 0].reshape(-1)[order]
    assert np.all(np.diff(red) > -1e-5)


def test_that_film_scratches_are_long_thin_and_mostly_upright(dim: Photo) -> None:
    upright = 0
    for seed in range(12):
        mask = only("film_scratches").in_stages(dim, np.random.default_rng(seed)).mask
        columns, rows = mask.sum(axis=0), mask.sum(axis=1)
        upright += bool(columns.max() > rows.max())
        assert max(columns.max(), rows.max()) > 25
        assert mask.mean() < 0.12
    assert upright >= 7


def test_that_dust_is_many_small_specks(dim: Photo) -> None:
    mask = only("dust").in_stages(dim, np.random.default_rng(3)).mask
    count, _, facts, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    areas = facts[1:, cv2.CC_STAT_AREA]
    assert count > 5
    assert np.median(areas) < 30


def test_that_amount_and_size_make_it_worse(dim: Photo) -> None:
    def lost(amount: float, size: float) -> float:
        scratched = only("dust", "handling_scratches", "cracks")
        damage = replace(scratched, amount=(amount, amount), size=(size, size))
        return float(np.mean([damage.in_stages(dim, np.random.default_rng(s)).mask.mean() for s in range(8)]))

    assert lost(1.5, 1) > 1.5 * lost(0.2, 1)
    assert lost(1, 1.8) > 1.3 * lost(1, 0.6)


@pytest.mark.parametrize("shape", [(32, 32), (17, 90), (300, 200)])
def test_that_crops_of_any_shape_can_be_damaged(shape: tuple[int, int]) -> None:
    image = np.full((*shape, 3), 0.5, dtype=np.float32)
    for seed in range(4):
        aged = only(*TONES, *LOSSES).in_stages(image, np.random.default_rng(seed))
        damaged = aged.damaged
        assert damaged.shape == image.shape and aged.mask.shape == shape
        assert np.isfinite(damaged).all() and damaged.min() >= 0 and damaged.max() <= 1
