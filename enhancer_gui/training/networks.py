"""The network of a configuration, at its start."""

import logging
from collections.abc import Sequence
from pathlib import Path

from torch import Tensor, nn

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.engine import networks
from enhancer_gui.engine.networks.compact import Compact, initialise_as_residual
from enhancer_gui.engine.networks.drunet import DRUNet, initialise_as_identity
from enhancer_gui.engine.networks.scratch_repair import ScratchRepair
from enhancer_gui.engine.weights import load_state
from enhancer_gui.training.config import (
    CompactConfig,
    DRUNetConfig,
    FeatureConfig,
    GivenConfig,
    ScratchRepairConfig,
    TrainingConfig,
)
from enhancer_gui.training.features import FeatureNetwork

log = logging.getLogger(__name__)


def make_network(config: TrainingConfig) -> nn.Module:
    """Return a new network with the weights it starts to learn from, its random part from torch's generator.

    Raises:
        ConfigError: the given network enlarges by another factor than the configuration's.
        ModelError: the weights to start from cannot be read.
    """
    match config.network:
        case CompactConfig(features=features, convolutions=convolutions):
            compact = Compact(features=features, convolutions=convolutions, scale=config.scale)
            initialise_as_residual(compact)
            return compact
        case DRUNetConfig(widths=widths, blocks=blocks, unshuffle=unshuffle):
            drunet = DRUNet(widths=widths, blocks=blocks, unshuffle=unshuffle)
            initialise_as_identity(drunet)
            return drunet
        case FeatureConfig(widths=feature_widths):
            return FeatureNetwork(feature_widths)
        case ScratchRepairConfig(detector=detector, filler=filler):
            repair = ScratchRepair(detector=(detector.widths, detector.blocks), filler=(filler.widths, filler.blocks))
            for part in (repair.detector, repair.filler):
                initialise_as_identity(part)
            return repair
        case GivenConfig():
            assert config.warm_start is not None, "checked by the configuration"
            return _given(config.warm_start, config.scale)


def take_over(network: nn.Module, path: Path, frozen: Sequence[str] = ()) -> None:
    """Give a network every tensor of another model that has the same name and shape.

    This is how 4x starts from 2x: the body fits, the last convolution has another shape and stays new. What begins
    with one of `frozen` will never learn and must fit.

    Raises:
        ConfigError: nothing fits, or not all that is frozen.
        ModelError: the weights cannot be read.
    """
    given = load_state(path)
    own = network.state_dict()
    fitting = {key: value for key, value in given.items() if key in own and own[key].shape == value.shape}
    if not fitting:
        raise ConfigError(
            f"No layer of {path.name} fits the network of this configuration.",
            remedy="Start from a model of the same architecture and width, or without warm_start.",
        )
    untaught = next((key for key in own if key.startswith(tuple(frozen)) and key not in fitting), None)
    if untaught is not None:
        raise ConfigError(
            f"{path.name} has no weights that fit {untaught}, which is to stay as it is.",
            remedy="Freeze only what warm_start has learned.",
        )
    log.info("warm start: %d of %d tensors from %s", len(fitting), len(own), path)
    merged: dict[str, Tensor] = own | fitting
    network.load_state_dict(merged)


def freeze(network: nn.Module, parts: Sequence[str]) -> None:
    """Take the parameters whose names begin with one of `parts` out of the training.

    Raises:
        ConfigError: a part names no parameter, or nothing is left to train.
    """
    for part in parts:
        frozen = [parameter for name, parameter in network.named_parameters() if name.startswith(part)]
        if not frozen:
            raise ConfigError(f"No part of the network is named {part}.", remedy="Name parts as its state_dict does.")
        for parameter in frozen:
            parameter.requires_grad_(False)
    if not any(parameter.requires_grad for parameter in network.parameters()):
        raise ConfigError("Everything is frozen: nothing is left to train.", remedy="Freeze fewer parts.")


def _given(path: Path, scale: int) -> nn.Module:
    state = load_state(path)
    found = networks.describe(state).scale
    if found != scale:
        raise ConfigError(f"{path.name} enlarges {found} times, the configuration says {scale}.")
    return networks.build(state).train()
