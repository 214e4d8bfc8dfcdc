"""A colour profile put into the head of a JPEG XL that was encoded without one.

The library that encodes the pixels takes no profile; without loss it stores the samples as they are, whatever their
colours mean, so that the head alone has to say it. (With loss samples become light, which the profile must be known
for.) The profile is written in the plainest form that the standard has: nothing predicted but its first bytes, and
every byte as itself.

Source: ISO/IEC 18181-1:2022, annexes A, C, D.3 and E.4.
"""

from enhancer_gui.storage.jxl_header import Places, places_in
from enhancer_gui.storage.jxl_icc import likely_head

_HEAD_BYTES = 128
_INSERT = 1
_LENGTH_OF_8 = 10
"""Where the length of the code for eight bits stands among those of all lengths (RFC 7932, section 3.5)."""


class _Written:
    """Bits in a row, the lowest first."""

    def __init__(self) -> None:
        self._number = 0
        self.count = 0

    def put(self, value: int, width: int) -> None:
        self._number |= value << self.count
        self.count += width

    def to_bytes(self) -> bytes:
        return self._number.to_bytes(-(-self.count // 8), "little")


def with_profile(codestream: bytes, icc: bytes, *, grey: bool) -> bytes:
    """Return a codestream whose samples are in the colours of a profile.

    Raises:
        ValueError: it holds light rather than samples, or a profile already.
    """
    places = places_in(codestream)
    head = int.from_bytes(codestream[: -(-places.end // 8)], "little")
    made = _Written()
    made.put(head & (1 << places.colour) - 1, places.colour)
    made.put(0b10, 2)  # not the usual colours, but a profile
    made.put(int(grey), 2)
    made.put(*_between(head, places))
    _put_profile(made, icc)
    return made.to_bytes() + codestream[-(-places.end // 8) :]


def _between(head: int, places: Places) -> tuple[int, int]:
    width = places.end - places.after_colour
    return head >> places.after_colour & (1 << width) - 1, width


def _put_profile(made: _Written, icc: bytes) -> None:
    packed = _packed(icc)
    made.put(0b11, 2)
    made.put(len(packed) & 0xFFF, 12)
    left = len(packed) >> 12
    while left:
        made.put(1, 1)
        made.put(left & 255, 8)
        left >>= 8
    made.put(0, 1)
    made.put(0, 1)  # no copies of what came before
    made.put(0b001, 3)  # one distribution for all contexts
    made.put(1, 1)  # a prefix code
    made.put(8, 4 + 4 + 4)  # numbers below 256 are symbols
    made.put(1 | 7 << 1 | 127 << 5, 12)  # 256 of them
    made.put(0, 2 + 2 * _LENGTH_OF_8)
    made.put(0b10, 2)  # every symbol has eight bits
    made.put(0, 2 * (17 - _LENGTH_OF_8))
    codes = [int(f"{value:08b}"[::-1], 2) for value in range(256)]
    made.put(int.from_bytes(bytes(codes[value] for value in packed), "little"), 8 * len(packed))


def _packed(icc: bytes) -> bytes:
    """Return the profile as commands and data."""
    likely = likely_head(len(icc))
    head = bytearray()
    for place, value in enumerate(icc[:_HEAD_BYTES]):
        likely.know(icc, place)
        head.append((value - likely.content[place]) & 255)
    commands = b"\0" + bytes([_INSERT]) + _number(len(icc) - len(head))  # no list of tags: they are content as well
    return _number(len(icc)) + _number(len(commands)) + commands + bytes(head) + icc[_HEAD_BYTES:]


def _number(value: int) -> bytes:
    groups = bytearray()
    while value >= 128:
        groups.append(value & 127 | 128)
        value >>= 7
    return bytes([*groups, value])
