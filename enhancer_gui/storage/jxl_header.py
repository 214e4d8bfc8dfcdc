"""What a JPEG XL file says of itself before it is decoded: the library of ours gives pixels and nothing else.

Source: ISO/IEC 18181-1:2022, annexes A (bits), D.2 and D.3 (size, metadata, colour encoding); 18181-2 (boxes).
"""

from dataclasses import dataclass

from enhancer_gui.storage.jxl_bits import Bits
from enhancer_gui.storage.jxl_icc import read_icc

_U32_SIZE = ((1, 9), (1, 13), (1, 18), (1, 30))
_ENUM = ((0, 0), (1, 0), (2, 4), (18, 6))
_RATIOS = {1: (1, 1), 2: (12, 10), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}
_ALPHA, _SPOT_COLOUR, _COLOUR_FILTER = 0, 2, 5
_GREY, _XYB = 1, 2
_CUSTOM = 2
_MAX_CHANNELS = 64
_SIGNATURE_BITS = 16
_FLOAT_BITS = 16
_LIGHT_BITS = 3 * _FLOAT_BITS + 1
_WEIGHTS = (15, 55, 210)
"""Numbers of upsampling weights for factors of 2, 4 and 8."""


@dataclass
class JxlFacts:
    """The facts of a codestream's header.

    Attributes:
        width, height: as stored, before orientation.
        bits: of a sample; floats have 16 or 32.
        alpha_associated: colours are multiplied by alpha.
        original_profile: pixels come in the space of the embedded profile.
        icc: that profile, where it was asked for.
        primaries, white, transfer: code points of the colour space; custom ones in `corners` and `white_xy`.
    """

    width: int = 0
    height: int = 0
    orientation: int = 1
    bits: int = 8
    animated: bool = False
    has_alpha: bool = False
    alpha_associated: bool = False
    original_profile: bool = False
    icc: bytes | None = None
    primaries: int = 1
    white: int = 1
    transfer: int = 13
    gamma: float | None = None
    corners: tuple[tuple[float, float], ...] = ()
    white_xy: tuple[float, float] = (0.3127, 0.3290)


def parse_header(codestream: bytes, *, with_profile: bool = False) -> JxlFacts:
    """Return the facts of a bare codestream, of which the first kilobytes are enough unless a profile is asked for.

    Raises:
        EOFError: they are cut off.
        ValueError: more channels than any photo has, or a damaged profile.
    """
    bits, facts = Bits(codestream), JxlFacts()
    bits.skip(_SIGNATURE_BITS)
    facts.width, facts.height = _size(bits)
    if bits.flag():
        return facts
    has_extra_fields = bits.flag()
    is_xyb = _up_to_colour(bits, facts, has_extra_fields=has_extra_fields)
    _colour(bits, facts, is_xyb=is_xyb)
    if with_profile and facts.original_profile:
        _skip_to_profile(bits, has_extra_fields=has_extra_fields)
        facts.icc = read_icc(bits)
    return facts


@dataclass(frozen=True)
class Places:
    """Bits from the beginning of a codestream to the colour space, behind it, and to the end of the header."""

    colour: int
    after_colour: int
    end: int


def places_in(codestream: bytes) -> Places:
    """Return where the colour space of samples is stated, and where a profile would be.

    Raises:
        EOFError: the header is cut off.
        ValueError: it states none: the picture is light, or has a profile already.
    """
    bits, facts = Bits(codestream), JxlFacts()
    bits.skip(_SIGNATURE_BITS)
    _size(bits)
    if bits.flag():
        raise ValueError("the usual picture is light, not samples")
    has_extra_fields = bits.flag()
    if _up_to_colour(bits, facts, has_extra_fields=has_extra_fields):
        raise ValueError("a picture of light, not of samples")
    colour = bits.place
    _colour(bits, facts, is_xyb=False)
    if facts.original_profile:
        raise ValueError("a profile is there already")
    after_colour = bits.place
    _skip_to_profile(bits, has_extra_fields=has_extra_fields)
    return Places(colour, after_colour, bits.place)


