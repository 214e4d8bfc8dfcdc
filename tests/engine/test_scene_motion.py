"""Blur that differs from place to place, with the middle of the exposure as the truth."""

import numpy as np
from numpy.typing import NDArray

from enhancer_gui.engine.degrade import SceneMotion


def test_that_the_middle_of_the_exposure_stays_in_place() -> None:
    """A dot is smeared to both sides of itself: the blurred picture is not shifted against the sharp one."""
    dot = np.zeros((97, 97, 3), np.float32)
    dot[48, 48] = 1
    y, x = np.mgrid[0:97, 0:97]
    blur = SceneMotion(linear_light=0.0, subject=0.0, depth=0.0)
    centres = []
    for seed in range(40):
        smeared = blur(dot, np.random.default_rng(seed))[..., 0]
        centres.append(((smeared * x).sum() / smeared.sum(), (smeared * y).sum() / smeared.sum()))
    assert np.abs(np.mean(centres, axis=0) - 48).max() < 1.0


def test_that_a_longer_exposure_blurs_more(photo: NDArray[np.float32]) -> None:
    def sharpness(length: float) -> float:
        views = [SceneMotion(max_length_px=length)(photo, np.random.default_rng(seed)) for seed in range(8)]
        return float(np.mean([np.abs(np.diff(view, axis=1)).mean() for view in views]))

    assert sharpness(30) < sharpness(8) < float(np.abs(np.diff(photo, axis=1)).mean())


def test_that_a_subject_moves_otherwise_than_what_is_around_it(photo: NDArray[np.float32]) -> None:
    with_subject, without = (
        SceneMotion(subject=share, depth=0.0)(photo, np.random.default_rng(3)) for share in (1.0, 0.0)
    )
    assert not np.allclose(with_subject, without)
