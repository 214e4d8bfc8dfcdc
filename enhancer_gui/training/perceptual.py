"""Differences that people see: pictures compared by what the layers of a network make of them."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine.weights import load_state
from enhancer_gui.training.features import FeatureNetwork, is_feature_network

_IMAGENET_MEAN = (0.485, 0.456, 0.406)
_IMAGENET_DEVIATION = (0.229, 0.224, 0.225)

_LAYER_WEIGHTS = (0.1, 0.1, 1.0, 1.0, 1.0)
"""Of the last convolution of each size, from fine to coarse: Wang et al., "Real-ESRGAN", 2021, section 4.1."""


class Perceptual(nn.Module):
    """The weighted mean absolute difference of a frozen network's activations, from fine to coarse.

    Source: Johnson et al., "Perceptual Losses", 2016; before the activation and with L1 as in ESRGAN
    (Wang et al., 2018).
    """

    def __init__(self, weights: Path) -> None:
        """Build the network of a weights file: a VGG in torchvision's layout, or one of `training.features`.

        Raises:
            ConfigError: the weights belong to neither.
            ModelError: they cannot be read.
        """
        super().__init__()
        state = load_state(weights)
        if is_feature_network(state):
            self.layers: FeatureNetwork | VGG = FeatureNetwork.from_state(state)
        elif "features.0.weight" in state:
            self.layers = VGG(state)
        else:
            raise ConfigError(
                f"{weights.name} holds no network to compare pictures with.",
                remedy="Name a VGG16 or VGG19 in torchvision's layout, or weights trained with the task “features”.",
            )
        self.layers.requires_grad_(False).eval()

    def forward(self, output: Tensor, target: Tensor) -> Tensor:
        """Return how different two pictures look: zero for equal ones. Shape: (N, 3, H, W), RGB 0..1."""
        with torch.no_grad():
            wanted = self.layers.taps(target)
        found = self.layers.taps(output)
        total = output.new_zeros(())
        for weight, a, b in zip(_LAYER_WEIGHTS, found, wanted, strict=False):
            total = total + weight * (a.float() - b.float()).abs().mean()
        return total


class VGG(nn.Module):
    """The convolutions of a VGG16 or VGG19, built from the keys of its weights.

    torchvision numbers convolutions, activations and poolings in one sequence (`features.N`): a gap of
    two between convolutions is an activation, one of three an activation and a pooling.

    Source: Simonyan and Zisserman, "Very Deep Convolutional Networks", 2015.
    """

    def __init__(self, state: dict[str, Tensor]) -> None:
        """Take over the convolutions; other keys (the classifier) are left alone."""
        super().__init__()
        places = sorted(
            int(key.split(".")[1]) for key in state if key.startswith("features.") and key.endswith("weight")
        )
        blocks: list[list[nn.Conv2d]] = [[]]
        for place, following in zip(places, [*places[1:], places[-1] + 3], strict=True):
            weight, bias = state[f"features.{place}.weight"], state[f"features.{place}.bias"]
            convolution = nn.Conv2d(weight.shape[1], weight.shape[0], 3, padding=1)
            convolution.load_state_dict({"weight": weight, "bias": bias})
            blocks[-1].append(convolution)
            if following - place == 3:
                blocks.append([])
        self.blocks = nn.ModuleList(nn.ModuleList(block) for block in blocks if block)
        self.register_buffer("mean", torch.tensor(_IMAGENET_MEAN).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(_IMAGENET_DEVIATION).view(1, 3, 1, 1))

    def taps(self, x: Tensor) -> list[Tensor]:
        """Return the last convolution of each size before its activation, from fine to coarse."""
        out = (x - self.get_buffer("mean")) / self.get_buffer("deviation")
        taps: list[Tensor] = []
        for block in self.blocks:
            if taps:
                out = functional.max_pool2d(functional.relu(out), 2)
            for number, convolution in enumerate(block.children()):
                out = convolution(functional.relu(out) if number else out)
            taps.append(out)
        return taps
