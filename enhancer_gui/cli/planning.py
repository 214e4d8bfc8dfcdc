"""From photos to jobs: every name is settled before the first photo is worked on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from enhancer_gui.cli.places import Found, OutputFile
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Failed, Finished
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.jobs.naming import NameFacts, Reserved, choose_target, files_of, named_target, render_name
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.storage import disk_room
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.file_size import likely_bytes
from enhancer_gui.storage.photos import PhotoHeader, format_of, read_size, resolve_depth, resolve_format


@dataclass(frozen=True)
class PlannedPhoto:
    """One photo of a run.

    Attributes:
        megapixels: size of the result, 0 where it is not known; its share of the run's progress.
        files: what will be written, and about how many bytes each.
        ending: the terminal event of a photo that needs no run: its result is there, or it cannot be done.
    """

    job: Job
    megapixels: float = 0.0
    ending: Finished | Failed | None = None
    files: tuple[tuple[Path, int], ...] = ()


def check_pattern(recipe: Recipe) -> None:
    """Find out before any photo is read whether the recipe's name pattern can be used; raises RecipeError."""
    plain = replace(recipe, export=replace(recipe.export, size=SizeTarget()))
    render_name(recipe.export.name_pattern, Path("photo.jpg"), plain, (1, 1))


def check_models(recipe: Recipe, catalogue: Catalogue) -> None:
    """Find out before any photo is read whether the models that a recipe names are here; raises ModelError."""
    for step in recipe.active_steps:
        if step.model_id:
            catalogue.get(step.model_id)


def plan_photos(
    found: Iterable[Found], recipe: Recipe, options: JobOptions, file: OutputFile | None, control: JobControl
) -> tuple[PlannedPhoto, ...]:
    """Return what is to be done with each photo, in order; reads the photos' headers.

    A photo whose header cannot be read or whose size cannot be made is planned as failed.

    Raises:
        Cancelled: asked to stop.
    """
    if file is not None:
        recipe = replace(recipe, export=replace(recipe.export, format=file.format))
    photos = tuple(found)
    originals = tuple(photo.photo for photo in photos)
    taken = Reserved()
    planned: list[PlannedPhoto] = []
    for counter, photo in enumerate(photos, start=1):
        control.checkpoint()
        job = make_job(photo.photo, recipe, None, options)
        try:
            size = read_size(photo.photo)
            width, height = recipe.export.size.dimensions(*size)
            if file is not None:
                named = named_target(file.path, photo.photo, recipe.export.on_conflict)
            else:
                facts = NameFacts(counter)
                named = choose_target(photo.photo, recipe, size, photo.folder, taken, originals, facts)
            written = () if named.skip else _written(named.path, photo.photo, recipe, (width, height))
        except EnhancerError as e:
            planned.append(PlannedPhoto(job, ending=Failed(job.id, e.message, e.remedy, e.detail or type(e).__name__)))
            continue
        except OSError as e:  # the system refuses even to look at the name: too long, or in a closed folder
            sentence = f"The result's place cannot be used ({e.strerror})."
            planned.append(PlannedPhoto(job, ending=Failed(job.id, sentence, "Choose another with -o.", repr(e))))
            continue
        taken.add(named.path, recipe.export.also)
        ending = Finished(job.id, named.path, 0.0, skipped=True) if named.skip else None
        planned.append(PlannedPhoto(replace(job, target=named.path), width * height / 1e6, ending, written))
    return tuple(planned)


def check_room(photos: Iterable[PlannedPhoto]) -> None:
    """Check that the disks have room for all files of a run; raises PhotoError."""
    disk_room.check_room(file for photo in photos for file in photo.files)


def _written(target: Path, source: Path, recipe: Recipe, size: tuple[int, int]) -> tuple[tuple[Path, int], ...]:
    """Return a photo's files and about how large each will be, as far as its name tells: 8 bits unless asked for."""
    export = recipe.export
    sized = []
    for file in files_of(target, source, recipe):
        file_format = format_of(file) or resolve_format(export.format, source)
        depth = resolve_depth(file_format, export.depth, BitDepth.U8)
        sized.append((file, likely_bytes(PhotoHeader(*size, depth, file_format, export.quality))))
    return tuple(sized)
