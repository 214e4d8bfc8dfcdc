"""Repair learns from damage whose mask is known."""

from pathlib import Path

import pytest
import torch
from pydantic import ValidationError
from safetensors.torch import load_file

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.training.batches import Batch, make_batch
from enhancer_gui.training.config import ScratchRepairConfig, TrainingConfig, load_config
from enhancer_gui.training.loop import train
from enhancer_gui.training.losses import repair
from enhancer_gui.training.networks import freeze, make_network, take_over
from enhancer_gui.training.photos import load_pool
from enhancer_gui.training.repair import RepairLesson
from enhancer_gui.training.run import export_weights
from tests.training.conftest import CONFIG

DAMAGE = '[[data.degradations]]\nkind = "old_photo"\n'


@pytest.fixture
def repair_config(config: TrainingConfig, tmp_path: Path) -> TrainingConfig:
    """A repair run on the two photos of `config`."""
    text = (
        CONFIG.replace('task = "upscale"\nscale = 2', 'task = "repair"')
        .replace(
            'architecture = "compact"\nfeatures = 8\nconvolutions = 2',
            'architecture = "scratch_repair"\n[network.detector]\nwidths = [4, 4, 4, 4]\nblocks = 1\n'
            "[network.filler]\nwidths = [4, 4, 4, 4]\nblocks = 1",
        )
        .replace("[schedule]", f"{DAMAGE}[schedule]")
        .replace("patch_px = 12", "patch_px = 64")
        .replace('[[evaluation]]\nname = "own"\ntruth = "photos"\n', '[[losses]]\nkind = "repair"\n')
    )
    (tmp_path / "repair.toml").write_text(text, encoding="utf-8")
    return load_config(tmp_path / "repair.toml")


def batch_of(config: TrainingConfig) -> Batch:
    """Return eight pairs."""
    pool = load_pool(sorted(Path("photos").iterdir()), smallest_px=64, memory_bytes=10**9, seed=0)
    return make_batch(RepairLesson().pairs(config, pool), seed=1, step=0, numbers=range(8))


def test_that_target_and_input_differ_only_where_the_mask_says(repair_config: TrainingConfig) -> None:
    batch = batch_of(repair_config)
    assert batch.mask is not None and 0 < batch.mask.mean() < 0.5
    whole = batch.mask.expand(-1, 3, -1, -1) == 0
    assert torch.equal(batch.input[:, :3][whole], batch.target[whole])
    assert not torch.allclose(batch.input[:, :3][~whole], batch.target[~whole], atol=0.02)


def test_that_the_given_mask_covers_the_lost_places(repair_config: TrainingConfig) -> None:
    batch = batch_of(repair_config)
    assert batch.mask is not None
    assert bool((batch.input[:, 3:] >= batch.mask).all())


def test_that_finding_everything_is_marked_one_and_nothing_zero(repair_config: TrainingConfig) -> None:
    batch = batch_of(repair_config)
    assert batch.mask is not None
    perfect = torch.cat([batch.target, batch.mask * 20 - 10], dim=1)
    blind = torch.cat([batch.target, torch.full_like(batch.mask, -10)], dim=1)
    assert RepairLesson().mark(perfect, batch) == 1
    assert RepairLesson().mark(blind, batch) == 0


def test_that_the_loss_is_least_for_the_truth(repair_config: TrainingConfig) -> None:
    batch = batch_of(repair_config)
    assert batch.mask is not None
    perfect = torch.cat([batch.target, batch.mask * 20 - 10], dim=1)
    wrong = torch.cat([batch.target + 0.1, batch.mask * 0], dim=1)
    best, worse = (float(repair(o, batch.target, batch.mask, 5.0, 2.0)) for o in (perfect, wrong))
    assert best < 1e-2 < worse


def test_that_repair_needs_damage_with_a_mask(repair_config: TrainingConfig, tmp_path: Path) -> None:
    plain = repair_config.model_copy(update={"data": repair_config.data.model_copy(update={"degradations": ()})})
    with pytest.raises(ConfigError, match="old_photo"):
        train(plain, tmp_path / "run", lambda _: None)


def test_that_a_run_ends_with_weights_and_a_card(repair_config: TrainingConfig, tmp_path: Path) -> None:
    weights = train(repair_config, tmp_path / "run", lambda _: None)
    assert weights.with_suffix(".json").exists()


def test_that_a_frozen_filler_stays_and_the_detector_learns(repair_config: TrainingConfig, tmp_path: Path) -> None:
    first = tmp_path / "first.safetensors"
    export_weights(make_network(repair_config).state_dict(), first)
    again = repair_config.model_copy(update={"warm_start": first, "frozen": ("filler",)})
    before, after = load_file(first), load_file(train(again, tmp_path / "second", lambda _: None))
    assert all(torch.equal(before[key], after[key]) for key in before if key.startswith("filler"))
    assert not torch.equal(before["detector.m_head.weight"], after["detector.m_head.weight"])


def test_that_what_is_frozen_must_have_been_learned(repair_config: TrainingConfig, tmp_path: Path) -> None:
    assert isinstance(repair_config.network, ScratchRepairConfig)
    wider = repair_config.network.filler.model_copy(update={"widths": (8, 8, 8, 8)})
    network = repair_config.network.model_copy(update={"filler": wider})
    start = tmp_path / "start.safetensors"
    export_weights(make_network(repair_config).state_dict(), start)
    other = make_network(repair_config.model_copy(update={"network": network}))
    take_over(other, start, ("detector",))
    with pytest.raises(ConfigError, match=r"start\.safetensors has no weights that fit filler\."):
        take_over(other, start, ("filler",))


@pytest.mark.parametrize(
    ("parts", "words"),
    [(("roof",), "No part of the network is named roof"), (("detector", "filler"), "nothing is left")],
)
def test_that_freezing_nothing_or_everything_is_refused(
    repair_config: TrainingConfig, parts: tuple[str, ...], words: str
) -> None:
    with pytest.raises(ConfigError, match=words):
        freeze(make_network(repair_config), parts)


def test_that_freezing_without_a_start_is_refused(repair_config: TrainingConfig) -> None:
    with pytest.raises(ValidationError, match="frozen needs the weights of warm_start"):
        TrainingConfig.model_validate(repair_config.model_dump() | {"frozen": ("filler",)})
