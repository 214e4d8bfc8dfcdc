"""A small network that learns to see without labels, for the perceptual loss where no VGG may be used.

It is shown a patch that was turned, blurred, made noisy and compressed, and says how: to tell these, it
must know what edges, textures and things look like when they are well. Its weights are used while
training and are never part of a model.

Source: rotations as a teacher, Gidaris et al., 2018; damage as a teacher of what people see, Madhusudana
et al., "CONTRIQUE", 2022, here as plain regression.
"""

from collections.abc import Mapping

import cv2
import numpy as np
from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.engine.degrade import jpeg
from enhancer_gui.training.batches import Batch
from enhancer_gui.training.config import TrainingConfig
from enhancer_gui.training.pairs import Pair, PairMaker, as_float, cut_window, turn
from enhancer_gui.training.photos import PhotoPool

_TURNS = 4
_ANSWERS = _TURNS + 3
_BLUR_SIGMA_PX = 3.0
_NOISE_SIGMA = 0.15
_WORST_QUALITY = 10
_BLUR_MARGIN_PX = 16

_DAMAGE_WEIGHT = 4.0
"""At equal weight the turns, which are hard to tell, drown the damage: in 160 steps nothing was learned. With this,
its error fell from 0.25 to 0.17 in 200."""

_NOTICED = 0.1
"""Answers above this say that a damage is there."""


class FeatureNetwork(nn.Module):
    """Four sizes of two convolutions each; the perceptual loss looks at the second of each size."""

    def __init__(self, widths: tuple[int, ...] = (32, 64, 96, 128)) -> None:
        """Build the network with `widths` channels from fine to coarse."""
        super().__init__()
        before = (3, *widths)
        self.stages = nn.ModuleList(
            nn.ModuleList([nn.Conv2d(a, b, 3, padding=1), nn.Conv2d(b, b, 3, padding=1)])
            for a, b in zip(before, widths, strict=False)
        )
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        self.answer = nn.Conv2d(widths[-1], _ANSWERS, 1)

    @classmethod
    def from_state(cls, state: Mapping[str, Tensor]) -> "FeatureNetwork":
        """Return the network that weights belong to."""
        widths = [value.shape[0] for key, value in state.items() if key.endswith("0.weight")]
        network = cls(tuple(widths))
        network.load_state_dict(dict(state))
        return network

    def taps(self, x: Tensor) -> list[Tensor]:
        """Return the activations of each size, from fine to coarse. Shape: x (N, 3, H, W), RGB 0..1."""
        out = x - 0.5
        taps: list[Tensor] = []
        for stage in self.stages:
            if taps:
                out = functional.max_pool2d(functional.relu(out), 2)
            first, second = stage.children()
            out = second(functional.relu(first(out)))
            taps.append(out)
        return taps

    def forward(self, x: Tensor) -> Tensor:
        """Return the answers: logits of the four turns, then blur, noise and compression 0..1.

        Shape:
            x: (N, 3, H, W), RGB 0..1. Returns (N, 7, 1, 1).
        """
        seen = functional.relu(self.taps(x)[-1]).mean(dim=(2, 3), keepdim=True)
        answers: Tensor = self.answer(seen)
        return answers


def is_feature_network(state: Mapping[str, Tensor]) -> bool:
    """Return whether weights belong to a network of this file."""
    return {"stages.0.0.weight", "answer.weight"} <= state.keys()


def answer_loss(output: Tensor, target: Tensor) -> Tensor:
    """Return the cross entropy of the turns plus the weighted mean absolute error of the damage."""
    turns, damage = output[:, :_TURNS].flatten(1), output[:, _TURNS:]
    entropy = functional.cross_entropy(turns, target[:, :_TURNS].flatten(1))
    return entropy + _DAMAGE_WEIGHT * functional.l1_loss(damage, target[:, _TURNS:])


class FeatureLesson:
    """A patch for the answers how it was turned and damaged."""

    unit = "% of damage told"

    def smallest_photo_px(self, config: TrainingConfig) -> int:
        """Return the side of the windows that pairs are made from."""
        return config.schedule.largest_patch_px + 2 * _BLUR_MARGIN_PX

    def pairs(self, config: TrainingConfig, pool: PhotoPool) -> PairMaker:
        """Return damaged patches with what was done to them."""
        side = self.smallest_photo_px(config)

        def make(rng: np.random.Generator) -> Pair:
            turns = int(rng.integers(_TURNS))
            window = as_float(turn(cut_window(pool, side, config.data, rng), turns))
            blur, noise, loss = rng.random(3) * (rng.random(3) < 0.5)
            if blur:
                window = np.asarray(cv2.GaussianBlur(window, (0, 0), 0.3 + blur * _BLUR_SIGMA_PX))
            inner = window[_BLUR_MARGIN_PX:-_BLUR_MARGIN_PX, _BLUR_MARGIN_PX:-_BLUR_MARGIN_PX]
            if noise:
                inner = inner + rng.standard_normal(inner.shape, dtype=np.float32) * np.float32(noise * _NOISE_SIGMA)
            if loss:
                inner = jpeg(np.clip(inner, 0, 1), round(100 - loss * (100 - _WORST_QUALITY)))
            answers = np.zeros((1, 1, _ANSWERS), dtype=np.float32)
            answers[..., turns] = 1
            answers[..., _TURNS:] = blur, noise, loss
            return Pair(np.clip(inner, 0, 1).astype(np.float32), answers)

        return make

    def mark(self, output: Tensor, batch: Batch) -> float:
        """Return in how many of a hundred cases it was told rightly whether a damage is there."""
        told = (output[:, _TURNS:] > _NOTICED) == (batch.target[:, _TURNS:] > 0)
        return 100 * float(told.float().mean())

    def pictures(self, output: Tensor, batch: Batch) -> list[Tensor]:
        """Return the patches alone: the answers are no pictures."""
        return [batch.input]
