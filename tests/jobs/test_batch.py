"""A batch that is killed, starved and fed bad photos: no repeats, no gaps, the same bytes."""

import errno
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter, namedtuple
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from enhancer_gui.cli import environment
from enhancer_gui.cli.main import app
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.jobs.batch_journal import FOLDER, BatchJournal, Done, Failed, Tried, read_memory
from enhancer_gui.storage.hashing import hash_file
from tests.fakes import HANG_LIMIT_S, FakeBackend, fake_catalogue
from tests.jobs.batch_child import DEADLY_WIDTH, SECONDS
from tests.plugins.surroundings import CloseFolders

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    fake = FakeBackend()
    monkeypatch.setattr(environment, "make_backend", lambda: fake)
    monkeypatch.setattr(environment, "catalogue", fake_catalogue)
    return fake


def photos_in(folder: Path, count: int, *, width: int = 6) -> Path:
    """Write tiny photos, a hundred a folder, and return where."""
    for number in range(count):
        path = folder / f"{number // 100:02}" / f"p{number:05}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        samples = np.random.default_rng(number).integers(0, 256, (5, width, 3), dtype=np.uint8)
        Image.fromarray(samples).save(path)
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["batch", *map(str, arguments)])


def results(output: Path) -> dict[str, str]:
    """Return the hash of every result by its path."""
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in output.rglob("*")
        if path.is_file() and FOLDER not in path.parts
    }


def finished(output: Path) -> int:
    return sum(1 for _ in output.rglob("p*.png"))


def journalled(output: Path, state: str) -> list[str]:
    lines = [line for path in (output / FOLDER).glob("*") for line in path.read_text().splitlines()]
    return [record["photo"] for line in lines if (record := json.loads(line))["state"] == state]


