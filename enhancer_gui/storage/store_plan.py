"""What a tile store says of itself in `plan.json`."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, PositiveInt

from enhancer_gui.core.geometry import TilePlan
from enhancer_gui.core.image import BitDepth

SCHEMA_VERSION: Literal[1] = 1


class _PlanFile(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    schema_version: Literal[1]
    key: str
    width: PositiveInt
    height: PositiveInt
    size: PositiveInt
    halo: int
    multiple_of: PositiveInt
    scale: PositiveInt
    depth: BitDepth
    channels: PositiveInt


@dataclass(frozen=True)
class StorePlan:
    """The plan of a store, and what its samples are."""

    key: str
    plan: TilePlan
    scale: int
    depth: BitDepth
    channels: int

    @property
    def dtype(self) -> np.dtype[np.generic]:
        """Type of the stored samples: 16 bits hold what a network adds to 8; float keeps its range."""
        return np.dtype(np.float32 if self.depth is BitDepth.F32 else np.uint16)

    @property
    def size_bytes(self) -> int:
        """Bytes of all samples."""
        return self.plan.width * self.plan.height * self.scale**2 * self.channels * self.dtype.itemsize

    def fits(self, wanted: "StorePlan") -> bool:
        """Return whether this recorded store holds the wanted picture; tiles may be cut differently."""
        return (self.key, self.plan.width, self.plan.height, self.scale, self.depth, self.channels) == (
            wanted.key,
            wanted.plan.width,
            wanted.plan.height,
            wanted.scale,
            wanted.depth,
            wanted.channels,
        )

    def to_dict(self) -> dict[str, int | str]:
        """Return the content of `plan.json`."""
        file = _PlanFile(
            schema_version=SCHEMA_VERSION,
            key=self.key,
            width=self.plan.width,
            height=self.plan.height,
            size=self.plan.size,
            halo=self.plan.halo,
            multiple_of=self.plan.multiple_of,
            scale=self.scale,
            depth=self.depth,
            channels=self.channels,
        )
        return file.model_dump(mode="json")

    @classmethod
    def from_json(cls, text: str) -> "StorePlan":
        """Return the plan in a file's text.

        Raises:
            ValueError: it is damaged or of another version (pydantic's ValidationError is one).
        """
        file = _PlanFile.model_validate_json(text)
        plan = TilePlan(file.width, file.height, file.size, file.halo, file.multiple_of)
        return cls(file.key, plan, file.scale, file.depth, file.channels)
