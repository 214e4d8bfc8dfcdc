"""What a run leaves in its folder besides weights: log, scores, curves and sample sheets."""

import json
import math
from dataclasses import asdict
from pathlib import Path

from torch import Tensor

from enhancer_gui.training.board import Board
from enhancer_gui.training.config import TrainingConfig
from enhancer_gui.training.curves import draw_curves, read_history
from enhancer_gui.training.evaluate import score
from enhancer_gui.training.examples import Photos
from enhancer_gui.training.report import HELD_BACK, TrainingReport
from enhancer_gui.training.run import Run
from enhancer_gui.training.sheets import draw_sheet
from enhancer_gui.training.tasks import Lesson

LOG = "log.jsonl"
CURVES = "curves.png"
SAMPLES_FOLDER = "samples"


class Diary:
    """Keeps the record of a run in its folder."""

    def __init__(self, config: TrainingConfig, folder: Path, lesson: Lesson, photos: Photos) -> None:
        """Go on with the record of a folder.

        Raises:
            ConfigError: TensorBoard is asked for and not installed.
        """
        self.folder = folder
        self.unit = lesson.unit
        self._config = config
        self._lesson = lesson
        self._photos = photos
        self._board = Board(folder) if config.tensorboard else None

    def evaluate(self, run: Run) -> dict[str, float]:
        """Return the scores of the averaged weights, and write a sample sheet.

        The scores are the luma PSNR of the configured sets, and the lesson's mark on held-back photos.
        """
        scores = {c.name: score(c, self._config.scale, run.enhance).psnr_db for c in self._config.evaluation}
        output = run.output_for(self._photos.examples)
        if self._photos.held_back:
            scores[HELD_BACK] = self._lesson.mark(output, self._photos.examples)
        self._show(output, run.step)
        return scores

    def write(self, report: TrainingReport) -> None:
        """Add a report to the record, and draw the curves anew when it has scores."""
        record = asdict(report)
        # JSON knows neither NaN nor infinity.
        record |= {key: None for key in ("loss", "eta_s") if not math.isfinite(record[key])}
        log = self.folder / LOG
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
        if self._board is not None:
            self._board.write(report)
        if report.scores or report.step == report.steps:
            draw_curves(read_history(log), self.unit).save(self.folder / CURVES)

    def close(self) -> None:
        """Stop what writes beside the run."""
        if self._board is not None:
            self._board.close()

    def _show(self, output: Tensor, step: int) -> None:
        sheet = draw_sheet(self._lesson.pictures(output, self._photos.examples))
        folder = self.folder / SAMPLES_FOLDER
        folder.mkdir(exist_ok=True)
        sheet.save(folder / f"step-{step:07d}.png")
        if self._board is not None:
            self._board.show(sheet, step)
