"""What travels between machines: events as JSON objects, tiles as frames.

An event is one JSON object: "event" names its kind, "job" the job, the other fields are listed in
`cli.json_lines`. Paths of the sending machine never travel: a target is its file name alone.

Tiles travel in a stream of frames (media type `FRAMES`), events and tiles in the order in which they happened:

    4 bytes   length N of the header, big-endian
    N bytes   header, a JSON object in UTF-8
    M bytes   payload, where the header has "bytes": M

| header's "event" | what it is |
|---|---|
| tile | a finished tile, its payload the samples, little-endian; the fields are below |
| alive | nothing has happened for a second; a reader that hears nothing for long knows that the line is dead |
| any other | an event without payload |

A tile's header has "index"; "x", "y", "width" and "height" of its core in pixels of the photo; "shape", [rows, columns,
channels] at native scale; "dtype", uint16 for an integer photo (65535 is 1.0) or float32; "sha256" of the payload.

Samples travel as the tile store keeps them, so a result computed elsewhere is the same to the last bit.
"""

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue, TypeAdapter, ValidationError

from enhancer_gui.core import events
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.geometry import Tile
from enhancer_gui.core.image import to_float

Fields: TypeAlias = Mapping[str, object]

FRAMES = "application/vnd.enhancer.frames"
TILE, ALIVE, FINISHED, FAILED, CANCELLED, NOTE = "tile", "alive", "finished", "failed", "cancelled", "note"

ALIVE_EVERY_S = 1.0
"""How often a silent stream says that it lives: a reader answers a cancel within this time."""

_LENGTH = struct.Struct(">I")
_MAX_HEADER_BYTES = 2**16
_MAX_PAYLOAD_BYTES = 2**30
"""A tile of 2048 px at 4x in float32 with alpha takes exactly this; a header that claims more is noise."""


@dataclass(frozen=True)
class PlanRequest:
    """What a client asks before it sends a photo of (width, height): where and how would this be computed?

    Attributes:
        recipe: as `storage.recipe_codec` writes it.
    """

    recipe: dict[str, JsonValue]
    size: tuple[int, int]
    device: str = "auto"
    precision: str = "auto"


@dataclass(frozen=True)
class PlanAnswer:
    """The device and the precision that would be used, and the side of a tile that suits them."""

    device: str
    name: str
    precision: str
    free_bytes: int
    tile_px: int


@dataclass(frozen=True, eq=False)
class Frame:
    """A frame that has arrived."""

    header: dict[str, JsonValue]
    payload: bytes = b""

    @property
    def kind(self) -> str:
        """The header's "event"."""
        return str(self.header.get("event", ""))

    def text(self, name: str) -> str:
        """Return a field of the header as text; empty where it is missing."""
        return str(self.header.get(name, ""))


def event_fields(event: events.Event) -> tuple[str, Fields]:
    """Return the kind of an event and its fields beside "job"."""
    match event:
        case events.Started():
            sizes = {name: list(getattr(event, name)) for name in ("source_size", "native_size", "target_size")}
            facts = {name: getattr(event, name) for name in ("tiles", "tiles_kept", "device", "precision")}
            return "started", {**sizes, **facts}
        case events.TileDone(index=index, region=r):
            return "tile_done", {"index": index, "x": r.x, "y": r.y, "width": r.width, "height": r.height}
        case events.Progress():
            names = ("fraction", "tiles_done", "tiles", "eta_s", "megapixels_per_s")
            return "progress", {name: getattr(event, name) for name in names}
        case events.Noted(message=message):
            return NOTE, {"message": message}
        case events.Paused():
            return "paused", {}
        case events.Resumed():
            return "resumed", {}
        case events.Saving(target=target):
            return "saving", {"target": str(target)}
        case events.Finished(target=target, seconds=seconds, skipped=skipped):
            return FINISHED, {"target": str(target) if target else None, "seconds": seconds, "skipped": skipped}
        case events.Failed(message=message, remedy=remedy, detail=detail):
            return FAILED, {"message": message, "remedy": remedy, "detail": detail}
        case events.Cancelled():
            return CANCELLED, {}


