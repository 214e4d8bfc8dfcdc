"""From a request to a job: what the client sent is checked while it can still be told what is wrong with it.

Nothing is queued that could not be planned: the photo's header is read, its size and the result's are held against the
limits, and the recipe's models are looked up, all without torch.
"""

import hashlib
import json
import re
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, TypeAlias

from pydantic import TypeAdapter, ValidationError

from enhancer_gui.backends.wire import PlanRequest
from enhancer_gui.core.errors import ConfigError, PhotoError, RecipeError
from enhancer_gui.core.masks import MOST_SIDE_PX, Mask
from enhancer_gui.core.models import Precision
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.work import Work
from enhancer_gui.jobs.naming import choose_target
from enhancer_gui.jobs.plan import plan_work
from enhancer_gui.server.job_store import JobStore, Submission
from enhancer_gui.server.limits import MEGA, Limits
from enhancer_gui.server.problems import Refused
from enhancer_gui.server.uploads import Uploaded, Uploads, place
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.masks import MaskMissing, MaskShelf, active_pictures, read_mask_file
from enhancer_gui.storage.photos import read_size
from enhancer_gui.storage.presets import PresetLibrary
from enhancer_gui.storage.recipe_codec import RecipeData, recipe_from_dict, recipe_to_dict

DEFAULT_PRESET = "enlarge-2x"
SMALLEST_TILE_PX = 32

Sent: TypeAlias = BinaryIO | Uploaded

_MOST_MASK_PIXELS = 4 * MOST_SIDE_PX**2
"""Of a mask that is sent; what is larger than masks can be is reduced."""
_SENT_MASK = "sent"
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
class Parcel:
    """The files that came with a wish: open, or sent before."""

    photo: Sent
    masks: tuple[Sent, ...] = ()


@dataclass(frozen=True)
class Intake:
    """The server's front desk."""

    store: JobStore
    uploads: Uploads
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

    def receive(self, parcel: Parcel, wish: Wish) -> Submission:
        """Store what a client sent and return the job that is to be added; no file is left where this raises.

        Raises:
            PhotoError, RecipeError, ModelError: it cannot be done.
            Refused: a limit is passed.
        """
        job_id = uuid.uuid4().hex
        path = self.store.photo(job_id, harmless(wish.name))
        shelf = MaskShelf(self.store.rooms(job_id).masks)
        try:
            digest = place(parcel.photo, path, self.limits.upload_bytes)
            wish = replace(wish, recipe=self._masked(wish.recipe, parcel.masks, shelf))
            name = self._check(path, wish, shelf)
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
        """Return the chain that a client plans, so that it hears of what cannot be done before it sends a photo.

        Raises:
            RecipeError, ModelError: it cannot be done.
            Refused: a limit is passed.
        """
        recipe = recipe_from_dict(request.recipe)
        self._check_sizes(recipe, request.size)
        return plan_work(recipe, request.size, self.catalogue)

    def _masked(self, recipe: Recipe, sent: Sequence[Sent], shelf: MaskShelf) -> Recipe:
        """Keep the pictures of masks and return the recipe; one that it does not name limits the whole result.

        Raises:
            PhotoError: one is no picture.
            RecipeError: two of them belong to nothing.
            Refused: one is too large.
        """
        pictures = [self._mask(source, shelf) for source in sent]
        named = {mask.picture for mask in recipe.all_masks}
        others = [picture for picture in dict.fromkeys(pictures) if picture not in named]
        if not others:
            return recipe
        if len(others) > 1 or recipe.masks.result is not None:
            raise RecipeError(
                "A mask was sent that the recipe does not name, and something limits the whole result already.",
                remedy="Send the pictures that the recipe names, or leave its masks out.",
            )
        return replace(recipe, masks=replace(recipe.masks, result=Mask(others[0])))

    def _mask(self, source: Sent, shelf: MaskShelf) -> str:
        path = shelf.folder / _SENT_MASK
        place(source, path, self.limits.upload_bytes)
        try:
            width, height = read_size(path)
            self._check_pixels(width * height, min(self.limits.photo_pixels, _MOST_MASK_PIXELS), "mask")
            picture = read_mask_file(path)
        except PhotoError as e:
            words = f"A mask that was sent is no usable picture: {e.message}"
            raise PhotoError(words, remedy="Send it as a grey PNG.", detail=e.detail) from e
        finally:
            path.unlink()
        name = shelf.take(picture)
        shelf.write()
        return name

    def _check(self, path: Path, wish: Wish, shelf: MaskShelf) -> str:
        """Return the result's name; see `receive` for what it raises."""
        check_options(wish)
        size = read_size(path)
        self._check_sizes(wish.recipe, size)
        plan_work(wish.recipe, size, self.catalogue)
        try:
            active_pictures(wish.recipe, size, shelf)
        except MaskMissing as e:
            raise RecipeError(
                f"{e.what} was not sent: the recipe names its picture {e.picture}.",
                remedy="Send the picture in the form field “mask”.",
            ) from e
        return choose_target(path, wish.recipe, size, path.parent).path.name

    def _check_sizes(self, recipe: Recipe, size: tuple[int, int]) -> None:
        """Raise Refused where a photo or its result has more pixels than the server takes."""
        width, height = size
        self._check_pixels(width * height, self.limits.photo_pixels, "photo")
        target_width, target_height = recipe.export.size.dimensions(width, height)
        self._check_pixels(target_width * target_height, self.limits.result_pixels, "result")

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
