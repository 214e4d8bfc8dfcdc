"""A process for tests to interrupt and kill: the real command line and engine on a tiny network that stops at a gate.

    python -m tests.cli.child TILES run PHOTO ...

The network computes TILES tiles and then waits for a line on standard input before each one.
"""

import sys

import torch
from torch import Tensor, nn

from enhancer_gui.backends.local import LocalBackend
from enhancer_gui.cli import environment
from enhancer_gui.cli.main import app
from enhancer_gui.core.models import ModelCard
from enhancer_gui.engine.networks.compact import Compact
from enhancer_gui.storage.catalogue import Catalogue
from tests.cli.conftest import CARDS


class Gate(nn.Module):
    """Lets some pictures through and then waits."""

    def __init__(self, network: nn.Module, tiles: int) -> None:
        super().__init__()
        self.network = network
        self.left = tiles

    def forward(self, x: Tensor) -> Tensor:
        if self.left == 0:
            sys.stdin.readline()
        self.left = max(0, self.left - 1)
        result: Tensor = self.network(x)
        return result


def tiny_network(card: ModelCard) -> nn.Module:
    torch.manual_seed(1)
    return Compact(features=4, convolutions=1, scale=card.scale).eval()


if __name__ == "__main__":
    tiles = int(sys.argv[1])
    environment.make_backend = lambda: LocalBackend(load=lambda card: Gate(tiny_network(card), tiles))
    environment.catalogue = lambda: Catalogue(CARDS)
    app(sys.argv[2:])
