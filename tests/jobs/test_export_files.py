"""One result, several files: sharpened, recorded, stripped, in other formats, and never without room."""

import shutil
import threading
import time
from collections import namedtuple
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, FileFormat, OnConflict, OutputSharpening, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.engine.output_sharpening import sharpen_region
from enhancer_gui.jobs.export import record_of
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.storage.photos import read_photo
from enhancer_gui.storage.record import SourceType, read_record
from tests.fakes import HANG_LIMIT_S, fake_card
from tests.tiny_models import tiny_backend

EXPORT = ExportSpec(size=SizeTarget(SizeMode.SCALE, 2))
DOUBLE = Recipe("double", "Double", (Step(Task.UPSCALE, strength=0.5),), export=EXPORT)
Usage = namedtuple("Usage", "total used free")
CANCEL_WITHIN_S = 2.0


def run(source: Path, target: Path | None, surroundings: Surroundings, **export: object) -> list[events.Event]:
    recipe = replace(DOUBLE, export=replace(EXPORT, **export))  # type: ignore[arg-type]
    job = make_job(source, recipe, target, JobOptions(tile_px=16))
    return list(run_job(job, tiny_backend(), JobControl(), surroundings))


def tiles_in(happened: list[events.Event]) -> int:
    return sum(isinstance(event, events.TileDone) for event in happened)


def test_that_several_formats_come_from_one_computation(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    also = (FileFormat.JPEG, FileFormat.TIFF)
    happened = run(photo(), tmp_path / "out" / "big.png", replace(surroundings, keep_store=False), also=also)
    assert isinstance(happened[-1], events.Finished), happened[-1]
    assert tiles_in(happened) == 12
    written = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in written] == ["big.jpg", "big.png", "big.tif"]
    assert np.array_equal(read_photo(written[1]).samples, read_photo(written[2]).samples)
    assert [event.target.name for event in happened if isinstance(event, events.Saving)] == [
        "big.png",
        "big.jpg",
        "big.tif",
    ]


