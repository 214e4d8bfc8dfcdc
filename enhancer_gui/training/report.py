"""What a run says of itself while it goes on."""

from dataclasses import dataclass, field

HELD_BACK = "held back"
"""Name of the score on photos that the run keeps for itself; the other scores are of the configured sets."""

_DECIBEL = "dB"


@dataclass(frozen=True)
class TrainingReport:
    """Where a run stands; scores are filled when an evaluation has just been made.

    Attributes:
        step: optimiser steps taken; 0 for the scores of a model that is trained further.
        loss: running mean of the weighted sum; NaN before the first step.
        parts: running means of the losses by kind, unweighted.
        unit: of the score on held-back photos; those of sets are PSNR.
    """

    step: int
    steps: int
    loss: float
    steps_per_s: float
    eta_s: float
    scores: dict[str, float]
    parts: dict[str, float] = field(default_factory=dict)
    unit: str = _DECIBEL

    def unit_of(self, name: str) -> str:
        """Return the unit of the score of that name."""
        return unit_of(name, self.unit)


def unit_of(name: str, held_back: str) -> str:
    """Return the unit of a score by its name, given that of the score on held-back photos."""
    return held_back if name == HELD_BACK else _DECIBEL
