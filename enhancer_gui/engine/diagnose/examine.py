"""From measurements to findings: how much is too much, and what is expected to help."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.core.diagnosis import Degree, Diagnosis, Finding, Remedy, Subject
from enhancer_gui.core.image import BitDepth, Image
from enhancer_gui.engine.diagnose.blur import find_blur
from enhancer_gui.engine.diagnose.compression import pixel_quality, table_quality
from enhancer_gui.engine.diagnose.crops import luma_crops, luma_of
from enhancer_gui.engine.diagnose.degrees import above, below, if_any
from enhancer_gui.engine.diagnose.detector import ScratchDetector
from enhancer_gui.engine.diagnose.noise import noise_level
from enhancer_gui.engine.diagnose.prints import cast_of, fading_of
from enhancer_gui.engine.diagnose.resolution import detail_share
from enhancer_gui.engine.diagnose.scratches import SEEN_AT_PX, scratch_share
from enhancer_gui.engine.overview import overview
from enhancer_gui.engine.tones import measure_tones

_NOISE = (4.0, 8.0, 18.0)
"""8-bit steps from which noise is slight, clear and strong. Nine of ten sharp photos stay below 4; fine texture that
fills a whole photo can reach 6."""
_QUALITY = (84, 65, 40)
"""JPEG qualities below which traces are slight, clear and strong; above, a viewer at 100 % sees none."""
_BLUR_PX = (0.0, 5.0, 10.0)
"""Sizes from which a blur is slight, clear and strong; the family of kernels begins where blur is seen."""
_DETAIL = (0.72, 0.55, 0.4)
"""Shares below which a photo is slightly, clearly and strongly larger than its detail."""
_SCRATCHES = (0.018, 0.03, 0.05)
"""Shares of thin lines by their shape."""
_LOST = (0.01, 0.03, 0.06)
"""Shares of what the model's own finder would have filled: on a hundredth of a print, a scratch and some dust. Made
damage is measured within half of its share. Four scratched prints have 2.2 % and more; of thirty undamaged photos made
black-and-white one has more than 1 %, and a rocket between its masts 2.9 %."""
_ASKED_AT_PX = 768
"""Long side at which the finder is asked: scratches of a print are seen there, and it takes a second of one core."""
_ONE_COLOUR = 4.0
"""Lab distance below which a photo counts as black-and-white: scratches are looked for in it and in faded ones only,
since thin lines in a fresh colour photo are wires, hair and lettering."""
_SMALL_MP = (2.0, 1.0, 0.4)
"""Megapixels below which a photo is small: an A5 print at 250 dpi and a full-HD screen need 2."""
_LEAST_DETAIL_TO_ENLARGE = 0.55


def diagnose(
    image: Image,
    luma_table: Sequence[int] | None = None,
    *,
    can_mend: bool = False,
    detector: ScratchDetector | None = None,
) -> Diagnosis:
    """Return what is wrong with a photo and what is expected to help.

    Args:
        image: the photo.
        luma_table: quantisation steps of the JPEG file that it was read from; without them pixels are asked.
        can_mend: whether scratches can be repaired here.
        detector: finds scratches as the model would that repairs them; without it their shape decides.
    """
    crops = luma_crops(image.samples)
    tones = measure_tones(image.samples, image.alpha)
    share = detail_share(crops[0] * 255)
    noise, fading = _noise(crops, share), fading_of(tones)
    is_old = tones.variety < _ONE_COLOUR or fading.degree is not Degree.NONE
    findings = (
        _scratches(image.samples, detector, can_mend=can_mend) if is_old else None,
        noise,
        _jpeg(crops[0], luma_table, image.depth),
        _blur(crops, noise),
        fading,
        cast_of(tones, is_grey=image.is_grey),
        _detail(share),
        _size(image, share),
    )
    return Diagnosis((image.width, image.height), tuple(finding for finding in findings if finding is not None))


def _noise(crops: NDArray[np.float32], share: float | None) -> Finding:
    sigma = noise_level(crops, 1.0 if share is None else share) * 255
    degree = above(sigma, _NOISE)
    return Finding(Subject.NOISE, degree, sigma, remedy=if_any(degree, Remedy.CLEAN))


def _jpeg(crop: NDArray[np.float32], table: Sequence[int] | None, depth: BitDepth) -> Finding | None:
    if table is None and depth is not BitDepth.U8:
        return None
    quality = table_quality(table) if table is not None else pixel_quality(crop * 255)
    if quality is None:
        return None
    degree = below(quality, _QUALITY)
    return Finding(Subject.JPEG, degree, quality, remedy=if_any(degree, Remedy.CLEAN))


def _blur(crops: NDArray[np.float32], noise: Finding) -> Finding:
    blur = find_blur(crops) if noise.degree is not Degree.STRONG else None
    if blur is None:
        return Finding(Subject.BLUR, Degree.NONE, 0.0)
    degree = above(blur.extent_px, _BLUR_PX)
    remedy = if_any(degree, Remedy.SHARPEN)
    return Finding(Subject.BLUR, degree, blur.size_px, blur.kind, blur.angle_deg, remedy)


def _detail(share: float | None) -> Finding | None:
    return None if share is None else Finding(Subject.DETAIL, below(share, _DETAIL), share)


def _scratches(samples: NDArray[np.generic], detector: ScratchDetector | None, *, can_mend: bool) -> Finding:
    if detector is None:
        share, bounds = scratch_share(luma_of(overview(samples, SEEN_AT_PX))), _SCRATCHES
    else:
        share, bounds = float(detector.find(overview(samples, _ASKED_AT_PX)).mean()), _LOST
    degree = above(share, bounds)
    return Finding(Subject.SCRATCHES, degree, share, remedy=if_any(degree, Remedy.MEND) if can_mend else None)


def _size(image: Image, share: float | None) -> Finding:
    megapixels = image.width * image.height / 1e6
    degree = below(megapixels, _SMALL_MP)
    gains = share is None or share >= _LEAST_DETAIL_TO_ENLARGE
    return Finding(Subject.SIZE, degree, megapixels, remedy=if_any(degree, Remedy.ENLARGE) if gains else None)
