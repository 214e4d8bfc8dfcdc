"""How fast the architectures known here are: what a choice between them costs in time.

    python tests/benchmarks/bench_architectures.py [--side 256] [--threads 2] [--precision bf16] [--only TEXT]

Networks with fresh weights, behind their authors' pre-processing, each on the same square. Time and multiply-adds
are for a megapixel of the result, so that networks for 2x, 4x and 1x can be compared; quality comes from
`enhancer evaluate` once there are weights. Nothing else should run meanwhile.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from enhancer_gui.core.models import Precision
from enhancer_gui.engine.networks import describe, for_pictures, to_precision
from enhancer_gui.engine.networks.compact import Compact
from enhancer_gui.engine.networks.dncnn import DnCNN
from enhancer_gui.engine.networks.drunet import DRUNet
from enhancer_gui.engine.networks.nafnet import NAFNet
from enhancer_gui.engine.networks.rrdb import RRDBNet
from enhancer_gui.engine.networks.swift_srgan import SwiftSRGAN
from enhancer_gui.engine.networks.vdsr import VDSR


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


@dataclass(frozen=True)
class Cost:
    """What a megapixel of the result costs, in seconds and billions of multiply-adds; and the number of weights."""

    seconds: float
    work: float
    weights: int
    precision: Precision


def measure(contender: Contender, side: int, wanted: Precision, runs: int) -> Cost:
    """Return the cost of a network in the precision wanted, or in float32 where it is not safe in that."""
    torch.manual_seed(0)
    published = contender.make().eval()
    facts = describe(published.state_dict())
    precision = wanted if wanted in facts.precisions else Precision.FP32
    ready = to_precision(for_pictures(published, facts, contender.scale), precision)
    picture = torch.rand(1, 3, side, side).contiguous(memory_format=torch.channels_last)
    megapixels = (side * contender.scale) ** 2 / 1e6
    seconds = []
    with torch.inference_mode():
        with FlopCounterMode(display=False) as counter:
            ready(picture)
        for _ in range(runs):
            began = time.perf_counter()
            ready(picture)
            seconds.append(time.perf_counter() - began)
    weights = sum(parameter.numel() for parameter in published.parameters())
    work = counter.get_total_flops() / 2e9 / megapixels
    return Cost(statistics.median(seconds) / megapixels, work, weights, precision)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--side", type=int, default=256)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--precision", type=Precision, default=Precision.BF16)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--only", default="", help="Part of the names to measure.")
    args = options.parse_args()
    torch.set_num_threads(args.threads)
    print(f"{args.threads} threads, input {args.side} x {args.side}\n")
    print("| network | scale | precision | weights, k | G multiply-adds / MP | s / MP |")
    print("|---|---|---|---|---|---|")
    for contender in CONTENDERS:
        if args.only.lower() in contender.name.lower():
            cost = measure(contender, args.side, args.precision, args.runs)
            about = f"{contender.name} | {contender.scale} | {cost.precision.value}"
            row = f"{about} | {cost.weights / 1e3:.0f} | {cost.work:.0f} | {cost.seconds:.3f}"
            print(f"| {row} |", flush=True)


if __name__ == "__main__":
    main()
