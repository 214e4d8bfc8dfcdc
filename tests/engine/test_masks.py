"""Masks limit what is applied: the same at any scale, in tiles as in the whole, and nothing outside of them changes."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.masks import NEUTRAL, Mask, TileMasks, fits_photo
from enhancer_gui.core.models import Task, Tiling
from enhancer_gui.core.recipe import Finish
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.engine.brush import Stroke, blank_picture
from enhancer_gui.engine.devices import choose_device
from enhancer_gui.engine.enhance import MemoryLimit, TileEnhancer
from enhancer_gui.engine.finish import finish_region
from enhancer_gui.engine.finish.apply import protection
from enhancer_gui.engine.loaded import LoadedStage
from enhancer_gui.engine.masks import Limits, MaskPictures
from enhancer_gui.engine.resample import enlarge_region
from tests.fakes import fake_card
from tests.tiny_models import Brighter

Pixels = NDArray[np.float32]
NAME = "ab" * 32
EVERYTHING = Finish(0.9, 0.8, 0.6, 0.7, 0.9, 0.5, 0.5, 0.8, 0.4, 1.3, 0.7, 0.5, 0.5)


@pytest.fixture(scope="module")
def photo() -> Image:
    """Return a part of scikit-image's public-domain astronaut."""
    return Image(np.ascontiguousarray(np.asarray(data.astronaut())[:150, 100:290]))


def blob(width: int = 95, height: int = 75) -> NDArray[np.uint8]:
    """Return a mask with a soft spot and a hard bar."""
    stroke = Stroke(np.zeros((height, width), np.uint8), 255, 18, 0.5)
    stroke.to(width * 0.3, height * 0.4)
    picture = stroke.picture()
    picture[-20:-10, 10:-10] = 255
    return picture


def limits_of(picture: NDArray[np.uint8], masks: TileMasks) -> Limits:
    return Limits(masks, MaskPictures({NAME: picture}))


def result_of(photo: Image, scale: int) -> Pixels:
    whole = enlarge_region(photo.samples, scale, Region(0, 0, photo.width * scale, photo.height * scale))
    noise = np.random.default_rng(1).normal(0, 0.05, whole.shape)
    return np.asarray(whole + noise, dtype=np.float32)


def finished(photo: Image, result: Pixels, scale: int, finish: Finish, limits: Limits, region: Region) -> Pixels:
    return finish_region(lambda part: result[part.slices()], region, photo, scale, finish, limits)


@pytest.mark.parametrize("place", ["result", "guard", "step"])
@pytest.mark.parametrize("feather_px", [0.0, 40.0])
@pytest.mark.parametrize("scale", [1, 2])
def test_that_a_masked_region_finished_alone_is_cut_from_the_whole(
    photo: Image, place: str, feather_px: float, scale: int
) -> None:
    mask = Mask(NAME, feather_px, inverted=scale == 2)
    limits = limits_of(blob(), replace(TileMasks(), **{place: mask}))
    result = result_of(photo, scale)
    whole_region = Region(0, 0, photo.width * scale, photo.height * scale)
    whole = finished(photo, result, scale, EVERYTHING, limits, whole_region)
    for region in (Region(37, 21, 50, 41), Region(0, 0, 33, 64), Region(whole.shape[1] - 20, 9, 20, 30)):
        alone = finished(photo, result, scale, EVERYTHING, limits, region)
        assert np.abs(alone - whole[region.slices()]).max() < 2e-5


@pytest.mark.parametrize("place", ["result", "step"])
def test_that_outside_a_mask_the_enlarged_photo_is_left_and_inside_it_the_result(photo: Image, place: str) -> None:
    picture = np.zeros((150, 190), np.uint8)
    picture[:, 95:] = 255
    result, region = result_of(photo, 2), Region(0, 0, 380, 300)
    limits = limits_of(picture, replace(TileMasks(), **{place: Mask(NAME)}))
    found = finished(photo, result, 2, Finish(), limits, region)
    original = enlarge_region(photo.samples, 2, region)
    assert np.allclose(found[:, :180], original[:, :180], atol=1e-6)
    assert np.allclose(found[:, 200:], result[:, 200:], atol=1e-6)
    turned = replace(TileMasks(), **{place: Mask(NAME, inverted=True)})
    other = finished(photo, result, 2, Finish(), limits_of(picture, turned), region)
    assert np.allclose(found + other, original + result, atol=1e-5)


