"""`enhancer degrade`: what a training configuration does to photos, on one sheet to be looked at."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console

from enhancer_gui.cli import environment
from enhancer_gui.cli.console import say, shown
from enhancer_gui.cli.guard import exit_codes, wrong_usage
from enhancer_gui.core.errors import ConfigError
from enhancer_gui.core.image import BitDepth, to_float

if TYPE_CHECKING:
    from enhancer_gui.training.config import TrainingConfig

_GAP_PX = 4
_SMALLEST_CROP_PX = 32


def degrade(
    config: Annotated[Path, typer.Argument(metavar="CONFIG.toml", help="A training configuration.")],
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO...", help="Photos; the middle of each is shown.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="SHEET.png", help="The sheet to write.")],
    samples: Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Damaged versions of each photo.")] = 5,
    seed: Annotated[int, typer.Option(metavar="S", min=0, help="The same seed makes the same sheet.")] = 0,
    crop: Annotated[
        int, typer.Option(metavar="PX", min=_SMALLEST_CROP_PX, help="Side of the part that is shown.")
    ] = 256,
) -> None:
    """Show the damage that a network is trained to undo: a row for each photo, clean first, then N samples of it.

    Degradations and scale are those of the configuration; what is smaller than the photo is shown with its pixels
    enlarged to squares.
    """
    with exit_codes(), environment.logging_to_file():
        from enhancer_gui.core.recipe import FileFormat
        from enhancer_gui.storage.photos import PhotoHeader, format_of, write_photo
        from enhancer_gui.training.config import load_config

        with wrong_usage("CONFIG.toml"):
            settings = load_config(config)
        with wrong_usage("--output"):
            if format_of(output) is not FileFormat.PNG:
                raise ConfigError(f"The sheet {shown(output)} must be a PNG file.", remedy="Let its name end in .png.")
        rows = [_row(path, settings, crop, samples, np.random.default_rng([seed, i])) for i, path in enumerate(photos)]
        sheet = _stacked(rows)
        header = PhotoHeader(sheet.shape[1], sheet.shape[0], BitDepth.U8, FileFormat.PNG)
        write_photo(output, header, [sheet], overwrite=True)
        say(Console(), f"Sheet: {shown(output)}", "green")


def _row(
    path: Path, settings: "TrainingConfig", crop_px: int, samples: int, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Return the middle of a photo, clean and damaged `samples` times, side by side. Shape: (side, W, 3)."""
    from enhancer_gui.engine.degrade import make_lr
    from enhancer_gui.storage.photos import read_photo, to_srgb_8bit

    scale = settings.scale
    photo = read_photo(path)
    side = min(crop_px, photo.height, photo.width) // scale * scale
    if side < _SMALLEST_CROP_PX // 2:
        raise ConfigError(f"{shown(path)} is too small to show.", remedy="Choose a larger photo.")
    top, left = (photo.height - side) // 2, (photo.width - side) // 2
    clean = to_float(to_srgb_8bit(photo.samples[top : top + side, left : left + side], photo.metadata.icc))
    damaged = [make_lr(clean, settings.data.degradations, scale, rng) for _ in range(samples)]
    enlarged = [each.repeat(scale, axis=0).repeat(scale, axis=1) for each in damaged]
    gap = np.ones((side, _GAP_PX, 3), dtype=np.float32)
    return np.hstack([part for cell in (clean, *enlarged) for part in (cell, gap)][:-1])


def _stacked(rows: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return the rows below each other on white, with gaps. Shape: (H, W, 3)."""
    width = max(row.shape[1] for row in rows)
    height = sum(row.shape[0] + _GAP_PX for row in rows) - _GAP_PX
    sheet = np.ones((height, width, 3), dtype=np.float32)
    top = 0
    for row in rows:
        sheet[top : top + row.shape[0], : row.shape[1]] = row
        top += row.shape[0] + _GAP_PX
    return sheet
