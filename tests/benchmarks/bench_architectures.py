"""How fast the architectures known here are: what a choice between them costs in time.

    python tests/benchmarks/bench_architectures.py [--side 256] [--threads 2] [--precision bf16] [--only TEXT]
        [--weights FILE ...]

Networks with fresh weights, behind their authors' pre-processing, each on the same square; with `--weights`, the
networks of these files instead, the embedded ones beside published ones. Time and multiply-adds are for a megapixel
of the result, so that networks for 2x, 4x and 1x can be compared; all take turns, and medians are printed. Quality
comes from `enhancer evaluate`. Nothing else should run meanwhile.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from enhancer_gui.core.models import Precision
from enhancer_gui.engine.networks import build, describe, for_pictures, to_precision
from enhancer_gui.engine.networks.compact import Compact
from enhancer_gui.engine.networks.dncnn import DnCNN
from enhancer_gui.engine.networks.drunet import DRUNet
from enhancer_gui.engine.networks.nafnet import NAFNet
from enhancer_gui.engine.networks.rrdb import RRDBNet
from enhancer_gui.engine.networks.swift_srgan import SwiftSRGAN
from enhancer_gui.engine.networks.vdsr import VDSR
from enhancer_gui.engine.weights import load_state


@dataclass(frozen=True)
class Contender:
    """An architecture at a size and a scale."""

    name: str
    scale: int
    make: Callable[[], nn.Module]


def compact(features: int, convolutions: int, scale: int) -> Contender:
    """Return SRVGGNetCompact at a size."""
    return Contender(
        f"Compact {features}x{convolutions}",
        scale,
        lambda: Compact(features=features, convolutions=convolutions, scale=scale),
    )


def nafnet(width: int) -> Contender:
    """Return NAFNet in the layout of its deblurring weights at a width."""
    return Contender(
        f"NAFNet {width}",
        1,
        lambda: NAFNet(width=width, encoders=(1, 1, 1, 28), middle=1, decoders=(1, 1, 1, 1)),
    )


def drunet(width: int, blocks: int) -> Contender:
    """Return DRUNet with widths that double at each level."""
    widths = (width, 2 * width, 4 * width, 8 * width)
    return Contender(f"DRUNet {width}x{blocks}", 1, lambda: DRUNet(widths=widths, blocks=blocks))


def from_file(path: Path) -> Contender:
    """Return the network of a weights file."""
    state = load_state(path)
    return Contender(path.name.split(".")[0], describe(state).scale, lambda: build(state))


CONTENDERS = (
    compact(32, 8, 2),
    compact(48, 12, 2),
    compact(64, 16, 2),
    compact(64, 32, 2),
    compact(48, 12, 4),
    compact(64, 16, 4),
    compact(64, 32, 4),  # realesr-general-x4v3
    Contender("VDSR", 2, VDSR),
    Contender("Swift-SRGAN", 2, SwiftSRGAN),
    Contender("RRDBNet 64x6", 4, lambda: RRDBNet(blocks=6)),
    Contender("DnCNN 64x20", 1, DnCNN),
    drunet(16, 1),
    drunet(24, 2),
    drunet(32, 2),
    drunet(64, 4),
    nafnet(16),
    nafnet(32),
)


class Runner:
    """A network made ready for a square picture, and what its runs took.

    Attributes:
        contender: what runs.
        precision: the one wanted, or float32 where the network is not safe in that.
        weights: how many.
        work: billions of multiply-adds for a megapixel of the result.
    """

    def __init__(self, contender: Contender, side: int, wanted: Precision) -> None:
        torch.manual_seed(0)
        published = contender.make().eval()
        facts = describe(published.state_dict())
        self.contender = contender
        self.precision = wanted if wanted in facts.precisions else Precision.FP32
        self.weights = sum(parameter.numel() for parameter in published.parameters())
        self._network = to_precision(for_pictures(published, facts, contender.scale), self.precision)
        self._picture = torch.rand(1, 3, side, side).contiguous(memory_format=torch.channels_last)
        self._megapixels = (side * contender.scale) ** 2 / 1e6
        self._seconds: list[float] = []
        with torch.inference_mode(), FlopCounterMode(display=False) as counter:
            self._network(self._picture)
        self.work = counter.get_total_flops() / 2e9 / self._megapixels

    def run(self) -> None:
        """Take the time of one pass."""
        with torch.inference_mode():
            began = time.perf_counter()
            self._network(self._picture)
            self._seconds.append(time.perf_counter() - began)

    @property
    def seconds(self) -> float:
        """Seconds a megapixel of the result, the median of the runs."""
        return statistics.median(self._seconds) / self._megapixels


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--side", type=int, default=256)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--precision", type=Precision, default=Precision.BF16)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--only", default="", help="Part of the names to measure.")
    options.add_argument("--weights", type=Path, nargs="+", default=[], help="Files to measure instead.")
    args = options.parse_args()
    torch.set_num_threads(args.threads)
    contenders = [from_file(path) for path in args.weights] or CONTENDERS
    runners = [Runner(each, args.side, args.precision) for each in contenders if args.only.lower() in each.name.lower()]
    for _ in range(args.runs):
        for runner in runners:
            runner.run()
    print(f"{args.threads} threads, input {args.side} x {args.side}\n")
    print("| network | scale | precision | weights, k | G multiply-adds / MP | s / MP |")
    print("|---|---|---|---|---|---|")
    for runner in runners:
        about = f"{runner.contender.name} | {runner.contender.scale} | {runner.precision.value}"
        print(f"| {about} | {runner.weights / 1e3:.0f} | {runner.work:.0f} | {runner.seconds:.3f} |")


if __name__ == "__main__":
    main()
