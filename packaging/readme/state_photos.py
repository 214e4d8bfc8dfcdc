"""The photos that the states are shown with: ordinary ones, and those that a window easily gets wrong."""

import os
from pathlib import Path

import numpy as np
import skimage.data
from make_pictures import DAMAGED, DAMAGED_BYTES, PHOTOS, PORTRAIT
from PIL import Image, ImageOps

from enhancer_gui.storage.paths import resources_dir

SMALL_PX = (320, 240)
GREY = "negative 1962.tif"
TRANSPARENT = "logo.png"
PANORAMA = "coast panorama with a name that is far too long for the filmstrip.jpg"
TALL = "tower.jpg"
TINY = "icon.png"
LARGE = "poster.jpg"
LARGE_PX = (11_600, 8_700)
"""A hundred megapixels."""

CROWD = "crowd"
CROWD_COUNT = 2000


def put_photos(folder: Path) -> None:
    """Write all photos; the crowd is one file under many names."""
    folder.mkdir()
    portrait = (resources_dir() / "sample" / "astronaut-small.jpg").read_bytes()
    (folder / PORTRAIT).write_bytes(portrait)
    (folder / DAMAGED).write_bytes(portrait[:DAMAGED_BYTES])
    for source, name in PHOTOS.items():
        ImageOps.fit(Image.fromarray(getattr(skimage.data, source)()), SMALL_PX).save(folder / name, quality=90)
    coast = Image.fromarray(skimage.data.rocket())
    ImageOps.fit(Image.fromarray(skimage.data.camera()), SMALL_PX).save(folder / GREY)
    ImageOps.fit(coast, (640, 120)).save(folder / PANORAMA, quality=90)
    ImageOps.fit(coast, (96, 480)).save(folder / TALL, quality=90)
    ImageOps.fit(coast, (20, 20)).save(folder / TINY)
    y, x = np.mgrid[:240, :320]
    disc = np.clip(100 - np.hypot(x - 160, y - 120), 0, 1)
    ink = np.dstack([np.full_like(disc, 30), 120 + 0 * disc, 200 + 0 * disc, 255 * disc]).astype(np.uint8)
    Image.fromarray(ink).save(folder / TRANSPARENT)
    (folder / CROWD).mkdir()
    for number in range(CROWD_COUNT):
        os.link(folder / PORTRAIT, folder / CROWD / f"DSC_{number:04}.jpg")


def put_large(folder: Path) -> str:
    """Write a photo of a hundred megapixels; returns its name."""
    rocket = Image.fromarray(skimage.data.rocket())
    rocket.resize(LARGE_PX, Image.Resampling.BILINEAR).save(folder / LARGE, quality=80)
    return LARGE
