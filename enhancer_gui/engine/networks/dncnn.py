"""DnCNN: a chain of 3x3 convolutions that predicts the noise, for colour pictures of any noise level.

Source: Zhang et al., "Beyond a Gaussian Denoiser", 2017, section III (KAIR repository, class DnCNN). In the published
checkpoints batch norm is merged into the convolutions: even indices of `model` are convolutions, odd ones ReLU.
"""

from torch import Tensor, nn

from enhancer_gui.core.models import Task
from enhancer_gui.engine.networks.facts import NEVER_BF16, NetworkFacts, StateDict

_FEWEST_LAYERS = 15
"""IRCNN has the same keys but seven dilated convolutions; DnCNN has 17 or 20."""


class DnCNN(nn.Module):
    """Convolutions and ReLU; what they return is taken off the picture."""

    def __init__(self, *, features: int = 64, layers: int = 20) -> None:
        """Build a chain of `layers` convolutions."""
        super().__init__()
        chain: list[nn.Module] = [nn.Conv2d(3, features, 3, padding=1), nn.ReLU(inplace=True)]
        for _ in range(layers - 2):
            chain += [nn.Conv2d(features, features, 3, padding=1), nn.ReLU(inplace=True)]
        chain.append(nn.Conv2d(features, 3, 3, padding=1))
        self.model = nn.Sequential(*chain)

    def forward(self, x: Tensor) -> Tensor:
        """Return the picture without its noise, subtracted in the picture's own precision.

        Shape: (N, 3, H, W) RGB 0..1 to the same, not clamped.
        """
        noise: Tensor = self.model(x.to(next(self.model.parameters()).dtype))
        return x - noise


def recognise(state: StateDict) -> NetworkFacts | None:
    """Return the facts of a colour DnCNN checkpoint, None for others."""
    numbers = sorted(int(key.split(".")[1]) for key in state if _is_numbered(key) and key.endswith(".weight"))
    weights = [state[f"model.{number}.weight"] for number in numbers if f"model.{number}.weight" in state]
    even = all(key.split(".")[0] == "model" and int(key.split(".")[1]) % 2 == 0 for key in state if _is_numbered(key))
    if len(weights) < _FEWEST_LAYERS or len(state) != 2 * len(weights) or not even:
        return None
    if any(tensor.dim() != 4 for tensor in weights) or weights[0].shape[1] != 3 or weights[-1].shape[0] != 3:
        return None
    features, layers = weights[0].shape[0], len(weights)
    return NetworkFacts(
        architecture="dncnn",
        scale=1,
        halo_px=layers,
        multiple_of=1,
        live_channels=3 * features,
        build=lambda: DnCNN(features=features, layers=layers),
        task=Task.RESTORE,
        variant=f"{layers} layers",
        source="DnCNN: Zhang et al., 2017 (arXiv 1608.03981)",
        precisions=NEVER_BF16,
    )


def _is_numbered(key: str) -> bool:
    parts = key.split(".")
    return len(parts) == 3 and parts[1].isdigit()
