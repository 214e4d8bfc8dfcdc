"""Networks through spandrel: optional, beside a broken torchvision too, and never a surprise."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.models import Precision, Tiling
from enhancer_gui.engine import networks
from enhancer_gui.engine.networks import community

SPANDREL = """
from enum import Enum
from types import SimpleNamespace
import torch
from torchvision.transforms.functional import InterpolationMode, normalize, rotate

class ModelTiling(Enum):
    SUPPORTED = 1
    DISCOURAGED = 2
    INTERNAL = 3

class UnsupportedModelError(Exception):
    pass

class ImageModelDescriptor:
    def __init__(self, state, channels, tiling):
        self.model = torch.nn.Conv2d(3, 12, 3, padding=1)
        self.model.load_state_dict(state)
        self.architecture = SimpleNamespace(id="Toy Net", name="Toy Net")
        self.tags, self.scale, self.tiling = ["12nf"], 2, tiling
        self.input_channels = self.output_channels = channels
        self.supports_half, self.supports_bfloat16 = False, True
        self.size_requirements = SimpleNamespace(multiple_of=4)

    def __call__(self, image):
        centred = normalize(image, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5])
        return torch.nn.functional.pixel_shuffle(self.model(centred), 2)

class Registry:
    def load(self, state):
        if "toy.weight" not in state:
            raise UnsupportedModelError
        inner = {"weight": state["toy.weight"], "bias": state["toy.bias"]}
        tiling = ModelTiling.INTERNAL if "whole" in state else ModelTiling.SUPPORTED
        return ImageModelDescriptor(inner, 1 if "grey" in state else 3, tiling)

MAIN_REGISTRY = Registry()
"""
"""As little of spandrel as is used, with its import of torchvision."""

BROKEN_TORCHVISION = 'raise RuntimeError("operator torchvision::nms does not exist")'


def forget() -> None:
    community._spandrel.cache_clear()
    for name in [name for name in sys.modules if name.split(".")[0] in ("spandrel", "torchvision")]:
        del sys.modules[name]


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "spandrel").mkdir()
    (tmp_path / "spandrel" / "__init__.py").write_text(SPANDREL)
    (tmp_path / "torchvision").mkdir()
    (tmp_path / "torchvision" / "__init__.py").write_text(BROKEN_TORCHVISION)
    monkeypatch.syspath_prepend(tmp_path)
    forget()
    yield
    forget()


def state(**extra: torch.Tensor) -> dict[str, torch.Tensor]:
    torch.manual_seed(0)
    return {"toy.weight": torch.rand(12, 3, 3, 3), "toy.bias": torch.zeros(12), **extra}


@pytest.mark.usefixtures("toy")
def test_that_a_network_loads_beside_a_torchvision_that_fails_to_import() -> None:
    facts = networks.describe(state())
    assert "torchvision" not in sys.modules, "the stand-in must not be found by anybody else"
    assert (facts.architecture, facts.scale, facts.variant) == ("community-toy-net", 2, "12nf")
    assert (facts.tiling, facts.multiple_of) == (Tiling.BLENDED, 4)
    assert facts.precisions == (Precision.FP32, Precision.BF16)
    network = networks.for_pictures(networks.build(state(), facts), facts)
    x = torch.rand(1, 3, 8, 12)
    with torch.inference_mode():
        expected = torch.nn.functional.conv2d(2 * x - 1, state()["toy.weight"], padding=1)
        assert torch.allclose(network(x), torch.nn.functional.pixel_shuffle(expected, 2), atol=1e-5)
        half = networks.to_precision(network, Precision.BF16)
        assert half(x).dtype == torch.bfloat16 and network(x).dtype == torch.float32


@pytest.mark.usefixtures("toy")
def test_that_a_network_that_must_not_be_tiled_gets_the_whole_picture() -> None:
    facts = networks.describe(state(whole=torch.zeros(1)))
    assert (facts.tiling, facts.window_px) == (Tiling.WHOLE, community.LARGEST_WHOLE_PX)


@pytest.mark.usefixtures("toy")
def test_that_what_no_step_can_use_is_refused_in_words() -> None:
    with pytest.raises(ModelError, match="Toy Net networks do not turn a colour picture"):
        networks.describe(state(grey=torch.zeros(1)))
    with pytest.raises(ModelError, match="no network known here"):
        networks.describe({"other.weight": torch.zeros(1)})


def test_that_without_spandrel_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(community, "_spandrel", lambda: None)
    with pytest.raises(ModelError, match=r"no network known here.*enhancer-gui\[community\]"):
        networks.describe({"other.weight": torch.zeros(1)})


def test_that_the_real_spandrel_loads_one_of_its_networks() -> None:
    pytest.importorskip("spandrel", reason="The community extra is not installed.")
    spandrel = community._spandrel()
    assert spandrel is not None
    from spandrel.architectures.SPAN import SPAN

    published = SPAN(num_in_ch=3, num_out_ch=3, feature_channels=16, upscale=2).state_dict()
    facts = networks.describe(published)
    assert (facts.architecture, facts.scale) == ("community-span", 2)
    with torch.inference_mode():
        assert networks.build(published, facts)(torch.rand(1, 3, 17, 21)).shape == (1, 3, 34, 42)
