"""The colour profile of a JPEG XL: compressed in the codestream itself, where the library keeps it to itself.

What is known of every profile (its head, names of tags and types, numbers that go up evenly) is predicted; commands
say what to predict, data what to add. Source: ISO/IEC 18181-1:2022, annex E.4.
"""

from dataclasses import dataclass
from itertools import islice

from enhancer_gui.storage.jxl_bits import Bits
from enhancer_gui.storage.jxl_entropy import EntropyStream

MAX_PROFILE_BYTES = 2**19
"""Those of colour spaces have a few kilobytes, of screens some ten; a hundred bytes take a millisecond."""
_CONTEXTS = 41
_HEAD_BYTES = 128
_TAGS = b"cprt wtpt bkpt rXYZ gXYZ bXYZ kXYZ rTRC gTRC bTRC kTRC chad desc chrm dmnd dmdd lumi".split()
_TYPES = (b"XYZ ", b"desc", b"text", b"mluc", b"para", b"curv", b"sf32", b"gbd ")
_POINTS = (b"rXYZ", b"gXYZ", b"bXYZ", b"kXYZ", b"wtpt", b"bkpt", b"lumi")
_POINT_BYTES = 20
_PLATFORMS = {b"A": b"PPL", b"M": b"SFT", b"SG": b"I ", b"SU": b"NW"}
_OWN_TAG, _CURVES, _COLOURS, _FIRST_TAG = 1, 2, 3, 4
_HAS_START, _HAS_SIZE, _TAG_MASK = 64, 128, 63
_FIRST_TYPE = 16
_HAS_STRIDE = 16


def read_icc(bits: Bits) -> bytes:
    """Return the profile that begins at the bits.

    Raises:
        ValueError, EOFError, IndexError: it is damaged, or larger than any honest one.
    """
    size = bits.u64()
    if size > MAX_PROFILE_BYTES:
        raise ValueError(f"a profile of {size} bytes")
    stream, packed = EntropyStream(bits, _CONTEXTS), bytearray()
    before, earlier = 0, 0
    for place in range(size):
        value = stream.number(_context(place, before, earlier))
        packed.append(value)
        before, earlier = value, before
    stream.check_end()
    return _Unpacking(bytes(packed)).profile()


def _context(place: int, before: int, earlier: int) -> int:
    return 1 + _near(before) + 8 * _far(earlier) if place > _HEAD_BYTES else 0


def _text(value: int) -> int | None:
    """Return 0 for a letter and 1 for what numbers are written with."""
    character = chr(value)
    if character.isascii() and character.isalpha():
        return 0
    return 1 if character in "0123456789.," else None


def _near(value: int) -> int:
    text = _text(value)
    if text is not None:
        return text
    if value < 2:
        return 2 + value
    if value < 16:
        return 4
    return {255: 6}.get(value, 5 if value > 240 else 7)


def _far(value: int) -> int:
    text = _text(value)
    if text is not None:
        return text
    if value < 16:
        return 2
    return 3 if value > 240 else 4


@dataclass
class LikelyHead:
    """What a profile's first bytes probably are."""

    content: bytearray

    def know(self, before: bytes | bytearray, place: int) -> None:
        """Take into account what the bytes before a place have turned out to be."""
        if place == 8:
            self.content[80:84] = before[4:8]
        elif place == 41:
            self.content[41:44] = _PLATFORMS.get(bytes(before[40:41]), self.content[41:44])
        elif place == 42:
            self.content[42:44] = _PLATFORMS.get(bytes(before[40:42]), self.content[42:44])


def likely_head(size: int) -> LikelyHead:
    """Return the likely head of a profile of `size` bytes, before anything else is known of it."""
    content = bytearray(_HEAD_BYTES)
    content[0:4], content[8], content[12:24] = size.to_bytes(4, "big"), 4, b"mntrRGB XYZ "
    content[36:40], content[68:80] = b"acsp", bytes((0, 0, 246, 214, 0, 1, 0, 0, 0, 0, 211, 45))
    return LikelyHead(content)


class _Stream:
    """Bytes that are taken one after the other."""

    def __init__(self, content: bytes) -> None:
        self._rest = iter(content)
        self._left = len(content)

    @property
    def is_empty(self) -> bool:
        return self._left == 0

    def byte(self) -> int:
        return self.take(1)[0]

    def take(self, count: int) -> bytes:
        if count > self._left:
            raise EOFError("the profile is cut off")
        self._left -= count
        return bytes(islice(self._rest, count))

    def number(self) -> int:
        """Return a number in groups of seven bits, the lowest first."""
        value = shift = 0
        while True:
            group = self.byte()
            value |= (group & 127) << shift
            if group < 128:
                return value
            shift += 7
            if shift > 56:
                raise ValueError("a number without an end")

    def rest(self) -> bytes:
        return self.take(self._left)