def _up_to_colour(bits: Bits, facts: JxlFacts, *, has_extra_fields: bool) -> bool:
    """Read what is said before the colour space; return whether the picture is light (XYB) instead of samples."""
    if has_extra_fields:
        _extra_fields(bits, facts)
    facts.bits = _depth(bits)
    bits.flag()
    channels = bits.one_of(((0, 0), (1, 0), (2, 4), (1, 12)))
    if channels > _MAX_CHANNELS:
        raise ValueError(f"{channels} further channels")
    for _ in range(channels):
        _channel(bits, facts)
    return bits.flag()


def _skip_to_profile(bits: Bits, *, has_extra_fields: bool) -> None:
    """Pass tone mapping, extensions and upsampling weights, which are there only where they are not the usual ones."""
    if has_extra_fields and not bits.flag():
        bits.skip(_LIGHT_BITS)
    extensions = bits.u64()
    bits.skip(sum(bits.u64() for _ in range(extensions.bit_count())))
    if bits.flag():
        return
    chosen = bits.take(len(_WEIGHTS))
    bits.skip(_FLOAT_BITS * sum(count for place, count in enumerate(_WEIGHTS) if chosen >> place & 1))


def _size(bits: Bits) -> tuple[int, int]:
    small = bits.flag()
    height = 8 * (1 + bits.take(5)) if small else bits.one_of(_U32_SIZE)
    ratio = bits.take(3)
    if ratio:
        across, down = _RATIOS[ratio]
        return height * across // down, height
    return (8 * (1 + bits.take(5)) if small else bits.one_of(_U32_SIZE)), height


def _extra_fields(bits: Bits, facts: JxlFacts) -> None:
    facts.orientation = 1 + bits.take(3)
    if bits.flag():
        _size(bits)
    if bits.flag():
        by_8 = bits.flag()
        choices = ((16, 0), (32, 0), (1, 5), (33, 9)) if by_8 else ((1, 6), (65, 8), (321, 10), (1345, 12))
        bits.one_of(choices)
        if not bits.take(3):
            bits.one_of(choices)
    facts.animated = bits.flag()
    if facts.animated:
        bits.one_of(((100, 0), (1000, 0), (1, 10), (1, 30)))
        bits.one_of(((1, 0), (1001, 0), (1, 8), (1, 10)))
        bits.one_of(((0, 0), (0, 3), (0, 16), (0, 32)))
        bits.flag()


def _depth(bits: Bits) -> int:
    if not bits.flag():
        return bits.one_of(((8, 0), (10, 0), (12, 0), (1, 6)))
    wide = bits.one_of(((32, 0), (16, 0), (24, 0), (1, 6)))
    bits.take(4)
    return wide


def _channel(bits: Bits, facts: JxlFacts) -> None:
    if bits.flag():
        facts.has_alpha = True
        return
    kind = bits.one_of(_ENUM)
    _depth(bits)
    bits.one_of(((0, 0), (3, 0), (4, 0), (1, 3)))
    bits.take(8 * bits.one_of(((0, 0), (0, 4), (16, 5), (48, 10))))
    if kind == _ALPHA:
        facts.alpha_associated = bits.flag()
        facts.has_alpha = True
    elif kind == _SPOT_COLOUR:
        bits.take(64)
    elif kind == _COLOUR_FILTER:
        bits.one_of(((1, 0), (0, 2), (3, 4), (19, 8)))


def _colour(bits: Bits, facts: JxlFacts, *, is_xyb: bool) -> None:
    if bits.flag():
        return
    has_icc = bits.flag()
    space = bits.one_of(_ENUM)
    if has_icc:
        facts.original_profile = not is_xyb
        return
    if space != _XYB:
        facts.white = bits.one_of(_ENUM)
        if facts.white == _CUSTOM:
            facts.white_xy = _point(bits)
        if space != _GREY:
            facts.primaries = bits.one_of(_ENUM)
            if facts.primaries == _CUSTOM:
                facts.corners = (_point(bits), _point(bits), _point(bits))
        if bits.flag():
            facts.gamma = 1e7 / max(1, bits.take(24))
        else:
            facts.transfer = bits.one_of(_ENUM)
    bits.one_of(_ENUM)  # how colours that a screen lacks are to be shown


def _point(bits: Bits) -> tuple[float, float]:
    choices = ((0, 19), (524_288, 19), (1_048_576, 20), (2_097_152, 21))
    packed = bits.one_of(choices), bits.one_of(choices)
    x, y = ((v >> 1) ^ -(v & 1) for v in packed)
    return x / 1e6, y / 1e6
