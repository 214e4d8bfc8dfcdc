"""The bits of a JPEG XL codestream, and the numbers that are written in them.

Source: ISO/IEC 18181-1:2022, annex A.
"""


class Bits:
    """Numbers of any width, the lowest bits first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def place(self) -> int:
        """How many bits were taken."""
        return self._at

    def take(self, count: int) -> int:
        """Return the next bits as a number; raises EOFError: the data are cut off."""
        value = self.peek(count)
        self.skip(count)
        return value

    def peek(self, count: int) -> int:
        """Return the next bits without taking them; zeros beyond the end."""
        piece = self._data[self._at >> 3 : (self._at + count + 7) >> 3]
        return (int.from_bytes(piece, "little") >> (self._at & 7)) & ((1 << count) - 1)

    def skip(self, count: int) -> None:
        """Leave bits out; raises EOFError: the data are cut off."""
        if self._at + count > 8 * len(self._data):
            raise EOFError("the header is cut off")
        self._at += count

    def flag(self) -> bool:
        """Return the next bit."""
        return self.take(1) == 1

    def one_of(self, choices: tuple[tuple[int, int], ...]) -> int:
        """Return a U32: two bits choose among four pairs of a base and a width."""
        base, width = choices[self.take(2)]
        return base + self.take(width)

    def u64(self) -> int:
        """Return a U64: short for small numbers, up to 64 bits."""
        match self.take(2):
            case 0:
                return 0
            case 1:
                return 1 + self.take(4)
            case 2:
                return 17 + self.take(8)
        value, shift = self.take(12), 12
        while self.flag():
            if shift == 60:
                return value | self.take(4) << shift
            value |= self.take(8) << shift
            shift += 8
        return value

    def u8(self) -> int:
        """Return a U8: 0, or a power of two below 256 and what it is exceeded by."""
        if not self.flag():
            return 0
        width = self.take(3)
        return (1 << width) + self.take(width)
