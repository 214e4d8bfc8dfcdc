"""Photos and configurations small enough to train on in a test."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from enhancer_gui.training.config import TrainingConfig, load_config
from enhancer_gui.training.loop import train
from enhancer_gui.training.report import TrainingReport

CONFIG = """
name = "tiny"
task = "upscale"
scale = 2
precision = "fp32"
[network]
architecture = "compact"
features = 8
convolutions = 2
[data]
photos = "photos"
[schedule]
steps = 12
batch = 2
patch_px = 12
warmup_steps = 2
evaluate_every_steps = 6
[[evaluation]]
name = "own"
truth = "photos"
[card]
title = "Tiny"
summary = "For tests"
weaknesses = "Everything"
data_licence = "made here"
"""


def waves(height: int, width: int, seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return a picture of waves, another one for each seed."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [128 + 100 * np.sin((x * (seed + 1) + y * (c + 1)) / 7) for c in range(3)]
    return np.stack(planes, axis=2).astype(np.uint8)


@dataclass(frozen=True)
class FinishedRun:
    """A run that has ended: its folder, the weights there, and what it reported."""

    folder: Path
    weights: Path
    reports: tuple[TrainingReport, ...]


@pytest.fixture(scope="session")
def finished_run(tmp_path_factory: pytest.TempPathFactory) -> FinishedRun:
    """The run of `config`, made once for all tests that only look at it."""
    folder = tmp_path_factory.mktemp("finished")
    own = write_photos(folder).as_posix()
    (folder / "tiny.toml").write_text(CONFIG.replace('"photos"', f'"{own}"'), encoding="utf-8")
    reports: list[TrainingReport] = []
    weights = train(load_config(folder / "tiny.toml"), folder / "run", reports.append)
    return FinishedRun(folder / "run", weights, tuple(reports))


def write_photos(folder: Path) -> Path:
    """Write two photos into a new folder `photos` and return it."""
    photos = folder / "photos"
    photos.mkdir()
    for index in range(2):
        Image.fromarray(waves(100, 120, index)).save(photos / f"{index}.png")
    return photos


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrainingConfig:
    """A run of twelve steps on two photos."""
    monkeypatch.chdir(tmp_path)
    write_photos(tmp_path)
    (tmp_path / "tiny.toml").write_text(CONFIG, encoding="utf-8")
    return load_config(tmp_path / "tiny.toml")
