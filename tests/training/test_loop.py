"""The trainer: resumable to the step, and it learns."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.training.batches import Batch
from enhancer_gui.training.config import TrainingConfig, load_config
from enhancer_gui.training.distributed import Crew
from enhancer_gui.training.loop import train
from enhancer_gui.training.report import TrainingReport
from enhancer_gui.training.run import Run, learning_rate
from enhancer_gui.training.schedule_config import LaterPatches
from tests.training.conftest import CONFIG, FinishedRun


def ignore(_: TrainingReport) -> None:
    """Take no notice of a report."""


@pytest.mark.parametrize("optimiser", ["adam", "muon"])
def test_that_a_resumed_run_ends_where_an_unbroken_one_ends(
    config: TrainingConfig, tmp_path: Path, optimiser: str
) -> None:
    schedule = config.schedule.model_copy(update={"optimiser": optimiser})
    network = config.network.model_copy(update={"features": 32})
    config = config.model_copy(update={"schedule": schedule, "network": network})
    unbroken = load_file(train(config, tmp_path / "a", ignore))

    def interrupt(report: TrainingReport) -> None:
        if report.step == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(config, tmp_path / "b", interrupt)
    assert torch.load(tmp_path / "b" / "checkpoint.pt", weights_only=True)["step"] == 6
    resumed = load_file(train(config, tmp_path / "b", ignore))
    assert unbroken.keys() == resumed.keys()
    assert all(torch.equal(unbroken[key], resumed[key]) for key in unbroken)


def test_that_patches_grow_at_their_step_and_a_run_resumed_before_it_ends_the_same(
    config: TrainingConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = (LaterPatches(from_step=8, batch=1, patch_px=20),)
    config = config.model_copy(update={"schedule": config.schedule.model_copy(update={"later": later})})
    shapes: list[tuple[int, ...]] = []
    advance = Run.advance

    def watched(run: Run, batch: Batch) -> dict[str, float]:
        shapes.append((run.step, *batch.input.shape[:3]))
        return advance(run, batch)

    monkeypatch.setattr(Run, "advance", watched)
    unbroken = load_file(train(config, tmp_path / "a", ignore))
    assert shapes == [(step, 2, 3, 12) if step < 8 else (step, 1, 3, 20) for step in range(12)]

    def interrupt(report: TrainingReport) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(config, tmp_path / "b", interrupt)
    resumed = load_file(train(load_config(tmp_path / "b" / "config.toml"), tmp_path / "b", ignore))
    assert all(torch.equal(unbroken[key], resumed[key]) for key in unbroken)


def test_that_the_card_holds_facts_and_scores(finished_run: FinishedRun) -> None:
    card = json.loads(finished_run.weights.with_suffix(".json").read_text(encoding="utf-8"))
    assert (card["scale"], card["halo_px"], card["training"]["steps"]) == (2, 4, 12)
    assert card["work_per_pixel"] == 9 * (3 * 8 + 2 * 8 * 8 + 8 * 12)
    assert card["scores"][0]["set"] == "own" and card["scores"][0]["psnr_y_db"] > 15


def test_that_reports_carry_the_scores_and_the_log_keeps_them(finished_run: FinishedRun) -> None:
    assert [r.step for r in finished_run.reports if r.scores] == [6, 12]
    lines = (finished_run.folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[-1])["step"] == 12


def test_that_the_learning_rate_warms_up_and_falls() -> None:
    rates = [learning_rate(step, 1.0, 10, 100) for step in range(100)]
    assert rates[0] == pytest.approx(0.1) and max(rates) == rates[9] == pytest.approx(1.0, abs=0.01)
    assert rates[-1] < 0.02
    assert all(a >= b for a, b in pairwise(rates[10:]))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = ", "not valid TOML"),
        (CONFIG.replace("steps = 12", "stps = 12"), "schedule.s"),
        (CONFIG.replace('"tiny"', '"../x"'), "name"),
        (CONFIG + "[[schedule.later]]\nfrom_step = 12\nbatch = 1\npatch_px = 20", "must rise and lie before the last"),
    ],
)
def test_fault_36_that_a_wrong_configuration_is_named(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=sentence):
        load_config(path)


def test_that_a_folder_without_photos_is_named(config: TrainingConfig, tmp_path: Path) -> None:
    empty = config.model_copy(update={"data": config.data.model_copy(update={"photos": tmp_path / "nothing"})})
    with pytest.raises(ConfigError, match="no photos"):
        train(empty, tmp_path / "a", ignore)


def test_that_every_shipped_configuration_is_valid() -> None:
    folder = Path(__file__).parents[2] / "resources" / "training"
    names = {load_config(path).name for path in folder.glob("*.toml")}
    assert {"faithful-x2", "faithful-x4", "restore", "deblur"} <= names


@pytest.mark.parametrize("change", ["network", "optimiser", "damage"])
def test_that_a_checkpoint_that_does_not_fit_is_named(config: TrainingConfig, tmp_path: Path, change: str) -> None:
    wide = config.model_copy(update={"network": config.network.model_copy(update={"features": 32})})
    checkpoint = tmp_path / "a" / "checkpoint.pt"
    checkpoint.parent.mkdir()
    Run(config if change == "network" else wide, Crew(0, 1, torch.device("cpu"))).save(checkpoint)
    config = wide
    if change == "optimiser":
        schedule = config.schedule.model_copy(update={"optimiser": "muon"})
        config = config.model_copy(update={"schedule": schedule})
    elif change == "damage":
        checkpoint.write_bytes(b"half")
    with pytest.raises(ConfigError, match="does not fit this configuration"):
        train(config, tmp_path / "a", ignore)
