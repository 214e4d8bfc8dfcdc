"""What a program and the process that computes for it say to each other; all of it can be pickled."""

from dataclasses import dataclass
from typing import TypeAlias

from enhancer_gui.backends.base import DeviceInfo, WorkOrder
from enhancer_gui.backends.lending import Place
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.work import Work

Reply: TypeAlias = tuple[DeviceInfo, ...] | DeviceInfo | int | EnhancerError


@dataclass(frozen=True)
class Picture:
    """A photo's pixels; the files of `samples` and then of `alpha` are handed over right behind this message."""

    number: int
    samples: Place
    alpha: Place | None
    is_grey: bool


@dataclass(frozen=True)
class Begin:
    """Get ready for an order; the file for its tiles (`tile_bytes`) is handed over right behind this message.

    Attributes:
        order: without its photo.
        picture: number of the photo, which was sent before.
        alive: numbers of the photos that may be asked for again; others can be forgotten.
    """

    number: int
    order: WorkOrder
    picture: int
    alive: tuple[int, ...]
    device_id: str
    tile_bytes: int


@dataclass(frozen=True)
class Go:
    """Compute the next tile of an order: the one that matters most where one looks at `focus`."""

    number: int
    focus: Region | None


@dataclass(frozen=True)
class Stop:
    """Forget an order; a tile that is being computed is not wanted any more. Answered by `Stopped`."""

    number: int


@dataclass(frozen=True)
class Release:
    """Free the device's memory."""


@dataclass(frozen=True)
class AskDevices:
    """Which devices are there?"""

    number: int


@dataclass(frozen=True)
class AskInfo:
    """What would be used?"""

    number: int
    device_id: str
    precision: str
    work: Work


@dataclass(frozen=True)
class AskTile:
    """Which side of a tile suits?"""

    number: int
    work: Work
    device_id: str
    precision: str


@dataclass(frozen=True)
class Ready:
    """Torch is loaded, and the devices are known."""


@dataclass(frozen=True)
class Refused:
    """Nothing can be computed at all, and why; the process ends."""

    error: EnhancerError


@dataclass(frozen=True)
class Answer:
    """The answer to the question with this number."""

    number: int
    value: Reply


@dataclass(frozen=True)
class TileReady:
    """A tile lies in the order's memory: float32 of this shape."""

    number: int
    index: int
    shape: tuple[int, ...]
    note: str


@dataclass(frozen=True)
class NoMore:
    """All tiles of an order are done."""

    number: int


@dataclass(frozen=True)
class Failed:
    """An order cannot go on."""

    number: int
    error: EnhancerError


@dataclass(frozen=True)
class Stopped:
    """An order is forgotten."""

    number: int


@dataclass(frozen=True)
class Alive:
    """The process lives; it has computed on a tile of this order for so long."""

    number: int
    seconds: float


@dataclass(frozen=True)
class Said:
    """A line for the log."""

    level: int
    name: str
    text: str


Question: TypeAlias = AskDevices | AskInfo | AskTile
Order: TypeAlias = Picture | Begin | Go | Stop | Release | Question
Outcome: TypeAlias = TileReady | NoMore | Failed | Stopped
Report: TypeAlias = Ready | Refused | Answer | Outcome | Alive | Said
