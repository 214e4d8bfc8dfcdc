"""`enhancer watch`: every photo that arrives in a folder is enhanced, for as long as the command runs."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from enhancer_gui.cli import environment
from enhancer_gui.cli.batch import ExitCode
from enhancer_gui.cli.console import say, shown
from enhancer_gui.cli.guard import exit_codes, wrong_usage
from enhancer_gui.cli.interrupt import cancel_on_signals
from enhancer_gui.cli.planning import check_models, check_pattern
from enhancer_gui.cli.remote_device import check_device
from enhancer_gui.cli.work_flags import PrecisionChoice
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.jobs.batch import BatchWorker, Ending, Outcome
from enhancer_gui.jobs.batch_journal import read_memory
from enhancer_gui.jobs.batch_plan import BatchItem, BatchOrder, plan_batch
from enhancer_gui.jobs.plan import JobOptions
from enhancer_gui.jobs.watch import LOOK_EVERY_S, SETTLED_AFTER_S, FolderWatch
from enhancer_gui.storage.photos import check_folder, unread_notes
from enhancer_gui.storage.settings import AUTO, WorkerKind

STOPPING = "Stopping after this tile. The same command goes on from here."
JOURNAL = "journal"
_SLICE_S = 0.2
"""How long Ctrl-C may go unnoticed while nothing is to be done."""


def watch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", exists=True, file_okay=False, help="Watched deeply.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Results and the journal.")],
    preset: Annotated[str, typer.Option(metavar="ID", help="`enhancer presets` lists them.")] = "enlarge-2x",
    device: Annotated[str, typer.Option(metavar="ID")] = "auto",
    precision: Annotated[PrecisionChoice, typer.Option()] = PrecisionChoice.AUTO,
    compute_in: Annotated[
        WorkerKind, typer.Option(help="A process of its own may die; the photo goes on.")
    ] = WorkerKind.PROCESS,
    tries: Annotated[int, typer.Option(min=1, help="Attempts after which a photo is set aside.")] = 3,
    settle: Annotated[
        float, typer.Option(metavar="S", min=0, help="A photo is taken when it has not changed for so many seconds.")
    ] = SETTLED_AFTER_S,
    once: Annotated[bool, typer.Option("--once", help="Leave when all photos that are there are done.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Enhance the photos of a folder as they arrive.

    A photo is taken when it has been written in full. Stopped or killed, the same command goes on: photos whose
    verified results are there are left alone. It ends with Ctrl-C.
    """
    control = JobControl()
    with exit_codes(), environment.logging_to_file(), environment.computing_in(compute_in):
        library = environment.presets()
        with wrong_usage("--preset"):
            recipe = library.get(preset)
            check_pattern(recipe)
            catalogue = environment.catalogue()
            check_models(recipe, catalogue)
        check_folder(output)
        order = BatchOrder(folder.resolve(), output.resolve(), recipe, catalogue, tries)
        ids = tuple(each.id for each in library.recipes())
        stores = environment.surroundings(catalogue).stores
        if device != AUTO:
            with wrong_usage("--device"):
                check_device(environment.make_backend, device, precision.value)
        worker = BatchWorker(order, environment.make_backend, JobOptions(device, precision.value), stores, JOURNAL)
        watcher = FolderWatch(order.folder, order.output, recipe.export.name_pattern, ids, settled_after_s=settle)
        report = _Report(as_json=as_json)
        try:
            with cancel_on_signals(control, STOPPING):
                report.begin(order.folder)
                _follow(watcher, worker, order, ids, control, report, once=once)
        finally:
            worker.close()
    raise typer.Exit(ExitCode.INTERRUPTED if control.is_cancelled else report.exit_code)


class _Report:
    """A line for each photo, for people or for programs."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._console, self._errors = Console(), Console(stderr=True)
        self._has_failed = False
        self._told_unread: set[Path] = set()

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.FAILED if self._has_failed else ExitCode.DONE

    def begin(self, folder: Path) -> None:
        if self._as_json:
            self._write("watching", {"folder": str(folder)})
        else:
            say(self._console, f"Watching {shown(folder)}. Ctrl-C ends it.")

    def take_unread(self, folders: Sequence[Path]) -> None:
        """Tell of folders that cannot be looked into, each once."""
        for note in unread_notes([folder for folder in folders if folder not in self._told_unread]):
            if self._as_json:
                self._write("note", {"message": note})
            else:
                say(self._errors, note, "yellow")
        self._told_unread = set(folders)

    def take(self, outcome: Outcome) -> None:
        self._has_failed = self._has_failed or outcome.ending is Ending.ASIDE
        if self._as_json:
            fields: dict[str, str | float] = {
                "photo": outcome.photo,
                "seconds": outcome.seconds,
                "message": outcome.message,
            }
            self._write(outcome.ending.value, fields)
        elif outcome.ending is Ending.ASIDE:
            say(self._errors, f"{shown(Path(outcome.photo))}: failed: {outcome.message}", "red")
        elif outcome.ending is Ending.DONE:
            say(self._console, f"{shown(Path(outcome.photo))}: done in {outcome.seconds:.1f} s")

    def _write(self, event: str, fields: dict[str, str | float]) -> None:
        print(json.dumps({"event": event, **fields}), flush=True)


def _follow(
    watcher: FolderWatch,
    worker: BatchWorker,
    order: BatchOrder,
    preset_ids: tuple[str, ...],
    control: JobControl,
    report: _Report,
    *,
    once: bool,
) -> None:
    """Work on what settles until asked to stop or, with `once`, until nothing is left to wait for."""
    try:
        while True:
            control.checkpoint()
            settled = watcher.look()
            report.take_unread(watcher.unread)
            if settled:
                for item in _items(settled, order, preset_ids, control, report):
                    report.take(worker.run(item, control))
            elif once and not watcher.waiting:
                return
            else:
                _wait(control)
    except Cancelled:
        return


def _items(
    settled: Sequence[Path], order: BatchOrder, preset_ids: tuple[str, ...], control: JobControl, report: _Report
) -> list[BatchItem]:
    """Return what is to be done with photos that have settled; tells of those that are given up."""
    names = {str(photo.relative_to(order.folder)) for photo in settled}
    plan = plan_batch(order, read_memory(order.output), preset_ids, control)
    for aside in plan.aside:
        if aside.photo in names:
            report.take(Outcome(aside.photo, Ending.ASIDE, message=aside.message))
    return [item for item in plan.items if item.photo in names]


def _wait(control: JobControl) -> None:
    """Let some time pass, in slices: an event that a signal's handler sets may not be waited for (a deadlock)."""
    until = time.monotonic() + LOOK_EVERY_S
    while time.monotonic() < until and not control.is_cancelled:
        time.sleep(_SLICE_S)
