"""Tiles computed on another machine: the same protocol, so that jobs, live view, store and file are those of here.

The decoded photo is sent without its metadata and without loss, the far side computes tiles, and each comes back as the
tile store keeps it. Reading, finish, resampling and the file are done here; the result has the bytes that it would
have if this machine computed with the same kind of device.

A cut line is taken up again: the far side goes on meanwhile, and only the tiles that are missing here are asked for,
also by a program that was started anew. Nothing is ever sent to another address than the one that was given.
"""

import getpass
import hashlib
import json
import logging
import platform
from collections.abc import Iterator
from functools import cached_property
from http import HTTPStatus

from enhancer_gui.backends.base import DeviceInfo, TileResult, WorkOrder
from enhancer_gui.backends.far_files import GOODBYE_S, FarFiles
from enhancer_gui.backends.far_side import FarSide
from enhancer_gui.backends.far_tiles import ExpectedBytes, FarNotes, samples_of, tile_of
from enhancer_gui.backends.lossless import digest
from enhancer_gui.backends.patience import Patience
from enhancer_gui.backends.reach import FarRefusal, unreachable, with_tiles_kept
from enhancer_gui.backends.tile_stream import Broken, TileStream
from enhancer_gui.backends.transfer import Line, Phase, Transfer
from enhancer_gui.backends.wire import CANCELLED, FAILED, NOTE, TILE, PlanAnswer, PlanRequest
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import MAX_SCALE, SizeTarget
from enhancer_gui.core.waiting import answer_of, attempt
from enhancer_gui.core.work import Work
from enhancer_gui.storage.recipe_codec import recipe_to_dict

log = logging.getLogger(__name__)


