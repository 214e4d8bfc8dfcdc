"""A published network as teacher: what it makes of the input stands in for part of the truth.

The truth of a badly damaged picture cannot be known, and a network that is asked for it answers with the
mean of all that it might be: blur. What a teacher trained with an adversary answers can be learned to the
letter by a smaller network (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015).
"""

import torch
from torch import Tensor
from torch.nn import functional

from enhancer_gui.engine import networks
from enhancer_gui.engine.weights import load_state
from enhancer_gui.training.batches import Batch
from enhancer_gui.training.teacher_config import TeacherConfig

_TONE_PX = 15
"""Side of the window whose mean colour is taken from the truth: teachers shift tones, and that is not to be learned."""


class Teacher:
    """A frozen network that sets the targets."""

    def __init__(self, config: TeacherConfig, device: torch.device) -> None:
        """Load the weights.

        Raises:
            ModelError: they cannot be read or fit no known network.
        """
        state = load_state(config.weights)
        if config.twin is not None:
            state = networks.interpolate(state, load_state(config.twin), config.denoise)
        network = networks.channels_last(networks.build(state).float().to(device))
        self._network = network.requires_grad_(False)
        self._truth = config.truth

    def set_target(self, batch: Batch) -> Batch:
        """Return the batch with the mix of teacher and truth as target."""
        answer = self._network(batch.input).float()
        answer = answer + _tone(batch.target - answer)
        return Batch(batch.input, torch.lerp(answer, batch.target, self._truth), batch.mask)


def _tone(picture: Tensor) -> Tensor:
    half = _TONE_PX // 2
    padded = functional.pad(picture, (half, half, half, half), mode="replicate")
    return functional.avg_pool2d(padded, _TONE_PX, stride=1)