def child(*arguments: str | Path, seconds: float = 0.0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.jobs.batch_child", "batch", *map(str, arguments)]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    environment = {**os.environ, "PYTHONPATH": path, SECONDS: str(seconds)}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def kill_and_resume(folder: Path, output: Path, kills: int, apart: int, seconds: float) -> None:
    """Kill a batch again and again after a random number of results, `apart` at the most, then let it end."""
    dice = random.Random(7)
    for _ in range(kills):
        wanted = finished(output) + dice.randint(1, apart)
        with child(folder, "-o", output, seconds=seconds) as process:
            while finished(output) < wanted and process.poll() is None:
                time.sleep(dice.uniform(0.005, 0.02))
            process.kill()
    with child(folder, "-o", output) as process:
        told, errors = process.communicate(timeout=HANG_LIMIT_S)
    assert process.returncode == 0, told + errors


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL to send to another process.")
@pytest.mark.parametrize(
    ("count", "kills"),
    [pytest.param(60, 3, id="60 photos"), pytest.param(2000, 20, id="2000 photos", marks=pytest.mark.slow)],
)
def test_fault_34_that_a_batch_killed_at_random_has_no_repeats_no_gaps_and_the_same_bytes(
    tmp_path: Path, backend: FakeBackend, count: int, kills: int
) -> None:
    folder = photos_in(tmp_path / "in", count)
    kill_and_resume(folder, tmp_path / "killed", kills, apart=count // kills, seconds=0.002)
    unbroken = run(folder, "-o", tmp_path / "unbroken")
    assert unbroken.exit_code == 0, unbroken.output
    assert results(tmp_path / "killed") == results(tmp_path / "unbroken")
    done = Counter(journalled(tmp_path / "killed", "done"))
    assert len(done) == count and set(done.values()) == {1}  # no gaps, no repeats
    again = len(journalled(tmp_path / "killed", "tried")) - count
    assert 0 <= again <= kills  # only the photo in hand was begun twice


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL to send to another process.")
def test_fault_34_that_kills_at_the_start_of_each_run_leave_no_photo_out(tmp_path: Path) -> None:
    folder, output = photos_in(tmp_path / "in", 4), tmp_path / "out"
    for kills in range(1, 5):
        with child(folder, "-o", output, "--tries", "2", seconds=HANG_LIMIT_S) as process:
            while len(journalled(output, "tried")) < kills:
                assert process.poll() is None
                time.sleep(0.005)
            process.kill()
    with child(folder, "-o", output, "--tries", "2") as process:
        told, errors = process.communicate(timeout=HANG_LIMIT_S)
    assert process.returncode == 0 and "4 done" in told, told + errors


def test_that_a_second_run_does_nothing_and_damage_is_mended(tmp_path: Path, backend: FakeBackend) -> None:
    folder, output = photos_in(tmp_path / "in", 5), tmp_path / "out"
    assert "5 done" in run(folder, "-o", output).stdout
    first, served = results(output), len(backend.served)
    again = run(folder, "-o", output).stdout
    assert again.splitlines()[-1] == "0 done, 5 done before" and len(backend.served) == served
    names = sorted(first)
    (output / names[0]).unlink()
    (output / names[1]).write_bytes(b"short")
    damaged = bytearray((output / names[2]).read_bytes())
    damaged[-1] ^= 1
    (output / names[2]).write_bytes(damaged)
    os.utime(output / names[3])  # a new time alone is no damage
    mended = run(folder, "-o", output)
    assert "3 done, 2 done before" in mended.stdout, mended.output
    assert results(output) == first


def test_that_every_file_of_a_photo_with_several_formats_is_verified(tmp_path: Path, backend: FakeBackend) -> None:
    library = environment.presets()
    recipe = library.get("enlarge-2x")
    export = replace(recipe.export, format=FileFormat.PNG, also=(FileFormat.WEBP, FileFormat.TIFF))
    library.save(replace(recipe, export=export), "mine")
    folder, output = photos_in(tmp_path / "in", 4), tmp_path / "out"
    assert "4 done" in run(folder, "-o", output, "--preset", "mine").stdout
    first = results(output)
    assert len(first) == 12
    assert "0 done, 4 done before" in run(folder, "-o", output, "--preset", "mine").stdout
    webps, tiffs = sorted(output.rglob("*.webp")), sorted(output.rglob("*.tif"))
    webps[0].unlink()
    webps[1].write_bytes(b"short")
    content = bytearray(tiffs[2].read_bytes())
    content[-1] ^= 1
    tiffs[2].write_bytes(content)
    assert "3 done, 1 done before" in run(folder, "-o", output, "--preset", "mine").stdout
    assert results(output) == first


def test_that_a_photo_whose_further_files_no_journal_knows_is_not_done(tmp_path: Path, backend: FakeBackend) -> None:
    library = environment.presets()
    recipe = library.get("enlarge-2x")
    library.save(replace(recipe, export=replace(recipe.export, also=(FileFormat.WEBP,))), "mine")
    folder, output = photos_in(tmp_path / "in", 1), tmp_path / "out"
    run(folder, "-o", output, "--preset", "mine")
    (journal,) = (output / FOLDER).iterdir()
    records = [json.loads(line) for line in journal.read_text().splitlines()]
    assert [len(record.pop("also", ())) for record in records] == [0, 1]  # as an earlier version wrote them
    journal.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    assert "1 done;" in run(folder, "-o", output, "--preset", "mine").stdout


@pytest.mark.parametrize("as_json", [False, True])
def test_that_a_folder_that_cannot_be_read_is_told(
    tmp_path: Path, backend: FakeBackend, closed_folders: CloseFolders, as_json: bool
) -> None:
    folder = photos_in(tmp_path / "in", 1)
    photos_in(folder / "closed", 1)
    closed_folders("closed")
    result = run(folder, "-o", tmp_path / "out", *(["--json"] if as_json else []))
    assert result.exit_code == 0, result.output
    note = "The folder “closed” cannot be read; what is in it is left out."
    if as_json:
        assert {"event": "note", "message": note} in [json.loads(line) for line in result.stdout.splitlines()]
    else:
        assert note in result.stderr


@pytest.mark.changes_originals
def test_that_a_changed_photo_or_recipe_is_done_again_and_a_touched_one_is_not(
    tmp_path: Path, backend: FakeBackend
) -> None:
    folder, output = photos_in(tmp_path / "in", 3), tmp_path / "out"
    run(folder, "-o", output)
    one, two, _ = sorted(folder.rglob("*.png"))
    os.utime(one, (1, 1))
    Image.new("RGB", (6, 5), "red").save(two)
    assert "1 done, 2 done before" in run(folder, "-o", output).stdout
    assert "3 done;" in run(folder, "-o", output, "--preset", "enlarge-4x").stdout


def test_fault_05_that_names_in_a_batch_never_collide_and_stay(tmp_path: Path, backend: FakeBackend) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    for name in ("a.png", "A.PNG", "a.bmp"):
        (folder / name).parent.mkdir(exist_ok=True)
        Image.new("RGB", (6, 5), (len(name), ord(name[0]), ord(name[2]))).save(folder / name)
    output.mkdir()
    (output / "a-enlarge-2x.png").write_bytes(b"a stranger's")
    run(folder, "-o", output)
    first = results(output)
    assert len(first) == 4 and (output / "a-enlarge-2x.png").read_bytes() == b"a stranger's"
    Image.new("RGB", (6, 5), "blue").save(folder / "0.png")
    run(folder, "-o", output)
    assert results(output).items() >= first.items() and len(results(output)) == 5


@pytest.mark.skipif(os.name == "nt", reason="Windows has no names with a colon or a question mark.")
@pytest.mark.parametrize("pattern", ["result", "{width}", "{name}"])
def test_fault_05_that_photos_whose_names_the_pattern_does_not_keep_apart_get_a_result_each(
    tmp_path: Path, backend: FakeBackend, pattern: str
) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for number, name in enumerate(("a.png", "b.png", "q:.png", "q?.png")):
        Image.new("RGB", (6, 5), (number * 50, 0, 0)).save(folder / name)
    library = environment.presets()
    recipe = library.get("enlarge-2x")
    library.save(replace(recipe, export=replace(recipe.export, name_pattern=pattern)), "mine")
    assert "4 done;" in run(folder, "-o", output, "--preset", "mine").stdout
    assert len(set(results(output).values())) == 4
    assert "4 done before" in run(folder, "-o", output, "--preset", "mine").stdout


def test_fault_34_that_a_poison_photo_is_set_aside_and_the_others_are_done(
    tmp_path: Path, backend: FakeBackend
) -> None:
    folder, output = photos_in(tmp_path / "in", 4), tmp_path / "out"
    broken = folder / "00" / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n no photo")
    error = BackendError("This photo is poison.")
    backend.errors = {1: error, 2: error, 3: error}
    first = run(folder, "-o", output, "--tries", "3", "--json")
    events: list[dict[str, Any]] = [json.loads(line) for line in first.stdout.splitlines()]
    assert first.exit_code == 1
    assert {event["photo"]: event["message"].split(". ")[0] for event in events if event["event"] == "aside"} == {
        "00/broken.png": "“broken.png” is damaged, incomplete or of an unusual kind",
        "00/p00001.png": "This photo is poison.",
    }
    assert events[-1]["event"] == "summary" and (events[-1]["done"], events[-1]["aside"]) == (3, 2)
    served = len(backend.served)
    assert "3 done before, 2 set aside" in run(folder, "-o", output, "--tries", "3").stdout
    assert len(backend.served) == served
    assert "1 done, 3 done before, 1 set aside" in run(folder, "-o", output, "--tries", "4").stdout


@pytest.mark.skipif(os.name == "nt", reason="os._exit with 139 stands for a segmentation fault.")
def test_fault_34_that_a_photo_that_kills_its_process_is_set_aside_after_its_tries(tmp_path: Path) -> None:
    folder, output = photos_in(tmp_path / "in", 3), tmp_path / "out"
    Image.new("RGB", (DEADLY_WIDTH, 5)).save(folder / "00" / "p00001x.png")
    codes = []
    for _ in range(2):
        with child(folder, "-o", output, "--tries", "1") as process:
            told, _ = process.communicate(timeout=HANG_LIMIT_S)
        codes.append(process.returncode)
    assert codes == [139, 1], told
    assert "1 done, 2 done before, 1 set aside" in told and len(results(output)) == 3


def test_fault_01_that_a_full_disk_uses_up_no_attempts(
    tmp_path: Path, backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, output = photos_in(tmp_path / "in", 2), tmp_path / "out"
    room = namedtuple("room", "total used free")
    with monkeypatch.context() as disk:
        disk.setattr(shutil, "disk_usage", lambda _: room(0, 0, 100))
        full = run(folder, "-o", output, "--tries", "1")
    assert full.exit_code == 1 and full.stderr.count("There is not enough room") == 2
    assert journalled(output, "released") == ["00/p00000.png", "00/p00001.png"]
    assert "2 done;" in run(folder, "-o", output, "--tries", "1").stdout


def test_that_a_result_that_is_gone_at_once_fails_its_photo_alone(
    tmp_path: Path, backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_away(path: Path, *control: JobControl) -> str:
        if path.name == "p00000-enlarge-2x.png":
            raise OSError(errno.EIO, "Input/output error", str(path))
        return hash_file(path, *control)

    monkeypatch.setattr("enhancer_gui.jobs.batch_journal.hash_file", taken_away)
    result = run(photos_in(tmp_path / "in", 2), "-o", tmp_path / "out", "--tries", "2")
    assert result.exit_code == 1 and "1 done, 1 set aside" in result.stdout
    assert "The result cannot be read back (Input/output error). Check the disk." in result.stderr
    assert len(journalled(tmp_path / "out", "failed")) == 2


def test_that_what_one_process_has_done_is_not_undone_by_an_older_journal(tmp_path: Path) -> None:
    done = Done("a.png", "id", "a-2x.png", "work", "0" * 64, 1, 1, 1, 1, 1, 1, 0.5)
    older, newer = BatchJournal(tmp_path, "z-older"), BatchJournal(tmp_path, "a-newer")
    older.add(Tried("a.png", "id", "a-2x.png"))
    older.add(Failed("a.png", "id", "The power went."))
    newer.add(Tried("a.png", "id", "a-2x.png"))
    newer.add(done)
    older.close()
    newer.close()
    known = read_memory(tmp_path).of("a.png")
    assert (known.done, known.tries, known.message) == (done, 0, "")


@pytest.mark.parametrize("command", ["batch", "watch"])
def test_that_what_no_photo_could_mend_is_told_before_the_first(
    tmp_path: Path, backend: FakeBackend, command: str
) -> None:
    folder = photos_in(tmp_path / "in", 2)
    (tmp_path / "file").write_bytes(b"")
    taken = CliRunner().invoke(app, [command, str(folder), "-o", str(tmp_path / "file")])
    assert taken.exit_code == 1 and "“file” is no folder" in taken.stderr
    library = environment.presets()
    recipe = library.get("enlarge-2x")
    library.save(replace(recipe, steps=(replace(recipe.steps[0], model_id="elsewhere"),)), "mine")
    arguments = [command, str(folder), "-o", str(tmp_path / "out"), "--preset", "mine"]
    refused = CliRunner().invoke(app, arguments)
    assert refused.exit_code == 2 and "“elsewhere”" in refused.stderr and not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["batch", "watch"])
def test_that_an_unknown_device_is_wrong_usage_and_uses_up_no_attempts(
    tmp_path: Path, backend: FakeBackend, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def unknown(*_: object) -> None:
        raise BackendError("The device “cuda:9” is not there.")

    monkeypatch.setattr(backend, "info", unknown)
    folder, output = photos_in(tmp_path / "in", 1), tmp_path / "out"
    arguments = [command, str(folder), "-o", str(output), "--device", "cuda:9"]
    refused = CliRunner().invoke(app, arguments)
    assert refused.exit_code == 2 and "cuda:9" in refused.stderr
    assert not (output / FOLDER).exists() and backend.closed


def test_that_an_interruption_counts_as_no_attempt(
    tmp_path: Path, backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, output = photos_in(tmp_path / "in", 2), tmp_path / "out"
    real: Callable[..., Any] = backend.enhance

    def cancel_first(order: Any, device: Any, control: Any) -> Any:
        control.cancel()
        yield from real(order, device, control)

    monkeypatch.setattr(backend, "enhance", cancel_first)
    for _ in range(2):
        stopped = run(folder, "-o", output, "--tries", "1")
        assert stopped.exit_code == 130 and "The same command goes on" in stopped.output
    monkeypatch.setattr(backend, "enhance", real)
    assert "2 done" in run(folder, "-o", output, "--tries", "1").stdout
    assert journalled(output, "released") == ["00/p00000.png"] * 2


@pytest.mark.slow
def test_that_ray_makes_the_same_bytes_and_survives_a_photo_that_kills(tmp_path: Path, backend: FakeBackend) -> None:
    pytest.importorskip("ray.data")
    folder = photos_in(tmp_path / "in", 40)
    run(folder, "-o", tmp_path / "local")
    local = results(tmp_path / "local")
    Image.new("RGB", (DEADLY_WIDTH, 5)).save(folder / "00" / "p00007x.png")
    with child(folder, "-o", tmp_path / "ray", "--engine", "ray", "--workers", "2", "--tries", "2") as process:
        told, errors = process.communicate(timeout=300)
    assert process.returncode == 1, told + errors
    assert "1 set aside" in told and "not done" not in told  # a row may be done by a worker that died before it said so
    assert results(tmp_path / "ray") == local
