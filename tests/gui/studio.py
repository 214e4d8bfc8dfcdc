"""A machine in the next room, as a window finds and uses it: a real server on the loopback."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.backends import far_places
from enhancer_gui.backends.far_side import FarSide
from enhancer_gui.core.models import Task
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.dialogs.machine_dialog import MachineDialog
from enhancer_gui.gui.panels.facts import StatusFacts
from enhancer_gui.gui.panels.filmstrip_row import FilmstripRow
from enhancer_gui.storage.catalogue import Catalogue
from tests.fakes import FakeBackend, fake_card, fake_catalogue
from tests.gui.rig import Rig
from tests.server.rig import TOKEN, Running, serving


@dataclass
class Studio:
    """A machine in the next room: a server with a model of its own, and what it has computed."""

    running: Running
    backend: FakeBackend

    @property
    def url(self) -> str:
        return self.running.url


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    far = FakeBackend()
    cards = {**fake_catalogue().cards, "far-x4": fake_card("far-x4", Task.UPSCALE, 4)}
    with serving(tmp_path / "data", far, tokens=(TOKEN,), catalogue=Catalogue(cards)) as running:
        yield Studio(running, far)
        far.gate.set()


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask again at once, with a connection for each request so that each meets its own fault."""
    make = FarSide.__init__

    def hasty(far: FarSide, *arguments: object, **named: object) -> None:
        make(far, *arguments, **named)  # type: ignore[arg-type]
        far._waits_s = (0.0,)
        far.client.headers["Connection"] = "close"

    monkeypatch.setattr(FarSide, "__init__", hasty)
    monkeypatch.setattr(far_places, "FIRST_WAITS_S", (0.0,))


def open_dialog(rig: Rig) -> MachineDialog:
    rig.wait(lambda: bool(rig.controller.presets.presets))
    rig.window.actions_by_command[Command.MACHINES].trigger()
    return rig.dialog(MachineDialog)


def probed(rig: Rig, address: str, token: str = TOKEN) -> MachineDialog:
    """Type a machine, press Test and wait for the answer."""
    dialog = open_dialog(rig)
    dialog.address.setText(address)
    dialog.token.setText(token)
    dialog.test.click()
    rig.wait(dialog.test.isEnabled)
    return dialog


def connect(rig: Rig, url: str) -> None:
    """Compute on a machine from now on."""
    dialog = probed(rig, url)
    dialog.use.click()
    rig.wait(lambda: rig.controller.choices.now.device == url)
    rig.wait(lambda: "127.0.0.1" in rig.window.status.place.text())


def told(dialog: MachineDialog) -> str:
    return dialog.result_area.notice.accessibleName()


def statuses(rig: Rig) -> list[StatusFacts]:
    seen: list[StatusFacts] = []
    rig.controller.reports.status_changed.connect(seen.append)
    return seen


def rows(rig: Rig) -> list[FilmstripRow]:
    seen: list[FilmstripRow] = []
    rig.controller.desk.row_changed.connect(seen.append)
    return seen
