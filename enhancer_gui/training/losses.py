"""What is made small: the losses of a configuration, each a function of output, target and mask."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import torch
from torch import Tensor
from torch.nn import functional

from enhancer_gui.training.features import answer_loss
from enhancer_gui.training.loss_config import (
    AdversarialLoss,
    AnswerLoss,
    AnyLoss,
    FrequencyLoss,
    GradientLoss,
    MaskLoss,
    PerceptualLoss,
    PixelLoss,
    RepairLoss,
)
from enhancer_gui.training.perceptual import Perceptual

Loss: TypeAlias = Callable[[Tensor, Tensor, Tensor | None], Tensor]
"""Output and target (N, C, H, W) float32 and, for tasks that have one, a mask (N, 1, H, W): one number."""

_CHARBONNIER_EPSILON = 1e-3
"""As in LapSRN (Lai et al., 2017)."""


class LossMix:
    """The weighted sum of a configuration's losses but the adversarial one, and how much each came to."""

    def __init__(self, configs: Sequence[AnyLoss], device: torch.device) -> None:
        """Build every loss once.

        Raises:
            ConfigError: weights of a perceptual loss belong to no network known here.
            ModelError: they cannot be read.
        """
        own = [config for config in configs if not isinstance(config, AdversarialLoss)]
        self._parts = [(config.kind, config.weight, make_loss(config, device)) for config in own]

    def __call__(self, output: Tensor, target: Tensor, mask: Tensor | None) -> tuple[Tensor, dict[str, Tensor]]:
        """Return the weighted sum, and the unweighted parts by kind (detached)."""
        total = output.new_zeros(())
        parts: dict[str, Tensor] = {}
        for kind, weight, loss in self._parts:
            value = loss(output, target, mask)
            total = total + weight * value
            parts[kind] = value.detach()
        return total, parts


OwnLoss: TypeAlias = PixelLoss | FrequencyLoss | GradientLoss | MaskLoss | RepairLoss | PerceptualLoss | AnswerLoss
"""Losses that depend on the two pictures alone."""


def make_loss(config: OwnLoss, device: torch.device) -> Loss:
    """Return the loss of a table."""
    match config:
        case PixelLoss(kind=kind, hole_weight=hole_weight):
            return lambda output, target, mask: _pixel(output, target, mask, kind == "charbonnier", hole_weight)
        case FrequencyLoss():
            return lambda output, target, _mask: frequency(output, target)
        case GradientLoss():
            return lambda output, target, _mask: gradient(output, target)
        case MaskLoss(positive_weight=positive_weight):
            return lambda output, target, _mask: mask_overlap(output, target, positive_weight)
        case RepairLoss(hole_weight=hole_weight, positive_weight=positive_weight):
            return lambda output, target, mask: repair(output, target, mask, hole_weight, positive_weight)
        case PerceptualLoss(weights=weights):
            perceptual = Perceptual(weights).to(device)
            return lambda output, target, _mask: perceptual(output, target)
        case AnswerLoss():
            return lambda output, target, _mask: answer_loss(output, target)


def _pixel(output: Tensor, target: Tensor, mask: Tensor | None, smooth: bool, hole_weight: float) -> Tensor:
    difference = output - target
    distance = (difference.square() + _CHARBONNIER_EPSILON**2).sqrt() if smooth else difference.abs()
    if mask is not None and hole_weight != 1:
        distance = distance * (1 + (hole_weight - 1) * mask)
    return distance.mean()


def frequency(output: Tensor, target: Tensor) -> Tensor:
    """Return the mean absolute difference of real and imaginary parts of the spectra.

    The transform is orthonormal, so the value does not grow with the patch.
    """
    spectrum = torch.fft.rfft2(output - target, norm="ortho")
    return torch.view_as_real(spectrum).abs().mean()


def gradient(output: Tensor, target: Tensor) -> Tensor:
    """Return the mean absolute difference of the gradients, down and across."""
    difference = output - target
    down, across = difference.diff(dim=2), difference.diff(dim=3)
    return down.abs().mean() + across.abs().mean()


def mask_overlap(logits: Tensor, marks: Tensor, positive_weight: float) -> Tensor:
    """Return cross entropy plus one minus Dice, for logits and marks 0..1."""
    weight = logits.new_tensor(positive_weight)
    entropy = functional.binary_cross_entropy_with_logits(logits, marks, pos_weight=weight)
    found = torch.sigmoid(logits)
    dice = (2 * (found * marks).sum() + 1) / (found.sum() + marks.sum() + 1)
    return entropy + 1 - dice


def repair(output: Tensor, target: Tensor, mask: Tensor | None, hole_weight: float, positive_weight: float) -> Tensor:
    """Return the error of filling lost places plus that of finding them; see `training.repair`.

    The filling's error is counted over the whole picture and divided by what is lost, so that it weighs the same
    however little that is. Places that are marked by mistake count too: there the picture should be kept. Where
    nothing is marked the picture passes through, which adds a constant and nothing to learn.

    Shape:
        output: (N, 4, H, W), RGB and logits. target: (N, 3, H, W). mask: (N, 1, H, W).
    """
    assert mask is not None, "the lesson of repair makes masks"
    filled, logits = output[:, :-1], output[:, -1:]
    filling = (filled - target).abs().sum() / (filled.shape[1] * mask.sum() + 1)
    return hole_weight * filling + mask_overlap(logits, mask, positive_weight)
