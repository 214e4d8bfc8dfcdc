"""The entropy decoder of JPEG XL: hybrid integers by prefix codes or ANS, and copies of what came before.

The library that decodes the pixels does not hand out the colour profile, which is compressed with these.
Source: ISO/IEC 18181-1:2022, annex C.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from enhancer_gui.storage.jxl_ans import ANS_END, Ans, State, expected_counts
from enhancer_gui.storage.jxl_bits import Bits
from enhancer_gui.storage.jxl_prefix import LOG_ALPHABET, Prefix, alphabet_size

_SMALLEST_COPIED = ((224, 0), (512, 0), (4096, 0), (8, 15))
_SHORTEST_COPY = ((3, 0), (4, 0), (5, 2), (9, 8))
_WINDOW = 1 << 20
_COPY_LOG_ALPHABET = 8


class Code(Protocol):
    """What gives symbols."""

    def symbol(self, bits: Bits) -> int:
        """Return the next symbol."""


@dataclass(frozen=True)
class _Integers:
    """Hybrid integers: small ones are symbols, larger ones a symbol and bits (C.3)."""

    split: int
    high: int
    low: int

    @classmethod
    def read(cls, bits: Bits, log_alphabet: int) -> "_Integers":
        split = bits.take(log_alphabet.bit_length())
        if split == log_alphabet:
            return cls(split, 0, 0)
        high = bits.take(split.bit_length())
        if high > split:
            raise ValueError("an integer of more bits than it has")
        low = bits.take((split - high).bit_length())
        if high + low > split:
            raise ValueError("an integer of more bits than it has")
        return cls(split, high, low)

    def number(self, token: int, bits: Bits) -> int:
        if token < 1 << self.split:
            return token
        count = self.split - self.high - self.low + ((token - (1 << self.split)) >> (self.high + self.low))
        if count > 31:
            raise ValueError("an integer of more than 32 bits")
        low = token & ((1 << self.low) - 1)
        high = (token >> self.low) & ((1 << self.high) - 1) | 1 << self.high
        return (high << count | bits.take(count)) << self.low | low


class EntropyStream:
    """Numbers of a stream, each from the distribution of its context; begins with the distributions themselves."""

    def __init__(self, bits: Bits, contexts: int, *, copies: bool = True) -> None:
        self._bits = bits
        self._smallest_copied, self._shortest = 1 << 32, 0
        self._lengths: _Integers | None = None
        if bits.flag():
            if not copies:
                raise ValueError("copies where none may be")
            self._smallest_copied, self._shortest = bits.one_of(_SMALLEST_COPIED), bits.one_of(_SHORTEST_COPY)
            self._lengths = _Integers.read(bits, _COPY_LOG_ALPHABET)
            contexts += 1
        self._clusters = _clusters(bits, contexts) if contexts > 1 else [0]
        by_prefix = bits.flag()
        log_alphabet = LOG_ALPHABET if by_prefix else 5 + bits.take(2)
        count = 1 + max(self._clusters)
        self._integers = [_Integers.read(bits, log_alphabet) for _ in range(count)]
        self._codes: Sequence[Code]
        self._state: State | None = None
        if by_prefix:
            sizes = [alphabet_size(bits) for _ in range(count)]
            self._codes = [Prefix.read(bits, size) for size in sizes]
        else:
            codes = [Ans(expected_counts(bits, log_alphabet), log_alphabet) for _ in range(count)]
            self._state = State(bits)
            for code in codes:
                code.state = self._state
            self._codes = codes
        self._seen: list[int] = []
        self._from, self._left = 0, 0

    def number(self, context: int) -> int:
        """Return the next number."""
        if not self._left:
            cluster = self._clusters[context]
            token = self._codes[cluster].symbol(self._bits)
            if token < self._smallest_copied:
                self._seen.append(self._integers[cluster].number(token, self._bits))
                return self._seen[-1]
            assert self._lengths is not None
            self._left = self._shortest + self._lengths.number(token - self._smallest_copied, self._bits)
            cluster = self._clusters[-1]
            back = 1 + self._integers[cluster].number(self._codes[cluster].symbol(self._bits), self._bits)
            self._from = len(self._seen) - min(back, len(self._seen), _WINDOW)
        self._seen.append(self._seen[self._from] if self._from < len(self._seen) else 0)
        self._from, self._left = self._from + 1, self._left - 1
        return self._seen[-1]

    def check_end(self) -> None:
        """Check that the stream ended where it should; raises ValueError."""
        if self._state is not None and self._state.value != ANS_END:
            raise ValueError("the stream did not end where it should")


def _clusters(bits: Bits, contexts: int) -> list[int]:
    """Return which distribution each context has (C.2.2)."""
    if bits.flag():
        width = bits.take(2)
        return [bits.take(width) for _ in range(contexts)]
    moves = bits.flag()
    stream = EntropyStream(bits, 1, copies=contexts > 2)
    found = [stream.number(0) for _ in range(contexts)]
    stream.check_end()
    if max(found) > 255:
        raise ValueError("too many distributions")
    if moves:
        order = list(range(256))
        for place, index in enumerate(found):
            found[place] = order.pop(index)
            order.insert(0, found[place])
    return found
