"""Where the program keeps its own files, and where its shipped data lies."""

import os
from pathlib import Path

import platformdirs

import enhancer_gui
from enhancer_gui.core.errors import ConfigError

APP_NAME = "enhancer"
HOME_VARIABLE = "ENHANCER_HOME"
"""Environment variable: a folder that holds configuration, cache and logs (portable use, tests)."""

STORES_FOLDER = "tiles"
MODELS_FOLDER = "models"
DOWNLOADS_FOLDER = "downloads"
MASKS_FOLDER = "masks"

_PACKAGE = Path(enhancer_gui.__file__).parent


def config_dir() -> Path:
    """Return the folder of settings and own presets; it is created on demand."""
    return _own_folder("config", platformdirs.user_config_path(APP_NAME, appauthor=False))


def cache_dir() -> Path:
    """Return the folder of what may be deleted at any time; it is created on demand."""
    return _own_folder("cache", platformdirs.user_cache_path(APP_NAME, appauthor=False))


def stores_dir() -> Path:
    """Return the folder below the cache that holds one tile store for each job, and nothing else."""
    return cache_dir() / STORES_FOLDER


def models_dir() -> Path:
    """Return the folder of models that the user has downloaded or imported; it is created on demand."""
    return _made(_own_folder("data", platformdirs.user_data_path(APP_NAME, appauthor=False)) / MODELS_FOLDER)


def masks_dir() -> Path:
    """Return the folder of masks that the user has painted or imported; it is created on demand."""
    return _made(_own_folder("data", platformdirs.user_data_path(APP_NAME, appauthor=False)) / MASKS_FOLDER)


def downloads_dir() -> Path:
    """Return the folder below the cache that holds what is being downloaded; it is created on demand."""
    return _made(cache_dir() / DOWNLOADS_FOLDER)


def log_dir() -> Path:
    """Return the folder of log files; it is created on demand."""
    return _own_folder("log", platformdirs.user_log_path(APP_NAME, appauthor=False))


def resources_dir(package: Path = _PACKAGE) -> Path:
    """Return the folder of shipped data.

    A wheel carries it inside the package; a checkout and an editable install have it beside the package.

    Raises:
        ConfigError: neither is there.
    """
    candidates = (package / "_resources", package.parent / "resources")
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise ConfigError(
        "The program's own data folder is missing.",
        remedy="Install the program again.",
        detail="looked in " + " and ".join(map(str, candidates)),
    )


def _own_folder(kind: str, default: Path) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    return _made(Path(home) / kind if home else default)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"The folder {folder} cannot be created ({error.strerror}).",
            remedy=f"Free the path, or set {HOME_VARIABLE} to a folder that can be written.",
        ) from error
    return folder
