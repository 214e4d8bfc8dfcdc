"""Only what is looked at is computed, and what was computed is never computed again."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.preview import run_preview
from enhancer_gui.jobs.preview_box import PreviewBox, PreviewOrder
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.jobs.stored_results import stored_results
from enhancer_gui.storage.photos import read_photo
from tests.fakes import FakeBackend, fake_catalogue

DOUBLE = Recipe("double", "Double", (Step(Task.UPSCALE),), export=ExportSpec(size=SizeTarget(SizeMode.SCALE, 2)))
FOURFOLD = Recipe("four", "Four", (Step(Task.UPSCALE),), export=ExportSpec(size=SizeTarget(SizeMode.SCALE, 4)))
TILES = JobOptions(tile_px=16)
CORNER = Region(0, 0, 20, 10)
"""Meets the first two tiles of a photo of 60 x 40."""


@pytest.fixture
def here(tmp_path: Path) -> Surroundings:
    return Surroundings(fake_catalogue(), tmp_path / "stores")


def order_of(photo: Path, region: Region = CORNER, recipe: Recipe = DOUBLE) -> PreviewOrder:
    return PreviewOrder(make_job(photo, recipe, None, TILES), read_photo(photo), region)


def preview(order: PreviewOrder, backend: FakeBackend, here: Surroundings) -> list[events.Event]:
    return list(run_preview(order, backend, JobControl(), here))


def tiles_of(happened: list[events.Event]) -> list[int]:
    return [event.index for event in happened if isinstance(event, events.TileDone)]


def test_that_a_preview_computes_only_what_is_in_view(photo: Callable[..., Path], here: Surroundings) -> None:
    happened = preview(order_of(photo()), FakeBackend(), here)
    assert isinstance(happened[0], events.Started) and happened[0].tiles == 12
    assert tiles_of(happened) == [0, 1]
    assert isinstance(happened[-1], events.Finished)
    assert sum(isinstance(event, events.TERMINAL) for event in happened) == 1
    last = [event for event in happened if isinstance(event, events.Progress)][-1]
    assert (last.tiles_done, last.tiles, last.fraction) == (2, 2, 1.0)


def test_that_a_job_after_a_preview_computes_only_the_missing_tiles(
    photo: Callable[..., Path], here: Surroundings, tmp_path: Path
) -> None:
    source, backend = photo(), FakeBackend()
    preview(order_of(source), backend, here)
    happened = list(run_job(make_job(source, DOUBLE, tmp_path / "x.png", TILES), backend, JobControl(), here))
    assert isinstance(happened[0], events.Started) and happened[0].tiles_kept == 2
    assert sorted(tiles_of(happened)) == list(range(2, 12))
    assert len(backend.served) == len(set(backend.served)) == 12


def test_that_a_second_preview_of_the_same_place_computes_nothing(
    photo: Callable[..., Path], here: Surroundings
) -> None:
    source, backend = photo(), FakeBackend()
    preview(order_of(source), backend, here)
    happened = preview(order_of(source), backend, here)
    assert tiles_of(happened) == []
    assert isinstance(happened[-1], events.Finished) and happened[-1].seconds == 0.0


def test_that_panning_leaves_what_is_out_of_view(photo: Callable[..., Path], here: Surroundings) -> None:
    order, control, backend = order_of(photo(), Region(0, 0, 60, 10)), JobControl(), FakeBackend()
    elsewhere = Region(33, 33, 4, 4)
    happened: list[events.Event] = []
    for event in run_preview(order, backend, control, here):
        happened.append(event)
        if isinstance(event, events.TileDone) and control.focus != elsewhere:
            control.focus = elsewhere
    assert len(tiles_of(happened)) == 2
    assert tiles_of(happened)[1] == 10


def test_that_a_cancelled_preview_ends_at_the_next_tile(photo: Callable[..., Path], here: Surroundings) -> None:
    control, happened = JobControl(), []
    for event in run_preview(order_of(photo(), Region(0, 0, 60, 40)), FakeBackend(), control, here):
        happened.append(event)
        if isinstance(event, events.TileDone):
            control.cancel()
    assert len(tiles_of(happened)) == 1
    assert isinstance(happened[-1], events.Cancelled)


def test_that_a_failing_preview_says_why(photo: Callable[..., Path], here: Surroundings) -> None:
    backend = FakeBackend(errors={1: BackendError("The device stopped.", remedy="Try another.")})
    happened = preview(order_of(photo()), backend, here)
    assert isinstance(happened[-1], events.Failed) and happened[-1].message == "The device stopped."


def test_that_a_photo_that_is_gone_is_told_in_words(photo: Callable[..., Path], here: Surroundings) -> None:
    order = order_of(photo())
    gone = replace(order, job=replace(order.job, source=Path("gone.png")))
    happened = preview(gone, FakeBackend(), here)
    assert isinstance(happened[-1], events.Failed) and "gone.png" in happened[-1].message


def test_that_results_of_earlier_runs_are_found_by_recipe(photo: Callable[..., Path], here: Surroundings) -> None:
    source, backend = photo(), FakeBackend()
    preview(order_of(source), backend, here)
    list(run_job(make_job(source, FOURFOLD, None, TILES), backend, JobControl(), here))
    impossible = Recipe("none", "None", (Step(Task.UPSCALE, "no such model"),))
    recipes = (impossible, Recipe("copy", "Copy", ()), FOURFOLD, DOUBLE, DOUBLE)
    found = stored_results(source, (60, 40), recipes, here.catalogue, here.stores)
    assert [(each.recipe.id, each.started.tiles_kept, each.started.tiles) for each in found] == [
        ("four", 12, 12),
        ("double", 2, 12),
    ]
    assert found[0].started.native_size == (240, 160)
    assert stored_results(photo("other.png", contrast=90), (60, 40), recipes, here.catalogue, here.stores) == ()


def wish(name: str, region: Region = CORNER) -> PreviewOrder:
    return PreviewOrder(Job(name, Path(name), None, DOUBLE), Image(np.zeros((4, 4, 3), np.uint8)), region)


def test_that_another_wish_cancels_the_one_being_served() -> None:
    box = PreviewBox()
    box.want((wish("a"), wish("b")))
    taken = box.take()
    assert taken is not None and taken[0].job.id == "a"
    box.want((wish("c"),))
    assert taken[1].is_cancelled
    box.finish()
    following = box.take()
    assert following is not None and following[0].job.id == "c"
    box.finish()
    assert box.take() is None


def test_that_the_same_wish_at_another_place_goes_on_there() -> None:
    box, elsewhere = PreviewBox(), Region(40, 0, 9, 9)
    box.want((wish("a"),))
    taken = box.take()
    assert taken is not None
    box.want((wish("b"), wish("a", elsewhere)))
    assert not taken[1].is_cancelled
    assert taken[1].focus == elsewhere
    box.finish()
    again = box.take()
    assert again is not None and (again[0].job.id, again[0].region) == ("a", elsewhere), "moved in its last moment"
    box.finish()
    following = box.take()
    assert following is not None and following[0].job.id == "b"


def test_that_a_closed_box_takes_no_wishes_and_wakes_who_waits() -> None:
    box = PreviewBox()
    box.want((wish("a"),))
    taken = box.take()
    assert taken is not None
    waiter = threading.Thread(target=box.wait, args=(20.0,))
    waiter.start()
    while waiter.is_alive():
        box.close()
        waiter.join(0.01)
    assert taken[1].is_cancelled
    box.want((wish("b"),))
    assert box.take() is None
