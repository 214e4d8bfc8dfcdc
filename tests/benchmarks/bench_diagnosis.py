"""How often diagnosis is right: real blur and sharp photos, casts, fading, and the noise of sensors.

    python tests/benchmarks/bench_diagnosis.py [--shared ../shared/data] [--every 1]

First the share of each folder's photos with a finding: `blurred` ones should be called so, `sharp` ones not; old prints
keep their casts and fading, other photos should have none. Then the same damage done to every photo of Set14: figures
are medians and the middle eighty in a hundred. No model is used; half a minute on one core at `--every 4`.
"""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.diagnosis import Degree, Diagnosis, Subject
from enhancer_gui.core.image import Image, to_float
from enhancer_gui.engine.classical import BlurKernel, BlurShape, blur_kernel
from enhancer_gui.engine.degrade import SensorNoise, convolve
from enhancer_gui.engine.diagnose import diagnose
from enhancer_gui.storage.photos import read_photo

Pixels = NDArray[np.float32]
FOLDERS = {
    "blurred": (
        "pairs/gopro_avg/blur",
        "pairs/levin09/blur",
        "pairs/nyu_synthetic_rotation/blur",
        "real/Blur_classic",
        "real/Blur_DeblurGANv2",
    ),
    "sharp": (
        "pairs/gopro_avg/sharp",
        "pairs/levin09/sharp",
        "pairs/nyu_synthetic_rotation/sharp",
        "real/Blur_Restormer_defocus",
        "test/Set14",
        "test/BSD100",
        "train",
    ),
    "old": ("real/OldPhotos_MS", "real/OldPhotos_MS_scratched", "real/OldPhotos_DeOldify"),
}
TOLD = (Subject.BLUR, Subject.CAST, Subject.FADING, Subject.NOISE)
SUFFIXES = {".png", ".jpg", ".jpeg", ".webp"}
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
SHOTS, SIGMAS, RADII = (0.0005, 0.002, 0.006, 0.012), (4, 8, 15, 25), (1, 2, 3, 4)


def is_found(diagnosis: Diagnosis, subject: Subject) -> bool:
    """Return whether something is wrong."""
    finding = diagnosis.finding(subject)
    return finding is not None and finding.degree is not Degree.NONE


def figure(picture: Pixels, subject: Subject) -> float:
    """Return what is measured on a picture."""
    finding = diagnose(Image(np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8))).finding(subject)
    return 0.0 if finding is None else finding.figure


def measure_folder(kind: str, folder: Path, every: int) -> None:
    """Print the share of the photos with each finding."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)[::every]
    found = [diagnose(read_photo(path)) for path in paths]
    shares = (f"{subject.value} {sum(is_found(each, subject) for each in found):3d}" for subject in TOLD)
    print(f"{kind:8s} {folder.parent.name + '/' + folder.name:32s} of {len(found):3d}: {'  '.join(shares)}")


def with_white_noise(photo: Pixels, number: int, sigma: float) -> Pixels:
    """Return a photo with the same noise on its channels."""
    noise = np.random.default_rng(number).normal(0, sigma / 255, photo.shape[:2])
    return np.asarray(photo + noise.astype(np.float32)[..., None])


def with_sensor_noise(photo: Pixels, number: int, shot: float) -> Pixels:
    """Return a photo as a sensor gives it."""
    return SensorNoise(shot=(shot, shot))(photo, np.random.default_rng(number))


def measure_noise(photos: Sequence[Pixels], name: str, harm: Callable[[Pixels, int], Pixels]) -> None:
    """Print noise found over noise done."""
    ratios = []
    for number, photo in enumerate(photos):
        noisy = np.clip(harm(photo, number), 0, 1)
        ratios.append(figure(noisy, Subject.NOISE) / 255 / float(np.std((noisy - photo) @ LUMA)))
    low, middle, high = np.percentile(ratios, (10, 50, 90))
    print(f"{name}: {middle:.2f} of what it is ({low:.2f} to {high:.2f})")


def measure_discs(photos: Sequence[Pixels], radius: int) -> None:
    """Print how often a disc is called a blur, and its error."""
    kernel = blur_kernel(BlurKernel(BlurShape.DISC, radius))
    figures = np.array([figure(convolve(photo, kernel), Subject.BLUR) for photo in photos])
    print(
        f"disc of {radius} px: found on {np.count_nonzero(figures)} of {len(figures)}, median {np.median(figures):.1f}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--every", type=int, default=1, help="Of large folders, every so manieth photo.")
    wanted = parser.parse_args()
    for kind, folders in FOLDERS.items():
        for folder in folders:
            measure_folder(kind, wanted.shared / folder, wanted.every if folder in ("test/BSD100", "train") else 1)
    photos = [to_float(read_photo(path).samples) for path in sorted((wanted.shared / "test" / "Set14").iterdir())]
    for sigma in SIGMAS:
        measure_noise(photos, f"white noise of {sigma}", partial(with_white_noise, sigma=sigma))
    for shot in SHOTS:
        measure_noise(photos, f"sensor, shot {shot}", partial(with_sensor_noise, shot=shot))
    for radius in RADII:
        measure_discs(photos, radius)


if __name__ == "__main__":
    main()
