"""Pictures through the real engine: what a user would get, tile by tile, and not a trainer's shortcut."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.backends.base import Backend, DeviceInfo, WorkOrder
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import BitDepth, Image, to_depth
from enhancer_gui.core.models import ModelCard
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.engine.resample import enlarge_region
from enhancer_gui.jobs.plan import JobOptions


@dataclass(frozen=True)
class ModelEnhancer:
    """Enhances 8-bit pictures with one model on a backend."""

    card: ModelCard
    backend: Backend
    how: JobOptions
    control: JobControl

    def __call__(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the picture (H, W, 3) enhanced: (H·scale, W·scale, 3).

        Raises:
            Cancelled: asked to stop.
            BackendError, ModelError, OutOfMemory: it cannot be computed.
        """
        work = self._work(picture.shape[1], picture.shape[0])
        tile_px = self.how.tile_px or self.backend.tile_px(work, self.how.device, self.how.precision)
        plan = work.tile_plan(tile_px)
        order = WorkOrder(Image(picture), work, plan, tuple(range(len(plan))), self.how.precision)
        result = np.empty((work.native_size[1], work.native_size[0], 3), dtype=np.uint8)
        for tile in self.backend.enhance(order, self.how.device, self.control):
            result[work.to_native(tile.tile.core).slices()] = to_depth(tile.samples, BitDepth.U8)
        return result

    def device(self) -> DeviceInfo:
        """Return the device and precision in use."""
        return self.backend.info(self.how.device, self.how.precision, self._work(1, 1))

    def _work(self, width: int, height: int) -> Work:
        scale = self.card.scale
        return Work((Stage(self.card),), (width, height), (width * scale, height * scale))


@dataclass(frozen=True)
class BicubicEnhancer:
    """The baseline: bicubic interpolation, or the picture as it is at scale 1."""

    scale: int
    control: JobControl

    def __call__(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the picture (H, W, 3) enlarged; raises Cancelled."""
        self.control.checkpoint()
        whole = Region(0, 0, picture.shape[1], picture.shape[0]).scaled(self.scale)
        enlarged = to_depth(enlarge_region(picture, self.scale, whole), BitDepth.U8)
        return enlarged.astype(np.uint8, copy=False)