class RemoteBackend:
    """A server's devices behind the `Backend` protocol."""

    def __init__(
        self,
        far: FarSide,
        waits_s: tuple[float, ...] = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0),
        line: Line | None = None,
    ) -> None:
        """Use a server.

        Args:
            far: the server.
            waits_s: pauses after which a cut line is taken up again.
            line: tells of transfers.
        """
        self._far = far
        self._waits_s = waits_s
        self._line = line or Line()
        self._files = FarFiles(far)
        self._files.on_sent = self._tell_sent
        self._plans: dict[tuple[Recipe, tuple[int, int], str, str], PlanAnswer] = {}

    def wait_until_ready(self, device_id: str, precision: str, work: Work, control: JobControl) -> None:
        """Ask how the work would be computed there; raises Cancelled, BackendError."""
        answer_of(lambda: self._plan(work, device_id, precision, control), control)

    def devices(self) -> tuple[DeviceInfo, ...]:
        """Return the far side's devices that are ready."""
        return self._far.devices()

    def info(self, device_id: str, precision: str, work: Work) -> DeviceInfo:
        """Return the device and precision that the far side would use; raises BackendError."""
        answer = self._plan(work, device_id, precision)
        name = f"{answer.name} ({self._far.address.host})"
        return DeviceInfo(answer.device, name, answer.precision, answer.free_bytes)

    def tile_px(self, work: Work, device_id: str, precision: str) -> int:
        """Return the side of the tiles that suit the far side's device; raises BackendError."""
        return self._plan(work, device_id, precision).tile_px

    def enhance(self, order: WorkOrder, device_id: str, control: JobControl) -> Iterator[TileResult]:
        """Yield every pending tile once as it arrives; see `Backend.enhance`."""
        missing = set(order.pending)
        if not missing:
            return
        job_id = answer_of(lambda: self._submit(order, device_id, control), control, self._far.forget)
        self._tell(Phase.WAITING)
        expected, notes = ExpectedBytes(order), FarNotes()
        keep = False
        patience = Patience(self._waits_s, control)
        try:
            while missing:
                try:
                    for result in self._arriving(job_id, order, missing, notes, control):
                        patience.succeeded()
                        expected.take(result)
                        self._tell(Phase.RECEIVING, expected.done_bytes, expected.total_bytes)
                        yield result
                    if missing:
                        raise Broken("the far side ended before every tile was here")
                except Broken as e:
                    log.info("the line to %s is cut: %s", self._far.address.host, e)
                    self._tell(Phase.CALLING)
                    if not patience.again():
                        keep = True  # for the next attempt, which asks for this job by its key
                        raise e.told or with_tiles_kept(unreachable(self._far.address, e)) from e
        finally:
            if not keep:
                attempt(lambda: self._far.forget(job_id), GOODBYE_S)

    def release(self) -> None:
        """Free nothing: the memory is the far side's, which serves others meanwhile."""

    def close(self) -> None:
        """Remove what was sent and close the connections."""
        self._files.close()
        self._far.close()

    def _tell(self, phase: Phase, done_bytes: int = 0, total_bytes: int = 0) -> None:
        self._line.tell(Transfer(self._far.address.host, phase, done_bytes, total_bytes))

    def _tell_sent(self, done_bytes: int, total_bytes: int) -> None:
        self._tell(Phase.SENDING, done_bytes, total_bytes)

    def _plan(self, work: Work, device_id: str, precision: str, control: JobControl | None = None) -> PlanAnswer:
        recipe = far_recipe(work)
        known = (recipe, work.source_size, device_id, precision)
        if known not in self._plans:
            device = self._device(device_id)
            self._plans[known] = self._far.plan(
                PlanRequest(recipe_to_dict(recipe), work.source_size, device, precision), control
            )
        return self._plans[known]

    def _device(self, device_id: str) -> str:
        return self._far.address.device if device_id == "auto" else device_id

    def _submit(self, order: WorkOrder, device_id: str, control: JobControl) -> str:
        fields = {
            "recipe": json.dumps(recipe_to_dict(far_recipe(order.work))),
            "output": "tiles",
            "device": self._device(device_id),
            "precision": order.precision,
            "tile_px": str(order.plan.size),
        }
        pixels = digest(order.image)
        key = hashlib.sha256("\n".join((self._who, pixels, *fields.values())).encode()).hexdigest()
        known = self._far.job_of(key, control)
        return known or self._sent(order, pixels, fields, key, control)

    def _sent(self, order: WorkOrder, pixels: str, fields: dict[str, str], key: str, control: JobControl) -> str:
        """Return the id of the job that is made of a photo and masks, which are sent where they are not there yet."""
        masks = dict.fromkeys(stage.mask.picture for stage in order.work.stages if stage.mask is not None)
        for is_last in (False, True):
            photo = self._files.photo(order.image, pixels, control)
            pictures = [self._files.mask(name, order.masks[name], control) for name in masks]
            form: dict[str, str | list[str]] = {
                **fields,
                "photo_name": "photo.tif",
                "photo_sha256": photo,
                "mask_sha256": pictures,
            }
            try:
                return self._far.submit(form, key, control)
            except FarRefusal as e:  # it was swept, or removed by a second program of this user
                if e.status != HTTPStatus.FAILED_DEPENDENCY or is_last:
                    raise
                self._files.doubt()
        raise AssertionError("the last attempt returns or raises")

    def _arriving(
        self, job_id: str, order: WorkOrder, missing: set[int], notes: FarNotes, control: JobControl
    ) -> Iterator[TileResult]:
        """Yield missing tiles from one connection; raises Broken where it is cut, and as `enhance`."""
        have = set(range(len(order.plan))) - missing
        with TileStream(self._far, job_id, have) as stream:
            for frame in stream.frames(control):
                match frame.kind:
                    case kind if kind == TILE:
                        tile = tile_of(frame, order)
                        if tile.index in missing:
                            samples = samples_of(frame, tile, order)
                            missing.discard(tile.index)
                            yield TileResult(tile, samples, notes.taken())
                    case kind if kind == NOTE:
                        notes.hear(frame.text("message"))
                    case kind if kind == FAILED:
                        raise BackendError(
                            frame.text("message"), remedy=frame.text("remedy"), detail=f"at {self._far.address.host}"
                        )
                    case kind if kind == CANCELLED:
                        raise BackendError(f"The job was cancelled at {self._far.address.host}.", remedy="Try again.")
                    case _:
                        pass

    @cached_property
    def _who(self) -> str:
        """Who asks: two laptops with the same photo must not share, and delete, one job."""
        try:
            user = getpass.getuser()
        except (OSError, KeyError):  # an account without a name, as in some containers
            user = ""
        return f"{user}@{platform.node()}"


def far_recipe(work: Work) -> Recipe:
    """Return the recipe that makes the far side plan exactly this chain: each stage a step with its model and mask."""
    stages = work.stages
    steps = tuple(
        Step(stage.card.task, stage.card.id, stage.strength, denoise=stage.denoise, mask=stage.mask) for stage in stages
    )
    if len(stages) == 1 and stages[0].mask is not None:
        # The mask of a recipe's only step is left to the finish, which is made here; a second one does nothing else.
        steps = (*steps, Step(Task.UPSCALE))
    return Recipe("remote", "Remote", steps, export=ExportSpec(size=SizeTarget(value=min(work.scale, MAX_SCALE))))
