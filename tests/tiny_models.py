"""Networks of a few hundred weights behind the real backend, for tests of everything above it."""

from dataclasses import replace

import torch
from torch import Tensor, nn

from enhancer_gui.backends.local import LocalBackend
from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.engine.networks import describe
from enhancer_gui.engine.networks.compact import Compact, initialise_as_residual
from enhancer_gui.engine.networks.drunet import DRUNet, initialise_as_identity
from enhancer_gui.storage.catalogue import Catalogue
from tests.fakes import fake_card


class Brighter(nn.Module):
    """Adds a little to its input, and enlarges it by repeating pixels."""

    def __init__(self, scale: int) -> None:
        super().__init__()
        self._scale = scale

    def forward(self, x: Tensor) -> Tensor:
        return torch.repeat_interleave(torch.repeat_interleave(x, self._scale, 2), self._scale, 3) + 0.1


def tiny_network(model_id: str) -> nn.Module:
    """Return the network behind a card of `tiny_catalogue`."""
    torch.manual_seed(1)
    if model_id == "tiny-x2":
        compact = Compact(features=4, convolutions=1, scale=2)
        initialise_as_residual(compact)
        return compact.eval()
    drunet = DRUNet(widths=(4, 4, 4, 4), blocks=1)
    initialise_as_identity(drunet)
    return drunet.eval()


def card_of(network: nn.Module, model_id: str, task: Task) -> ModelCard:
    """Return the card of a network, its facts read from its weights."""
    facts = describe(network.state_dict())
    return replace(
        fake_card(model_id, task, facts.scale),
        architecture=facts.architecture,
        halo_px=facts.halo_px,
        multiple_of=facts.multiple_of,
        work_per_pixel=100,
        live_channels=facts.live_channels,
    )


def tiny_card(model_id: str, task: Task) -> ModelCard:
    """Return the card of a tiny network."""
    return card_of(tiny_network(model_id), model_id, task)


def tiny_catalogue() -> Catalogue:
    """Return a catalogue of one 2x and one restoring network."""
    cards = (tiny_card("tiny-x2", Task.UPSCALE), tiny_card("tiny-restore", Task.RESTORE))
    return Catalogue({card.id: card for card in cards}, ())


def tiny_backend() -> LocalBackend:
    """Return the local backend over the tiny networks."""
    return LocalBackend(lambda card: tiny_network(card.id))
