"""The window shows what a size that cuts will leave, and saves just that."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.gui.viewer import CropFrame
from tests.gui.rig import Rig, backend, models, photo, rig

__all__ = ["backend", "models", "photo", "rig"]


@pytest.fixture
def frames(rig: Rig, photo: Path) -> list[CropFrame | None]:
    """Return what the viewer is told about an open photo of 96 x 64 pixels."""
    told: list[CropFrame | None] = []
    rig.controller.cropping.frame_changed.connect(told.append)
    rig.open(photo)
    return told


def test_that_a_size_that_cuts_shows_what_it_keeps(rig: Rig, frames: list[CropFrame | None]) -> None:
    rig.controller.editing.set_size(SizeTarget(SizeMode.CROP, 64, 64, place=1.0))
    assert frames[-1] == CropFrame((96, 64), Region(32, 0, 64, 64))
    rig.controller.editing.set_size(SizeTarget(SizeMode.FILL, 64, 64))
    assert frames[-1] is None


def test_that_sizes_that_keep_all_or_cannot_be_show_no_frame(rig: Rig, frames: list[CropFrame | None]) -> None:
    for size in (SizeTarget(value=2), SizeTarget(SizeMode.CROP, 96, 64), SizeTarget(SizeMode.CROP, 1e5, 1e5)):
        rig.controller.editing.set_size(size)
    assert [frame for frame in frames if frame is not None] == []


def test_that_another_photo_has_its_own_frame(rig: Rig, frames: list[CropFrame | None], tmp_path: Path) -> None:
    rig.controller.editing.set_size(SizeTarget(SizeMode.CROP, 64, 64))
    square = tmp_path / "square.png"
    Image.fromarray(np.zeros((50, 50, 3), np.uint8)).save(square)
    rig.open(square)
    rig.wait(lambda: rig.photo.size == (50, 50))
    assert frames[-1] is None
