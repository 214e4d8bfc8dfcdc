"""Importing weights: recognised by their keys, converted once, tried, and never run as code."""

import os
import pickle
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.models import Task, Tiling
from enhancer_gui.engine import conversion
from enhancer_gui.engine.networks.compact import Compact
from enhancer_gui.engine.networks.drunet import DRUNet, initialise_as_identity
from enhancer_gui.engine.networks.srcnn import SRCNN
from enhancer_gui.jobs.model_import import Imported, Wishes, import_file
from enhancer_gui.storage import model_shelf
from enhancer_gui.storage.catalogue import load_catalogue, weights_path
from enhancer_gui.storage.model_cards import read_card
from enhancer_gui.storage.paths import models_dir
from enhancer_gui.storage.published_models import PublishedModels
from tests.jobs import evil_files


def compact_state(scale: int = 2, seed: int = 1) -> dict[str, Tensor]:
    torch.manual_seed(seed)
    return dict(Compact(features=8, convolutions=2, scale=scale).state_dict())


def imported(file: Path, **wishes: object) -> Imported:
    return import_file(file, Wishes(**wishes), published=PublishedModels({}))  # type: ignore[arg-type]


def own_files() -> list[str]:
    return sorted(path.name for path in models_dir().iterdir())


WRAPPERS: dict[str, Callable[[dict[str, Tensor]], object]] = {
    "bare": lambda state: state,
    "params": lambda state: {"params": state},
    "params_ema": lambda state: {"params": compact_state(seed=9), "params_ema": state},
    "state_dict": lambda state: {"state_dict": state, "epoch": 3},
    "model": lambda state: {"model": {f"module.{key}": value for key, value in state.items()}},
}


@pytest.mark.parametrize("suffix", [".pth", ".pt", ".ckpt"])
@pytest.mark.parametrize("wrapper", list(WRAPPERS))
def test_that_wrapped_checkpoints_become_one_model(tmp_path: Path, wrapper: str, suffix: str) -> None:
    file = tmp_path / f"My model{suffix}"
    torch.save(WRAPPERS[wrapper](compact_state()), file)
    done = imported(file)
    assert (done.card.id, done.card.title, done.is_new) == ("my-model", "My model", True)
    kept = load_file(weights_path(done.card))
    assert kept.keys() == compact_state().keys()
    assert all(torch.equal(kept[key], value) for key, value in compact_state().items())


def test_that_a_card_holds_what_the_keys_tell(tmp_path: Path) -> None:
    torch.save(compact_state(scale=4), tmp_path / "four.pth")
    card = imported(tmp_path / "four.pth").card
    assert (card.scale, card.task, card.architecture, card.tiling) == (4, Task.UPSCALE, "compact", Tiling.EXACT)
    assert card.halo_px > 0 and card.work_per_pixel > 1000 and card.licence == "not stated"
    assert load_catalogue().get("four") == card
    facts = read_card(models_dir() / "four.json").facts
    assert facts["architecture"] == "compact" and isinstance(facts["parameters"], int)


def test_that_work_is_counted_as_training_counts_it(tmp_path: Path) -> None:
    torch.save(compact_state(), tmp_path / "two.pth")
    weights = sum(value.numel() for key, value in compact_state().items() if value.dim() == 4)
    assert imported(tmp_path / "two.pth").card.work_per_pixel == pytest.approx(weights, rel=0.01)


def test_that_equal_content_is_one_model_whatever_it_is_called(tmp_path: Path) -> None:
    torch.save({"params": compact_state()}, tmp_path / "one.pth")
    save_file(compact_state(), tmp_path / "two.safetensors")
    first, second = imported(tmp_path / "one.pth"), imported(tmp_path / "two.safetensors")
    assert second.card == first.card and not second.is_new
    assert own_files() == ["one.json", "one.safetensors"]


def test_that_importing_again_takes_the_new_title_and_heals_the_weights(tmp_path: Path) -> None:
    torch.save(compact_state(), tmp_path / "one.pth")
    card = imported(tmp_path / "one.pth").card
    weights_path(card).write_bytes(b"damaged")
    again = imported(tmp_path / "one.pth", title="Better", licence="MIT")
    assert (again.card.id, again.card.title, again.card.licence) == ("one", "Better", "MIT")
    model_shelf.verify(again.card)


