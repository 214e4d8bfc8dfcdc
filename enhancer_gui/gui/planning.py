"""From what the user asked for to jobs: names and folders are settled here, off the window's thread."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.recipe import OnConflict, Recipe
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.storage.photo_formats import format_of, resolve_format, suffix_of

if TYPE_CHECKING:
    from enhancer_gui.jobs.naming import Reserved


@dataclass(frozen=True)
class Wish:
    """What shall be done with one photo.

    Attributes:
        photo_id: becomes the job's id.
        save: write a file; False only computes.
        save_as: the file that the user named; None goes by folder and name pattern.
    """

    photo_id: str
    path: Path
    recipe: Recipe
    save: bool = False
    save_as: Path | None = None


@dataclass(frozen=True)
class SavePlace:
    """Where files go.

    Attributes:
        folder: None is beside each photo.
        fallback: used instead of "beside" for photos that lie in one of the program's own folders.
        own_folders: the program's own (the sample, pasted pictures).
        originals: the photos that are open: results chosen by pattern never replace them.
    """

    folder: Path | None
    fallback: Path
    own_folders: tuple[Path, ...] = ()
    originals: tuple[Path, ...] = ()

    def folder_for(self, photo: Path) -> Path:
        """Return the folder for a photo's result."""
        if self.folder is not None:
            return self.folder
        is_own = any(photo.is_relative_to(own) for own in self.own_folders)
        return self.fallback if is_own else photo.parent


@dataclass(frozen=True)
class Plan:
    """What became of the wishes: jobs, files that are there already and are left alone, and what cannot be done."""

    jobs: tuple[Job, ...] = ()
    skipped: tuple[Path, ...] = ()
    errors: tuple[tuple[str, EnhancerError], ...] = ()


def plan_jobs(wishes: Iterable[Wish], place: SavePlace, options: JobOptions, taken: Iterable[Path] = ()) -> Plan:
    """Return the jobs for some wishes; reads the photos' headers.

    Args:
        wishes: in the order in which they shall run.
        place: where files go.
        options: device, precision and so on.
        taken: targets of jobs that are queued already.
    """
    from enhancer_gui.jobs.naming import Reserved

    jobs: list[Job] = []
    skipped: list[Path] = []
    errors: list[tuple[str, EnhancerError]] = []
    reserved = Reserved(taken)
    for counter, wish in enumerate(wishes, start=1):
        try:
            recipe, target, is_there = _target(wish, place, reserved, counter)
        except EnhancerError as error:
            errors.append((wish.photo_id, error))
            continue
        if is_there and target is not None:
            skipped.append(target)
            continue
        if target is not None:
            reserved.add(target, recipe.export.also)
        jobs.append(replace(make_job(wish.path, recipe, target, options), id=wish.photo_id))
    return Plan(tuple(jobs), tuple(skipped), tuple(errors))


def _target(wish: Wish, place: SavePlace, taken: "Reserved", counter: int) -> tuple[Recipe, Path | None, bool]:
    """Return the recipe to run, the file to write, and whether that is to be left as it is."""
    from enhancer_gui.jobs.naming import NameFacts, choose_target
    from enhancer_gui.storage.photos import read_size

    if wish.save_as is not None:
        return *_as_named(wish.recipe, wish.path, wish.save_as), False
    if not wish.save:
        return wish.recipe, None, False
    folder = place.folder_for(wish.path)
    facts = NameFacts(counter)
    named = choose_target(wish.path, wish.recipe, read_size(wish.path), folder, taken, place.originals, facts)
    return wish.recipe, named.path, named.skip


def _as_named(recipe: Recipe, photo: Path, named: Path) -> tuple[Recipe, Path]:
    """Return the recipe in the format that the typed name asks for, and the file to write.

    The dialog has asked about overwriting the name that was typed. A name without a known suffix gets one: about
    that file nobody was asked, so an existing one is kept and the result gets a number.
    """
    from enhancer_gui.jobs.naming import named_target

    file_format = format_of(named)
    on_conflict = OnConflict.OVERWRITE
    if file_format is None:
        file_format = resolve_format(recipe.export.format, photo)
        suffixed = named.with_name(named.name + suffix_of(file_format))
        named, on_conflict = named_target(suffixed, photo, OnConflict.UNIQUE).path, OnConflict.UNIQUE
    export = replace(recipe.export, format=file_format, on_conflict=on_conflict)
    return replace(recipe, export=export), named
