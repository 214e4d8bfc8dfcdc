"""`enhancer evaluate`: how well models, presets and traditional methods do on pictures whose truth is known."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from enhancer_gui.cli import environment
from enhancer_gui.cli.guard import exit_codes, wrong_usage
from enhancer_gui.cli.interrupt import cancel_on_signals
from enhancer_gui.cli.methods import Method
from enhancer_gui.cli.work_flags import SMALLEST_TILE_PX, PrecisionChoice
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import ConfigError
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.sizes import SizeMode
from enhancer_gui.jobs.plan import JobOptions
from enhancer_gui.storage.catalogue import Catalogue

if TYPE_CHECKING:
    from enhancer_gui.cli.comparison import Candidate, SetComparison
    from enhancer_gui.training.config import EvaluationConfig

STOPPING = "Stopping after this tile."
SHEET_ROWS = 12
_METHODS_SCALE = 2


def evaluate(
    sets: Annotated[
        list[str],
        typer.Argument(
            metavar="SET...",
            help="[NAME=]FOLDER of truth, or of pairs in the folders blur and sharp, or input and truth; "
            "[NAME=]INPUT,TRUTH[,MASK] for pairs elsewhere.",
        ),
    ],
    model: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A model, shipped or imported. May be repeated.")
    ] = None,
    preset: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A preset with all its steps. May be repeated.")
    ] = None,
    method: Annotated[
        list[Method] | None, typer.Option(help="A traditional method; at --scale 1 bicubic is the input itself.")
    ] = None,
    scale: Annotated[
        int | None,
        typer.Option(min=1, max=16, help="Default: the models' and presets' own; of methods alone 2, or 1."),
    ] = None,
    damage: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Done to truth: sigma25, jpeg30, focus3+sigma5, ... One set for each."),
    ] = None,
    max_shift: Annotated[
        int, typer.Option(metavar="PX", min=0, help="Pairs are compared at the best shift up to this.")
    ] = 0,
    device: Annotated[str, typer.Option(metavar="ID")] = "auto",
    precision: Annotated[PrecisionChoice, typer.Option()] = PrecisionChoice.AUTO,
    tile: Annotated[int | None, typer.Option(metavar="PX", min=SMALLEST_TILE_PX)] = None,
    sheet: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Write crops side by side, with their scores.")
    ] = None,
    sheet_rows: Annotated[
        int, typer.Option(metavar="N", min=1, help="Pictures of each set on the sheet.")
    ] = SHEET_ROWS,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with every picture's scores.")] = False,
) -> None:
    """Compare models, presets and traditional methods: PSNR and SSIM, as the published tables define them.

    Pictures go through the same tiles and the same precision as a user's photos, and are compared before they are
    rounded for a file. For enlargement LR is made by antialiased bicubic reduction, and a border of `scale` pixels
    is not compared. Wiener and Richardson-Lucy estimate the blur themselves.
    """
    control = JobControl()
    with exit_codes(), environment.logging_to_file(), cancel_on_signals(control, STOPPING):
        with wrong_usage():
            catalogue = environment.catalogue()
            recipes = _recipes(catalogue, model or (), preset or ())
            chosen = _scale(scale, recipes, method or ())
            configs = _configs(sets, damage or (), max_shift)
        how = JobOptions(device, precision.value, tile)
        with _candidates(recipes, method or (), chosen, catalogue, how, control) as (candidates, about):
            found = _compare(configs, chosen, candidates, sheet_rows if sheet is not None else 0)
        _print({"scale": chosen, **about}, found, as_json=as_json)
        if sheet is not None:  # after the scores: they are what took the time
            from enhancer_gui.cli.comparison_sheet import write_sheet

            write_sheet(sheet, [row for each in found for row in each.rows], [each.name for each in candidates])


def _print(about: dict[str, object], found: "Sequence[SetComparison]", *, as_json: bool) -> None:
    from enhancer_gui.cli.evaluation_report import as_fields, make_table

    if as_json:
        print(json.dumps({**about, "sets": [as_fields(each) for each in found]}))
    else:
        Console().print(make_table(about, found))


def _recipes(catalogue: Catalogue, models: Sequence[str], presets: Sequence[str]) -> list[Recipe]:
    """Return the recipes to compare: one for each model and preset; raises ModelError, RecipeError."""
    from enhancer_gui.cli.tiled_picture import recipe_of

    library = environment.presets()
    return [*(recipe_of(catalogue.get(each)) for each in models), *(library.get(each) for each in presets)]


def _scale(asked: int | None, recipes: Sequence[Recipe], methods: Sequence[Method]) -> int:
    """Return the one scale at which everything is compared; raises ConfigError where there is none."""
    if not recipes and not methods:
        raise ConfigError("There is nothing to score.", remedy="Name a --model, a --preset or a --method.")
    scales = set() if asked is None else {asked}
    for recipe in recipes:
        size = recipe.export.size
        if size.mode is not SizeMode.SCALE or not float(size.value).is_integer():
            raise ConfigError(f"“{recipe.name}” does not enlarge by a whole factor.", remedy="Choose another preset.")
        scales.add(int(size.value))
    if len(scales) > 1:
        raise ConfigError(f"Scales {', '.join(map(str, sorted(scales)))} cannot be compared.", remedy="Name one scale.")
    fixed = next(iter(scales), None)
    scale = fixed or (_METHODS_SCALE if all(each.enlarges for each in methods) else 1)
    for each in methods:
        if scale > 1 and not each.enlarges:
            raise ConfigError(f"“{each.value}” does not enlarge.", remedy="Use it with --scale 1.")
    return scale


def _configs(sets: Sequence[str], damage: Sequence[str], max_shift: int) -> "list[EvaluationConfig]":
    from enhancer_gui.cli.evaluation_sets import parse_damage, parse_set

    damages = [parse_damage(each) for each in damage]
    return [config for text in sets for config in parse_set(text, damages, max_shift)]


@contextmanager
def _candidates(
    recipes: Sequence[Recipe],
    methods: Sequence[Method],
    scale: int,
    catalogue: Catalogue,
    how: JobOptions,
    control: JobControl,
) -> "Iterator[tuple[list[Candidate], dict[str, object]]]":
    """Hold methods, then recipes with a backend, and what device they use; torch loads only for recipes."""
    from enhancer_gui.cli.traditional import MethodCandidate

    candidates: list[Candidate] = [MethodCandidate(each, scale, control) for each in methods]
    if not recipes:
        yield candidates, {}
        return
    from enhancer_gui.cli.tiled_picture import RecipeCandidate

    backend = environment.make_backend()
    try:
        ours = [RecipeCandidate(each.id, each, catalogue, backend, how, control) for each in recipes]
        info = ours[0].device()
        yield [*candidates, *ours], {"device": info.id, "precision": info.precision}
    finally:
        backend.close()


def _compare(
    configs: "Sequence[EvaluationConfig]", scale: int, candidates: "Sequence[Candidate]", sheet_rows: int
) -> "list[SetComparison]":
    """Return the comparison on each set, with a line of progress on a terminal."""
    from enhancer_gui.cli.comparison import compare

    with Console(stderr=True).status("") as status:
        return [compare(config, scale, candidates, sheet_rows=sheet_rows, progress=status.update) for config in configs]
