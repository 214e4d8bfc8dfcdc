"""Sample sheets: rows of input, output and truth, to be looked at while a run goes on."""

from collections.abc import Sequence

import numpy as np
from PIL import Image
from torch import Tensor

_ROWS = 4
_GAP_PX = 4
_SMALLEST_PX = 192
"""Small patches are enlarged by whole factors until they can be looked at."""


def draw_sheet(columns: Sequence[Tensor]) -> Image.Image:
    """Return a sheet of the first four pictures of each column, all as large as the largest.

    Shape:
        columns: (N, 3, H, W) or (N, 1, H, W) each, 0..1; sizes may differ by whole factors.
    """
    side = max(column.shape[-1] for column in columns)
    side *= -(-_SMALLEST_PX // side)
    rows = min(_ROWS, *(column.shape[0] for column in columns))
    step = side + _GAP_PX
    sheet = Image.new("RGB", (step * len(columns) - _GAP_PX, step * rows - _GAP_PX), (255, 255, 255))
    for x, column in enumerate(columns):
        for y in range(rows):
            sheet.paste(_picture(column[y]).resize((side, side), Image.Resampling.NEAREST), (x * step, y * step))
    return sheet


def _picture(values: Tensor) -> Image.Image:
    colours = values.detach().float().cpu().clamp(0, 1).expand(3, -1, -1).permute(1, 2, 0).numpy()
    return Image.fromarray(np.rint(colours * 255).astype(np.uint8))
