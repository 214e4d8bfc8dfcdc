"""The finder of scratches is the model's own, without torch; it knows made damage and leaves whole photos in peace."""

import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as PillowImage
from skimage import data

from enhancer_gui.core.diagnosis import Degree, Finding, Subject
from enhancer_gui.core.image import Image
from enhancer_gui.engine.diagnose import ScratchDetector, diagnose
from enhancer_gui.storage.paths import resources_dir

Photo = NDArray[np.uint8]
WEIGHTS = resources_dir() / "models" / "scratches.safetensors"
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "real"
TIME_LIMIT_S = 60


@pytest.fixture(scope="module")
def detector() -> ScratchDetector:
    read = ScratchDetector.read(WEIGHTS)
    assert read is not None
    return read


def grey(photo: Photo) -> Photo:
    return np.asarray(np.repeat(np.rint(photo.mean(axis=2, keepdims=True)), 3, axis=2), np.uint8)


def finding(photo: Photo, detector: ScratchDetector | None) -> Finding:
    found = diagnose(Image(photo), can_mend=True, detector=detector).finding(Subject.SCRATCHES)
    assert found is not None
    return found


def scratched(photo: Photo, seed: int) -> tuple[Photo, NDArray[np.bool_]]:
    """Return a photo with light scratches and torn spots as of an old print, and where they are."""
    height, width = photo.shape[:2]
    rng, mask = np.random.default_rng(seed), np.zeros(photo.shape[:2], np.uint8)
    for _ in range(10):
        start, way = rng.uniform(0, [width, height]), rng.normal(0, [width / 8, height / 3])
        points = [start + share * way + rng.normal(0, 1.5, 2) for share in np.linspace(0, 1, 12)]
        cv2.polylines(mask, [np.rint(points).astype(np.int32)], False, 255, int(rng.integers(2, 5)), cv2.LINE_AA)
    for _ in range(6):
        centre = rng.uniform(0, [width, height]).astype(int).tolist()
        cv2.ellipse(mask, centre, rng.integers(2, 8, 2).tolist(), float(rng.uniform(0, 180)), 0, 360, 255, -1)
    opacity = mask[..., None] / 255 * 0.95
    return np.asarray(np.rint(photo * (1 - opacity) + 235 * opacity), np.uint8), mask > 127


def test_that_it_finds_what_the_model_finds(detector: ScratchDetector) -> None:
    torch = pytest.importorskip("torch")
    from enhancer_gui.engine.networks.scratch_repair import ScratchRepair
    from enhancer_gui.engine.weights import load_network

    network = next(part for part in load_network(WEIGHTS).modules() if isinstance(part, ScratchRepair))
    damaged, _ = scratched(grey(np.asarray(data.chelsea()))[:160, :208], 1)
    picture = damaged.astype(np.float32) / np.float32(255)
    with torch.inference_mode():
        theirs = network.find(torch.from_numpy(np.ascontiguousarray(picture.transpose(2, 0, 1)))[None])[0, 0].numpy()
    assert np.abs(detector.find(picture) - theirs).max() < 1e-3


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (130, 77)])
def test_that_pictures_of_any_size_are_searched(detector: ScratchDetector, size: tuple[int, int]) -> None:
    found = detector.find(np.full((*size, 3), 0.5, np.float32))
    assert found.shape == size
    assert 0 <= found.min() <= found.max() <= 1


@pytest.mark.parametrize("seed", range(3))
def test_that_made_damage_is_named_and_found_where_it_is(detector: ScratchDetector, seed: int) -> None:
    damaged, mask = scratched(grey(np.asarray(data.chelsea())), seed)
    found = finding(damaged, detector)
    assert found.degree is not Degree.NONE
    assert found.remedy is not None
    assert abs(found.figure - mask.mean()) < 0.5 * mask.mean(), "the share is within half of what was drawn"
    near = cv2.dilate(mask.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    certain = detector.find(damaged.astype(np.float32) / np.float32(255)) > 0.5
    assert certain[mask].mean() > 0.5
    assert certain[~near].mean() < 0.005


def test_that_undamaged_photos_are_left_in_peace_but_for_one_that_is_called_slightly_scratched(
    detector: ScratchDetector,
) -> None:
    """Lone bright lines in black-and-white (the masts beside a rocket) may be taken for faint scratches."""
    photos = (data.chelsea(), data.astronaut(), data.coffee(), data.rocket())
    degrees = [finding(grey(np.asarray(photo)), detector).degree for photo in photos]
    assert set(degrees) <= {Degree.NONE, Degree.SLIGHT}
    assert degrees.count(Degree.SLIGHT) <= 1


def test_that_packed_weights_are_searched_with_as_the_model_would(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from safetensors.torch import save_file

    from enhancer_gui.engine.packing import pack
    from enhancer_gui.engine.weights import load_state

    packed = tmp_path / "packed.safetensors"
    save_file(pack(load_state(WEIGHTS)), packed)
    theirs = ScratchDetector({name: value.numpy() for name, value in load_state(packed).items()})
    mine = ScratchDetector.read(packed)
    assert mine is not None
    damaged = scratched(grey(np.asarray(data.chelsea()))[:96, :128], 1)[0].astype(np.float32) / np.float32(255)
    found = mine.find(damaged)
    assert found.max() > 0.5
    assert np.array_equal(found, theirs.find(damaged))


def test_that_a_model_of_another_kind_has_no_detector() -> None:
    assert ScratchDetector.read(WEIGHTS.with_name("restore.safetensors")) is None


def test_that_the_scratched_prints_are_named(detector: ScratchDetector) -> None:
    folder = REAL / "OldPhotos_MS_scratched"
    if not folder.is_dir():
        pytest.skip("The damaged photos of ../shared are not here.")
    for name in "abcd":
        print_ = np.asarray(PillowImage.open(folder / f"{name}.png").convert("RGB"))
        assert finding(print_, detector).degree is not Degree.NONE, name


def test_that_a_large_photo_takes_little_time(detector: ScratchDetector) -> None:
    large = np.asarray(cv2.resize(grey(np.asarray(data.chelsea())), (4000, 3000)), np.uint8)
    began = time.thread_time()
    finding(large, detector)
    assert time.thread_time() - began < 6  # one and a half seconds on an idle machine


def test_that_torch_is_not_loaded() -> None:
    """The window examines photos in its own process, which never computes with models."""
    code = (
        "import sys; from pathlib import Path; from enhancer_gui.engine.diagnose import ScratchDetector;"
        f"assert ScratchDetector.read(Path({str(WEIGHTS)!r})); sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=TIME_LIMIT_S, check=False).returncode == 0
