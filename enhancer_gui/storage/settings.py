"""What the window remembers between two runs."""

import logging
from dataclasses import asdict, dataclass
from enum import StrEnum
from json import dumps, loads
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, TypeAdapter

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import FileFormat, MetadataGroup, OnConflict
from enhancer_gui.storage.atomic import write_text_atomic
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.paths import config_dir

SCHEMA_VERSION: Literal[1] = 1
FILE_NAME = "settings.json"
AUTO = "auto"
DEFAULT_CACHE_LIMIT_BYTES = 20_000_000_000
_log = logging.getLogger(__name__)


class ThemeName(StrEnum):
    """Which theme is shown."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


class LanguageName(StrEnum):
    """Which language is spoken."""

    SYSTEM = "system"
    ENGLISH = "en"
    CHINESE = "zh_CN"


class WorkerKind(StrEnum):
    """Where tiles of this machine are computed: in a process of their own, or in a thread of the program."""

    PROCESS = "process"
    THREAD = "thread"


@dataclass(frozen=True)
class WatchedFolder:
    """A folder that is watched again at the next start.

    Attributes:
        preset: id of what is done with each photo.
        since: seconds since 1970; what had arrived before then has been dealt with.
    """

    folder: Path
    destination: Path
    preset: str
    since: float


@dataclass(frozen=True)
class Settings:
    """The user's choices; a frozen value: changed copies are made with `dataclasses.replace`.

    Attributes:
        output_folder: where results go; None is beside each photo.
        depth: None keeps the photo's own.
        left_out: parts of a photo's metadata that are never kept.
        record: results say how they were made.
        device, precision: ids, or "auto"; a device may be another machine's address.
        worker: where tiles of this machine are computed; taken at the start.
        cache_limit_bytes: room for tile stores.
        preset: id of the preset last chosen; "" for none.
        window_geometry: base64 of the window's place; "" for none yet.
        compare_mode: id of the viewer's way of comparing.
        open_folder: folder in which the last photos were found.
        live_preview: what is in view is computed before the user asks for the whole result.
        preset_previews: preset cards show what they do to the photo, computed while nothing else is done.
        tour_seen: the tour was taken or skipped.
        machines: addresses of other machines that were used, the last one first; tokens are kept in `storage.tokens`.
        watched: what is watched while the window is open; None is nothing.
        accepted_licences: names of licences with restrictions that were accepted; each is asked for once.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    theme: ThemeName = ThemeName.SYSTEM
    language: LanguageName = LanguageName.SYSTEM
    output_folder: Path | None = None
    format: FileFormat = FileFormat.KEEP
    depth: BitDepth | None = None
    quality: Annotated[int, Field(ge=1, le=100)] = 95
    on_conflict: OnConflict = OnConflict.UNIQUE
    name_pattern: str = "{name}-{preset}"
    keep_metadata: bool = True
    left_out: tuple[MetadataGroup, ...] = ()
    record: bool = True
    device: str = AUTO
    precision: str = AUTO
    worker: WorkerKind = WorkerKind.PROCESS
    cache_limit_bytes: Annotated[int, Field(ge=0)] = DEFAULT_CACHE_LIMIT_BYTES
    preset: str = ""
    window_geometry: str = ""
    panel_shown: bool = True
    filmstrip_shown: bool = True
    compare_mode: str = "split"
    open_folder: Path | None = None
    accepted_licences: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    live_preview: bool = True
    preset_previews: bool = True
    tour_seen: bool = False
    watched: WatchedFolder | None = None


class _Version(BaseModel):
    schema_version: int


_settings = TypeAdapter(Settings)


def load_settings(path: Path | None = None) -> tuple[Settings, str | None]:
    """Return the settings in a file, the user's own by default, and a sentence where they could not be used.

    Without a file they are the defaults. A damaged file is kept beside as `.broken`, one of a newer version as
    `.newer`, and the defaults are returned.
    """
    file = config_dir() / FILE_NAME if path is None else path
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return Settings(), None
    except OSError as error:
        return Settings(), f"The settings cannot be read ({first_problem(error)}); the defaults are used."
    try:
        data = loads(text)  # not pydantic's own reader, which refuses folders whose names are no Unicode
        if _Version.model_validate(data).schema_version > SCHEMA_VERSION:
            kept = _keep_aside(file, ".newer")
            return Settings(), f"The settings are of a newer version; they were kept as “{kept}”, defaults are used."
        return _settings.validate_python(data), None
    except (ValueError, RecursionError) as error:
        _log.info("settings %s cannot be used: %s", file, error)
        kept = _keep_aside(file, ".broken")
        return Settings(), f"The settings were damaged; they were kept as “{kept}”, and the defaults are used."


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings, never half.

    Raises:
        ConfigError: the file cannot be written.
    """
    file = config_dir() / FILE_NAME if path is None else path
    data = asdict(settings)
    try:
        write_text_atomic(file, dumps(data, indent=2, default=str) + "\n")  # paths are what JSON has no word for
    except OSError as error:
        raise ConfigError(
            f"The settings cannot be saved ({first_problem(error)}).",
            remedy="Check the disk and the folder's permissions.",
            detail=str(file),
        ) from error


def _keep_aside(file: Path, suffix: str) -> str:
    """Rename a file that cannot be used, over an older one, and return its new name; where that fails, its own."""
    aside = file.with_name(file.name + suffix)
    try:
        return file.replace(aside).name
    except OSError:
        return file.name
