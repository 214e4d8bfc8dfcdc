"""The user's own models on disk: whole or not at all, apart from those that came with the program."""

import errno
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from enhancer_gui.core.errors import ConfigError, ModelError
from enhancer_gui.core.models import ModelCard, Task
from enhancer_gui.storage import model_shelf, model_trust
from enhancer_gui.storage.catalogue import load_catalogue, weights_path
from enhancer_gui.storage.download_record import part_of
from enhancer_gui.storage.model_cards import Origin
from enhancer_gui.storage.model_entries import ModelEntry, ModelState, download_target, list_entries
from enhancer_gui.storage.paths import models_dir
from enhancer_gui.storage.published_models import load_published
from tests.fakes import fake_card

CONTENT = b"weights"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def shelve(model_id: str = "mine", task: Task = Task.UPSCALE, scale: int = 2, published_id: str = "") -> ModelCard:
    card = replace(
        fake_card(model_id, task, scale), weights=f"{model_id}.safetensors", sha256=SHA256, size_bytes=len(CONTENT)
    )
    part = model_shelf.room_for_weights(model_id)
    part.write_bytes(CONTENT)
    model_shelf.put(card, part, {"variant": "small"}, Origin("mine.pth", "cd" * 32, published_id=published_id))
    return card


def entries() -> dict[str, ModelEntry]:
    return {entry.id: entry for entry in list_entries(load_catalogue(), load_published())}


def test_that_a_model_of_ones_own_joins_the_shipped_ones() -> None:
    card = shelve()
    catalogue = load_catalogue()
    assert catalogue.get("mine") == card and catalogue.own == {"mine"}
    assert weights_path(card).read_bytes() == CONTENT
    assert "faithful-x2" in catalogue.cards and catalogue.problems == ()
    origin = model_shelf.origin_of("mine")
    assert origin is not None and origin.file == "mine.pth"
    assert [path.name for path in models_dir().iterdir() if path.suffix == ".part"] == []


def test_that_a_model_of_ones_own_never_displaces_a_shipped_one() -> None:
    shelve("a-first")
    assert [card.id for card in load_catalogue().for_task(Task.UPSCALE, 2)] == ["faithful-x2", "a-first"]


def test_fault_36_a_broken_card_is_left_out_with_a_sentence() -> None:
    shelve()
    (models_dir() / "broken.json").write_text('{"id": "broken"}', encoding="utf-8")
    (models_dir() / "faithful-x2.json").write_bytes(
        (models_dir() / "mine.json").read_bytes().replace(b'"mine"', b'"faithful-x2"')
    )
    catalogue = load_catalogue()
    assert catalogue.own == {"mine"}
    assert len(catalogue.problems) == 2 and "broken.json" in catalogue.problems[0]
    assert weights_path(catalogue.get("faithful-x2")).parent != models_dir()


def test_that_ids_are_made_of_names_and_never_taken() -> None:
    shelve("my-photo_model")
    assert model_shelf.free_id("My Photo_Model") == "my-photo_model-2"
    assert model_shelf.free_id("faithful-x2") == "faithful-x2-2"
    assert model_shelf.free_id("照片") == "model"
    assert model_shelf.free_id("../../etc/passwd") == "etc-passwd"


def test_that_words_of_a_card_can_be_changed_and_facts_stay() -> None:
    shelve()
    card = model_shelf.edit("mine", title="Better", licence="MIT")
    assert load_catalogue().get("mine") == card
    assert (card.title, card.licence, card.sha256) == ("Better", "MIT", SHA256)
    assert model_shelf.edit("mine", title="") == card
    origin = model_shelf.origin_of("mine")
    assert origin is not None and origin.sha256 == "cd" * 32


def test_that_a_model_is_removed_with_its_weights() -> None:
    card = shelve()
    assert model_shelf.used_bytes() > len(CONTENT)
    model_shelf.remove("mine")
    assert "mine" not in load_catalogue().cards
    assert not (models_dir() / card.weights).exists()
    assert model_shelf.used_bytes() == 0


@pytest.mark.parametrize("model_id", ["faithful-x2", "nobody"])
def test_that_only_ones_own_models_are_changed(model_id: str) -> None:
    for change in (model_shelf.remove, model_shelf.edit):
        with pytest.raises(ModelError) as caught:
            change(model_id)
        assert caught.value.remedy
    assert "faithful-x2" in load_catalogue().cards


def test_that_damaged_weights_are_found() -> None:
    card = shelve()
    model_shelf.verify(card)
    (models_dir() / card.weights).write_bytes(b"Weights")
    with pytest.raises(ModelError, match="damaged"):
        model_shelf.verify(card)
    (models_dir() / card.weights).unlink()
    with pytest.raises(ModelError, match="missing"):
        model_shelf.verify(card)


def test_that_shipped_weights_are_as_their_cards_say() -> None:
    shipped = list(load_catalogue())
    assert shipped
    for card in shipped:
        model_shelf.verify(card)


def test_that_fresh_weights_take_the_place_of_lost_ones() -> None:
    card = shelve()
    (models_dir() / card.weights).unlink()
    part = model_shelf.room_for_weights("import")
    part.write_bytes(CONTENT)
    model_shelf.renew_weights(card, part)
    model_shelf.verify(card)


def test_fault_01_a_full_disk_leaves_no_half_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _text: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("enhancer_gui.storage.model_cards.write_text_atomic", full)
    with pytest.raises(ModelError, match="cannot be installed"):
        shelve()
    assert "mine" not in load_catalogue().cards


def test_that_a_checksum_is_trusted_once_and_kept() -> None:
    assert model_trust.trusted_sha256("x") is None
    model_trust.trust("x", SHA256)
    model_trust.trust("y", "cd" * 32)
    assert model_trust.trusted_sha256("x") == SHA256
    assert load_catalogue().problems == ()


def test_fault_36_damaged_trust_is_told_and_not_guessed() -> None:
    (models_dir().parent / model_trust.FILE_NAME).write_text('{"x": "short"}', encoding="utf-8")
    with pytest.raises(ConfigError, match="checksums"):
        model_trust.trusted_sha256("x")


def test_that_every_model_is_listed_once_with_its_state() -> None:
    row = load_published().get("realesr-animevideov3")
    shelve("my-anime", scale=4, published_id=row.id)
    part_of(download_target(load_published().get("esrgan-x4"))).write_bytes(b"12345")
    found = entries()
    assert found["faithful-x2"].state is ModelState.EMBEDDED
    assert found["my-anime"].state is ModelState.INSTALLED and found["my-anime"].row == row
    assert row.id not in found
    assert (found["esrgan-x4"].state, found["esrgan-x4"].arrived_bytes) == (ModelState.PAUSED, 5)
    assert found["swinir-m-x4"].state is ModelState.AVAILABLE
    assert found["vdsr"].state is ModelState.BY_HAND
    assert found["nafnet-gopro-width64"].is_checksum_unknown and not found["vdsr"].is_checksum_unknown


def test_that_a_model_with_lost_weights_is_listed_as_broken() -> None:
    card = shelve()
    (models_dir() / card.weights).unlink()
    entry = entries()["mine"]
    assert entry.state is ModelState.BROKEN
    assert "missing" in entry.problem and "again" in entry.problem
