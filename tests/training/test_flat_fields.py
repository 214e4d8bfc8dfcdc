"""What training leaves in the last biases is taken off."""

import torch
from torch import nn

from enhancer_gui.engine.networks.compact import Compact, initialise_as_residual
from enhancer_gui.engine.networks.drunet import DRUNet
from enhancer_gui.training.flat_fields import level_flat_fields


def plain_error(network: nn.Module, grey: float) -> float:
    with torch.inference_mode():
        made = network(torch.full((1, 3, 24, 24), grey))
    return float((made[..., 16:-16, 16:-16] - grey).abs().max())


def test_that_a_fixed_pattern_on_plain_areas_goes() -> None:
    torch.manual_seed(3)
    network = Compact(features=8, convolutions=2, scale=2)
    initialise_as_residual(network)
    last = network.body[-1]
    assert isinstance(last, nn.Conv2d) and last.bias is not None
    nn.init.zeros_(last.weight)
    last.bias.data += torch.randn(12) * 0.01
    assert plain_error(network, 1.0) > 0.01
    level_flat_fields(network)
    assert max(plain_error(network, grey) for grey in (0.0, 0.5, 1.0)) < 0.002


def test_that_networks_of_other_kinds_stay_as_they_are() -> None:
    network = DRUNet(widths=(4, 4, 4, 4), blocks=1)
    before = {key: value.clone() for key, value in network.state_dict().items()}
    level_flat_fields(network)
    assert all(torch.equal(before[key], value) for key, value in network.state_dict().items())
