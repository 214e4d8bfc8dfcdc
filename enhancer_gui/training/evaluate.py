"""Scores on test sets, by the same code while training and on the command line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.degrade import apply_chain, downsample_bicubic
from enhancer_gui.engine.metrics import psnr_y, psnr_y_shifted, ssim_y
from enhancer_gui.training.config import EvaluationConfig
from enhancer_gui.training.data import list_photos, read_rgb

Enhance = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]


@dataclass(frozen=True)
class Pair:
    """One test picture: what the model is given and what it should return."""

    name: str
    input: NDArray[np.uint8]
    truth: NDArray[np.uint8]


@dataclass(frozen=True)
class Score:
    """Mean luma PSNR in dB and SSIM over a set."""

    name: str
    psnr_db: float
    ssim: float
    pictures: int


def load_pairs(config: EvaluationConfig, scale: int) -> Iterator[Pair]:
    """Yield the pictures of a set; LR is made by antialiased bicubic, damage with a fixed seed."""
    for index, path in enumerate(list_photos(config.truth)):
        truth = read_rgb(path)
        if config.input is not None:
            yield Pair(path.stem, read_rgb(config.input / path.name), truth)
            continue
        height, width = (side - side % scale for side in truth.shape[:2])
        truth = truth[:height, :width]
        given = truth
        if config.damage:
            rng = np.random.default_rng([7, index])
            damaged = apply_chain(truth.astype(np.float32) / np.float32(255), config.damage, rng)
            given = np.rint(np.clip(damaged, 0, 1) * 255).astype(np.uint8)
        if scale > 1:
            given = downsample_bicubic(given, scale)
        yield Pair(path.stem, given, truth)


def score(config: EvaluationConfig, scale: int, enhance: Enhance) -> Score:
    """Return the mean scores of `enhance` over a set, with a border of `scale` pixels cut."""
    border = scale if scale > 1 else 0
    psnrs: list[float] = []
    ssims: list[float] = []
    for pair in load_pairs(config, scale):
        result = enhance(pair.input)
        if config.max_shift_px:
            psnrs.append(psnr_y_shifted(result, pair.truth, max_shift=config.max_shift_px))
        else:
            psnrs.append(psnr_y(result, pair.truth, border=border))
        ssims.append(ssim_y(result, pair.truth, border=border))
    return Score(config.name, float(np.mean(psnrs)), float(np.mean(ssims)), len(psnrs))
