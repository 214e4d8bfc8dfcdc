"""One JSON card beside each weights file: its schema, reading and writing.

A card says what a model does, what it needs and where it comes from. What planning does not read is kept with it:
"training" and "scores" of the shipped models, "facts" of the network and the "origin" of an imported file.
"""

from dataclasses import asdict, dataclass
from json import dumps
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from enhancer_gui.core.models import Colour, ModelCard, Padding, Precision, Task, Tiling
from enhancer_gui.storage.atomic import write_text_atomic

CARD_SUFFIX = ".json"

_Count = Annotated[int, Field(ge=0)]
_Text = Annotated[str, Field(min_length=1)]
_FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
ModelId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]


@dataclass(frozen=True)
class Origin:
    """Where an imported model's weights came from.

    Attributes:
        file: name of the file that was converted.
        sha256: of that file.
        url: where it was downloaded; "" for a file of the user's own.
        published_id: its row in the catalogue of published models; "" where it has none.
        trusted_on_first_use: nobody publishes its checksum, so the first download was believed.
    """

    file: str
    sha256: _Sha256
    url: str = ""
    published_id: str = ""
    trusted_on_first_use: bool = False


class CardFile(BaseModel):
    """A card as it is written; later versions add fields and keep these."""

    model_config = ConfigDict(extra="forbid", strict=True)

    schema_version: Literal[1] = 1
    id: ModelId
    title: _Text
    summary: str
    task: Task
    scale: Annotated[int, Field(ge=1, le=16)]
    architecture: _Text
    halo_px: _Count
    multiple_of: Annotated[int, Field(ge=1)]
    precisions: Annotated[tuple[Precision, ...], Field(min_length=1)]
    tiling: Tiling
    weights: _FileName
    sha256: _Sha256
    size_bytes: Annotated[int, Field(ge=1)]
    work_per_pixel: _Count
    live_channels: Annotated[int, Field(ge=1)]
    licence: _Text
    source: _Text
    window_px: _Count = 0
    value_range: tuple[float, float] = (0.0, 1.0)
    mean: tuple[float, float, float] = (0.0, 0.0, 0.0)
    colour: Colour = Colour.RGB
    padding: Padding = Padding.REFLECT
    picture_statistics: bool = False
    twin: str = ""
    training: dict[str, JsonValue] = Field(default_factory=dict)
    scores: list[dict[str, JsonValue]] = Field(default_factory=list)
    facts: dict[str, JsonValue] = Field(default_factory=dict)
    origin: Origin | None = None

    def card(self) -> ModelCard:
        """Return what planning needs of it."""
        return ModelCard(**{name: getattr(self, name) for name in ModelCard.__dataclass_fields__})


def read_card(path: Path) -> CardFile:
    """Return a card.

    Raises:
        OSError: it cannot be read.
        ValidationError: it is no card.
    """
    return CardFile.model_validate_json(path.read_bytes())


def write_card(path: Path, card: ModelCard, facts: dict[str, JsonValue], origin: Origin | None) -> None:
    """Write a card, never half; OSError when the disk refuses."""
    data = {"schema_version": 1, **asdict(card), "facts": facts}
    if origin is not None:
        data["origin"] = asdict(origin)
    CardFile.model_validate_json(dumps(data))  # a card that could not be read again must not be written
    write_text_atomic(path, dumps(data, indent=2, ensure_ascii=False) + "\n")
