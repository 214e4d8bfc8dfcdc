"""A published network as teacher sets the targets."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from enhancer_gui.engine.networks.compact import Compact
from enhancer_gui.training.batches import Batch
from enhancer_gui.training.config import TrainingConfig
from enhancer_gui.training.loop import train
from enhancer_gui.training.teacher import Teacher
from enhancer_gui.training.teacher_config import TeacherConfig

CPU = torch.device("cpu")


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A 2x network of random weights."""
    torch.manual_seed(0)
    save_file(Compact(features=4, convolutions=1, scale=2).state_dict(), tmp_path / "teacher.safetensors")
    return tmp_path / "teacher.safetensors"


def pair() -> Batch:
    """Return one pair of noise."""
    generator = torch.Generator().manual_seed(1)
    return Batch(torch.rand(1, 3, 24, 24, generator=generator), torch.rand(1, 3, 48, 48, generator=generator))


@torch.no_grad()
def test_that_the_truth_alone_is_kept_where_the_teacher_has_no_share(weights: Path) -> None:
    batch = pair()
    assert torch.allclose(
        Teacher(TeacherConfig(weights=weights, truth=1.0), CPU).set_target(batch).target, batch.target
    )


@torch.no_grad()
def test_that_the_teachers_tone_is_not_learned(weights: Path) -> None:
    """Its detail comes over, its local mean colour does not."""
    batch = pair()
    target = Teacher(TeacherConfig(weights=weights, truth=0.0), CPU).set_target(batch).target
    inner = (slice(None), slice(None), slice(16, 32), slice(16, 32))
    assert abs(float((target[inner] - batch.target[inner]).mean())) < 0.03
    assert float((target - batch.target).abs().mean()) > 0.05


def test_that_a_run_with_a_teacher_learns(config: TrainingConfig, tmp_path: Path, weights: Path) -> None:
    taught = config.model_copy(update={"teacher": TeacherConfig(weights=weights)})
    assert train(taught, tmp_path / "run", lambda _: None).exists()
