"""Pictures through the real engine: what a user would get, tile by tile, and not a trainer's shortcut."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.backends.base import Backend, DeviceInfo, WorkOrder
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import ModelCard
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.core.work import Work
from enhancer_gui.engine.finish import finish_region
from enhancer_gui.engine.resample import Kernel, resample_region
from enhancer_gui.jobs.plan import JobOptions, plan_work
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.training.evaluate import Pair


def recipe_of(card: ModelCard) -> Recipe:
    """Return the recipe that applies one model once."""
    export = ExportSpec(size=SizeTarget(SizeMode.SCALE, card.scale))
    return Recipe(card.id, card.title, (Step(card.task, card.id),), export=export)


@dataclass(frozen=True, eq=False)
class RecipeCandidate:
    """Enhances 8-bit pictures by a recipe on a backend."""

    name: str
    recipe: Recipe
    catalogue: Catalogue
    backend: Backend
    how: JobOptions
    control: JobControl

    def __call__(self, pair: Pair) -> NDArray[np.float32]:
        """Return the input enhanced at the recipe's size, finish included, 0..1, before any file's rounding.

        Raises:
            Cancelled: asked to stop.
            BackendError, ModelError, OutOfMemory: it cannot be computed.
        """
        image = Image(pair.input)
        work = self._work(image.width, image.height)
        tile_px = self.how.tile_px or self.backend.tile_px(work, self.how.device, self.how.precision)
        plan = work.tile_plan(tile_px)
        order = WorkOrder(image, work, plan, tuple(range(len(plan))), self.how.precision)
        native = np.empty((work.native_size[1], work.native_size[0], 3), dtype=np.float32)
        for tile in self.backend.enhance(order, self.how.device, self.control):
            native[work.to_native(tile.tile.core).slices()] = tile.samples

        def read(region: Region) -> NDArray[np.float32]:
            return native[region.slices()]

        def finished(region: Region) -> NDArray[np.float32]:
            return finish_region(read, region, image, work.scale, self.recipe.finish)

        whole = Region(0, 0, *work.target_size)
        if work.native_size == work.target_size:
            return np.clip(finished(whole), 0, 1)
        return np.clip(resample_region(finished, work.native_size, work.target_size, whole, Kernel.LANCZOS), 0, 1)

    def device(self) -> DeviceInfo:
        """Return the device and precision in use; raises BackendError or ModelError."""
        return self.backend.info(self.how.device, self.how.precision, self._work(1, 1))

    def _work(self, width: int, height: int) -> Work:
        return plan_work(self.recipe, (width, height), self.catalogue)
