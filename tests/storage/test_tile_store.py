import errno
import os
import random
import shutil
import threading
from collections import namedtuple
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enhancer_gui.core.errors import StoreError
from enhancer_gui.core.geometry import Region, TilePlan
from enhancer_gui.core.image import BitDepth
from enhancer_gui.storage.positioned_file import PositionedFile
from enhancer_gui.storage.store_cache import DONE_NAME, room_of_stores
from enhancer_gui.storage.tile_store import TileStore, store_key, sweep_stores
from tests.storage.conftest import StartChild
from tests.storage.making import PLAN, STORE_SCALE, open_store, tile_samples, write_tiles

NATIVE = Region(0, 0, PLAN.width * STORE_SCALE, PLAN.height * STORE_SCALE)


def fill(store: TileStore, indices: range | list[int]) -> None:
    for index in indices:
        store.write(index, tile_samples(store.plan, index))


def whole() -> np.ndarray:
    picture = np.zeros((NATIVE.height, NATIVE.width, 3), np.float32)
    for tile in PLAN.tiles:
        picture[tile.core.scaled(STORE_SCALE).slices()] = tile_samples(PLAN, tile.index)
    return picture


def test_that_tiles_come_back_exactly(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        assert store.folder == tmp_path / "key"
        assert store.shape == (260, 380, 3)
        assert store.pending() == list(range(len(PLAN)))
        fill(store, range(len(PLAN)))
        assert store.done_count == len(PLAN)
        assert store.pending() == []
        assert np.array_equal(store.read(NATIVE), whole())


@given(data=st.data())
def test_that_any_region_is_the_same_part_of_the_whole(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    expected = whole()
    folder = tmp_path_factory.getbasetemp() / "regions"
    with open_store(folder) as store:
        fill(store, store.pending())
        x, y = data.draw(st.integers(0, NATIVE.width - 1)), data.draw(st.integers(0, NATIVE.height - 1))
        region = Region(x, y, data.draw(st.integers(1, NATIVE.width - x)), data.draw(st.integers(1, NATIVE.height - y)))
        assert np.array_equal(store.read(region), expected[region.slices()])


def test_that_tiles_not_yet_there_are_zero_and_known(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        fill(store, [0, 4])
        assert [store.is_done(index) for index in range(5)] == [True, False, False, False, True]
        assert store.region_done(Region(0, 0, 128, 128))
        assert not store.region_done(Region(0, 0, 129, 1))
        assert store.read(Region(128, 0, 20, 20)).max() == 0
        with pytest.raises(ValueError, match="not inside"):
            store.read(Region(370, 0, 20, 20))


def test_that_a_wrong_tile_is_a_bug(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with pytest.raises(ValueError, match="shape"):
            store.write(0, tile_samples(PLAN, len(PLAN) - 1))
        for index in (-1, len(PLAN)):
            with pytest.raises(IndexError):
                store.write(index, tile_samples(PLAN, 0))
        assert store.done_count == 0


@pytest.mark.parametrize("depth", list(BitDepth))
def test_that_every_sample_of_a_depth_is_kept(tmp_path: Path, depth: BitDepth) -> None:
    plan = TilePlan(256, 256, 256, 0)
    steps = np.arange(65536, dtype=np.float32).reshape(256, 256, 1)
    values = {"8": (steps % 256) / 255, "16": steps / 65535, "32f": steps / 1000 - 3}[depth.value].astype(np.float32)
    with TileStore.create_or_open(tmp_path, "k", plan, 1, depth, 1) as store:
        store.write(0, values)
        found = store.read(Region(0, 0, 256, 256))
    if depth is BitDepth.F32:
        assert np.array_equal(found, values)
    else:
        assert np.array_equal(np.rint(found * depth.white), np.rint(values * depth.white))


def test_that_the_recorded_plan_wins_and_its_tiles_are_kept(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        fill(store, [3])
    other = TilePlan(PLAN.width, PLAN.height, 32, 4)
    with TileStore.create_or_open(tmp_path, "key", other, STORE_SCALE, BitDepth.U8, 3) as store:
        assert store.plan == PLAN
        assert store.pending() == [index for index in range(len(PLAN)) if index != 3]
        assert np.array_equal(store.read(PLAN.tile(3).core.scaled(STORE_SCALE)), tile_samples(PLAN, 3))


def test_that_a_reader_in_another_thread_sees_tiles_as_they_land(tmp_path: Path) -> None:
    faults: list[str] = []
    expected = whole()

    def look(reader: TileStore) -> None:
        dice = random.Random(1)
        while reader.done_count < len(PLAN):
            index = dice.randrange(len(PLAN))
            core = PLAN.tile(index).core.scaled(STORE_SCALE)
            if reader.is_done(index) and not np.array_equal(reader.read(core), expected[core.slices()]):
                faults.append(f"tile {index} was marked before it was there")

    with open_store(tmp_path) as store, TileStore.open(store.folder) as reader:
        threads = [threading.Thread(target=look, args=(reader,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        fill(store, range(len(PLAN)))
        for thread in threads:
            thread.join(60)
        assert not any(thread.is_alive() for thread in threads)
    assert faults == []


def marks(folder: Path) -> int:
    """Return how many tiles a store under a folder says are done, without opening it."""
    return sum(path.read_bytes().count(1) for path in folder.rglob(DONE_NAME))


def test_that_a_killed_writer_leaves_only_true_marks_and_is_continued(tmp_path: Path, start_child: StartChild) -> None:
    plan_bytes = None
    counts: list[int] = []
    dice = random.Random(4)
    for _ in range(60):
        child = start_child(write_tiles, str(tmp_path))
        while child.is_alive() and marks(tmp_path) <= (counts[-1] if counts else 0):
            child.join(0.001)
        child.join(dice.random() * 0.02)
        child.kill()
        child.join()
        with open_store(tmp_path) as store:
            for index in range(len(PLAN)):
                if store.is_done(index):
                    core = PLAN.tile(index).core.scaled(STORE_SCALE)
                    assert np.array_equal(store.read(core), tile_samples(PLAN, index)), index
            counts.append(store.done_count)
            now = (store.folder / "plan.json").read_bytes()
            assert plan_bytes in (None, now), "the store was begun anew"
            plan_bytes = now
            if store.done_count == len(PLAN):
                break
    assert counts == sorted(counts)
    assert counts[-1] == len(PLAN), counts
    assert len(set(counts)) > 2, f"no child was killed in between: {counts}"


@pytest.mark.parametrize("name", ["plan.json", "samples.raw", "done.bin"])
@pytest.mark.parametrize("damage", ["gone", "cut", "rubbish"])
def test_fault_36_a_damaged_store_is_begun_anew(tmp_path: Path, name: str, damage: str) -> None:
    with open_store(tmp_path) as store:
        fill(store, range(len(PLAN)))
        path = store.folder / name
    if damage == "gone":
        path.unlink()
    elif damage == "cut":
        os.truncate(path, path.stat().st_size // 2)
    elif name == "plan.json":
        path.write_text('{"schema_version": 1, "key": "key", "width": -3}')
    else:
        path.write_bytes(b"\xff" * 10)
    with pytest.raises(StoreError):
        TileStore.open(tmp_path / "key")
    with open_store(tmp_path) as store:
        assert store.done_count == 0
        fill(store, [0])
        assert np.array_equal(store.read(Region(0, 0, 128, 128)), tile_samples(PLAN, 0))


def test_that_programs_that_begin_one_store_at_once_share_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, other = shutil.disk_usage, TilePlan(PLAN.width, PLAN.height, 32, 4)
    opened: list[TileStore] = []

    def other_program_is_faster(path: Path) -> object:
        monkeypatch.setattr(shutil, "disk_usage", real)
        opened.append(TileStore.create_or_open(tmp_path, "key", other, STORE_SCALE, BitDepth.U8, 3))
        opened[0].write(5, tile_samples(other, 5))
        return real(path)

    monkeypatch.setattr(shutil, "disk_usage", other_program_is_faster)
    with open_store(tmp_path) as ours, opened[0] as theirs:
        assert ours.plan == theirs.plan == other and ours.is_done(5)
        ours.write(7, tile_samples(other, 7))
        assert np.array_equal(theirs.read(other.tile(7).core.scaled(STORE_SCALE)), tile_samples(other, 7))
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_that_a_store_discarded_while_it_is_opened_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path) as store:
        fill(store, [0])
    real = os.utime

    def discarded_first(path: Path) -> None:
        monkeypatch.setattr(os, "utime", real)
        shutil.rmtree(tmp_path / "key")
        real(path)

    monkeypatch.setattr(os, "utime", discarded_first)
    with open_store(tmp_path) as store:
        assert store.done_count == 0 and not opened_elsewhere(store)


def opened_elsewhere(store: TileStore) -> bool:
    """Return whether a store's folder is another than the one its files are in."""
    with TileStore.open(store.folder) as reader:
        store.write(1, tile_samples(store.plan, 1))
        return not reader.is_done(1)


def test_that_another_picture_under_the_same_key_begins_anew(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        fill(store, [0])
    with TileStore.create_or_open(tmp_path, "key", PLAN, STORE_SCALE, BitDepth.U8, 4) as store:
        assert (store.done_count, store.shape[2]) == (0, 4)


def test_fault_17_too_little_room_is_told_with_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 500_000))
    with pytest.raises(StoreError, match="1 MB are needed") as caught:
        open_store(tmp_path)
    assert str(NATIVE.pixels * 6) in caught.value.detail
    assert not (tmp_path / "key").exists()


def test_fault_01_a_disk_that_fills_up_leaves_the_tile_unmarked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with open_store(tmp_path) as store:
        with monkeypatch.context() as patch:
            patch.setattr(PositionedFile, "flush_to_disk", full)
            with pytest.raises(StoreError, match="not enough room"):
                store.write(2, tile_samples(PLAN, 2))
        assert not store.is_done(2)
        fill(store, [2])
        assert store.is_done(2)


def test_fault_07_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be written"):
        TileStore.create_or_open(tmp_path / "file", "key", PLAN, 2, BitDepth.U8, 3)


def test_that_nothing_large_is_held_in_memory(tmp_path: Path) -> None:
    plan = TilePlan(20_000, 20_000, 512, 0)
    with TileStore.create_or_open(tmp_path, "key", plan, 2, BitDepth.U8, 3) as store:
        assert (store.folder / "samples.raw").stat().st_size == 40_000 * 40_000 * 6
        store.write(len(plan) - 1, np.ones((64, 64, 3), np.float32))
        assert store.read(Region(39_990, 39_990, 10, 10)).min() == 1
        blocks = getattr((store.folder / "samples.raw").stat(), "st_blocks", 0)
        assert blocks * 512 < 10_000_000
        store.discard()
    assert not store.folder.exists()


def make(folder: Path, key: str, age_days: float, now: float) -> Path:
    plan = TilePlan(64, 64, 64, 0)
    with TileStore.create_or_open(folder, key, plan, 2, BitDepth.U8, 3) as store:
        store.write(0, np.ones((128, 128, 3), np.float32))
        os.utime(store.folder / "plan.json", (now - age_days * 86400,) * 2)
        return store.folder


def test_that_the_oldest_stores_are_swept_and_kept_ones_stay(tmp_path: Path) -> None:
    now = (tmp_path.stat()).st_mtime
    stores = {age: make(tmp_path, f"age{age}", age, now) for age in (0, 1, 2, 40, 50)}
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "mine.jpg").touch()
    one = sum(path.stat().st_size for path in stores[0].iterdir())
    removed = sweep_stores(tmp_path, max_bytes=int(one * 3.5), max_age_days=30, keep={stores[50]})
    assert set(removed) == {stores[2], stores[40]}
    assert stores[50].exists()
    assert (foreign / "mine.jpg").exists()
    assert set(sweep_stores(tmp_path, max_bytes=0, max_age_days=30)) == {s for s in stores.values() if s not in removed}
    assert (foreign / "mine.jpg").exists()
    assert sweep_stores(tmp_path / "missing") == []


def test_that_a_store_that_another_program_sweeps_at_the_same_time_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    real = Path.is_dir

    def removed_behind_our_back(path: Path) -> bool:
        there = real(path)
        if there and path.name == "gone":
            path.rmdir()
        return there

    monkeypatch.setattr(Path, "is_dir", removed_behind_our_back)
    assert sweep_stores(tmp_path) == []


def test_that_the_room_of_all_stores_is_told(tmp_path: Path) -> None:
    assert room_of_stores(tmp_path / "missing") == 0
    one = room_of_stores(make(tmp_path, "one", 0, tmp_path.stat().st_mtime).parent)
    assert one >= 128 * 128 * 3 * 2
    make(tmp_path, "two", 0, tmp_path.stat().st_mtime)
    assert room_of_stores(tmp_path) == pytest.approx(2 * one, rel=0.1)


def test_that_opening_a_store_for_a_job_makes_it_young(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        os.utime(store.folder / "plan.json", (0, 0))
    with open_store(tmp_path):
        assert sweep_stores(tmp_path, max_bytes=10**9, max_age_days=1) == []


def test_that_keys_tell_photos_and_models_apart() -> None:
    keys = {store_key("a", "m"), store_key("b", "m"), store_key("a", "n"), store_key("am", "")}
    assert len(keys) == 4
    assert all(key.isalnum() and len(key) == 40 for key in keys)


def test_that_a_system_without_pread_works_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "pread", raising=False)
    monkeypatch.delattr(os, "pwrite", raising=False)
    with open_store(tmp_path) as store:
        fill(store, range(len(PLAN)))
        assert np.array_equal(store.read(NATIVE), whole())
