"""What the models dialog shows of a model: where it is, and what is being done with it now."""

from dataclasses import dataclass
from enum import StrEnum

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.storage.download_terms import DownloadProgress
from enhancer_gui.storage.model_entries import ModelEntry, ModelState


class Activity(StrEnum):
    """What is being done with a model."""

    NONE = "none"
    WAITING = "waiting"
    DOWNLOADING = "downloading"
    INSTALLING = "installing"
    VERIFYING = "verifying"


class ModelAction(StrEnum):
    """What a user can do with a model."""

    DOWNLOAD = "download"
    PAUSE = "pause"
    DISCARD = "discard"
    USE = "use"
    VERIFY = "verify"
    EDIT = "edit"
    REVEAL = "reveal"
    REMOVE = "remove"
    OPEN_PAGE = "open-page"


@dataclass(frozen=True)
class ModelRow:
    """A model as it is shown.

    Attributes:
        progress: while it is downloaded.
        error: what went wrong last; None once something else is tried.
        is_verified: its checksum was found right since the dialog was opened.
    """

    entry: ModelEntry
    activity: Activity = Activity.NONE
    progress: DownloadProgress | None = None
    error: EnhancerError | None = None
    is_verified: bool = False

    @property
    def is_here(self) -> bool:
        """Whether the model is on this computer, be it broken."""
        return self.entry.state in (ModelState.EMBEDDED, ModelState.INSTALLED, ModelState.BROKEN)

    @property
    def actions(self) -> tuple[ModelAction, ...]:
        """What can be done now, the most important first."""
        if self.activity in (Activity.WAITING, Activity.DOWNLOADING):
            return (ModelAction.PAUSE,)
        if self.activity is not Activity.NONE:
            return ()
        match self.entry.state:
            case ModelState.EMBEDDED:
                return (ModelAction.USE, ModelAction.VERIFY)
            case ModelState.INSTALLED:
                own = (ModelAction.VERIFY, ModelAction.EDIT, ModelAction.REVEAL, ModelAction.REMOVE)
                return (ModelAction.USE, *own)
            case ModelState.BROKEN if self.entry.row is not None and not self.entry.row.by_hand:
                return (ModelAction.DOWNLOAD, ModelAction.REMOVE)
            case ModelState.BROKEN:
                return (ModelAction.REMOVE,)
            case ModelState.PAUSED:
                return (ModelAction.DOWNLOAD, ModelAction.DISCARD)
            case ModelState.AVAILABLE:
                return (ModelAction.DOWNLOAD, ModelAction.OPEN_PAGE)
            case ModelState.BY_HAND:
                return (ModelAction.OPEN_PAGE,)
