"""Crops of rendered text, signs and line art for the training mix.

Photos that are free to train on hold little lettering and few clean lines, and a network that has seen none bends
letters and thickens strokes. These crops fill the gap: drawn three times too large and reduced, so that their edges
are as smooth as a good scan's, from a seed alone.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enhancer_gui.training.drawn.lettering import write_labels, write_page, write_sign
from enhancer_gui.training.drawn.line_art import draw_charts, draw_figures, draw_hatching, draw_maze
from enhancer_gui.training.drawn.sheet import Sheet, make_ground, new_sheet

_FINER = 3
_LAYOUTS: tuple[tuple[float, Callable[[Sheet, Sequence[Path]], None]], ...] = (
    (0.25, write_page),
    (0.20, write_sign),
    (0.15, write_labels),
    (0.12, lambda sheet, _: draw_figures(sheet)),
    (0.10, lambda sheet, _: draw_hatching(sheet)),
    (0.08, lambda sheet, _: draw_maze(sheet)),
    (0.10, lambda sheet, _: draw_charts(sheet)),
)
"""Three crops in five hold letters."""


def render_crop(crop_px: int, rng: np.random.Generator, fonts: Sequence[Path] = ()) -> NDArray[np.uint8]:
    """Return one crop of text or line art on paper, colour or a rough ground.

    Args:
        crop_px: its side.
        rng: the same dice draw the same crop with the same fonts.
        fonts: files of TrueType and OpenType fonts; without any, the one that Pillow brings.

    Shape:
        Returns (crop_px, crop_px, 3).
    """
    canvas = make_ground(crop_px * _FINER, rng)
    layout = int(rng.choice(len(_LAYOUTS), p=[share for share, _ in _LAYOUTS]))
    _LAYOUTS[layout][1](new_sheet(canvas, _FINER, rng), fonts)
    if rng.random() < 0.5:
        canvas = _seen_aslant(canvas, rng)
    return np.asarray(canvas.resize((crop_px, crop_px), Image.Resampling.LANCZOS))


def _seen_aslant(canvas: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Return the inside of the drawing a little turned and pulled at its corners."""
    middle = canvas.width / 2
    angle = rng.normal(0, 0.15)
    inside = 0.94 / (abs(np.cos(angle)) + abs(np.sin(angle)))
    corners = np.array([(-1, -1), (-1, 1), (1, 1), (1, -1)], dtype=np.float64)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    quad = middle + middle * (inside * corners @ turn + rng.uniform(-0.05, 0.05, size=(4, 2)))
    return canvas.transform(canvas.size, Image.Transform.QUAD, quad.reshape(-1).tolist(), Image.Resampling.BICUBIC)
