"""How a file was made, written into its XMP and read back: the honest record.

Namespace `urn:enhancer-gui:record:1#` (prefix `enhancer`), properties of the picture:

- `Version`: of this layout, 1.
- `Program`: name and version of the program that wrote the file.
- `Recipe`: the whole recipe as JSON (`recipe_codec`): steps with their strengths, finish, export.
- `Seed`: of the grain, the only thing that is random.
- `Models`: rdf:Seq, in the order in which they ran, of structures of `Id`, `Sha256` (of the weights), `Strength` and,
  where a model was mixed with its twin, `Denoise`.

Beside it stands IPTC's `Iptc4xmpExt:DigitalSourceType`, in the words of its NewsCodes
(http://cv.iptc.org/newscodes/digitalsourcetype/, version of 2024-09-17): "algorithmically altered" for networks that
restore what the photo shows (IPTC's own example is denoising), "edited using generative AI", IPTC's word for
inpainting, where one fills in what is gone; "created using generative AI" is no result of ours. What the photo itself
says of a synthetic origin is never weakened.

A result is found again by its bytes: XMP lies uncompressed in every format that is written, as its specification asks
for (part 3, section 1.1.3, packet scanning), so a file need not be decoded, and a sidecar serves as well.
"""

import json
import mmap
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from xml.dom import minidom
from xml.sax.saxutils import escape, quoteattr

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.storage.photo_files import open_photo, shown
from enhancer_gui.storage.recipe_codec import recipe_from_dict, recipe_to_dict
from enhancer_gui.storage.xmp_packet import RDF, Packet, elements_of, text_of

NAMESPACE = "urn:enhancer-gui:record:1#"
VERSION = 1
_IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_SOURCE_TYPE = "DigitalSourceType"
_CODES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_RDF_START, _RDF_END = b"<rdf:RDF", b"</rdf:RDF>"
_MAX_PACKET_BYTES = 16 * 2**20


class SourceType(StrEnum):
    """IPTC's digital source types that a result of ours can have."""

    ALTERED = _CODES + "algorithmicallyEnhanced"
    GENERATIVE = _CODES + "compositeWithTrainedAlgorithmicMedia"


_STRONGER = {
    _CODES + name
    for name in (
        "trainedAlgorithmicMedia",
        "compositeWithTrainedAlgorithmicMedia",
        "algorithmicMedia",
        "compositeSynthetic",
    )
}
"""What a photo may say of itself that our own word would weaken."""


@dataclass(frozen=True)
class UsedModel:
    """A model that took part: its weights' hash, and how strongly it counted."""

    id: str
    sha256: str
    strength: float = 1.0
    denoise: float | None = None


@dataclass(frozen=True)
class Record:
    """How a file was made; `source_type` None leaves what the photo says of its origin."""

    recipe: Recipe
    models: tuple[UsedModel, ...]
    program: str
    seed: int = 0
    source_type: SourceType | None = None


def with_record(packet: bytes | None, record: Record) -> bytes:
    """Return the packet with the record in place of an older one.

    Raises:
        ValueError: the packet cannot be parsed.
    """
    tree = Packet(packet)
    source_type: str | None = tree.value(_IPTC, _SOURCE_TYPE)
    if source_type not in _STRONGER:
        source_type = record.source_type or source_type
    tree.remove(is_record)
    tree.add(_description(record, source_type))
    return bytes(tree)


def is_record(namespace: str, name: str) -> bool:
    """Return whether an XMP property belongs to a record."""
    return namespace == NAMESPACE or (namespace, name) == (_IPTC, _SOURCE_TYPE)


