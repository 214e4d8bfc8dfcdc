"""The form that makes a job: what its fields are, and how they are read."""

from typing import Any, TypeAlias

from starlette.datastructures import FormData, UploadFile

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.server.intake import Intake, Parcel, Sent, Wish

MOST_MASKS = 16
MOST_FILES = 1 + MOST_MASKS
MOST_FIELDS = 16 + MOST_MASKS
"""Plain fields, hashes of masks among them."""

Schema: TypeAlias = dict[str, Any]  # as JSON Schema has it
_TEXT: Schema = {"type": "string"}
_FILE: Schema = {"type": "string", "format": "binary"}
_FIELDS: dict[str, Schema] = {
    "photo": {**_FILE, "description": "The photo; or `photo_sha256` of one that was uploaded before."},
    "photo_sha256": _TEXT,
    "photo_name": {**_TEXT, "description": "The name of an uploaded photo; it shapes the result's."},
    "mask": {
        "type": "array",
        "items": _FILE,
        "description": "Pictures of the masks that the recipe names; one that it does not name limits the whole "
        "result to where it is white.",
    },
    "mask_sha256": {"type": "array", "items": _TEXT, "description": "Masks that were uploaded before."},
    "preset": {**_TEXT, "description": "Id of a preset; enlarge-2x by default."},
    "recipe": {**_TEXT, "description": "A recipe as JSON (the schema Recipe), instead of a preset."},
    "output": {**_TEXT, "enum": ["file", "tiles"], "default": "file"},
    "device": {**_TEXT, "default": "auto"},
    "precision": {**_TEXT, "default": "auto"},
    "tile_px": {"type": "integer"},
}
_ONCE = tuple(name for name, schema in _FIELDS.items() if schema["type"] != "array")
JOB_FORM: Schema = {
    "requestBody": {
        "required": True,
        "content": {"multipart/form-data": {"schema": {"type": "object", "properties": _FIELDS}}},
    }
}


def read_form(form: FormData, intake: Intake, key: str) -> tuple[Parcel, Wish]:
    """Return what a form holds.

    Raises:
        RecipeError: a field is missing, unknown, repeated or unusable.
        Refused: an upload that it names is not here (424).
    """
    photo, name = _photo(form, intake)
    if unknown := sorted(set(form) - set(_FIELDS)):
        raise RecipeError(f"The request has an unknown field, “{unknown[0]}”.", remedy=f"Known: {', '.join(_FIELDS)}.")
    if repeated := [each for each in _ONCE if len(form.getlist(each)) > 1]:
        raise RecipeError(f"The request has the field “{repeated[0]}” more than once.", remedy="Send it once.")
    output, tile_px = _text(form, "output", "file"), _text(form, "tile_px")
    if output not in ("file", "tiles"):
        raise RecipeError(f"There is no output “{output}”.", remedy="It is file or tiles.")
    if tile_px and not (tile_px.isascii() and tile_px.isdecimal()):
        raise RecipeError(f"“{tile_px}” is no side of a tile.", remedy="Send a number of pixels, or none.")
    wish = Wish(
        name=name,
        recipe=intake.recipe(_text(form, "preset"), _text(form, "recipe")),
        writes_file=output == "file",
        device=_text(form, "device", "auto"),
        precision=_text(form, "precision", "auto"),
        tile_px=int(tile_px) if tile_px else None,
        key=key,
    )
    return Parcel(photo, _masks(form, intake)), wish


def _photo(form: FormData, intake: Intake) -> tuple[Sent, str]:
    file, sha256 = form.get("photo"), _text(form, "photo_sha256")
    if isinstance(file, UploadFile) and not sha256:
        return file.file, file.filename or "photo"
    if sha256 and file is None:
        return intake.uploads.get(sha256), _text(form, "photo_name", "photo")
    raise RecipeError(
        "The request holds no photo." if file is None else "The request's photo cannot be used.",
        remedy="Send it as a file in the form field “photo”, or name an upload in “photo_sha256”.",
    )


def _masks(form: FormData, intake: Intake) -> tuple[Sent, ...]:
    masks: list[Sent] = []
    for name in ("mask", "mask_sha256"):
        for value in form.getlist(name):
            if isinstance(value, UploadFile) and name == "mask":
                masks.append(value.file)
            elif isinstance(value, str) and name != "mask":
                masks.append(intake.uploads.get(value))
            else:
                raise RecipeError("A mask of the request cannot be used.", remedy="Send its picture as a file.")
    return tuple(masks)


def _text(form: FormData, name: str, default: str = "") -> str:
    value = form.get(name, default)
    if not isinstance(value, str):
        raise RecipeError(f"The field “{name}” holds a file.", remedy="Send it as text.")
    return value
