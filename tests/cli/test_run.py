"""`enhancer run`, on a fake backend."""

import os
import signal
from pathlib import Path

import pytest
from PIL import Image

from enhancer_gui.cli import environment, run_words
from enhancer_gui.cli.interrupt import cancel_on_signals
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.storage.paths import log_dir
from tests.cli.conftest import Enhancer, make_photo
from tests.plugins.surroundings import CloseFolders


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as photo:
        return photo.size


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_that_a_photo_is_enlarged_twice_beside_itself(enhancer: Enhancer, photo: Path) -> None:
    result = enhancer("run", photo)
    assert result.exit_code == 0, result.output
    assert size_of(photo.with_name("photo-upscale-2x.png")) == (80, 60)
    assert "photo-upscale-2x.png (80 x 60" in result.stdout and "1 done" in result.stdout
    assert enhancer.backend.closed


def test_that_options_become_work(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tif"
    result = enhancer(
        "run", photo, "-o", out, "--task", "deblur", "--task", "upscale", "--long-side", "100", "--depth", "16"
    )
    assert result.exit_code == 0, result.output
    assert size_of(out) == (100, 75)


def test_that_deblur_alone_keeps_the_size(enhancer: Enhancer, photo: Path) -> None:
    assert enhancer("run", photo, "--task", "deblur").exit_code == 0
    assert size_of(photo.with_name("photo-deblur.png")) == (40, 30)


def test_that_a_model_alone_implies_task_and_scale(enhancer: Enhancer, photo: Path) -> None:
    assert enhancer("run", photo, "--model", "upscale-x4", "--name-pattern", "{name}_{scale}").exit_code == 0
    assert size_of(photo.with_name("photo_4x.png")) == (160, 120)


def test_that_a_shipped_preset_can_be_named(enhancer: Enhancer, photo: Path) -> None:
    presets = enhancer("presets", "--json")
    assert presets.exit_code == 0
    result = enhancer("run", photo, "--preset", "enlarge-2x")
    assert result.exit_code == 0, result.output
    assert size_of(photo.with_name("photo-enlarge-2x.png")) == (80, 60)


def test_that_the_tree_of_a_folder_is_rebuilt(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "in" / "a.png")
    make_photo(tmp_path / "in" / "deep" / "er" / "b.jpg")
    result = enhancer("run", tmp_path / "in", "-o", tmp_path / "out", "--name-pattern", "{name}")
    assert result.exit_code == 0, result.output
    assert names_in(tmp_path / "out") == ["a.png", "deep/er/b.jpg"]


def test_that_a_folder_that_cannot_be_read_is_told(
    enhancer: Enhancer, tmp_path: Path, closed_folders: CloseFolders
) -> None:
    make_photo(tmp_path / "in" / "a.png")
    make_photo(tmp_path / "in" / "closed" / "b.png")
    closed_folders("closed")
    result = enhancer("run", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 0 and "1 done" in result.stdout
    assert "The folder “closed” cannot be read; what is in it is left out." in result.stderr


def test_that_several_folders_stay_apart(enhancer: Enhancer, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        make_photo(tmp_path / folder / "a.png")
    enhancer("run", tmp_path / "one", tmp_path / "two", "-o", tmp_path / "out", "--name-pattern", "{name}")
    assert names_in(tmp_path / "out") == ["one/a.png", "two/a.png"]


def test_fault_05_that_names_never_collide(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "in" / "a.png")
    make_photo(tmp_path / "in" / "a.jpg")
    result = enhancer("run", tmp_path / "in", "-o", tmp_path / "out", "--format", "png", "--name-pattern", "{name}")
    assert result.exit_code == 0, result.output
    assert names_in(tmp_path / "out") == ["a-2.png", "a.png"]


def test_fault_04_that_overwriting_never_hits_another_photo_of_the_run(enhancer: Enhancer, tmp_path: Path) -> None:
    photos = [make_photo(tmp_path / name) for name in ("a.jpg", "a.png")]
    before = photos[1].read_bytes()
    options = ("--format", "png", "--name-pattern", "{name}", "--on-conflict", "overwrite")
    assert enhancer("run", *photos, *options).exit_code == 0
    assert photos[1].read_bytes() == before
    assert names_in(tmp_path) == ["a-2.png", "a-3.png", "a.jpg", "a.png"]


def test_that_results_are_not_enhanced_again(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "a.png")
    assert enhancer("run", tmp_path).exit_code == 0
    again = enhancer("run", tmp_path, "--on-conflict", "skip", "--task", "deblur")
    assert "1 file looks like the result of an earlier run" in again.stderr
    assert names_in(tmp_path) == ["a-deblur.png", "a-upscale-2x.png", "a.png"]


def test_that_an_output_folder_inside_the_input_is_not_searched(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "a.png")
    for _ in range(2):
        enhancer("run", tmp_path, "-o", tmp_path / "out", "--name-pattern", "{name}", "--on-conflict", "skip")
    assert names_in(tmp_path) == ["a.png", "out/a.png"]


def test_that_a_result_named_itself_is_worked_on(enhancer: Enhancer, photo: Path) -> None:
    enhancer("run", photo)
    assert enhancer("run", photo.with_name("photo-upscale-2x.png"), "--task", "deblur").exit_code == 0
    assert size_of(photo.with_name("photo-upscale-2x-deblur.png")) == (80, 60)


def test_that_one_bad_photo_does_not_stop_the_others(enhancer: Enhancer, tmp_path: Path) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"no photo at all")
    make_photo(tmp_path / "good.png")
    result = enhancer("run", tmp_path / "bad.jpg", tmp_path / "missing.png", tmp_path / "good.png")
    assert result.exit_code == 1
    assert "bad.jpg: failed:" in result.stderr and "missing.png: failed:" in result.stderr
    assert "1 done, 2 failed" in result.stdout
    assert (tmp_path / "good-upscale-2x.png").exists()


def test_that_a_photo_that_fails_in_the_backend_does_not_stop_the_others(enhancer: Enhancer, tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_photo(tmp_path / f"{name}.png")
    enhancer.backend.errors[0] = BackendError("The device went away.", remedy="Plug it in.")
    result = enhancer("run", tmp_path)
    assert result.exit_code == 1
    assert "a.png: failed: The device went away. Plug it in." in result.stderr
    assert names_in(tmp_path) == ["a.png", "b-upscale-2x.png", "b.png"]


def test_that_a_size_too_large_fails_that_photo_alone(enhancer: Enhancer, tmp_path: Path) -> None:
    make_photo(tmp_path / "a.png", 8, 8)
    make_photo(tmp_path / "b.png", 100, 100)
    result = enhancer("run", tmp_path, "--width", "200")
    assert result.exit_code == 1
    assert "25.0 times" in result.stderr and "1 done, 1 failed" in result.stdout


@pytest.mark.parametrize(
    ("policy", "done", "names"),
    [
        ("unique", 1, ["photo-upscale-2x-2.png", "photo-upscale-2x.png", "photo.png"]),
        ("skip", 0, ["photo-upscale-2x.png", "photo.png"]),
        ("overwrite", 1, ["photo-upscale-2x.png", "photo.png"]),
    ],
)
def test_that_a_conflict_is_settled_as_asked(
    enhancer: Enhancer, photo: Path, policy: str, done: int, names: list[str]
) -> None:
    enhancer("run", photo)
    events = enhancer.events(photo, "--on-conflict", policy)
    assert (events[-1]["done"], events[-1]["skipped"]) == (done, 1 - done)
    assert names_in(photo.parent) == names


def test_that_a_named_file_is_never_the_photo_itself(enhancer: Enhancer, photo: Path) -> None:
    result = enhancer("run", photo, "-o", photo, "--on-conflict", "overwrite")
    assert result.exit_code == 1
    assert "is the photo itself" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--scale", "2", "--width", "100"],
        ["--scale", "17"],
        ["--fit", "100"],
        ["--preset", "no-such-preset"],
        ["--preset", "enlarge-2x", "--task", "deblur"],
        ["--model", "no-such-model"],
        ["--task", "deblur", "--model", "upscale-x2"],
        ["--name-pattern", "{who}"],
        ["--name-pattern", "{"],
        ["--strength", "2"],
        ["-o", "out.gif"],
        ["-o", "out.png", "--format", "jpeg"],
        ["other.png", "-o", "out.png"],
        ["--json", "--quiet"],
        ["--no-such-option"],
    ],
)
def test_that_wrong_usage_returns_2_and_touches_nothing(enhancer: Enhancer, photo: Path, arguments: list[str]) -> None:
    result = enhancer("run", photo, *arguments)
    assert result.exit_code == 2, result.output
    assert names_in(photo.parent) == ["photo.png"]


def test_that_a_folder_without_photos_is_wrong_usage(enhancer: Enhancer, tmp_path: Path) -> None:
    assert enhancer("run", tmp_path).exit_code == 2


def test_that_json_tells_the_whole_story(enhancer: Enhancer, photo: Path) -> None:
    events = enhancer.events(photo)
    kinds = [event["event"] for event in events]
    assert kinds[:3] == ["begin", "planned", "started"] and kinds[-3:] == ["saving", "finished", "summary"]
    assert kinds.count("tile_done") == events[2]["tiles"] == 2
    assert {event["job"] for event in events[1:-1]} == {events[1]["job"]}
    assert events[2]["target_size"] == [80, 60]
    assert events[-2]["target"] == str(photo.with_name("photo-upscale-2x.png"))
    assert (events[-1]["done"], events[-1]["exit_code"]) == (1, 0)


def test_that_quiet_says_only_what_failed(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    result = enhancer("run", photo, tmp_path / "missing.png", "--quiet")
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1 and "missing.png" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows stores names as Unicode.")
def test_fault_10_that_a_name_that_is_no_text_works(enhancer: Enhancer, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xff [red].png")
    make_photo(tmp_path / "a.png").rename(odd)
    result = enhancer("run", tmp_path)
    assert result.exit_code == 0, result.output
    assert "[red]" in result.stdout
    assert (tmp_path / os.fsdecode(b"\xff [red]-upscale-2x.png")).exists()
    assert enhancer.events(tmp_path)[1]["photo"] == str(odd)


@pytest.mark.parametrize("place", ["photo", "folder", "file"])
def test_fault_09_that_a_path_too_long_is_told_in_words(
    enhancer: Enhancer, photo: Path, tmp_path: Path, place: str
) -> None:
    long = "x" * 300
    outputs = {"photo": tmp_path, "folder": tmp_path / long / "deep", "file": tmp_path / f"{long}.png"}
    result = enhancer("run", tmp_path / f"{long}.png" if place == "photo" else photo, "-o", outputs[place])
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit), result.exception
    assert "File name too long" in result.stderr and "1 failed" in result.stdout


def test_fault_09_that_a_long_name_leaves_room_for_what_was_done(enhancer: Enhancer, tmp_path: Path) -> None:
    photo = make_photo(tmp_path / f"{'x' * 248}.png")
    assert enhancer("run", photo, "-o", tmp_path / "out").exit_code == 0
    (result,) = names_in(tmp_path / "out")
    assert result.endswith("xx-upscale-2x.png")


def test_fault_24_that_a_depth_that_the_format_lacks_is_said(enhancer: Enhancer, photo: Path, tmp_path: Path) -> None:
    result = enhancer("run", photo, "-o", tmp_path / "out.jpg", "--depth", "16")
    assert "JPEG cannot hold 16 bits a channel, the file has 8." in result.stderr
    assert "bits" not in enhancer("run", photo, "-o", tmp_path / "out.tif", "--depth", "16").stderr


def test_that_a_log_that_cannot_be_written_stops_no_photo(enhancer: Enhancer, photo: Path) -> None:
    (log_dir() / environment.LOG_FILE).mkdir()
    assert enhancer("run", photo).exit_code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="There is no device that is always full.")
def test_fault_01_that_a_full_disk_under_the_log_stops_no_photo(enhancer: Enhancer, photo: Path) -> None:
    (log_dir() / environment.LOG_FILE).symlink_to("/dev/full")
    result = enhancer("run", photo, photo.with_name("none.png"))
    assert "1 done, 1 failed" in result.stdout and "Logging error" not in result.stderr


def test_that_the_photos_own_format_may_be_one_of_several(enhancer: Enhancer, photo: Path) -> None:
    assert enhancer("run", photo, "--format", "jpeg", "--format", "keep").exit_code == 0
    assert names_in(photo.parent) == ["photo-upscale-2x.jpg", "photo-upscale-2x.png", "photo.png"]


def test_that_tiles_of_finished_photos_are_not_kept(enhancer: Enhancer, photo: Path) -> None:
    enhancer("run", photo)
    assert enhancer.events(photo)[2]["tiles_kept"] == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_that_an_interruption_stops_and_says_how_to_go_on(
    enhancer: Enhancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    for name in ("a", "b", "c"):
        make_photo(tmp_path / f"{name}.png")
    enhancer.backend.gated_from = 3
    press_when_waiting(enhancer, monkeypatch, number)
    result = enhancer("run", tmp_path)
    assert result.exit_code == 130
    assert "1 done, 2 not done" in result.stdout
    assert "goes on where it stopped" in result.stderr and "--on-conflict skip" in result.stderr
    assert names_in(tmp_path) == ["a-upscale-2x.png", "a.png", "b.png", "c.png"]
    enhancer.backend.gated_from = None
    events = enhancer.events(tmp_path, "--on-conflict", "skip")
    assert (events[-1]["done"], events[-1]["skipped"]) == (2, 1)
    assert [event["tiles_kept"] for event in events if event["event"] == "started"] == [1, 0]


def press_when_waiting(enhancer: Enhancer, monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    """Send this process a signal when the fake reaches its gate."""
    wait = enhancer.backend.waiting.set

    def press() -> None:
        wait()
        signal.raise_signal(number)

    monkeypatch.setattr(enhancer.backend.waiting, "set", press)


def test_that_the_signal_handlers_are_put_back(enhancer: Enhancer, photo: Path) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    enhancer("run", photo)
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_that_a_second_ctrl_c_does_not_wait() -> None:
    control = JobControl()
    with cancel_on_signals(control, run_words.STOPPING):
        signal.raise_signal(signal.SIGINT)
        assert control.is_cancelled
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)


def test_that_an_unknown_device_is_wrong_usage_before_any_photo_is_read(
    enhancer: Enhancer, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BackendError("The device “nonsense” is not there.", remedy="Choose one of: auto, cpu.")

    monkeypatch.setattr(type(enhancer.backend), "info", refuse)
    result = enhancer("run", photo, "--device", "nonsense")
    assert result.exit_code == 2
    assert "nonsense" in result.output
