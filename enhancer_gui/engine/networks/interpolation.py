"""Two checkpoints of one architecture mixed into one: how Real-ESRGAN's general model gets its denoise strength.

Source: Wang et al., "Deep Network Interpolation for Continuous Imagery Effect Transition", 2019, equation 1.
"""

from torch import Tensor

from enhancer_gui.core.errors import ModelError
from enhancer_gui.engine.networks.facts import StateDict


def interpolate(state: StateDict, twin: StateDict, strength: float) -> dict[str, Tensor]:
    """Return strength times the first state plus the rest of the second: 1 is the first alone, 0 its twin.

    Raises:
        ModelError: the two have different keys or shapes.
    """
    if {key: tensor.shape for key, tensor in state.items()} != {key: tensor.shape for key, tensor in twin.items()}:
        raise ModelError(
            "The two models are of different architectures and cannot be mixed.",
            remedy="Choose a model and its own denoising twin.",
        )
    return {
        key: strength * tensor + (1 - strength) * twin[key] if tensor.is_floating_point() else tensor
        for key, tensor in state.items()
    }
