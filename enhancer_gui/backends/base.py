"""The protocol between jobs and whatever computes tiles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.geometry import Tile, TilePlan
from enhancer_gui.core.image import Image
from enhancer_gui.core.work import Work


@dataclass(frozen=True)
class DeviceInfo:
    """A device for people: `id` is what `--device` takes, `name` what the window shows."""

    id: str
    name: str
    precision: str
    free_bytes: int


@dataclass(frozen=True, eq=False)
class TileResult:
    """A finished tile.

    Attributes:
        tile: which.
        samples: float32 (core height · scale, core width · scale, C), C = 3 or 4 (with alpha), clipped to 0..1.
        note: something the user should know (a retreat to less memory, ...), or empty.
    """

    tile: Tile
    samples: NDArray[np.float32]
    note: str = ""


@dataclass(frozen=True, eq=False)
class WorkOrder:
    """Everything a backend needs for one photo.

    Attributes:
        pending: indices of the plan's tiles that are not done yet.
        precision: "auto" or a `core.models.Precision` value.
        retreats: how often memory ran out before: tiles are computed in pieces of a quarter as often as this says.
        masks: the pictures, (H, W) uint8, of the masks of the work's stages, by their names.
    """

    image: Image
    work: Work
    plan: TilePlan
    pending: tuple[int, ...]
    precision: str = "auto"
    retreats: int = 0
    masks: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)


class Backend(Protocol):
    """A place where tiles are computed. Used by one thread at a time."""

    def devices(self) -> tuple[DeviceInfo, ...]:
        """Return the devices that passed their self-test, the preferred one first."""

    def info(self, device_id: str, precision: str, work: Work) -> DeviceInfo:
        """Return the device and precision that `enhance` would use; raises BackendError if there is none."""

    def tile_px(self, work: Work, device_id: str, precision: str) -> int:
        """Return the side in source pixels of the tiles that suit the device's free memory."""

    def enhance(self, order: WorkOrder, device_id: str, control: JobControl) -> Iterator[TileResult]:
        """Yield every pending tile once, those near `control.focus` first.

        Raises:
            core.cancel.Cancelled: asked to stop; answered before the next tile.
            OutOfMemory, BackendError, ModelError: the job cannot go on.
        """

    def release(self) -> None:
        """Free the device's memory (pause); the next tile loads the weights again."""

    def close(self) -> None:
        """Free everything."""


@runtime_checkable
class Loading(Protocol):
    """A backend whose answers may take seconds; who has a token should wait here first."""

    def wait_until_ready(self, device_id: str, precision: str, work: Work, control: JobControl) -> None:
        """Return when questions about a work are answered at once.

        Raises:
            core.cancel.Cancelled: the job was stopped meanwhile.
            BackendError: there is no answer.
        """
