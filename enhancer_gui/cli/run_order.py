"""What one call of `enhancer run` is about: from options to a recipe, and the photos that it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from enhancer_gui.cli.mask_options import MaskOptions, with_masks
from enhancer_gui.cli.places import Found, OutputFile, search
from enhancer_gui.cli.planning import check_pattern
from enhancer_gui.cli.recipe_options import RecipeOptions, build_recipe
from enhancer_gui.cli.remote_device import Place
from enhancer_gui.cli.replay import replay_recipe
from enhancer_gui.cli.run_words import left_out_note
from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.jobs.plan import JobOptions
from enhancer_gui.storage.masks import check_masks


@dataclass(frozen=True)
class Start:
    """The recipe that the other options change; None builds one from them alone.

    Attributes:
        notes: sentences about what will differ from what the recipe once made.
    """

    recipe: Recipe | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunOrder:
    """All that is settled before the first photo is opened.

    Attributes:
        how: where and how to compute, and who signs.
        found: the photos, and the folder of each one's result.
        file: the file that the user named himself; None goes by the name pattern.
        notes: sentences that the user should read first.
    """

    recipe: Recipe
    how: JobOptions
    found: tuple[Found, ...]
    file: OutputFile | None
    notes: tuple[str, ...]


def start_of(preset_id: str | None, result: Path | None, place: Place) -> Start:
    """Return the recipe of a preset or, with `result`, the one in that result's record.

    Raises:
        RecipeError: both are named, there is no such preset, or the result does not say how it was made.
        PhotoError: the result cannot be opened.
    """
    if result is not None:
        replayed = replay_recipe(result, place.catalogue)
        if preset_id is not None:
            raise RecipeError("--replay and --preset exclude each other.")
        return Start(replayed.recipe, replayed.notes)
    return Start(place.presets.get(preset_id) if preset_id is not None else None)


def recipe_of(options: RecipeOptions, masks: MaskOptions) -> Recipe:
    """Return the recipe that the options mean, with its masks.

    Raises:
        RecipeError: the options contradict each other, or the name pattern cannot be used.
        PhotoError: the file of a mask is no picture.
        StoreError: a mask cannot be kept.
    """
    recipe = with_masks(build_recipe(options), masks)
    check_masks(recipe)
    check_pattern(recipe)
    return recipe


def order_of(
    paths: Sequence[Path],
    output: Path | OutputFile | None,
    recipe: Recipe,
    how: JobOptions,
    place: Place,
    start_notes: Sequence[str],
) -> RunOrder:
    """Return what the run is about; folders among the paths are searched.

    Raises:
        typer.BadParameter: there is no photo.
    """
    file = output if isinstance(output, OutputFile) else None
    folder = output if isinstance(output, Path) else None
    preset_ids = tuple(each.id for each in place.presets.recipes())
    where = search(paths, folder, recipe.export.name_pattern, preset_ids)
    notes = [*place.notes, *place.catalogue.problems, *place.presets.problems, *start_notes, *where.notes]
    if where.left_out:
        notes.append(left_out_note(where.left_out))
    if not where.found:
        raise typer.BadParameter("There are no photos to work on there. " + " ".join(notes))
    return RunOrder(recipe, how, where.found, file, tuple(notes))
