"""Colours on their way into a file: kept with their profile, or converted as was asked for or must be."""

from pathlib import Path

import numpy as np
import pytest
import tifffile

from enhancer_gui.core.image import BitDepth, Metadata, to_float
from enhancer_gui.core.recipe import ColourSpace, FileFormat
from enhancer_gui.storage.cicp import profile_for
from enhancer_gui.storage.colour import is_srgb, lab_to_srgb_deep, srgb_profile
from enhancer_gui.storage.photos import read_photo, suffix_of, write_photo
from tests.storage.making import bands, header_for, profile, scene


def p3() -> bytes:
    made = profile_for(12, 13)
    assert made is not None
    return made


P3_TO_SRGB = np.array([[1.2249402, -0.2249402, 0], [-0.0420570, 1.0420570, 0], [-0.0196376, -0.0786361, 1.0982736]])


def decoded(values: np.ndarray) -> np.ndarray:
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def encoded(linear: np.ndarray) -> np.ndarray:
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * np.maximum(linear, 0) ** (1 / 2.4) - 0.055)


def p3_to_srgb(values: np.ndarray) -> np.ndarray:
    """Return values of 0..1 converted by the definition of both spaces: no littleCMS involved."""
    return encoded(np.clip(decoded(values) @ P3_TO_SRGB.T, 0, 1))


LINEAR_TO_XYZ = np.array(
    [[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]]
)
D50 = np.array([0.96422, 1, 0.82521])


def to_lab(values: np.ndarray) -> np.ndarray:
    """Return sRGB values of 0..1 as CIE Lab (D50)."""
    xyz = decoded(values) @ LINEAR_TO_XYZ.T / D50
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def lab_distance(first: np.ndarray, second: np.ndarray) -> float:
    """Return the mean CIE76 colour difference of two pictures in sRGB values of 0..1."""
    return float(np.sqrt(((to_lab(first) - to_lab(second)) ** 2).sum(axis=-1)).mean())


@pytest.mark.parametrize("target", [FileFormat.PNG, FileFormat.TIFF])
@pytest.mark.parametrize("depth", [BitDepth.U8, BitDepth.U16])
def test_fault_25_conversion_to_srgb_on_request_is_exact(tmp_path: Path, target: FileFormat, depth: BitDepth) -> None:
    samples = scene(60, 40, depth)
    header = header_for(samples, target, colour=ColourSpace.SRGB, metadata=Metadata(icc=p3()))
    path = tmp_path / f"a{suffix_of(target)}"
    assert write_photo(path, header, bands(samples), overwrite=True) == []
    photo = read_photo(path)
    assert photo.metadata.icc is not None
    assert is_srgb(photo.metadata.icc)
    exact, found = p3_to_srgb(to_float(samples)), to_float(photo.samples)
    assert np.abs(found - exact).max() < 0.6 / 255
    assert lab_distance(found, exact) < 0.5


def test_that_conversion_keeps_white_grey_and_what_is_srgb_already(tmp_path: Path) -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    header = header_for(ramp, FileFormat.PNG, colour=ColourSpace.SRGB, metadata=Metadata(icc=p3()))
    write_photo(tmp_path / "a.png", header, bands(ramp), overwrite=True)
    assert np.array_equal(read_photo(tmp_path / "a.png").samples, ramp), "the curves are the same: greys stay"
    noise = np.random.default_rng(0).integers(0, 256, (20, 20, 3), np.uint8)
    header = header_for(noise, FileFormat.PNG, colour=ColourSpace.SRGB, metadata=Metadata(icc=srgb_profile()))
    write_photo(tmp_path / "b.png", header, bands(noise), overwrite=True)
    assert np.array_equal(read_photo(tmp_path / "b.png").samples, noise)


def test_that_float_keeps_colours_beyond_srgb(tmp_path: Path) -> None:
    red = np.zeros((4, 4, 3), np.float32)
    red[..., 0] = 1
    header = header_for(red, FileFormat.TIFF, colour=ColourSpace.SRGB, metadata=Metadata(icc=p3()))
    write_photo(tmp_path / "a.tif", header, bands(red), overwrite=True)
    assert read_photo(tmp_path / "a.tif").samples[0, 0, 0] > 1.05


@pytest.mark.parametrize("target", [FileFormat.WEBP, FileFormat.AVIF, FileFormat.JXL])
def test_fault_22_grey_with_a_profile_that_cannot_be_held_is_converted_and_stays_grey(
    tmp_path: Path, target: FileFormat
) -> None:
    samples = np.repeat(np.asarray(scene(), np.uint8)[..., :1], 3, axis=2)
    icc = profile("GRAY")  # linear
    path = tmp_path / f"a{suffix_of(target)}"
    quality = 98 if target is FileFormat.JXL else 100  # without loss it would be held
    header = header_for(samples, target, is_grey=True, quality=quality, metadata=Metadata(icc=icc))
    notes = write_photo(path, header, bands(samples), overwrite=True)
    assert len(notes) == 1
    assert "sRGB" in notes[0]
    photo = read_photo(path)
    assert np.ptp(photo.samples.astype(int), axis=2).max() <= (3 if target is FileFormat.AVIF else 0)
    linear = samples / 255.0
    expected = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055) * 255
    assert np.abs(photo.samples - expected).max() < 5


def test_fault_25_a_profile_that_jpeg_xl_with_loss_cannot_hold_is_converted_with_a_note(tmp_path: Path) -> None:
    samples = scene(40, 30, BitDepth.U16)
    header = header_for(samples, FileFormat.JXL, quality=99, metadata=Metadata(icc=p3()))
    notes = write_photo(tmp_path / "a.jxl", header, bands(samples), overwrite=True)
    assert "converted to sRGB" in notes[0]
    assert np.abs(to_float(read_photo(tmp_path / "a.jxl").samples) - p3_to_srgb(to_float(samples))).mean() < 1.5 / 255


def test_fault_23_sixteen_bit_cmyk_and_lab_stay_sixteen_bits(tmp_path: Path) -> None:
    inks = np.zeros((8, 8, 4), np.uint16)
    inks[..., 3] = np.arange(64, dtype=np.uint16).reshape(8, 8) * 3
    tifffile.imwrite(tmp_path / "a.tif", inks, photometric="separated")
    photo = read_photo(tmp_path / "a.tif")
    assert photo.depth is BitDepth.U16
    assert len(np.unique(photo.samples)) == 64
    lab = np.zeros((8, 8, 3), np.uint16)
    lab[..., 0] = 30_000 + np.arange(64, dtype=np.uint16).reshape(8, 8) * 5
    tifffile.imwrite(tmp_path / "b.tif", lab, photometric="cielab")
    photo = read_photo(tmp_path / "b.tif")
    assert photo.depth is BitDepth.U16
    assert len(np.unique(photo.samples[..., 1])) > 32
    assert "Lab" in photo.notes[0]


def test_that_lab_is_the_inverse_of_its_definition() -> None:
    colours = np.random.default_rng(2).uniform(0.05, 0.95, (30, 30, 3))
    again = to_float(lab_to_srgb_deep(to_lab(colours).astype(np.float32), signed=True))
    assert np.abs(again - colours).max() < 1e-3


def test_that_white_paper_and_white_lab_are_white(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((4, 4, 4), np.uint8), photometric="separated")
    assert (read_photo(tmp_path / "a.tif").samples == 255).all()
    white = np.zeros((4, 4, 3), np.uint8)
    white[..., 0] = 255
    tifffile.imwrite(tmp_path / "b.tif", white, photometric="cielab")
    assert (read_photo(tmp_path / "b.tif").samples == 255).all()
