"""What a running job tells the world: one closed union for window, terminal and wire.

A job sends Started, then any number of the others, then exactly one terminal event.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from enhancer_gui.core.geometry import Region


@dataclass(frozen=True)
class Started:
    """The photo is read and the plan is made.

    Attributes:
        source_size, native_size, target_size: (width, height) of the photo, of the tiles' result
            before resampling, and of the file.
        tiles, tiles_kept: how many there are, and how many an earlier run has left finished.
        store: folder of the tile store, for a viewer to open.
        device: name of the device in use.
        precision: number format in use.
    """

    job_id: str
    source_size: tuple[int, int]
    native_size: tuple[int, int]
    target_size: tuple[int, int]
    tiles: int
    tiles_kept: int
    store: Path
    device: str
    precision: str


@dataclass(frozen=True)
class TileDone:
    """A tile is in the store. `region` is in pixels of the native result."""

    job_id: str
    index: int
    region: Region


@dataclass(frozen=True)
class Progress:
    """How far the job is; `fraction` never falls and reaches 1 only when nothing is left to do.

    Attributes:
        eta_s: seconds left, or None while unknown.
        megapixels_per_s: output megapixels a second, or None while unknown.
    """

    job_id: str
    fraction: float
    tiles_done: int
    tiles: int
    eta_s: float | None
    megapixels_per_s: float | None


@dataclass(frozen=True)
class Noted:
    """Something the user should know that does not stop the job (a retreat to a smaller plan, ...)."""

    job_id: str
    message: str


@dataclass(frozen=True)
class Paused:
    """The job holds still and has freed the device's memory."""

    job_id: str


@dataclass(frozen=True)
class Resumed:
    """The job goes on."""

    job_id: str


@dataclass(frozen=True)
class Saving:
    """All tiles are there; the file is being written."""

    job_id: str
    target: Path


@dataclass(frozen=True)
class Finished:
    """Terminal: done. `target` is None when no file was asked for; `skipped` when one was there already."""

    job_id: str
    target: Path | None
    seconds: float
    skipped: bool = False


@dataclass(frozen=True)
class Failed:
    """Terminal: it could not be done. What happened, what to do, and detail to copy into a report.

    Attributes:
        by_place: the place where it was to be computed failed, not the photo or the recipe: another place may do it.
        by_disk: a disk was too full, and with more room the same can be done.
    """

    job_id: str
    message: str
    remedy: str
    detail: str
    by_place: bool = False
    by_disk: bool = False


@dataclass(frozen=True)
class Cancelled:
    """Terminal: the user stopped it. Finished tiles are kept."""

    job_id: str


Event: TypeAlias = Started | TileDone | Progress | Noted | Paused | Resumed | Saving | Finished | Failed | Cancelled
TERMINAL = (Finished, Failed, Cancelled)
