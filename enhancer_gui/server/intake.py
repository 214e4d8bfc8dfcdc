"""From a request to a job: what the client sent is checked while it can still be told what is wrong with it.

Nothing is queued that could not be planned: the photo's header is read, its size and the result's are held against the
limits, and the recipe's models are looked up, all without torch.
"""

import hashlib
import json
import re
import time
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError

from enhancer_gui.backends.wire import PlanRequest
from enhancer_gui.core.errors import ConfigError, RecipeError
from enhancer_gui.core.models import Precision
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.work import Work
from enhancer_gui.jobs.naming import choose_target
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.server.job_store import JobStore, Submission
from enhancer_gui.server.limits import MEGA, Limits
from enhancer_gui.server.problems import Refused, too_large
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.photos import read_size
from enhancer_gui.storage.presets import PresetLibrary
from enhancer_gui.storage.recipe_codec import RecipeData, recipe_from_dict, recipe_to_dict

DEFAULT_PRESET = "enlarge-2x"
SMALLEST_TILE_PX = 32

_CHUNK_BYTES = 2**20
_HARMLESS = re.compile(r"[^\w .()+-]")
_LONGEST_NAME = 120
_recipe_data = TypeAdapter(RecipeData)


@dataclass(frozen=True)
class Wish:
    """What a client wants of its photo.

    Attributes:
        name: the photo's file name on the client's machine; its stem and suffix shape the result's.
        writes_file: False computes tiles only, for a client that makes the file itself.
        key: idempotency key, or "".
    """

    name: str
    recipe: Recipe
    writes_file: bool = True
    device: str = "auto"
    precision: str = "auto"
    tile_px: int | None = None
    key: str = ""


@dataclass(frozen=True)
class Intake:
    """The server's front desk."""

    store: JobStore
    limits: Limits
    catalogue: Catalogue
    presets: PresetLibrary

    def recipe(self, preset: str, recipe_json: str) -> Recipe:
        """Return the recipe that a client named or sent; raises RecipeError."""
        if not recipe_json:
            return self.presets.get(preset or DEFAULT_PRESET)
        if preset:
            raise RecipeError("A preset and a recipe exclude each other.", remedy="Send one of them.")
        try:
            data = _recipe_data.validate_json(recipe_json)
        except ValidationError as e:
            raise RecipeError(f"This is not a usable recipe ({first_problem(e)}).", remedy="Export it again.") from e
        return recipe_from_dict(data)

    def receive(self, photo: BinaryIO, wish: Wish) -> Submission:
        """Store a photo and return the job that is to be added; no file is left where this raises.

        Raises:
            PhotoError, RecipeError, ModelError: it cannot be done.
            Refused: a limit is passed.
        """
        job_id = uuid.uuid4().hex
        path = self.store.photo(job_id, harmless(wish.name))
        try:
            digest = self._write(photo, path)
            name = self._check(path, wish)
        except BaseException:
            self.store.discard(job_id)
            raise
        return Submission(
            id=job_id,
            photo=path.name,
            result=name if wish.writes_file else "",
            recipe=wish.recipe,
            created=time.time(),
            device=wish.device,
            precision=wish.precision,
            tile_px=wish.tile_px,
            key=wish.key,
            fingerprint=fingerprint(digest, wish),
        )

    def work(self, request: PlanRequest) -> Work:
        """Return the chain that a client plans; raises RecipeError, ModelError."""
        return plan_work(recipe_from_dict(request.recipe), request.size, self.catalogue)

    def _write(self, photo: BinaryIO, path: Path) -> str:
        digest, size = hashlib.sha256(), 0
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            while chunk := photo.read(_CHUNK_BYTES):
                size += len(chunk)
                if size > self.limits.upload_bytes:
                    raise too_large(self.limits.upload_bytes)
                digest.update(chunk)
                file.write(chunk)
        return digest.hexdigest()

    def _check(self, path: Path, wish: Wish) -> str:
        """Return the result's name; see `receive` for what it raises."""
        check_options(wish)
        width, height = read_size(path)
        self._check_pixels(width * height, self.limits.photo_pixels, "photo")
        target_width, target_height = plan_work(wish.recipe, (width, height), self.catalogue).target_size
        self._check_pixels(target_width * target_height, self.limits.result_pixels, "result")
        return choose_target(path, wish.recipe, (width, height), path.parent).path.name

    def _check_pixels(self, pixels: int, limit: int, what: str) -> None:
        if pixels > limit:
            raise Refused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"The {what} has {pixels / MEGA:.0f} megapixels; this server takes {limit / MEGA:.0f}.",
                remedy="Choose a smaller size, or enhance it on your own machine.",
            )


def check_options(wish: Wish) -> None:
    """Check what can be checked without the device; raises ConfigError."""
    if wish.precision != "auto" and wish.precision not in {each.value for each in Precision}:
        raise ConfigError(f"“{wish.precision}” is no precision.", remedy="Use auto, fp32, bf16 or fp16.")
    if wish.tile_px is not None and wish.tile_px < SMALLEST_TILE_PX:
        raise ConfigError(f"Tiles of {wish.tile_px} pixels are too small.", remedy=f"Use {SMALLEST_TILE_PX} or more.")


def fingerprint(photo_sha256: str, wish: Wish) -> str:
    """Return a hash of all that makes two requests the same."""
    options = [wish.name, wish.writes_file, wish.device, wish.precision, wish.tile_px, recipe_to_dict(wish.recipe)]
    return hashlib.sha256(f"{photo_sha256}\n{json.dumps(options, sort_keys=True)}".encode()).hexdigest()


def harmless(name: str) -> str:
    """Return a client's file name without folders and without what some file system refuses."""
    plain = _HARMLESS.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{suffix[:10]}" if stem else (plain[:_LONGEST_NAME] or "photo")
