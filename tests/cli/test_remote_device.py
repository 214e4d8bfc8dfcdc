"""`--device http://host:port`: the other machine's models and presets, the same file, and no way round it unasked."""

from pathlib import Path

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.backends import far_side
from enhancer_gui.backends.transfer import Phase, Transfer
from enhancer_gui.cli.reporters import BarReporter
from enhancer_gui.core.models import Task
from enhancer_gui.storage.catalogue import Catalogue
from tests.cli.conftest import CARDS, Enhancer, make_photo
from tests.fakes import FakeBackend, fake_card
from tests.server.rig import TOKEN, serving

# The server deletes the copies of photos that were sent to it.
pytestmark = pytest.mark.changes_originals


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(far_side.FarSide.__init__, "__defaults__", ("", (0.0,)))


def test_that_cli_server_and_remote_backend_write_the_same_bytes(
    enhancer: Enhancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, here = make_photo(tmp_path / "photo.png", 90, 70), tmp_path / "here"
    here.mkdir()
    far, models = FakeBackend(), Catalogue({**CARDS, "far-x4": fake_card("far-x4", Task.UPSCALE, 4)})
    assert enhancer("run", photo, "-o", here, "--preset", "enlarge-2x").exit_code == 0
    with serving(tmp_path / "data", far, tokens=(TOKEN,), catalogue=models) as running:
        monkeypatch.setenv("ENHANCER_TOKEN", TOKEN)
        there = tmp_path / "there"
        there.mkdir()
        result = enhancer("run", photo, "-o", there, "--preset", "enlarge-2x", "--device", running.url)
        assert result.exit_code == 0, result.output
        assert "Fake CPU (127.0.0.1)" in result.stdout
        served = running.enhance(photo, preset="enlarge-2x")
        assert "127.0.0.1" not in enhancer("devices").stdout
        assert enhancer("devices", "--device", running.url, "--json").exit_code == 0
        assert "enlarge-4x" in enhancer("presets", "--device", running.url).stdout
        model = enhancer("run", photo, "-o", tmp_path / "m.png", "--model", "far-x4", "--device", running.url)
        assert model.exit_code == 0, model.output  # a model that only the far side has
    name = "photo-enlarge-2x.png"
    assert (here / name).read_bytes() == (there / name).read_bytes() == served
    assert len(far.served) > 0


def test_that_the_bar_of_a_terminal_hears_how_the_upload_goes_on(
    enhancer: Enhancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Transfer] = []
    monkeypatch.setattr(BarReporter, "show_transfer", lambda _bars, transfer: told.append(transfer))
    monkeypatch.setenv("FORCE_COLOR", "1")  # what rich takes for a terminal
    with serving(tmp_path / "data", tokens=(TOKEN,)) as running:
        photo = make_photo(tmp_path / "photo.png", 90, 70)
        result = enhancer("run", photo, "-o", tmp_path / "r.png", "--device", running.url, "--token", TOKEN)
    assert result.exit_code == 0, result.output
    sent = [transfer for transfer in told if transfer.phase is Phase.SENDING]
    assert sent and sent[-1].done_bytes == sent[-1].total_bytes > 0
    assert told[-1].phase is Phase.RECEIVING


def test_fault_35_that_nothing_is_computed_here_unless_it_was_asked_for(enhancer: Enhancer, tmp_path: Path) -> None:
    photo = make_photo(tmp_path / "photo.png")
    alone = enhancer("run", photo, "--device", "http://127.0.0.1:9")
    assert alone.exit_code == 1 and "127.0.0.1 does not answer" in alone.stderr
    assert enhancer.backend.served == []
    asked = enhancer("run", photo, "--device", "http://127.0.0.1:9", "--fallback")
    assert asked.exit_code == 0 and "This machine computes instead" in asked.output
    assert len(enhancer.backend.served) == 2


def test_that_a_wrong_token_and_no_address_are_said_in_words(enhancer: Enhancer, tmp_path: Path) -> None:
    photo = make_photo(tmp_path / "photo.png")
    with serving(tmp_path / "data", tokens=(TOKEN,)) as running:
        refused = enhancer("run", photo, "--device", running.url, "--token", "wrong", "--fallback")
        assert refused.exit_code == 1 and "does not know this token" in refused.stderr
    assert "no server's address" in enhancer("run", photo, "--device", "http://").stderr
    assert enhancer.backend.served == []
