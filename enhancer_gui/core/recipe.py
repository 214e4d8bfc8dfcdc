"""What shall be done to a photo: steps that need inference, a finish that does not, and an export."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from enhancer_gui.core.faces import FaceShare
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.masks import Mask, Masks, TileMasks
from enhancer_gui.core.models import Task
from enhancer_gui.core.sizes import SizeTarget


class FileFormat(StrEnum):
    """Formats that can be written; KEEP means the source's own where it can be written, else PNG."""

    KEEP = "keep"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"
    AVIF = "avif"
    JXL = "jxl"
    HEIC = "heic"


class Chroma(StrEnum):
    """How finely JPEG, AVIF and HEIC hold colour; AUTO halves it below quality 90."""

    AUTO = "auto"
    FULL = "444"
    HALF = "420"


class ColourSpace(StrEnum):
    """Colours of the file: the photo's own profile, or converted to sRGB."""

    KEEP = "keep"
    SRGB = "srgb"


class OnConflict(StrEnum):
    """What happens when the target exists. The source itself is never overwritten."""

    UNIQUE = "unique"
    SKIP = "skip"
    OVERWRITE = "overwrite"


class MetadataGroup(StrEnum):
    """What of a photo's metadata can be left out of its result.

    EXIF, XMP and IPTC are whole blocks. CAMERA (camera, lens and their serial numbers), DATE and GPS (coordinates and
    names of places) are taken out of all blocks; each of the three takes the maker notes along, whose secrets nobody
    has listed.
    """

    EXIF = "exif"
    XMP = "xmp"
    IPTC = "iptc"
    CAMERA = "camera"
    DATE = "date"
    GPS = "gps"


class OutputSharpening(StrEnum):
    """Sharpening of the file for what it will be looked at on, after everything else."""

    NONE = "none"
    SCREEN = "screen"
    PRINT = "print"


@dataclass(frozen=True)
class Step:
    """One task applied with one model.

    Attributes:
        task: what is done.
        model_id: which model; for UPSCALE an empty id lets the planner choose by the size wanted.
        strength: 0..1, mix of the step's input (enlarged) and its result; part of the inference.
        enabled: a step that is switched off stays in the recipe and costs nothing.
        denoise: 0..1, how much noise a model with a twin takes away (`ModelCard.twin`); None is the model as it is.
        mask: where the step counts; None is everywhere.
    """

    task: Task
    model_id: str = ""
    strength: float = 1.0
    enabled: bool = True
    denoise: float | None = None
    mask: Mask | None = None


@dataclass(frozen=True)
class Finish:
    """What is applied to stored tiles when they are shown or saved, without inference; the defaults change nothing.

    Attributes:
        strength: 0..1, mix of the enlarged original and the result.
        luminance, colour: 0..1, how much of the change in lightness and in colour is kept.
        coarse, fine: 0..1, how much of the change at low and at high frequencies is kept.
        evidence: 0..1, how far the result is pulled back until, reduced to the photo's size, it equals the photo.
        colour_lock: 0..1, how far the low frequencies of the result are held to the photo's.
        guard: 0..1, how far detail is kept from growing where the photo is out of focus.
        sharpen: 0..1, amount of sharpening; `sharpen_radius` in pixels of the native result.
        grain: 0..1, grain that is added, in units of the photo's own noise.
        fading: 0..1, repair of a faded print's range of tones.
        balance: 0..1, repair of its colour cast.
        faces: those in which less of the result is shown; they belong to one photo, not to a preset.
    """

    strength: float = 1.0
    luminance: float = 1.0
    colour: float = 1.0
    coarse: float = 1.0
    fine: float = 1.0
    evidence: float = 0.0
    colour_lock: float = 0.0
    guard: float = 0.0
    sharpen: float = 0.0
    sharpen_radius: float = 1.0
    grain: float = 0.0
    fading: float = 0.0
    balance: float = 0.0
    faces: tuple[FaceShare, ...] = ()


@dataclass(frozen=True)
class ExportSpec:
    """How the result is written.

    Attributes:
        size: wanted size; also decides how many enlarging passes a recipe needs.
        depth: None keeps the source's depth where the format can hold it.
        quality: 1..100 for lossy formats; 100 is without any loss in WebP and JPEG XL.
        keep_metadata: False leaves all of the photo's metadata out; the colour profile stays.
        name_pattern: file name without suffix; `jobs.naming.TOKENS` are filled in.
        chroma: resolution of colour, where the format has a choice.
        colour: KEEP embeds the photo's own profile, SRGB converts to sRGB.
        left_out: parts of the metadata that are not kept.
        record: how the file was made is written into it (`storage.record`).
        sharpening: for a screen or for paper; the pixels of a print follow from `size.dpi`.
        also: further formats in which the same result is written beside the first.
    """

    format: FileFormat = FileFormat.KEEP
    size: SizeTarget = field(default_factory=SizeTarget)
    depth: BitDepth | None = None
    quality: int = 95
    keep_metadata: bool = True
    name_pattern: str = "{name}-{preset}"
    on_conflict: OnConflict = OnConflict.UNIQUE
    chroma: Chroma = Chroma.AUTO
    colour: ColourSpace = ColourSpace.KEEP
    left_out: tuple[MetadataGroup, ...] = ()
    record: bool = True
    sharpening: OutputSharpening = OutputSharpening.NONE
    also: tuple[FileFormat, ...] = ()


@dataclass(frozen=True)
class Recipe:
    """Steps in order, then finish, then export.

    Attributes:
        id: of the preset it came from (tokens, cards); free text for people is `name`.
        masks: where the result counts, beside the masks of steps; they belong to one photo, not to a preset.
    """

    id: str
    name: str
    steps: tuple[Step, ...]
    finish: Finish = field(default_factory=Finish)
    export: ExportSpec = field(default_factory=ExportSpec)
    summary: str = ""
    icon: str = ""
    masks: Masks = field(default_factory=Masks)

    @property
    def active_steps(self) -> tuple[Step, ...]:
        """The steps that are switched on."""
        return tuple(step for step in self.steps if step.enabled)

    def with_step(self, index: int, step: Step) -> "Recipe":
        """Return the recipe with one step exchanged."""
        return replace(self, steps=(*self.steps[:index], step, *self.steps[index + 1 :]))

    @property
    def tile_masks(self) -> TileMasks:
        """The masks that stored tiles are shown and saved with.

        The mask of the only step is among them: mixing its result with the photo gives what the step would have given.
        Where several steps follow each other, a step's mask is part of the inference (`core.work.Stage`).
        """
        active = self.active_steps
        step = active[0].mask if len(active) == 1 else None
        return TileMasks(self.masks.result, self.masks.guard, step)

    @property
    def all_masks(self) -> tuple[Mask, ...]:
        """Every mask of the recipe, those of steps that are switched off included."""
        steps = (step.mask for step in self.steps)
        return tuple(mask for mask in (self.masks.result, self.masks.guard, *steps) if mask is not None)

    def without_masks(self) -> "Recipe":
        """Return the recipe for any photo."""
        return self.with_masks_of(Recipe("", "", ()))

    def with_masks_of(self, other: "Recipe") -> "Recipe":
        """Return the recipe with another's masks and faces; masks of steps go to the steps of the same tasks."""
        masks = {step.task: step.mask for step in reversed(other.steps)}
        steps = tuple(replace(step, mask=masks.get(step.task)) for step in self.steps)
        finish = replace(self.finish, faces=other.finish.faces)
        return replace(self, steps=steps, masks=other.masks, finish=finish)
