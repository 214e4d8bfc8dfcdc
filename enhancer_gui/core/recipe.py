"""What shall be done to a photo: steps that need inference, a finish that does not, and an export."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.models import Task
from enhancer_gui.core.sizes import SizeTarget


class FileFormat(StrEnum):
    """Formats that can be written; KEEP means the source's own where it can be written, else PNG."""

    KEEP = "keep"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"


class OnConflict(StrEnum):
    """What happens when the target exists. The source itself is never overwritten."""

    UNIQUE = "unique"
    SKIP = "skip"
    OVERWRITE = "overwrite"


@dataclass(frozen=True)
class Step:
    """One task applied with one model.

    Attributes:
        task: what is done.
        model_id: which model; for UPSCALE an empty id lets the planner choose by the size wanted.
        strength: 0..1, mix of the step's input (enlarged) and its result; part of the inference.
        enabled: a step that is switched off stays in the recipe and costs nothing.
    """

    task: Task
    model_id: str = ""
    strength: float = 1.0
    enabled: bool = True


@dataclass(frozen=True)
class Finish:
    """What is applied to stored tiles when they are shown or saved, without inference.

    Attributes:
        strength: 0..1, mix of the enlarged original and the result.
    """

    strength: float = 1.0


@dataclass(frozen=True)
class ExportSpec:
    """How the result is written.

    Attributes:
        size: wanted size; also decides how many enlarging passes a recipe needs.
        depth: None keeps the source's depth where the format can hold it.
        quality: 1..100 for JPEG and WebP.
        name_pattern: file name without suffix; tokens {name} {preset} {scale} {width} {height}.
    """

    format: FileFormat = FileFormat.KEEP
    size: SizeTarget = field(default_factory=SizeTarget)
    depth: BitDepth | None = None
    quality: int = 95
    keep_metadata: bool = True
    name_pattern: str = "{name}-{preset}"
    on_conflict: OnConflict = OnConflict.UNIQUE


@dataclass(frozen=True)
class Recipe:
    """Steps in order, then finish, then export.

    Attributes:
        id: of the preset it came from (tokens, cards); free text for people is `name`.
    """

    id: str
    name: str
    steps: tuple[Step, ...]
    finish: Finish = field(default_factory=Finish)
    export: ExportSpec = field(default_factory=ExportSpec)
    summary: str = ""
    icon: str = ""

    @property
    def active_steps(self) -> tuple[Step, ...]:
        """The steps that are switched on."""
        return tuple(step for step in self.steps if step.enabled)

    def with_step(self, index: int, step: Step) -> "Recipe":
        """Return the recipe with one step exchanged."""
        return replace(self, steps=(*self.steps[:index], step, *self.steps[index + 1 :]))
