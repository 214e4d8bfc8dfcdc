"""Every way in which work on a photo can fail, each with its own words.

An error says what happened (`str(error)`) and what to do (`remedy`); `detail` holds what only a
developer needs. Cancelling is not an error.
"""


class EnhancerError(Exception):
    """Base of all errors that are shown to people.

    Attributes:
        message: what happened, in one sentence.
        remedy: what the user can do about it; may be empty.
        detail: technical detail for a report; may be empty.
    """

    def __init__(self, message: str, *, remedy: str = "", detail: str = "") -> None:
        """Keep the sentence and its remedy."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.detail = detail

    def __str__(self) -> str:
        """Return the sentence and, where there is one, the remedy."""
        return f"{self.message} {self.remedy}".strip()


class PhotoError(EnhancerError):
    """A photo cannot be read or written."""


class ModelError(EnhancerError):
    """A model is unknown, its weights are missing, or they do not fit."""


class MissingModel(ModelError):
    """A recipe names a model that is not on this computer.

    Attributes:
        model_id: which one.
        can_be_had: whether it is published, so that it can be downloaded.
    """

    def __init__(
        self, message: str, *, remedy: str = "", detail: str = "", model_id: str = "", can_be_had: bool = False
    ) -> None:
        """Keep the sentence, its remedy, and which model is meant."""
        super().__init__(message, remedy=remedy, detail=detail)
        self.model_id = model_id
        self.can_be_had = can_be_had


class DownloadError(EnhancerError):
    """A file from the network did not arrive, or is not the one that was promised."""


class RecipeError(EnhancerError):
    """A recipe or a preset asks for something that cannot be done."""


class ConfigError(EnhancerError):
    """A settings, preset or training file cannot be used."""


class StoreError(EnhancerError):
    """The tile store on disk cannot be read or written."""


class NoRoomError(PhotoError, StoreError):
    """A disk has too little room, for a file or for tiles: with more of it the same can be done."""


class BackendError(EnhancerError):
    """The place where tiles are computed failed."""


class Unreachable(BackendError):
    """Another machine does not answer, or the line to it is cut, however often it was tried."""


class DeviceFailure(BackendError):
    """A device failed in the middle of a tile; on an accelerator the process may never compute there again."""


class OutOfMemory(EnhancerError):
    """A device had too little memory for a tile."""
