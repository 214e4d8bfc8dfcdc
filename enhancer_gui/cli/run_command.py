"""`enhancer run`: from options to jobs, and the jobs one after the other."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from enhancer_gui.cli import environment
from enhancer_gui.cli.batch import Summary, run_batch
from enhancer_gui.cli.guard import exit_codes, wrong_usage
from enhancer_gui.cli.interrupt import cancel_on_signals
from enhancer_gui.cli.mask_options import (
    FeatherPx,
    GuardMaskFile,
    Inverted,
    MaskFile,
    StepMaskFiles,
    mask_options,
    with_masks,
)
from enhancer_gui.cli.places import output_file, search
from enhancer_gui.cli.planning import check_pattern, check_room, plan_photos
from enhancer_gui.cli.recipe_options import RecipeOptions, build_recipe
from enhancer_gui.cli.remote_device import TOKEN_VARIABLE, place_of
from enhancer_gui.cli.replay import replay_recipe
from enhancer_gui.cli.reporters import Output, open_reporter
from enhancer_gui.cli.signing import signer_of
from enhancer_gui.cli.size_options import SizeOptions, size_target
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import (
    Chroma,
    ColourSpace,
    FileFormat,
    MetadataGroup,
    OnConflict,
    OutputSharpening,
    Recipe,
)
from enhancer_gui.core.sizes import MAX_DPI, MAX_SCALE
from enhancer_gui.jobs.naming import TOKENS
from enhancer_gui.jobs.plan import JobOptions
from enhancer_gui.storage.masks import check_masks
from enhancer_gui.storage.settings import WorkerKind

_DO, _SIZE, _HOW, _FILE, _REPORT = "What to do", "Size (at most one)", "How to compute", "The file", "Reporting"
SMALLEST_TILE_PX = 32

STOPPING = "Stopping after this tile. Press Ctrl-C again to stop at once."


class PrecisionChoice(StrEnum):
    """Number format, or the device's best."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"
    FP16 = "fp16"


