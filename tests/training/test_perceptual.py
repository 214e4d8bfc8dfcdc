"""Perceptual losses, over a VGG's layout and over a network trained here."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.training.config import FeatureConfig, TrainingConfig
from enhancer_gui.training.features import FeatureNetwork
from enhancer_gui.training.loop import train
from enhancer_gui.training.loss_config import AnswerLoss, PerceptualLoss, PixelLoss
from enhancer_gui.training.perceptual import VGG, Perceptual
from enhancer_gui.training.report import TrainingReport

_VGG19_PLACES = ((0, 2), (5, 7), (10, 12, 14, 16), (19, 21, 23, 25), (28, 30, 32, 34))


def vgg19_state(width: int = 4) -> dict[str, Tensor]:
    """Return random weights in the layout of torchvision's VGG19, all layers of one width."""
    torch.manual_seed(0)
    state: dict[str, Tensor] = {"classifier.0.weight": torch.rand(2, 2)}
    before = 3
    for place in (place for block in _VGG19_PLACES for place in block):
        state[f"features.{place}.weight"] = torch.randn(width, before, 3, 3) / before
        state[f"features.{place}.bias"] = torch.rand(width)
        before = width
    return state


def test_that_a_vgg_is_built_from_its_keys() -> None:
    network = VGG(vgg19_state())
    assert [len(list(block.children())) for block in network.blocks] == [2, 2, 4, 4, 4]
    taps = network.taps(torch.rand(1, 3, 32, 32))
    assert [tap.shape[-1] for tap in taps] == [32, 16, 8, 4, 2]


def test_that_a_vggs_first_tap_is_its_second_convolution_on_normalised_values() -> None:
    state = vgg19_state()
    x = torch.rand(1, 3, 16, 16)
    mean, deviation = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
    out = (x - mean.view(1, 3, 1, 1)) / deviation.view(1, 3, 1, 1)
    out = functional.conv2d(out, state["features.0.weight"], state["features.0.bias"], padding=1).relu()
    out = functional.conv2d(out, state["features.2.weight"], state["features.2.bias"], padding=1)
    assert torch.allclose(VGG(state).taps(x)[0], out, atol=1e-5)


@pytest.mark.parametrize("kind", ["vgg", "features"])
def test_that_it_is_zero_for_equal_pictures_and_has_a_gradient(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "weights.safetensors"
    torch.manual_seed(0)
    save_file(vgg19_state() if kind == "vgg" else dict(FeatureNetwork((4, 8, 8)).state_dict()), path)
    loss = Perceptual(path)
    output, target = torch.rand(1, 3, 32, 32, requires_grad=True), torch.rand(1, 3, 32, 32)
    value = loss(output, target)
    (slope,) = torch.autograd.grad(value, output)
    assert loss(target, target) == 0 < value
    assert slope.abs().max() > 0
    assert not any(parameter.requires_grad for parameter in loss.parameters())


def test_that_other_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.safetensors"
    save_file({"body.0.weight": torch.rand(2, 2)}, path)
    with pytest.raises(ConfigError, match="no network to compare pictures with"):
        Perceptual(path)


def test_that_features_are_trained_here_and_serve_as_a_loss(config: TrainingConfig, tmp_path: Path) -> None:
    reports: list[TrainingReport] = []
    schedule = config.schedule.model_copy(
        update={"steps": 40, "batch": 8, "learning_rate": 3e-3, "patch_px": 16, "evaluate_every_steps": 10}
    )
    teacher = config.model_copy(
        update={
            "name": "features",
            "task": "features",
            "scale": 1,
            "network": FeatureConfig(architecture="features", widths=(8, 16)),
            "losses": (AnswerLoss(kind="answers"),),
            "schedule": schedule,
            "data": config.data.model_copy(update={"held_back": 0.5}),
            "evaluation": (),
            "card": None,
        }
    )
    weights = train(teacher, tmp_path / "features", reports.append)
    assert reports[-1].unit == "% of damage told" and 0 <= reports[-1].scores["held back"] <= 100
    assert reports[-1].loss < 2.39, "no better than guessing: log 4 and four times the mean damage of a quarter"

    losses = (PixelLoss(kind="l1"), PerceptualLoss(kind="perceptual", weights=weights))
    seen: list[TrainingReport] = []
    train(config.model_copy(update={"losses": losses}), tmp_path / "a", seen.append)
    assert seen[-1].parts["perceptual"] > 0
