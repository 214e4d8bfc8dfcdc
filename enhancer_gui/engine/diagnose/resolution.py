"""How much of a photo's size is filled with detail: what was enlarged before, or is soft, does not fill it."""

import numpy as np
from numpy.typing import NDArray

_BLOCK_PX = 128
_PLAIN_BAND = (0.025, 0.075)
"""Frequencies in cycles a pixel that every photo holds, up to an enlargement of about five times."""
_FALL_DB = 7.0
"""How far below a photograph's power law the power must fall: sharp photos stay within 4 dB (median) at the highest
frequencies, photos enlarged by bicubic, bilinear or Lanczos interpolation reach 7 dB at 0.7 to 0.9 of the frequency
at which their detail ends."""
_REACHED = 0.85
"""The middle of these."""
_AXES_LEFT_OUT = 1.5 / _BLOCK_PX
_LEAST_POWER = 1e-3
"""Of 8-bit steps squared: keeps the logarithm of drawn pictures finite."""


def detail_share(luma: NDArray[np.float32]) -> float | None:
    """Return the share of a side's pixels that its detail would need, 1 where it needs all; None of too small a photo.

    0.5 says: reduced to half its size, the photo would lose next to nothing. Photos enlarged 1.5, 2, 3 and 4 times are
    found at 0.64, 0.50, 0.35 and 0.29 (medians of twenty; half of them within a tenth), after JPEG too; noise hides it.

    Source: the power law of Field, "Relations between the statistics of natural images and the response properties of
    cortical cells", 1987, fitted at low frequencies; the averaged spectrum is Welch's, 1967.

    Shape:
        luma: (H, W) in 0..255.
    """
    if min(luma.shape) < _BLOCK_PX:
        return None
    frequency, decibels = _profile(luma)
    plain = (frequency > _PLAIN_BAND[0]) & (frequency < _PLAIN_BAND[1])
    slope, level = np.polyfit(np.log10(frequency[plain]), decibels[plain], 1)
    fall = slope * np.log10(frequency) + level - decibels
    smooth = np.convolve(np.pad(fall, 1, mode="edge"), np.full(3, 1 / 3), mode="valid")
    below = np.flatnonzero((smooth > _FALL_DB) & (frequency > _PLAIN_BAND[1]))
    return 1.0 if not len(below) else float(min(1.0, 2 * frequency[below[0]] / _REACHED))


def _profile(luma: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return frequencies (of the larger of both axes) and the mean power there in decibels."""
    window = np.outer(np.hanning(_BLOCK_PX), np.hanning(_BLOCK_PX))
    power = np.zeros((_BLOCK_PX, _BLOCK_PX))
    blocks = 0
    for top in range(0, luma.shape[0] - _BLOCK_PX + 1, _BLOCK_PX // 2):
        for left in range(0, luma.shape[1] - _BLOCK_PX + 1, _BLOCK_PX // 2):
            block = luma[top : top + _BLOCK_PX, left : left + _BLOCK_PX].astype(np.float64)
            power += np.abs(np.fft.fft2((block - block.mean()) * window)) ** 2
            blocks += 1
    power /= blocks * (window**2).sum()
    fy, fx = np.meshgrid(np.fft.fftfreq(_BLOCK_PX), np.fft.fftfreq(_BLOCK_PX), indexing="ij")
    usable = (np.abs(fy) > _AXES_LEFT_OUT) & (np.abs(fx) > _AXES_LEFT_OUT)
    ring = np.rint(np.maximum(np.abs(fy), np.abs(fx)) * _BLOCK_PX).astype(int)
    rings = np.arange(2, _BLOCK_PX // 2)
    means = np.array([power[usable & (ring == each)].mean() for each in rings])
    return rings / _BLOCK_PX, 10 * np.log10(means + _LEAST_POWER)
