"""What is in view is computed before it is asked for, and never twice."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.jobs import JobState
from enhancer_gui.gui import live_preview
from enhancer_gui.gui.live_preview import middle_of
from enhancer_gui.gui.panels.filmstrip_row import FilmAction
from enhancer_gui.gui.viewer import ORIGINAL_ID, PRESENT_ID, Pointed, Side
from tests.fakes import FakeBackend
from tests.gui.rig import Rig, backend, models, photo, rigged, write_photo

__all__ = ["backend", "models", "photo"]

TILES = 6
"""Of the rig's photo of 96 x 64 pixels."""


@pytest.fixture
def live(qtbot: QtBot, models: None, backend: FakeBackend, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    monkeypatch.setattr(live_preview, "IDLE_MS", 20)
    with rigged(qtbot, backend, live_preview=True) as made:
        yield made


def zoom_into_corner(rig: Rig) -> None:
    """Show some twenty pixels of the photo's upper left corner: one tile."""
    viewer = rig.window.viewer
    viewer.reduced_motion = True
    output = viewer.output_size
    assert output is not None
    viewer.navigator.jump(viewer.navigator.target.zoom_centre(viewer.width() / 20 * 96 / output[0]))
    viewer.navigator.jump(viewer.navigator.target.centred_on(0, 0))


def open_at_corner(rig: Rig, photo: Path) -> None:
    """Let nothing be computed before the corner is looked at, and then only what is seen of it."""
    rig.backend.gated_from = 0
    rig.open(photo)
    with rig.qtbot.waitSignal(rig.window.viewer.visible_changed):  # which comes once the view rests
        zoom_into_corner(rig)
    rig.wait(rig.backend.waiting.is_set)
    rig.backend.gated_from = None
    rig.backend.gate.set()


def test_that_a_photo_in_view_is_previewed_without_being_asked_for(live: Rig, photo: Path) -> None:
    live.open(photo)
    live.wait(lambda: len(live.backend.served) == TILES)
    live.wait(lambda: live.window.viewer.divider_line is not None)
    assert live.controller.queue.entry(live.photo.id) is None
    assert live.window.side.primary.isEnabled()
    assert list(photo.parent.glob("*.png")) == [photo]


def test_that_enhance_after_a_preview_computes_only_the_missing_tiles(live: Rig, photo: Path) -> None:
    open_at_corner(live, photo)
    live.wait(lambda: bool(live.backend.served) and not live.controller.live.is_running)
    seen = len(live.backend.served)
    assert seen < TILES
    live.enhance()
    assert live.entry.started is not None
    assert live.entry.started.tiles_kept == seen
    assert len(live.backend.served) == len(set(live.backend.served)) == TILES


def test_that_panning_computes_what_comes_into_view(live: Rig, photo: Path) -> None:
    open_at_corner(live, photo)
    live.wait(lambda: (0, 0) in live.backend.served and not live.controller.live.is_running)
    viewer = live.window.viewer
    assert (64, 32) not in live.backend.served
    viewer.navigator.jump(viewer.navigator.target.centred_on(*(viewer.output_size or (0, 0))))
    live.wait(lambda: (64, 32) in live.backend.served)


def test_that_another_preset_cancels_the_preview_and_its_tiles_are_kept(live: Rig, photo: Path) -> None:
    live.backend.gated_from = 1
    live.open(photo)
    live.wait(live.backend.waiting.is_set)
    live.controller.editing.choose_preset("enlarge-4x")
    live.backend.gated_from = None
    live.wait(lambda: len(live.photo.previews) == 2)
    live.wait(lambda: not live.controller.live.is_running)
    seen = len(live.backend.served)
    assert seen in (TILES, TILES + 1)
    live.controller.editing.choose_preset("enlarge-2x")
    live.wait(lambda: len(live.backend.served) >= 2 * TILES)  # else a tile that is under way now is lost to the order
    live.enhance()
    assert len(live.backend.served) == 2 * TILES, "the tile that was computed before the change is not computed again"


def test_that_nothing_is_previewed_where_the_setting_says_so(live: Rig, photo: Path) -> None:
    live.controller.choices.put(replace(live.controller.choices.now, live_preview=False))
    live.open(photo)
    live.controller.live._order()
    live.enhance()
    assert live.photo.previews == ()
    assert len(live.backend.served) == TILES


def test_that_switching_the_setting_off_ends_the_preview(live: Rig, photo: Path) -> None:
    live.backend.gated_from = 1
    live.open(photo)
    live.wait(live.backend.waiting.is_set)
    live.controller.choices.put(replace(live.controller.choices.now, live_preview=False))
    assert not live.controller.live.is_running
    live.backend.gated_from = None
    live.enhance()
    assert len(live.backend.served) == TILES


def test_that_a_preview_takes_turns_with_a_job_of_another_photo(live: Rig, tmp_path: Path, photo: Path) -> None:
    other = write_photo(tmp_path / "other.png", 90, 60)
    live.controller.choices.put(replace(live.controller.choices.now, live_preview=False))
    live.open(photo, other)
    first = live.photo.id
    live.backend.gated_from = 0
    live.window.side.primary.click()
    live.wait(live.backend.waiting.is_set)
    live.controller.desk.step(1)
    live.wait(lambda: live.controller.showing.image is not None)
    live.controller.choices.put(replace(live.controller.choices.now, live_preview=True))
    live.wait(lambda: live.controller.live.is_running)
    ended: list[str] = []
    live.controller.queue.happened.connect(lambda event: ended.append(type(event).__name__))
    live.controller.live.happened.connect(lambda event: ended.append(type(event).__name__ + " of preview"))
    live.backend.gated_from = None
    live.backend.gate.set()
    live.wait(lambda: "Finished" in ended and "Finished of preview" in ended)
    tiles = [name for name in ended if name.startswith("TileDone")]
    assert tiles.count("TileDone") == tiles.count("TileDone of preview") == TILES
    assert max(map(len, "".join("j" if name == "TileDone" else "p" for name in tiles[:-1]).split("j"))) <= 1
    entry = live.controller.queue.entry(first)
    assert entry is not None
    assert entry.state is JobState.FINISHED


def test_that_a_held_job_does_not_keep_another_photo_from_being_previewed(
    live: Rig, tmp_path: Path, photo: Path
) -> None:
    live.controller.choices.put(replace(live.controller.choices.now, live_preview=False))
    live.open(photo, write_photo(tmp_path / "other.png"))
    held = live.photo.id
    live.backend.gated_from = 1
    live.window.side.primary.click()
    live.wait(live.backend.waiting.is_set)
    live.controller.actions.act((held,), FilmAction.PAUSE)
    live.backend.gated_from = None
    live.backend.gate.set()
    live.wait_for(JobState.PAUSED)
    live.controller.desk.step(1)
    live.controller.choices.put(replace(live.controller.choices.now, live_preview=True))
    live.wait(lambda: bool(live.photo.previews) and not live.controller.live.is_running)
    live.wait(lambda: live.backend.released == 2)
    live.controller.actions.act((held,), FilmAction.RESUME)
    live.wait(lambda: live.controller.unfinished == 0)


def test_that_a_preview_that_fails_is_told_once_and_not_tried_again_by_itself(live: Rig, photo: Path) -> None:
    live.backend.errors = dict.fromkeys(range(9), BackendError("The device stopped."))
    live.open(photo)
    live.wait(lambda: live.window.notice.announcement is not None)
    live.controller.live._order()
    assert not live.controller.live.is_running
    assert live.backend._count == 1


def test_that_closing_while_a_preview_runs_is_quick(live: Rig, photo: Path) -> None:
    live.backend.gated_from = 1
    live.open(photo)
    live.wait(live.backend.waiting.is_set)
    assert live.controller.stop()


def test_that_a_wide_view_is_previewed_in_its_middle() -> None:
    assert middle_of(Region(10, 10, 30, 20), 600) == Region(10, 10, 30, 20)
    middle = middle_of(Region(0, 0, 4000, 3000), 1_200_000)
    assert middle.pixels <= 1_200_000
    assert (middle.x + middle.width / 2, middle.y + middle.height / 2) == (2000, 1500)
    assert middle.width / middle.height == pytest.approx(4 / 3, rel=0.01)


def test_that_any_two_results_can_be_compared(live: Rig, photo: Path) -> None:
    live.open(photo)
    live.enhance()
    live.controller.editing.choose_preset("enlarge-4x")
    live.wait(lambda: bool(live.photo.previews) and live.photo.previews[-1].started.native_size == (384, 256))
    labels = live.window.viewer.labels
    titles = {version.title: version.id for version in labels[Side.BEFORE].versions}
    assert list(titles) == ["Original", "Present result", "Enlarge 2×"]
    live.controller.comparing.choose(Side.BEFORE, titles["Enlarge 2×"])
    assert labels[Side.BEFORE].text().startswith("Enlarge 2× · 192 × 128")
    assert live.window.viewer.output_size == (384, 256)
    live.controller.comparing.choose(Side.AFTER, ORIGINAL_ID)
    assert labels[Side.AFTER].text().startswith("Original · 96 × 64")
    live.controller.comparing.choose(Side.BEFORE, ORIGINAL_ID)
    assert labels[Side.AFTER].current == PRESENT_ID, "the photo is not compared with itself"


def test_that_a_preview_of_the_whole_photo_is_not_called_a_part(live: Rig, photo: Path) -> None:
    def details() -> dict[str, str]:
        return {version.title: version.detail for version in live.window.viewer.labels[Side.BEFORE].versions}

    live.open(photo)
    live.wait(lambda: len(live.backend.served) == TILES and not live.controller.live.is_running)
    live.controller.editing.choose_preset("enlarge-4x")
    live.wait(lambda: "Enlarge 2×" in details())
    assert details()["Enlarge 2×"] == "192 × 128"


def has_result(rig: Rig, strength: float) -> bool:
    return any(result.stages[0].strength == strength for result in rig.photo.results)


def test_that_results_of_one_preset_are_told_apart_by_the_strength_of_their_steps(live: Rig, photo: Path) -> None:
    live.open(photo)
    whole = live.photo.recipe
    for strength in (0.5, 0.7, 1.0):
        live.controller.editing.set_recipe(whole.with_step(0, replace(whole.steps[0], strength=strength)))
        live.window.side.primary.click()
        live.wait(partial(has_result, live, strength))
    versions = live.window.viewer.labels[Side.BEFORE].versions
    assert [version.detail for version in versions if version.title == "Enlarge 2×"] == [
        "192 × 128, 70 %",
        "192 × 128, 50 %",
    ]


def test_that_results_of_an_earlier_session_can_be_compared(
    qtbot: QtBot, models: None, backend: FakeBackend, photo: Path
) -> None:
    with rigged(qtbot, backend) as before:
        before.open(photo)
        before.enhance()
    with rigged(qtbot, FakeBackend()) as now:
        now.open(photo)
        now.controller.editing.choose_preset("enlarge-4x")
        label = now.window.viewer.labels[Side.AFTER]
        now.wait(lambda: any(v.title == "Enlarge 2×" for v in now.window.viewer.labels[Side.BEFORE].versions))
        key = next(version.id for version in label.versions if version.title == "Enlarge 2×")
        now.controller.comparing.choose(Side.AFTER, key)
        assert now.window.viewer.divider_line is not None
        assert now.backend.served == []


def test_that_the_pixel_under_the_pointer_is_told_in_the_file_s_depth(live: Rig, photo: Path) -> None:
    live.open(photo)
    live.enhance()
    viewer = live.window.viewer
    told: list[Pointed] = []
    viewer.pointed.connect(told.append)
    viewer._move_pointer(viewer.rect().center().toPointF())
    live.wait(lambda: "After" in live.window.status.pixel.text())
    x, y = told[-1].x // 2, told[-1].y // 2
    red, green = x * 255 // 96, y * 255 // 64
    words = live.window.status.pixel.text().split()
    assert words[5:7] == [str(red), str(green)]
    assert f"#{red:02x}{green:02x}{(x + y) % 256:02x}" in words
    viewer._move_pointer(None)
    assert live.window.status.pixel.isHidden()
