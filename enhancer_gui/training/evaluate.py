"""Scores on test sets, by the same code while training and on the command line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.engine.degrade import OldPhotoDamage, make_lr
from enhancer_gui.engine.metrics import best_shift, psnr_rgb, psnr_y, ssim_rgb, ssim_y
from enhancer_gui.training.config import EvaluationConfig
from enhancer_gui.training.photos import list_photos, read_rgb

Enhance = Callable[[NDArray[np.uint8]], NDArray[np.generic]]
"""From an 8-bit picture to a result: uint8, or float 0..1, which is compared unrounded."""

_MASK_THRESHOLD = 127


@dataclass(frozen=True, eq=False)
class Pair:
    """One test picture: what the model is given and what it should return, (H, W, 3).

    Attributes:
        mask: (H, W), True where the input is damaged; None where the set does not say.
    """

    name: str
    input: NDArray[np.uint8]
    truth: NDArray[np.uint8]
    mask: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class PictureScore:
    """PSNR in dB (infinite for equal pictures) and SSIM of one picture, on luma and over RGB."""

    name: str
    psnr_db: float
    ssim: float
    psnr_rgb_db: float
    ssim_rgb: float


@dataclass(frozen=True)
class Score:
    """Mean luma PSNR in dB and SSIM over a set."""

    name: str
    psnr_db: float
    ssim: float
    pictures: int


def load_pairs(config: EvaluationConfig, scale: int) -> Iterator[Pair]:
    """Yield the pictures of a set; LR is made by antialiased bicubic, damage with a fixed seed.

    Where the damage is that of an old print alone, the truth is the print in its aged tones before anything of it
    was lost, and what was lost is the mask; prints that came out whole are left out.

    Raises:
        ConfigError: there are no pictures.
        PhotoError: a picture cannot be read, or has no twin of its name.
    """
    for index, path in enumerate(list_photos(config.truth)):
        truth = read_rgb(path)
        mask = None if config.mask is None else _read_twin(config.mask, path).max(axis=2) > _MASK_THRESHOLD
        if config.input is not None:
            yield Pair(path.stem, _read_twin(config.input, path), truth, mask)
            continue
        height, width = (side - side % scale for side in truth.shape[:2])
        truth = truth[:height, :width]
        rng = np.random.default_rng([7, index])
        sound = truth.astype(np.float32) / np.float32(255)
        match config.damage:
            case (OldPhotoDamage() as print_damage,) if scale == 1:
                aged = print_damage.in_stages(sound, rng)
                if aged.mask.any():
                    yield Pair(path.stem, _to_8bit(aged.damaged), _to_8bit(aged.toned), aged.mask > 0)
            case chain:
                yield Pair(path.stem, _to_8bit(make_lr(sound, chain, scale, rng)), truth, mask)


def score_picture(pair: Pair, result: NDArray[np.generic], *, border: int = 0, max_shift_px: int = 0) -> PictureScore:
    """Return the scores of a result, uint8 or float 0..1, at its best shift, with a border cut.

    Raises:
        PhotoError: the result has not the size of the truth.
    """
    truth = pair.truth
    if result.shape != truth.shape:
        raise PhotoError(
            f"The result for {pair.name} has not the size of its truth.",
            detail=f"result {result.shape}, truth {truth.shape}",
        )
    if max_shift_px:
        result, truth = best_shift(result, truth, max_shift=max_shift_px)
    return PictureScore(
        pair.name,
        psnr_y(result, truth, border=border),
        ssim_y(result, truth, border=border),
        psnr_rgb(result, truth, border=border),
        ssim_rgb(result, truth, border=border),
    )


def border_px(scale: int) -> int:
    """Return how many pixels are cut on each side: as many as the enlargement, none without one."""
    return scale if scale > 1 else 0


def mean_score(name: str, pictures: Sequence[PictureScore]) -> Score:
    """Return the mean over the pictures of a set."""
    psnrs, ssims = [p.psnr_db for p in pictures], [p.ssim for p in pictures]
    return Score(name, float(np.mean(psnrs)), float(np.mean(ssims)), len(pictures))


def score(config: EvaluationConfig, scale: int, enhance: Enhance) -> Score:
    """Return the mean scores of `enhance` over a set, with a border of `scale` pixels cut."""
    pictures = [
        score_picture(pair, enhance(pair.input), border=border_px(scale), max_shift_px=config.max_shift_px)
        for pair in load_pairs(config, scale)
    ]
    return mean_score(config.name, pictures)


def _to_8bit(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)


def _read_twin(folder: Path, path: Path) -> NDArray[np.uint8]:
    """Return the picture that belongs to a truth: of the same name, whatever the format."""
    twin = folder / path.name
    if not twin.exists():
        same_stem = sorted(other for other in folder.glob("*") if other.stem == path.stem)
        if not same_stem:
            raise PhotoError(
                f"{path.name} has no twin in {folder}.", remedy="Twins have the same name in both folders."
            )
        twin = same_stem[0]
    return read_rgb(twin)
