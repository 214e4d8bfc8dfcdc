"""Known damage is found, with the errors that are stated here; photos without damage are left in peace."""

import io
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as PillowImage
from skimage import data

from enhancer_gui.core.diagnosis import BlurKind, Degree, Diagnosis, Finding, Remedy, Subject
from enhancer_gui.core.image import Image
from enhancer_gui.engine.classical import BlurKernel, BlurShape, blur_kernel
from enhancer_gui.engine.degrade import convolve
from enhancer_gui.engine.diagnose import diagnose
from enhancer_gui.engine.diagnose.compression import scaled_table, table_quality
from enhancer_gui.engine.diagnose.crops import CROP_PX, crop_regions

Photo = NDArray[np.uint8]
RNG_SEED = 4


@pytest.fixture(scope="module")
def photo() -> Photo:
    """Return scikit-image's public-domain photo of an astronaut, (512, 512, 3)."""
    return np.asarray(data.astronaut())


def finding(photo: Photo, subject: Subject) -> Finding:
    found = diagnose(Image(photo)).finding(subject)
    assert found is not None
    return found


def to_8bit(values: NDArray[np.floating]) -> Photo:
    return np.asarray(np.rint(np.clip(values, 0, 255)), dtype=np.uint8)


def compressed(photo: Photo, quality: int) -> Photo:
    file = io.BytesIO()
    PillowImage.fromarray(photo).save(file, "JPEG", quality=quality)
    return np.asarray(PillowImage.open(file).convert("RGB"))


def blurred(photo: Photo, blur: BlurKernel) -> Photo:
    return to_8bit(convolve(photo.astype(np.float32) / np.float32(255), blur_kernel(blur)) * 255)


@pytest.mark.parametrize("sigma", [5, 10, 15, 25])
def test_that_white_noise_is_measured_within_a_tenth_and_a_step(photo: Photo, sigma: int) -> None:
    noise = np.random.default_rng(RNG_SEED).normal(0, sigma, photo.shape[:2])[..., None]
    found = finding(to_8bit(photo + noise), Subject.NOISE)
    assert abs(found.figure - sigma) < 0.1 * sigma + 1
    assert found.remedy is Remedy.CLEAN


@pytest.mark.parametrize("quality", [1, 10, 49, 50, 75, 90, 100])
def test_that_the_quality_is_read_off_a_standard_table_whatever_its_order(quality: int) -> None:
    table = np.random.default_rng(RNG_SEED).permutation(scaled_table(quality).ravel())
    assert table_quality(table.tolist()) == quality


@pytest.mark.parametrize("quality", [10, 30, 50, 70, 80])
def test_that_pixels_betray_the_jpeg_quality_within_three(photo: Photo, quality: int) -> None:
    found = finding(compressed(photo, quality), Subject.JPEG)
    assert abs(found.figure - quality) <= 3
    assert found.remedy is Remedy.CLEAN


def test_that_a_cropped_jpeg_is_still_known(photo: Photo) -> None:
    assert abs(finding(compressed(photo, 40)[3:-2, 5:-7], Subject.JPEG).figure - 40) <= 3


def test_that_a_photo_that_never_was_jpeg_is_not_taken_for_one() -> None:
    assert diagnose(Image(np.asarray(data.coffee()))).finding(Subject.JPEG) is None


@pytest.mark.parametrize(("length", "angle"), [(9, 30), (14, 0), (20, 120)])
def test_that_motion_is_told_within_two_pixels_and_ten_degrees(photo: Photo, length: int, angle: int) -> None:
    found = finding(blurred(photo, BlurKernel(BlurShape.LINE, length, angle)), Subject.BLUR)
    assert found.blur is BlurKind.MOTION and found.remedy is Remedy.SHARPEN
    assert abs(found.figure - length) <= 2
    assert abs((found.angle_deg - angle + 90) % 180 - 90) <= 10


@pytest.mark.parametrize("radius", [2, 3, 4])
def test_that_a_missed_focus_is_told_within_half_a_pixel(photo: Photo, radius: int) -> None:
    found = finding(blurred(photo, BlurKernel(BlurShape.DISC, radius)), Subject.BLUR)
    assert found.blur is BlurKind.DEFOCUS
    assert abs(found.figure - radius) <= 0.5


@pytest.mark.parametrize("sigma", [2.0, 2.5])
def test_that_softness_is_told_within_half_a_pixel(photo: Photo, sigma: float) -> None:
    found = finding(blurred(photo, BlurKernel(BlurShape.GAUSSIAN, sigma)), Subject.BLUR)
    assert found.blur is BlurKind.SOFT
    assert abs(found.figure - sigma) <= 0.5


@pytest.mark.parametrize(("scale", "kernel"), [(2, cv2.INTER_CUBIC), (2, cv2.INTER_LINEAR), (4, cv2.INTER_CUBIC)])
def test_that_an_enlarged_photo_is_known_by_a_fifth(photo: Photo, scale: int, kernel: int) -> None:
    large = np.asarray(cv2.resize(photo, None, fx=scale, fy=scale, interpolation=kernel), dtype=np.uint8)
    found = finding(large, Subject.DETAIL)
    assert found.figure * scale == pytest.approx(1, abs=0.2)
    assert found.degree is not Degree.NONE


