"""What is applied to stored tiles: tiles join, defaults change nothing, and each control does what it says."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from enhancer_gui.core.faces import FaceShare
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image, to_float
from enhancer_gui.core.recipe import Finish
from enhancer_gui.engine.classical import BlurKernel, BlurShape, blur_kernel
from enhancer_gui.engine.degrade import convolve
from enhancer_gui.engine.evidence import reduced
from enhancer_gui.engine.finish import context_px, finish_region
from enhancer_gui.engine.finish.facts import facts_of
from enhancer_gui.engine.metrics import psnr_rgb
from enhancer_gui.engine.resample import enlarge_region
from enhancer_gui.engine.sharpness import sharpness_map
from enhancer_gui.engine.tones import measure_tones, repair

Pixels = NDArray[np.float32]

EVERYTHING = Finish(0.9, 0.8, 0.6, 0.7, 0.9, 0.5, 0.5, 0.8, 0.4, 1.3, 0.7, 0.5, 0.5)
EACH = {
    "strength": Finish(strength=0.4),
    "luminance": Finish(luminance=0.3),
    "coarse": Finish(coarse=0.2),
    "evidence": Finish(evidence=1.0),
    "colour_lock": Finish(colour_lock=1.0),
    "guard": Finish(guard=1.0),
    "sharpen": Finish(sharpen=1.0, sharpen_radius=2.5),
    "grain": Finish(grain=1.0),
    "fading": Finish(fading=1.0, balance=1.0),
    "faces": Finish(faces=(FaceShare(Region(60, 40, 50, 50), 0.2),)),
    "everything": EVERYTHING,
}


@pytest.fixture(scope="module")
def photo() -> Image:
    """Return a quarter of scikit-image's public-domain astronaut, faded a little."""
    part = np.asarray(data.astronaut())[:150, 100:290]
    return Image((30 + part * 0.8).astype(np.uint8))


def result_of(photo: Image, scale: int) -> Pixels:
    """Return what a network might make of a photo: sharper, with invented texture and a drift of colour."""
    whole = enlarge_region(photo.samples, scale, Region(0, 0, photo.width * scale, photo.height * scale))
    noise = np.random.default_rng(1).normal(0, 0.03, whole.shape).astype(np.float32)
    drift = np.linspace(0, 0.08, whole.shape[1], dtype=np.float32)[None, :, None] * np.array([1, 0, -1], np.float32)
    return np.asarray(whole + noise + drift, dtype=np.float32)


def whole_of(photo: Image, result: Pixels, scale: int, finish: Finish) -> Pixels:
    region = Region(0, 0, photo.width * scale, photo.height * scale)
    return finish_region(lambda part: result[part.slices()], region, photo, scale, finish)


@pytest.mark.parametrize("name", EACH)
@pytest.mark.parametrize("scale", [1, 2, 4])
def test_that_a_region_finished_alone_is_cut_from_the_whole(photo: Image, name: str, scale: int) -> None:
    result, finish = result_of(photo, scale), EACH[name]
    whole = whole_of(photo, result, scale, finish)
    for region in (Region(37, 21, 50, 41), Region(0, 0, 33, 64), Region(whole.shape[1] - 20, 9, 20, 30)):
        alone = finish_region(lambda part: result[part.slices()], region, photo, scale, finish)
        assert np.abs(alone - whole[region.slices()]).max() < 2e-5


def test_that_the_defaults_change_nothing_and_need_no_neighbours(photo: Image) -> None:
    result = result_of(photo, 2)
    assert np.array_equal(whole_of(photo, result, 2, Finish()), result)
    assert context_px(Finish(), 4) == 0 and context_px(EVERYTHING, 4) > 0


@pytest.mark.parametrize("name", EACH)
def test_that_each_control_changes_the_picture(photo: Image, name: str) -> None:
    result = result_of(photo, 2)
    assert np.abs(whole_of(photo, result, 2, EACH[name]) - result).max() > 0.005


def test_that_no_strength_gives_the_enlarged_photo(photo: Image) -> None:
    original = enlarge_region(photo.samples, 2, Region(0, 0, photo.width * 2, photo.height * 2))
    result = result_of(photo, 2)
    for finish in (Finish(0.0), Finish(luminance=0.0, colour=0.0), Finish(coarse=0.0, fine=0.0)):
        assert np.allclose(whole_of(photo, result, 2, finish), original, atol=1e-6)


def test_that_colour_and_luminance_are_kept_apart(photo: Image) -> None:
    luma = np.array([0.299, 0.587, 0.114], np.float32)
    result = result_of(photo, 2)
    original = enlarge_region(photo.samples, 2, Region(0, 0, photo.width * 2, photo.height * 2))
    assert np.allclose(whole_of(photo, result, 2, Finish(luminance=0.0)) @ luma, original @ luma, atol=1e-5)
    assert np.allclose(whole_of(photo, result, 2, Finish(colour=0.0)) @ luma, result @ luma, atol=1e-5)


