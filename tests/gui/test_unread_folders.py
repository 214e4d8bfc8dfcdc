"""A folder that the system keeps closed is told, whatever else was found."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from enhancer_gui.storage import photos
from enhancer_gui.storage.photo_listing import Listing
from tests.gui.rig import Rig, backend, models, photo, rig

__all__ = ["backend", "models", "photo", "rig"]

Close = Callable[[Path], None]


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> Close:
    """Let the system refuse to list a folder, which it never does to those who run tests as root."""
    find = photos.find_photos

    def closing(folder: Path) -> None:
        def found(paths: Iterable[Path]) -> Listing:
            asked = tuple(paths)
            listed = find(asked)
            is_met = any(folder.is_relative_to(path) for path in asked)
            return Listing(tuple(p for p in listed.photos if folder not in p.parents), (folder,) if is_met else ())

        monkeypatch.setattr(photos, "find_photos", found)

    return closing


def test_that_a_closed_folder_is_named_beside_the_photos_that_were_found(rig: Rig, photo: Path, close: Close) -> None:
    closed = photo.parent / "closed"
    closed.mkdir()
    close(closed)
    rig.drop(photo.parent)
    rig.wait(rig.window.notice.isVisible)
    assert [each.path for each in rig.controller.desk.photos] == [photo]
    said = rig.window.notice.accessibleName()
    assert said.startswith("The folder “closed” cannot be read; what is in it is left out.")
    assert said.endswith("Choose another folder, or change its permissions.")


def test_that_a_closed_folder_is_not_called_empty(rig: Rig, tmp_path: Path, close: Close) -> None:
    close(tmp_path)
    rig.drop(tmp_path)
    rig.wait(rig.window.notice.isVisible)
    assert "cannot be read" in rig.window.notice.accessibleName()
    assert len(rig.controller.desk.photos) == 0
