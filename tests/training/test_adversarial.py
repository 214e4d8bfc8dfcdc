"""The discriminator and what it teaches."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from enhancer_gui.training.adversarial import Adversary
from enhancer_gui.training.config import TrainingConfig
from enhancer_gui.training.discriminator import Discriminator
from enhancer_gui.training.distributed import Crew
from enhancer_gui.training.loop import train
from enhancer_gui.training.loss_config import AdversarialLoss, PixelLoss
from enhancer_gui.training.report import TrainingReport

ALONE = Crew(0, 1, torch.device("cpu"))


@pytest.mark.parametrize(("height", "width"), [(16, 24), (17, 21), (8, 8)])
def test_that_every_pixel_gets_a_verdict(height: int, width: int) -> None:
    torch.manual_seed(0)
    assert Discriminator(4)(torch.rand(2, 3, height, width)).shape == (2, 1, height, width)


def test_that_its_layers_keep_spectral_norm_one() -> None:
    torch.manual_seed(0)
    network = Discriminator(8)
    for _ in range(30):
        network(torch.rand(1, 3, 16, 16))
    largest = [torch.linalg.matrix_norm(layer.weight.flatten(1), 2) for layer in [*network.down, *network.tail]]
    assert all(float(norm.detach()) == pytest.approx(1, rel=0.05) for norm in largest)


@pytest.mark.parametrize("relativistic", [False, True])
def test_that_it_learns_to_tell_and_its_complaint_points_to_the_truth(relativistic: bool) -> None:
    torch.manual_seed(0)
    config = AdversarialLoss(kind="adversarial", features=8, learning_rate=5e-3, relativistic=relativistic)
    adversary = Adversary(config, ALONE, scaled=False)
    target = torch.rand(2, 3, 16, 16)
    output = torch.full_like(target, 0.5).requires_grad_()
    losses = [
        float(adversary.learn(output, target, torch.autocast("cpu", torch.bfloat16, enabled=False))) for _ in range(30)
    ]
    assert losses[-1] < 0.9 * losses[0]
    complaint = adversary.complain(output, target)
    (slope,) = torch.autograd.grad(complaint, output)
    assert slope.abs().max() > 0
    assert adversary.complain(target, target) < complaint


def ignore(_: TrainingReport) -> None:
    """Take no notice of a report."""


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_that_an_adversarial_run_resumes_to_the_same_end(
    config: TrainingConfig, tmp_path: Path, precision: str
) -> None:
    losses = (PixelLoss(kind="l1"), AdversarialLoss(kind="adversarial", features=4, relativistic=True, first_step=3))
    config = config.model_copy(update={"losses": losses, "precision": precision})
    unbroken = load_file(train(config, tmp_path / "a", ignore))
    reports: list[TrainingReport] = []

    def interrupt(report: TrainingReport) -> None:
        reports.append(report)
        if report.step == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(config, tmp_path / "b", interrupt)
    resumed = load_file(train(config, tmp_path / "b", ignore))
    assert all(torch.equal(unbroken[key], resumed[key]) for key in unbroken)
    assert {"l1", "adversarial", "discriminator"} <= reports[-1].parts.keys()
