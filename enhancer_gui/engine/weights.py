"""Reading weights from disk without running what may be hidden in them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import safetensors
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from enhancer_gui.core.errors import ModelError
from enhancer_gui.engine import networks
from enhancer_gui.engine.packing import unpack

_WRAPPERS = ("params_ema", "params", "state_dict", "model_state_dict", "model")
_PREFIXES = ("module.", "netG.")


def load_network(path: Path, *, sha256: str | None = None, scale: int | None = None) -> nn.Module:
    """Return the network of a weights file: RGB 0..1 in and out, float32, in evaluation mode, on the CPU.

    Args:
        path: of the weights.
        sha256: what the file must have.
        scale: the enlargement, where the network leaves a choice (`NetworkFacts.scales`).

    Raises:
        ModelError: missing, damaged, of another hash than `sha256`, or of no known architecture.
    """
    state = load_state(path, sha256=sha256)
    facts = networks.describe(state)
    return networks.for_pictures(networks.build(state, facts), facts, scale)


def load_state(path: Path, *, sha256: str | None = None) -> dict[str, Tensor]:
    """Return the float32 tensors of a .safetensors or .pth file.

    A .pth is read with torch's restricted unpickler, which refuses everything but plain tensors. Packed weights
    (`engine.packing`) are unpacked.

    Raises:
        ModelError: missing, damaged, of another hash than `sha256`, or more than plain tensors.
    """
    if not path.is_file():
        raise ModelError(f"The weights {path.name} are missing.", remedy="Install the program again.")
    if sha256 is not None:
        found = _sha256(path)
        if found != sha256:
            raise ModelError(
                f"The weights {path.name} are damaged: their checksum differs from the model card's.",
                remedy="Install the program again.",
                detail=f"expected {sha256}, found {found}",
            )
    try:
        if path.suffix == ".safetensors":
            raw: Mapping[str, object] = load_file(path)
        else:
            raw = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, ValueError, safetensors.SafetensorError) as e:
        raise ModelError(f"The weights {path.name} cannot be read.", remedy="Use another copy.", detail=str(e)) from e
    except Exception as e:
        # torch raises pickle.UnpicklingError and whatever a hostile stream provokes
        raise ModelError(
            f"{path.name} holds more than plain tensors and was refused.",
            remedy="Use a safetensors file or a plain state dict.",
            detail=f"{type(e).__name__}: {e}",
        ) from e
    return unpack(_plain(raw, path))


def _plain(raw: Mapping[str, object], path: Path) -> dict[str, Tensor]:
    for wrapper in _WRAPPERS:
        inner = raw.get(wrapper)
        if isinstance(inner, Mapping):
            raw = inner
            break
    state: dict[str, Tensor] = {}
    for key, value in raw.items():
        if not isinstance(value, Tensor):
            raise ModelError(f"{path.name} is no plain set of tensors ({key} is a {type(value).__name__}).")
        name = key
        for prefix in _PREFIXES:
            name = name.removeprefix(prefix)
        state[name] = value.float() if value.is_floating_point() else value
    return state


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
