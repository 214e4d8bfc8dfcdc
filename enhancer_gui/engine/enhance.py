"""One tile through the whole chain: cut, compute, check, crop.

Exact stages that follow each other are computed at a stretch, on the tile and its halo. A stage that has no exact halo
is computed in windows of a fixed grid (engine.windows), each of which asks the stages before it for what it covers.
A tile that does not fit into memory is computed in quarters and smaller windows; a result that is not finite, or flat
where the input is not, is computed again in float32. Either the right pixels come back or an error.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import DeviceFailure, OutOfMemory
from enhancer_gui.core.geometry import Region, TilePlan
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import Tiling
from enhancer_gui.core.work import Work
from enhancer_gui.engine.alpha import enlarge_alpha, is_even, read_spread, within_neighbours
from enhancer_gui.engine.devices import Device
from enhancer_gui.engine.group_run import GroupRunner
from enhancer_gui.engine.loaded import LoadedStage, loaded_groups
from enhancer_gui.engine.masks import MaskPictures
from enhancer_gui.engine.tiling import read_reflected, reflected
from enhancer_gui.engine.windows import WindowCache, blend, grid_of, with_context

SMALLEST_PIECE_PX = 48
"""Below this side a halo costs more than ten times the core: memory is not what is lacking then."""


@dataclass
class MemoryLimit:
    """What a job has learnt about its device: one retreat serves all later tiles.

    Attributes:
        largest_piece: core pixels that are computed at once at the most; 0 while nothing has failed.
        retreats: how often memory ran out; the windows of blended stages are halved as often.
    """

    largest_piece: int = 0
    retreats: int = 0


class TileEnhancer:
    """Computes tiles of one photo on one device."""

    def __init__(
        self,
        image: Image,
        work: Work,
        stages: Sequence[LoadedStage],
        device: Device,
        memory: MemoryLimit,
        windows: WindowCache | None = None,
        masks: MaskPictures | None = None,
    ) -> None:
        """Keep what all tiles share; `windows` may outlive this object, so that the next one goes on with them.

        `masks` has the pictures of the stages' masks.
        """
        self._image = image
        self._work = work
        self._groups = loaded_groups(work, stages)
        self._device = device
        self._memory = memory
        self._windows = WindowCache() if windows is None else windows
        self._masks = masks or MaskPictures()
        self._runner = GroupRunner(work.source_size, device, self._masks)

    def enhance(self, core: Region, plan: TilePlan, control: JobControl) -> NDArray[np.float32]:
        """Return the native result of a core region.

        Shape:
            Returns float32 (core.height · scale, core.width · scale, C), clipped to 0..1 for integer
            sources; C is 4 where the photo has alpha.

        Raises:
            Cancelled: asked to stop between two pieces.
            OutOfMemory: even the smallest piece does not fit.
            DeviceFailure: the device fails.
            BackendError: the result is not a picture even in float32.
        """
        control.checkpoint()
        if 0 < self._memory.largest_piece < core.pixels:
            return self._in_quarters(core, plan, control)
        try:
            return self._compute(core, plan, control)
        except (torch.OutOfMemoryError, MemoryError) as e:
            return self._retreat(core, plan, control, e)
        except RuntimeError as e:
            if "not enough memory" in str(e) or "out of memory" in str(e).lower():
                return self._retreat(core, plan, control, e)
            raise DeviceFailure(
                f"{self._device.name} failed while computing.", remedy="Try another device.", detail=str(e)
            ) from e

    def _retreat(self, core: Region, plan: TilePlan, control: JobControl, cause: BaseException) -> NDArray[np.float32]:
        self._device.release()
        self._windows.clear()
        self._memory.retreats += 1
        whole = next((g.work.stages[0].card for g in self._groups if g.tiling is Tiling.WHOLE), None)
        if whole is not None:
            raise OutOfMemory(
                f"“{whole.title}” needs the whole picture at once; {self._device.name} has too little memory for it.",
                remedy="Choose another model, or a smaller photo.",
                detail=str(cause),
            ) from cause
        if max(core.width, core.height) >= 2 * max(SMALLEST_PIECE_PX, plan.multiple_of):
            width, height = _halved(core, plan.multiple_of)
            self._memory.largest_piece = width * height
            return self._in_quarters(core, plan, control)
        if self._windows_shrank():
            return self.enhance(core, plan, control)
        raise OutOfMemory(
            f"{self._device.name} has too little free memory even for {core.width} × {core.height} pixels.",
            remedy="Close other programs or choose the CPU.",
            detail=str(cause),
        ) from cause

    def _windows_shrank(self) -> bool:
        """Return whether the last retreat has made any stage's windows smaller."""
        now = self._memory.retreats
        parts = [g.work for g in self._groups if g.tiling is Tiling.BLENDED]
        grids = [(grid_of(p.stages[0].card, p.source_size, n) for n in (now - 1, now)) for p in parts]
        return any(before.window > after.window for before, after in grids)

    def _in_quarters(self, core: Region, plan: TilePlan, control: JobControl) -> NDArray[np.float32]:
        scale = self._work.scale
        half_width, half_height = _halved(core, plan.multiple_of)
        channels = 3 if self._image.alpha is None else 4
        whole = np.empty((core.height * scale, core.width * scale, channels), dtype=np.float32)
        for y in range(core.y, core.bottom, half_height):
            for x in range(core.x, core.right, half_width):
                piece = Region(x, y, half_width, half_height).intersection(core)
                whole[piece.relative_to(core).scaled(scale).slices()] = self.enhance(piece, plan, control)
        return whole

    def _compute(self, core: Region, plan: TilePlan, control: JobControl) -> NDArray[np.float32]:
        result = self._evaluate(len(self._groups), core.scaled(self._work.scale), control)
        if self._image.is_grey and self._groups:  # what is only copied is grey, and may be the photo's own memory
            result[:] = result.mean(axis=2, keepdims=True)
        if self._image.alpha is not None:
            result = np.concatenate([result, self._alpha(core, plan, control)[..., None]], axis=2)
        return result if self._image.samples.dtype == np.float32 else np.clip(result, 0, 1, out=result)

    def _alpha(self, core: Region, plan: TilePlan, control: JobControl) -> NDArray[np.float32]:
        """Return the enlarged transparency; where it has an edge, the networks draw it as they draw the colours'."""
        alpha, scale = self._image.alpha, self._work.scale
        assert alpha is not None
        if scale == 1 or is_even(alpha, core):
            return enlarge_alpha(alpha, scale, core)
        as_grey = replace(self._image, samples=np.broadcast_to(alpha[..., None], (*alpha.shape, 3)), alpha=None)
        loaded = [stage for group in self._groups for stage in group.stages]
        enhancer = TileEnhancer(as_grey, self._work, loaded, self._device, self._memory, masks=self._masks)
        drawn = enhancer._compute(core, plan, control)
        return within_neighbours(drawn.mean(axis=2), alpha, core, scale)

    def _evaluate(self, count: int, region: Region, control: JobControl) -> NDArray[np.float32]:
        """Return a region of the picture behind the first `count` groups; it may reach beyond that picture."""
        if count == 0:
            return read_spread(self._image, region) if self._groups else read_reflected(self._image.samples, region)
        group = self._groups[count - 1]
        if group.tiling is Tiling.EXACT:
            return self._exact(count, region, control)
        width, height = group.work.native_size
        rows, columns = reflected(region.y, region.bottom, height), reflected(region.x, region.right, width)
        top, left = int(rows.min()), int(columns.min())
        inside = Region(left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top)
        mixed = self._blended(count, inside, control)
        return mixed if inside == region else mixed[rows[:, None] - top, columns[None, :] - left]

    def _exact(self, count: int, region: Region, control: JobControl) -> NDArray[np.float32]:
        group = self._groups[count - 1]
        scale = group.work.scale
        outer = region.aligned(scale)
        core = Region(*(side // scale for side in (outer.x, outer.y, outer.width, outer.height)))
        padded = core.grown(group.work.halo_px).aligned(group.work.multiple_of)
        source = self._evaluate(count - 1, padded, control)
        crop = region.relative_to(padded.scaled(scale)).slices()
        return self._runner.checked(group, source, source[core.relative_to(padded).slices()], crop, padded)

    def _blended(self, count: int, region: Region, control: JobControl) -> NDArray[np.float32]:
        group = self._groups[count - 1]
        grid = grid_of(group.work.stages[0].card, group.work.source_size, self._memory.retreats)

        def compute(window: Region) -> NDArray[np.float32]:
            control.checkpoint()
            given = window if group.tiling is Tiling.WHOLE else with_context(window, grid.multiple)
            source = self._evaluate(count - 1, given, control)
            own = window.relative_to(given)
            crop = own.scaled(group.work.scale).slices()
            return self._runner.checked(group, source, source[own.slices()], crop, given)

        return blend(grid, region, group.work.scale, lambda w: self._windows.get(count, w, lambda: compute(w)))


def _halved(core: Region, multiple: int) -> tuple[int, int]:
    """Return (width, height) of the pieces that a core falls into: halves, on multiples, and never nothing."""
    width, height = (max(multiple, -(-side // 2) // multiple * multiple) for side in (core.width, core.height))
    return width, height
