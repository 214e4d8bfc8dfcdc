"""Which photos of a folder a batch has to work on, and where each result goes: settled before the first one.

Reading names, sizes and journals of 100,000 photos takes a minute or two; a run that is started again reads only the
headers of photos that are not done.
"""

import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.recipe import OnConflict, Recipe
from enhancer_gui.jobs.batch_journal import BatchMemory, Known, is_verified, photo_id
from enhancer_gui.jobs.earlier_results import photos_to_open
from enhancer_gui.jobs.naming import NameFacts, Reserved, choose_target, files_of
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.hashing import hash_file
from enhancer_gui.storage.photos import find_photos, read_size
from enhancer_gui.storage.recipe_codec import recipe_to_dict


@dataclass(frozen=True)
class BatchOrder:
    """What a batch is about.

    Attributes:
        tries: attempts after which a photo is set aside.
        thorough: hash every result that is there already.
    """

    folder: Path
    output: Path
    recipe: Recipe
    catalogue: Catalogue
    tries: int = 3
    thorough: bool = False


@dataclass(frozen=True)
class BatchItem:
    """One photo to work on; paths are below the batch's folder and below its output."""

    photo: str
    target: str


@dataclass(frozen=True)
class SetAside:
    """A photo that is not worked on (any more), and why."""

    photo: str
    message: str


@dataclass(frozen=True)
class BatchPlan:
    """What is to be done.

    Attributes:
        done: photos whose verified result is there.
        notes: sentences about what could not be searched.
    """

    items: tuple[BatchItem, ...]
    done: int
    aside: tuple[SetAside, ...]
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """All photos of the batch."""
        return len(self.items) + self.done + len(self.aside)


def plan_batch(order: BatchOrder, memory: BatchMemory, preset_ids: tuple[str, ...], control: JobControl) -> BatchPlan:
    """Return what is to be done, in the order of the photos' names, but what was tried before last; raises Cancelled.

    A run that is killed has used up an attempt of the photo in hand. Begun with that photo again, it would lose the
    same one to a few kills in its first seconds, and never come to the others where it is the photo that kills.
    """
    pattern = order.recipe.export.name_pattern
    listed = find_photos([order.folder])
    found = photos_to_open(listed.photos, order.folder, order.output, pattern, preset_ids)
    names = _Names(order)
    photos = [photo.relative_to(order.folder) for photo in found]
    for photo in photos:
        names.reserve(memory.of(str(photo)).target)
    items, aside, done = [], [], 0
    for counter, photo in enumerate(photos, start=1):
        control.checkpoint()
        known = memory.of(str(photo))
        try:
            if is_done(order, known, photo, control):
                done += 1
            elif known.tries >= order.tries and _same_content(order, known, photo, control):
                aside.append(SetAside(str(photo), known.message or "The process ended while it worked on this photo."))
            else:
                items.append(BatchItem(str(photo), known.target or names.choose(photo, counter)))
        except EnhancerError as e:
            aside.append(SetAside(str(photo), str(e)))
        except OSError as e:
            aside.append(SetAside(str(photo), f"The photo cannot be read ({e.strerror or e})."))
    items.sort(key=lambda item: memory.of(item.photo).tries)
    return BatchPlan(tuple(items), done, tuple(aside), listed.notes)


def is_done(order: BatchOrder, known: Known, photo: Path, control: JobControl) -> bool:
    """Return whether all verified files of a photo's result of the same recipe and weights are there.

    Raises:
        OSError: the photo cannot be read.
        Cancelled: asked to stop.
    """
    done = known.done
    if done is None or done.work != work_key(order, (done.width, done.height)):
        return False
    wanted = {os.path.relpath(file, order.output) for file in result_files(order, photo, done.target)}
    if wanted != {file.target for file in done.files}:
        return False
    facts = (order.folder / photo).stat()
    same = (facts.st_size, facts.st_mtime_ns) == (done.source_bytes, done.source_mtime_ns)
    if not same and not _same_content(order, known, photo, control):
        return False
    return is_verified(done, order.output, control, thoroughly=order.thorough)


def result_files(order: BatchOrder, photo: Path, target: str) -> tuple[Path, ...]:
    """Return all files that are written for a photo, its target first: their names belong to the batch alone."""
    export = replace(order.recipe.export, on_conflict=OnConflict.OVERWRITE)
    return files_of(order.output / target, order.folder / photo, replace(order.recipe, export=export))


def work_key(order: BatchOrder, size: tuple[int, int]) -> str:
    """Return a hash of all that a result depends on beside the photo and the device; raises RecipeError, ModelError."""
    work = plan_work(order.recipe, size, order.catalogue)
    stages = [stage.identity for stage in work.stages]
    return hashlib.sha256(json.dumps([recipe_to_dict(order.recipe), stages], sort_keys=True).encode()).hexdigest()


def _same_content(order: BatchOrder, known: Known, photo: Path, control: JobControl) -> bool:
    return known.id == photo_id(hash_file(order.folder / photo, control), str(photo))


class _Names:
    """Names of results: no two the same, none that of a stranger's file."""

    def __init__(self, order: BatchOrder) -> None:
        self._order = order
        unique = replace(order.recipe.export, on_conflict=OnConflict.UNIQUE)
        self._recipe = replace(order.recipe, export=unique)
        self._taken = Reserved()

    def reserve(self, target: str) -> None:
        if target:
            self._taken.add(self._order.output / target, self._recipe.export.also)

    def choose(self, photo: Path, counter: int) -> str:
        """Return where a new photo's result goes; raises PhotoError, RecipeError."""
        source = self._order.folder / photo
        folder = self._order.output / photo.parent
        facts = NameFacts(counter)
        path = choose_target(source, self._recipe, read_size(source), folder, self._taken, facts=facts).path
        self._taken.add(path, self._recipe.export.also)
        return os.path.relpath(path, self._order.output)
