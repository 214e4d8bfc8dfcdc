"""Candidates side by side on sets of pictures: scores, times, and crops to look at."""

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.cli.comparison_sheet import SheetRow, row_of
from enhancer_gui.core.errors import ConfigError
from enhancer_gui.training.config import EvaluationConfig
from enhancer_gui.training.evaluate import Pair, PictureScore, border_px, load_pairs, score_picture


class Candidate(Protocol):
    """Anything that makes a result from a picture."""

    @property
    def name(self) -> str:
        """What tables and sheets call it."""
        ...

    def __call__(self, pair: Pair) -> NDArray[np.float32]:
        """Return the result for a pair's input, float32 0..1."""
        ...


@dataclass(frozen=True)
class CandidateScores:
    """What one candidate reached on a set.

    Attributes:
        seconds: time it took for all pictures.
        megapixels: of all results.
    """

    name: str
    pictures: tuple[PictureScore, ...]
    seconds: float
    megapixels: float

    def mean(self, of: Callable[[PictureScore], float]) -> float:
        """Return the mean of a measure over the pictures; infinite where a picture's is."""
        return float(np.mean([of(picture) for picture in self.pictures]))


@dataclass(frozen=True, eq=False)
class SetComparison:
    """All candidates on one set, and the rows of a sheet where one is wanted."""

    name: str
    candidates: tuple[CandidateScores, ...]
    rows: tuple[SheetRow, ...]


def compare(
    config: EvaluationConfig,
    scale: int,
    candidates: Sequence[Candidate],
    *,
    sheet_rows: int,
    progress: Callable[[str], None],
) -> SetComparison:
    """Return the scores of all candidates on a set, and at most `sheet_rows` rows evenly chosen from it.

    Raises:
        Cancelled: asked to stop.
        ConfigError, PhotoError: the set cannot be read, or nothing of it is damaged.
        BackendError, ModelError, OutOfMemory: a candidate fails.
    """
    scores: list[list[PictureScore]] = [[] for _ in candidates]
    seconds = [0.0] * len(candidates)
    megapixels = 0.0
    rows: list[SheetRow] = []
    for pair in load_pairs(config, scale):
        progress(f"{config.name}: {len(scores[0])} pictures")
        results = []
        for index, candidate in enumerate(candidates):
            began = time.perf_counter()
            results.append(candidate(pair))
            seconds[index] += time.perf_counter() - began
            scored = score_picture(pair, results[-1], border=border_px(scale), max_shift_px=config.max_shift_px)
            scores[index].append(scored)
        megapixels += pair.truth.shape[0] * pair.truth.shape[1] / 1e6
        if sheet_rows:
            rows.append(row_of(pair, results, [each[-1] for each in scores]))
    if not megapixels:
        raise ConfigError(f"{config.name} has no picture that tells anything.", remedy="Add pictures.")
    compared = tuple(
        CandidateScores(candidate.name, tuple(scores[i]), seconds[i], megapixels)
        for i, candidate in enumerate(candidates)
    )
    return SetComparison(config.name, compared, tuple(_spread(rows, sheet_rows)))


def finite(value: float) -> float | None:
    """Return a number for JSON, which knows no infinity: equal pictures have a PSNR of null."""
    return value if math.isfinite(value) else None


def _spread(rows: Sequence[SheetRow], count: int) -> Iterable[SheetRow]:
    """Return rows at even distances: neither the best nor the worst are picked."""
    if len(rows) <= count:
        return rows
    return [rows[round(index)] for index in np.linspace(0, len(rows) - 1, count)]
