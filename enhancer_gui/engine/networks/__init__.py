"""One architecture a file, and one place that knows them all.

A checkpoint needs no configuration beside it: `describe` reads the architecture and its hyper-parameters from the key
names and shapes alone. Each network file offers `recognise`, the facts of its own checkpoints.
"""

import torch
from torch import nn

from enhancer_gui.core.errors import ModelError
from enhancer_gui.engine.networks import (
    community,
    compact,
    deblurgan_v2,
    dncnn,
    drunet,
    lama,
    mprnet,
    nafnet,
    rrdb,
    scratch_repair,
    srcnn,
    swift_srgan,
    swinir,
    vdsr,
)
from enhancer_gui.engine.networks.facts import NetworkFacts, Recognise, StateDict
from enhancer_gui.engine.networks.interpolation import interpolate
from enhancer_gui.engine.networks.pictures import enlarged_bicubic, for_pictures
from enhancer_gui.engine.networks.precision import channels_last, dtype_of, to_precision

__all__ = [
    "NetworkFacts",
    "StateDict",
    "build",
    "channels_last",
    "describe",
    "dtype_of",
    "enlarged_bicubic",
    "for_pictures",
    "interpolate",
    "to_precision",
]

_RECOGNISERS: tuple[Recognise, ...] = (
    compact.recognise,
    drunet.recognise,
    scratch_repair.recognise,
    srcnn.recognise,
    vdsr.recognise,
    dncnn.recognise,
    swift_srgan.recognise,
    rrdb.recognise,
    swinir.recognise,
    nafnet.recognise,
    mprnet.recognise,
    deblurgan_v2.recognise,
    lama.recognise,
    community.recognise,
)


def describe(state: StateDict) -> NetworkFacts:
    """Return the facts of the network that a state dict belongs to.

    Raises:
        ModelError: no known architecture has these keys, or only one that cannot be a step.
    """
    for recognise in _RECOGNISERS:
        try:
            facts = recognise(state)
        except (KeyError, ValueError, IndexError):
            continue  # some of a network's keys are there, and others are not: it is another one
        if facts is not None:
            return facts
    sample = ", ".join(list(state)[:4])
    raise ModelError(
        f"These weights belong to no network known here (first keys: {sample}).",
        remedy="Use a checkpoint of a network that enlarges or restores colour photos.",
    )


def build(state: StateDict, facts: NetworkFacts | None = None) -> nn.Module:
    """Return the published network of a state dict with its weights loaded, in evaluation mode.

    What its authors' scripts do around it (value range, padding, luma) is `for_pictures`' part.

    Args:
        state: of a checkpoint.
        facts: what `describe` says of it, where that is known already.

    Raises:
        ModelError: unknown architecture, or keys or shapes that differ from the architecture's.
    """
    facts = describe(state) if facts is None else facts
    if facts.is_complete:
        return facts.build()
    with torch.device("meta"):
        network = facts.build()
    try:
        network.load_state_dict(facts.rename(state), strict=True, assign=True)
    except RuntimeError as e:
        raise ModelError(f"The weights do not fit the {facts.architecture} network: {e}") from e
    return network.eval()
