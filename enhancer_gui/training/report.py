"""What a run says of itself while it goes on."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class TrainingReport:
    """Where a run stands; scores are filled when an evaluation has just been made.

    Attributes:
        step: optimiser steps taken; 0 for the scores of a model that is trained further.
        loss: running mean of the weighted sum; NaN before the first step.
        parts: running means of the losses by kind, unweighted.
        unit: of the scores.
    """

    step: int
    steps: int
    loss: float
    steps_per_s: float
    eta_s: float
    scores: dict[str, float]
    parts: dict[str, float] = field(default_factory=dict)
    unit: str = "dB"
