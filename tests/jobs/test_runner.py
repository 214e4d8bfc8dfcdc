"""One job from photo to file: its events, its promises, and what an interruption leaves behind."""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.image import Image
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, FileFormat, Finish, OnConflict, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.core.work import Work
from enhancer_gui.jobs import runner
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.runner import Surroundings, describe_stages, run_job
from enhancer_gui.storage.photos import read_photo
from tests.tiny_models import tiny_backend

DOUBLE = Recipe("double", "Double", (Step(Task.UPSCALE),), export=ExportSpec(size=SizeTarget(SizeMode.SCALE, 2)))
SMALL_TILES = JobOptions(tile_px=16)


def run(job: Job, surroundings: Surroundings, control: JobControl | None = None) -> list[events.Event]:
    return list(run_job(job, tiny_backend(), control or JobControl(), surroundings))


def tiles_of(happened: list[events.Event]) -> list[int]:
    return [event.index for event in happened if isinstance(event, events.TileDone)]


def assert_well_formed(happened: list[events.Event]) -> None:
    assert isinstance(happened[-1], events.TERMINAL)
    assert sum(isinstance(event, events.TERMINAL) for event in happened) == 1
    fractions = [event.fraction for event in happened if isinstance(event, events.Progress)]
    assert fractions == sorted(fractions)


