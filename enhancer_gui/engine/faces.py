"""Where faces are, found by a cascade of local binary patterns where scikit-image is installed.

The cascade is OpenCV's for faces seen from the front (BSD, 52 kB), which comes with scikit-image; OpenCV itself has had
no cascades since version 5, and its networks come without weights. Small, turned and half-hidden faces are missed.
"""

import threading
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.geometry import Region
from enhancer_gui.engine.overview import overview

SEEN_AT_PX = 640
"""Long side that a photo is reduced to first; on a reduced photo noise is less, too."""
_LEAST_PX = 24
"""Side of the windows that the cascade was made for."""
_LEAST_SHARE = 1 / 16
"""Least side of a face, of the photo's short side: smaller ones are the crowd, and mostly false."""
_SCALE_STEP = 1.1
_LEAST_VOTES = 10
"""Neighbouring windows that must agree on a face. Of 40 portraits, many of them turned aside, 24 are found, of 14 small
and damaged faces 12, and 2 of 40 photos of other things have a false one; with 4 it is 30, 14 and 16."""
_OVERLAP = 0.4
"""Of the smaller region, from which on two are the same face."""
MOST_FACES = 24
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)

_detecting = threading.Lock()


class _Detector(Protocol):
    def detect_multi_scale(
        self,
        img: NDArray[np.float64],
        scale_factor: float,
        step_ratio: float,
        min_size: tuple[int, int],
        max_size: tuple[int, int],
        min_neighbor_number: int,
    ) -> list[dict[str, int]]: ...


def find_faces(samples: NDArray[np.generic]) -> tuple[Region, ...]:
    """Return the faces in a photo from brows to chin, in its pixels, the largest first; none without a detector.

    Source: Ahonen, Hadid, Pietikainen, "Face recognition with local binary patterns", 2004; Liao et al., "Learning
    multi-scale block local binary patterns for face recognition", 2007, in the cascade of Viola and Jones, 2001.

    Shape:
        samples: (H, W, 3), any depth.
    """
    detector = _detector()
    if detector is None:
        return ()
    grey = np.asarray(overview(samples, SEEN_AT_PX) @ _LUMA, dtype=np.float64)
    short = min(grey.shape)
    least = max(_LEAST_PX, round(short * _LEAST_SHARE))
    if least > short:
        return ()
    with _detecting:  # the detector keeps state of its own while it looks
        found = detector.detect_multi_scale(
            img=grey,
            scale_factor=_SCALE_STEP,
            step_ratio=1,
            min_size=(least, least),
            max_size=(short, short),
            min_neighbor_number=_LEAST_VOTES,
        )
    scale = samples.shape[1] / grey.shape[1]
    regions = [
        Region(*(round(each[name] * scale) for name in ("c", "r", "width", "height")))
        for each in sorted(found, key=lambda each: -each["width"])
    ]
    return _each_once(regions)[:MOST_FACES]


def _each_once(regions: list[Region]) -> tuple[Region, ...]:
    """Return regions, largest first, without those that lie mostly inside a larger one."""
    kept: list[Region] = []
    for region in regions:
        if all(region.intersection(other).pixels < _OVERLAP * region.pixels for other in kept):
            kept.append(region)
    return tuple(kept)


@cache
def _detector() -> _Detector | None:
    try:
        from skimage.data import lbp_frontal_face_cascade_filename
        from skimage.feature import Cascade
    except ImportError:
        return None
    detector: _Detector = Cascade(lbp_frontal_face_cascade_filename())
    return detector
