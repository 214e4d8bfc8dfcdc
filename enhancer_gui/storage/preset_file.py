"""One preset in one JSON file: `{"schema_version": 1, "order": 10, "recipe": {...}}`."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.storage.atomic import write_text_atomic
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.recipe_codec import recipe_from_dict, recipe_to_dict

SCHEMA_VERSION: Literal[1] = 1
MAX_FILE_BYTES = 2**20


class NewerPresetError(RecipeError):
    """The file was written by a newer version of the program: it is not broken."""


class _Version(BaseModel):
    schema_version: int


class _PresetFile(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    schema_version: Literal[1]
    order: int = 0
    recipe: dict[str, JsonValue]


@dataclass(frozen=True)
class Preset:
    """A recipe under a name, and its place in the list."""

    recipe: Recipe
    order: int


def read_preset(path: Path) -> Preset:
    """Return the preset in a file.

    Raises:
        NewerPresetError: it is of a newer schema.
        RecipeError: it is no preset, or a broken one.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        text = file.read(MAX_FILE_BYTES + 1)
    if len(text) > MAX_FILE_BYTES:
        raise RecipeError(f"“{path.name}” is too large for a preset.", remedy="Choose another file.")
    try:
        if _Version.model_validate_json(text).schema_version > SCHEMA_VERSION:
            raise NewerPresetError(
                f"The preset “{path.name}” was made by a newer version of this program.", remedy="Update the program."
            )
        file_data = _PresetFile.model_validate_json(text)
    except ValidationError as error:
        raise RecipeError(f"“{path.name}” is not a usable preset ({first_problem(error)}).") from error
    return Preset(recipe_from_dict(file_data.recipe), file_data.order)


def write_preset(path: Path, preset: Preset) -> None:
    """Write a preset; never half; OSError when the disk refuses."""
    data = {"schema_version": SCHEMA_VERSION, "order": preset.order, "recipe": recipe_to_dict(preset.recipe)}
    write_text_atomic(path, json.dumps(data, indent=2, ensure_ascii=False) + "\n")
