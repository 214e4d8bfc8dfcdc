"""Photos of random pixels for a server or a batch."""

from pathlib import Path

import numpy as np
from PIL import Image


def make_photo(path: Path, width: int = 40, height: int = 30, seed: int = 0) -> Path:
    """Write a photo and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    samples = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    Image.fromarray(samples).save(path)
    return path