def test_that_a_step_s_mask_lets_the_finish_work_everywhere_and_the_result_s_does_not(photo: Image) -> None:
    black = np.zeros((15, 19), np.uint8)
    region, grainy = Region(0, 0, 190, 150), Finish(grain=1.0)
    result = result_of(photo, 1)
    original = enlarge_region(photo.samples, 1, region)
    by_step = finished(photo, result, 1, grainy, limits_of(black, TileMasks(step=Mask(NAME))), region)
    by_result = finished(photo, result, 1, grainy, limits_of(black, TileMasks(result=Mask(NAME))), region)
    assert np.allclose(by_result, original, atol=1e-6)
    assert 0.001 < np.abs(by_step - original).mean() < 0.03


def test_that_a_mask_means_the_same_place_at_every_scale(photo: Image) -> None:
    pictures, size = MaskPictures({NAME: blob()}), (photo.width, photo.height)
    small = pictures.values(Mask(NAME, 6.0), size, size, Region(0, 0, *size))
    large = pictures.values(Mask(NAME, 6.0), size, (760, 600), Region(0, 0, 760, 600))
    back = large.reshape(150, 4, 190, 4).mean(axis=(1, 3))
    assert np.abs(back - small).max() < 0.02


def test_that_the_feather_is_as_wide_as_it_says_and_counts_in_pixels_of_the_photo() -> None:
    size = (400, 300)
    for shrink in (1, 4):
        edge = np.zeros((300 // shrink, 400 // shrink), np.uint8)
        edge[:, 200 // shrink :] = 255
        for width in (20.0, 120.0):
            row = MaskPictures({NAME: edge}).values(Mask(NAME, width), size, size, Region(0, 0, *size))[150]
            rise = np.interp([0.16, 0.84], row, np.arange(400))
            assert rise[1] - rise[0] == pytest.approx(width, rel=0.12)
            assert np.interp(0.5, row, np.arange(400)) == pytest.approx(199.5, abs=1.5)


def test_that_a_mask_beyond_the_edge_is_reflected_as_the_photo_is() -> None:
    pictures, size = MaskPictures({NAME: blob(60, 40)}), (60, 40)
    whole = pictures.values(Mask(NAME), size, size, Region(0, 0, 60, 40))
    beyond = pictures.values(Mask(NAME), size, size, Region(-9, -4, 78, 48))
    assert np.allclose(beyond, np.pad(whole, ((4, 4), (9, 9)), mode="reflect"), atol=1e-6)


def test_that_paint_adds_to_the_guard_takes_from_it_and_leaves_what_is_neutral(photo: Image) -> None:
    region, finish = Region(0, 0, photo.width, photo.height), Finish(guard=1.0)
    measured = protection(region, photo, 1, finish, Limits())
    assert 0 < measured.mean() < 1
    values = {value: np.full((15, 19), value, np.uint8) for value in (0, NEUTRAL, 255)}
    found = {
        value: protection(region, photo, 1, finish, limits_of(picture, TileMasks(guard=Mask(NAME))))
        for value, picture in values.items()
    }
    assert np.allclose(found[NEUTRAL], measured, atol=1e-5)
    assert not found[0].any() and (found[255] == 1).all()
    turned = limits_of(values[255], TileMasks(guard=Mask(NAME, inverted=True)))
    assert not protection(region, photo, 1, finish, turned).any()


@pytest.fixture
def enhancer_of(photo: Image) -> Callable[[tuple[Stage, ...], NDArray[np.uint8]], TileEnhancer]:
    def made(stages: tuple[Stage, ...], picture: NDArray[np.uint8]) -> TileEnhancer:
        size = photo.width, photo.height
        loaded = [LoadedStage(stage, Brighter(stage.card.scale)) for stage in stages]
        masks = MaskPictures({NAME: picture})
        return TileEnhancer(photo, Work(stages, size, size), loaded, choose_device("cpu"), MemoryLimit(), masks=masks)

    return made


@pytest.mark.parametrize("tiling", [Tiling.EXACT, Tiling.BLENDED])
def test_that_a_mask_of_one_step_among_several_is_computed_without_seams(
    photo: Image, enhancer_of: Callable[[tuple[Stage, ...], NDArray[np.uint8]], TileEnhancer], tiling: Tiling
) -> None:
    first = replace(fake_card("clean", Task.RESTORE, 1), tiling=tiling, window_px=64, halo_px=16)
    second = fake_card("double", Task.UPSCALE, 2)
    stages = Stage(first), Stage(second, mask=Mask(NAME, 9.0))
    masked_first = Stage(first, mask=Mask(NAME, 9.0)), Stage(second)
    size = photo.width, photo.height
    share = MaskPictures({NAME: blob()}).values(Mask(NAME, 9.0), size, size, Region(0, 0, *size))
    for chain in (stages, masked_first):
        work = Work(chain, size, size)
        enhancer = enhancer_of(chain, blob())
        plan = work.tile_plan(32)
        whole = enhancer.enhance(photo.bounds, plan, JobControl())
        for tile in (plan.tile(0), plan.tile(8), plan.tile(len(plan) - 1)):
            part = enhancer.enhance(tile.core, plan, JobControl())
            assert np.abs(part - whole[tile.core.scaled(2).slices()]).max() < 1e-5
        plain = enhancer_of(tuple(replace(stage, mask=None) for stage in chain), blob())
        lost = (plain.enhance(photo.bounds, plan, JobControl()) - whole).mean(axis=2)
        assert lost[::2, ::2][share < 0.01].mean() > 0.05 and np.abs(lost[::2, ::2][share > 0.99]).max() < 0.01


def test_that_a_stage_s_identity_tells_its_mask() -> None:
    card = fake_card("clean", Task.RESTORE, 1)
    masks = (None, Mask(NAME), Mask("cd" * 32), Mask(NAME, 3.0), Mask(NAME, inverted=True))
    assert len({Stage(card, mask=mask).identity for mask in masks}) == len(masks)


def test_that_a_stroke_changes_its_own_place_only_and_counts_once_where_it_crosses_itself() -> None:
    start = np.full((80, 100), 40, np.uint8)
    stroke = Stroke(start, 255, 10, 0.6)
    changed = [stroke.to(30, 40), stroke.to(70, 40), stroke.to(30, 40)]
    painted = stroke.picture()
    assert (start == 40).all()
    assert painted[40, 50] == 255 and painted[40, 30] == 255
    assert (painted[:, :18] == 40).all() and (painted[55:] == 40).all()
    once = Stroke(start, 255, 10, 0.6)
    once.to(30, 40)
    once.to(70, 40)
    assert np.array_equal(painted, once.picture())
    assert np.array_equal(stroke.part(changed[1]), painted[changed[1].slices()])
    assert 40 < painted[33, 50] < 255


def test_that_a_hard_brush_is_round_and_as_large_as_it_says() -> None:
    stroke = Stroke(np.zeros((101, 101), np.uint8), 255, 30, 0.0)
    stroke.to(50.5, 50.5)
    assert stroke.picture().mean() / 255 * 101**2 == pytest.approx(np.pi * 30**2, rel=0.01)
    assert Stroke(np.zeros((9, 9), np.uint8), 255, 3, 0).to(-20, 4).is_empty


def test_that_a_new_mask_has_the_shape_of_its_photo() -> None:
    for size in ((6000, 4000), (301, 199), (1, 1), (9000, 30)):
        picture = blank_picture(size, 7)
        assert max(picture.shape) <= 2048 and (picture == 7).all()
        assert fits_photo((picture.shape[1], picture.shape[0]), size)
    assert not fits_photo((400, 300), (300, 400)) and not fits_photo((500, 300), (400, 300))
