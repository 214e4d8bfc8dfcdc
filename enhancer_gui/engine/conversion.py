"""From a checkpoint of any make to a safetensors file and the facts that its card needs.

The file is read by allow-listed loading (`engine.weights`), recognised by its keys, and run once on a small picture:
what does not return a picture of the right size is not taken.
"""

from dataclasses import dataclass
from pathlib import Path

import safetensors
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from enhancer_gui.core.errors import ModelError
from enhancer_gui.engine import networks
from enhancer_gui.engine.networks import NetworkFacts
from enhancer_gui.engine.networks.pictures import halo_before_enlarging
from enhancer_gui.engine.weights import load_state

TRIAL_PX = 64
"""Side of the trial picture: the smallest that every published network takes, and quick on a slow CPU."""

SAFE_TORCH = (2, 10)
"""Every version before it can be made to run code by a checkpoint, `weights_only=True` or not: the restricted unpickler
did not check its opcodes and storages (CVE-2026-24747, all up to 2.9.1; CVE-2025-32434, up to 2.5.1, was simpler)."""


@dataclass(frozen=True)
class Converted:
    """What is known of a checkpoint after its conversion.

    Attributes:
        facts: read off its keys.
        scale: output size over input size; chosen where the keys leave a choice.
        halo_px, live_channels: the facts' own, for input pixels where the picture is enlarged before the network.
        work_per_pixel: multiply-adds for one input pixel, counted while it ran.
        parameters: how many numbers it holds.
    """

    facts: NetworkFacts
    scale: int
    halo_px: int
    live_channels: int
    work_per_pixel: int
    parameters: int


def convert(source: Path, target: Path, *, scale: int | None = None) -> Converted:
    """Write the float32 tensors of a checkpoint to `target` (safetensors) and return what is known of them.

    Args:
        source: .safetensors, or anything torch can read without running code.
        target: is overwritten; equal tensors give equal bytes.
        scale: wanted where the network leaves a choice (`NetworkFacts.scales`).

    Raises:
        ModelError: it holds more than tensors, belongs to no known network, fails its trial, or the disk refuses.
    """
    _must_be_safe_to_read(source)
    _save(load_state(source), target)
    state = load_file(target)  # from here on what was written counts: it is what will be used
    facts = networks.describe(state)
    chosen = _chosen_scale(facts, scale, source)
    network = networks.for_pictures(networks.build(state), facts, chosen)
    work = _try_out(network, facts, chosen, source.name)
    sees_enlarged = bool(facts.scales)
    return Converted(
        facts=facts,
        scale=chosen,
        halo_px=halo_before_enlarging(facts, chosen) if sees_enlarged else facts.halo_px,
        live_channels=facts.live_channels * (chosen**2 if sees_enlarged else 1),
        work_per_pixel=work,
        parameters=sum(tensor.numel() for tensor in state.values()),
    )


def _must_be_safe_to_read(source: Path) -> None:
    """Refuse a pickle where torch's restricted unpickler is known to be breakable."""
    version = tuple(int(part) for part in torch.__version__.split("+")[0].split(".")[:2])
    if source.suffix != ".safetensors" and version < SAFE_TORCH:
        raise ModelError(
            f"{source.name} cannot be read safely: torch {torch.__version__} can be tricked into running hidden code.",
            remedy=f'Update it with: pip install --upgrade "torch>={".".join(map(str, SAFE_TORCH))}". '
            "Or use the model as a safetensors file, which every version reads safely.",
        )


def _chosen_scale(facts: NetworkFacts, wanted: int | None, source: Path) -> int:
    """Return the scale: the network's own, or among those it offers the wanted, the one in its name, or the least."""
    offered = facts.scales or (facts.scale,)
    if wanted is not None and wanted not in offered:
        raise ModelError(
            f"{source.name} is a {facts.architecture} network and cannot enlarge {wanted} times.",
            remedy="It can: " + ", ".join(f"{each}×" for each in offered) + ".",
        )
    if wanted is not None:
        return wanted
    name = source.stem.lower()
    return next((each for each in offered if f"x{each}" in name or f"{each}x" in name), offered[0])


def _try_out(network: nn.Module, facts: NetworkFacts, scale: int, name: str) -> int:
    """Return the multiply-adds for one pixel; raises ModelError where the result is no picture of the right size."""
    side = -(-TRIAL_PX // facts.multiple_of) * facts.multiple_of
    ramp = torch.linspace(0.1, 0.9, side)
    picture = torch.stack([ramp.expand(side, side), ramp.expand(side, side).T, ramp.flip(0).expand(side, side)])[None]
    try:
        # Not inference_mode: in it torch's counter misses what is made of smaller operations.
        with torch.no_grad(), FlopCounterMode(display=False) as counter:
            result: Tensor = network(picture)
    except (RuntimeError, ValueError, IndexError) as error:
        raise _failed_trial(name, f"it stopped: {error}") from error
    if result.shape[1] != picture.shape[1] or result.shape[3] != result.shape[2]:
        raise _failed_trial(name, f"its result has the shape {tuple(result.shape)}")
    if result.shape[2] != side * scale:
        raise _failed_trial(name, f"its result is {result.shape[2]} pixels wide instead of {side * scale}")
    if not torch.isfinite(result).all():
        raise _failed_trial(name, "its result is not finite")
    multiply_adds: int = counter.get_total_flops() // 2
    return multiply_adds // side**2


def _failed_trial(name: str, why: str) -> ModelError:
    return ModelError(
        f"{name} was tried on a small picture and did not return one.",
        remedy="The file may be damaged, or made for another purpose.",
        detail=why,
    )


def _save(state: dict[str, Tensor], target: Path) -> None:
    # safetensors refuses tensors that share memory; a checkpoint may hold one tensor under two names.
    own = {name: tensor.detach().clone().contiguous() for name, tensor in sorted(state.items())}
    try:
        mode = target.stat().st_mode if target.exists() else None
        save_file(own, target)
        if mode is not None:
            target.chmod(mode)  # safetensors makes files that only their owner may read
    except (OSError, safetensors.SafetensorError) as error:
        raise ModelError(
            f"The converted weights cannot be written to {target.parent}.", remedy="Check the disk.", detail=str(error)
        ) from error
