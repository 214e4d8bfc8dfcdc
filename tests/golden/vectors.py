"""The shared golden vectors: parameters filled by their rule, inputs, and what the official code returned."""

import json
import math
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from enhancer_gui.engine.networks.swin_blocks import relative_positions

_PREFIXES = ("module.",)


@dataclass(frozen=True)
class Key:
    """A tensor of a checkpoint: its rule of filling, or the key whose tensor it shares."""

    name: str
    shape: tuple[int, ...]
    dtype: str
    is_filled: bool
    rule: str
    alias: str | None


@dataclass(frozen=True)
class Golden:
    """One folder of golden vectors."""

    folder: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "_meta", json.loads((self.folder / "meta.json").read_text(encoding="utf-8")))

    @property
    def tolerance(self) -> float:
        """Largest difference that the official code shows against itself, with a margin."""
        return float(self._meta["numerics"]["suggested_atol"])  # type: ignore[attr-defined]

    @property
    def keys(self) -> list[Key]:
        rows = self._meta["keys"]  # type: ignore[attr-defined]
        return [Key(n, tuple(s), d, how == "filled", rule, alias) for n, s, d, how, rule, alias in rows]

    def state(self) -> dict[str, Tensor]:
        """Return the checkpoint, without DataParallel's prefix."""
        keys = self.keys
        filled = {key.name: self._fill(key) for key in keys if key.alias is None}
        state = {key.name: filled[key.alias or key.name] for key in keys}
        return {_without_prefix(name): tensor for name, tensor in state.items()}

    def output(self, name: str = "output.npy") -> NDArray[np.float32]:
        """Return what the official code made, (N, C, H, W)."""
        array: NDArray[np.float32] = np.load(self.folder / name)
        return array

    def network_input(self) -> Tensor:
        """Return the input of `output.npy` in 0..1."""
        return self._load(self._meta["input"]["file"])  # type: ignore[attr-defined]

    def pipeline_input(self) -> Tensor:
        """Return the input of `output_pipeline.npy`: a picture whose sides are no multiples of anything."""
        return self._load(self._meta["pipeline_input"])  # type: ignore[attr-defined]

    def spots(self, name: str = "output.npy") -> tuple[list[int], NDArray[np.float64]]:
        """Return flat places in an output and their values in float64."""
        facts = self._meta["files"][name]  # type: ignore[attr-defined]
        return facts["spot_flat_index"], np.array(facts["spot_value_float64"])

    def spot_tolerance(self) -> float:
        """Return how far a port in float64 may be off at the spots."""
        return float(self._meta["numerics"]["float64_spot_atol_if_fill_probe_matches"])  # type: ignore[attr-defined]

    def numbers_are_those_of_the_original(self) -> bool:
        """Return whether this CPU draws bit-equal random numbers; only then the float64 values hold."""
        for probe in self._meta["fill_probe"]:  # type: ignore[attr-defined]
            key = next(key for key in self.keys if key.name == probe["key"])
            first = self._fill(key).flatten()[: len(probe["first_values"])]
            if not np.array_equal(first.numpy(), np.array(probe["first_values"], dtype=np.float32)):
                return False
        return True

    def _load(self, name: str) -> Tensor:
        return torch.from_numpy(np.load(self.folder.parent / name))

    def _fill(self, key: Key) -> Tensor:
        if key.name.endswith("relative_position_index"):
            return relative_positions(math.isqrt(key.shape[0]))
        if not key.is_filled:
            return torch.zeros(key.shape, dtype=getattr(torch, key.dtype))
        generator = torch.Generator().manual_seed(zlib.crc32(key.name.encode()))
        r = torch.randn(key.shape, generator=generator)
        match key.rule:
            case "matrix":
                gain = float(self._meta["gain"])  # type: ignore[attr-defined]
                return r * (gain / math.sqrt(math.prod(key.shape[1:])))
            case "one":
                return 1 + 0.1 * r
            case "prelu":
                return 0.25 + 0.05 * r
            case "bias" | "running_mean":
                return 0.05 * r
            case "running_var":
                return 1 + 0.1 * r.abs()
        raise ValueError(f"unknown rule {key.rule} of {key.name}")


def _without_prefix(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name
