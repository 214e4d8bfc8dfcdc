"""Every loss has a gradient and is smallest for equal pictures."""

import pytest
import torch
from torch import Tensor

from enhancer_gui.training.loss_config import FrequencyLoss, GradientLoss, MaskLoss, PixelLoss
from enhancer_gui.training.losses import LossMix, OwnLoss, make_loss

CPU = torch.device("cpu")
PICTURE_LOSSES: list[OwnLoss] = [
    PixelLoss(kind="l1"),
    PixelLoss(kind="charbonnier"),
    FrequencyLoss(kind="frequency"),
    GradientLoss(kind="gradient"),
]


def pictures() -> tuple[Tensor, Tensor]:
    torch.manual_seed(0)
    return torch.rand(2, 3, 16, 16, requires_grad=True), torch.rand(2, 3, 16, 16)


@pytest.mark.parametrize("config", PICTURE_LOSSES, ids=lambda config: config.kind)
def test_that_a_loss_has_a_gradient_and_is_smallest_for_equal_pictures(config: OwnLoss) -> None:
    loss = make_loss(config, CPU)
    output, target = pictures()
    value = loss(output, target, None)
    (slope,) = torch.autograd.grad(value, output)
    assert torch.isfinite(slope).all() and slope.abs().max() > 0
    same = loss(target, target, None)
    assert 0 <= same <= 0.0011 < value
    assert loss(output - 0.01 * slope / slope.norm(), target, None) < value


def test_that_a_mask_is_learned_from_its_logits() -> None:
    loss = make_loss(MaskLoss(kind="mask", positive_weight=5), CPU)
    marks = torch.zeros(1, 1, 8, 8)
    marks[..., 2:5, 3] = 1
    right, wrong = (marks * 2 - 1) * 20, (1 - marks * 2) * 20
    logits = torch.zeros_like(marks, requires_grad=True)
    (slope,) = torch.autograd.grad(loss(logits, marks, None), logits)
    assert loss(right, marks, None) < 1e-3 < loss(logits, marks, None) < loss(wrong, marks, None)
    assert (slope[marks == 1] < 0).all() and (slope[marks == 0] > 0).all()


def test_that_holes_count_more() -> None:
    output, target = torch.zeros(1, 3, 4, 4), torch.zeros(1, 3, 4, 4)
    mask = torch.zeros(1, 1, 4, 4)
    mask[..., 0] = 1
    outside, inside = output.clone(), output.clone()
    outside[..., 1], inside[..., 0] = 1, 1
    loss = make_loss(PixelLoss(kind="l1", hole_weight=6), CPU)
    assert loss(inside, target, mask) == pytest.approx(6 * float(loss(outside, target, mask)))
    assert loss(inside, target, None) == loss(outside, target, None)


def test_that_the_gradient_loss_sees_edges_and_not_brightness() -> None:
    _, target = pictures()
    loss = make_loss(GradientLoss(kind="gradient"), CPU)
    assert loss(target + 0.2, target, None) < 1e-6
    assert loss(target.roll(1, dims=3), target, None) > 0.1


def test_that_losses_add_up_by_their_weights() -> None:
    output, target = pictures()
    mix = LossMix([PixelLoss(kind="l1", weight=2), FrequencyLoss(kind="frequency", weight=0.5)], CPU)
    total, parts = mix(output, target, None)
    assert parts.keys() == {"l1", "frequency"}
    assert float(total.detach()) == pytest.approx(2 * float(parts["l1"]) + 0.5 * float(parts["frequency"]))
    assert total.requires_grad and not parts["l1"].requires_grad
