"""A small part of a photo, computed with its context alone: the whole photo's pixels, and nothing on the disk."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from enhancer_gui.backends.base import WorkOrder
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.events import Cancelled, Failed, Finished
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.jobs.patch import run_patch
from enhancer_gui.jobs.plan import make_job, plan_work
from enhancer_gui.jobs.preview_box import Patch, PreviewBox, PreviewOrder
from enhancer_gui.jobs.runner import Surroundings
from tests.fakes import FakeBackend, fake_catalogue
from tests.tiny_models import tiny_backend, tiny_catalogue

RECIPE = Recipe("x2", "2×", (Step(Task.RESTORE), Step(Task.UPSCALE)), export=ExportSpec(size=SizeTarget(value=2)))
PLACE = Region(70, 50, 24, 12)


def photo(*, alpha: bool = False) -> Image:
    rng = np.random.default_rng(7)
    samples = rng.integers(0, 256, (120, 160, 3), dtype=np.uint8)
    return Image(samples, alpha=rng.integers(0, 256, (120, 160), dtype=np.uint8) if alpha else None)


def order(image: Image, kept: list[Patch], region: Region = PLACE) -> PreviewOrder:
    return PreviewOrder(make_job(Path("nowhere.png"), RECIPE, None), image, region, kept.append)


@pytest.mark.parametrize("region", [PLACE, Region(0, 0, 24, 12), Region(150, 110, 10, 10)])
def test_that_a_patch_has_the_pixels_of_the_whole_photo(tmp_path: Path, region: Region) -> None:
    image, catalogue, backend = photo(), tiny_catalogue(), tiny_backend()
    work = plan_work(RECIPE, (image.width, image.height), catalogue)
    plan = work.tile_plan(1024)
    (whole,) = backend.enhance(WorkOrder(image, work, plan, (0,), "fp32"), "cpu", JobControl())
    kept: list[Patch] = []
    wanted = order(image, kept, region)
    wanted = replace(wanted, job=replace(wanted.job, device="cpu", precision="fp32"))
    (ended,) = run_patch(wanted, backend, JobControl(), Surroundings(catalogue, tmp_path / "stores"))
    assert isinstance(ended, Finished)
    (patch,) = kept
    assert patch.region.intersection(region) == region
    asked = region.scaled(2)
    found = patch.samples[asked.relative_to(patch.region.scaled(2)).slices()]
    assert np.abs(found - whole.samples[asked.slices()]).max() < 1e-5
    assert not (tmp_path / "stores").exists()
    backend.close()


def test_that_transparency_is_kept(tmp_path: Path) -> None:
    kept: list[Patch] = []
    list(
        run_patch(order(photo(alpha=True), kept), FakeBackend(), JobControl(), Surroundings(fake_catalogue(), tmp_path))
    )
    assert kept[0].samples.shape[2] == 4


def test_that_a_patch_that_fails_or_is_cancelled_ends_once_and_keeps_nothing(tmp_path: Path) -> None:
    kept: list[Patch] = []
    surroundings = Surroundings(fake_catalogue(), tmp_path)
    broken = FakeBackend(errors={0: BackendError("The device stopped.")})
    events = list(run_patch(order(photo(), kept), broken, JobControl(), surroundings))
    assert [type(event) for event in events] == [Failed]
    control = JobControl()
    control.cancel()
    events = list(run_patch(order(photo(), kept), FakeBackend(), control, surroundings))
    assert [type(event) for event in events] == [Cancelled]
    assert kept == []


def test_that_only_named_wishes_are_withdrawn() -> None:
    box = PreviewBox()
    first, second, third = (order(photo(), []) for _ in range(3))
    box.want((first, second, third))
    taken = box.take()
    assert taken is not None
    states = []
    for each in (second, first):
        box.withdraw({each.job.id})
        states.append(taken[1].is_cancelled)
    assert states == [False, True]
    box.finish()
    after = box.take()
    assert after is not None
    assert after[0] is third
