"""Several photos at once: the foot's buttons while they run, and damaged ones among them."""

from pathlib import Path

from PySide6.QtCore import Qt

from enhancer_gui.core.jobs import JobState
from enhancer_gui.gui.panels.facts import FootAction
from enhancer_gui.gui.panels.filmstrip_model import FilmstripRole
from enhancer_gui.gui.panels.filmstrip_row import FilmAction, PhotoState
from tests.gui.rig import Rig, backend, models, photo, rig, write_photo

__all__ = ["backend", "models", "photo", "rig"]


def start_three(rig: Rig, folder: Path) -> None:
    """Enhance three photos and stop before the first one's third tile."""
    rig.backend.gated_from = 2
    rig.open(*(write_photo(folder / f"{name}.png") for name in "abc"))
    rig.controller.desk.choose(rig.controller.desk.photos.ids)
    rig.window.side.primary.click()
    rig.wait(rig.backend.waiting.is_set)
    rig.wait(lambda: rig.window.side._foot.primary is FootAction.PAUSE and rig.window.side.primary.isEnabled())


def states(rig: Rig) -> list[JobState]:
    return [entry.state for entry in rig.controller.queue.queue]


def write_broken(path: Path) -> Path:
    path.write_bytes(b"no photo at all")
    return path


def test_that_several_running_photos_are_held_and_go_on(rig: Rig, tmp_path: Path) -> None:
    start_three(rig, tmp_path)
    assert rig.window.side._foot.secondary is FootAction.CANCEL
    rig.window.side.primary.click()
    rig.backend.gated_from = None
    rig.backend.gate.set()
    rig.wait(lambda: states(rig) == [JobState.PAUSED, JobState.QUEUED, JobState.QUEUED])
    assert rig.window.side.primary.text() == "Resume"
    rig.window.side.primary.click()
    rig.wait(lambda: rig.controller.unfinished == 0)
    assert states(rig) == [JobState.FINISHED] * 3
    assert rig.window.side._foot.primary is FootAction.ENHANCE


def test_that_cancel_stops_the_running_and_the_waiting_ones(rig: Rig, tmp_path: Path) -> None:
    start_three(rig, tmp_path)
    rig.window.side.secondary.click()
    rig.wait(lambda: states(rig) == [JobState.CANCELLED] * 3)
    assert rig.window.side.primary.text() == "Enhance 3 photos"
    assert list(tmp_path.glob("*-enlarge-2x.png")) == []


def test_that_a_waiting_photo_can_be_cancelled_alone_and_the_queue_held_from_there(rig: Rig, tmp_path: Path) -> None:
    start_three(rig, tmp_path)
    last = rig.controller.desk.photos.ids[-1]
    rig.controller.desk.make_current(last)
    assert (rig.window.side.primary.text(), rig.window.side.primary.isEnabled()) == ("Pause", True)
    rig.window.side.secondary.click()
    assert states(rig) == [JobState.RUNNING, JobState.QUEUED, JobState.CANCELLED]
    assert rig.window.side.primary.text() == "Enhance"


def test_that_a_damaged_photo_is_told_before_it_is_chosen(rig: Rig, photo: Path, tmp_path: Path) -> None:
    rig.open(photo, write_broken(tmp_path / "broken.jpg"))
    broken = rig.controller.desk.photos.ids[1]
    rig.wait(lambda: rig.row_state(broken) is PhotoState.DAMAGED)
    tip = rig.window.film_model.index_for(broken).data(Qt.ItemDataRole.ToolTipRole)
    assert "“broken.jpg” is not a photo that can be read." in tip
    assert rig.window.stage.currentWidget() is rig.window.viewer


def test_that_a_damaged_photo_is_left_out_of_several_and_said_to_be(rig: Rig, photo: Path, tmp_path: Path) -> None:
    broken, other = write_broken(tmp_path / "broken.jpg"), write_photo(tmp_path / "other.png")
    rig.open(photo, broken, other)
    ids = rig.controller.desk.photos.ids
    rig.wait(lambda: rig.row_state(ids[1]) is PhotoState.DAMAGED)
    rig.controller.desk.choose(ids)
    assert rig.window.side.primary.text() == "Enhance 2 photos"
    rig.window.side.primary.click()
    told = rig.window.notice.announcement
    assert told is not None
    assert told.message == "broken.jpg is damaged and was left out."
    rig.wait(lambda: len(rig.controller.queue.queue) == 2 and rig.controller.unfinished == 0)
    assert [rig.row_state(photo_id) for photo_id in ids] == [PhotoState.SAVED, PhotoState.DAMAGED, PhotoState.SAVED]


def test_that_a_repaired_photo_is_ready_again_without_being_looked_at(rig: Rig, photo: Path, tmp_path: Path) -> None:
    late = write_broken(tmp_path / "late.png")
    rig.open(photo, late)
    photo_id = rig.controller.desk.photos.ids[1]
    rig.wait(lambda: rig.row_state(photo_id) is PhotoState.DAMAGED)
    write_photo(late)
    rig.controller.actions.act((photo_id,), FilmAction.RETRY)
    rig.wait(lambda: rig.window.film_model.index_for(photo_id).data(FilmstripRole.THUMBNAIL) is not None)
    assert rig.row_state(photo_id) is PhotoState.READY
