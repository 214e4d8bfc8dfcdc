"""What panels are told about the photo and the work, and what their buttons mean: frozen values only."""

from dataclasses import dataclass
from enum import StrEnum

from enhancer_gui.backends.transfer import Transfer
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import FileFormat


@dataclass(frozen=True)
class PhotoFacts:
    """The present photo, as far as size and saving depend on it.

    Attributes:
        name: file name with suffix.
        width, height: pixels, orientation applied.
        format: what KEEP stands for when this photo is saved.
        depth: depth of the photo's samples.
    """

    name: str
    width: int
    height: int
    format: FileFormat = FileFormat.PNG
    depth: BitDepth = BitDepth.U8


class PresetAction(StrEnum):
    """What can be done with a preset beside choosing it."""

    SAVE = "save"
    RENAME = "rename"
    DUPLICATE = "duplicate"
    DELETE = "delete"
    EXPORT = "export"
    IMPORT = "import"
    RESET = "reset"


class FootAction(StrEnum):
    """What a button at the panel's foot does when it is pressed."""

    ENHANCE = "enhance"
    PAUSE = "pause"
    RESUME = "resume"
    SAVE = "save"
    CANCEL = "cancel"


@dataclass(frozen=True)
class FootState:
    """The two buttons at the panel's foot.

    Attributes:
        primary: ENHANCE, PAUSE or RESUME.
        secondary: SAVE or CANCEL.
        photos: how many photos are enhanced together; named from two upwards.
        is_saved: nothing is left to do; the primary button says so, the secondary one saves once more.
    """

    primary: FootAction = FootAction.ENHANCE
    secondary: FootAction = FootAction.SAVE
    photos: int = 1
    primary_enabled: bool = False
    secondary_enabled: bool = False
    is_saved: bool = False


@dataclass(frozen=True)
class Hindrance:
    """Why the recipe in hand cannot be done.

    Attributes:
        remedy: what to do about it.
        model_id: the model that is not on this computer; empty where something else is the matter.
        can_be_had: whether that model can be downloaded.
    """

    message: str
    remedy: str = ""
    model_id: str = ""
    can_be_had: bool = False


@dataclass(frozen=True)
class StatusFacts:
    """What the status line tells.

    Attributes:
        device: name for people, empty while the devices are still being looked for.
        memory_bytes: in use by this program, None while unknown.
        done, total: ended jobs of all jobs in the queue.
        fraction: 0..1 of the whole queue.
        transfer: what is on the line to another machine; None while nothing is.
        message: one plain sentence, shown in place of device and memory while it lasts.
    """

    device: str = ""
    precision: str = ""
    memory_bytes: int | None = None
    done: int = 0
    total: int = 0
    fraction: float = 0.0
    eta_s: float | None = None
    megapixels_per_s: float | None = None
    transfer: Transfer | None = None
    message: str = ""


@dataclass(frozen=True)
class PixelValue:
    """One pixel.

    Attributes:
        samples: red, green and blue in the photo's own depth and colours.
        hex: as the screen shows it, `#rrggbb`.
    """

    samples: tuple[float, ...]
    depth: BitDepth
    hex: str


@dataclass(frozen=True)
class PixelFacts:
    """What is beneath the pointer.

    Attributes:
        x, y: in pixels of the file that is saved, of the photo while there is no result; negative where it is cut off.
        before, after: None where there is none, or none yet.
    """

    x: int
    y: int
    before: PixelValue | None
    after: PixelValue | None


@dataclass(frozen=True)
class PreviewState:
    """How far a preview is.

    Attributes:
        is_running: whether something in view is still to come.
        done, tiles: tiles in view that are there, and how many there are; 0 of 0 before that is known.
    """

    is_running: bool = False
    done: int = 0
    tiles: int = 0