def test_fault_28_that_a_cancel_does_not_wait_until_a_whole_file_is_encoded(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, control = threading.Event(), JobControl()
    recipe = replace(DOUBLE, export=replace(EXPORT, format=FileFormat.AVIF))
    job = make_job(photo(), recipe, tmp_path / "out" / "big.avif", JobOptions(tile_px=16))

    def stuck(*_arguments: object, **_options: object) -> None:
        control.cancel()
        gate.wait(HANG_LIMIT_S)

    monkeypatch.setattr("PIL.Image.Image.save", stuck)
    try:
        happened: list[events.Event] = []
        began = 0.0
        for event in run_job(job, tiny_backend(), control, surroundings):
            happened.append(event)
            began = time.monotonic() if isinstance(event, events.Saving) else began
        assert isinstance(happened[-1], events.Cancelled) and isinstance(happened[-2], events.Saving)
        assert time.monotonic() - began < CANCEL_WITHIN_S
        assert list((tmp_path / "out").iterdir()) == []
    finally:
        gate.set()


def test_that_another_export_of_stored_tiles_computes_nothing(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    source = photo()
    run(source, None, surroundings)
    happened = run(
        source,
        tmp_path / "print.jpg",
        surroundings,
        size=SizeTarget(SizeMode.PAPER_CM, 1, 2, 127),
        sharpening=OutputSharpening.PRINT,
    )
    assert tiles_in(happened) == 0
    with PillowImage.open(tmp_path / "print.jpg") as result:
        assert result.size == (75, 50)
        assert result.info["dpi"] == pytest.approx((127, 127))


def test_that_only_missing_files_are_written_where_existing_ones_are_skipped(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    source, target = photo(), tmp_path / "big.png"
    target.write_bytes(b"there")
    options = {"also": (FileFormat.TIFF,), "on_conflict": OnConflict.SKIP}
    run(source, target, surroundings, **options)
    assert target.read_bytes() == b"there"
    assert read_photo(tmp_path / "big.tif").width == 120
    again = run(source, target, surroundings, **options)
    assert [type(event) for event in again] == [events.Finished]


def test_fault_04_that_a_further_format_never_replaces_the_photo(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    source = photo()
    before = source.read_bytes()
    for conflict in OnConflict:
        happened = run(source, source.with_suffix(".jpg"), surroundings, also=(FileFormat.PNG,), on_conflict=conflict)
        assert isinstance(happened[-1], events.Failed)
        assert not source.with_suffix(".jpg").exists()
    assert source.read_bytes() == before


def test_that_a_result_says_how_it_was_made_unless_it_shall_not(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path
) -> None:
    source = photo()
    run(source, tmp_path / "a.png", surroundings, on_conflict=OnConflict.OVERWRITE)
    record = read_record(tmp_path / "a.png")
    assert record.recipe == DOUBLE
    card = surroundings.catalogue.get(record.models[0].id)
    assert [(model.sha256, model.strength) for model in record.models] == [(card.sha256, 0.5)]
    assert record.source_type is SourceType.ALTERED
    run(source, tmp_path / "b.png", surroundings, record=False)
    assert read_photo(tmp_path / "b.png").metadata.xmp is None


def test_that_no_folder_is_made_for_a_photo_that_cannot_be_read(surroundings: Surroundings, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    happened = run(broken, tmp_path / "new" / "a.png", surroundings)
    assert isinstance(happened[-1], events.Failed)
    assert not (tmp_path / "new").exists()


def test_fault_01_a_full_disk_is_told_before_the_work(
    photo: Callable[..., Path], surroundings: Surroundings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 1000))
    happened = run(photo(), tmp_path / "a.png", surroundings)
    assert isinstance(happened[-1], events.Failed)
    assert "not enough room" in happened[-1].message
    assert tiles_in(happened) == 0


@pytest.mark.parametrize("kind", [OutputSharpening.SCREEN, OutputSharpening.PRINT])
def test_that_sharpening_has_no_seams_and_leaves_flat_grey_and_alpha_alone(kind: OutputSharpening) -> None:
    dice = np.random.default_rng(3)
    picture = dice.random((50, 60, 4), np.float32)
    picture[..., :3] = picture[..., :1]

    def read(region: Region) -> np.ndarray:
        return picture[region.slices()]

    whole = sharpen_region(read, (60, 50), Region(0, 0, 60, 50), kind, 600)
    parts = [sharpen_region(read, (60, 50), Region(0, top, 60, 10), kind, 600) for top in range(0, 50, 10)]
    assert np.allclose(whole, np.concatenate(parts), atol=1e-6)
    assert np.ptp(whole[..., :3], axis=2).max() < 1e-6
    assert np.array_equal(whole[..., 3], picture[..., 3])
    assert whole[..., :3].std() > 1.02 * picture[..., :3].std()
    assert whole.min() >= 0 and whole.max() <= 1
    picture[:] = 0.4
    assert np.allclose(sharpen_region(read, (60, 50), Region(0, 0, 60, 50), kind, 600), 0.4, atol=1e-6)


@pytest.mark.parametrize(
    ("tasks", "source_type"),
    [
        ((), None),
        ((Task.UPSCALE,), SourceType.ALTERED),
        ((Task.DEBLUR, Task.RESTORE), SourceType.ALTERED),
        ((Task.REPAIR,), SourceType.GENERATIVE),
        ((Task.REPAIR, Task.UPSCALE), SourceType.GENERATIVE),
    ],
)
def test_that_the_origin_is_stated_by_what_was_done(tasks: tuple[Task, ...], source_type: SourceType | None) -> None:
    """Filled-in scratches are inpainting; what restores what the photo shows is no generative edit."""
    stages = tuple(Stage(fake_card(f"{task}-x", task, 1)) for task in tasks)
    job = make_job(Path("a.png"), DOUBLE, Path("b.png"))
    assert record_of(job, Work(stages, (4, 4), (4, 4))).source_type is source_type
