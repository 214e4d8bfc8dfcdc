"""Plain areas come out as they went in: the last biases of an enlarging network are set by measure.

Each of the scale² pixels that the network makes of one has a bias of its own. What training leaves in them is a faint
fixed pattern, under two steps of 255 in the worst case seen, that no loss on textured patches minds and that a white
sky shows. As it hardly depends on how bright the area is, its mean over a ramp of greys can be taken off.
"""

import torch
from torch import Tensor, nn

from enhancer_gui.engine.networks.compact import Compact

_GREYS = 17
_WHITE_WEIGHT = 8.0
"""White counts as much as eight other greys: it is where a step is seen, and where clipping hides the other half."""


@torch.no_grad()
def level_flat_fields(network: nn.Module) -> None:
    """Take the mean error on plain greys off the last biases; networks of another kind are left alone."""
    if not isinstance(network, Compact):
        return
    last = network.body[-1]
    assert isinstance(last, nn.Conv2d) and last.bias is not None
    greys = torch.linspace(0, 1, _GREYS, device=last.weight.device)
    weights = torch.ones_like(greys)
    weights[-1] = _WHITE_WEIGHT
    errors = _errors(network, greys)
    last.bias -= (weights[:, None] * errors).sum(dim=0) / weights.sum()


def _errors(network: Compact, greys: Tensor) -> Tensor:
    """Return how far each of the pixels made of one is from its grey. Shape: (greys,) to (greys, 3 · scale²)."""
    reach = len(network.body)
    side = 2 * reach + 1
    plain = greys.view(-1, 1, 1, 1).expand(-1, 3, side, side)
    made = nn.functional.pixel_unshuffle(network(plain) - greys.view(-1, 1, 1, 1), network.scale)
    return made[:, :, reach, reach]
