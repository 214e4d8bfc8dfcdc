"""Going on with a model on photos of one's own."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.core.models import ModelCard, Task, Tiling
from enhancer_gui.engine.degrade import Jpeg, Noise
from enhancer_gui.storage.model_cards import read_card
from enhancer_gui.training.config import GivenConfig, TrainingConfig, load_config
from enhancer_gui.training.config_text import config_text, save_config
from enhancer_gui.training.finetune import OwnPhotos, finetune_config
from enhancer_gui.training.loop import train
from enhancer_gui.training.loss_config import AdversarialLoss
from enhancer_gui.training.report import TrainingReport
from enhancer_gui.training.run import export_weights
from tests.tiny_models import tiny_card, tiny_network
from tests.training.conftest import FinishedRun

SHIPPED = Path(__file__).parents[2] / "resources" / "training"


def wish(folder: Path, model_id: str, task: Task, steps: int = 8) -> OwnPhotos:
    weights = folder / f"{model_id}.safetensors"
    export_weights(tiny_network(model_id).state_dict(), weights)
    return OwnPhotos(tiny_card(model_id, task), weights, folder / "photos", steps)


def small(config: TrainingConfig, patch_px: int = 16) -> TrainingConfig:
    schedule = config.schedule.model_copy(update={"patch_px": patch_px, "batch": 2})
    return config.model_copy(update={"schedule": schedule, "precision": "fp32"})


@pytest.mark.parametrize(("model_id", "task"), [("tiny-x2", Task.UPSCALE), ("tiny-restore", Task.RESTORE)])
@pytest.mark.usefixtures("config")
def test_that_a_model_goes_on_from_its_weights_and_is_marked_before_and_after(
    tmp_path: Path, model_id: str, task: Task
) -> None:
    order = wish(tmp_path, model_id, task)
    reports: list[TrainingReport] = []
    weights = train(small(finetune_config(order)), tmp_path / "run", reports.append)
    assert [report.step for report in reports if report.scores][:1] == [0]
    assert reports[-1].step == 8 and "held back" in reports[-1].scores
    before, after = load_file(order.weights), load_file(weights)
    assert before.keys() == after.keys()
    kernels = [key for key in before if before[key].dim() > 1]  # the last biases are levelled besides
    change = max(float((before[key].float() - after[key].float()).abs().max()) for key in kernels)
    assert 0 < change < 0.01
    card = read_card(weights.with_suffix(".json")).card()
    assert (card.id, card.task, card.scale) == (f"{model_id}-tuned", task, order.card.scale)
    assert json.loads((tmp_path / "run" / "log.jsonl").read_text("utf-8").splitlines()[0])["loss"] is None


@pytest.mark.usefixtures("config")
def test_that_a_model_learns_what_it_was_trained_for(tmp_path: Path) -> None:
    order = wish(tmp_path, "tiny-restore", Task.RESTORE)
    assert [type(each) for each in finetune_config(order).data.degradations] == [Noise, Jpeg]
    shipped = replace(order, card=replace(order.card, id="deblur", task=Task.DEBLUR))
    expected = load_config(SHIPPED / "deblur.toml").data.degradations
    assert finetune_config(shipped).data.degradations == expected


@pytest.mark.usefixtures("config")
def test_that_a_model_of_unknown_damage_is_refused(tmp_path: Path) -> None:
    order = wish(tmp_path, "tiny-restore", Task.RESTORE)
    with pytest.raises(ConfigError, match="nothing is known of the damage"):
        finetune_config(replace(order, card=replace(order.card, task=Task.REPAIR)))


@pytest.mark.usefixtures("config")
@pytest.mark.parametrize("path", [path for path in sorted(SHIPPED.glob("*.toml")) if path.stem != "features"])
def test_that_every_shipped_model_can_be_trained_further(tmp_path: Path, path: Path) -> None:
    order = wish(tmp_path, "tiny-restore", Task.RESTORE)
    before = load_config(path)
    config = finetune_config(replace(order, card=replace(order.card, id=before.name, scale=before.scale)))
    assert config.data.reach_px == before.data.reach_px
    assert config.losses and not any(isinstance(loss, AdversarialLoss) for loss in config.losses)


@pytest.mark.usefixtures("config")
@pytest.mark.parametrize("change", [{"tiling": Tiling.BLENDED}, {"value_range": (-1.0, 1.0)}])
def test_that_a_model_with_its_own_ways_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    order = wish(tmp_path, "tiny-x2", Task.UPSCALE)
    card: ModelCard = replace(order.card, **change)  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match=r"cannot be trained on.* Take a shipped model that enlarges"):
        finetune_config(replace(order, card=card))


def test_that_weights_of_another_scale_are_refused(config: TrainingConfig, tmp_path: Path) -> None:
    order = wish(tmp_path, "tiny-x2", Task.UPSCALE)
    given = config.model_copy(
        update={"scale": 4, "warm_start": order.weights, "network": GivenConfig(architecture="given")}
    )
    with pytest.raises(ConfigError, match="enlarges 2 times"):
        train(given, tmp_path / "a", lambda _: None)


def test_that_weights_of_which_nothing_fits_are_refused(config: TrainingConfig, tmp_path: Path) -> None:
    order = wish(tmp_path, "tiny-restore", Task.RESTORE)
    with pytest.raises(ConfigError, match="No layer of"):
        train(config.model_copy(update={"warm_start": order.weights}), tmp_path / "a", lambda _: None)


def test_that_four_times_starts_from_the_body_of_twice(
    config: TrainingConfig, finished_run: FinishedRun, tmp_path: Path
) -> None:
    weights = finished_run.weights
    schedule = config.schedule.model_copy(update={"steps": 1, "learning_rate": 1e-9})
    larger = config.model_copy(update={"scale": 4, "warm_start": weights, "schedule": schedule})
    state, start = load_file(train(larger, tmp_path / "b", lambda _: None)), load_file(weights)
    same = [key for key in start if state[key].shape == start[key].shape and torch.allclose(state[key], start[key])]
    assert {"body.0.weight", "body.2.weight", "body.4.weight"} <= set(same)
    assert state["body.6.weight"].shape[0] == 48


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_that_a_configuration_is_read_back_as_it_was_written(tmp_path: Path, path: Path) -> None:
    config = load_config(path)
    assert load_config(save_config(config, tmp_path)) == config


@pytest.mark.usefixtures("config")
def test_that_names_with_quotes_and_umlauts_are_read_back(tmp_path: Path) -> None:
    order = wish(tmp_path, "tiny-restore", Task.RESTORE)
    odd = replace(order, card=replace(order.card, title='Mit "Grüßen" \\ 2×'), photos=tmp_path / "Fotos é")
    config = finetune_config(odd)
    assert "[[data.degradations]]" in config_text(config)
    assert load_config(save_config(config, tmp_path)) == config
