"""`enhancer train`: make weights from a configuration, stop at any time and go on later."""

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from enhancer_gui.cli import environment
from enhancer_gui.cli.batch import ExitCode
from enhancer_gui.cli.console import clock, say, shown
from enhancer_gui.cli.guard import exit_codes, wrong_usage
from enhancer_gui.cli.interrupt import cancel_on_signals
from enhancer_gui.cli.train_settings import Order, settings_of
from enhancer_gui.core.cancel import Cancelled, JobControl

if TYPE_CHECKING:
    from enhancer_gui.training.report import TrainingReport

CHECKPOINT = "checkpoint.pt"
STOPPING = "Stopping within a few seconds; a checkpoint is saved."


def train(
    config: Annotated[
        Path | None, typer.Argument(metavar="[CONFIG.toml]", help="What to train, on what and how long.")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--from", metavar="MODEL", help="Go on with this model instead of a CONFIG.toml.")
    ] = None,
    photos: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="With --from: the photos to learn from.")
    ] = None,
    steps: Annotated[int | None, typer.Option(metavar="N", min=1, help="With --from: how long; default: 2000.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FOLDER", help="Default: runs/NAME.")] = None,
    threads: Annotated[int | None, typer.Option(metavar="N", min=1, help="Cores to use; default: all.")] = None,
) -> None:
    """Train a model. A run that was stopped goes on from its checkpoint when the same command is given again."""
    if threads is not None:
        environment.use_threads(threads)
    control = JobControl()
    with exit_codes(), environment.logging_to_file():
        with wrong_usage():
            settings, folder = settings_of(Order(config, model, photos, steps, output))
        from enhancer_gui.training.distributed import is_first_process

        console = Console(quiet=not is_first_process())
        with cancel_on_signals(control, STOPPING), _progress(console) as show:
            from enhancer_gui.training.loop import train as run_training

            def report(state: "TrainingReport") -> None:
                show(state)
                control.checkpoint()

            try:
                weights = run_training(settings, folder, report)
            except (Cancelled, KeyboardInterrupt) as e:
                say(Console(stderr=True), _how_to_go_on(folder))
                raise typer.Exit(ExitCode.INTERRUPTED) from e
        say(console, f"Weights: {shown(weights)}", "green")
        if settings.card is not None:
            say(console, f"Use them: {_import_command(weights, settings.card.title, settings.task)}")


def _import_command(weights: Path, title: str, task: str) -> str:
    words = ("enhancer", "models", "import", shown(weights), "--title", title, "--task", task)
    return shlex.join(words)


def _how_to_go_on(folder: Path) -> str:
    if not (folder / CHECKPOINT).exists():
        return "Stopped before the first step; nothing is lost."
    return f"Stopped. A checkpoint is in {shown(folder)}; the same command goes on from there."


@contextmanager
def _progress(console: Console) -> Iterator[Callable[["TrainingReport"], None]]:
    """Give a function that shows where a run stands: one moving line on a terminal, a line a report elsewhere."""
    if not console.is_terminal:
        yield lambda state: say(console, report_line(state))
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console) as progress:
        line = progress.add_task("reading photos", total=None)
        scores: dict[str, float] = {}

        def show(state: "TrainingReport") -> None:
            scores.update(state.scores)
            progress.update(line, completed=state.step, total=state.steps, description=state_text(state, scores))

        yield show


def report_line(state: "TrainingReport") -> str:
    """Return where a run stands as one line."""
    return f"{state.step}/{state.steps}  {state_text(state, state.scores)}"


def state_text(state: "TrainingReport", scores: dict[str, float]) -> str:
    """Return loss, throughput, time left and scores."""
    marks = [f"{name} {value:.2f} {state.unit_of(name)}" for name, value in scores.items()]
    if state.step == 0:
        return "  ".join(["before training", *marks])
    parts = [f"loss {state.loss:.5f}", f"{state.steps_per_s:.2f} steps/s", f"{clock(state.eta_s)} left"]
    return "  ".join([*parts, *marks])
