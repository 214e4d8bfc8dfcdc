"""The forecast of a file's size is of its order, and too full a disk is told before the work."""

import shutil
from collections import namedtuple
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.image import BitDepth, Metadata
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage.disk_room import check_room
from enhancer_gui.storage.file_size import likely_bytes
from enhancer_gui.storage.photo_date import day_in, day_of
from enhancer_gui.storage.photos import PhotoHeader, suffix_of
from enhancer_gui.storage.tiff_ifd import EXIF_IFD, Directory, Field, pack_block
from tests.storage.making import header_for, save, scene

Usage = namedtuple("Usage", "total used free")


def noisy_scene() -> np.ndarray:
    """A photo's own statistics: smooth, with noise of two steps."""
    noise = np.random.default_rng(1).normal(0, 2, (300, 400, 3))
    return np.clip(scene(400, 300).astype(float) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("target", [FileFormat.JPEG, FileFormat.PNG, FileFormat.TIFF, FileFormat.WEBP])
def test_that_the_forecast_is_of_the_right_order(tmp_path: Path, target: FileFormat) -> None:
    path = tmp_path / f"a{suffix_of(target)}"
    save(path, noisy_scene(), format=target)
    likely = likely_bytes(header_for(noisy_scene(), target))
    assert path.stat().st_size / 4 < likely < path.stat().st_size * 4


def test_that_the_forecast_grows_with_quality_depth_and_size() -> None:
    sizes = [likely_bytes(PhotoHeader(1000, 1000, BitDepth.U8, FileFormat.JPEG, quality=q)) for q in range(1, 101)]
    assert sizes == sorted(sizes)
    plain = likely_bytes(PhotoHeader(1000, 1000, BitDepth.U8, FileFormat.PNG))
    assert likely_bytes(PhotoHeader(1000, 1000, BitDepth.U16, FileFormat.PNG)) > 2 * plain
    assert likely_bytes(PhotoHeader(2000, 2000, BitDepth.U8, FileFormat.PNG)) > 3 * plain
    with_exif = PhotoHeader(1000, 1000, BitDepth.U8, FileFormat.PNG, metadata=Metadata(exif=bytes(50_000)))
    assert likely_bytes(with_exif) == plain + 50_000


def test_that_files_on_one_disk_are_counted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 10_000_000))
    files = [(tmp_path / "not" / "yet" / name, 6_000_000) for name in ("a.png", "b.png")]
    check_room(files[:1])
    assert not (tmp_path / "not").exists(), "asking made a folder"
    with pytest.raises(PhotoError, match=r"about 12 MB are needed, 10 MB are free.*another folder"):
        check_room(files)


def exif_of(camera: bytes | None, changed: bytes | None) -> bytes:
    fields = {} if changed is None else {0x0132: Field(2, len(changed), changed)}
    children = {} if camera is None else {EXIF_IFD: Directory({0x9003: Field(2, len(camera), camera)})}
    return pack_block(Directory(fields, children))


def test_that_the_day_is_that_of_the_shot(tmp_path: Path) -> None:
    shot, changed = b"2024:05:06 10:11:12\0", b"2025:01:01 00:00:00\0"
    assert day_in(exif_of(shot, changed)) == date(2024, 5, 6)
    assert day_in(exif_of(b"0000:00:00 00:00:00\0", changed)) == date(2025, 1, 1)
    assert day_in(exif_of(None, b"yesterday")) is None
    assert day_in(b"rubbish") is None
    for suffix in (".jpg", ".tif", ".webp"):
        save(tmp_path / f"a{suffix}", scene(), metadata=Metadata(exif=exif_of(shot, changed)))
        assert day_of(tmp_path / f"a{suffix}") == date(2024, 5, 6)
    assert day_of(tmp_path / "none.jpg") is None