def test_that_fine_detail_and_coarse_change_are_told_apart(photo: Image) -> None:
    result = result_of(photo, 2)
    fine = whole_of(photo, result, 2, Finish(coarse=0.0))
    means = [np.asarray(cv2.GaussianBlur(each, (0, 0), 20)) for each in (result, fine)]
    original = enlarge_region(photo.samples, 2, Region(0, 0, photo.width * 2, photo.height * 2))
    slow = np.asarray(cv2.GaussianBlur(original, (0, 0), 20))
    assert np.abs(means[1] - slow).max() < 0.3 * np.abs(means[0] - slow).max()


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_that_the_evidence_brings_the_photo_back_when_the_result_is_reduced(photo: Image, scale: int) -> None:
    result = result_of(photo, scale)

    def distance(finish: Finish) -> float:
        finished = whole_of(photo, result, scale, finish)
        small = reduced(lambda part: finished[part.slices()], scale, photo, photo.bounds)
        return float(np.sqrt(np.mean((small - to_float(photo.samples)) ** 2)))

    before, half, full = (distance(Finish(evidence=share)) for share in (0.0, 0.5, 1.0))
    assert full < 0.15 * before
    assert half == pytest.approx((before + full) / 2, rel=0.2)


def test_that_the_colour_lock_takes_the_drift_and_leaves_the_texture(photo: Image) -> None:
    result = result_of(photo, 2)
    locked = whole_of(photo, result, 2, Finish(colour_lock=1.0))
    original = enlarge_region(photo.samples, 2, Region(0, 0, photo.width * 2, photo.height * 2))
    inner = np.s_[40:-40, 40:-40]
    assert np.abs((locked - original)[inner].mean(axis=(0, 1))).max() < 0.004
    texture = np.std(locked - cv2.GaussianBlur(locked, (0, 0), 2))
    assert texture == pytest.approx(float(np.std(result - cv2.GaussianBlur(result, (0, 0), 2))), rel=0.1)


def test_that_sharpening_is_grey_and_grows_with_its_amount(photo: Image) -> None:
    result = result_of(photo, 2)
    weak, strong = (whole_of(photo, result, 2, Finish(sharpen=amount)) - result for amount in (0.3, 0.9))
    assert np.ptp(strong, axis=2).max() < 1e-5
    assert np.allclose(strong, 3 * weak, atol=1e-5)


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_that_grain_has_the_strength_of_the_photos_noise(scale: int) -> None:
    noise = np.random.default_rng(3).normal(128, 10, (200, 300, 1)).repeat(3, axis=2)
    photo = Image(np.clip(noise, 0, 255).astype(np.uint8))
    flat = np.full((200 * scale, 300 * scale, 3), 0.5, np.float32)
    grain = whole_of(photo, flat, scale, Finish(grain=1.0)) - flat
    assert float(grain.std()) * 255 == pytest.approx(10, rel=0.12)
    assert float(np.abs(grain.mean())) * 255 < 0.2


@pytest.mark.parametrize("shown", [(60, 200), (20, 160), (90, 250)])
def test_that_fading_and_cast_are_taken_off_a_print(shown: tuple[int, int]) -> None:
    truth = np.asarray(data.astronaut())
    black, white = shown
    yellow = np.array([1.0, 0.95, 0.8])
    faded = Image(np.rint((black + truth * ((white - black) / 255)) * yellow).astype(np.uint8))
    before = psnr_rgb(faded.samples, truth)
    line = repair(measure_tones(faded.samples), 1.0, 1.0)
    repaired = np.rint(np.clip(line(to_float(faded.samples)), 0, 1) * 255).astype(np.uint8)
    assert psnr_rgb(repaired, truth) > before + 3


def test_that_a_grey_photo_stays_grey() -> None:
    grey = np.asarray(data.camera())[:120, :100, None].repeat(3, axis=2)
    photo = Image(grey, is_grey=True)
    result = enlarge_region(photo.samples, 2, Region(0, 0, 200, 240))
    finished = whole_of(photo, result, 2, replace(EVERYTHING, strength=1.0))
    assert np.ptp(finished, axis=2).max() < 1e-5


