"""From a row of the catalogue to an installed model, through a server that misbehaves."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import DownloadError, EnhancerError, ModelError
from enhancer_gui.core.models import ModelCard
from enhancer_gui.engine.networks.compact import Compact
from enhancer_gui.jobs import model_download
from enhancer_gui.jobs.model_download import download, missing_library
from enhancer_gui.storage import download_stream, model_shelf, model_trust
from enhancer_gui.storage.catalogue import load_catalogue, weights_path
from enhancer_gui.storage.download_terms import DownloadProgress
from enhancer_gui.storage.model_entries import download_target
from enhancer_gui.storage.paths import downloads_dir
from enhancer_gui.storage.published_models import Needs, PublishedModel, Terms, load_published
from tests.storage.bad_server import Act, BadServer, bad_server


def checkpoint(seed: int = 1) -> bytes:
    torch.manual_seed(seed)
    state: dict[str, Tensor] = dict(Compact(features=4, convolutions=1, scale=4).state_dict())
    buffer = io.BytesIO()
    torch.save({"params": state}, buffer)
    return buffer.getvalue()


CONTENT = checkpoint()


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download_stream, "RETRY_WAITS_S", ())


@pytest.fixture
def server() -> Iterator[BadServer]:
    with bad_server(CONTENT) as made:
        yield made


@pytest.fixture
def row(server: BadServer) -> PublishedModel:
    return replace(
        load_published().get("realesr-general-x4v3"),
        urls=(server.url,),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        size_bytes=len(CONTENT),
    )


def silence(_progress: DownloadProgress) -> None:
    """Tell nothing."""


def fetch(row: PublishedModel, accepted: tuple[str, ...] = ()) -> ModelCard:
    return download(row, accepted, JobControl(), silence)


def test_that_a_download_becomes_a_model_that_can_be_chosen(row: PublishedModel) -> None:
    card = fetch(row)
    assert load_catalogue().get(row.id) == card
    assert (card.title, card.licence, card.twin) == (row.title, row.licence_weights, row.twin)
    origin = model_shelf.origin_of(row.id)
    assert origin is not None and origin.url == row.urls[0] and not origin.trusted_on_first_use
    model_shelf.verify(card)
    assert list(downloads_dir().iterdir()) == []


@pytest.mark.parametrize("act", [Act.CORRUPT, Act.CUT, Act.DROP, Act.GONE, Act.WEB_PAGE])
def test_fault_33_nothing_half_made_is_ever_used(row: PublishedModel, server: BadServer, act: Act) -> None:
    server.acts = [act]
    with pytest.raises(DownloadError):
        fetch(row)
    assert row.id not in load_catalogue().cards
    assert not download_target(row).exists()
    assert fetch(row).id == row.id


def test_that_a_file_without_a_checksum_is_trusted_once(row: PublishedModel, server: BadServer) -> None:
    unknown = replace(row, sha256=None, size_bytes=None)
    fetch(unknown)
    assert model_trust.trusted_sha256(row.id) == row.sha256
    origin = model_shelf.origin_of(row.id)
    assert origin is not None and origin.trusted_on_first_use
    model_shelf.remove(row.id)
    server.content = checkpoint(seed=2)
    with pytest.raises(DownloadError, match="checksum"):
        fetch(unknown)
    assert row.id not in load_catalogue().cards


def test_that_what_cannot_be_installed_is_not_trusted(row: PublishedModel, server: BadServer) -> None:
    server.content = b"<script>no weights</script>"
    with pytest.raises(ModelError):
        fetch(replace(row, sha256=None, size_bytes=None))
    assert model_trust.trusted_sha256(row.id) is None
    assert row.id not in load_catalogue().cards


def test_that_a_restricted_licence_is_asked_for_before_anything_is_contacted(
    row: PublishedModel, server: BadServer
) -> None:
    restricted = replace(row, terms=Terms.NON_COMMERCIAL, licence_weights="S-Lab License 1.0")
    with pytest.raises(ModelError, match="S-Lab License"):
        fetch(restricted)
    assert server.asked == []
    assert fetch(restricted, ("S-Lab License 1.0",)).id == restricted.id


def test_that_a_model_to_be_had_by_hand_says_where(row: PublishedModel) -> None:
    with pytest.raises(DownloadError, match="no place") as caught:
        fetch(replace(row, urls=()))
    assert row.page in caught.value.remedy


def test_that_a_missing_library_is_told_before_the_download(
    row: PublishedModel, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_download, "find_spec", lambda _name: None)
    needy = replace(row, needs=Needs.COMMUNITY)
    assert missing_library(needy) == "spandrel" and missing_library(row) == ""
    with pytest.raises(ModelError, match="spandrel") as caught:
        fetch(needy)
    assert "pip install" in caught.value.remedy and server.asked == []


def test_that_a_damaged_model_is_healed_by_downloading_it_again(row: PublishedModel) -> None:
    card = fetch(row)
    weights_path(card).write_bytes(b"damaged")
    assert fetch(row) == card
    model_shelf.verify(card)
    assert load_catalogue().own == {row.id}


def test_that_a_stopped_download_is_no_error(row: PublishedModel) -> None:
    control = JobControl()
    control.cancel()
    with pytest.raises(Cancelled):
        download(row, (), control, silence)
    assert not issubclass(Cancelled, EnhancerError)
