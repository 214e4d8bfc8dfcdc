"""JPEG, as cameras, phones and web sites write it."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng, Settings, from_8bit, to_8bit


@dataclass(frozen=True)
class Jpeg(Settings):
    """JPEG compression at a random quality, chroma halved as cameras and phones do."""

    kind: Literal["jpeg"] = "jpeg"
    probability: float = 1.0
    min_quality: int = 10
    max_quality: int = 95

    def __call__(self, image: Pixels, rng: Rng) -> Pixels:
        """Return the picture after one round of JPEG, the same shape."""
        quality = int(rng.integers(self.min_quality, self.max_quality + 1))
        return jpeg(image, quality)


def jpeg(image: Pixels, quality: int) -> Pixels:
    """Return the picture encoded and decoded as JPEG (4:2:0) at `quality` 1..100."""
    bgr = cv2.cvtColor(to_8bit(image), cv2.COLOR_RGB2BGR)
    encoded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    decoded = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
    assert decoded is not None
    return from_8bit(np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), dtype=np.uint8))
