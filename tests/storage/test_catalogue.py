import json
import pickle
from pathlib import Path

import pytest

from enhancer_gui.core.errors import MissingModel, ModelError
from enhancer_gui.core.models import Precision, Task, Tiling
from enhancer_gui.storage.catalogue import load_catalogue, weights_path


def put_card(folder: Path, model_id: str, **changes: object) -> Path:
    card = {
        "schema_version": 1,
        "id": model_id,
        "title": "Faithful 2×",
        "summary": "Twice the size.",
        "task": "upscale",
        "scale": 2,
        "architecture": "compact",
        "halo_px": 18,
        "multiple_of": 1,
        "precisions": ["fp32", "bf16"],
        "tiling": "exact",
        "weights": f"{model_id}.safetensors",
        "sha256": "ab" * 32,
        "size_bytes": 10,
        "work_per_pixel": 600_000,
        "live_channels": 200,
        "licence": "Apache-2.0",
        "source": "trained by this project",
        "training": {"steps": 1000, "data": ["a", {"b": None}]},
        "scores": [{"set": "Set5", "psnr": 37.1}],
        **changes,
    }
    path = folder / f"{model_id}.json"
    path.write_text(json.dumps({name: value for name, value in card.items() if value is not ...}), encoding="utf-8")
    return path


def test_that_a_card_is_read_without_training_and_scores(tmp_path: Path) -> None:
    put_card(tmp_path, "x2")
    catalogue = load_catalogue(tmp_path)
    assert catalogue.problems == ()
    card = catalogue.get("x2")
    assert (card.title, card.task, card.tiling) == ("Faithful 2×", Task.UPSCALE, Tiling.EXACT)
    assert card.precisions == (Precision.FP32, Precision.BF16)
    assert list(catalogue) == [card]
    assert len(catalogue) == 1


def test_that_models_are_found_by_task_and_scale(tmp_path: Path) -> None:
    put_card(tmp_path, "b2")
    put_card(tmp_path, "a2")
    put_card(tmp_path, "x4", scale=4)
    put_card(tmp_path, "sharp", task="deblur", scale=1, training=..., scores=..., schema_version=...)
    catalogue = load_catalogue(tmp_path)
    assert [card.id for card in catalogue.for_task(Task.UPSCALE, 2)] == ["a2", "b2"]
    assert [card.id for card in catalogue.for_task(Task.DEBLUR, 1)] == ["sharp"]
    assert catalogue.for_task(Task.RESTORE, 1) == []


def test_that_an_unknown_model_is_told_and_how_to_see_the_known_ones(tmp_path: Path) -> None:
    put_card(tmp_path, "x2")
    with pytest.raises(MissingModel, match="no model “x3”") as caught:
        load_catalogue(tmp_path).get("x3")
    assert "enhancer models list" in caught.value.remedy
    assert (caught.value.model_id, caught.value.can_be_had) == ("x3", False)


def test_that_a_model_that_could_be_downloaded_is_offered(tmp_path: Path) -> None:
    with pytest.raises(MissingModel, match="is not installed") as caught:
        load_catalogue(tmp_path).get("realesrgan-x4plus")
    assert "enhancer models download realesrgan-x4plus" in caught.value.remedy
    assert (caught.value.model_id, caught.value.can_be_had) == ("realesrgan-x4plus", True)


def test_that_a_missing_model_crosses_to_another_process_whole() -> None:
    error = MissingModel("Gone.", remedy="Fetch it.", model_id="x4", can_be_had=True)
    there = pickle.loads(pickle.dumps(error))
    assert (str(there), there.model_id, there.can_be_had) == ("Gone. Fetch it.", "x4", True)


@pytest.mark.parametrize(
    "changes",
    [
        {"scale": "2"},
        {"scale": 0},
        {"task": "paint"},
        {"precisions": []},
        {"sha256": "abc"},
        {"weights": "../../etc/passwd"},
        {"colour": "red"},
        {"title": ...},
        {"schema_version": 2},
    ],
)
def test_fault_36_a_broken_card_is_reported_and_hides_no_other(tmp_path: Path, changes: dict[str, object]) -> None:
    put_card(tmp_path, "good")
    put_card(tmp_path, "bad", **changes)
    catalogue = load_catalogue(tmp_path)
    assert list(catalogue.cards) == ["good"]
    (problem,) = catalogue.problems
    assert "bad.json" in problem
    assert next(iter(changes)) in problem


def test_fault_36_a_card_that_is_no_json_or_a_double_is_reported(tmp_path: Path) -> None:
    put_card(tmp_path, "good")
    (tmp_path / "rubbish.json").write_bytes(b"\xff\xfe{")
    (tmp_path / "zdouble.json").write_bytes((tmp_path / "good.json").read_bytes())
    catalogue = load_catalogue(tmp_path)
    assert list(catalogue.cards) == ["good"]
    assert len(catalogue.problems) == 2


def test_that_weights_are_found_or_said_to_be_missing_or_damaged(tmp_path: Path) -> None:
    put_card(tmp_path, "x2")
    card = load_catalogue(tmp_path).get("x2")
    with pytest.raises(ModelError, match="missing"):
        weights_path(card, tmp_path)
    (tmp_path / card.weights).write_bytes(b"x" * 9)
    with pytest.raises(ModelError, match="damaged"):
        weights_path(card, tmp_path)
    (tmp_path / card.weights).write_bytes(b"x" * 10)
    assert weights_path(card, tmp_path) == tmp_path / card.weights


def test_that_a_folder_without_cards_is_an_empty_catalogue(tmp_path: Path) -> None:
    assert len(load_catalogue(tmp_path / "none")) == 0


def test_that_every_shipped_card_is_usable() -> None:
    assert load_catalogue().problems == ()


def test_that_a_missing_model_is_looked_up_without_reading_what_is_published_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = load_catalogue(tmp_path)
    with pytest.raises(MissingModel):
        catalogue.get("of-a-friend")
    read: list[Path] = []
    monkeypatch.setattr(Path, "read_text", lambda path, *_: read.append(path))
    with pytest.raises(MissingModel) as raised:
        catalogue.get("esrgan-x4")
    assert raised.value.can_be_had
    assert read == []
