"""TensorBoard, where a configuration asks for it: the same figures and sheets, live in a browser."""

from pathlib import Path

import numpy as np
from PIL import Image

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.training.report import TrainingReport

BOARD_FOLDER = "tensorboard"


class Board:
    """Writes a run's figures for `tensorboard --logdir FOLDER`."""

    def __init__(self, folder: Path) -> None:
        """Open the record of a run's folder.

        Raises:
            ConfigError: TensorBoard is not installed.
        """
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError as e:
            raise ConfigError(
                "The configuration asks for TensorBoard, which is not installed.",
                remedy="Install it with `pip install enhancer-gui[train]`, or set tensorboard to false.",
                detail=str(e),
            ) from e
        self._writer = SummaryWriter(str(folder / BOARD_FOLDER))

    def write(self, report: TrainingReport) -> None:
        """Add a report."""
        values = {"loss": report.loss, **report.parts}
        figures = {f"losses/{name}": value for name, value in values.items()}
        figures |= {f"scores/{name}": value for name, value in report.scores.items()}
        for name, value in figures.items():
            self._writer.add_scalar(name, value, report.step)
        self._writer.flush()

    def close(self) -> None:
        """Write what is left and stop the writer's thread."""
        self._writer.close()

    def show(self, sheet: Image.Image, step: int) -> None:
        """Add a sample sheet."""
        self._writer.add_image("samples", np.asarray(sheet), step, dataformats="HWC")
