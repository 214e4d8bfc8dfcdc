"""What a recipe makes of a small part of a photo: computed with its context alone, and kept in no store.

A preview that nobody has asked for leaves nothing on the disk: a store is as large as the whole result on systems
without sparse files, and there would be one for every preset.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.backends.base import Backend, WorkOrder
from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.work import Work
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.jobs.preview_box import Patch, PreviewOrder
from enhancer_gui.jobs.runner import Surroundings, with_one_ending


@dataclass(frozen=True, eq=False)
class _Part:
    """A part of a photo that is computed as if it were one, and where it lies."""

    region: Region
    image: Image
    work: Work


def run_patch(
    order: PreviewOrder, backend: Backend, control: JobControl, surroundings: Surroundings
) -> Iterator[events.Event]:
    """Compute the order's region and hand it to `order.keep`; yield one event, which is terminal. Never raises.

    Models whose tiles are exact give the same pixels as the whole photo would have there (tested); the others, which
    see windows or the whole picture, give what they make of the part.
    """
    yield from with_one_ending(order.job, _stream(order, backend, control, surroundings))


def _stream(
    order: PreviewOrder, backend: Backend, control: JobControl, surroundings: Surroundings
) -> Iterator[events.Event]:
    control.checkpoint()
    began = time.monotonic()
    recipe = order.job.recipe.without_masks()  # a part that is computed alone says what the models do
    part = _part(order, plan_work(recipe, (order.image.width, order.image.height), surroundings.catalogue))
    plan = part.work.tile_plan(max(part.work.source_size) + part.work.multiple_of)
    wanted = WorkOrder(part.image, part.work, plan, tuple(range(len(plan))), order.job.precision)
    results = list(backend.enhance(wanted, order.job.device, control))
    if len(results) != len(plan):
        raise BackendError("The backend stopped before every tile was computed.", remedy="Try again.")
    scale = part.work.scale
    channels = results[0].samples.shape[2]
    samples: NDArray[np.float32] = np.empty((part.region.height * scale, part.region.width * scale, channels), "f4")
    for result in results:
        samples[result.tile.core.scaled(scale).slices()] = result.samples
    if order.keep is not None:
        order.keep(Patch(part.region, scale, samples))
    yield events.Finished(order.job.id, None, time.monotonic() - began)


def _part(order: PreviewOrder, work: Work) -> _Part:
    image = order.image
    region = order.region.grown(work.halo_px).aligned(work.multiple_of).intersection(image.bounds)
    alpha = None if image.alpha is None else np.ascontiguousarray(image.alpha[region.slices()])
    cut = replace(image, samples=np.ascontiguousarray(image.samples[region.slices()]), alpha=alpha)
    size = region.width, region.height
    return _Part(region, cut, replace(work, source_size=size, target_size=size, cut=None))
