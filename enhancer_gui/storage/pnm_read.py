"""PNM (PBM, PGM, PPM, PAM) and PFM: read here, because Pillow reduces 16 bits of colour to 8 without a word.

Source: the netpbm manual pages pbm(5), pgm(5), ppm(5), pam(5); Debevec's description of PFM.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.storage.decoded import DECODER_FAULTS, Decoded, Header
from enhancer_gui.storage.exact_read import read_exactly
from enhancer_gui.storage.photo_files import check_size, damaged
from enhancer_gui.storage.sample_range import finite

_TOKEN = re.compile(rb"(?:\s|#[^\n]*\n)*([^\s#]+)")
_HEAD_BYTES = 65_536
_COPIES = 2
"""As stored and as used, both in memory at once."""
_TYPED_BYTES = 100
"""For a number that is typed out: its digits, its word and its value in Python."""
_FLOATS = {b"Pf": 1, b"PF": 3}
_PLAIN, _BITMAPS = (b"P1", b"P2", b"P3"), (b"P1", b"P4")
_CHANNELS = {b"P1": 1, b"P2": 1, b"P3": 3, b"P4": 1, b"P5": 1, b"P6": 3}


@dataclass(frozen=True)
class _Facts:
    magic: bytes
    width: int
    height: int
    channels: int
    top: float
    start: int


def read_header(file: BinaryIO, path: Path) -> Header:
    """Return the size; raises PhotoError: damaged or too large."""
    facts = _facts(file.read(_HEAD_BYTES), path)
    return Header(facts.width, facts.height, pixel_bytes=_sample_bytes(facts) * facts.channels)


def decode(file: BinaryIO, path: Path) -> Decoded:
    """Return the decoded picture; raises PhotoError: damaged, cut off or too large."""
    facts = _facts(file.read(_HEAD_BYTES), path)
    file.seek(facts.start)
    notes: list[str] = []
    try:
        return Decoded(np.ascontiguousarray(finite(_pixels(facts, file), notes)), notes=tuple(notes))
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error


def _sample_bytes(facts: _Facts) -> int:
    if facts.magic in _PLAIN:
        return _TYPED_BYTES
    if facts.magic in _FLOATS:
        return _COPIES * 4
    return _COPIES * (1 + (facts.top > 255))


def _facts(head: bytes, path: Path) -> _Facts:
    try:
        facts = _pam(head) if head.startswith(b"P7") else _plain_head(head)
    except DECODER_FAULTS as error:
        raise damaged(path, repr(error)) from error
    check_size(path, facts.width, facts.height)
    return facts


def _plain_head(head: bytes) -> _Facts:
    magic = head[:2]
    values, at = [], 2
    for _ in range(2 if magic in _BITMAPS else 3):
        token = _TOKEN.match(head, at)
        if token is None:
            raise ValueError("the header is cut off")
        values.append(token[1])
        at = token.end()
    top = 1.0 if magic in _BITMAPS else float(values[2])
    channels = _FLOATS.get(magic) or _CHANNELS[magic]
    if magic not in _FLOATS and not 1 <= top <= 65535:
        raise ValueError(f"a largest value of {top}")
    return _Facts(magic, int(values[0]), int(values[1]), channels, top, at + 1)


def _pam(head: bytes) -> _Facts:
    end = head.index(b"ENDHDR\n") + len(b"ENDHDR\n")
    words = dict(line.split(None, 1) for line in head[3:end].split(b"\n") if len(line.split(None, 1)) == 2)
    channels, top = int(words[b"DEPTH"]), int(words[b"MAXVAL"])
    if not (1 <= channels <= 4 and 1 <= top <= 65535):
        raise ValueError(f"{channels} channels up to {top}")
    return _Facts(b"P7", int(words[b"WIDTH"]), int(words[b"HEIGHT"]), channels, top, end)


def _pixels(facts: _Facts, file: BinaryIO) -> NDArray[np.generic]:
    shape = facts.height, facts.width, facts.channels
    count = facts.height * facts.width * facts.channels
    if facts.magic in _FLOATS:
        kind = np.dtype("<f4" if facts.top < 0 else ">f4")
        stored = np.frombuffer(read_exactly(file, count * 4), kind).astype(np.float32)
        return stored.reshape(shape)[::-1]  # the bottom row comes first
    if facts.magic == b"P4":
        row_bytes = -(-facts.width // 8)
        packed = np.frombuffer(read_exactly(file, row_bytes * facts.height), np.uint8).reshape(facts.height, row_bytes)
        return ((1 - np.unpackbits(packed, axis=1)[:, : facts.width]) * np.uint8(255))[..., None]
    if facts.magic in _PLAIN:
        values = _typed_out(file.read(), count, bits=facts.magic == b"P1")
    else:
        wide = facts.top > 255
        values = np.frombuffer(read_exactly(file, count * (1 + wide)), ">u2" if wide else np.uint8)
    if facts.magic == b"P1":
        values = 1 - np.minimum(values, 1)
    white, top = 65535 if facts.top > 255 else 255, int(facts.top)
    wanted = np.uint16 if facts.top > 255 else np.uint8
    if top == white:
        return values.astype(wanted).reshape(shape)
    table = (np.minimum(np.arange(white + 1), top) * white + top // 2) // top
    return table.astype(wanted)[np.minimum(values, white)].reshape(shape)


def _typed_out(text: bytes, count: int, *, bits: bool) -> NDArray[np.int64]:
    text = re.sub(rb"#[^\n]*\n?", b" ", text)
    words = list(re.sub(rb"\s", b"", text)[:count].decode("ascii")) if bits else text.split()[:count]
    if len(words) < count:
        raise EOFError(f"{len(words)} of {count} values")
    return np.array([int(word) for word in words], np.int64)
