"""What a run leaves to be looked at."""

import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from PIL import Image

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.training.config import TrainingConfig
from enhancer_gui.training.curves import draw_curves, read_history
from enhancer_gui.training.loop import train
from enhancer_gui.training.report import HELD_BACK, TrainingReport
from enhancer_gui.training.sheets import draw_sheet
from tests.training.conftest import FinishedRun


def ignore(_: TrainingReport) -> None:
    """Take no notice of a report."""


def record(step: int, loss: float | None, **scores: float) -> str:
    return json.dumps({"step": step, "loss": loss, "parts": {"l1": loss}, "scores": scores}) + "\n"


def test_that_a_run_draws_curves_and_a_sheet_at_each_evaluation(finished_run: FinishedRun) -> None:
    samples = finished_run.folder / "samples"
    sheets = sorted(path.name for path in samples.iterdir())
    assert sheets == ["step-0000006.png", "step-0000012.png"]
    with Image.open(samples / sheets[0]) as sheet:
        # Three columns of 24 pixels, enlarged eight times.
        assert sheet.size == (3 * 192 + 2 * 4, 4 * 192 + 3 * 4)
        assert np.asarray(sheet).std() > 10
    with Image.open(finished_run.folder / "curves.png") as curves:
        colours = {colour for _, colour in curves.getcolors(1 << 20) or []}
    assert (0, 114, 178) in colours and len(colours) > 10


def test_that_a_stretch_that_was_run_twice_is_shown_once(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text(record(0, None, own=20.0) + record(5, 3.0) + record(9, 2.0) + record(7, 2.5, own=21.0))
    history = read_history(log)
    assert history.losses == {"loss": [(5, 3.0), (7, 2.5)]}
    assert history.scores == {"own": [(0, 20.0), (7, 21.0)]}


def test_that_falling_losses_are_drawn_falling(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("".join(record(step, 1 / (step + 1)) for step in range(50)))
    pixels = np.asarray(draw_curves(read_history(log), "dB"))
    heights = [np.flatnonzero((pixels[40:, x] == (0, 114, 178)).all(axis=1)).mean() for x in (100, 300, 500, 800)]
    assert heights == sorted(heights)


def test_that_one_point_can_be_drawn(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text(record(0, None, own=20.0))
    assert draw_curves(read_history(log), "dB").size == (900, 600)


def test_that_masks_and_small_inputs_fit_into_a_sheet() -> None:
    columns = [torch.rand(2, 3, 50, 50), torch.rand(2, 1, 100, 100), torch.rand(2, 3, 100, 100)]
    assert draw_sheet(columns).size == (3 * 200 + 8, 2 * 200 + 4)


class FakeWriter:
    """Stands in for TensorBoard's writer."""

    written: list[tuple[str, object]]

    def __init__(self, folder: str) -> None:
        type(self).written = [("folder", folder)]

    def add_scalar(self, name: str, value: float, step: int) -> None:
        self.written.append((name, step))

    def add_image(self, name: str, image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], step: int, **_: str) -> None:
        self.written.append((name, step))

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        self.written.append(("closed", 0))


def test_that_tensorboard_gets_losses_scores_and_sheets(
    config: TrainingConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("torch.utils.tensorboard")
    module.SummaryWriter = FakeWriter  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", module)
    train(config.model_copy(update={"tensorboard": True}), tmp_path / "a", ignore)
    assert FakeWriter.written[0] == ("folder", str(tmp_path / "a" / "tensorboard"))
    assert {("losses/loss", 12), ("losses/l1", 12), ("scores/own", 12), ("samples", 6), ("closed", 0)} <= set(
        FakeWriter.written
    )


def test_that_a_missing_tensorboard_is_said_with_its_remedy(
    config: TrainingConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(ConfigError, match=r"pip install enhancer-gui\[train\]"):
        train(config.model_copy(update={"tensorboard": True}), tmp_path / "a", ignore)


def test_that_scores_of_different_units_are_told_apart(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    scores = {"Set5": 35.0, HELD_BACK: 0.6}
    log.write_text(json.dumps({"step": 1, "loss": 0.5, "parts": {}, "scores": scores}) + "\n", encoding="utf-8")
    assert draw_curves(read_history(log), "F1").size == (900, 900)
    report = TrainingReport(1, 2, 0.5, 1.0, 1.0, scores, unit="F1")
    assert {name: report.unit_of(name) for name in scores} == {"Set5": "dB", HELD_BACK: "F1"}
