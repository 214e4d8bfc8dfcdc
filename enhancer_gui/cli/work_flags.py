"""What `enhancer run` can be told of the work: what to do, how large, and where to compute it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from enhancer_gui.cli.remote_device import TOKEN_VARIABLE
from enhancer_gui.core.models import Task
from enhancer_gui.core.sizes import MAX_DPI, MAX_SCALE
from enhancer_gui.storage.settings import WorkerKind

_DO, _SIZE, _HOW = "What to do", "Size (at most one)", "How to compute"
SMALLEST_TILE_PX = 32


class PrecisionChoice(StrEnum):
    """Number format, or the device's best."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"
    FP16 = "fp16"


Photos: TypeAlias = Annotated[
    list[Path], typer.Argument(metavar="PHOTO|FOLDER", help="Folders are searched with all below.")
]
OutputPlace: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE|DIR", help="Where to write; default: beside each photo."),
]
PresetId: TypeAlias = Annotated[
    str | None, typer.Option(metavar="ID", help="A preset; `enhancer presets` lists them.", rich_help_panel=_DO)
]
ReplayFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Do what was done to this result, as it says itself.", rich_help_panel=_DO),
]
Tasks: TypeAlias = Annotated[
    list[Task] | None,
    typer.Option(help="What to do; may be repeated, done in the order given.", rich_help_panel=_DO),
]
ModelIds: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(metavar="ID", help="The model for its task; alone it implies task and size.", rich_help_panel=_DO),
]
Strength: TypeAlias = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="Mix of the enlarged original (0) and the result (1).", rich_help_panel=_DO),
]
Denoise: TypeAlias = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="How much noise a --model with a denoising twin takes away.", rich_help_panel=_DO),
]
ColourLock: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--colour-lock/--no-colour-lock",
        help="Hold broad colours to the photo's. Off unless the preset says so: it brings noise back (0.17 dB).",
        rich_help_panel=_DO,
    ),
]
Scale: TypeAlias = Annotated[
    float | None, typer.Option(min=0.01, max=MAX_SCALE, help="Factor; default 2.", rich_help_panel=_SIZE)
]
Width: TypeAlias = Annotated[
    int | None, typer.Option(metavar="PX", min=1, help="Of the result.", rich_help_panel=_SIZE)
]
Height: TypeAlias = Annotated[
    int | None, typer.Option(metavar="PX", min=1, help="Of the result.", rich_help_panel=_SIZE)
]
LongSide: TypeAlias = Annotated[
    int | None, typer.Option(metavar="PX", min=1, help="Width or height, whichever is more.", rich_help_panel=_SIZE)
]
Megapixels: TypeAlias = Annotated[
    float | None, typer.Option(metavar="N", min=0.01, help="Of the result.", rich_help_panel=_SIZE)
]
Fit: TypeAlias = Annotated[
    str | None, typer.Option(metavar="WxH", help="The largest inside this box.", rich_help_panel=_SIZE)
]
Fill: TypeAlias = Annotated[
    str | None, typer.Option(metavar="WxH", help="The smallest that covers this box.", rich_help_panel=_SIZE)
]
Crop: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="WxH", help="This box; what sticks out is cut off.", rich_help_panel=_SIZE),
]
Percent: TypeAlias = Annotated[
    float | None, typer.Option(metavar="N", min=1, help="100 is the photo's own size.", rich_help_panel=_SIZE)
]
Paper: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="WxH", help="The largest on this paper, either way up: 20x30cm.", rich_help_panel=_SIZE),
]
Dpi: TypeAlias = Annotated[
    float | None,
    typer.Option(min=1, max=MAX_DPI, help="Pixels an inch, for --paper and in the file.", rich_help_panel=_SIZE),
]
DeviceId: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="ID|URL",
        help="`enhancer devices` lists them; http://host:port is a machine that runs `enhancer serve`.",
        rich_help_panel=_HOW,
    ),
]
Token: TypeAlias = Annotated[
    str,
    typer.Option(envvar=TOKEN_VARIABLE, show_envvar=True, help="Opens the other machine.", rich_help_panel=_HOW),
]
Fallback: TypeAlias = Annotated[
    bool,
    typer.Option("--fallback", help="Compute here when the other machine does not answer.", rich_help_panel=_HOW),
]
PrecisionName: TypeAlias = Annotated[PrecisionChoice, typer.Option(rich_help_panel=_HOW)]
TileSide: TypeAlias = Annotated[
    int | None,
    typer.Option(metavar="PX", min=SMALLEST_TILE_PX, help="Side of a tile; default by memory.", rich_help_panel=_HOW),
]
ComputeIn: TypeAlias = Annotated[
    WorkerKind, typer.Option(help="A process of its own may die; the photo goes on.", rich_help_panel=_HOW)
]
Resume: TypeAlias = Annotated[
    bool, typer.Option("--resume/--no-resume", help="Use tiles that a stopped run has left.", rich_help_panel=_HOW)
]
