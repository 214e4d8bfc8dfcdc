"""Diagnosis of photos as cameras and scanners leave them: real blur, real noise, old prints, and photos in order."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from enhancer_gui.core.diagnosis import BlurKind, Degree, Diagnosis, Finding, Subject
from enhancer_gui.core.image import Image, to_float
from enhancer_gui.engine.classical import BlurKernel, BlurShape, blur_kernel
from enhancer_gui.engine.degrade import SensorNoise, convolve
from enhancer_gui.engine.diagnose import diagnose
from enhancer_gui.engine.diagnose.crops import luma_crops
from enhancer_gui.engine.diagnose.edges import edge_widths
from enhancer_gui.storage.photos import read_photo

Photo = NDArray[np.uint8]
Pixels = NDArray[np.float32]
SHARED = Path(__file__).parents[2].parent / "shared" / "data"
EVERY_OF_BSD = 4
"""Every fourth photo of the large set: the suite stays fast."""


@pytest.fixture(scope="module")
def photo() -> Pixels:
    """Return scikit-image's public-domain photo of an astronaut, (512, 512, 3), 0..1."""
    return to_float(np.asarray(data.astronaut()))


def to_8bit(picture: Pixels) -> Photo:
    return np.asarray(np.rint(np.clip(picture, 0, 1) * 255), np.uint8)


def finding(picture: Pixels, subject: Subject) -> Finding:
    found = diagnose(Image(to_8bit(picture))).finding(subject)
    assert found is not None
    return found


def diagnoses(folder: str, every: int = 1) -> dict[str, Diagnosis]:
    """Return what is found on the photos of a folder; skips where it is not here."""
    return _diagnosed_once(folder, every)


@cache
def _diagnosed_once(folder: str, every: int) -> dict[str, Diagnosis]:
    place = SHARED / folder
    if not place.is_dir():
        pytest.skip(f"The photos of ../shared/data/{folder} are not here.")
    return {path.name: diagnose(read_photo(path)) for path in sorted(place.iterdir())[::every]}


def called(found: dict[str, Diagnosis], subject: Subject) -> list[str]:
    """Return the photos that have something of a subject."""
    told = {name: diagnosis.finding(subject) for name, diagnosis in found.items()}
    return [name for name, each in told.items() if each is not None and each.degree is not Degree.NONE]


@pytest.fixture(scope="module")
def shake() -> Pixels:
    """Return the path of a camera that a hand has moved in a bow, as a kernel (21, 21)."""
    kernel, way = np.zeros((21, 21), np.float32), np.linspace(-1, 1, 400)
    np.add.at(kernel, (np.rint(10 + 7 * way**2 - 3.5).astype(int), np.rint(10 + 6 * way).astype(int)), 1)
    return np.asarray(cv2.GaussianBlur(kernel, (0, 0), 0.6) / kernel.sum())


def test_that_a_shake_along_a_bow_is_blur_with_edges_of_its_width(photo: Pixels, shake: Pixels) -> None:
    found = finding(convolve(photo, shake), Subject.BLUR)
    assert found.blur is BlurKind.UNEVEN and found.remedy is not None
    assert 4 < found.figure < 12  # the bow is 7 by 12 pixels


def test_that_a_shake_is_still_blur_under_noise(photo: Pixels, shake: Pixels) -> None:
    grain = np.random.default_rng(3).normal(0, 6 / 255, photo.shape).astype(np.float32)
    assert finding(convolve(photo, shake) + grain, Subject.BLUR).blur is not BlurKind.NONE


@pytest.mark.parametrize("sigma", [1.0, 1.5, 2.0])
def test_that_the_width_of_edges_is_measured_within_three_tenths_of_a_pixel(photo: Pixels, sigma: float) -> None:
    blurred = np.asarray(cv2.GaussianBlur(photo, (0, 0), sigma))
    widths = edge_widths(luma_crops(blurred), 0.0)
    assert widths is not None
    assert widths.middle == pytest.approx(np.hypot(sigma, 0.5), abs=0.3)


def test_that_a_sharp_subject_before_a_soft_background_is_not_blurred(photo: Pixels) -> None:
    behind = convolve(to_float(np.asarray(data.coffee())[:400, :512]), blur_kernel(BlurKernel(BlurShape.DISC, 6)))
    subject = np.zeros((400, 512), np.float32)
    cv2.ellipse(subject, (256, 200), (100, 150), 0, 0, 360, 1.0, -1, cv2.LINE_AA)
    portrait = behind + subject[..., None] * (photo[:400] - behind)
    assert finding(portrait, Subject.BLUR).degree is Degree.NONE


@pytest.mark.parametrize("shot", [0.002, 0.006, 0.012])
def test_that_noise_of_a_sensor_is_measured_within_a_third(photo: Pixels, shot: float) -> None:
    noisy = SensorNoise(shot=(shot, shot))(photo, np.random.default_rng(5))
    true = float(np.std((noisy - photo) @ np.array([0.299, 0.587, 0.114]))) * 255
    assert finding(noisy, Subject.NOISE).figure == pytest.approx(true, rel=1 / 3)


