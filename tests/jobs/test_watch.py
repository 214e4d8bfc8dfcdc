"""A watched folder: photos are told of once, and only when they are there in full."""

import os
from pathlib import Path

import pytest

from enhancer_gui.jobs.watch import FolderWatch
from tests.plugins.surroundings import CloseFolders


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def watch(folder: Path, clock: Clock) -> FolderWatch:
    output = folder.parent / "out"
    return FolderWatch(folder, output, "{name}-{preset}", ["enlarge-2x"], settled_after_s=3, clock=clock)


def arrive(path: Path, size_bytes: int = 10, time_s: int = 1) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(b"x" * size_bytes)
    os.utime(path, (time_s, time_s))
    return path


def test_that_what_arrived_since_a_moment_is_told_of_though_its_content_is_old(folder: Path, clock: Clock) -> None:
    known = arrive(folder / "known.jpg")
    watched = watch(folder, clock)
    arrived = known.stat().st_ctime
    watched.pass_over(before=arrived)
    assert watched.look() == ()
    clock.now_s = 3
    assert watched.look() == (known,), "copied with the time of its content, but not older than the moment"
    later = watch(folder, clock)
    later.pass_over(before=arrived + 1)
    later.look()
    clock.now_s = 6
    assert later.look() == ()


def test_that_a_photo_is_told_of_once_and_when_it_has_settled(folder: Path, clock: Clock) -> None:
    watched, photo = watch(folder, clock), arrive(folder / "deep" / "a.jpg")
    assert watched.look() == ()
    assert watched.waiting == 1
    clock.now_s = 3
    assert watched.look() == (photo,)
    clock.now_s = 30
    assert watched.look() == ()
    assert watched.waiting == 0


def test_that_a_copy_under_way_is_left_alone_until_it_stops_growing(folder: Path, clock: Clock) -> None:
    watched = watch(folder, clock)
    for second in range(10):
        clock.now_s = second
        photo = arrive(folder / "a.jpg", size_bytes=10 + second)
        assert watched.look() == ()
    clock.now_s = 11
    assert watched.look() == ()
    clock.now_s = 12
    assert watched.look() == (photo,)


def test_that_a_file_written_anew_with_the_same_size_is_not_settled(folder: Path, clock: Clock) -> None:
    watched = watch(folder, clock)
    arrive(folder / "a.jpg", time_s=1)
    watched.look()
    clock.now_s = 3
    photo = arrive(folder / "a.jpg", time_s=2)
    assert watched.look() == ()
    clock.now_s = 6
    assert watched.look() == (photo,)


def test_that_an_empty_file_is_no_photo_yet(folder: Path, clock: Clock) -> None:
    watched = watch(folder, clock)
    arrive(folder / "a.jpg", size_bytes=0)
    watched.look()
    clock.now_s = 60
    assert watched.look() == ()


def test_that_a_photo_that_is_replaced_is_told_of_again(folder: Path, clock: Clock) -> None:
    watched, photo = watch(folder, clock), arrive(folder / "a.jpg")
    watched.look()
    clock.now_s = 3
    assert watched.look() == (photo,)
    arrive(photo, size_bytes=99)
    watched.look()
    clock.now_s = 6
    assert watched.look() == (photo,)


def test_that_what_was_there_before_can_be_passed_over(folder: Path, clock: Clock) -> None:
    arrive(folder / "old.jpg")
    watched = watch(folder, clock)
    watched.pass_over()
    new = arrive(folder / "new.jpg")
    watched.look()
    clock.now_s = 3
    assert watched.look() == (new,)


def test_that_results_hidden_and_unfinished_files_are_no_photos_to_take(folder: Path, clock: Clock) -> None:
    photo = arrive(folder / "a.jpg")
    for name in ("out/a-enlarge-2x.jpg", ".a.jpg.part", "a.jpg.part", "notes.txt"):
        arrive(folder / name)
    watched = FolderWatch(folder, folder / "out", "{name}-{preset}", [], settled_after_s=3, clock=clock)
    watched.look()
    clock.now_s = 3
    assert watched.look() == (photo,)


def test_that_a_folder_that_cannot_be_read_is_known(folder: Path, clock: Clock, closed_folders: CloseFolders) -> None:
    arrive(folder / "closed" / "a.jpg")
    watched = watch(folder, clock)
    closed_folders("closed")
    assert (watched.look(), watched.unread) == ((), (folder / "closed",))
    closed_folders()
    assert (watched.look(), watched.unread, watched.waiting) == ((), (), 1)


def test_that_a_folder_that_is_gone_may_come_back(folder: Path, clock: Clock) -> None:
    watched = watch(folder, clock)
    folder.rmdir()
    assert watched.look() == ()
    folder.mkdir()
    photo = arrive(folder / "a.jpg")
    watched.look()
    clock.now_s = 3
    assert watched.look() == (photo,)
