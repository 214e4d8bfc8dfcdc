"""Blocks of metadata that an encoder refuses, found one by one: each stands for itself, and none costs the picture."""

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from enhancer_gui.storage.result_metadata import EMBEDDING_FAULTS, left_out

_T = TypeVar("_T")
Words: TypeAlias = dict[str, bytes | tuple[float, float]]
"""Blocks by the names of Pillow's encoders."""

EXIF, XMP, PROFILE, RESOLUTION, SEGMENTS = "exif", "xmp", "icc_profile", "dpi", "extra"
_TITLES = {
    EXIF: "EXIF data",
    XMP: "XMP data",
    PROFILE: "colour profile",
    RESOLUTION: "resolution",
    SEGMENTS: "IPTC data",
}


def encoded_with(words: Words, encode: Callable[[Words], _T], probe: Callable[[Words], object], notes: list[str]) -> _T:
    """Return what `encode` makes with all blocks that the encoder takes; notes the others.

    Args:
        words: the blocks.
        encode: makes the file with some of them.
        probe: the same for a tiny picture; asked for one block at a time, once `encode` has failed.
        notes: gets a sentence for each block that is refused.
    """
    try:
        return encode(words)
    except EMBEDDING_FAULTS as error:
        taken: Words = {}
        for name, block in words.items():
            try:
                probe({name: block})
            except EMBEDDING_FAULTS as refusal:
                notes.append(left_out(_TITLES[name], refusal))
            else:
                taken[name] = block
        if len(taken) == len(words):  # each alone is taken, all together are not
            notes.append(left_out("metadata", error))
            taken = {}
        return encode(taken)
