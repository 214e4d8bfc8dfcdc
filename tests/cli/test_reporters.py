"""What a person sees of a run on a terminal."""

import io
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from enhancer_gui.backends.transfer import Phase, Transfer
from enhancer_gui.backends.wire import event_fields
from enhancer_gui.cli.batch import Failure, Summary
from enhancer_gui.cli.console import clock, duration
from enhancer_gui.cli.planning import PlannedPhoto
from enhancer_gui.cli.reporters import BarReporter, LineReporter, summary_line
from enhancer_gui.core import events
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.jobs.plan import make_job

SIZE = (1000, 1000)
TILE = events.TileDone("j", 3, Region(1, 2, 3, 4))


def planned(name: str, megapixels: float = 1.0) -> PlannedPhoto:
    return PlannedPhoto(make_job(Path(name), Recipe("r", "R", ()), Path("out.png")), megapixels)


def started(photo: PlannedPhoto, *, kept: int = 0) -> events.Started:
    return events.Started(photo.job.id, SIZE, SIZE, SIZE, 4, kept, Path("store"), "Fake CPU", "fp32")


def progress_of(photo: PlannedPhoto, tiles: int) -> events.Progress:
    return events.Progress(photo.job.id, tiles / 4, tiles, 4, 65.0, 2.5)


class Screen:
    """A bar reporter on a terminal that is kept in memory."""

    def __init__(self) -> None:
        self.console = Console(file=io.StringIO(), force_terminal=True, width=120, color_system=None)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[speed]}|{task.fields[left]}"),
        )
        self.progress = Progress(*columns, console=self.console, auto_refresh=False)
        self.bars = BarReporter(LineReporter(self.console, self.console), self.progress)

    def rows(self) -> list[str]:
        with self.console.capture() as capture:
            self.console.print(self.progress)
        return [line.rstrip() for line in capture.get().splitlines() if line.strip()]


def test_that_bars_show_the_photo_in_hand_and_the_whole_run() -> None:
    screen, photos = Screen(), [planned("a.jpg"), planned("b.jpg", 3.0)]
    screen.bars.begin(photos, [])
    for event in (started(photos[0]), progress_of(photos[0], 2)):
        screen.bars.take(photos[0], event)
    current, whole = screen.rows()
    assert current.startswith("a.jpg") and current.endswith("2.50 MP/s|1:05")
    assert whole.startswith("0 of 2 photos")
    assert screen.progress.tasks[1].percentage == pytest.approx(12.5)
    screen.bars.take(photos[0], events.Finished(photos[0].job.id, Path("a-2x.jpg"), 2.0))
    assert [row[:13] for row in screen.rows()] == ["1 of 2 photos"]


def test_that_a_run_of_one_photo_has_one_bar() -> None:
    screen, photo = Screen(), planned("a" * 60)
    screen.bars.begin([photo], [])
    screen.bars.take(photo, started(photo))
    (row,) = screen.rows()
    assert "a…" in row


def test_that_nothing_counts_as_speed_that_was_computed_before() -> None:
    screen, photo = Screen(), planned("a.jpg")
    screen.bars.begin([photo, planned("b.jpg")], [])
    screen.bars.take(photo, started(photo, kept=2))
    screen.bars.take(photo, events.Progress(photo.job.id, 0.5, 2, 4, None, None))
    assert screen.progress.tasks[1].fields["speed"] == ""


def test_that_the_bar_says_what_is_sent_to_another_machine_until_tiles_arrive() -> None:
    screen, photo = Screen(), planned("a.jpg")
    screen.bars.begin([photo], [])
    screen.bars.take(photo, started(photo))
    said = []
    for phase, done in ((Phase.CALLING, 0), (Phase.SENDING, 3_100_000), (Phase.WAITING, 0), (Phase.RECEIVING, 50)):
        screen.bars.show_transfer(Transfer("studio", phase, done, 8_200_000))
        said.append(screen.progress.tasks[0].fields["speed"])
    assert said == ["calling studio", "sending 3.1 of 8.2 MB", "waiting for studio", "waiting for studio"]
    screen.bars.take(photo, progress_of(photo, 1))
    assert screen.progress.tasks[0].fields["speed"] == "2.50 MP/s"


def test_that_a_finished_photo_leaves_a_line() -> None:
    text = io.StringIO()
    lines, photo = LineReporter(Console(file=text), Console(file=text)), planned("a.jpg")
    lines.take(photo, started(photo, kept=1))
    lines.take(photo, events.Noted(photo.job.id, "Memory is short."))
    lines.take(photo, events.Finished(photo.job.id, Path("out.png"), 75.0))
    assert text.getvalue().splitlines() == [
        "a.jpg: goes on with 1 of 4 tiles done",
        "a.jpg: Memory is short.",
        "a.jpg -> out.png (1000 x 1000, 1:15, Fake CPU, fp32)",
    ]


def test_that_the_summary_names_what_failed_and_why() -> None:
    out, errors, photo = io.StringIO(), io.StringIO(), planned("a.jpg")
    failed = events.Failed(photo.job.id, "It broke.", "Mend it.", "")
    summary = Summary(5, 2, 1, (Failure(photo, failed),), interrupted=True)
    LineReporter(Console(file=out), Console(file=errors)).end(summary, "Go on.")
    assert out.getvalue() == "2 done, 1 skipped, 1 failed, 1 not done\n"
    assert errors.getvalue() == "  a.jpg: failed: It broke. Mend it.\nGo on.\n"
    assert summary_line(Summary(1, 1, 0, (), interrupted=False)) == "1 done"


@pytest.mark.parametrize(("seconds", "text"), [(None, ""), (0.4, "0:00"), (65, "1:05"), (3725, "1:02:05")])
def test_that_times_are_read_like_a_clock(seconds: float | None, text: str) -> None:
    assert clock(seconds) == text


def test_that_short_durations_have_a_decimal() -> None:
    assert (duration(2.34), duration(61)) == ("2.3 s", "1:01")


@pytest.mark.parametrize(
    ("event", "name", "fields"),
    [
        (
            events.TileDone("j", 3, Region(1, 2, 3, 4)),
            "tile_done",
            {"index": 3, "x": 1, "y": 2, "width": 3, "height": 4},
        ),
        (events.Noted("j", "n"), "note", {"message": "n"}),
        (events.Paused("j"), "paused", {}),
        (events.Resumed("j"), "resumed", {}),
        (events.Cancelled("j"), "cancelled", {}),
        (events.Finished("j", None, 1.0), "finished", {"target": None, "seconds": 1.0, "skipped": False}),
        (events.Failed("j", "m", "r", "d"), "failed", {"message": "m", "remedy": "r", "detail": "d"}),
    ],
)
def test_that_the_names_of_json_fields_are_stable(event: events.Event, name: str, fields: dict[str, object]) -> None:
    assert event_fields(event) == (name, fields)
