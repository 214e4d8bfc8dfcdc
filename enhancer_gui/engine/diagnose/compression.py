"""How hard a photo was compressed as JPEG: from its file's tables, or from what compression left in the pixels."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_BLOCK_PX = 8
_STANDARD_LUMA = np.array(
    [
        [16, 11, 10, 16, 24, 40, 51, 61],
        [12, 12, 14, 19, 26, 58, 60, 55],
        [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62],
        [18, 22, 37, 56, 68, 109, 103, 77],
        [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101],
        [72, 92, 95, 98, 112, 100, 103, 99],
    ]
)
"""ITU-T T.81, table K.1: what most encoders scale by their quality."""

_TELLING = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (2, 2), (0, 3), (3, 0))
"""Coefficients that photos have plenty of; higher ones are nearly all zero at low quality."""
_MOST_STEP = 100
_FEWEST = 40
"""Coefficients beyond half a step that are wanted before a step is believed."""
_MOST_BLOCKS = 3000
_COMB = 0.45
"""Mean cosine at the multiples of a step above which it is one: rounding to 8 bits leaves 0.6 and more, and photos
without compression stay below 0.35."""


def table_quality(luma_table: Sequence[int]) -> int:
    """Return the quality 1..100 whose scaled standard table is nearest to a file's, in whatever order it is.

    Source: the Independent JPEG Group's scaling of ITU-T T.81's table, as its encoder has it since 1991.
    """
    wanted = np.sort(np.asarray(luma_table, dtype=np.int64))
    errors = [np.abs(np.sort(scaled_table(quality), axis=None) - wanted).sum() for quality in range(1, 101)]
    return int(np.argmin(errors)) + 1


def scaled_table(quality: int) -> NDArray[np.int64]:
    """Return the luma table (8, 8) of a quality 1..100."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    return np.asarray(np.clip((_STANDARD_LUMA * scale + 50) // 100, 1, 255), dtype=np.int64)


def pixel_quality(luma: NDArray[np.float32]) -> int | None:
    """Return the JPEG quality that the pixels betray, 1..about 92; None where they tell of no compression.

    Compression rounds each DCT coefficient to multiples of its step, which survive decoding as a comb in the
    coefficient's histogram. The largest step whose multiples are met is taken for each of ten coefficients, and the
    quality whose table fits these best.

    Source: Fan and de Queiroz, "Identification of bitmap compression history: JPEG detection and quantizer estimation",
    2003; the comb is measured by its cosine instead of a likelihood.

    Shape:
        luma: (H, W) in 0..255, BT.601 full range as JPEG has it.
    """
    if min(luma.shape) < 3 * _BLOCK_PX:
        return None
    phase = _grid_phase(luma)
    rows = (luma.shape[0] - phase[0]) // _BLOCK_PX
    columns = (luma.shape[1] - phase[1]) // _BLOCK_PX
    if rows * columns < _FEWEST:
        return None
    part = luma[phase[0] : phase[0] + rows * _BLOCK_PX, phase[1] : phase[1] + columns * _BLOCK_PX]
    blocks = part.reshape(rows, _BLOCK_PX, columns, _BLOCK_PX).transpose(0, 2, 1, 3).reshape(-1, _BLOCK_PX, _BLOCK_PX)
    blocks = blocks[:: -(-len(blocks) // _MOST_BLOCKS)]
    basis = _dct_basis()
    coefficients = basis @ (blocks - 128.0) @ basis.T
    steps = {place: _step(coefficients[:, place[0], place[1]]) for place in _TELLING}
    found = {place: step for place, step in steps.items() if step is not None}
    if len(found) < len(_TELLING) // 2 + 1:
        return None
    errors = []
    for quality in range(1, 101):
        table = scaled_table(quality)
        errors.append(np.median([abs(np.log(table[place] / step)) for place, step in found.items()]))
    return int(np.argmin(errors)) + 1


def _step(values: NDArray[np.float64]) -> int | None:
    """Return the largest step whose multiples the values lie nearest to; None where there is none above 1."""
    magnitudes = np.abs(values).astype(np.float32)  # whose cosines take a fifth of the time
    scores = [0.0, 0.0]
    for step in range(2, _MOST_STEP + 1):
        telling = magnitudes[magnitudes > step / 2]
        if len(telling) < _FEWEST:
            break
        scores.append(float(np.mean(np.cos(2 * np.pi * telling / step))))
    scores.append(0.0)
    peaks = [
        step
        for step in range(2, len(scores) - 1)
        if scores[step] > _COMB and scores[step] >= max(scores[step - 1], scores[step + 1])
    ]
    return max(peaks, default=None)


def _grid_phase(luma: NDArray[np.float32]) -> tuple[int, int]:
    """Return where the blocks begin, (row, column) 0..7: where steps between neighbours differ most from elsewhere."""
    return _phase_of(luma.T), _phase_of(luma)


def _phase_of(luma: NDArray[np.float32]) -> int:
    bends = np.abs(luma[:, :-3] - 3 * luma[:, 1:-2] + 3 * luma[:, 2:-1] - luma[:, 3:]).mean(axis=0)
    sums = [float(bends[start::_BLOCK_PX].mean()) for start in range(_BLOCK_PX)]
    return (int(np.argmax(sums)) + 2) % _BLOCK_PX


def _dct_basis() -> NDArray[np.float64]:
    """Return the orthonormal DCT of eight samples, (8, 8)."""
    place = np.arange(_BLOCK_PX)
    basis = np.cos(np.pi * place[:, None] * (2 * place[None, :] + 1) / (2 * _BLOCK_PX)) * np.sqrt(2 / _BLOCK_PX)
    basis[0] /= np.sqrt(2)
    return np.asarray(basis, dtype=np.float64)
