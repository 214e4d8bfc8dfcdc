"""Colour profiles of JPEG XL: read as libjxl writes them, and written so that others read them."""

from functools import cache
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enhancer_gui.core.image import BitDepth, Metadata
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage import jxl_icc
from enhancer_gui.storage.colour import profile_space
from enhancer_gui.storage.decoded import DECODER_FAULTS
from enhancer_gui.storage.jxl_bits import Bits
from enhancer_gui.storage.jxl_header import parse_header, places_in
from enhancer_gui.storage.jxl_icc_write import with_profile
from enhancer_gui.storage.photos import PhotoHeader, read_photo, write_photo
from tests.storage.making import bands, profile, scene

P3 = profile("P3")
REAL = {
    "bench_oriented_brg.jxl": (2712, "RGB", b"c2"),
    "grayscale_jpeg.jxl": (912, "GRAY", b"ADBE"),
    "patches_lossless.jxl": (2924, "RGB", b"Copyright Apple"),
}
"""Of the conformance suite: entropy codes, copies and predictions as libjxl makes them."""


@cache
def encoded() -> bytes:
    return bytes(imagecodecs.jpegxl_encode(scene(40, 30), lossless=True))


@pytest.mark.parametrize("name", REAL)
def test_fault_25_profiles_of_the_conformance_suite_are_read(shared: Path, name: str) -> None:
    path = shared / "data" / "formats" / "jxl" / "conformance" / name
    if not path.is_file():
        pytest.skip(f"{path} does not exist.")
    size, space, words = REAL[name]
    photo = read_photo(path)
    assert photo.notes == ()
    assert photo.metadata.icc is not None
    assert (len(photo.metadata.icc), profile_space(photo.metadata.icc)) == (size, space)
    assert int.from_bytes(photo.metadata.icc[:4], "big") == size
    assert words in photo.metadata.icc.replace(b"\0", b"")


@pytest.mark.parametrize("depth", list(BitDepth))
@pytest.mark.parametrize("alpha", [False, True])
@pytest.mark.parametrize("grey", [False, True])
def test_fault_25_a_profile_survives_in_jpeg_xl_without_loss(
    tmp_path: Path, depth: BitDepth, alpha: bool, grey: bool
) -> None:
    samples = scene(40, 30, depth, 4)
    channels = [*([0] if grey else [0, 1, 2]), *([3] if alpha else [])]
    kept = np.ascontiguousarray(samples[..., channels])
    icc = profile("GRAY") if grey else P3
    header = PhotoHeader(40, 30, depth, FileFormat.JXL, 100, has_alpha=alpha, is_grey=grey, metadata=Metadata(icc=icc))
    assert write_photo(tmp_path / "a.jxl", header, bands(kept), overwrite=False) == []
    photo = read_photo(tmp_path / "a.jxl")
    assert photo.notes == ()
    assert photo.metadata.icc == icc
    assert np.array_equal(photo.samples[..., : len(channels) - alpha], kept[..., : len(channels) - alpha])


@cache
def with_small_profile() -> bytes:
    return with_profile(encoded(), P3, grey=False)


@settings(max_examples=10)
@given(st.integers(129, 9000))
def test_that_profiles_of_any_size_and_content_come_back(size: int) -> None:
    icc = np.random.default_rng(size).integers(0, 256, size, np.uint8).tobytes()
    made = with_profile(encoded(), icc, grey=False)
    assert parse_header(made, with_profile=True).icc == icc


def test_that_what_has_a_profile_or_is_light_gets_none() -> None:
    once = with_profile(encoded(), P3, grey=False)
    with pytest.raises(ValueError, match="already"):
        places_in(once)
    with pytest.raises(ValueError, match="light"):
        places_in(bytes(imagecodecs.jpegxl_encode(np.asarray(scene(40, 30), np.uint8), distance=1.0)))


@settings(max_examples=40)
@given(st.integers(0, 600), st.integers(0, 7))
def test_fault_15_damaged_profiles_raise_nothing_but_decoders_faults(place: int, bit: int) -> None:
    data = bytearray(with_small_profile())
    data[place % len(data)] ^= 1 << bit
    for content in (bytes(data), bytes(data[:place])):
        try:
            parse_header(content, with_profile=True)
        except DECODER_FAULTS:
            continue


@given(st.binary(max_size=400))
def test_fault_15_any_bytes_as_a_profile_raise_nothing_but_decoders_faults(content: bytes) -> None:
    try:
        jxl_icc.read_icc(Bits(content))
    except DECODER_FAULTS:
        return


def test_fault_25_a_profile_that_cannot_be_read_is_noted_and_the_photo_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jxl").write_bytes(with_profile(encoded(), P3, grey=False))
    monkeypatch.setattr(jxl_icc, "MAX_PROFILE_BYTES", 100)
    photo = read_photo(tmp_path / "a.jxl")
    assert photo.notes == ("The photo's colour profile is damaged; sRGB is assumed.",)
    assert np.array_equal(photo.samples, scene(40, 30))
