"""From `--set`, `--pairs` and the damage options to sets that can be scored."""

from collections.abc import Sequence
from pathlib import Path

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine.degrade import Jpeg, Noise
from enhancer_gui.training.config import EvaluationConfig


def damage_of(noise_sigma: float | None, jpeg_quality: int | None) -> tuple[Noise | Jpeg, ...]:
    """Return the damage done to truth before it is enhanced: coloured Gaussian noise, then JPEG.

    Sigma is in 8-bit steps; the noisy picture is clipped and rounded to 8 bits, as a file would hold it.
    """
    damage: list[Noise | Jpeg] = []
    if noise_sigma is not None:
        damage.append(Noise(min_sigma=noise_sigma, max_sigma=noise_sigma, grey=0, signal_dependent=0))
    if jpeg_quality is not None:
        damage.append(Jpeg(min_quality=jpeg_quality, max_quality=jpeg_quality))
    return tuple(damage)


def truth_set(text: str, damage: Sequence[Noise | Jpeg]) -> EvaluationConfig:
    """Return the set that NAME=FOLDER means; raises ConfigError."""
    name, where = _named(text)
    return EvaluationConfig(name=name, truth=_folder(where), damage=tuple(damage))


def pair_set(text: str, max_shift_px: int) -> EvaluationConfig:
    """Return the set that NAME=INPUT,TRUTH means; raises ConfigError."""
    name, where = _named(text)
    given, comma, truth = where.partition(",")
    if not comma:
        raise ConfigError(f"{text} names one folder.", remedy="Write NAME=INPUT,TRUTH.")
    return EvaluationConfig(name=name, input=_folder(given), truth=_folder(truth), max_shift_px=max_shift_px)


def _named(text: str) -> tuple[str, str]:
    name, equals, where = text.partition("=")
    if not (name and equals and where):
        raise ConfigError(f"{text} has no name.", remedy="Write NAME=FOLDER.")
    return name, where


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise ConfigError(f"{text} is not a folder.")
    return folder
