"""Another machine first and this one where that does not answer, because the user asked for it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from enhancer_gui.backends.base import TileResult, WorkOrder
from enhancer_gui.backends.fallback import FallbackBackend
from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import Unreachable
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.runner import Surroundings, run_job
from tests.fakes import FakeBackend, fake_catalogue
from tests.server.photos import make_photo

DOUBLE = Recipe("double", "Double", (Step(Task.UPSCALE),), export=ExportSpec(size=SizeTarget(value=2)))


class Watched(FakeBackend):
    """Remembers the precision that it was asked for."""

    asked = ""

    def enhance(self, order: WorkOrder, device_id: str, control: JobControl) -> Iterator[TileResult]:
        self.asked = order.precision
        yield from super().enhance(order, device_id, control)


class Telling(FakeBackend):
    """Has something to say of every tile."""

    def enhance(self, order: WorkOrder, device_id: str, control: JobControl) -> Iterator[TileResult]:
        for result in super().enhance(order, device_id, control):
            yield replace(result, note="Memory is short.")


def test_that_a_tile_keeps_its_own_note_where_this_machine_takes_over(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("The far side is off. This machine computes instead, as you asked.")
    backend = FallbackBackend(FakeBackend(errors={2: Unreachable("The far side is off.")}), Telling)
    job = make_job(make_photo(tmp_path / "p.png", 90, 70), DOUBLE, tmp_path / "out.png", JobOptions(tile_px=32))
    happened = list(run_job(job, backend, JobControl(), Surroundings(fake_catalogue(), tmp_path / "stores")))
    notes = [event.message for event in happened if isinstance(event, events.Noted)]
    took_over = "The other machine does not answer any more: the rest is computed here."
    assert notes == [f"{took_over} Memory is short."] + ["Memory is short."] * 6


def test_fault_35_that_the_rest_of_a_photo_is_computed_here_once(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("The far side is off. This machine computes instead, as you asked.")
    far, here = FakeBackend(errors={2: Unreachable("The far side is off.")}), Watched()
    backend = FallbackBackend(far, lambda: here)
    job = make_job(make_photo(tmp_path / "p.png", 90, 70), DOUBLE, tmp_path / "out.png", JobOptions(tile_px=32))
    happened = list(run_job(job, backend, JobControl(), Surroundings(fake_catalogue(), tmp_path / "stores")))
    backend.close()
    assert isinstance(happened[-1], events.Finished), happened[-1]
    assert len(far.served) == 2 and len(here.served) == 7 and not set(far.served) & set(here.served)
    assert here.asked == "fp32"
    notes = [event.message for event in happened if isinstance(event, events.Noted)]
    assert notes == ["The other machine does not answer any more: the rest is computed here."]
    assert far.closed and here.closed
