"""How a batch goes: a bar with rate and time left on a terminal, a line now and then elsewhere, JSON for programs."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from enhancer_gui.cli.console import clock, say
from enhancer_gui.jobs.batch import Ending, Outcome
from enhancer_gui.jobs.batch_plan import BatchPlan

_LINE_EVERY_S = 30.0
"""Between two lines of progress where there is no terminal."""


@dataclass(frozen=True)
class BatchSummary:
    """How a run of a batch ended.

    Attributes:
        kept: results that were there before.
        aside: photos that were given up, in this run or before.
    """

    total: int
    done: int
    kept: int
    aside: int
    seconds: float
    megapixels: float
    interrupted: bool

    @property
    def rate(self) -> float:
        """Photos a minute of this run."""
        return 60 * self.done / self.seconds if self.seconds > 0 else 0.0


class BatchReport:
    """Tells how a batch goes; used as a context manager."""

    def __init__(self, plan: BatchPlan, *, as_json: bool) -> None:
        """Begin with what is planned."""
        self._plan = plan
        self._as_json = as_json
        self._console = Console()
        self._errors = Console(stderr=True)
        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
            console=self._console,
            transient=True,
            disable=as_json or not self._console.is_terminal,
        )
        self._task = self._bar.add_task("", total=len(plan.items))
        self._started = self._told = time.monotonic()
        self._done = self._megapixels = 0.0
        self._kept, self._aside = plan.done, len(plan.aside)

    def __enter__(self) -> "BatchReport":
        self._bar.start()
        plan = self._plan
        if self._as_json:
            fields = {"photos": plan.total, "to_do": len(plan.items), "kept": plan.done, "aside": len(plan.aside)}
            self._write("begin", fields)
        elif plan.done:
            say(self._console, f"{plan.done} of {plan.total} photos are done already.")
        for note in plan.notes:
            self._tell_note(note)
        for photo in plan.aside:
            self._tell_aside(photo.photo, photo.message)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def take(self, outcome: Outcome) -> None:
        """Take a photo's end."""
        match outcome.ending:
            case Ending.DONE:
                self._done += 1
                self._megapixels += outcome.megapixels
            case Ending.KEPT:
                self._kept += 1
            case Ending.ASIDE:
                self._aside += 1
                self._tell_aside(outcome.photo, outcome.message)
        if self._as_json and outcome.ending is not Ending.ASIDE:
            self._write(outcome.ending.value, {"photo": outcome.photo, "seconds": outcome.seconds})
        self._bar.update(self._task, advance=1, description=self._rate())
        now = time.monotonic()
        if self._bar.disable and not self._as_json and now - self._told > _LINE_EVERY_S:
            self._told = now
            say(self._console, f"{self._done + self._kept:.0f} of {self._plan.total} photos, {self._rate()}")

    def end(self, *, interrupted: bool) -> BatchSummary:
        """Tell and return how the run ended."""
        self._bar.stop()
        seconds = time.monotonic() - self._started
        summary = BatchSummary(
            self._plan.total, int(self._done), self._kept, self._aside, seconds, self._megapixels, interrupted
        )
        left = summary.total - summary.done - summary.kept - summary.aside
        if self._as_json:
            numbers = {"photos": summary.total, "done": summary.done, "kept": summary.kept, "aside": summary.aside}
            self._write("summary", {**numbers, "not_done": left, "seconds": seconds, "photos_per_minute": summary.rate})
            return summary
        parts = [f"{summary.done} done"]
        words = ((summary.kept, "done before"), (summary.aside, "set aside"), (left, "not done"))
        parts += [f"{number} {word}" for number, word in words if number]
        say(self._console, "; ".join(filter(None, (", ".join(parts), self._rate()))))
        if interrupted:
            say(self._errors, "Interrupted. The same command goes on where it stopped.")
        return summary

    def _rate(self) -> str:
        seconds = time.monotonic() - self._started
        if not self._done or seconds <= 0:
            return ""
        ended = self._done + self._kept + self._aside - self._plan.done - len(self._plan.aside)
        left = seconds / ended * (len(self._plan.items) - ended)
        speed = f"{60 * self._done / seconds:.1f} photos/min, {self._megapixels / seconds:.2f} MP/s"
        return f"{speed}, {clock(left)} left" if left > 0 else speed

    def _tell_aside(self, photo: str, message: str) -> None:
        if self._as_json:
            self._write("aside", {"photo": photo, "message": message})
        else:
            say(self._errors, f"{photo}: set aside: {message}", "red")

    def _tell_note(self, note: str) -> None:
        if self._as_json:
            self._write("note", {"message": note})
        else:
            say(self._errors, note, "yellow")

    def _write(self, kind: str, fields: Mapping[str, str | float]) -> None:
        self._console.file.write(json.dumps({"event": kind, **fields}) + "\n")
        self._console.file.flush()
