"""Asymmetric numeral systems, the second kind of entropy code in JPEG XL.

Source: ISO/IEC 18181-1:2022, annexes C.2.5 and C.2.6.
"""

from enhancer_gui.storage.jxl_bits import Bits

_ANS_BITS = 12
ANS_END = 0x130000
_LOG_COUNTS = {3: {0: 10, 2: 7, 4: 6, 5: 8, 6: 9}, 4: {3: 3, 7: 5, 9: 4, 11: 1, 15: 2}, 5: {17: 0}, 6: {33: 11}}
_LOG_COUNTS_OF_7 = {1: 12, 65: 13}
_RUN = 13


class State:
    """The state that all ANS codes of a stream share; begun with the first symbol."""

    def __init__(self, bits: Bits) -> None:
        self.value = bits.take(32)


class Ans:
    """An ANS code with its alias table (C.2)."""

    def __init__(self, counts: list[int], log_alphabet: int) -> None:
        self._shift = _ANS_BITS - log_alphabet
        self._counts = counts + [0] * ((1 << log_alphabet) - len(counts))
        self._slots = _alias(self._counts, 1 << self._shift)
        self.state: State | None = None

    def symbol(self, bits: Bits) -> int:
        """Return the next symbol; raises EOFError: cut off."""
        assert self.state is not None
        place = self.state.value & (1 << _ANS_BITS) - 1
        slot, within = place >> self._shift, place & (1 << self._shift) - 1
        cutoff, other, offset = self._slots[slot]
        symbol, within = (slot, within) if within < cutoff else (other, within + offset)
        value = self._counts[symbol] * (self.state.value >> _ANS_BITS) + within
        self.state.value = value << 16 | bits.take(16) if value < 1 << 16 else value
        return symbol


def _alias(counts: list[int], size: int) -> list[tuple[int, int, int]]:
    """Return for each slot how much of it is its own symbol's, whose the rest is, and where that one's rest begins."""
    if (whole := 1 << _ANS_BITS) in counts:
        return [(0, counts.index(whole), slot * size) for slot in range(len(counts))]
    cutoffs, others, offsets = counts.copy(), list(range(len(counts))), [0] * len(counts)
    over = [slot for slot, count in enumerate(counts) if count > size]
    under = [slot for slot, count in enumerate(counts) if count < size]
    while over:
        rich, poor = over.pop(), under.pop()
        cutoffs[rich] -= size - cutoffs[poor]
        others[poor], offsets[poor] = rich, cutoffs[rich]
        if cutoffs[rich] != size:
            (under if cutoffs[rich] < size else over).append(rich)
    return [
        (0, slot, 0) if cutoffs[slot] == size else (cutoffs[slot], others[slot], offsets[slot] - cutoffs[slot])
        for slot in range(len(counts))
    ]


def expected_counts(bits: Bits, log_alphabet: int) -> list[int]:
    """Return how often each symbol is expected, of 4,096."""
    whole = 1 << _ANS_BITS
    if bits.flag():
        symbols = [bits.u8() for _ in range(1 + bits.take(1))]
        counts = [0] * (1 + max(symbols))
        counts[symbols[0]] = bits.take(_ANS_BITS) if len(symbols) == 2 else whole
        if len(symbols) == 2:
            counts[symbols[1]] = whole - counts[symbols[0]]
    elif bits.flag():
        size = 1 + bits.u8()
        counts = [whole // size + (symbol < whole % size) for symbol in range(size)]
    else:
        counts = _detailed_counts(bits)
    if len(counts) > 1 << log_alphabet or sum(counts) != whole or min(counts) < 0:
        raise ValueError("a distribution that does not add up")
    return counts


def _detailed_counts(bits: Bits) -> list[int]:
    width = 0
    while width < 3 and bits.flag():
        width += 1
    shift = (bits.take(width) | 1 << width) - 1
    size = bits.u8() + 3
    logs: list[int] = []
    runs: dict[int, int] = {}
    while len(logs) < size:
        log = _log_count(bits)
        if log == _RUN:
            runs[len(logs)] = bits.u8() + 4
            logs += [-1] * runs[len(logs)]
        else:
            logs.append(log)
    omitted = max(range(size), key=lambda place: (logs[place], -place))
    if len(logs) > size or logs[omitted] < 0:
        raise ValueError("a distribution of runs alone")
    counts = [0] * size
    at = 0
    while at < size:
        if at in runs:
            counts[at : at + runs[at]] = [counts[at - 1] if at else 0] * runs[at]
            at += runs[at]
            continue
        if at != omitted and logs[at] > 0:
            log = logs[at] - 1
            fine = max(0, min(log, shift - (_ANS_BITS - log >> 1)))
            counts[at] = (1 << log) + (bits.take(fine) << log - fine if log else 0)
        at += 1
    counts[omitted] = (1 << _ANS_BITS) - sum(counts)
    return counts


def _log_count(bits: Bits) -> int:
    coming = bits.peek(7)
    for width, values in {**_LOG_COUNTS, 7: _LOG_COUNTS_OF_7}.items():
        found = values.get(coming & (1 << width) - 1)
        if found is not None:
            bits.skip(width)
            return found
    raise ValueError("a count that does not exist")
