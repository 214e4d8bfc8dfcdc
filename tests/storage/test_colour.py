import warnings
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth, Metadata
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage.photos import read_thumbnail, to_srgb_8bit, write_photo
from enhancer_gui.storage.quiet import quiet_decoders
from tests.storage.making import bands, exif_block, header_for, jpeg_bytes, profile, scene


@pytest.mark.parametrize("depth", list(BitDepth))
def test_that_without_a_profile_only_the_depth_is_reduced(depth: BitDepth) -> None:
    shown = to_srgb_8bit(scene(depth=depth), None)
    assert shown.dtype == np.uint8
    assert np.abs(shown.astype(int) - scene()).max() <= (0 if depth is BitDepth.U8 else 1)


def test_that_reducing_sixteen_bits_is_exact_for_what_were_eight() -> None:
    values = np.arange(256, dtype=np.uint16).reshape(1, 256, 1).repeat(3, axis=2)
    assert np.array_equal(to_srgb_8bit(values * 257, None), values)


def test_that_float_beyond_black_and_white_is_clipped() -> None:
    values = np.array([[[-1, 2, np.nan]]], np.float32)
    assert to_srgb_8bit(values, None).tolist() == [[[0, 255, 0]]]


def test_fault_25_a_profile_is_converted_as_littlecms_does_it() -> None:
    shown = to_srgb_8bit(scene(), profile())
    source = ImageCms.ImageCmsProfile(BytesIO(profile()))
    expected = ImageCms.profileToProfile(
        Image.fromarray(np.asarray(scene())),
        source,
        ImageCms.createProfile("sRGB"),
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    assert np.abs(shown.astype(int) - np.array(expected)).max() <= 1
    assert np.abs(shown.astype(int) - scene()).max() > 50


def test_fault_25_a_grey_profile_is_converted_and_stays_grey() -> None:
    grey = np.repeat(np.asarray(scene())[..., :1], 3, axis=2)
    shown = to_srgb_8bit(grey, profile("GRAY"))
    assert np.ptp(shown, axis=2).max() == 0
    assert shown[15, 20, 0] > grey[15, 20, 0] + 30, "linear grey looks brighter in sRGB"


@pytest.mark.parametrize("icc", [b"", b"rubbish" * 50])
def test_that_a_broken_profile_is_as_none(icc: bytes) -> None:
    assert np.array_equal(to_srgb_8bit(scene(), icc), scene())


def test_that_an_srgb_profile_changes_nothing() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert np.array_equal(to_srgb_8bit(scene(), srgb), scene())


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_that_a_thumbnail_is_small_upright_and_in_srgb(tmp_path: Path, suffix: str, orientation: int) -> None:
    target = {".jpg": FileFormat.JPEG, ".png": FileFormat.PNG, ".webp": FileFormat.WEBP}.get(suffix, FileFormat.TIFF)
    samples = scene(400, 300)
    path = tmp_path / f"a{suffix}"
    if suffix == ".jpg":
        path.write_bytes(jpeg_bytes(samples, exif=b"Exif\0\0" + exif_block(orientation), icc_profile=profile()))
    else:
        metadata = Metadata(icc=profile())
        write_photo(path, header_for(samples, target, metadata=metadata), bands(samples, 100), overwrite=True)
    thumbnail = read_thumbnail(path, 100)
    turned = suffix == ".jpg" and orientation == 6
    assert thumbnail.shape == ((100, 75, 3) if turned else (75, 100, 3))
    whole = np.array(Image.fromarray(to_srgb_8bit(samples, profile())).resize((100, 75), Image.Resampling.LANCZOS))
    expected = np.rot90(whole, -1) if turned else whole
    assert np.abs(thumbnail.astype(int) - expected).mean() < 4


def test_that_a_small_photo_is_not_enlarged_and_transparency_is_white(tmp_path: Path) -> None:
    samples = np.zeros((30, 40, 4), np.uint16)
    samples[:, 20:] = (65535, 0, 0, 65535)
    write_photo(tmp_path / "a.png", header_for(samples, FileFormat.PNG), bands(samples), overwrite=True)
    thumbnail = read_thumbnail(tmp_path / "a.png", 256)
    assert thumbnail.shape == (30, 40, 3)
    assert thumbnail[5, 5].tolist() == [255, 255, 255]
    assert thumbnail[5, 35].tolist() == [255, 0, 0]


def test_fault_11_a_thumbnail_of_a_broken_photo_is_a_named_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg_bytes(scene(400, 300))[:500])
    with pytest.raises(PhotoError):
        read_thumbnail(path, 100)
    path.write_bytes(b"text")
    with pytest.raises(PhotoError):
        read_thumbnail(path, 100)


def test_that_threads_decode_at_once_and_leave_the_warnings_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes(scene(200, 150), exif=b"Exif\0\0" + exif_block()[:40]))
    before = list(warnings.filters)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: read_thumbnail(tmp_path / "a.jpg", 50), range(64)))
    assert all(np.array_equal(found[0], other) for other in found)
    assert list(warnings.filters) == before


def test_that_only_decoders_are_quiet() -> None:
    with quiet_decoders(), pytest.warns(UserWarning, match="ours"):
        warnings.warn("ours", UserWarning, stacklevel=1)
