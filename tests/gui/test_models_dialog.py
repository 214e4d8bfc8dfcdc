"""The models dialog, exercised against a server that misbehaves: every state, every button, nothing blocked."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.engine.networks.compact import Compact
from enhancer_gui.gui.dialogs.model_card import ModelCard
from enhancer_gui.gui.dialogs.model_edit import ModelEdit
from enhancer_gui.gui.dialogs.models_dialog import SIZE, SMALLEST, ModelsDialog
from enhancer_gui.gui.dialogs.question import Question
from enhancer_gui.gui.model_rows import Activity, ModelAction, ModelRow
from enhancer_gui.gui.widgets import Notice
from enhancer_gui.storage import download_stream, published_models
from enhancer_gui.storage.catalogue import load_catalogue, weights_path
from enhancer_gui.storage.model_entries import ModelState
from enhancer_gui.storage.paths import models_dir
from enhancer_gui.storage.published_models import PublishedModels, Terms
from enhancer_gui.storage.settings import load_settings
from tests.fakes import FakeBackend
from tests.gui.panels.test_window_parts import cut_off
from tests.gui.rig import Rig, rigged, write_photo
from tests.storage.bad_server import Act, BadServer, bad_server

FREE, BOUND, BY_HAND = "realesr-general-x4v3", "codeformer-like", "vdsr"


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(1)
    file = tmp_path_factory.mktemp("weights") / "my net.pth"
    torch.save({"params": Compact(features=32, convolutions=8, scale=4).state_dict()}, file)
    return file


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, weights: Path) -> Iterator[BadServer]:
    """Offer one model freely and one under a restrictive licence."""
    monkeypatch.setattr(download_stream, "RETRY_WAITS_S", ())
    content = weights.read_bytes()
    with bad_server(content) as made:
        real = published_models.load_published()
        free = replace(
            real.get(FREE), urls=(made.url,), sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content)
        )
        bound = replace(free, id=BOUND, title="Bound", terms=Terms.NON_COMMERCIAL, licence_weights="No business")
        rows = PublishedModels({row.id: row for row in (free, bound, real.get(BY_HAND))})
        monkeypatch.setattr(published_models, "load_published", lambda: rows)
        yield made


@dataclass
class Shown:
    """The window with the dialog open."""

    rig: Rig
    server: BadServer
    dialog: ModelsDialog

    def card(self, model_id: str) -> ModelCard:
        return self.dialog.list.cards[model_id]

    def row(self, model_id: str) -> ModelRow:
        return self.card(model_id).row

    def press(self, model_id: str, action: ModelAction) -> None:
        button = self.card(model_id).buttons[action]
        assert button.isEnabled() and not button.isHidden()
        button.click()

    def wait_for(self, model_id: str, state: ModelState, activity: Activity = Activity.NONE) -> None:
        self.rig.wait(lambda: model_id in self.dialog.list.cards)
        self.rig.wait(lambda: (self.row(model_id).entry.state, self.row(model_id).activity) == (state, activity))

    def wait_for_error(self, model_id: str) -> str:
        self.rig.wait(lambda: bool(self.card(model_id).error.text()))
        return self.card(model_id).error.text()

    def answer(self, *, yes: bool) -> None:
        question = self.rig.dialog(Question)
        (question.yes if yes else question.no).click()

    def notice(self) -> str:
        return self.dialog.notice.accessibleName() if self.dialog.notice.isVisible() else ""


@pytest.fixture
def shown(qtbot: QtBot, server: BadServer) -> Iterator[Shown]:
    with rigged(qtbot, FakeBackend()) as rig:
        rig.window.top_bar.models.click()
        dialog = rig.dialog(ModelsDialog)
        rig.wait(lambda: bool(dialog.list.cards))
        yield Shown(rig, server, dialog)


def test_that_opening_the_dialog_contacts_nobody(shown: Shown) -> None:
    assert shown.row("faithful-x2").entry.state is ModelState.EMBEDDED
    assert shown.row(FREE).entry.state is ModelState.AVAILABLE
    assert shown.row(BY_HAND).entry.state is ModelState.BY_HAND
    assert shown.server.asked == []


def test_that_a_click_downloads_and_installs(shown: Shown) -> None:
    empty = shown.dialog.used.text()
    shown.press(FREE, ModelAction.DOWNLOAD)
    assert shown.row(FREE).activity is Activity.WAITING
    shown.wait_for(FREE, ModelState.INSTALLED)
    assert load_catalogue().own == {FREE}
    shown.rig.wait(lambda: shown.dialog.used.text() != empty)
    assert list(shown.dialog.list.cards).index(FREE) < list(shown.dialog.list.cards).index(BOUND)


def test_that_a_download_is_paused_resumed_and_tells_how_far_it_is(shown: Shown) -> None:
    shown.server.acts = [Act.STALL]
    shown.press(FREE, ModelAction.DOWNLOAD)
    shown.rig.wait(lambda: (told := shown.row(FREE).progress) is not None and told.done_bytes > 0)
    assert shown.row(FREE).activity is Activity.DOWNLOADING
    assert "%" in shown.card(FREE).progress_words.text() and not shown.card(FREE).bar.isHidden()
    shown.press(FREE, ModelAction.PAUSE)
    shown.wait_for(FREE, ModelState.PAUSED)
    assert shown.card(FREE).buttons[ModelAction.DOWNLOAD].text() == "Resume"
    shown.press(FREE, ModelAction.DOWNLOAD)
    shown.wait_for(FREE, ModelState.INSTALLED)
    assert "Range" in shown.server.asked[-1]


def test_that_what_has_arrived_can_be_thrown_away(shown: Shown) -> None:
    shown.server.acts = [Act.CUT]
    shown.press(FREE, ModelAction.DOWNLOAD)
    shown.wait_for(FREE, ModelState.PAUSED)
    shown.press(FREE, ModelAction.DISCARD)
    shown.wait_for(FREE, ModelState.AVAILABLE)


@pytest.mark.parametrize(
    ("act", "words", "left"),
    [
        (Act.CUT, "cut", ModelState.PAUSED),
        (Act.DROP, "cut", ModelState.AVAILABLE),
        (Act.CORRUPT, "checksum", ModelState.AVAILABLE),
        (Act.GONE, "no longer", ModelState.AVAILABLE),
        (Act.WEB_PAGE, "web page", ModelState.AVAILABLE),
    ],
)
def test_fault_33_a_failed_download_is_told_in_its_card_and_can_be_tried_again(
    shown: Shown, act: Act, words: str, left: ModelState
) -> None:
    shown.server.acts = [act]
    shown.press(FREE, ModelAction.DOWNLOAD)
    assert words in shown.wait_for_error(FREE)
    shown.wait_for(FREE, left)
    assert load_catalogue().own == frozenset()
    shown.press(FREE, ModelAction.DOWNLOAD)
    assert shown.card(FREE).error.isHidden()
    shown.wait_for(FREE, ModelState.INSTALLED)


def test_that_a_restricted_licence_is_accepted_once(shown: Shown) -> None:
    shown.press(BOUND, ModelAction.DOWNLOAD)
    shown.answer(yes=False)
    assert shown.server.asked == [] and shown.row(BOUND).activity is Activity.NONE
    shown.press(BOUND, ModelAction.DOWNLOAD)
    shown.answer(yes=True)
    shown.wait_for(BOUND, ModelState.INSTALLED)
    shown.press(BOUND, ModelAction.REMOVE)
    shown.answer(yes=True)
    shown.wait_for(BOUND, ModelState.AVAILABLE)
    shown.press(BOUND, ModelAction.DOWNLOAD)
    shown.wait_for(BOUND, ModelState.INSTALLED)
    shown.rig.controller.choices.shut_down()
    assert load_settings()[0].accepted_licences == ("No business",)


def test_that_removing_asks_first(shown: Shown) -> None:
    shown.press(FREE, ModelAction.DOWNLOAD)
    shown.wait_for(FREE, ModelState.INSTALLED)
    shown.press(FREE, ModelAction.REMOVE)
    shown.answer(yes=False)
    assert load_catalogue().own == {FREE}


def test_that_checking_finds_damage(shown: Shown) -> None:
    shown.press("faithful-x2", ModelAction.VERIFY)
    shown.rig.wait(lambda: shown.card("faithful-x2").pill.text() == "Checked")
    shown.press(FREE, ModelAction.DOWNLOAD)
    shown.wait_for(FREE, ModelState.INSTALLED)
    weights = weights_path(load_catalogue().get(FREE))
    weights.write_bytes(bytes(weights.stat().st_size))
    shown.press(FREE, ModelAction.VERIFY)
    assert "damaged" in shown.wait_for_error(FREE)
    weights.unlink()
    shown.rig.controller.models.look()
    shown.wait_for(FREE, ModelState.BROKEN)
    shown.press(FREE, ModelAction.DOWNLOAD)
    shown.wait_for(FREE, ModelState.INSTALLED)


def test_that_a_file_is_imported_by_dropping_it(shown: Shown, weights: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(weights))])
    place, no_keys = QPointF(10, 10), Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, no_keys)
    shown.dialog.dropEvent(drop)
    assert "Importing my net.pth" in shown.notice()
    shown.rig.wait(lambda: "is imported" in shown.notice())
    shown.wait_for(FREE, ModelState.INSTALLED)  # it is known by its checksum


def test_that_a_refused_file_is_told(shown: Shown, tmp_path: Path) -> None:
    (tmp_path / "bad.pth").write_bytes(b"no weights")
    shown.dialog.import_button.click()
    chooser = shown.rig.dialog(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "bad.pth"))
    chooser.reject()
    shown.rig.wait(lambda: "refused" in shown.notice() or "cannot be read" in shown.notice())


def test_that_a_card_is_edited(shown: Shown) -> None:
    shown.press(FREE, ModelAction.DOWNLOAD)
    shown.wait_for(FREE, ModelState.INSTALLED)
    shown.press(FREE, ModelAction.EDIT)
    sheet = shown.rig.dialog(ModelEdit)
    sheet.title.clear()
    assert not sheet.save_button.isEnabled()
    sheet.title.setText(" Better ")
    sheet.licence.setText("MIT")
    sheet.save_button.click()
    shown.rig.wait(lambda: shown.card(FREE).title.text() == "Better")
    assert load_catalogue().get(FREE).licence == "MIT"


def test_that_a_model_is_used_with_a_click(shown: Shown) -> None:
    shown.press(FREE, ModelAction.DOWNLOAD)
    shown.wait_for(FREE, ModelState.INSTALLED)
    shown.press(FREE, ModelAction.USE)
    steps = shown.rig.controller.desk.recipe.steps
    assert FREE in [step.model_id for step in steps]
    assert "is used" in shown.notice()


def test_that_a_model_that_is_to_be_had_by_hand_leads_to_its_page(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    shown.press(BY_HAND, ModelAction.OPEN_PAGE)
    assert opened == ["https://github.com/twtygqyy/pytorch-vdsr"]


def take_offer(notice: Notice) -> None:
    assert notice.button is not None and notice.button.isVisible()
    notice.button.click()


def missing(recipe: Recipe, model_id: str) -> Recipe:
    return replace(recipe, steps=(replace(recipe.steps[0], model_id=model_id),))


def test_that_a_missing_model_is_two_clicks_away(
    qtbot: QtBot, server: BadServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with rigged(qtbot, FakeBackend()) as rig:
        rig.open(write_photo(tmp_path / "a.png"))
        side = rig.window.side
        assert side.notice.isHidden()
        rig.controller.editing.set_recipe(missing(rig.controller.desk.recipe, FREE))
        assert side.notice.accessibleName().endswith("is not installed. It can be downloaded.")
        assert not side.primary.isEnabled()
        take_offer(side.notice)
        dialog = rig.dialog(ModelsDialog)
        rig.wait(lambda: bool(dialog.list.cards))
        card = dialog.list.cards[FREE]
        assert card.property("tone") == "accent"
        assert not card.visibleRegion().isEmpty() and card.visibleRegion().boundingRect().height() == card.height()
        download = card.buttons[ModelAction.DOWNLOAD]
        assert dialog.focusWidget() is download
        download.click()
        rig.wait(side.notice.isHidden)
        assert side.primary.isEnabled()


def test_that_the_model_that_is_asked_for_is_found_whatever_was_searched(shown: Shown) -> None:
    shown.dialog.search.setText("faithful")
    assert FREE not in shown.dialog.list.shown()
    shown.dialog.point_out(FREE)
    assert FREE in shown.dialog.list.shown()
    marked = [card.row.entry.id for card in shown.dialog.list.cards.values() if card.property("tone") == "accent"]
    assert marked == [FREE]


def test_that_a_model_nobody_publishes_leads_to_importing(qtbot: QtBot, server: BadServer, tmp_path: Path) -> None:
    with rigged(qtbot, FakeBackend()) as rig:
        rig.open(write_photo(tmp_path / "a.png"))
        rig.controller.editing.set_recipe(missing(rig.controller.desk.recipe, "of-a-friend"))
        notice = rig.window.side.notice
        assert notice.accessibleName() == "There is no model “of-a-friend”. Import its file, or choose another preset."
        take_offer(notice)
        assert rig.dialog(ModelsDialog).isVisible()


def test_that_models_are_searched_and_filtered(shown: Shown) -> None:
    everything = shown.dialog.list.shown()
    shown.dialog.search.setText("FAITHFUL 4")
    assert shown.dialog.list.shown() == ["faithful-x4"]
    shown.dialog.search.clear()
    shown.dialog.task.set_value(Task.DEBLUR.value)
    shown.dialog.task.chosen.emit(Task.DEBLUR.value)
    assert shown.dialog.list.shown() == ["deblur"]
    shown.dialog.task.set_value("")
    shown.dialog.task.chosen.emit("")
    assert shown.dialog.list.shown() == everything


def test_that_a_broken_card_is_told(shown: Shown) -> None:
    (models_dir() / "broken.json").write_text("{}", encoding="utf-8")
    shown.rig.controller.models.look()
    shown.rig.wait(lambda: "broken.json" in shown.notice())


def test_that_closing_the_dialog_stops_no_download(shown: Shown) -> None:
    shown.server.acts = [Act.STALL]
    shown.press(FREE, ModelAction.DOWNLOAD)
    shown.rig.wait(shown.server.stalled.is_set)
    shown.dialog.reject()
    shown.server.go_on.set()
    shown.server.acts = []
    shown.rig.wait(lambda: shown.rig.controller.models.row(FREE).error is not None)
    shown.rig.window.top_bar.models.click()
    again = shown.rig.dialog(ModelsDialog)
    shown.rig.wait(lambda: FREE in again.list.cards)
    assert "cut" in again.list.cards[FREE].error.text()


def test_fault_31_closing_the_window_pauses_a_silent_download(shown: Shown) -> None:
    shown.server.acts = [Act.STALL]
    shown.press(FREE, ModelAction.DOWNLOAD)
    shown.rig.wait(shown.server.stalled.is_set)
    assert shown.rig.controller.models.shut_down()
    assert not shown.server.go_on.is_set()


def test_that_no_words_are_cut_off(shown: Shown) -> None:
    shown.server.acts = [Act.CUT]
    shown.press(FREE, ModelAction.DOWNLOAD)
    shown.wait_for_error(FREE)
    for size in (SMALLEST, SIZE):
        shown.dialog.resize(*size)
        shown.rig.wait(lambda: cut_off(shown.dialog) == [])


def test_that_every_control_is_named_and_no_words_are_markup(shown: Shown) -> None:
    buttons = [b for b in shown.dialog.findChildren(QAbstractButton) if not b.objectName().startswith("qt_")]
    assert [b for b in buttons if not b.accessibleName() or not b.toolTip()] == []
    for card in shown.dialog.list.cards.values():
        formats = {label.textFormat() for label in (card.title, card.hint, card.error)}
        assert formats == {Qt.TextFormat.PlainText}
    assert shown.dialog.findChildren(QLabel)
