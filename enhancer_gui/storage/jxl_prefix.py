"""Prefix codes of JPEG XL, which are those of Brotli.

Source: RFC 7932, section 3; ISO/IEC 18181-1:2022, annex C.2.
"""

from collections.abc import Sequence

from enhancer_gui.storage.jxl_bits import Bits

LOG_ALPHABET = 15
_LENGTH_ORDER = (1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15)
_LENGTH_CODES = ((2, 0), (2, 4), (2, 3), (3, 2), (2, 0), (2, 4), (2, 3), (4, 1))
_LENGTH_CODES_OF_16 = (*_LENGTH_CODES, *_LENGTH_CODES[:7], (4, 5))
"""(bits, length) by the next four bits: RFC 7932, section 3.5."""
_REPEAT = 16
_SPACE = 1 << 15
_SIMPLE = {1: (0,), 2: (1, 1), 3: (1, 2, 2), 4: (2, 2, 2, 2), 5: (1, 2, 3, 3)}


class Prefix:
    """A prefix code: what the coming bits mean, and how many of them."""

    def __init__(self, lengths: Sequence[int]) -> None:
        used = [(length, symbol) for symbol, length in enumerate(lengths) if length]
        if len(used) == 1:
            used = [(0, used[0][1])]
        self._width = max((length for length, _ in used), default=0)
        self._meanings: list[tuple[int, int] | None] = [None] * (1 << self._width)
        code = at = 0
        for length, symbol in sorted(used):
            code <<= length - at
            at = length
            if code >> length:
                raise ValueError("a prefix code that does not add up")
            first = int(f"{code:0{length}b}"[::-1], 2) if length else 0
            every = 1 << length
            self._meanings[first::every] = [(length, symbol)] * len(range(first, 1 << self._width, every))
            code += 1

    def symbol(self, bits: Bits) -> int:
        """Return the next symbol; raises ValueError, EOFError: damaged or cut off."""
        found = self._meanings[bits.peek(self._width)]
        if found is None:
            raise ValueError("a code that does not exist")
        bits.skip(found[0])
        return found[1]

    @classmethod
    def read(cls, bits: Bits, alphabet: int) -> "Prefix":
        """Return a code as it is described in the stream; raises ValueError, EOFError: damaged or cut off."""
        if alphabet == 1:
            return cls([1])
        skipped = bits.take(2)
        return cls(_simple_lengths(bits, alphabet) if skipped == 1 else _lengths(bits, alphabet, skipped))


def _simple_lengths(bits: Bits, alphabet: int) -> list[int]:
    width, count = (alphabet - 1).bit_length(), 1 + bits.take(2)
    symbols = [bits.take(width) for _ in range(count)]
    if max(symbols) >= alphabet or len(set(symbols)) < count:
        raise ValueError("symbols of a prefix code that do not exist")
    lengths = [0] * alphabet
    for symbol, length in zip(symbols, _SIMPLE[count + bits.take(1) if count == 4 else count], strict=True):
        lengths[symbol] = length or 1
    return lengths


def _lengths(bits: Bits, alphabet: int, skipped: int) -> list[int]:
    outer, space = [0] * len(_LENGTH_ORDER), 32
    for place in _LENGTH_ORDER[skipped:]:
        if space <= 0:
            break
        taken, outer[place] = _LENGTH_CODES_OF_16[bits.peek(4)]
        bits.skip(taken)
        space -= 32 >> outer[place] if outer[place] else 0
    code, lengths = Prefix(outer), list[int]()
    space, before, repeated, repeat = _SPACE, 8, 0, 0
    while len(lengths) < alphabet and space > 0:
        length = code.symbol(bits)
        if length < _REPEAT:
            lengths.append(length)
            repeat = 0
            if length:
                before = length
                space -= _SPACE >> length
            continue
        extra, again = length - 14, before if length == _REPEAT else 0
        if again != repeated:
            repeat, repeated = 0, again
        old = repeat
        repeat = (repeat - 2 << extra if repeat else 0) + bits.take(extra) + 3
        lengths += [again] * (repeat - old)
        space -= (repeat - old) * (_SPACE >> again) if again else 0
    if space or len(lengths) > alphabet:
        raise ValueError("a prefix code that does not add up")
    return lengths + [0] * (alphabet - len(lengths))


def alphabet_size(bits: Bits) -> int:
    """Return how many symbols a code has."""
    if not bits.flag():
        return 1
    width = bits.take(4)
    return 1 + (1 << width) + bits.take(width)
