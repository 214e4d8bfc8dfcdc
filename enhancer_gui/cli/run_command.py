"""`enhancer run`: from options to jobs, and the jobs one after the other."""

import typer

from enhancer_gui.cli import environment
from enhancer_gui.cli.batch import Summary, run_batch
from enhancer_gui.cli.file_flags import (
    AsJson,
    ChromaName,
    ColourName,
    Conflict,
    Depth,
    Formats,
    LeftOut,
    NamePattern,
    NoMetadata,
    NoRecord,
    Quality,
    Quiet,
    SharpenFor,
    SignFile,
    SignKey,
)
from enhancer_gui.cli.guard import exit_codes, wrong_usage
from enhancer_gui.cli.interrupt import cancel_on_signals
from enhancer_gui.cli.mask_options import (
    FeatherPx,
    GuardMaskFile,
    Inverted,
    MaskFile,
    StepMaskFiles,
    mask_options,
)
from enhancer_gui.cli.places import output_file
from enhancer_gui.cli.planning import check_room, plan_photos
from enhancer_gui.cli.recipe_options import RecipeOptions
from enhancer_gui.cli.remote_device import Place, place_of
from enhancer_gui.cli.reporters import Output, open_reporter
from enhancer_gui.cli.run_order import RunOrder, order_of, recipe_of, start_of
from enhancer_gui.cli.run_words import STOPPING, advice
from enhancer_gui.cli.signing import signer_of
from enhancer_gui.cli.size_options import SizeOptions, size_target
from enhancer_gui.cli.work_flags import (
    ColourLock,
    ComputeIn,
    Crop,
    Denoise,
    DeviceId,
    Dpi,
    Fallback,
    Fill,
    Fit,
    Height,
    LongSide,
    Megapixels,
    ModelIds,
    OutputPlace,
    Paper,
    Percent,
    Photos,
    PrecisionChoice,
    PrecisionName,
    PresetId,
    ReplayFile,
    Resume,
    Scale,
    Strength,
    Tasks,
    TileSide,
    Token,
    Width,
)
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.jobs.plan import JobOptions
from enhancer_gui.storage.settings import AUTO, WorkerKind


def run(
    photos: Photos,
    output: OutputPlace = None,
    preset: PresetId = None,
    replay: ReplayFile = None,
    task: Tasks = None,
    model: ModelIds = None,
    strength: Strength = None,
    denoise: Denoise = None,
    mask: MaskFile = None,
    step_mask: StepMaskFiles = None,
    guard_mask: GuardMaskFile = None,
    mask_feather: FeatherPx = 0.0,
    mask_invert: Inverted = False,
    colour_lock: ColourLock = None,
    scale: Scale = None,
    width: Width = None,
    height: Height = None,
    long_side: LongSide = None,
    megapixels: Megapixels = None,
    fit: Fit = None,
    fill: Fill = None,
    crop: Crop = None,
    percent: Percent = None,
    paper: Paper = None,
    dpi: Dpi = None,
    device: DeviceId = AUTO,
    token: Token = "",
    fallback: Fallback = False,
    precision: PrecisionName = PrecisionChoice.AUTO,
    tile: TileSide = None,
    compute_in: ComputeIn = WorkerKind.THREAD,
    resume: Resume = True,
    format: Formats = None,
    depth: Depth = None,
    quality: Quality = None,
    chroma: ChromaName = None,
    colour: ColourName = None,
    name_pattern: NamePattern = None,
    on_conflict: Conflict = None,
    no_metadata: NoMetadata = False,
    leave_out: LeftOut = None,
    no_record: NoRecord = False,
    sign: SignFile = None,
    sign_key: SignKey = None,
    sharpen_for: SharpenFor = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Enhance photos.

    Without --preset, --task, --model and a size, photos are enlarged twice. Results that an earlier run has
    left in a folder are not worked on again unless they are named themselves.
    """
    if as_json and quiet:
        raise typer.BadParameter("--json and --quiet exclude each other.")
    with exit_codes(), environment.logging_to_file(), environment.computing_in(compute_in):
        place = place_of(device, token, fallback=fallback)
        with wrong_usage():
            size = size_target(
                SizeOptions(scale, width, height, long_side, megapixels, fit, fill, percent, paper, dpi, crop)
            )
            start = start_of(preset, replay, place)
            options = RecipeOptions(
                preset=start.recipe,
                tasks=tuple(task or ()),
                models=tuple(place.catalogue.get(model_id) for model_id in model or ()),
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
            masks = mask_options(mask, step_mask, guard_mask, mask_feather, inverted=mask_invert)
            recipe = recipe_of(options, masks)
            file = output_file(output, photos, options.formats)
            signer = signer_of(sign, sign_key, recipe.export)
        how = JobOptions(place.device, precision.value, tile, resume, signer)
        order = order_of(photos, file or output, recipe, how, place, start.notes)
        if place.device != AUTO:
            with wrong_usage("--device"):
                place.check_device(precision.value)
        summary = _worked_on(order, place, _output(as_json=as_json, quiet=quiet))
    raise typer.Exit(summary.exit_code)


def _worked_on(order: RunOrder, place: Place, output: Output) -> Summary:
    """Return how the photos of a run ended, each told of as it goes."""
    control = JobControl()
    with cancel_on_signals(control, STOPPING), open_reporter(output, place.line) as reporter:
        planned = plan_photos(order.found, order.recipe, order.how, order.file, control)
        check_room(planned)
        reporter.begin(planned, order.notes)
        surroundings = environment.surroundings(place.catalogue)
        summary = run_batch(planned, place.make_backend, surroundings, control, reporter)
        reporter.end(summary, advice(summary, order.recipe))
    return summary


def _output(*, as_json: bool, quiet: bool) -> Output:
    if as_json:
        return Output.JSON
    return Output.QUIET if quiet else Output.HUMAN
