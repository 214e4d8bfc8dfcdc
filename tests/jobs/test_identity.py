"""A job that does nothing gives back what it was given: every bit, every profile, whatever lies hidden."""

from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image as PillowImage

from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.image import BitDepth, Metadata
from enhancer_gui.core.recipe import ExportSpec, FileFormat, Recipe
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.storage.photos import PhotoHeader, read_photo, write_photo
from tests.tiny_models import tiny_backend

NOTHING = Recipe("nothing", "Nothing", ())
TILES = JobOptions(tile_px=32)


def result_of(source: Path, target: Path, surroundings: Surroundings, recipe: Recipe = NOTHING) -> Path:
    happened = list(run_job(make_job(source, recipe, target, TILES), tiny_backend(), JobControl(), surroundings))
    assert isinstance(happened[-1], events.Finished), happened[-1]
    return target


def profile() -> bytes:
    from enhancer_gui.storage.cicp import profile_for

    made = profile_for(12, 13)
    assert made is not None
    return made


@pytest.mark.parametrize("suffix", [".png", ".tif"])
@pytest.mark.parametrize("depth", list(BitDepth))
@pytest.mark.parametrize("alpha", [False, True])
def test_fault_24_an_identity_job_gives_back_every_sample(
    tmp_path: Path, surroundings: Surroundings, suffix: str, depth: BitDepth, alpha: bool
) -> None:
    if suffix == ".png" and depth is BitDepth.F32:
        pytest.skip("PNG has no float")
    values = np.random.default_rng(3).random((70, 50, 3 + alpha), np.float32)
    values[:9, :9, 3:] = 0  # hidden colours must survive too
    source = tmp_path / f"a{suffix}"
    file_format = FileFormat.PNG if suffix == ".png" else FileFormat.TIFF
    header = PhotoHeader(50, 70, depth, file_format, has_alpha=alpha, metadata=Metadata(icc=profile()))
    write_photo(source, header, [values], overwrite=False)
    before = read_photo(source)
    after = read_photo(result_of(source, tmp_path / f"b{suffix}", surroundings))
    assert after.depth is depth
    assert np.array_equal(after.samples, before.samples)
    assert after.metadata.icc == profile()
    if alpha:
        assert before.alpha is not None and after.alpha is not None
        assert np.array_equal(after.alpha, before.alpha)


def test_fault_24_every_sixteen_bit_value_passes_a_job(tmp_path: Path, surroundings: Surroundings) -> None:
    values = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    tifffile.imwrite(tmp_path / "a.tif", np.dstack([values, values.T, values[::-1]]), photometric="rgb")
    after = read_photo(result_of(tmp_path / "a.tif", tmp_path / "b.png", surroundings))
    assert np.array_equal(after.samples, np.dstack([values, values.T, values[::-1]]))


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.5])
def test_fault_22_grey_stays_grey_and_white_white(tmp_path: Path, surroundings: Surroundings, scale: float) -> None:
    ramp = np.tile(np.linspace(0, 255, 64).astype(np.uint8), (40, 1))
    ramp[20:] = 255
    PillowImage.fromarray(ramp).save(tmp_path / "a.png")
    recipe = Recipe("size", "Size", (), export=ExportSpec(size=SizeTarget(value=scale)))
    after = read_photo(result_of(tmp_path / "a.png", tmp_path / "b.png", surroundings, recipe))
    assert after.is_grey
    assert np.ptp(after.samples.astype(int), axis=2).max() == 0
    assert (after.samples[int(30 * scale) :] == 255).all()
