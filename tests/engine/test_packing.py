"""Packed weights: half the file, the same picture."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from enhancer_gui.core.errors import ModelError
from enhancer_gui.engine import networks
from enhancer_gui.engine.networks.drunet import DRUNet
from enhancer_gui.engine.packing import pack, unpack
from enhancer_gui.engine.weights import load_state
from enhancer_gui.training.run import export_weights


@pytest.fixture
def state() -> dict[str, Tensor]:
    """The weights of a small U-Net, with slices of very different sizes."""
    torch.manual_seed(4)
    weights = DRUNet(widths=(32, 32, 48, 48), blocks=1, unshuffle=2).state_dict()
    return {name: value * torch.logspace(-3, 1, len(value)).reshape(-1, 1, 1, 1) for name, value in weights.items()}


def test_that_no_value_moves_by_more_than_half_a_step_of_its_slice(state: dict[str, Tensor]) -> None:
    again = unpack(pack(state))
    assert again.keys() == state.keys()
    for name, value in state.items():
        largest = value.abs().flatten(1).amax(1).reshape(-1, 1, 1, 1)
        allowed = largest * (0.5 / 127 if min(value.shape[:2]) >= 32 else 2**-11) + 1e-7
        assert bool(((again[name] - value).abs() <= allowed * 1.001).all()), name


def test_that_a_packed_file_is_half_as_large_and_loads_as_any_other(state: dict[str, Tensor], tmp_path: Path) -> None:
    plain, packed = tmp_path / "plain.safetensors", tmp_path / "packed.safetensors"
    export_weights(state, plain)
    export_weights(state, packed, bits=8)
    assert packed.stat().st_size < 0.6 * plain.stat().st_size
    loaded = load_state(packed)
    assert {name: value.shape for name, value in loaded.items()} == {name: v.shape for name, v in state.items()}
    assert networks.describe(loaded).architecture == "drunet"


def test_that_an_empty_slice_stays_empty() -> None:
    kernel = torch.zeros(64, 32, 3, 3)
    kernel[1] = 1
    packed = pack({"a.weight": kernel})
    assert torch.equal(unpack(packed)["a.weight"], kernel)
    assert float(packed["a.weight::step"].min()) >= torch.finfo(torch.float32).tiny, "no subnormal number to divide by"


@pytest.mark.parametrize(
    "tensors",
    [
        {"a::step": torch.ones(4)},
        {"a": torch.ones(4, 4), "a::step": torch.ones(4)},
        {"a": torch.ones(4, 4, dtype=torch.int8), "a::step": torch.ones(3)},
    ],
)
def test_that_steps_that_fit_nothing_are_refused(tensors: dict[str, Tensor], tmp_path: Path) -> None:
    path = tmp_path / "odd.safetensors"
    save_file(tensors, path)
    with pytest.raises(ModelError, match="unknown way"):
        load_state(path)
