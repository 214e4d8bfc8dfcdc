"""A catalogue with one tiny 2x network and one tiny 1x network of real, saved weights."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from enhancer_gui.jobs.runner import Surroundings
from tests.tiny_models import tiny_catalogue


@pytest.fixture
def surroundings(tmp_path: Path) -> Surroundings:
    return Surroundings(tiny_catalogue(), tmp_path / "stores")


@pytest.fixture
def photo(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a photo of random pixels and returns its path."""

    def write(name: str = "photo.png", width: int = 60, height: int = 40, contrast: int = 256) -> Path:
        path = tmp_path / name
        samples = np.random.default_rng(5).integers(0, contrast, (height, width, 3)) + (256 - contrast) // 2
        PillowImage.fromarray(samples.astype(np.uint8)).save(path)
        return path

    return write
