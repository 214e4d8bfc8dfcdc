"""The shared golden vectors: parameters filled by their rule, inputs, and what the official code returned."""

import json
import math
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypedDict

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


class Numerics(TypedDict):
    """How far a port may be off."""

    suggested_atol: float
    float64_spot_atol_if_fill_probe_matches: float


class Source(TypedDict):
    """The input of `output.npy`."""

    file: str


class Spots(TypedDict):
    """Flat places in an output, and what stands there in float64."""

    spot_flat_index: list[int]
    spot_value_float64: list[float]


class Probe(TypedDict):
    """The first numbers that the rule of filling draws for a key."""

    key: str
    first_values: list[float]


class Facts(TypedDict):
    """What is used of meta.json, where a key stands as name, shape, dtype, how it is filled, rule and alias."""

    numerics: Numerics
    keys: list[tuple[str, list[int], str, str, str, str | None]]
    input: Source
    pipeline_input: str
    files: dict[str, Spots]
    fill_probe: list[Probe]
    gain: float


@dataclass(frozen=True)
class Golden:
    """One folder of golden vectors."""

    folder: Path

    @cached_property
    def facts(self) -> Facts:
        """What stands beside the vectors."""
        facts: Facts = json.loads((self.folder / "meta.json").read_text(encoding="utf-8"))
        return facts

    @property
    def tolerance(self) -> float:
        """Largest difference that the official code shows against itself, with a margin."""
        return self.facts["numerics"]["suggested_atol"]

    @property
    def keys(self) -> list[Key]:
        rows = self.facts["keys"]
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
        return self._load(self.facts["input"]["file"])

    def pipeline_input(self) -> Tensor:
        """Return the input of `output_pipeline.npy`: a picture whose sides are no multiples of anything."""
        return self._load(self.facts["pipeline_input"])

    def spots(self, name: str = "output.npy") -> tuple[list[int], NDArray[np.float64]]:
        """Return flat places in an output and their values in float64."""
        spots = self.facts["files"][name]
        return spots["spot_flat_index"], np.array(spots["spot_value_float64"])

    def spot_tolerance(self) -> float:
        """Return how far a port in float64 may be off at the spots."""
        return self.facts["numerics"]["float64_spot_atol_if_fill_probe_matches"]

    def numbers_are_those_of_the_original(self) -> bool:
        """Return whether this CPU draws bit-equal random numbers; only then the float64 values hold."""
        for probe in self.facts["fill_probe"]:
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
                return r * (self.facts["gain"] / math.sqrt(math.prod(key.shape[1:])))
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