class _Unpacking:
    """The profile as far as it is known."""

    def __init__(self, packed: bytes) -> None:
        whole = _Stream(packed)
        self._size = whole.number()
        if self._size > MAX_PROFILE_BYTES:
            raise ValueError(f"a profile of {self._size} bytes")
        self._commands = _Stream(whole.take(whole.number()))
        self._data = _Stream(whole.rest())
        self._made = bytearray()

    def profile(self) -> bytes:
        self._head()
        if not self._commands.is_empty:
            self._tags()
        while not self._commands.is_empty:
            self._content(self._commands.byte())
            if len(self._made) > self._size:
                break
        if len(self._made) != self._size:
            raise ValueError(f"a profile of {len(self._made)} instead of {self._size} bytes")
        return bytes(self._made)

    def _head(self) -> None:
        likely = likely_head(self._size)
        for place in range(min(_HEAD_BYTES, self._size)):
            likely.know(self._made, place)
            self._made.append((self._data.byte() + likely.content[place]) & 255)

    def _tags(self) -> None:
        count = self._commands.number()
        if not count:
            return
        self._made += (count - 1).to_bytes(4, "big")
        start, size = _HEAD_BYTES + 4 + 12 * (count - 1), 0
        while not self._commands.is_empty:
            command = self._commands.byte()
            kind = command & _TAG_MASK
            if not kind:
                return
            name = self._tag_name(kind)
            start += size
            if name in _POINTS:
                size = _POINT_BYTES
            if command & _HAS_START:
                start = self._commands.number()
            if command & _HAS_SIZE:
                size = self._commands.number()
            self._tag(name, start, size)
            if kind == _CURVES:
                self._tag(b"gTRC", start, size)
                self._tag(b"bTRC", start, size)
            if kind == _COLOURS:
                self._tag(b"gXYZ", start + size, size)
                self._tag(b"bXYZ", start + 2 * size, size)

    def _tag_name(self, kind: int) -> bytes:
        if kind == _OWN_TAG:
            return self._data.take(4)
        return {_CURVES: b"rTRC", _COLOURS: b"rXYZ"}.get(kind) or _TAGS[kind - _FIRST_TAG]

    def _tag(self, name: bytes, start: int, size: int) -> None:
        self._made += name + (start & 0xFFFFFFFF).to_bytes(4, "big") + (size & 0xFFFFFFFF).to_bytes(4, "big")

    def _content(self, command: int) -> None:
        match command:
            case 1:
                self._made += self._data.take(self._commands.number())
            case 2 | 3:
                self._made += _interleaved(self._data.take(self._commands.number()), 2 if command == 2 else 4)
            case 4:
                self._predicted()
            case 10:
                self._made += b"XYZ \0\0\0\0" + self._data.take(12)
            case _:
                if not 0 <= command - _FIRST_TYPE < len(_TYPES):
                    raise ValueError(f"command {command}")
                self._made += _TYPES[command - _FIRST_TYPE] + bytes(4)

    def _predicted(self) -> None:
        flags = self._commands.byte()
        width, order = (flags & 3) + 1, flags >> 2 & 3
        stride = self._commands.number() if flags & _HAS_STRIDE else width
        count, start = self._commands.number(), len(self._made)
        if width == 3 or order == 3 or stride < width or 4 * stride >= start:
            raise ValueError(f"a prediction by {order} of {width} bytes, {stride} apart")
        for place, rest in enumerate(_interleaved(self._data.take(count), width)):
            at = start + place // width * width
            one, two, three = (
                int.from_bytes(self._made[at - back * stride : at - back * stride + width], "big") for back in (1, 2, 3)
            )
            likely = (one, 2 * one - two, 3 * one - 3 * two + three)[order]
            self._made.append(((likely >> 8 * (width - 1 - place % width)) + rest) & 255)


def _interleaved(planes: bytes, width: int) -> bytes:
    """Return numbers whose first bytes came first, then the second ones, byte after byte."""
    height = -(-len(planes) // width)
    return bytes(planes[place] for row in range(height) for place in range(row, len(planes), height))
