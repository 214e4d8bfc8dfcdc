"""Makes the picture of README.md that sets photos before and after below each other: the real engine, free photos.

    python packaging/readme/make_strip.py before-after.webp

The photos are scikit-image's, CC0 or in the public domain, and damaged here on purpose: every parameter of the damage
stands below. Look at the picture before you take it over.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import skimage.data
from PIL import Image, ImageDraw, ImageFont

from enhancer_gui.engine.degrade import OldPhotoDamage, Pixels, SensorNoise, convolve, disc_kernel, jpeg

SIDE_PX = 300
GAP_PX = 8
CAPTION_PX = 40
FONT_PX = 19
BACKGROUND, INK = (17, 19, 23), (232, 234, 238)
WEBP_QUALITY = 88
FOCUS_RADIUS_PX = 3.0


@dataclass(frozen=True)
class Column:
    """One photo and what is done to it.

    Attributes:
        photo: name in `skimage.data`.
        reduced: how many times it is made smaller before it is damaged.
        corner: of the part that is shown, in pixels of the result.
        shown_px: side of the part that is shown, in pixels of the result.
    """

    caption: str
    photo: str
    preset: str
    damage: Callable[[Pixels], Pixels]
    corner: tuple[int, int]
    reduced: int = 1
    shown_px: int = SIDE_PX


def small_jpeg(photo: Pixels) -> Pixels:
    """Return a noisy photo as a web page would have it."""
    rng = np.random.default_rng(1)
    return jpeg(np.clip(photo + rng.normal(0, 5 / 255, photo.shape).astype(np.float32), 0, 1), 60)


def in_the_dark(photo: Pixels) -> Pixels:
    """Return a photo of a sensor with little light."""
    return SensorNoise(shot=(0.006, 0.006))(photo, np.random.default_rng(11))


def out_of_focus(photo: Pixels) -> Pixels:
    """Return a photo whose focus was missed by a little."""
    return convolve(photo, disc_kernel(FOCUS_RADIUS_PX))


def aged(photo: Pixels) -> Pixels:
    """Return a print that was carried in a wallet."""
    return OldPhotoDamage(monochrome=1, cracks=1, handling_scratches=1, dust=1)(photo, np.random.default_rng(10))


COLUMNS = (
    Column("Photo 4x", "astronaut", "photo-4x", small_jpeg, (350, 70), reduced=2),
    Column("Noise and JPEG", "chelsea", "clean", in_the_dark, (100, 0)),
    Column("Old photo", "camera", "old-photo", aged, (200, 40), shown_px=600),
    Column("Soft focus", "coffee", "sharpen-focus", out_of_focus, (150, 60)),
)


def main() -> None:
    """Write the picture to the path that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    target: Path = parser.parse_args().output
    with tempfile.TemporaryDirectory() as folder:
        pairs = [pair(column, Path(folder)) for column in COLUMNS]
    montage(pairs).save(target, quality=WEBP_QUALITY, method=6)


def pair(column: Column, folder: Path) -> tuple[Image.Image, Image.Image]:
    """Return the part that is shown, before (enlarged by repetition where the result is larger) and after."""
    photo = Image.fromarray(getattr(skimage.data, column.photo)()).convert("RGB")
    if column.reduced > 1:
        photo = photo.reduce(column.reduced)
    pixels = np.asarray(photo, dtype=np.float32) / 255
    before = Image.fromarray(np.rint(column.damage(pixels).clip(0, 1) * 255).astype(np.uint8))
    source, result = folder / f"{column.preset}.png", folder / f"{column.preset}-after.png"
    before.save(source)
    command = [sys.executable, "-m", "enhancer_gui.cli.main", "run", str(source)]
    subprocess.run([*command, "--preset", column.preset, "-o", str(result)], check=True)
    with Image.open(result) as opened:
        after = opened.convert("RGB")
    x, y = column.corner
    shown = (x, y, x + column.shown_px, y + column.shown_px)
    enlarged = before.resize(after.size, Image.Resampling.NEAREST)
    part, part_after = (
        whole.crop(shown).resize((SIDE_PX, SIDE_PX), Image.Resampling.BOX) for whole in (enlarged, after)
    )
    return part, part_after


def montage(pairs: list[tuple[Image.Image, Image.Image]]) -> Image.Image:
    """Return all pairs side by side: before above, after below, what was done under both."""
    step = SIDE_PX + GAP_PX
    picture = Image.new("RGB", (len(pairs) * step + GAP_PX, 2 * step + GAP_PX + CAPTION_PX), BACKGROUND)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(FONT_PX)
    for number, (column, (before, after)) in enumerate(zip(COLUMNS, pairs, strict=True)):
        left = GAP_PX + number * step
        picture.paste(before, (left, GAP_PX))
        picture.paste(after, (left, GAP_PX + step))
        draw.text((left + SIDE_PX / 2, 2 * step + CAPTION_PX / 2), column.caption, INK, font, anchor="mm")
    return picture


if __name__ == "__main__":
    main()
