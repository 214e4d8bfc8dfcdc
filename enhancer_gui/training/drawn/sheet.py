"""The sheet that a crop is drawn on: its ground, its inks and its pen."""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from PIL import Image, ImageDraw

Colour: TypeAlias = tuple[int, int, int]

_LUMA = np.array([0.299, 0.587, 0.114])
_LEAST_CONTRAST = 70


@dataclass(frozen=True, eq=False)
class Sheet:
    """A drawing in progress.

    Attributes:
        draw: the pen on the canvas.
        side: of the canvas, in its own pixels.
        finer: pixels of the canvas for one of the finished crop.
        ground: mean colour of the canvas before anything was drawn.
        ink: the main colour, well apart from the ground.
        rng: chance.
    """

    draw: ImageDraw.ImageDraw
    side: int
    finer: int
    ground: Colour
    ink: Colour
    rng: np.random.Generator

    def line_px(self, thinnest: float = 0.7, thickest: float = 3.0) -> int:
        """Return a random width of a line on the canvas; the bounds are in pixels of the finished crop."""
        return max(1, round(self.finer * float(np.exp(self.rng.uniform(np.log(thinnest), np.log(thickest))))))

    def other_ink(self) -> Colour:
        """Return another colour that can be told from the ground."""
        return contrasting(self.ground, self.rng)


def new_sheet(canvas: Image.Image, finer: int, rng: np.random.Generator) -> Sheet:
    """Return a sheet on a canvas that holds nothing but its ground."""
    red, green, blue = np.asarray(canvas.resize((1, 1), Image.Resampling.BOX)).reshape(3).tolist()
    ground = (int(red), int(green), int(blue))
    return Sheet(ImageDraw.Draw(canvas), canvas.width, finer, ground, contrasting(ground, rng), rng)


def make_ground(side: int, rng: np.random.Generator) -> Image.Image:
    """Return a ground: mostly paper, else a plain colour, a shade from one colour to another, or something rough."""
    luck = rng.random()
    if luck < 0.4:
        first = second = rng.uniform(225, 255) - rng.uniform(0, 18, size=3)
    elif luck < 0.65:
        first = second = rng.uniform(0, 255, size=3)
    else:
        first, second = rng.uniform(0, 255, size=(2, 3))
    angle = rng.uniform(0, 2 * np.pi)
    places = np.linspace(-0.5, 0.5, side, dtype=np.float32)
    along = places[None, :] * np.float32(np.cos(angle)) + places[:, None] * np.float32(np.sin(angle)) + np.float32(0.5)
    shade = first + along[..., None] * (second - first)
    if luck > 0.82:
        cells = int(rng.integers(4, 60))
        grain = rng.standard_normal((cells, cells)).astype(np.float32)
        rough = np.asarray(cv2.resize(grain, (side, side), interpolation=cv2.INTER_CUBIC))
        shade = shade + rough[..., None] * rng.uniform(2, 14)
    return Image.fromarray(np.clip(shade, 0, 255).astype(np.uint8))


def contrasting(ground: Colour, rng: np.random.Generator) -> Colour:
    """Return a colour at least 70 of 255 lighter or darker than the ground; black or white in half of the cases."""
    light = float(_LUMA @ np.array(ground))
    if rng.random() < 0.5:
        level = int(rng.integers(0, 40)) if light > 127 else int(rng.integers(216, 256))
        return level, level, level
    while True:
        red, green, blue = rng.integers(0, 256, size=3).tolist()
        if abs(float(_LUMA @ np.array((red, green, blue))) - light) >= _LEAST_CONTRAST:
            return red, green, blue
