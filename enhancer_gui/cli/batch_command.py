"""`enhancer batch`: a folder of any size, on this machine or on many, that can be stopped and started at will."""

import os
import platform
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from enhancer_gui.backends.base import Backend
from enhancer_gui.backends.cluster import Cluster, Row, Worker, map_on_cluster
from enhancer_gui.cli import environment
from enhancer_gui.cli.batch import ExitCode
from enhancer_gui.cli.batch_report import BatchReport, BatchSummary
from enhancer_gui.cli.guard import exit_codes, wrong_usage
from enhancer_gui.cli.interrupt import cancel_on_signals
from enhancer_gui.cli.mask_options import (
    FeatherPx,
    GuardMaskFile,
    Inverted,
    MaskFile,
    StepMaskFiles,
    mask_options,
    with_masks,
)
from enhancer_gui.cli.planning import check_models, check_pattern
from enhancer_gui.cli.remote_device import check_device
from enhancer_gui.cli.work_flags import PrecisionChoice
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.jobs.batch import BatchWorker, Ending, Outcome
from enhancer_gui.jobs.batch_journal import read_memory
from enhancer_gui.jobs.batch_plan import BatchItem, BatchOrder, BatchPlan, plan_batch
from enhancer_gui.jobs.plan import JobOptions
from enhancer_gui.storage.masks import Picture, mask_shelf
from enhancer_gui.storage.photos import check_folder
from enhancer_gui.storage.settings import AUTO, WorkerKind

STOPPING = "Stopping after this tile. The same command goes on from here."
LOCAL_JOURNAL = "journal"


class EngineChoice(StrEnum):
    """Where a batch is computed: in this process, or by Ray."""

    LOCAL = "local"
    RAY = "ray"


def batch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", exists=True, file_okay=False, help="Searched deeply.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Results and the batch's journal.")],
    preset: Annotated[str, typer.Option(metavar="ID", help="`enhancer presets` lists them.")] = "enlarge-2x",
    mask: MaskFile = None,
    step_mask: StepMaskFiles = None,
    guard_mask: GuardMaskFile = None,
    mask_feather: FeatherPx = 0.0,
    mask_invert: Inverted = False,
    engine: Annotated[EngineChoice, typer.Option(help="This process, or Ray's workers.")] = EngineChoice.LOCAL,
    workers: Annotated[int, typer.Option(min=0, help="For Ray; 0 is one for each GPU.")] = 0,
    address: Annotated[str, typer.Option(help="Of a Ray cluster; empty starts one on this machine.")] = "",
    device: Annotated[str, typer.Option(metavar="ID")] = "auto",
    precision: Annotated[PrecisionChoice, typer.Option()] = PrecisionChoice.AUTO,
    compute_in: Annotated[
        WorkerKind, typer.Option(help="A process of its own may die; the photo goes on.")
    ] = WorkerKind.PROCESS,
    tries: Annotated[int, typer.Option(min=1, help="Attempts after which a photo is set aside.")] = 3,
    verify: Annotated[bool, typer.Option("--verify", help="Hash every result that is there already.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Enhance a folder of any size.

    Stopped or killed, the same command goes on: photos whose verified results are there are left alone. A photo
    that fails, or takes its process along, as often as --tries says is set aside, and the others go on.
    """
    control = JobControl()
    with exit_codes(), environment.logging_to_file(), environment.computing_in(compute_in):
        library = environment.presets()
        with wrong_usage("--preset"):
            recipe = library.get(preset)
        with wrong_usage():
            masks = mask_options(mask, step_mask, guard_mask, mask_feather, inverted=mask_invert)
            recipe = with_masks(recipe, masks)
        with wrong_usage("--preset"):
            check_pattern(recipe)
            catalogue = environment.catalogue()
            check_models(recipe, catalogue)
        check_folder(output)
        order = BatchOrder(folder.resolve(), output.resolve(), recipe, catalogue, tries, verify)
        ids = tuple(each.id for each in library.recipes())
        surroundings = environment.surroundings(catalogue)
        options = JobOptions(device, precision.value)
        if device != AUTO and engine is EngineChoice.LOCAL:  # Ray's workers have devices of their own
            with wrong_usage("--device"):
                check_device(environment.make_backend, device, precision.value)
        pictures = tuple(mask_shelf().get(each.picture) for each in recipe.all_masks)
        part = _Part(order, environment.make_backend, options, surroundings.stores, pictures)
        with cancel_on_signals(control, STOPPING):
            plan = plan_batch(order, read_memory(order.output), ids, control)
            with BatchReport(plan, as_json=as_json) as report:
                cluster = Cluster(address, workers)
                outcomes = (
                    _by_ray(part, plan, cluster, control) if engine is EngineChoice.RAY else _here(part, plan, control)
                )
                for outcome in outcomes:
                    report.take(outcome)
                summary = report.end(interrupted=control.is_cancelled)
    raise typer.Exit(_exit_code(summary))


@dataclass(frozen=True)
class _Part:
    """Makes one process's worker; can be sent to another machine, which has no masks of its own."""

    order: BatchOrder
    make_backend: Callable[[], Backend]
    options: JobOptions
    stores: Path
    masks: tuple[Picture, ...] = ()

    def worker(self, name: str) -> BatchWorker:
        return BatchWorker(self.order, self.make_backend, self.options, self.stores, name)

    def __call__(self) -> Worker:
        for picture in self.masks:
            mask_shelf().take(picture)
        worker = self.worker(f"{platform.node()}-{os.getpid()}-{secrets.token_hex(4)}")
        control = JobControl()

        def work(row: Row) -> Row:
            outcome = worker.run(BatchItem(str(row["photo"]), str(row["target"])), control)
            return {
                "photo": outcome.photo,
                "ending": outcome.ending.value,
                "seconds": outcome.seconds,
                "megapixels": outcome.megapixels,
                "message": outcome.message,
            }

        return work


def _here(part: _Part, plan: BatchPlan, control: JobControl) -> Iterator[Outcome]:
    worker = part.worker(LOCAL_JOURNAL)
    try:
        for item in plan.items:
            yield worker.run(item, control)
    except Cancelled:
        return
    finally:
        worker.close()


def _by_ray(part: _Part, plan: BatchPlan, cluster: Cluster, control: JobControl) -> Iterator[Outcome]:
    if not plan.items:
        return
    rows: list[Row] = [{"photo": item.photo, "target": item.target} for item in plan.items]
    for row in map_on_cluster(rows, part, cluster):
        yield Outcome(
            str(row["photo"]),
            Ending(str(row["ending"])),
            float(row["seconds"]),
            float(row["megapixels"]),
            str(row["message"]),
        )
        if control.is_cancelled:
            return


def _exit_code(summary: BatchSummary) -> ExitCode:
    if summary.interrupted:
        return ExitCode.INTERRUPTED
    return ExitCode.FAILED if summary.aside else ExitCode.DONE
