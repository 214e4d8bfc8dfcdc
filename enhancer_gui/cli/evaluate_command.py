"""`enhancer evaluate`: how well a model does on folders of pictures whose truth is known."""

import json
import math
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from enhancer_gui.cli import environment
from enhancer_gui.cli.guard import exit_codes, wrong_usage
from enhancer_gui.cli.interrupt import cancel_on_signals
from enhancer_gui.cli.run_command import SMALLEST_TILE_PX, PrecisionChoice
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import ConfigError
from enhancer_gui.jobs.plan import JobOptions

if TYPE_CHECKING:
    from enhancer_gui.cli.tiled_picture import BicubicEnhancer, ModelEnhancer
    from enhancer_gui.training.config import EvaluationConfig
    from enhancer_gui.training.evaluate import PictureScore, Score

STOPPING = "Stopping after this tile."


class Method(StrEnum):
    """What can be scored beside models."""

    BICUBIC = "bicubic"


def evaluate(
    model: Annotated[str | None, typer.Option(metavar="ID", help="The model to score.")] = None,
    method: Annotated[Method | None, typer.Option(help="A baseline instead; at --scale 1 the input itself.")] = None,
    scale: Annotated[int, typer.Option(min=1, max=16, help="Scale of the baseline; a model has its own.")] = 2,
    truth: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=FOLDER", help="Truth; the input is made from it. May be repeated."),
    ] = None,
    pairs: Annotated[
        list[str] | None, typer.Option(metavar="NAME=INPUT,TRUTH", help="Twins of the same names. May be repeated.")
    ] = None,
    max_shift: Annotated[
        int, typer.Option(metavar="PX", min=0, help="Pairs are compared at the best shift up to this.")
    ] = 0,
    noise: Annotated[
        float | None, typer.Option(metavar="SIGMA", min=0, help="Noise put on --set, in 8-bit steps.")
    ] = None,
    jpeg: Annotated[int | None, typer.Option(metavar="Q", min=1, max=100, help="JPEG quality put on --set.")] = None,
    device: Annotated[str, typer.Option(metavar="ID")] = "auto",
    precision: Annotated[PrecisionChoice, typer.Option()] = PrecisionChoice.AUTO,
    tile: Annotated[int | None, typer.Option(metavar="PX", min=SMALLEST_TILE_PX)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with every picture's scores.")] = False,
) -> None:
    """Score a model: luma PSNR and SSIM, as the published tables define them.

    Pictures go through the same tiles and the same precision as a user's photos. For models that enlarge, LR is
    made by antialiased bicubic reduction and a border of `scale` pixels is not compared.
    """
    if (model is None) == (method is None):
        raise typer.BadParameter("Give either --model or --method.")
    control = JobControl()
    with exit_codes(), environment.logging_to_file(), cancel_on_signals(control, STOPPING):
        with wrong_usage():
            sets = _sets(truth or (), pairs or (), max_shift, noise, jpeg)
            card = environment.catalogue().get(model) if model is not None else None
        from enhancer_gui.cli.tiled_picture import BicubicEnhancer, ModelEnhancer

        about: dict[str, object] = {"model": model, "method": method, "scale": card.scale if card else scale}
        if card is None:
            results = _score(sets, scale, BicubicEnhancer(scale, control))
        else:
            backend = environment.make_backend()
            enhancer = ModelEnhancer(card, backend, JobOptions(device, precision.value, tile), control)
            info = enhancer.device()
            about |= {"device": info.id, "precision": info.precision}
            try:
                results = _score(sets, card.scale, enhancer)
            finally:
                backend.close()
    if as_json:
        print(json.dumps({**about, "sets": [_as_fields(mean, each) for mean, each in results]}))
    else:
        Console().print(_table(about, [mean for mean, _ in results]))


def _sets(
    truth: Iterable[str], pairs: Iterable[str], max_shift: int, noise: float | None, jpeg: int | None
) -> "list[EvaluationConfig]":
    from enhancer_gui.cli.evaluation_sets import damage_of, pair_set, truth_set

    damage = damage_of(noise, jpeg)
    sets = [*(truth_set(text, damage) for text in truth), *(pair_set(text, max_shift) for text in pairs)]
    if not sets:
        raise ConfigError("There is nothing to score on.", remedy="Name a folder with --set or --pairs.")
    return sets


def _score(
    sets: "Iterable[EvaluationConfig]", scale: int, enhance: "ModelEnhancer | BicubicEnhancer"
) -> "list[tuple[Score, list[PictureScore]]]":
    """Return the mean and the pictures' scores of each set, with a line of progress on a terminal."""
    from enhancer_gui.training.evaluate import mean_score, score_pictures

    results = []
    with Console(stderr=True).status("") as status:
        for each in sets:
            pictures: list[PictureScore] = []
            for picture in score_pictures(each, scale, enhance):
                pictures.append(picture)
                status.update(f"{each.name}: {len(pictures)} pictures")
            results.append((mean_score(each.name, pictures), pictures))
    return results


def _table(about: dict[str, object], scores: "Iterable[Score]") -> Table:
    title = ", ".join(f"{name} {value}" for name, value in about.items() if value is not None)
    table = Table("Set", title=title)
    for heading in ("Pictures", "PSNR-Y dB", "SSIM-Y"):
        table.add_column(heading, justify="right")
    for score in scores:
        table.add_row(score.name, str(score.pictures), f"{score.psnr_db:.2f}", f"{score.ssim:.4f}")
    return table


def _as_fields(mean: "Score", pictures: "Iterable[PictureScore]") -> dict[str, object]:
    """Return a set's scores for JSON, which knows no infinity: equal pictures have a PSNR of null."""
    each = [{"picture": p.name, "psnr_y_db": _finite(p.psnr_db), "ssim_y": p.ssim} for p in pictures]
    return {
        "set": mean.name,
        "pictures": mean.pictures,
        "psnr_y_db": _finite(mean.psnr_db),
        "ssim_y": mean.ssim,
        "each": each,
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
