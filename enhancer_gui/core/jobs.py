"""One photo and one recipe: the unit that queues, workers and wires carry."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from enhancer_gui.core.recipe import Recipe


@dataclass(frozen=True)
class Signer:
    """Who signs results: PEM files of the certificate chain, the signer's own first, and of its private key."""

    certificates: Path
    key: Path


@dataclass(frozen=True)
class Job:
    """A piece of work.

    Attributes:
        id: unique within a process.
        target: file to write; None computes the tiles and writes no file (they stay in the store).
        device: id of the device to compute on, or "auto".
        precision: "auto" or a `core.models.Precision` value.
        tile_px: side of a tile in source pixels; None lets the device decide.
        resume: False throws away tiles that an earlier run has finished.
        signer: whose Content Credentials the files carry; None writes none.
    """

    id: str
    source: Path
    target: Path | None
    recipe: Recipe
    device: str = "auto"
    precision: str = "auto"
    tile_px: int | None = None
    resume: bool = True
    signer: Signer | None = None


class JobState(StrEnum):
    """Where a job is in its life."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens to the job unless it is retried."""
        return self in (JobState.FINISHED, JobState.FAILED, JobState.CANCELLED)
