"""Every format that is written, in every depth and mode it can hold, read back: nothing lost that it can hold."""

from pathlib import Path

import numpy as np
import pytest

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth, Image, Metadata
from enhancer_gui.core.recipe import Chroma, FileFormat
from enhancer_gui.storage import format_table
from enhancer_gui.storage.format_table import WRITABLE, Extra, is_installed
from enhancer_gui.storage.photos import PhotoHeader, check_header, read_photo, resolve_format, suffix_of, write_photo
from tests.storage.making import XMP, bands, exif_block, header_for, profile, scene

MODES = {"grey": 1, "grey with alpha": 2, "colour": 3, "colour with alpha": 4}
LOSSLESS = {FileFormat.PNG: 95, FileFormat.TIFF: 95, FileFormat.WEBP: 100, FileFormat.JXL: 100}
"""Formats that can be without any loss, and the quality that makes them so."""

CLOSE = {
    FileFormat.JPEG: 0.03,
    FileFormat.WEBP: 0.03,
    FileFormat.AVIF: 0.03,
    FileFormat.JXL: 0.08,
    FileFormat.HEIC: 0.04,
}
"""The largest error of a smooth picture at quality 95, of 1.0."""

CASES = [
    pytest.param(
        target,
        depth,
        mode,
        id=f"{target.value}-{depth.value}-{mode}",
        marks=pytest.mark.skipif(not is_installed(facts.extra), reason=f"The extra {facts.extra} is not installed."),
    )
    for target, facts in WRITABLE.items()
    for depth in facts.depths
    for mode in MODES
]


def picture(depth: BitDepth, mode: str) -> np.ndarray:
    samples = scene(72, 50, depth, 4).copy()
    if "grey" in mode:
        samples[..., 1:3] = samples[..., :1]
    return samples if "alpha" in mode else samples[..., :3]


def written_and_read(folder: Path, target: FileFormat, samples: np.ndarray, **facts: object) -> Image:
    path = folder / f"a{suffix_of(target)}"
    notes = write_photo(path, header_for(samples, target, **facts), bands(samples), overwrite=True)
    assert notes == []
    return read_photo(path)


@pytest.mark.parametrize(("target", "depth", "mode"), CASES)
def test_fault_23_every_mode_is_held_or_declared(
    tmp_path: Path, target: FileFormat, depth: BitDepth, mode: str
) -> None:
    samples, facts = picture(depth, mode), WRITABLE[target]
    photo = written_and_read(tmp_path, target, samples, is_grey="grey" in mode)
    assert photo.depth is depth
    assert photo.is_grey == ("grey" in mode and facts.grey)
    if "grey" in mode:
        assert np.ptp(photo.samples.astype(np.float64), axis=2).max() <= CLOSE.get(target, 0) * depth.white
    assert (photo.alpha is not None) == ("alpha" in mode and facts.alpha)
    if target in CLOSE and "alpha" not in mode:
        error = np.abs(photo.samples.astype(np.float64) - samples[..., :3]).max() / depth.white
        assert error < CLOSE[target]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("target", "depth"), [(target, depth) for target in LOSSLESS for depth in WRITABLE[target].depths]
)
def test_fault_24_a_format_without_loss_gives_back_every_sample(
    tmp_path: Path, target: FileFormat, depth: BitDepth, mode: str
) -> None:
    dice = np.random.default_rng(7)
    noise = dice.random((50, 72, 4), np.float32)
    samples = noise if depth is BitDepth.F32 else (noise * depth.white).astype(depth.dtype)
    if "grey" in mode:
        samples[..., 1:3] = samples[..., :1]
    samples = samples if "alpha" in mode else samples[..., :3]
    photo = written_and_read(tmp_path, target, samples, is_grey="grey" in mode, quality=LOSSLESS[target])
    assert np.array_equal(photo.samples, samples[..., :3])
    if "alpha" in mode:
        assert photo.alpha is not None
        assert np.array_equal(photo.alpha, samples[..., 3])


@pytest.mark.parametrize("target", [target for target, facts in WRITABLE.items() if facts.profile])
@pytest.mark.parametrize("grey", [False, True])
def test_fault_25_a_profile_survives_wherever_it_can_be_held(tmp_path: Path, target: FileFormat, grey: bool) -> None:
    facts = WRITABLE[target]
    if not is_installed(facts.extra) or (grey and not facts.grey_profile):
        pytest.skip("not to be held here")
    icc = profile("GRAY" if grey else "P3")
    mode = "grey" if grey else "colour"
    photo = written_and_read(tmp_path, target, picture(BitDepth.U8, mode), is_grey=grey, metadata=Metadata(icc=icc))
    assert photo.metadata.icc == icc


@pytest.mark.parametrize("target", WRITABLE)
def test_fault_26_exif_xmp_and_resolution_survive_in_every_format(tmp_path: Path, target: FileFormat) -> None:
    if not is_installed(WRITABLE[target].extra):
        pytest.skip(f"The extra {WRITABLE[target].extra} is not installed.")
    metadata = Metadata(exif=exif_block(6), xmp=XMP, dpi=(300.0, 300.0))
    photo = written_and_read(tmp_path, target, picture(BitDepth.U8, "colour"), metadata=metadata)
    assert photo.metadata.exif is not None
    assert b"Model X" in photo.metadata.exif
    assert photo.metadata.xmp is not None
    assert b'Rating="4"' in photo.metadata.xmp
    assert photo.metadata.dpi == pytest.approx((300, 300), abs=0.1)
    assert (photo.width, photo.height) == (72, 50), "the orientation was reset"


@pytest.mark.parametrize("target", [FileFormat.JPEG, FileFormat.AVIF, FileFormat.HEIC])
def test_that_half_chroma_makes_files_smaller(tmp_path: Path, target: FileFormat) -> None:
    if not is_installed(WRITABLE[target].extra):
        pytest.skip(f"The extra {WRITABLE[target].extra} is not installed.")
    samples = np.random.default_rng(1).integers(0, 256, (64, 64, 3), np.uint8)
    sizes = []
    for chroma in (Chroma.FULL, Chroma.HALF):
        path = tmp_path / f"{chroma.name}{suffix_of(target)}"
        write_photo(path, header_for(samples, target, chroma=chroma), bands(samples), overwrite=True)
        sizes.append(path.stat().st_size)
    assert sizes[1] < 0.9 * sizes[0]


def test_that_a_missing_library_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(format_table, "find_spec", lambda _: None)
    with pytest.raises(PhotoError, match=r"enhancer-gui\[heif\]"):
        check_header(PhotoHeader(4, 4, BitDepth.U8, FileFormat.HEIC))
    heads = {
        Extra.HEIF: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        Extra.RAW: b"FUJIFILMCCD-RAW 0201",
        Extra.EXR: b"\x76\x2f\x31\x01\2\0\0\0",
    }
    for extra, head in heads.items():
        (tmp_path / extra.value).write_bytes(head + bytes(100))
        with pytest.raises(PhotoError, match=rf"enhancer-gui\[{extra.value}\]"):
            read_photo(tmp_path / extra.value)
    assert FileFormat.HEIC not in format_table.writable_formats()
    assert resolve_format(FileFormat.KEEP, Path("a.heic")) is FileFormat.PNG
    assert "HEIC" not in format_table.readable_titles()
