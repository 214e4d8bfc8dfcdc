"""Measures ScratchRepair: how well it finds damage, how well it fills it, and whether it leaves good photos alone.

    python tests/benchmarks/bench_scratches.py [--weights resources/models/scratches.safetensors]
        [--photos ../shared/data/test/BSD100] [--pictures 30] [--sheet SHEET.png] [--real FOLDER]

Each photo is aged with a seed of its own; the mask of what was lost is known. Filling is compared with both methods
of OpenCV's inpainting, all three given the same true mask; PSNR and SSIM are of the whole picture on RGB. `--real`
adds rows of photos without a truth: the photo, what was found, and what was made of it.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch.nn import functional

from enhancer_gui.engine import networks
from enhancer_gui.engine.classical import FillMethod, fill
from enhancer_gui.engine.degrade import OldPhotoDamage
from enhancer_gui.engine.metrics import psnr_rgb, ssim_rgb
from enhancer_gui.engine.networks.scratch_repair import ScratchRepair
from enhancer_gui.engine.weights import load_state

Pixels = NDArray[np.float32]
CELL_PX, LONGEST_PX, SEED = 16, 1200, 1000


@dataclass
class Count:
    """Pixels found and lost."""

    hits: int = 0
    found: int = 0
    lost: int = 0

    def add(self, found: NDArray[np.bool_], lost: NDArray[np.bool_]) -> None:
        self.hits += int((found & lost).sum())
        self.found += int(found.sum())
        self.lost += int(lost.sum())

    def words(self) -> str:
        precision, recall = self.hits / max(1, self.found), self.hits / max(1, self.lost)
        return (
            f"F1 {2 * self.hits / max(1, self.found + self.lost):.3f} (precision {precision:.3f}, recall {recall:.3f})"
        )


class Repairer:
    """The network on whole pictures."""

    def __init__(self, weights: Path) -> None:
        network = networks.build(load_state(weights))
        assert isinstance(network, ScratchRepair), "these are no weights of a ScratchRepair"
        self._network = network

    @torch.inference_mode()
    def found(self, picture: Pixels) -> NDArray[np.bool_]:
        height, width = picture.shape[:2]
        return np.asarray((self._network.find(_padded(picture))[0, 0, :height, :width] > 0.5).numpy())

    @torch.inference_mode()
    def filled(self, picture: Pixels, mask: Pixels) -> Pixels:
        height, width = picture.shape[:2]
        out = self._network.fill(_padded(picture), _padded(mask[..., None]))
        return np.asarray(out[0, :, :height, :width].permute(1, 2, 0).clamp(0, 1).numpy())

    @torch.inference_mode()
    def repaired(self, picture: Pixels) -> Pixels:
        height, width = picture.shape[:2]
        out = self._network(_padded(picture))
        return np.asarray(out[0, :, :height, :width].permute(1, 2, 0).clamp(0, 1).numpy())


def _padded(picture: Pixels) -> torch.Tensor:
    x = torch.from_numpy(np.ascontiguousarray(picture)).permute(2, 0, 1)[None]
    return functional.pad(x, (0, -x.shape[3] % CELL_PX, 0, -x.shape[2] % CELL_PX), mode="replicate")


def read(path: Path) -> Pixels:
    """Return a photo, reduced to 1200 pixels where it is larger."""
    with Image.open(path) as photo:
        photo.thumbnail((LONGEST_PX, LONGEST_PX))
        return np.asarray(photo.convert("RGB"), dtype=np.float32) / np.float32(255)


def to8(picture: Pixels) -> NDArray[np.uint8]:
    """Return 8-bit values."""
    return np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)


def row(*pictures: Pixels) -> NDArray[np.uint8]:
    """Return pictures side by side, 420 pixels high."""
    scaled = [
        cv2.resize(to8(p), (round(p.shape[1] * 420 / p.shape[0]), 420), interpolation=cv2.INTER_AREA) for p in pictures
    ]
    return np.concatenate([np.asarray(each) for each in scaled], axis=1)


def save_sheet(rows: list[NDArray[np.uint8]], path: Path) -> None:
    """Write rows of different widths below one another."""
    width = max(each.shape[1] for each in rows)
    Image.fromarray(np.concatenate([np.pad(each, ((0, 6), (0, width - each.shape[1]), (0, 0))) for each in rows])).save(
        path
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=Path("resources/models/scratches.safetensors"))
    parser.add_argument("--photos", type=Path, default=Path("../shared/data/test/BSD100"))
    parser.add_argument("--pictures", type=int, default=30)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--real", type=Path, action="append", default=[])
    wanted = parser.parse_args()
    repairer, damage = Repairer(wanted.weights), OldPhotoDamage(probability=1.0)
    count, alarms, rows = Count(), Count(), list[NDArray[np.uint8]]()
    scores: dict[str, list[tuple[float, float]]] = {}
    for number, path in enumerate(sorted(wanted.photos.iterdir())[: wanted.pictures]):
        photo = read(path)
        aged = damage.in_stages(photo, np.random.default_rng([SEED, number]))
        lost = aged.mask > 0
        found = repairer.found(aged.damaged)
        count.add(found, lost)
        alarms.add(repairer.found(photo), np.zeros_like(lost))
        alarms.lost += lost.size
        filled = {
            "ours": repairer.filled(aged.damaged, aged.mask),
            "ours, own mask": repairer.repaired(aged.damaged),
            **{f"OpenCV {method.value}": fill(aged.damaged, lost, method) for method in FillMethod},
            "damaged": aged.damaged,
        }
        if lost.any():
            for name, picture in filled.items():
                pair = to8(picture), to8(aged.toned)
                scores.setdefault(name, []).append((min(psnr_rgb(*pair), 60.0), ssim_rgb(*pair)))
        if len(rows) < 6:
            rows.append(row(aged.damaged, _grey(found), _grey(lost), filled["ours, own mask"], aged.toned))
    print(f"finding: {count.words()}")
    print(f"undamaged photos: {100 * alarms.found / alarms.lost:.3f} % of the pixels taken for damage")
    for name, values in scores.items():
        psnr, ssim = np.mean(values, axis=0)
        print(f"filling, {name}: {psnr:.2f} dB / {ssim:.4f} over {len(values)} pictures")
    for folder in wanted.real:
        for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in {".png", ".jpg", ".jpeg"}):
            photo = read(path)
            rows.append(row(photo, _grey(repairer.found(photo)), repairer.repaired(photo)))
    if wanted.sheet is not None:
        save_sheet(rows, wanted.sheet)


def _grey(mask: NDArray[np.bool_]) -> Pixels:
    return np.repeat(mask[..., None].astype(np.float32), 3, axis=2)


if __name__ == "__main__":
    main()
