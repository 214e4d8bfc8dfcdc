"""Which results of a photo lie in the cache from earlier runs, whatever started them.

A store's name is a hash of the photo and of the models that made it, so what is there is found by asking for
each recipe that is known, in each number format, and nothing has to be written down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.core.errors import EnhancerError, StoreError
from enhancer_gui.core.events import Started
from enhancer_gui.core.models import Precision
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.jobs.runner import describe_stages
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.hashing import hash_file
from enhancer_gui.storage.store_cache import store_key
from enhancer_gui.storage.tile_store import TileStore


@dataclass(frozen=True)
class StoredResult:
    """Tiles of a photo that an earlier run has left.

    Attributes:
        stages: the models that made them.
        started: as the run that made them would tell, but for its job and device; `tiles_kept` are there now.
    """

    recipe: Recipe
    stages: tuple[Stage, ...]
    started: Started


def stored_results(
    source: Path, size: tuple[int, int], recipes: Iterable[Recipe], catalogue: Catalogue, stores: Path
) -> tuple[StoredResult, ...]:
    """Return what lies in the cache folder `stores` of a photo of (width, height), in the order of the recipes.

    Recipes that cannot be done here are left out, and so are stores without a single tile.

    Raises:
        OSError: the photo cannot be read.
    """
    works: dict[tuple[Stage, ...], tuple[Recipe, Work]] = {}
    for recipe in recipes:
        try:
            work = plan_work(recipe, size, catalogue)
        except EnhancerError:
            continue
        if work.stages:
            works.setdefault(work.stages, (recipe, work))
    if not works or not stores.is_dir():
        return ()
    photo = hash_file(source)
    found: list[StoredResult] = []
    for stages, (recipe, work) in works.items():
        for precision in Precision:
            folder = stores / store_key(photo, describe_stages(work, precision.value))
            if (started := _described(folder, work, precision)) is not None:
                found.append(StoredResult(recipe, stages, started))
                break
    return tuple(found)


def _described(folder: Path, work: Work, precision: Precision) -> Started | None:
    if not folder.is_dir():
        return None
    try:
        with TileStore.open(folder) as store:
            fits = (store.plan.width, store.plan.height, store.scale) == (*work.source_size, work.scale)
            tiles, kept = len(store.plan), store.done_count
    except StoreError:
        return None
    if not fits or not kept:
        return None
    sizes = work.source_size, work.native_size, work.target_size
    return Started("", *sizes, tiles, kept, folder, device="", precision=precision.value)
