"""What goes over the line to another machine, told while it goes; loads no network library."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

TELL_EVERY_S = 0.1
"""A photo of 300 MB leaves in 4,600 pieces: whoever listens wants to hear of a few."""


class Phase(StrEnum):
    """What a machine and this one are at."""

    CALLING = "calling"
    SENDING = "sending"
    WAITING = "waiting"
    RECEIVING = "receiving"


@dataclass(frozen=True)
class Transfer:
    """How far a job's way to another machine and back is.

    Attributes:
        host: the other machine's name, for people.
        phase: CALLING until it answers, also after a cut; WAITING until its first tile.
        done_bytes, total_bytes: of the photo on its way there, or of the tiles on their way back; 0 of 0 otherwise.
    """

    host: str
    phase: Phase
    done_bytes: int = 0
    total_bytes: int = 0

    @property
    def fraction(self) -> float:
        """How much of it is done, 0..1."""
        return min(1.0, self.done_bytes / self.total_bytes) if self.total_bytes else 0.0


Hears: TypeAlias = Callable[[Transfer], None]


class Line:
    """Where a backend tells of transfers, and somebody may listen.

    Attributes:
        on_transfer: hears of them, not of every byte, on the thread that computes or, while a photo leaves, on another
            one; None where nobody cares.
    """

    def __init__(self) -> None:
        """Tell nobody yet."""
        self.on_transfer: Hears | None = None
        self._told: Transfer | None = None
        self._told_at = 0.0

    def tell(self, transfer: Transfer) -> None:
        """Tell of a transfer, unless the same phase was told of a moment ago and is not at its end."""
        now = time.monotonic()
        is_new = self._told is None or replace(transfer, done_bytes=0) != replace(self._told, done_bytes=0)
        if not is_new and transfer.fraction < 1 and now - self._told_at < TELL_EVERY_S:
            return
        self._told, self._told_at = transfer, now
        if self.on_transfer is not None:
            self.on_transfer(transfer)
