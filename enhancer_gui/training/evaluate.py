"""Scores on test sets, by the same code while training and on the command line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.engine.degrade import apply_chain, downsample_bicubic
from enhancer_gui.engine.metrics import best_shift, psnr_y, ssim_y
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
class PictureScore:
    """Luma PSNR in dB (infinite for equal pictures) and SSIM of one picture."""

    name: str
    psnr_db: float
    ssim: float


@dataclass(frozen=True)
class Score:
    """Mean luma PSNR in dB and SSIM over a set."""

    name: str
    psnr_db: float
    ssim: float
    pictures: int


def load_pairs(config: EvaluationConfig, scale: int) -> Iterator[Pair]:
    """Yield the pictures of a set; LR is made by antialiased bicubic, damage with a fixed seed.

    Raises:
        ConfigError: there are no pictures.
        PhotoError: a picture cannot be read, or has no twin of its name and size.
    """
    for index, path in enumerate(list_photos(config.truth)):
        truth = _read(path)
        if config.input is not None:
            yield Pair(path.stem, _read_twin(config.input, path), truth)
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


def score_pictures(config: EvaluationConfig, scale: int, enhance: Enhance) -> Iterator[PictureScore]:
    """Yield the scores of `enhance` on each picture of a set, with a border of `scale` pixels cut."""
    border = scale if scale > 1 else 0
    for pair in load_pairs(config, scale):
        result, truth = enhance(pair.input), pair.truth
        if result.shape != truth.shape:
            raise PhotoError(
                f"The result for {pair.name} has not the size of its truth.",
                detail=f"result {result.shape}, truth {truth.shape}",
            )
        if config.max_shift_px:
            result, truth = best_shift(result, truth, max_shift=config.max_shift_px)
        yield PictureScore(pair.name, psnr_y(result, truth, border=border), ssim_y(result, truth, border=border))


def mean_score(name: str, pictures: Sequence[PictureScore]) -> Score:
    """Return the mean over the pictures of a set."""
    psnrs, ssims = [p.psnr_db for p in pictures], [p.ssim for p in pictures]
    return Score(name, float(np.mean(psnrs)), float(np.mean(ssims)), len(pictures))


def score(config: EvaluationConfig, scale: int, enhance: Enhance) -> Score:
    """Return the mean scores of `enhance` over a set, with a border of `scale` pixels cut."""
    return mean_score(config.name, list(score_pictures(config, scale, enhance)))


def _read_twin(folder: Path, path: Path) -> NDArray[np.uint8]:
    """Return the input that belongs to a truth: of the same name, whatever the format."""
    twin = folder / path.name
    if not twin.exists():
        same_stem = sorted(other for other in folder.glob("*") if other.stem == path.stem)
        if not same_stem:
            raise PhotoError(
                f"{path.name} has no twin in {folder}.", remedy="Twins have the same name in both folders."
            )
        twin = same_stem[0]
    return _read(twin)


def _read(path: Path) -> NDArray[np.uint8]:
    try:
        return read_rgb(path)
    except OSError as e:
        raise PhotoError(f"{path} cannot be read.", remedy="Take it out of the folder.", detail=str(e)) from e