def read_record(path: Path) -> Record:
    """Return the record in a file: a result in any format, or the XMP of one beside it.

    Raises:
        PhotoError: the file cannot be opened.
        RecipeError: it holds no record, or one that cannot be used.
    """
    packet = _find_packet(path)
    if packet is None:
        raise RecipeError(
            f"“{shown(path)}” does not say how it was made.",
            remedy="Choose a result of this program that was saved with its record.",
        )
    try:
        return _record_in(Packet(packet))
    except (ValueError, TypeError, LookupError) as error:
        raise RecipeError(
            f"The record in “{shown(path)}” is damaged.", remedy="Choose another result.", detail=repr(error)
        ) from error


def _description(record: Record, source_type: str | None) -> bytes:
    models = "".join(f'<rdf:li rdf:parseType="Resource">{_model(model)}</rdf:li>' for model in record.models)
    origin = ""
    if source_type is not None:
        origin = f" xmlns:Iptc4xmpExt={quoteattr(_IPTC)} Iptc4xmpExt:{_SOURCE_TYPE}={quoteattr(source_type)}"
    return (
        f'<rdf:Description xmlns:rdf="{RDF}" rdf:about="" xmlns:enhancer="{NAMESPACE}"{origin}>'
        + _simple("Version", str(VERSION))
        + _simple("Program", record.program)
        + _simple("Recipe", json.dumps(recipe_to_dict(record.recipe), sort_keys=True))
        + _simple("Seed", str(record.seed))
        + f"<enhancer:Models><rdf:Seq>{models}</rdf:Seq></enhancer:Models></rdf:Description>"
    ).encode()


def _model(model: UsedModel) -> str:
    parts = {"Id": model.id, "Sha256": model.sha256, "Strength": repr(model.strength)}
    if model.denoise is not None:
        parts["Denoise"] = repr(model.denoise)
    return "".join(_simple(name, value) for name, value in parts.items())


def _simple(name: str, value: str) -> str:
    return f"<enhancer:{name}>{escape(value)}</enhancer:{name}>"


def _find_packet(path: Path) -> bytes | None:
    """Return the RDF that holds our namespace."""
    with open_photo(path) as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        at = content.find(NAMESPACE.encode())
        start = -1 if at < 0 else content.rfind(_RDF_START, max(0, at - _MAX_PACKET_BYTES), at)
        end = -1 if start < 0 else content.find(_RDF_END, at, at + _MAX_PACKET_BYTES)
        return None if end < 0 else content[start : end + len(_RDF_END)]


def _record_in(tree: Packet) -> Record:
    version, recipe, program = (tree.value(NAMESPACE, name) for name in ("Version", "Recipe", "Program"))
    if recipe is None or program is None or version is None:
        raise ValueError("a record without recipe, program or version")
    if int(version) > VERSION:
        raise RecipeError("The record was written by a newer version of this program.", remedy="Update the program.")
    source_type = tree.value(_IPTC, _SOURCE_TYPE)
    return Record(
        recipe_from_dict(json.loads(recipe)),
        _models_in(tree.element(NAMESPACE, "Models")),
        program,
        int(tree.value(NAMESPACE, "Seed") or 0),
        SourceType(source_type) if source_type in list(SourceType) else None,
    )


def _models_in(models: minidom.Element | None) -> tuple[UsedModel, ...]:
    items = () if models is None else models.getElementsByTagNameNS(RDF, "li")
    return tuple(_model_in(item) for item in items)


def _model_in(item: minidom.Element) -> UsedModel:
    """Return a model from its structure, as we write it, or in a description or attributes, as others rewrite it."""
    holders = (item, *item.getElementsByTagNameNS(RDF, "Description"))
    parts: dict[str, str] = {}
    for holder in holders:
        for attribute in holder.attributes.values():
            if attribute.namespaceURI == NAMESPACE and attribute.localName:
                parts[attribute.localName] = attribute.value
        for child in elements_of(holder):
            if child.namespaceURI == NAMESPACE and child.localName:
                parts[child.localName] = text_of(child)
    denoise = parts.get("Denoise")
    return UsedModel(
        parts["Id"], parts["Sha256"], float(parts["Strength"]), None if denoise is None else float(denoise)
    )