def test_that_a_shipped_model_is_known_again() -> None:
    shipped = load_catalogue().get("faithful-x2")
    done = imported(weights_path(shipped), title="Mine")
    assert done.card == shipped and not done.is_new
    assert own_files() == []


def test_that_another_model_of_the_same_name_gets_a_number(tmp_path: Path) -> None:
    for seed, folder in ((1, "a"), (2, "b")):
        (tmp_path / folder).mkdir()
        torch.save(compact_state(seed=seed), tmp_path / folder / "net.pth")
    assert [imported(tmp_path / folder / "net.pth").card.id for folder in ("a", "b")] == ["net", "net-2"]


def test_that_the_user_s_words_come_first(tmp_path: Path) -> None:
    network = DRUNet(widths=(4, 4, 4, 4), blocks=1)
    initialise_as_identity(network)
    torch.save(network.state_dict(), tmp_path / "sharp.pth")
    card = imported(tmp_path / "sharp.pth", title="Sharp", licence="MIT", task=Task.DEBLUR).card
    assert (card.title, card.licence, card.task, card.scale) == ("Sharp", "MIT", Task.DEBLUR, 1)


def test_that_a_task_that_contradicts_the_scale_is_refused(tmp_path: Path) -> None:
    torch.save(compact_state(), tmp_path / "one.pth")
    with pytest.raises(ModelError, match="enlarges 2 times") as caught:
        imported(tmp_path / "one.pth", task=Task.DEBLUR)
    assert "upscale" in caught.value.remedy
    assert own_files() == []


@pytest.mark.parametrize(
    ("name", "wanted", "scale"), [("srcnn.pth", None, 2), ("srcnn_x3.pth", None, 3), ("srcnn_x3.pth", 4, 4)]
)
def test_that_a_scale_that_the_keys_leave_open_is_chosen(
    tmp_path: Path, name: str, wanted: int | None, scale: int
) -> None:
    torch.save(SRCNN().state_dict(), tmp_path / name)
    assert imported(tmp_path / name, scale=wanted).card.scale == scale


def test_that_an_impossible_scale_is_refused(tmp_path: Path) -> None:
    torch.save(compact_state(), tmp_path / "one.pth")
    with pytest.raises(ModelError, match="cannot enlarge 4 times") as caught:
        imported(tmp_path / "one.pth", scale=4)
    assert "2×" in caught.value.remedy


def test_that_twins_must_be_of_one_kind(tmp_path: Path) -> None:
    for seed, scale, name in ((1, 2, "loud"), (2, 2, "quiet"), (3, 4, "large")):
        torch.save(compact_state(scale, seed), tmp_path / f"{name}.pth")
    imported(tmp_path / "loud.pth")
    assert imported(tmp_path / "quiet.pth", twin="loud").card.twin == "loud"
    with pytest.raises(ModelError, match="twin"):
        imported(tmp_path / "large.pth", twin="loud")


@pytest.mark.parametrize("kind", evil_files.KINDS, ids=lambda kind: kind.__name__)
def test_fault_32_a_malicious_file_leaves_no_trace(tmp_path: Path, kind: Callable[[Path, Path], None]) -> None:
    trace = tmp_path / "trace"
    (tmp_path / "in").mkdir()
    kind(tmp_path / "in" / "model.pth", trace)
    (file,) = (tmp_path / "in").iterdir()
    with pytest.raises(ModelError) as caught:
        imported(file)
    assert caught.value.remedy
    assert not trace.exists()
    assert own_files() == []


def test_that_the_malicious_files_are_malicious(tmp_path: Path) -> None:
    evil_files.system_call(tmp_path / "model.pth", tmp_path / "trace")
    pickle.loads((tmp_path / "model.pth").read_bytes())
    (tmp_path / "trace").unlink()
    evil_files.attribute_chain(tmp_path / "chain.pth", tmp_path / "trace")
    pickle.loads((tmp_path / "chain.pth").read_bytes())
    assert (tmp_path / "trace").exists()


def test_fault_32_a_pickled_program_object_is_refused_with_the_reason(tmp_path: Path) -> None:
    torch.save({"model": Compact(features=4, convolutions=1, scale=2)}, tmp_path / "whole.pth")
    with pytest.raises(ModelError, match="refused"):
        imported(tmp_path / "whole.pth")
    assert own_files() == []


