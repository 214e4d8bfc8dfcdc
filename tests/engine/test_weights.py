"""Weights files: safe to open, and recognised by their keys alone."""

import pickle
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.models import Precision
from enhancer_gui.engine import networks
from enhancer_gui.engine.networks.compact import Compact, initialise_as_residual
from enhancer_gui.engine.networks.drunet import DRUNet, initialise_as_identity
from enhancer_gui.engine.weights import load_state


class Evil:
    """A pickle that writes a file when it is loaded."""

    def __init__(self, sentinel: Path) -> None:
        self.sentinel = sentinel

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.sentinel,)


@pytest.mark.parametrize("wrapped", [False, True])
def test_fault_32_that_a_hostile_pickle_is_refused_and_does_not_run(tmp_path: Path, wrapped: bool) -> None:
    sentinel, weights = tmp_path / "ran", tmp_path / "evil.pth"
    evil = Evil(sentinel)
    if wrapped:
        torch.save({"params": evil}, weights)
    else:
        weights.write_bytes(pickle.dumps(evil))
    with pytest.raises(ModelError, match=r"evil.pth .* refused"):
        load_state(weights)
    assert not sentinel.exists()


@pytest.mark.parametrize("content", [b"", b"\x08\x00\x00\x00\x00\x00\x00\x00nonsense", b"\xff" * 64])
def test_that_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"broken\.safetensors"):
        load_state(path)


def test_that_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    save_file({"a": torch.zeros(1)}, path)
    with pytest.raises(ModelError, match="checksum"):
        load_state(path, sha256="0" * 64)


def test_that_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        load_state(tmp_path / "none.safetensors")


@pytest.mark.parametrize(
    ("network", "halo_px", "multiple_of"),
    [
        (Compact(features=6, convolutions=3, scale=2), 5, 1),
        (Compact(features=6, convolutions=1, scale=4), 3, 1),
        (DRUNet(widths=(4, 5, 6, 7), blocks=2), 104, 8),
    ],
)
def test_that_keys_alone_tell_the_network(network: torch.nn.Module, halo_px: int, multiple_of: int) -> None:
    state = network.state_dict()
    facts = networks.describe(state)
    assert (facts.halo_px, facts.multiple_of) == (halo_px, multiple_of)
    x = torch.rand(1, 3, 16, 24)
    with torch.inference_mode():
        assert torch.equal(networks.build(state)(x), network.eval()(x))


def test_that_unknown_or_unfitting_keys_are_named() -> None:
    with pytest.raises(ModelError, match="no network known here"):
        networks.describe({"encoder.weight": torch.zeros(1)})
    state = Compact(features=4, convolutions=1, scale=2).state_dict()
    state["body.2.bias"] = torch.zeros(9)
    with pytest.raises(ModelError, match="do not fit the compact"):
        networks.build(state)


def test_that_lower_precision_touches_only_what_the_network_adds() -> None:
    """A bf16 copy of an identity returns the photo to float32's accuracy."""
    torch.manual_seed(0)
    x = torch.rand(1, 3, 32, 32)
    drunet = DRUNet(widths=(8, 8, 8, 8), blocks=1)
    initialise_as_identity(drunet)
    for level in (drunet.m_up1, drunet.m_up2, drunet.m_up3, drunet.m_down1):
        for parameter in level.parameters():
            parameter.data.zero_()
    compact = Compact(features=8, convolutions=1, scale=2)
    initialise_as_residual(compact)
    list(compact.body)[-1].weight.data.zero_()  # type: ignore[operator]
    with torch.inference_mode():
        copied = networks.to_precision(drunet, Precision.BF16)(x)
        assert (copied - drunet(x)).abs().max() < 1e-5
        enlarged = networks.to_precision(compact, Precision.BF16)(x)
        assert torch.equal(enlarged[:, :, ::2, ::2], x)