def run(
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO|FOLDER", help="Folders are searched with all below.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE|DIR", help="Where to write; default: beside each photo."),
    ] = None,
    preset: Annotated[
        str | None, typer.Option(metavar="ID", help="A preset; `enhancer presets` lists them.", rich_help_panel=_DO)
    ] = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Do what was done to this result, as it says itself.", rich_help_panel=_DO),
    ] = None,
    task: Annotated[
        list[Task] | None,
        typer.Option(help="What to do; may be repeated, done in the order given.", rich_help_panel=_DO),
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="The model for its task; alone it implies task and size.", rich_help_panel=_DO),
    ] = None,
    strength: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Mix of the enlarged original (0) and the result (1).", rich_help_panel=_DO),
    ] = None,
    denoise: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, help="How much noise a --model with a denoising twin takes away.", rich_help_panel=_DO
        ),
    ] = None,
    mask: MaskFile = None,
    step_mask: StepMaskFiles = None,
    guard_mask: GuardMaskFile = None,
    mask_feather: FeatherPx = 0.0,
    mask_invert: Inverted = False,
    colour_lock: Annotated[
        bool | None,
        typer.Option(
            "--colour-lock/--no-colour-lock",
            help="Hold broad colours to the photo's. Off unless the preset says so: it brings noise back (0.17 dB).",
            rich_help_panel=_DO,
        ),
    ] = None,
    scale: Annotated[
        float | None, typer.Option(min=0.01, max=MAX_SCALE, help="Factor; default 2.", rich_help_panel=_SIZE)
    ] = None,
    width: Annotated[
        int | None, typer.Option(metavar="PX", min=1, help="Of the result.", rich_help_panel=_SIZE)
    ] = None,
    height: Annotated[
        int | None, typer.Option(metavar="PX", min=1, help="Of the result.", rich_help_panel=_SIZE)
    ] = None,
    long_side: Annotated[
        int | None, typer.Option(metavar="PX", min=1, help="Width or height, whichever is more.", rich_help_panel=_SIZE)
    ] = None,
    megapixels: Annotated[
        float | None, typer.Option(metavar="N", min=0.01, help="Of the result.", rich_help_panel=_SIZE)
    ] = None,
    fit: Annotated[
        str | None, typer.Option(metavar="WxH", help="The largest inside this box.", rich_help_panel=_SIZE)
    ] = None,
    fill: Annotated[
        str | None, typer.Option(metavar="WxH", help="The smallest that covers this box.", rich_help_panel=_SIZE)
    ] = None,
    crop: Annotated[
        str | None,
        typer.Option(metavar="WxH", help="This box; what sticks out is cut off.", rich_help_panel=_SIZE),
    ] = None,
    percent: Annotated[
        float | None, typer.Option(metavar="N", min=1, help="100 is the photo's own size.", rich_help_panel=_SIZE)
    ] = None,
    paper: Annotated[
        str | None,
        typer.Option(metavar="WxH", help="The largest on this paper, either way up: 20x30cm.", rich_help_panel=_SIZE),
    ] = None,
    dpi: Annotated[
        float | None,
        typer.Option(min=1, max=MAX_DPI, help="Pixels an inch, for --paper and in the file.", rich_help_panel=_SIZE),
    ] = None,
    device: Annotated[
        str,
        typer.Option(
            metavar="ID|URL",
            help="`enhancer devices` lists them; http://host:port is a machine that runs `enhancer serve`.",
            rich_help_panel=_HOW,
        ),
    ] = "auto",
    token: Annotated[
        str,
        typer.Option(envvar=TOKEN_VARIABLE, show_envvar=True, help="Opens the other machine.", rich_help_panel=_HOW),
    ] = "",
    fallback: Annotated[
        bool,
        typer.Option("--fallback", help="Compute here when the other machine does not answer.", rich_help_panel=_HOW),
    ] = False,
    precision: Annotated[PrecisionChoice, typer.Option(rich_help_panel=_HOW)] = PrecisionChoice.AUTO,
    tile: Annotated[
        int | None,
        typer.Option(
            metavar="PX", min=SMALLEST_TILE_PX, help="Side of a tile; default by memory.", rich_help_panel=_HOW
        ),
    ] = None,
    compute_in: Annotated[
        WorkerKind, typer.Option(help="A process of its own may die; the photo goes on.", rich_help_panel=_HOW)
    ] = WorkerKind.THREAD,
    resume: Annotated[
        bool, typer.Option("--resume/--no-resume", help="Use tiles that a stopped run has left.", rich_help_panel=_HOW)
    ] = True,
    format: Annotated[
        list[FileFormat] | None,
        typer.Option(help="Default: the photo's own; may be repeated for several files.", rich_help_panel=_FILE),
    ] = None,
    depth: Annotated[
        BitDepth | None, typer.Option(help="Bits a channel; default: the photo's own.", rich_help_panel=_FILE)
    ] = None,
    quality: Annotated[
        int | None,
        typer.Option(
            min=1, max=100, help="For lossy formats; 100 is without loss in WebP and JPEG XL.", rich_help_panel=_FILE
        ),
    ] = None,
    chroma: Annotated[
        Chroma | None,
        typer.Option(help="Resolution of colour in JPEG, AVIF and HEIC; default by quality.", rich_help_panel=_FILE),
    ] = None,
    colour: Annotated[
        ColourSpace | None,
        typer.Option(help="Keep the photo's own profile (default), or convert to sRGB.", rich_help_panel=_FILE),
    ] = None,
    name_pattern: Annotated[
        str | None,
        typer.Option(
            metavar="P", help=f"Name without suffix, of {' '.join(f'{{{t}}}' for t in TOKENS)}.", rich_help_panel=_FILE
        ),
    ] = None,
    on_conflict: Annotated[
        OnConflict | None, typer.Option(help="When the file exists; default unique.", rich_help_panel=_FILE)
    ] = None,
    no_metadata: Annotated[
        bool,
        typer.Option(
            "--no-metadata",
            help="Leave the photo's metadata out; colour profile and resolution stay.",
            rich_help_panel=_FILE,
        ),
    ] = False,
    leave_out: Annotated[
        list[MetadataGroup] | None,
        typer.Option(help="Leave a part of the metadata out; may be repeated.", rich_help_panel=_FILE),
    ] = None,
    no_record: Annotated[
        bool, typer.Option("--no-record", help="Do not write into the file how it was made.", rich_help_panel=_FILE)
    ] = False,
    sign: Annotated[
        Path | None,
        typer.Option(
            metavar="CERTS.pem", help="Add signed Content Credentials (C2PA): your certificates.", rich_help_panel=_FILE
        ),
    ] = None,
    sign_key: Annotated[
        Path | None,
        typer.Option(metavar="KEY.pem", help="Their private key, without a passphrase.", rich_help_panel=_FILE),
    ] = None,
    sharpen_for: Annotated[
        OutputSharpening | None, typer.Option(help="Sharpen the file for its use.", rich_help_panel=_FILE)
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line on standard output.", rich_help_panel=_REPORT)
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print only what failed.", rich_help_panel=_REPORT)
    ] = False,
) -> None:
    """Enhance photos.

    Without --preset, --task, --model and a size, photos are enlarged twice. Results that an earlier run has
    left in a folder are not worked on again unless they are named themselves.
    """
    if as_json and quiet:
        raise typer.BadParameter("--json and --quiet exclude each other.")
    with exit_codes(), environment.logging_to_file(), environment.computing_in(compute_in):
        place = place_of(device, token, fallback=fallback)
        catalogue, library = place.catalogue, place.presets
        with wrong_usage():
            size = size_target(
                SizeOptions(scale, width, height, long_side, megapixels, fit, fill, percent, paper, dpi, crop)
            )
            replayed = replay_recipe(replay, catalogue) if replay is not None else None
            if replayed is not None and preset is not None:
                raise typer.BadParameter("--replay and --preset exclude each other.")
            start = library.get(preset) if preset is not None else None
            recipe = build_recipe(
                RecipeOptions(
                    preset=replayed.recipe if replayed is not None else start,
                    tasks=tuple(task or ()),
                    models=tuple(catalogue.get(model_id) for model_id in model or ()),
                    size=size,
                    strength=strength,
                    denoise=denoise,
                    colour_lock=colour_lock,
                    dpi=dpi,
                    formats=tuple(format or ()),
                    depth=depth,
                    quality=quality,
                    chroma=chroma,
                    colour=colour,
                    name_pattern=name_pattern,
                    on_conflict=on_conflict,
                    keep_metadata=False if no_metadata else None,
                    left_out=tuple(leave_out or ()),
                    record=False if no_record else None,
                    sharpening=sharpen_for,
                )
            )
            masks = mask_options(mask, step_mask, guard_mask, mask_feather, inverted=mask_invert)
            recipe = with_masks(recipe, masks)
            check_masks(recipe)
            check_pattern(recipe)
            file = output_file(output, photos)
            if file is not None and format and format[0] not in (FileFormat.KEEP, file.format):
                raise typer.BadParameter(f"--format {format[0]} and {file.path.name} contradict each other.")
            signer = signer_of(sign, sign_key, recipe.export)
        how = JobOptions(place.device, precision.value, tile, resume, signer)
        preset_ids = tuple(each.id for each in library.recipes())
        where = search(photos, output if file is None else None, recipe.export.name_pattern, preset_ids)
        notes = [*place.notes, *catalogue.problems, *library.problems, *(replayed.notes if replayed else ())]
        if where.left_out:
            notes.append(_left_out(where.left_out))
        if not where.found:
            raise typer.BadParameter("There are no photos to work on there. " + " ".join(notes))
        if place.device != "auto":
            with wrong_usage("--device"):
                place.check_device(precision.value)
        control = JobControl()
        output_kind = _output(as_json=as_json, quiet=quiet)
        with cancel_on_signals(control, STOPPING), open_reporter(output_kind, place.line) as reporter:
            planned = plan_photos(where.found, recipe, how, file, control)
            check_room(planned)
            reporter.begin(planned, notes)
            surroundings = environment.surroundings(catalogue)
            summary = run_batch(planned, place.make_backend, surroundings, control, reporter)
            reporter.end(summary, advice(summary, recipe))
    raise typer.Exit(summary.exit_code)


def advice(summary: Summary, recipe: Recipe) -> str:
    """Return how to go on after an interruption; empty where there was none."""
    if not summary.interrupted:
        return ""
    sentence = "Interrupted. The same command goes on where it stopped: finished tiles are kept."
    if summary.done and recipe.export.on_conflict is OnConflict.UNIQUE:
        sentence += " Add --on-conflict skip to leave finished photos alone."
    return sentence


def _left_out(count: int) -> str:
    what = "1 file looks like the result" if count == 1 else f"{count} files look like results"
    return f"{what} of an earlier run and is left out." if count == 1 else f"{what} of an earlier run and are left out."


def _output(*, as_json: bool, quiet: bool) -> Output:
    if as_json:
        return Output.JSON
    return Output.QUIET if quiet else Output.HUMAN