@pytest.fixture(scope="module")
def portrait() -> tuple[Pixels, NDArray[np.bool_]]:
    """Return a sharp subject before discs of light out of focus, and where the background is, (384, 512)."""
    sharp = np.asarray(data.astronaut())[:384].astype(np.float32) / np.float32(255)
    scene = np.asarray(data.coffee())[:384, :512].astype(np.float32) / np.float32(255)
    rng = np.random.default_rng(5)
    for x, y in zip(rng.integers(0, 512, 40), rng.integers(0, 384, 40), strict=True):
        cv2.circle(scene, (int(x), int(y)), 2, (4.0, 4.0, 3.0), -1)
    behind = np.clip(convolve(scene, blur_kernel(BlurKernel(BlurShape.DISC, 7))), 0, 1)
    subject = np.zeros((384, 512), np.float32)
    cv2.ellipse(subject, (256, 200), (130, 170), 0, 0, 360, 1.0, -1, cv2.LINE_AA)
    return np.asarray(behind + subject[..., None] * (sharp - behind), dtype=np.float32), subject == 0


def test_that_the_map_tells_the_subject_from_the_background(portrait: tuple[Pixels, NDArray[np.bool_]]) -> None:
    composite, background = portrait
    cells = sharpness_map(composite)
    large = cv2.resize(cells, (512, 384), interpolation=cv2.INTER_NEAREST)
    away = cv2.erode(background.astype(np.uint8), np.ones((49, 49))) > 0
    inside = cv2.erode((~background).astype(np.uint8), np.ones((49, 49))) > 0
    assert large[away].mean() < 0.2
    assert large[inside].mean() > 0.75


@pytest.mark.parametrize(
    "blur",
    [
        BlurKernel(BlurShape.DISC, 2),
        BlurKernel(BlurShape.DISC, 3),
        BlurKernel(BlurShape.GAUSSIAN, 2),
        BlurKernel(BlurShape.LINE, 15, 30),
    ],
)
def test_that_nothing_is_guarded_where_nothing_is_sharp(blur: BlurKernel) -> None:
    soft = convolve(to_float(np.asarray(data.chelsea())), blur_kernel(blur))
    assert sharpness_map(soft).mean() > 0.97


@pytest.mark.parametrize("softness", [0.0, 0.5, 0.8])
def test_that_bokeh_is_guarded_though_the_lens_is_a_little_soft(
    portrait: tuple[Pixels, NDArray[np.bool_]], softness: float
) -> None:
    composite, background = portrait
    photo = np.asarray(cv2.GaussianBlur(composite, (0, 0), softness)) if softness else composite
    large = cv2.resize(sharpness_map(photo), (512, 384), interpolation=cv2.INTER_NEAREST)
    away = cv2.erode(background.astype(np.uint8), np.ones((49, 49))) > 0
    assert large[away].mean() < 0.35


@pytest.mark.parametrize("spread", [0.0, 0.1])
def test_that_nothing_is_guarded_where_nothing_tells_of_focus(spread: float) -> None:
    noise = np.random.default_rng(1).normal(0.5, spread, (70, 90, 1)).repeat(3, axis=2)
    found = sharpness_map(noise.astype(np.float32))
    assert np.isfinite(found).all() and found.mean() > 0.9


def test_that_the_guard_keeps_intended_blur_and_leaves_the_subject_to_the_network(
    portrait: tuple[Pixels, NDArray[np.bool_]],
) -> None:
    composite, background = portrait
    photo = Image(np.rint(cv2.GaussianBlur(composite, (0, 0), 0.8) * 255).astype(np.uint8))
    source = photo.samples.astype(np.float32) / np.float32(255)
    texture = np.random.default_rng(2).normal(0, 0.03, composite.shape).astype(np.float32)
    result = source + 1.2 * (source - cv2.GaussianBlur(source, (0, 0), 1.5)) + texture  # sharper, and invented
    guarded = whole_of(photo, result, 1, Finish(guard=1.0))
    away = cv2.erode(background.astype(np.uint8), np.ones((33, 33))) > 0
    inside = cv2.erode((~background).astype(np.uint8), np.ones((33, 33))) > 0

    def distance(picture: Pixels, to: Pixels, where: NDArray[np.bool_]) -> float:
        return float(np.sqrt(np.mean((picture - to)[where] ** 2)))

    assert distance(guarded, composite, away) < 0.6 * distance(result, composite, away)
    assert distance(guarded, result, inside) < 0.35 * distance(source, result, inside)


def test_that_noise_is_still_taken_from_intended_blur(portrait: tuple[Pixels, NDArray[np.bool_]]) -> None:
    composite, background = portrait
    noise = np.random.default_rng(2).normal(0, 0.03, composite.shape)
    photo = Image(np.rint(np.clip(composite + noise, 0, 1) * 255).astype(np.uint8))
    guarded = whole_of(photo, composite, 1, Finish(guard=1.0))
    assert np.abs(guarded - composite)[background].mean() < 0.003


def test_that_facts_are_found_once_for_each_photo(photo: Image) -> None:
    assert facts_of(photo) is facts_of(photo)
    assert facts_of(photo).sharpness is facts_of(photo).sharpness
    assert facts_of(Image(photo.samples)) is not facts_of(photo)
