"""Pictures to damage."""

import numpy as np
import pytest
from numpy.typing import NDArray


@pytest.fixture
def photo() -> NDArray[np.float32]:
    y, x = np.mgrid[0:96, 0:128]
    waves = [0.5 + 0.4 * np.sin((x * (c + 1) + 2 * y) / 5) for c in range(3)]
    return np.stack(waves, axis=2).astype(np.float32)
