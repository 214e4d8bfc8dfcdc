"""What a person sees of a run: bars on a terminal, a line a photo elsewhere, only failures with --quiet."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from enhancer_gui.backends.transfer import Line, Phase, Transfer
from enhancer_gui.cli.batch import Reporter, Summary
from enhancer_gui.cli.console import clock, duration, say, shown
from enhancer_gui.cli.json_lines import JsonReporter
from enhancer_gui.cli.planning import PlannedPhoto
from enhancer_gui.core import events

_NAME_LENGTH = 32
"""Characters of a file's name beside its bar: leaves room for the bar on a terminal of 80 columns."""


class Output(Enum):
    """How a run is reported."""

    HUMAN = auto()
    QUIET = auto()
    JSON = auto()


@contextmanager
def open_reporter(output: Output, line: Line) -> Iterator[Reporter]:
    """Give the reporter for a kind of output and what standard output is; bars are gone when the block ends.

    Bars also show what goes over `line`.
    """
    console = Console()
    if output is Output.JSON:
        yield JsonReporter(sys.stdout)
    elif output is Output.QUIET:
        yield QuietReporter()
    elif not console.is_terminal:
        yield LineReporter(console, Console(stderr=True))
    else:
        with Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[speed]}"),
            TextColumn("{task.fields[left]}"),
            console=console,
            transient=True,
        ) as progress:
            bars = BarReporter(LineReporter(console, console), progress)
            line.on_transfer = bars.show_transfer
            yield bars


class QuietReporter:
    """Says only what failed, on standard error."""

    def __init__(self) -> None:
        """Write to standard error."""
        self._console = Console(stderr=True)

    def begin(self, photos: Sequence[PlannedPhoto], notes: Sequence[str]) -> None:
        """Say nothing."""

    def take(self, photo: PlannedPhoto, event: events.Event) -> None:
        """Say what failed."""
        if isinstance(event, events.Failed):
            say(self._console, failure_line(photo, event), "red")

    def end(self, summary: Summary, advice: str) -> None:
        """Say how to go on after an interruption."""
        if advice:
            say(self._console, advice)


class LineReporter:
    """A line for each photo, its notes, and a summary; failures go to a console of their own."""

    def __init__(self, console: Console, errors: Console) -> None:
        """Write to these consoles."""
        self._console = console
        self._errors = errors
        self._sizes: dict[str, events.Started] = {}

    def begin(self, photos: Sequence[PlannedPhoto], notes: Sequence[str]) -> None:
        """Say the notes."""
        for note in notes:
            say(self._errors, note, "yellow")

    def take(self, photo: PlannedPhoto, event: events.Event) -> None:
        """Say how a photo ended, and its notes as they come."""
        name = shown(photo.job.source)
        match event:
            case events.Started():
                self._sizes[event.job_id] = event
                if event.tiles_kept:
                    say(self._console, f"{name}: goes on with {event.tiles_kept} of {event.tiles} tiles done")
            case events.Noted(message=message):
                say(self._errors, f"{name}: {message}", "yellow")
            case events.Finished(skipped=True):
                say(self._console, f"{name}: skipped, {shown(photo.job.target or photo.job.source)} is there already")
            case events.Finished():
                say(self._console, f"{name} -> {self._result(event)}", "green")
            case events.Failed():
                say(self._errors, failure_line(photo, event), "red")
            case _:
                pass

    def end(self, summary: Summary, advice: str) -> None:
        """Say the numbers and, once more, what failed and why."""
        say(self._console, summary_line(summary))
        if summary.total > 1:
            for failure in summary.failures:
                say(self._errors, f"  {failure_line(failure.photo, failure.event)}", "red")
        if advice:
            say(self._errors, advice)

    def _result(self, event: events.Finished) -> str:
        assert event.target is not None
        started = self._sizes.pop(event.job_id)
        width, height = started.target_size
        megapixels = started.native_size[0] * started.native_size[1] / 1e6
        speed = f", {megapixels / event.seconds:.2f} MP/s" if event.seconds > 0 and not started.tiles_kept else ""
        where = f"{started.device}, {started.precision}"
        return f"{shown(event.target)} ({width} x {height}, {duration(event.seconds)}{speed}, {where})"


