"""Real published weights: our networks return what the original code made of them, alone and through the backend."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image as PillowImage

from enhancer_gui.backends.base import WorkOrder
from enhancer_gui.backends.local import LocalBackend
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.core.work import Stage, Work
from enhancer_gui.engine import networks
from enhancer_gui.engine.networks.pictures import enlarged_bicubic, halo_before_enlarging
from enhancer_gui.engine.weights import load_network, load_state
from tests.fakes import fake_card

TOLERANCE = 1e-4
"""Of full range, as the table beside the weights says."""

GENERAL, WEAK = "realesr-general-x4v3.fp16.pth", "realesr-general-wdn-x4v3.fp16.pth"
CROPPED = np.s_[:, 128:384, 128:384]
WHOLE = np.s_[:, :, :]


@pytest.fixture
def weights(shared: Path) -> Path:
    return shared / "weights"


def pixels(path: Path, mode: str = "RGB") -> NDArray[np.uint8]:
    return np.asarray(PillowImage.open(path).convert(mode))


def tensor(picture: NDArray[np.uint8]) -> torch.Tensor:
    return torch.from_numpy(picture.astype(np.float32) / 255).permute(2, 0, 1)[None]


def expected(weights: Path, name: str) -> NDArray[np.float32]:
    output: NDArray[np.float32] = np.load(weights / "golden" / name / "output.npy")
    return output


@pytest.mark.parametrize(
    ("name", "file", "crop"),
    [
        ("realesr-animevideov3", "realesr-animevideov3.pth", CROPPED),
        ("realesr-general-x4v3", GENERAL, CROPPED),
        pytest.param("realesr-general-wdn-x4v3", WEAK, CROPPED, marks=pytest.mark.slow),  # the twin in a second file
        ("dncnn_color_blind", "dncnn_color_blind.pth", WHOLE),
        ("swift-srgan-x2", "swift_srgan_2x.pth", WHOLE),
    ],
)
def test_that_published_weights_return_the_original_s_picture(
    weights: Path, name: str, file: str, crop: tuple[slice, ...]
) -> None:
    network = load_network(weights / file)
    with torch.inference_mode():
        found = network(tensor(pixels(weights / "golden" / name / "input.png")))[0].numpy()
    assert np.abs(found[crop] - expected(weights, name)).max() < TOLERANCE


def test_that_denoise_strength_one_half_is_the_original_s(weights: Path) -> None:
    mixed = networks.interpolate(load_state(weights / GENERAL), load_state(weights / WEAK), 0.5)
    name = "realesr-general-x4v3-dn0.5"
    with torch.inference_mode():
        found = networks.build(mixed)(tensor(pixels(weights / "golden" / name / "input.png")))[0].numpy()
    assert np.abs(found[CROPPED] - expected(weights, name)).max() < TOLERANCE


def test_that_networks_of_different_sizes_are_not_mixed(weights: Path) -> None:
    with pytest.raises(ModelError, match="different architectures"):
        networks.interpolate(load_state(weights / GENERAL), load_state(weights / "realesr-animevideov3.pth"), 0.5)


def test_that_vdsr_s_weights_return_the_original_s_luma(weights: Path) -> None:
    luma = pixels(weights / "golden" / "vdsr-x2" / "input.png", "YCbCr")[:, :, 0].astype(np.float32) / 255
    network = networks.build(load_state(weights / "vdsr_state_dict.pth"))
    with torch.inference_mode():
        found = network(torch.from_numpy(luma)[None, None])[0, 0].numpy()
    assert np.abs(found - expected(weights, "vdsr-x2")).max() < TOLERANCE


def test_that_srcnn_s_weights_return_the_original_s_luma(weights: Path) -> None:
    """The authors' script repeats edge pixels before each layer, so the outermost eight pixels are its own."""
    rgb = pixels(weights / "golden" / "srcnn-955-x4" / "input.png").astype(np.float64)
    luma = (16 + (rgb * (65.481, 128.553, 24.966)).sum(2) / 255) / 255
    network = networks.build(load_state(weights / "srcnn_955_x4.pth"))
    with torch.inference_mode():
        found = network(torch.from_numpy(luma.astype(np.float32))[None, None])[0, 0].numpy()
    inner = np.s_[8:-8, 8:-8]
    assert np.abs(found - expected(weights, "srcnn-955-x4"))[inner].max() < TOLERANCE


