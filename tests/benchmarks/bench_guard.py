"""What the guard of blur costs where all blur is unwanted, and what it keeps where blur is intended.

    python tests/benchmarks/bench_guard.py [--weights resources/models/deblur.safetensors]
        [--photos ../shared/data/test/Set14] [--radius 2 --radius 3] [--bokeh PHOTO_OR_FOLDER ...]

Each photo of `--photos` is blurred by a disc of the radius, as a lens out of focus blurs, sharpened by the model, and
finished with the guard off and on: PSNR on RGB. For each photo of `--bokeh` the share of the model's change that the
guard lets through is told, where the map says sharp and where it says blurred.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image, to_float
from enhancer_gui.core.recipe import Finish
from enhancer_gui.engine.classical import BlurKernel, BlurShape, blur_kernel
from enhancer_gui.engine.degrade import convolve
from enhancer_gui.engine.finish import finish_region
from enhancer_gui.engine.finish.facts import sharpness_at
from enhancer_gui.engine.metrics import psnr_rgb
from enhancer_gui.engine.sharpness import sharpness_map
from enhancer_gui.engine.weights import load_network
from enhancer_gui.storage.photos import read_photo

Pixels = NDArray[np.float32]
CELL_PX, LONGEST_PX = 16, 900
SUFFIXES = {".png", ".jpg", ".jpeg", ".webp"}


@torch.inference_mode()
def sharpened(network: nn.Module, photo: Image) -> Pixels:
    """Return what the model makes of a photo, in one piece."""
    picture = to_float(photo.samples)
    below, beside = -photo.height % CELL_PX, -photo.width % CELL_PX
    padded = np.pad(picture, ((0, below), (0, beside), (0, 0)), mode="reflect")
    out = network(torch.from_numpy(np.ascontiguousarray(padded.transpose(2, 0, 1)))[None])[0]
    return np.ascontiguousarray(out.numpy().transpose(1, 2, 0)[: photo.height, : photo.width])


def finished(photo: Image, result: Pixels, guard: float) -> Pixels:
    """Return the result as the guard leaves it."""
    whole = Region(0, 0, photo.width, photo.height)
    return finish_region(lambda part: result[part.slices()], whole, photo, 1, Finish(guard=guard))


def measure_gain(network: nn.Module, paths: Sequence[Path], radius: float) -> None:
    """Print what deblurring gains without and with the guard."""
    rows, spared = [], []
    for path in paths:
        truth = to_float(read_photo(path).samples)
        blurred = convolve(truth, blur_kernel(BlurKernel(BlurShape.DISC, radius)))
        photo = Image(np.rint(np.clip(blurred, 0, 1) * 255).astype(np.uint8))
        result = sharpened(network, photo)
        pictures = (to_float(photo.samples), finished(photo, result, 0), finished(photo, result, 1))
        spared.append(float(sharpness_map(photo.samples).mean()))
        rows.append([psnr_rgb(np.clip(each, 0, 1), truth) for each in pictures])
    before, free, guarded = np.mean(rows, axis=0)
    print(f"disc {radius:g}: {before:.2f} dB, deblurred {free - before:+.2f}, with the guard {guarded - before:+.2f}")
    print(f"  the guard is off on {np.mean(spared):.0%} of the picture")


def measure_protection(network: nn.Module, path: Path) -> None:
    """Print how much of the change passes the guard where a photo is sharp and where it is not."""
    whole = read_photo(path)
    photo = Image(np.ascontiguousarray(whole.samples[:LONGEST_PX, :LONGEST_PX]))
    source, result = to_float(photo.samples), sharpened(network, photo)
    change, kept = result - source, finished(photo, result, 1) - source
    focus = sharpness_at(photo, (photo.width, photo.height))
    shares = [
        float(np.sqrt(np.mean(kept[place] ** 2) / max(np.mean(change[place] ** 2), 1e-12))) if place.any() else np.nan
        for place in (focus > 0.9, focus < 0.1)
    ]
    print(
        f"{path.name}: {shares[0]:.0%} of the change in focus, {shares[1]:.0%} out of it ({np.mean(focus < 0.1):.0%})"
    )


def pictures_in(place: Path) -> list[Path]:
    """Return a photo, or those of a folder."""
    return sorted(p for p in place.iterdir() if p.suffix.lower() in SUFFIXES) if place.is_dir() else [place]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=Path("resources/models/deblur.safetensors"))
    parser.add_argument("--photos", type=Path, default=Path("../shared/data/test/Set14"))
    parser.add_argument("--radius", type=float, action="append")
    parser.add_argument("--bokeh", type=Path, action="append", default=[])
    wanted = parser.parse_args()
    network = load_network(wanted.weights).eval()
    for radius in wanted.radius or (2.0, 3.0):
        measure_gain(network, pictures_in(wanted.photos), radius)
    for place in wanted.bokeh:
        for path in pictures_in(place):
            measure_protection(network, path)


if __name__ == "__main__":
    main()
