"""Recipes as plain data: in preset files, and on the wire."""

import json
import re
from dataclasses import asdict
from typing import TypeAlias

from pydantic import JsonValue, TypeAdapter, ValidationError

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.masks import MOST_FEATHER_PX
from enhancer_gui.core.recipe import Finish, Recipe
from enhancer_gui.storage.explain import first_problem

RecipeData: TypeAlias = dict[str, JsonValue]

_QUALITIES = range(1, 101)
_LEAST_RADIUS_PX, _MOST_RADIUS_PX = 0.3, 5.0
_MASK_NAME = re.compile(r"[0-9a-f]{64}")
_recipes = TypeAdapter(Recipe)


def recipe_to_dict(recipe: Recipe) -> RecipeData:
    """Return all of a recipe as JSON values."""
    data: RecipeData = json.loads(json.dumps(asdict(recipe)))
    return data


def recipe_from_dict(data: RecipeData) -> Recipe:
    """Return the recipe that `recipe_to_dict` made; fields that are missing have their defaults.

    Raises:
        RecipeError: a field is missing, unknown, of a wrong type, or out of range.
    """
    try:
        recipe = _recipes.validate_json(json.dumps(data, allow_nan=False), strict=True)
    except (ValidationError, ValueError, TypeError) as error:
        reason = first_problem(error) if isinstance(error, ValueError) else str(error)
        raise RecipeError(f"This is not a usable recipe ({reason}).", remedy="Export it again.") from error
    unknown = _unknown(data, recipe_to_dict(recipe))
    if unknown:
        raise RecipeError(f"The recipe has an unknown field, “{unknown}”.", remedy="Remove the field.")
    _check_ranges(recipe)
    return recipe


def _unknown(data: JsonValue, known: JsonValue, prefix: str = "") -> str | None:
    """Return the path of the first field in `data` that `known` lacks."""
    if isinstance(data, list) and isinstance(known, list):
        pairs = enumerate(zip(data, known, strict=True))
        return next((found for at, (a, b) in pairs if (found := _unknown(a, b, f"{prefix}{at}."))), None)
    if not isinstance(data, dict) or not isinstance(known, dict):
        return None
    for name, value in data.items():
        if name not in known:
            return prefix + name
        if found := _unknown(value, known[name], f"{prefix}{name}."):
            return found
    return None


def _check_ranges(recipe: Recipe) -> None:
    strengths = [step.strength for step in recipe.steps] + _shares(recipe.finish)
    if not all(0 <= strength <= 1 for strength in strengths):
        raise RecipeError("A strength in the recipe is outside 0 to 1.", remedy="Choose one between.")
    if not all(step.denoise is None or 0 <= step.denoise <= 1 for step in recipe.steps):
        raise RecipeError("A denoise strength in the recipe is outside 0 to 1.", remedy="Choose one between.")
    if not _LEAST_RADIUS_PX <= recipe.finish.sharpen_radius <= _MOST_RADIUS_PX:
        bounds = f"{_LEAST_RADIUS_PX:g} to {_MOST_RADIUS_PX:g} pixels"
        raise RecipeError(f"The radius of sharpening is outside {bounds}.", remedy="Choose one between.")
    if not all(_MASK_NAME.fullmatch(mask.picture) for mask in recipe.all_masks):
        raise RecipeError("A mask in the recipe has no usable name.", remedy="Export the recipe again.")
    if not all(0 <= mask.feather_px <= MOST_FEATHER_PX for mask in recipe.all_masks):
        bounds = f"0 to {MOST_FEATHER_PX:g} pixels"
        raise RecipeError(f"The soft edge of a mask is outside {bounds}.", remedy="Choose one between.")
    if recipe.export.quality not in _QUALITIES:
        raise RecipeError(f"Quality {recipe.export.quality} is outside 1 to 100.", remedy="Choose one between.")


def _shares(finish: Finish) -> list[float]:
    """Return the fields of a finish that lie between 0 and 1."""
    mix = [finish.strength, finish.luminance, finish.colour, finish.coarse, finish.fine]
    bounds = [finish.evidence, finish.colour_lock, finish.guard]
    faces = [face.strength for face in finish.faces]
    return [*mix, *bounds, *faces, finish.sharpen, finish.grain, finish.fading, finish.balance]
