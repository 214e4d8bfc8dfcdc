"""Faces that keep the photo's own pixels, as far as the user wants it: soft ellipses, no inference."""

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.faces import FaceShare
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.engine.alpha import enlarge_photo

_ACROSS, _DOWN = 0.64, 0.84
"""Half axes of the ellipse over sides of the region: brows to chin lie inside, forehead and hairline on its edge."""
_INNER, _OUTER = 0.8, 1.2
"""Where the softening begins and ends, over the ellipse's radius: wide enough that no seam is seen."""


def keep_faces(
    rgb: NDArray[np.float32], region: Region, image: Image, scale: int, shares: tuple[FaceShare, ...]
) -> NDArray[np.float32]:
    """Return a region of the native result with the enlarged photo mixed in where faces are to be kept.

    Shape:
        rgb: (h, w, 3), the pixels of `region`.
    """
    share = face_shares(region, scale, shares)
    if share is None:
        return rgb
    original = enlarge_photo(image, scale, region)
    return np.asarray(original + share[..., None] * (rgb - original), dtype=np.float32)


def face_shares(region: Region, scale: int, shares: tuple[FaceShare, ...]) -> NDArray[np.float32] | None:
    """Return how strongly the result counts in each pixel of a region, 0..1; None where it counts fully.

    It depends on the place alone, so tiles join. Where two faces overlap the lower share counts.

    Shape:
        Returns (region.height, region.width).
    """
    total: NDArray[np.float32] | None = None
    for face in shares:
        if face.strength == 1 or region.intersection(_reach(face.region.scaled(scale))).is_empty:
            continue
        inside = _ellipse(region, face.region.scaled(scale))
        counted = 1 - np.float32(1 - face.strength) * inside
        total = counted if total is None else np.minimum(total, counted)
    return total


def _reach(face: Region) -> Region:
    """Return the region that a face's ellipse touches with its softened edge."""
    across, down = int(face.width * _ACROSS * _OUTER) + 2, int(face.height * _DOWN * _OUTER) + 2
    x, y = face.x + face.width // 2, face.y + face.height // 2
    return Region(x - across, y - down, 2 * across, 2 * down)


def _ellipse(region: Region, face: Region) -> NDArray[np.float32]:
    """Return 1 inside a face's ellipse and 0 outside of it, softened (a cubic step). Shape: (h, w)."""
    x = np.arange(region.x, region.right, dtype=np.float32) + 0.5 - (face.x + face.width / 2)
    y = np.arange(region.y, region.bottom, dtype=np.float32) + 0.5 - (face.y + face.height / 2)
    radius = np.hypot(x[None, :] / (_ACROSS * face.width), y[:, None] / (_DOWN * face.height))
    rise = np.clip((_OUTER - radius) / (_OUTER - _INNER), 0, 1)
    return np.asarray(rise * rise * (3 - 2 * rise), dtype=np.float32)
