"""The adversarial loss: a discriminator that learns beside the network and tells it what gives it away."""

from contextlib import AbstractContextManager
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from enhancer_gui.engine.networks import channels_last
from enhancer_gui.training.discriminator import Discriminator, freeze, real_and_fake
from enhancer_gui.training.distributed import Crew
from enhancer_gui.training.loss_config import AdversarialLoss
from enhancer_gui.training.optimiser import make_optimisers


class Adversary:
    """A discriminator with its optimiser, one step for each of the network's.

    With `relativistic` it says whether a real picture looks more real than the average fake and the
    other way round: Jolicoeur-Martineau, "The relativistic discriminator", 2018, equations 14 and 15.
    The average is that of this process's share of the batch.
    """

    def __init__(self, config: AdversarialLoss, crew: Crew, *, scaled: bool) -> None:
        """Build the discriminator; `scaled` for gradients of fp16."""
        self.config = config
        self._network = channels_last(Discriminator(config.features).to(crew.device))
        self._joined = crew.joined(self._network)
        self._optimisers = make_optimisers(self._network, "adam", rate=config.learning_rate)
        self._scaler = torch.amp.GradScaler(crew.device.type, enabled=scaled)

    def complain(self, output: Tensor, target: Tensor) -> Tensor:
        """Return what the network should make small: how easily its output is told from the truth."""
        freeze(self._network, frozen=True)
        if self.config.relativistic:
            with torch.no_grad():
                real = self._network(target).float()
            fake = self._network(output).float()
            loss = (_as(fake - real.mean(), 1) + _as(real - fake.mean(), 0)) / 2
        else:
            loss = _as(self._network(output).float(), 1)
        freeze(self._network, frozen=False)
        return loss

    def learn(self, output: Tensor, target: Tensor, autocast: AbstractContextManager[object]) -> Tensor:
        """Take one step of the discriminator and return its loss."""
        with autocast:
            verdicts = self._joined(torch.cat([target, output.detach()]))
        real, fake = real_and_fake(verdicts)
        if self.config.relativistic:
            loss = (_as(real - fake.mean(), 1) + _as(fake - real.mean(), 0)) / 2
        else:
            loss = (_as(real, 1) + _as(fake, 0)) / 2
        self._optimisers.zero_grad()
        torch.autograd.backward(self._scaler.scale(loss))
        self._optimisers.step(self._scaler, clip=None)
        return loss.detach()

    def state_dict(self) -> dict[str, Any]:
        """Return what a checkpoint keeps."""
        return {
            "network": self._network.state_dict(),
            "optimisers": self._optimisers.state_dict(),
            "scaler": self._scaler.state_dict(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from a checkpoint's state."""
        self._network.load_state_dict(state["network"])
        self._optimisers.load_state_dict(state["optimisers"])
        self._scaler.load_state_dict(state["scaler"])


def _as(logits: Tensor, verdict: float) -> Tensor:
    """Return the cross entropy of logits that should all say one verdict."""
    return functional.binary_cross_entropy_with_logits(logits, torch.full_like(logits, verdict))