@pytest.mark.parametrize("scale", [2, 3])
def test_that_noise_is_found_that_was_enlarged_with_its_photo(photo: Photo, scale: int) -> None:
    small = np.asarray(cv2.resize(photo, (384, 384), interpolation=cv2.INTER_AREA))
    noise = np.random.default_rng(RNG_SEED).normal(0, 12, small.shape[:2])[..., None]
    noisy, plain = (
        np.asarray(cv2.resize(each, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
        for each in (to_8bit(small + noise), small)
    )
    assert finding(plain, Subject.NOISE).degree is Degree.NONE
    found = finding(noisy, Subject.NOISE)
    assert 0.5 * 12 < found.figure < 12
    assert found.remedy is Remedy.CLEAN


def test_that_nothing_is_said_of_the_detail_of_a_photo_too_small_to_tell(photo: Photo) -> None:
    assert diagnose(Image(photo[:120, :300])).finding(Subject.DETAIL) is None
    assert diagnose(Image(photo[:130, :300])).finding(Subject.DETAIL) is not None


def test_that_enlarging_is_not_advised_where_the_detail_is_not_there(photo: Photo) -> None:
    soft = np.asarray(cv2.resize(photo, (1200, 1200), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    assert finding(photo, Subject.SIZE).remedy is Remedy.ENLARGE
    assert finding(soft, Subject.SIZE).remedy is None


@pytest.mark.parametrize(("black", "white"), [(60, 190), (80, 170)])
def test_that_fading_is_measured_within_a_twentieth(photo: Photo, black: int, white: int) -> None:
    found = finding(to_8bit(black + photo * ((white - black) / 255)), Subject.FADING)
    assert found.figure == pytest.approx((white - black) / 255, abs=0.05)
    assert found.remedy is Remedy.REVIVE


def test_that_sepia_is_a_cast_and_grey_is_none(photo: Photo) -> None:
    grey = np.repeat(photo.mean(axis=2, keepdims=True), 3, axis=2)
    sepia = finding(to_8bit(grey * [1.0, 0.85, 0.65]), Subject.CAST)
    assert sepia.remedy is Remedy.BALANCE and sepia.figure > 14
    assert finding(to_8bit(grey), Subject.CAST).degree is Degree.NONE


def test_that_drawn_scratches_are_found_and_mended_only_where_that_is_possible(photo: Photo) -> None:
    cat = np.asarray(data.chelsea())
    grey = np.repeat(to_8bit(cat.mean(axis=2, keepdims=True)), 3, axis=2)
    scratched = grey.copy()
    rng = np.random.default_rng(RNG_SEED)
    for x in rng.integers(20, 430, 12).tolist():
        cv2.line(scratched, (x, 5), (x + 15, 290), (245, 245, 240), 1, cv2.LINE_AA)
    for can_mend in (True, False):
        found = diagnose(Image(scratched), can_mend=can_mend).finding(Subject.SCRATCHES)
        assert found is not None and found.degree is not Degree.NONE
        assert found.remedy is (Remedy.MEND if can_mend else None)
    assert finding(grey, Subject.SCRATCHES).degree is Degree.NONE
    assert diagnose(Image(photo)).finding(Subject.SCRATCHES) is None  # a fresh colour photo is no old print


def test_that_a_good_photo_of_a_good_size_needs_nothing() -> None:
    sharp = np.tile(np.asarray(data.astronaut()), (3, 3, 1))
    diagnosis = diagnose(Image(sharp))
    assert diagnosis.remedies == ()
    assert {each.degree for each in diagnosis.findings} == {Degree.NONE}


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (20, 20), (127, 128), (511, 700)])
def test_that_photos_of_any_size_are_examined(photo: Photo, size: tuple[int, int]) -> None:
    part = np.resize(photo, (size[1], size[0], 3)).astype(np.uint8)
    assert isinstance(diagnose(Image(part)), Diagnosis)


def test_that_depths_agree(photo: Photo) -> None:
    deep = diagnose(Image(photo.astype(np.uint16) * 257))
    floating = diagnose(Image(photo.astype(np.float32) / np.float32(255)))
    for subject in (Subject.NOISE, Subject.DETAIL, Subject.FADING, Subject.CAST):
        figures = [each.figure for each in (deep.finding(subject), floating.finding(subject)) if each is not None]
        assert figures == pytest.approx([finding(photo, subject).figure] * 2, abs=1e-3)


def test_that_crops_lie_inside_and_on_the_grid_of_jpeg() -> None:
    for region in crop_regions(4001, 3007):
        assert (region.width, region.height) == (CROP_PX, CROP_PX)
        assert region.right <= 4001 and region.bottom <= 3007 and region.x % 8 == 0 and region.y % 8 == 0


def test_that_twelve_megapixels_take_less_than_three_seconds_of_one_core(photo: Photo) -> None:
    large = Image(np.asarray(cv2.resize(photo, (4000, 3000), interpolation=cv2.INTER_CUBIC), dtype=np.uint8))
    diagnose(large)
    began = time.thread_time()
    diagnose(large)
    assert time.thread_time() - began < 3  # half a second on an idle machine; the bound leaves room for slow ones


def test_that_photos_that_are_really_damaged_are_known() -> None:
    folder = Path(__file__).parents[2].parent / "shared" / "data" / "real"
    if not folder.is_dir():
        pytest.skip("The damaged photos of ../shared are not here.")
    noisy = np.asarray(PillowImage.open(folder / "Noise_MAXIM_SIDD" / "0003_30.png").convert("RGB"))
    scratched = np.asarray(PillowImage.open(folder / "OldPhotos_MS_scratched" / "c.png").convert("RGB"))
    assert finding(noisy, Subject.NOISE).remedy is Remedy.CLEAN
    assert finding(scratched, Subject.SCRATCHES).degree is not Degree.NONE
