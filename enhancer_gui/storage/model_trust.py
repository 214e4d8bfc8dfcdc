"""Checksums of files that nobody publishes one for: the first download is believed, every later one must equal it."""

from json import dumps
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.storage.atomic import write_text_atomic
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.paths import models_dir

FILE_NAME = "trusted.json"

_pins = TypeAdapter(dict[str, Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]])


def trusted_sha256(published_id: str) -> str | None:
    """Return the checksum that was believed at the first download; None where there was none.

    Raises:
        ConfigError: the file that remembers them is damaged: trust cannot be guessed anew.
    """
    return _read().get(published_id)


def trust(published_id: str, sha256: str) -> None:
    """Remember a checksum.

    Raises:
        ConfigError: the file that remembers them is damaged or cannot be written.
    """
    pins = {**_read(), published_id: sha256}
    try:
        write_text_atomic(_path(), dumps(pins, indent=2, sort_keys=True) + "\n")
    except OSError as error:
        raise ConfigError(
            f"The checksum of “{published_id}” cannot be remembered ({first_problem(error)}).",
            remedy="Check the disk.",
            detail=str(_path()),
        ) from error


def _read() -> dict[str, str]:
    try:
        return _pins.validate_json(_path().read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as error:
        raise ConfigError(
            f"The checksums of earlier downloads cannot be read ({first_problem(error)}).",
            remedy=f"Delete {_path()} to trust the next download of each model.",
        ) from error


def _path() -> Path:
    """Beside the models' folder: every JSON file in it is a card."""
    return models_dir().parent / FILE_NAME