def test_fault_32_the_published_vdsr_object_is_refused(shared: Path) -> None:
    with pytest.raises(ModelError, match="refused") as caught:
        imported(shared / "weights" / "vdsr_model_epoch_50.pth")
    assert "state dict" in caught.value.remedy
    assert own_files() == []


def test_fault_32_an_old_torch_reads_no_pickles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch.save(compact_state(), tmp_path / "one.pth")
    save_file(compact_state(), tmp_path / "one.safetensors")
    monkeypatch.setattr(torch, "__version__", "2.9.1+cpu")
    with pytest.raises(ModelError, match="cannot be read safely") as caught:
        imported(tmp_path / "one.pth")
    assert 'pip install --upgrade "torch>=2.10"' in caught.value.remedy and "safetensors" in caught.value.remedy
    assert imported(tmp_path / "one.safetensors").is_new


def test_that_what_a_killed_import_left_is_swept(tmp_path: Path) -> None:
    left = model_shelf.room_for_weights("import")
    os.utime(left, (0, 0))
    torch.save(compact_state(), tmp_path / "one.pth")
    imported(tmp_path / "one.pth")
    assert own_files() == ["one.json", "one.safetensors"]


def test_fault_32_torchscript_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "script.pt", "w") as archive:
        archive.writestr("script/data.pkl", pickle.dumps({}, protocol=2))
        archive.writestr("script/code/__torch__.py", "def forward(self): ...")
        archive.writestr("script/constants.pkl", pickle.dumps((), protocol=2))
        archive.writestr("script/version", "3\n")
    with pytest.raises(ModelError):
        imported(tmp_path / "script.pt")


@pytest.mark.parametrize(
    "content", [b"", b"not weights at all", b"PK\x03\x04broken", b"\x80\x02}q\x00.", b"\xff" * 4096]
)
@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
def test_that_rubbish_is_refused_in_words(tmp_path: Path, content: bytes, suffix: str) -> None:
    file = tmp_path / f"rubbish{suffix}"
    file.write_bytes(content)
    with pytest.raises(ModelError):
        imported(file)
    assert own_files() == []


def test_fault_15_a_damaged_checkpoint_raises_nothing_but_words(tmp_path: Path) -> None:
    torch.save(compact_state(), tmp_path / "good.pth")
    whole = bytearray((tmp_path / "good.pth").read_bytes())
    dice = random.Random(7)
    for _ in range(20):
        broken = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        (tmp_path / "broken.pth").write_bytes(broken[: dice.randint(1, len(broken))])
        try:
            card = imported(tmp_path / "broken.pth").card
        except ModelError:
            continue
        model_shelf.remove(card.id)


def test_that_a_file_of_no_known_network_is_told(tmp_path: Path) -> None:
    torch.save({"strange.weight": torch.zeros(3)}, tmp_path / "strange.pth")
    with pytest.raises(ModelError, match="no network known"):
        imported(tmp_path / "strange.pth")


def test_that_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no file"):
        imported(tmp_path / "gone.pth")


def test_that_a_model_that_returns_no_picture_is_not_taken(tmp_path: Path) -> None:
    state = compact_state()
    state["body.0.weight"] = torch.full_like(state["body.0.weight"], torch.nan)
    torch.save(state, tmp_path / "nan.pth")
    with pytest.raises(ModelError, match="tried") as caught:
        imported(tmp_path / "nan.pth")
    assert "finite" in caught.value.detail
    assert own_files() == []


def test_fault_01_a_full_disk_leaves_no_half_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_state: object, _target: object) -> None:
        raise OSError(28, "No space left on device")

    torch.save(compact_state(), tmp_path / "one.pth")
    monkeypatch.setattr(conversion, "save_file", full)
    with pytest.raises(ModelError, match="cannot be written"):
        imported(tmp_path / "one.pth")
    assert own_files() == []


def test_that_a_published_file_is_known_by_its_checksum(shared: Path) -> None:
    done = import_file(shared / "weights" / "realesr-animevideov3.pth")
    assert (done.card.id, done.card.licence) == ("realesr-animevideov3", "BSD-3-Clause")
    origin = model_shelf.origin_of(done.card.id)
    assert origin is not None and origin.published_id == "realesr-animevideov3" and not origin.trusted_on_first_use
