"""The trainer: resumable to the step, and it learns."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.training.config import TrainingConfig, load_config
from enhancer_gui.training.data import cut_crops, make_batch
from enhancer_gui.training.loop import TrainingReport, learning_rate, train

CONFIG = """
name = "tiny"
task = "upscale"
scale = 2
precision = "fp32"
[network]
architecture = "compact"
features = 8
convolutions = 2
[data]
photos = "photos"
crops = 12
crop_px = 48
[schedule]
steps = 12
batch = 2
patch_px = 12
warmup_steps = 2
evaluate_every_steps = 6
[[evaluation]]
name = "own"
truth = "photos"
[card]
title = "Tiny"
summary = "For tests"
weaknesses = "Everything"
data_licence = "made here"
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrainingConfig:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "photos"
    folder.mkdir()
    y, x = np.mgrid[0:100, 0:120]
    for index in range(2):
        waves = [128 + 100 * np.sin((x * (index + 1) + y * (c + 1)) / 7) for c in range(3)]
        Image.fromarray(np.stack(waves, axis=2).astype(np.uint8)).save(folder / f"{index}.png")
    (tmp_path / "tiny.toml").write_text(CONFIG, encoding="utf-8")
    return load_config(tmp_path / "tiny.toml")


def ignore(_: TrainingReport) -> None:
    """Take no notice of a report."""


def test_that_a_resumed_run_ends_where_an_unbroken_one_ends(config: TrainingConfig, tmp_path: Path) -> None:
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


def test_that_the_card_holds_facts_and_scores(config: TrainingConfig, tmp_path: Path) -> None:
    weights = train(config, tmp_path / "a", ignore)
    card = json.loads(weights.with_suffix(".json").read_text(encoding="utf-8"))
    assert (card["scale"], card["halo_px"], card["training"]["steps"]) == (2, 4, 12)
    assert card["work_per_pixel"] == 9 * (3 * 8 + 2 * 8 * 8 + 8 * 12)
    assert card["scores"][0]["set"] == "own" and card["scores"][0]["psnr_y_db"] > 15


def test_that_reports_carry_the_scores_and_the_log_keeps_them(config: TrainingConfig, tmp_path: Path) -> None:
    reports: list[TrainingReport] = []
    train(config, tmp_path / "a", reports.append)
    assert [r.step for r in reports if r.scores] == [6, 12]
    lines = (tmp_path / "a" / "log.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[-1])["step"] == 12


def test_that_a_batch_depends_on_seed_and_step_alone(config: TrainingConfig) -> None:
    crops = cut_crops(config.data)
    first, again, other = (make_batch(crops, config, step) for step in (3, 3, 4))
    assert torch.equal(first[0], again[0]) and torch.equal(first[1], again[1])
    assert not torch.equal(first[0], other[0])
    assert first[0].shape == (2, 3, 12, 12) and first[1].shape == (2, 3, 24, 24)


def test_that_a_warm_start_takes_over_what_fits(config: TrainingConfig, tmp_path: Path) -> None:
    weights = train(config, tmp_path / "a", ignore)
    larger = config.model_copy(
        update={
            "scale": 4,
            "warm_start": weights,
            "schedule": config.schedule.model_copy(update={"steps": 1, "learning_rate": 1e-9}),
        }
    )
    state = load_file(train(larger, tmp_path / "b", ignore))
    assert torch.allclose(state["body.2.weight"].float(), load_file(weights)["body.2.weight"].float(), atol=1e-3)
    assert state["body.6.weight"].shape[0] == 48


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
