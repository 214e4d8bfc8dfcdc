"""Another machine in the window: found, used, remembered; over a real server on the loopback."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.backends.address import BEST
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.backends.transfer import Phase
from enhancer_gui.cli import environment
from enhancer_gui.core.jobs import JobState
from enhancer_gui.gui import live_preview
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.device_menu import DeviceMenu
from enhancer_gui.gui.dialogs.machine_dialog import MachineDialog
from enhancer_gui.gui.dialogs.settings_dialog import SettingsDialog
from enhancer_gui.gui.panels.filmstrip_row import PhotoState
from enhancer_gui.storage.paths import config_dir
from enhancer_gui.storage.presets import PresetLibrary
from enhancer_gui.storage.settings import AUTO
from enhancer_gui.storage.tokens import FILE_NAME, keep_token, read_token
from tests.backends.fault_server import Fault, bad_line
from tests.cli.conftest import Enhancer, enhancer
from tests.fakes import FakeBackend, fake_catalogue
from tests.gui.rig import PATIENCE_MS, RECIPE_2X, Rig, backend, models, photo, rig, rigged, write_photo
from tests.gui.studio import Studio, connect, open_dialog, probed, rows, short_patience, statuses, studio, told
from tests.server.rig import TOKEN

__all__ = ["backend", "enhancer", "models", "photo", "rig", "short_patience", "studio"]

# The server deletes the copies of photos that were sent to it.
pytestmark = [pytest.mark.changes_originals, pytest.mark.usefixtures("short_patience")]


def test_that_a_test_tells_what_the_machine_has(rig: Rig, studio: Studio) -> None:
    dialog = open_dialog(rig)
    assert not dialog.use.isEnabled() and not dialog.test.isEnabled()
    dialog.address.setText(studio.url)
    dialog.token.setText(TOKEN)
    dialog.test.click()
    assert not dialog.result_area.bar.isHidden() and told(dialog) == "Asking 127.0.0.1…"
    rig.wait(dialog.use.isEnabled)
    assert told(dialog).startswith("127.0.0.1 is ready. It runs version ")
    area = dialog.result_area
    assert area.bar.isHidden() and "Fake CPU · fp32" in area.device.itemText(1)
    assert "far-x4" in area.models.toolTip() and "Old photo" in area.presets.toolTip()
    dialog.token.setText("another")  # what was found out holds no longer
    assert not dialog.use.isEnabled() and area.isHidden()


@pytest.mark.parametrize(
    ("address", "token", "sentence"),
    [
        ("{url}", "wrong", "does not know this token"),
        ("{url}", "", "wants a token. Ask whoever runs the server for one."),
        ("127.0.0.1:9", TOKEN, "does not answer on port 9. Nothing listens there"),
        ("no-such-machine.invalid", TOKEN, "There is no machine called “no-such-machine.invalid”"),
        ("{url}/else", TOKEN, "is not “enhancer serve”. Check the port: it listens on 8765"),
        ("https{tail}", TOKEN, "cannot prove that it is the machine you named"),
        ("studio room", TOKEN, "is no server's address. Write it as studio:8765."),
    ],
)
def test_that_a_failed_test_says_in_a_sentence_what_is_wrong(
    rig: Rig, studio: Studio, address: str, token: str, sentence: str
) -> None:
    dialog = probed(rig, address.format(url=studio.url, tail=studio.url.removeprefix("http")), token)
    assert sentence in told(dialog)
    assert not dialog.use.isEnabled() and dialog.result_area.facts.isHidden()


def test_that_what_is_no_server_of_ours_and_a_machine_without_devices_are_told(
    rig: Rig, studio: Studio, tmp_path: Path
) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>"
    with bad_line(studio.url, Fault(answer=page)) as line:
        assert "is not “enhancer serve”" in told(probed(rig, line.url))
    engine = studio.running.service.pool.engines[0]
    engine.device, engine.trouble = None, "The card is in use by another program."  # type: ignore[misc]
    assert "has no device that is ready. The card is in use" in told(probed(rig, studio.url))


def test_that_a_machine_is_used_and_remembered_with_its_token_out_of_sight(rig: Rig, studio: Studio) -> None:
    connect(rig, studio.url)
    assert rig.window.status.place.text() == "Fake CPU (127.0.0.1) · fp32"
    assert list(rig.controller.machines.remembered) == [studio.url]
    kept = config_dir() / FILE_NAME
    assert read_token(studio.url) == TOKEN
    assert sys.platform == "win32" or kept.stat().st_mode & 0o777 == 0o600
    assert TOKEN not in (config_dir() / "settings.json").read_text("utf-8")
    dialog = open_dialog(rig)
    rig.wait(lambda: dialog.token.text() == TOKEN)
    assert dialog.address.text() == studio.url
    dialog.forget.click()
    rig.wait(lambda: not kept.exists())
    assert not rig.controller.machines.remembered and rig.controller.choices.now.device == AUTO
    assert dialog.machine.isHidden() and dialog.address.text() == dialog.token.text() == ""


def test_that_the_far_sides_models_and_presets_are_offered_while_it_is_used(
    rig: Rig, studio: Studio, tmp_path: Path
) -> None:
    presets = studio.running.service.intake.presets
    assert isinstance(presets, PresetLibrary)
    rig.wait(lambda: bool(rig.controller.presets.presets))
    presets.save(RECIPE_2X, "Wedding")
    connect(rig, studio.url)
    desk, known = rig.controller.desk, rig.controller.presets
    rig.wait(lambda: known.get("wedding") is not None)
    assert desk.prospects.catalogue is not None and "far-x4" in desk.prospects.catalogue.cards
    rig.controller.editing.choose_preset("wedding")
    assert desk.recipe.id == "wedding"
    known.duplicate("wedding")
    rig.wait((config_dir() / "presets" / "wedding-2.json").exists)
    rig.controller.place.choose(AUTO)
    assert known.get("wedding") is None and "far-x4" not in desk.prospects.catalogue.cards
    assert known.get("enlarge-2x") is not None


def test_that_tiles_come_alive_and_what_is_on_the_line_is_told(rig: Rig, studio: Studio, photo: Path) -> None:
    connect(rig, studio.url)
    studio.backend.gated_from = 2
    rig.open(photo)
    told_of, shown = statuses(rig), rows(rig)
    with rig.qtbot.waitSignal(rig.controller.comparing.tile_finished, timeout=PATIENCE_MS):
        rig.window.side.primary.click()
    rig.wait(lambda: rig.entry.tiles_done == 2)
    assert not studio.backend.gate.is_set() and rig.row_state() is PhotoState.RUNNING
    rig.wait(lambda: " received" in rig.window.status.progress.text())
    studio.backend.gate.set()
    rig.wait_for(JobState.FINISHED)
    rig.wait(rig.window.status.progress.isHidden)
    assert rig.backend.served == [] and len(studio.backend.served) == 6
    states = [row.state for row in shown]
    order = [PhotoState.CALLING, PhotoState.SENDING, PhotoState.THERE, PhotoState.RUNNING, PhotoState.DONE]
    assert sorted(order, key=states.index) == order
    sent = [row for row in shown if row.state is PhotoState.SENDING]
    assert sent[-1].fraction == 1.0
    last = [facts.transfer for facts in told_of if facts.transfer is not None][-1]
    # What is told is told at intervals: the job may be done before the last bytes are.
    assert last.phase is Phase.RECEIVING and 0 < last.done_bytes <= last.total_bytes == 96 * 64 * 4 * 3 * 2
    assert studio.running.client.get("/v1/jobs").json() == []


def test_that_window_command_line_and_server_make_the_same_bytes(
    rig: Rig, studio: Studio, enhancer: Enhancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = write_photo(tmp_path / "photo.png", 90, 70)
    connect(rig, studio.url)
    rig.open(photo)
    rig.enhance()
    rig.window.side.primary.click()
    rig.wait(lambda: rig.row_state() is PhotoState.SAVED)
    assert rig.entry.result is not None and rig.backend.served == []
    by_window = rig.entry.result.read_bytes()
    monkeypatch.setenv("ENHANCER_TOKEN", TOKEN)
    monkeypatch.setattr(environment, "catalogue", fake_catalogue)
    for name, options in {"here": (), "there": ("--device", studio.url)}.items():
        folder = tmp_path / name
        folder.mkdir()
        run = enhancer("run", photo, "-o", folder, "--preset", "enlarge-2x", *options)
        assert run.exit_code == 0, run.output
        assert (folder / rig.entry.result.name).read_bytes() == by_window, name
    assert studio.running.enhance(photo, preset="enlarge-2x") == by_window


def test_that_a_machine_is_asked_again_at_the_next_start(qtbot: QtBot, models: None, studio: Studio) -> None:
    keep_token(studio.url, TOKEN)
    with rigged(qtbot, FakeBackend(), device=studio.url, machines=(studio.url,)) as rig:
        rig.wait(lambda: rig.window.status.place.text() == "Fake CPU (127.0.0.1) · fp32")
        rig.wait(
            lambda: (
                rig.controller.desk.prospects.catalogue is not None
                and "far-x4" in rig.controller.desk.prospects.catalogue.cards
            )
        )


def test_that_the_device_menu_offers_both_machines_and_the_way_to_another(
    rig: Rig, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[DeviceMenu] = []
    monkeypatch.setattr(DeviceMenu, "open_above", lambda menu, _button: opened.append(menu))  # offscreen grabs no keys
    connect(rig, studio.url)
    rig.wait(lambda: bool(rig.controller.devices))
    rig.window.status.place.click()
    (menu,) = opened
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["Automatic: Fake CPU", "Fake CPU", "Fake CPU (127.0.0.1)", "Use another machine…"]
    far = next(action for action in menu.actions() if "127.0.0.1" in action.text())
    assert far.isChecked()
    menu.actions()[1].trigger()
    assert rig.controller.choices.now.device == "cpu" and rig.window.status.place.text() == "Fake CPU · fp32"
    far.trigger()
    assert rig.controller.choices.now.device == studio.url
    assert rig.window.status.place.text() == "Fake CPU (127.0.0.1) · fp32"
    menu.deleteLater()


def test_that_each_device_of_a_machine_can_be_chosen(rig: Rig, studio: Studio) -> None:
    connect(rig, studio.url)
    place = rig.controller.place
    facts = rig.controller.machines.facts_of(studio.url)
    assert facts is not None
    card = DeviceInfo("cuda:0", "Big card", "fp16", 1 << 34)
    rig.controller.machines.use(replace(facts, devices=(card, *facts.devices)), "cpu", TOKEN)
    rig.wait(lambda: rig.controller.choices.now.device == f"{studio.url}#cpu")
    assert [(each.id.removeprefix(studio.url), each.name) for each in place.places.there] == [
        ("", "The best of 127.0.0.1: Big card"),
        ("#cuda:0", "Big card (127.0.0.1)"),
        ("#cpu", "Fake CPU (127.0.0.1)"),
    ]
    place.choose(f"{studio.url}#cuda:0")
    assert rig.window.status.place.text() == "Big card (127.0.0.1) · fp16"


def test_that_the_settings_lead_to_another_machine(rig: Rig) -> None:
    rig.wait(lambda: bool(rig.controller.presets.presets))
    rig.window.actions_by_command[Command.SETTINGS].trigger()
    settings = rig.dialog(SettingsDialog)
    settings.device.setCurrentIndex(settings.device.count() - 1)
    settings.device.activated.emit(settings.device.count() - 1)
    assert rig.dialog(MachineDialog).isVisible() and not settings.isVisible()
    assert rig.controller.choices.now.device == BEST


def test_that_a_photo_is_not_sent_because_somebody_looks_at_it(
    qtbot: QtBot, models: None, studio: Studio, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_preview, "IDLE_MS", 0)
    with rigged(qtbot, FakeBackend(), live_preview=True) as rig:
        connect(rig, studio.url)
        rig.open(photo)
        rig.wait(lambda: rig.controller.live._view is not None)
        rig.controller.live._order()
        assert not rig.controller.live.is_running
        rig.controller.place.choose(AUTO)  # the same photo, the same view: here it may be looked at
        rig.wait(lambda: rig.backend.served != [])
    assert studio.backend.served == [] and "POST" not in studio.running.client.get("/metrics").text


def test_fault_35_that_a_machine_that_does_not_answer_holds_up_no_other(rig: Rig, studio: Studio) -> None:
    with bad_line(studio.url, *[Fault(stalls=True)] * 9) as line:
        dialog = open_dialog(rig)
        dialog.address.setText(line.url)
        dialog.test.click()
        rig.wait(line.stalled.is_set)
        dialog.address.setText(studio.url)
        dialog.token.setText(TOKEN)
        dialog.test.click()
        rig.wait(dialog.use.isEnabled)
        dialog.reject()
