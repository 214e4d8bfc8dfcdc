"""ScratchRepair: what is found is filled, and nothing else is touched."""

import torch
from torch import nn

from enhancer_gui.core.models import Precision, Task, Tiling
from enhancer_gui.engine import networks
from enhancer_gui.engine.networks.scratch_repair import ScratchRepair, smooth_filling


class Never(nn.Module):
    """A detector that finds nothing."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return logits of a probability near zero."""
        return torch.full_like(x[:, :1], -9.0)


def tiny() -> ScratchRepair:
    """Return a ScratchRepair of random weights."""
    torch.manual_seed(3)
    return ScratchRepair(detector=((8, 8, 8, 8), 1), filler=((8, 12, 8, 8), 2)).eval()


@torch.inference_mode()
def test_that_places_outside_the_mask_stay_as_they_are_to_the_bit() -> None:
    network, x = tiny(), torch.rand(1, 3, 32, 48)
    mask = torch.zeros(1, 1, 32, 48)
    mask[:, :, 10:14, 5:30] = 1
    result = network(torch.cat([x, mask], dim=1))
    kept = mask.expand(-1, 3, -1, -1) == 0
    assert torch.equal(result[:, :3][kept], x[kept])
    assert not torch.allclose(result[:, :3][~kept], x[~kept], atol=1e-2)


def test_that_the_first_filling_goes_on_smoothly_from_around() -> None:
    ramp = torch.linspace(0.2, 0.8, 96).expand(1, 3, 64, 96)
    mask = torch.zeros(1, 1, 64, 96)
    mask[:, :, :, 40:46] = 1
    mask[:, :, 20:50, 60:85] = 1
    filled = smooth_filling(torch.where(mask > 0, 5.0, ramp), mask)
    assert torch.equal(filled[(mask == 0).expand_as(ramp)], ramp[(mask == 0).expand_as(ramp)])
    assert float((filled - ramp)[..., 40:46].abs().max()) < 0.02
    assert float((filled - ramp).abs().max()) < 0.1


def test_that_a_picture_lost_altogether_is_filled_with_something() -> None:
    filled = smooth_filling(torch.rand(1, 3, 40, 24), torch.ones(1, 1, 40, 24))
    assert torch.isfinite(filled).all()


@torch.inference_mode()
def test_that_a_photo_in_which_nothing_is_found_comes_back_unchanged() -> None:
    """A detector that is sure of nothing being lost: a strongly negative logit everywhere."""
    network, x = tiny(), torch.rand(1, 3, 32, 32)
    network.add_module("detector", Never())
    assert torch.equal(network(x), x)


def test_that_keys_tell_both_shapes() -> None:
    network = tiny()
    facts = networks.describe(network.state_dict())
    assert (facts.architecture, facts.task, facts.tiling, facts.multiple_of) == (
        "scratch_repair",
        Task.REPAIR,
        Tiling.BLENDED,
        16,
    )
    rebuilt = networks.build(network.state_dict())
    x = torch.rand(1, 3, 32, 32)
    with torch.inference_mode():
        assert torch.equal(rebuilt(x), network(x))


def test_that_lower_precision_leaves_untouched_places_alone() -> None:
    network, x = tiny(), torch.rand(1, 3, 32, 32)
    half = networks.to_precision(network, Precision.BF16)
    with torch.inference_mode():
        assert torch.equal(half(torch.cat([x, torch.zeros(1, 1, 32, 32)], dim=1))[:, :3], x)
