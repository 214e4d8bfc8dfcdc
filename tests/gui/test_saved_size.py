"""What is looked at is what is saved: its size, its pixels, its zoom."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from enhancer_gui.core.geometry import Region
from enhancer_gui.core.recipe import Finish
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.gui.panels.facts import PixelFacts
from enhancer_gui.gui.panels.filmstrip_row import PhotoState
from enhancer_gui.gui.sources import StoreSource
from enhancer_gui.gui.viewer import Pointed, Side
from tests.gui.rig import Rig, backend, models, photo, rig, write_photo

__all__ = ["backend", "models", "photo", "rig"]

SIZES = (
    SizeTarget(SizeMode.LONG_SIDE, 251),
    SizeTarget(SizeMode.FIT, 200, 500),
    SizeTarget(SizeMode.MEGAPIXELS, 0.05),
    SizeTarget(SizeMode.PAPER_CM, 3, 2, dpi=200),
    SizeTarget(SizeMode.PERCENT, 50),
)


def enhanced(rig: Rig, photo: Path, size: SizeTarget) -> StoreSource:
    """Return the result of a photo at a size, as the viewer gets it."""
    rig.open(photo)
    rig.controller.editing.set_size(size)
    rig.wait(rig.window.side.primary.isEnabled)
    rig.enhance()
    source = rig.controller.showing.sources[1]
    assert isinstance(source, StoreSource)
    return source


def saved(rig: Rig) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    rig.controller.actions.save()
    rig.wait(lambda: rig.row_state() is PhotoState.SAVED)
    assert rig.entry.result is not None
    with Image.open(rig.entry.result) as file:
        return np.asarray(file.convert("RGB"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.mode.value)
def test_that_the_viewer_shows_the_pixels_of_the_file(rig: Rig, photo: Path, size: SizeTarget) -> None:
    source = enhanced(rig, photo, size)
    file = saved(rig)
    height, width = file.shape[:2]
    assert source.size == size.dimensions(96, 64) == (width, height)
    whole = Region(0, 0, width, height)
    assert source.is_ready(whole)
    error = np.abs(source.read(whole).astype(int) - file)
    assert error.max() <= 1, np.histogram(error)
    part = Region(width // 3, height // 4, width // 2, height // 2)
    assert np.abs(source.read(part).astype(int) - file[part.slices()]).max() <= 1


def test_that_label_zoom_and_list_tell_the_size_of_the_file(rig: Rig, photo: Path) -> None:
    enhanced(rig, photo, SizeTarget(SizeMode.LONG_SIDE, 251))
    viewer = rig.window.viewer
    rig.wait(lambda: "251 × 167" in viewer.labels[Side.AFTER].text())
    viewer.reduced_motion = True
    viewer.zoom_to_percent(100)
    assert viewer.navigator.camera.rect_of(Region(0, 0, *viewer.output_size or (0, 0))).width == 251
    assert [version.detail for version in viewer.labels[Side.AFTER].versions] == ["96 × 64", "251 × 167"]


def test_that_another_size_is_shown_at_once_without_computing(rig: Rig, photo: Path) -> None:
    enhanced(rig, photo, SizeTarget(SizeMode.LONG_SIDE, 251))
    served = len(rig.backend.served)
    rig.controller.editing.set_size(SizeTarget(SizeMode.LONG_SIDE, 300))
    assert rig.window.viewer.output_size == (300, 200)
    assert len(rig.backend.served) == served


def test_that_a_result_that_is_outdated_keeps_its_own_size(rig: Rig, photo: Path) -> None:
    enhanced(rig, photo, SizeTarget(SizeMode.LONG_SIDE, 190))
    rig.controller.editing.set_size(SizeTarget(SizeMode.LONG_SIDE, 700))
    assert rig.row_state() is PhotoState.OUTDATED
    assert rig.window.viewer.output_size == (192, 128)


def test_that_what_is_cut_off_is_seen_but_not_told_as_size(rig: Rig, photo: Path) -> None:
    source = enhanced(rig, photo, SizeTarget(SizeMode.CROP, 150, 150))
    assert source.size == (225, 150)
    rig.wait(lambda: rig.window.viewer.labels[Side.AFTER].text().startswith("After · 150 × 150"))
    file = saved(rig)
    assert file.shape[:2] == (150, 150)
    assert np.abs(source.read(Region(38, 0, 150, 150)).astype(int) - file).max() <= 1


def test_that_the_pointer_reads_the_pixel_that_is_saved(rig: Rig, photo: Path) -> None:
    enhanced(rig, photo, SizeTarget(SizeMode.LONG_SIDE, 251))
    told: list[PixelFacts | None] = []
    rig.controller.probe.changed.connect(told.append)
    rig.controller.probe.point(Pointed(140, 80, (251, 167)))
    rig.wait(lambda: any(facts is not None and facts.x == 140 for facts in told))
    assert told[-1] is not None and told[-1].after is not None
    assert np.abs(np.array(told[-1].after.samples) - saved(rig)[80, 140]).max() <= 1


def test_that_the_pointer_counts_as_the_cut_file_does(rig: Rig, photo: Path) -> None:
    enhanced(rig, photo, SizeTarget(SizeMode.CROP, 150, 150))
    told: list[PixelFacts | None] = []
    rig.controller.probe.changed.connect(told.append)
    rig.controller.probe.point(Pointed(100, 60, (225, 150), (38, 0)))
    rig.wait(lambda: any(facts is not None and facts.x == 62 for facts in told))
    assert told[-1] is not None and told[-1].after is not None
    assert np.abs(np.array(told[-1].after.samples) - saved(rig)[60, 62]).max() <= 1


def test_that_tiles_appear_at_their_place_while_they_are_computed(rig: Rig, photo: Path) -> None:
    rig.backend.gated_from = 2
    rig.open(photo)
    rig.controller.editing.set_size(SizeTarget(SizeMode.LONG_SIDE, 251))
    finished: list[tuple[Region, Side]] = []
    rig.controller.comparing.tile_finished.connect(lambda region, side: finished.append((region, side)))
    rig.wait(rig.window.side.primary.isEnabled)
    rig.window.side.primary.click()
    rig.wait(lambda: rig.backend.waiting.is_set() and bool(finished))
    source = rig.controller.showing.sources[1]
    assert isinstance(source, StoreSource)
    x, y = rig.backend.served[0]
    tile = Region(x, y, 32, 32).resized((96, 64), source.size)
    assert finished[0][1] is Side.AFTER
    assert finished[0][0].intersection(tile) == tile
    inner = tile.grown(-4)
    assert source.is_ready(inner)
    assert not source.is_ready(Region(0, 0, *source.size))
    assert source.changed_by(Region(x * 4, y * 4, 128, 128)) == finished[0][0]


def test_that_a_part_of_the_photo_is_found_in_a_result_of_any_size(rig: Rig, photo: Path) -> None:
    enhanced(rig, photo, SizeTarget(SizeMode.LONG_SIDE, 251))
    viewer = rig.window.viewer
    viewer.reduced_motion = True
    rig.window.side.faces.look_asked.emit(Region(48, 32, 8, 8))
    view = viewer.navigator.target
    x, y = view.to_output(view.view_width / 2, view.view_height / 2)
    assert (x / 251, y / 167) == pytest.approx((52 / 96, 36 / 64), abs=0.02)


def test_that_transparency_and_finish_are_seen_at_the_size_of_the_file(rig: Rig, tmp_path: Path) -> None:
    cut_out = tmp_path / "cut-out.png"
    pixels = np.asarray(Image.open(write_photo(tmp_path / "opaque.png")).convert("RGBA")).copy()
    pixels[:, :48, 3] = 0
    Image.fromarray(pixels).save(cut_out)
    enhanced(rig, cut_out, SizeTarget(SizeMode.LONG_SIDE, 251))
    rig.controller.editing.set_recipe(replace(rig.photo.recipe, finish=Finish(strength=0.5)))
    source = rig.controller.showing.sources[1]
    assert isinstance(source, StoreSource)
    shown = source.read(Region(0, 0, *source.size))
    assert len(np.unique(shown[:, :120].reshape(-1, 3), axis=0)) == 2, "nothing but the ground's two greys"
    assert len(np.unique(shown[:, 130:].reshape(-1, 3), axis=0)) > 100
