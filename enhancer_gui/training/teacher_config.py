"""Who teaches: the table of a configuration that names a published network as teacher."""

from pathlib import Path

from pydantic import Field

from enhancer_gui.training.tables import Table


class TeacherConfig(Table):
    """Who teaches.

    Attributes:
        weights: of a network that enlarges as much as the one that learns; relative to the working directory.
        twin: the same network trained without denoising, to be mixed with.
        denoise: share of `weights` in the mix with `twin`.
        truth: share of the truth in what is learned; the rest is the teacher's.
    """

    weights: Path
    twin: Path | None = None
    denoise: float = Field(default=0.5, ge=0, le=1)
    truth: float = Field(default=0.25, ge=0, le=1)
