"""No shipped model drifts: plain areas keep their colour, greys stay on the ramp, white stays white to a step."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as PillowImage

from enhancer_gui.backends.local import LocalBackend, load_shipped
from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.models import ModelCard
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.engine.metrics.colour import ciede2000
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.storage.catalogue import load_catalogue
from enhancer_gui.storage.paths import resources_dir
from enhancer_gui.storage.photos import read_photo

MOST_DELTA_E = 0.5
"""Mean CIEDE2000; 1 is what a trained eye sees in two patches side by side."""
CATALOGUE = load_catalogue(resources_dir() / "models")
WHITEST = 255
WHITE = (WHITEST, WHITEST, WHITEST)
FLAT = (WHITE, (230, 190, 160), (200, 40, 40), (40, 160, 60))

Pixels = NDArray[np.uint8]
every_model = pytest.mark.parametrize("card", CATALOGUE.cards.values(), ids=lambda card: card.id)


@pytest.fixture(scope="module")
def backend() -> Iterator[LocalBackend]:
    """Return the engine for all of these tests, which keeps the network that it has loaded."""
    made = LocalBackend(load_shipped)
    yield made
    made.close()


def enhanced(backend: LocalBackend, pixels: Pixels, card: ModelCard, folder: Path) -> Pixels:
    source, target = (folder / f"{uuid4().hex}.png" for _ in range(2))
    PillowImage.fromarray(pixels).save(source)
    export = ExportSpec(size=SizeTarget(value=float(card.scale)))
    recipe = Recipe("one", "One", (Step(card.task, card.id),), export=export)
    job = make_job(source, recipe, target, JobOptions(device="cpu", precision="fp32"))
    surroundings = Surroundings(CATALOGUE, folder / "stores")
    happened = list(run_job(job, backend, JobControl(), surroundings))
    assert isinstance(happened[-1], events.Finished), happened[-1]
    return read_photo(target).samples.astype(np.uint8)


def shift(before: Pixels, after: Pixels) -> float:
    """Return the mean colour difference of a photo and its result, which is reduced by averaging first."""
    height, width = before.shape[:2]
    scale = after.shape[0] // height
    means = after.reshape(height, scale, width, scale, 3).mean(axis=(1, 3)) / 255
    return float(ciede2000(means.astype(np.float32), (before / 255).astype(np.float32)).mean())


@every_model
def test_fault_21_a_plain_area_keeps_its_colour_and_white_stays_white(
    backend: LocalBackend, card: ModelCard, tmp_path: Path
) -> None:
    for colour in FLAT:
        before = np.full((32, 32, 3), colour, np.uint8)
        after = enhanced(backend, before, card, tmp_path)
        assert shift(before, after) < MOST_DELTA_E, colour
        assert colour != WHITE or after.min() == WHITEST


@every_model
def test_fault_21_a_grey_ramp_keeps_its_tones(backend: LocalBackend, card: ModelCard, tmp_path: Path) -> None:
    ramp = np.broadcast_to(np.arange(256, dtype=np.uint8)[None, :, None], (16, 256, 3))
    assert shift(ramp, enhanced(backend, ramp, card, tmp_path)) < MOST_DELTA_E


def test_that_a_shift_of_colour_would_be_seen() -> None:
    grey = np.full((8, 8, 3), 128, np.uint8)
    assert shift(grey, (grey + np.array([2, 0, 0])).astype(np.uint8)) > MOST_DELTA_E