def test_that_a_colourful_subject_is_no_cast_and_a_dull_one_not_faded() -> None:
    assert finding(to_float(np.asarray(data.coffee())), Subject.CAST).degree is Degree.NONE
    assert finding(to_float(np.asarray(data.chelsea())), Subject.FADING).degree is Degree.NONE


def test_that_faded_prints_are_known_in_colour_and_toned(photo: Pixels) -> None:
    aged = photo * np.array([0.55, 0.45, 0.35], np.float32) + np.array([0.3, 0.22, 0.12], np.float32)
    assert finding(aged, Subject.FADING).remedy is not None
    grey = np.repeat(photo.mean(axis=2, keepdims=True), 3, axis=2)
    toned = grey * np.array([0.6, 0.55, 0.45], np.float32) + np.array([0.25, 0.2, 0.12], np.float32)
    assert finding(toned, Subject.FADING).remedy is not None
    assert finding(toned, Subject.CAST).remedy is not None


@pytest.mark.parametrize("hidden", [0, 255])
def test_that_a_logo_on_nothing_is_neither_faded_nor_tinted(hidden: int) -> None:
    logo, alpha = np.full((200, 300, 3), hidden, np.uint8), np.zeros((200, 300), np.uint8)
    cv2.circle(logo, (150, 100), 80, (200, 90, 60), -1)
    cv2.rectangle(logo, (120, 80), (180, 120), (235, 180, 120), -1)
    cv2.circle(alpha, (150, 100), 80, 255, -1)
    found = diagnose(Image(logo, alpha=alpha))
    assert called({"logo": found}, Subject.FADING) == called({"logo": found}, Subject.CAST) == []


@pytest.mark.parametrize(
    ("folder", "missed"),
    [
        ("pairs/gopro_avg/blur", 1),
        ("pairs/levin09/blur", 0),
        ("pairs/nyu_synthetic_rotation/blur", 0),
        ("real/Blur_classic", 0),
        ("real/Blur_DeblurGANv2", 0),
    ],
)
def test_that_photos_that_are_really_blurred_are_called_so(folder: str, missed: int) -> None:
    """The one that is missed shows cars that move before a street in focus."""
    found = diagnoses(folder)
    assert len(found) - len(called(found, Subject.BLUR)) <= missed


@pytest.mark.parametrize(
    ("folder", "every"),
    [
        ("pairs/gopro_avg/sharp", 1),
        ("pairs/levin09/sharp", 6),
        ("test/Set14", 1),
        ("test/BSD100", EVERY_OF_BSD),
        ("real/Blur_Restormer_defocus", 1),
    ],
)
def test_that_photos_that_are_sharp_where_they_mean_to_be_are_not_called_blurred(folder: str, every: int) -> None:
    assert called(diagnoses(folder, every), Subject.BLUR) == []


def test_that_fresh_photos_are_seldom_called_faded_or_tinted() -> None:
    """Scenes of one colour are: of Set14 none, of BSD100 five are called faded and eleven tinted."""
    fresh = diagnoses("test/Set14") | diagnoses("test/BSD100", EVERY_OF_BSD)
    assert len(called(fresh, Subject.FADING)) <= 0.06 * len(fresh)
    assert len(called(fresh, Subject.CAST)) <= 0.12 * len(fresh)


@pytest.mark.parametrize(
    ("folder", "faded", "tinted"),
    [
        ("real/OldPhotos_MS", ["b.png", "c.png"], ["b.png", "c.png", "e.png"]),
        ("real/OldPhotos_MS_scratched", ["a.png", "b.png", "c.png"], ["a.png", "d.png"]),
        ("real/OldPhotos_DeOldify", [], ["LondonStreetDoctor1877.png"]),
    ],
)
def test_that_old_prints_keep_their_findings(folder: str, faded: list[str], tinted: list[str]) -> None:
    found = diagnoses(folder)
    assert (called(found, Subject.FADING), called(found, Subject.CAST)) == (faded, tinted)


def test_that_grain_is_seen_whether_as_fine_as_pixels_or_enlarged_with_its_photo() -> None:
    noisy = called(diagnoses("real/RealSRSet"), Subject.NOISE)
    as_fine_as_pixels = {"dog.png", "frog.png", "oldphoto2.png", "tiger.png"}
    enlarged = {"building.png", "butterfly2.png", "oldphoto3.png"}
    assert set(noisy) == as_fine_as_pixels | enlarged


def test_that_noise_of_telephones_is_clear_or_strong() -> None:
    degrees = {diagnosis.finding(Subject.NOISE) for diagnosis in diagnoses("real/Noise_MAXIM_SIDD").values()}
    assert {each.degree for each in degrees if each is not None} <= {Degree.CLEAR, Degree.STRONG}