def card(file: Path, task: Task, scale: int) -> ModelCard:
    """Return the card an import would make."""
    facts = networks.describe(load_state(file))
    halo_px = halo_before_enlarging(facts, scale) if facts.scales else facts.halo_px
    return replace(
        fake_card(file.stem, task, scale),
        halo_px=halo_px,
        multiple_of=facts.multiple_of,
        tiling=facts.tiling,
        window_px=facts.window_px,
        precisions=facts.precisions,
        weights=file.name,
    )


def enhance(weights: Path, stage: Stage, photo: Image, tile_px: int) -> NDArray[np.float32]:
    """Return the photo computed by the local backend, tile by tile."""
    scale = stage.card.scale
    work = Work((stage,), (photo.width, photo.height), (photo.width * scale, photo.height * scale))
    plan = work.tile_plan(tile_px)
    backend = LocalBackend(lambda model: load_network(weights / model.weights, scale=model.scale))
    order = WorkOrder(photo, work, plan, tuple(range(len(plan))), "fp32")
    whole = np.empty((photo.height * scale, photo.width * scale, 3), dtype=np.float32)
    for tile in backend.enhance(order, "cpu", JobControl()):
        whole[tile.tile.core.scaled(scale).slices()] = tile.samples
    return whole


ENHANCED = [
    ("realesr-animevideov3", "realesr-animevideov3.pth", 4),
    ("dncnn_color_blind", "dncnn_color_blind.pth", 1),
    ("swift-srgan-x2", "swift_srgan_2x.pth", 2),
]


@pytest.mark.parametrize(("name", "file", "scale"), ENHANCED)
def test_that_tiles_of_a_photo_join_to_the_original_s_picture(weights: Path, name: str, file: str, scale: int) -> None:
    """Inside the receptive field's reach of the edge: beyond the photo the original sees zeros, we a reflection."""
    photo = Image(pixels(weights / "golden" / name / "input.png"))
    stage = Stage(card(weights / file, Task.UPSCALE if scale > 1 else Task.RESTORE, scale))
    found = enhance(weights, stage, photo, 96)
    output = expected(weights, name).transpose(1, 2, 0)
    if name == "realesr-animevideov3":
        found = found[128:384, 128:384]
        edge = 1
    else:
        edge = stage.card.halo_px * scale
    inner = np.s_[edge:-edge, edge:-edge]
    assert np.abs(found - np.clip(output, 0, 1))[inner].max() < TOLERANCE


def test_that_a_denoise_strength_reaches_the_pixels_of_a_photo(weights: Path) -> None:
    photo = Image(pixels(weights / "golden" / "realesr-general-x4v3-dn0.5" / "input.png")[:64, :64])
    general, twin = (card(weights / file, Task.UPSCALE, 4) for file in (GENERAL, WEAK))
    found = {
        denoise: enhance(
            weights, Stage(replace(general, sha256="g"), 1.0, denoise, replace(twin, sha256="t")), photo, 64
        )
        for denoise in (0.0, 0.5, 1.0)
    }
    roughness = {denoise: float(np.abs(np.diff(picture, axis=0)).mean()) for denoise, picture in found.items()}
    assert roughness[0.0] > roughness[0.5] > roughness[1.0]


@pytest.mark.parametrize(("file", "scale"), [("vdsr_state_dict.pth", 2), ("srcnn_955_x4.pth", 4)])
def test_that_luma_networks_beat_bicubic_and_leave_the_colours(weights: Path, file: str, scale: int) -> None:
    """A photo shrunk by bicubic interpolation comes back nearer to itself, and its chroma is the enlargement's."""
    truth = pixels(weights / "golden" / "realesr-general-x4v3" / "input.png")
    small = PillowImage.fromarray(truth).resize(
        (truth.shape[1] // scale, truth.shape[0] // scale), PillowImage.Resampling.BICUBIC
    )
    pixels_small = np.asarray(small)
    photo = Image(pixels_small)
    found = enhance(weights, Stage(card(weights / file, Task.UPSCALE, scale)), photo, 40)
    bicubic = enlarged_bicubic(tensor(pixels_small), scale)[0].permute(1, 2, 0).numpy()
    inner = np.s_[16:-16, 16:-16]
    before, after = (float(((p - truth / 255.0)[inner] ** 2).mean()) for p in (bicubic, found))
    assert after < 0.85 * before, "0.7 dB at least"
    change = (found - bicubic)[inner]
    inside = np.abs(found[inner] - 0.5).max(axis=2) < 0.49
    assert float(np.abs(change - change.mean(axis=2, keepdims=True))[inside].max()) < 1e-3


def test_that_a_pickled_module_is_refused_with_the_reason(weights: Path) -> None:
    with pytest.raises(ModelError, match="more than plain tensors"):
        load_state(weights / "vdsr_model_epoch_50.pth")