class BarReporter:
    """Bars for the photo in hand and for the whole run; lines of finished photos scroll above them."""

    def __init__(self, lines: LineReporter, progress: Progress) -> None:
        """Draw into a progress display that is running."""
        self._lines = lines
        self._progress = progress
        self._current = progress.add_task("", total=1.0, visible=False, speed="", left="")
        self._whole = progress.add_task("", visible=False, speed="", left="")
        self._photos: Sequence[PlannedPhoto] = ()
        self._ended = 0
        self._megapixels = 0.0
        self._kept = 0.0
        self._since = time.monotonic()

    def begin(self, photos: Sequence[PlannedPhoto], notes: Sequence[str]) -> None:
        """Set up the bar of the whole run; a run of one photo has none."""
        self._lines.begin(photos, notes)
        self._photos = [photo for photo in photos if photo.ending is None]
        self._since = time.monotonic()
        total = sum(photo.megapixels for photo in self._photos)
        self._progress.update(self._whole, total=total, visible=len(self._photos) > 1)
        self._draw_whole(0.0)

    def take(self, photo: PlannedPhoto, event: events.Event) -> None:
        """Move the bars."""
        self._lines.take(photo, event)
        if photo.ending is not None:
            return
        match event:
            case events.Started(tiles_kept=kept, tiles=tiles):
                self._kept += photo.megapixels * kept / tiles
                name = shown(Path(photo.job.source.name))
                short = name if len(name) <= _NAME_LENGTH else f"{name[: _NAME_LENGTH - 1]}…"
                self._progress.update(self._current, description=short, completed=0.0, visible=True, speed="", left="")
            case events.Progress(fraction=fraction, eta_s=eta_s, megapixels_per_s=speed):
                text = "" if speed is None else f"{speed:.2f} MP/s"
                self._progress.update(self._current, completed=fraction, speed=text, left=clock(eta_s))
                self._draw_whole(photo.megapixels * fraction)
            case events.Saving():
                self._progress.update(self._current, speed="saving", left="")
            case events.Finished() | events.Failed() | events.Cancelled():
                self._ended += 1
                self._megapixels += photo.megapixels
                self._progress.update(self._current, visible=False)
                self._draw_whole(0.0)
            case _:
                pass

    def show_transfer(self, transfer: Transfer) -> None:
        """Say beside the photo's bar what goes to the other machine; its tiles move the bar themselves."""
        if words := transfer_words(transfer):
            self._progress.update(self._current, speed=words, left="")

    def end(self, summary: Summary, advice: str) -> None:
        """Take the bars away and say the summary."""
        self._progress.stop()
        self._lines.end(summary, advice)

    def _draw_whole(self, megapixels_of_current: float) -> None:
        done = self._megapixels + megapixels_of_current
        total = sum(photo.megapixels for photo in self._photos)
        seconds = time.monotonic() - self._since
        worked = done - self._kept
        left = seconds * (total - done) / worked if worked > 0 else None
        speed = f"{worked / seconds:.2f} MP/s" if worked > 0 and seconds > 0 else ""
        description = f"{self._ended} of {len(self._photos)} photos"
        self._progress.update(self._whole, description=description, completed=done, speed=speed, left=clock(left))


def failure_line(photo: PlannedPhoto, event: events.Failed) -> str:
    """Return which photo failed, why, and what to do."""
    return f"{shown(photo.job.source)}: failed: {event.message} {event.remedy}".rstrip()


def transfer_words(transfer: Transfer) -> str:
    """Return what is on the line to another machine ("sending 3.1 of 8.2 MB"); nothing once tiles arrive."""
    match transfer.phase:
        case Phase.CALLING:
            return f"calling {transfer.host}"
        case Phase.SENDING:
            return f"sending {transfer.done_bytes / 1e6:.1f} of {transfer.total_bytes / 1e6:.1f} MB"
        case Phase.WAITING:
            return f"waiting for {transfer.host}"
        case Phase.RECEIVING:
            return ""


def summary_line(summary: Summary) -> str:
    """Return the numbers of a run in one line."""
    failed = len(summary.failures)
    left = summary.total - summary.done - summary.skipped - failed
    parts = [f"{summary.done} done"]
    parts += [f"{n} {word}" for n, word in ((summary.skipped, "skipped"), (failed, "failed"), (left, "not done")) if n]
    return ", ".join(parts)