def test_that_a_photo_becomes_a_file_of_twice_the_size(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    source = photo()
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    target = tmp_path / "out" / "big.png"
    happened = run(make_job(source, DOUBLE, target, SMALL_TILES), surroundings)
    assert_well_formed(happened)
    assert isinstance(happened[0], events.Started) and happened[0].native_size == (120, 80)
    assert sorted(tiles_of(happened)) == list(range(12))
    assert isinstance(happened[-1], events.Finished) and happened[-1].target == target
    with PillowImage.open(target) as result:
        assert result.size == (120, 80)
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before


def test_that_a_recipe_without_inference_is_exact(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    source = photo()
    target = tmp_path / "same.png"
    run(make_job(source, Recipe("copy", "Copy", ()), target, SMALL_TILES), surroundings)
    with PillowImage.open(source) as a, PillowImage.open(target) as b:
        assert np.array_equal(np.asarray(a), np.asarray(b))


def test_that_strength_zero_in_the_finish_gives_a_bicubic_enlargement(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    # Low contrast: Pillow clips 8-bit pictures between its two passes, we only at the end.
    source, target = photo(contrast=80), tmp_path / "soft.png"
    recipe = Recipe("double", "Double", DOUBLE.steps, Finish(strength=0), DOUBLE.export)
    run(make_job(source, recipe, target, SMALL_TILES), surroundings)
    with PillowImage.open(source) as a, PillowImage.open(target) as b:
        bicubic = np.asarray(a.resize((120, 80), PillowImage.Resampling.BICUBIC)).astype(int)
        assert np.abs(np.asarray(b).astype(int) - bicubic).max() <= 1


def test_that_a_320x240_photo_fits_a_4k_box(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    """The first example of all: progressive passes, then one resampling (here from 8 times to 4.5)."""
    source, target = photo(width=64, height=48), tmp_path / "box.png"
    export = ExportSpec(size=SizeTarget(SizeMode.FIT, 384, 216))
    steps = (Step(Task.UPSCALE, "tiny-x2"),) * 3
    happened = run(make_job(source, Recipe("box", "Box", steps, export=export), target, SMALL_TILES), surroundings)
    assert isinstance(happened[0], events.Started)
    assert happened[0].native_size == (512, 384) and happened[0].target_size == (288, 216)
    with PillowImage.open(target) as result:
        assert result.size == (288, 216)


def test_that_a_job_without_a_target_keeps_its_tiles_and_saving_later_computes_nothing(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    source = photo()
    happened = run(make_job(source, DOUBLE, None, SMALL_TILES), surroundings)
    assert len(tiles_of(happened)) == 12
    last = happened[-1]
    assert isinstance(last, events.Finished) and last.target is None and not last.skipped
    saved = run(make_job(source, DOUBLE, tmp_path / "later.png", JobOptions(tile_px=64)), surroundings)
    assert tiles_of(saved) == []
    assert (tmp_path / "later.png").exists()


def test_that_another_strength_or_another_photo_is_another_store(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    source = photo()
    run(make_job(source, DOUBLE, None, SMALL_TILES), surroundings)
    weaker = Recipe("double", "Double", (Step(Task.UPSCALE, strength=0.5),), export=DOUBLE.export)
    assert len(tiles_of(run(make_job(source, weaker, None, SMALL_TILES), surroundings))) == 12
    other = photo("other.png", width=61)
    assert len(tiles_of(run(make_job(other, DOUBLE, None, SMALL_TILES), surroundings))) == 12


def test_that_cancel_leaves_no_file_and_the_next_run_computes_the_rest(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    source, target, control = photo(), tmp_path / "out.png", JobControl()
    happened = []
    for event in run_job(make_job(source, DOUBLE, target, SMALL_TILES), tiny_backend(), control, surroundings):
        happened.append(event)
        if len(tiles_of(happened)) == 5:
            control.cancel()
    assert_well_formed(happened)
    assert isinstance(happened[-1], events.Cancelled)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["photo.png", "stores"]
    again = run(make_job(source, DOUBLE, target, SMALL_TILES), surroundings)
    assert isinstance(again[0], events.Started) and again[0].tiles_kept == 5
    assert not set(tiles_of(again)) & set(tiles_of(happened)) and len(tiles_of(again)) == 7
    assert target.exists()


def test_that_no_resume_starts_afresh(photo: Callable[..., Path], surroundings: Surroundings) -> None:
    source = photo()
    run(make_job(source, DOUBLE, None, SMALL_TILES), surroundings)
    again = run(make_job(source, DOUBLE, None, JobOptions(tile_px=16, resume=False)), surroundings)
    assert len(tiles_of(again)) == 12


def test_that_pause_frees_the_device_and_resume_goes_on(photo: Callable[..., Path], surroundings: Surroundings) -> None:
    control, backend, happened = JobControl(), tiny_backend(), []
    for event in run_job(make_job(photo(), DOUBLE, None, SMALL_TILES), backend, control, surroundings):
        happened.append(event)
        if isinstance(event, events.TileDone) and len(tiles_of(happened)) == 3:
            control.pause()
            threading.Timer(0.05, control.resume).start()
        if isinstance(event, events.Paused):
            assert not backend._networks
    kinds = [type(event) for event in happened]
    assert kinds.index(events.Resumed) == kinds.index(events.Paused) + 1
    assert len(tiles_of(happened)) == 12
    assert_well_formed(happened)


def test_that_a_paused_job_can_be_cancelled(photo: Callable[..., Path], surroundings: Surroundings) -> None:
    control = JobControl()
    control.pause()
    threading.Timer(0.05, control.cancel).start()
    happened = run(make_job(photo(), DOUBLE, None, SMALL_TILES), surroundings, control)
    assert isinstance(happened[-1], events.Cancelled)


def test_fault_04_that_the_photo_itself_is_never_the_target(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    source = photo()
    link = tmp_path / "link.png"
    link.symlink_to(source)
    recipe = Recipe("double", "Double", DOUBLE.steps, export=ExportSpec(on_conflict=OnConflict.OVERWRITE))
    for target in (source, link):
        happened = run(make_job(source, recipe, target, SMALL_TILES), surroundings)
        assert isinstance(happened[-1], events.Failed) and "never overwritten" in happened[-1].remedy
        assert tiles_of(happened) == []


def test_that_skip_leaves_an_existing_file_alone(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    target = tmp_path / "there.png"
    target.write_bytes(b"precious")
    recipe = Recipe("double", "Double", DOUBLE.steps, export=ExportSpec(on_conflict=OnConflict.SKIP))
    happened = run(make_job(photo(), recipe, target), surroundings)
    assert isinstance(happened[-1], events.Finished) and happened[-1].skipped
    assert target.read_bytes() == b"precious"


def test_fault_05_that_a_name_that_another_program_takes_meanwhile_costs_no_result(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    target = tmp_path / "out.png"
    happened: list[events.Event] = []
    for event in run_job(make_job(photo(), DOUBLE, target), tiny_backend(), JobControl(), surroundings):
        if isinstance(event, events.TileDone):
            target.write_bytes(b"theirs")
        happened.append(event)
    assert_well_formed(happened)
    assert isinstance(happened[-1], events.Finished) and happened[-1].target == tmp_path / "out-2.png"
    assert target.read_bytes() == b"theirs"
    with PillowImage.open(tmp_path / "out-2.png") as result:
        assert result.size == (120, 80)


def test_fault_07_that_a_folder_that_cannot_be_made_is_found_out_before_inference(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    happened = run(make_job(photo(), DOUBLE, tmp_path / "file" / "out.png"), surroundings)
    assert isinstance(happened[-1], events.Failed) and tiles_of(happened) == []
    assert len(happened) == 1 and "“file” is no folder" in happened[-1].message


@pytest.mark.changes_originals
def test_that_a_photo_that_goes_away_while_it_is_opened_fails_in_words(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_and_lose(path: Path) -> Image:
        image = read_photo(path)
        path.unlink()
        return image

    monkeypatch.setattr(runner, "read_photo", read_and_lose)
    happened = run(make_job(photo(), DOUBLE, tmp_path / "out.png"), surroundings)
    assert isinstance(happened[-1], events.Failed) and "cannot be read any more" in happened[-1].message


def test_that_a_broken_photo_fails_in_words(surroundings: Surroundings, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    happened = run(make_job(broken, DOUBLE, tmp_path / "out.png"), surroundings)
    assert isinstance(happened[-1], events.Failed) and "broken.jpg" in happened[-1].message


def test_that_a_bug_is_one_failed_event_with_its_traceback(
    photo: Callable[..., Path],
    surroundings: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def explode(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("enhancer_gui.jobs.runner.plan_work", explode)
    with caplog.at_level("CRITICAL"):
        happened = run(make_job(photo(), DOUBLE, None), surroundings)
    assert len(happened) == 1 and isinstance(happened[0], events.Failed)
    assert "ZeroDivisionError: a bug" in happened[0].detail


def test_that_export_follows_format_and_depth(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    export = ExportSpec(format=FileFormat.JPEG, quality=80, size=SizeTarget(SizeMode.SCALE, 2))
    recipe = Recipe("double", "Double", DOUBLE.steps, export=export)
    target = tmp_path / "out.jpg"
    run(make_job(photo(), recipe, target, SMALL_TILES), surroundings)
    with PillowImage.open(target) as result:
        assert result.format == "JPEG" and result.size == (120, 80)


def test_that_a_picture_too_large_for_its_format_is_found_out_before_inference(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    wide = photo(width=8200, height=2)
    happened = run(make_job(wide, DOUBLE, tmp_path / "out.webp"), surroundings)
    assert isinstance(happened[-1], events.Failed) and "WebP" in happened[-1].message
    assert tiles_of(happened) == []


def test_that_what_the_file_cannot_hold_is_said(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    source = tmp_path / "alpha.png"
    pixels = np.random.default_rng(0).integers(0, 256, (20, 30, 4), dtype=np.uint8)
    PillowImage.fromarray(pixels).save(source)
    happened = run(make_job(source, DOUBLE, tmp_path / "out.jpg"), surroundings)
    notes = [event.message for event in happened if isinstance(event, events.Noted)]
    assert notes == ["Transparency becomes white: JPEG cannot hold it."]
    assert not [
        e for e in run(make_job(source, DOUBLE, tmp_path / "out.png"), surroundings) if isinstance(e, events.Noted)
    ]


def test_that_tiles_of_another_precision_are_not_mixed_in(
    photo: Callable[..., Path], surroundings: Surroundings
) -> None:
    source = photo()
    run(make_job(source, DOUBLE, None, SMALL_TILES), surroundings)
    work_key = {describe_stages(Work((), (1, 1), (1, 1)), precision) for precision in ("fp32", "bf16")}
    assert len(work_key) == 2
    assert tiles_of(run(make_job(source, DOUBLE, None, JobOptions(precision="fp32")), surroundings)) == []


def test_fault_28_that_a_cancel_does_not_wait_for_a_photo_that_is_being_read(
    photo: Callable[..., Path], surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, over, control = threading.Event(), threading.Event(), JobControl()

    def slow(path: Path) -> Image:
        begun.set()
        assert over.wait(20)
        return read_photo(path)

    def cancel() -> None:
        assert begun.wait(20)
        control.cancel()

    monkeypatch.setattr(runner, "read_photo", slow)
    threading.Thread(target=cancel).start()
    try:
        happened = run(make_job(photo(), DOUBLE, None, SMALL_TILES), surroundings, control)
    finally:
        over.set()
    assert [type(event) for event in happened] == [events.Cancelled]