def event_header(event: events.Event) -> dict[str, object]:
    """Return an event as the JSON object that travels: no path but a file's name."""
    kind, fields = event_fields(event)
    named = {name: Path(str(value)).name if name == "target" and value else value for name, value in fields.items()}
    return {"event": kind, "job": event.job_id, **named}


def frame_bytes(header: Fields, payload: bytes | memoryview = b"") -> bytes:
    """Return a frame as it travels."""
    text = json.dumps({**header, "bytes": len(payload)}).encode()
    return b"".join((_LENGTH.pack(len(text)), text, payload))


def tile_frame(tile: Tile, stored: NDArray[np.generic]) -> bytes:
    """Return the frame of a finished tile.

    Shape:
        stored: (core height · scale, core width · scale, C), uint16 or float32.
    """
    kind = np.dtype(np.uint16 if stored.dtype == np.uint16 else np.float32)
    payload = np.ascontiguousarray(stored, kind.newbyteorder("<")).tobytes()
    header = {
        "event": TILE,
        "index": tile.index,
        "x": tile.core.x,
        "y": tile.core.y,
        "width": tile.core.width,
        "height": tile.core.height,
        "shape": list(stored.shape),
        "dtype": kind.name,
        "sha256": hashlib.sha256(payload).hexdigest(),
    }
    return frame_bytes(header, payload)


def read_frames(chunks: Iterator[bytes]) -> Iterator[Frame]:
    """Yield the frames in a stream of bytes, however it is cut; a stream that breaks off yields what was whole.

    Raises:
        BackendError: this is no stream of frames.
    """
    waiting = bytearray()

    def fill(size: int) -> bool:
        while len(waiting) < size:
            chunk = next(chunks, None)
            if chunk is None:
                return False
            waiting.extend(chunk)
        return True

    def take(size: int) -> bytes:
        taken = bytes(memoryview(waiting)[:size])
        del waiting[:size]
        return taken

    while fill(_LENGTH.size):
        (length,) = _LENGTH.unpack(take(_LENGTH.size))
        if length > _MAX_HEADER_BYTES:
            raise _no_frames(f"a header of {length} bytes")
        if not fill(length):
            return
        header = _header(take(length))
        size = header.get("bytes", 0)
        if not isinstance(size, int) or not 0 <= size <= _MAX_PAYLOAD_BYTES:
            raise _no_frames(f"a payload of {size} bytes")
        if not fill(size):
            return
        yield Frame(header, take(size))


def is_intact(frame: Frame) -> bool:
    """Return whether a tile's payload is what its sender hashed."""
    return hashlib.sha256(frame.payload).hexdigest() == frame.header.get("sha256")


def tile_samples(frame: Frame, shape: tuple[int, int, int]) -> NDArray[np.float32]:
    """Return a tile's samples as float32 where 1.0 is white.

    Raises:
        BackendError: they have another shape than the tile that was asked for.
    """
    kind = np.dtype(np.uint16 if frame.header.get("dtype") == "uint16" else np.float32)
    if frame.header.get("shape") != list(shape) or len(frame.payload) != shape[0] * shape[1] * shape[2] * kind.itemsize:
        raise wrong_tile(f"{frame.header} instead of {shape}")
    return to_float(np.frombuffer(frame.payload, kind.newbyteorder("<")).astype(kind).reshape(shape))


def wrong_tile(detail: str) -> BackendError:
    """Return the error of a tile that does not belong to the picture that was sent."""
    return BackendError(
        "The far side sent a tile of another picture.",
        remedy="Check that it runs the same version of this program.",
        detail=detail,
    )


def _header(text: bytes) -> dict[str, JsonValue]:
    try:
        return TypeAdapter(dict[str, JsonValue]).validate_json(text)
    except ValidationError as e:
        raise _no_frames(repr(text[:80])) from e


def _no_frames(detail: str) -> BackendError:
    return BackendError(
        "What the far side sends cannot be understood.",
        remedy="Check the address, and that it runs the same version of this program.",
        detail=detail,
    )
