import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.gui.theme import Glyph, body_font, caption_font
from enhancer_gui.gui.widgets import (
    DropOverlay,
    ElidedLabel,
    EmptyState,
    Notice,
    PresetCard,
    SectionTitle,
    StatePill,
    Tone,
)
from enhancer_gui.gui.widgets.painting import wrapped

LONG = "a wedding in the mountains, scanned in 1962.tif"


def test_that_a_long_name_is_elided_in_the_middle_and_told_in_full(qtbot: QtBot) -> None:
    label = ElidedLabel(LONG)
    qtbot.addWidget(label)
    label.show()
    label.resize(120, 20)
    assert label.shown_text().startswith("a ")
    assert label.shown_text().endswith("tif")
    assert len(label.shown_text()) < len(LONG)
    assert label.toolTip() == LONG


def test_that_a_name_that_fits_needs_no_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("lake.jpg")
    qtbot.addWidget(label)
    label.resize(300, 20)
    label.show()
    assert (label.shown_text(), label.toolTip()) == ("lake.jpg", "")


@pytest.mark.parametrize("width", [60, 120, 146])
def test_that_wrapped_lines_fit_their_width(width: int) -> None:
    for line in wrapped("High ISO photos and hard JPEG compression, all of it", body_font(), width, 2):
        assert QFontMetrics(body_font()).horizontalAdvance(line) <= width


def test_that_wrapping_loses_no_word_where_there_is_room() -> None:
    words = "Clean noise and JPEG"
    assert " ".join(wrapped(words, caption_font(), 70, 4)) == words


def test_that_words_beyond_the_last_line_are_elided() -> None:
    lines = wrapped("one two three four five six seven eight", body_font(), 60, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_that_a_card_grows_with_its_words(qtbot: QtBot) -> None:
    low = PresetCard("x2", "Enlarge 2×", "Faithful detail", Glyph.ENLARGE)
    high = PresetCard("motion", "Sharpen motion blur of a moving camera", "Camera or subject moved", Glyph.MOTION)
    for card in (low, high):
        qtbot.addWidget(card)
    assert high.height_for(146) > low.height_for(146)
    assert high.toolTip() == "Sharpen motion blur of a moving camera. Camera or subject moved"


def test_that_a_card_is_chosen_with_the_keyboard(qtbot: QtBot) -> None:
    card = PresetCard("x2", "Enlarge 2×", "", Glyph.ENLARGE)
    qtbot.addWidget(card)
    card.show()
    with qtbot.waitSignal(card.clicked):
        QTest.keyClick(card, Qt.Key.Key_Space)


def test_that_the_overlay_covers_its_window_at_every_size(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    overlay = DropOverlay(window)
    overlay.invite(3)
    assert overlay.accessibleName() == "Drop to add 3 photos"
    window.resize(640, 480)
    assert overlay.size() == QSize(640, 480)
    overlay.dismiss()
    assert overlay.isHidden()


@pytest.mark.parametrize(
    ("photos", "words"), [(0, "Drop to add photos"), (1, "Drop to add the photo"), (2, "Drop to add 2 photos")]
)
def test_that_the_overlay_names_what_is_dragged(qtbot: QtBot, photos: int, words: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    overlay = DropOverlay(window)
    overlay.invite(photos)
    assert overlay.accessibleName() == words


def test_that_the_empty_state_offers_to_open_and_to_try(qtbot: QtBot) -> None:
    state = EmptyState()
    qtbot.addWidget(state)
    state.show()
    with qtbot.waitSignal(state.open_requested):
        QTest.mouseClick(state.open_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(state.sample_requested):
        QTest.mouseClick(state.sample_button, Qt.MouseButton.LeftButton)


def test_that_a_notice_without_words_is_hidden(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    notice = Notice(page)
    page.show()
    notice.set_notice("The model is missing.", "Connect to the network.", Tone.BAD)
    assert notice.isVisible()
    assert notice.accessibleName() == "The model is missing. Connect to the network."
    notice.set_notice("")
    assert notice.isHidden()


def test_that_a_pill_without_words_is_hidden(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    pill = StatePill("Edited", Tone.ACCENT, page)
    page.show()
    assert pill.isVisible()
    pill.set_state("")
    assert pill.isHidden()


def test_that_only_scripts_with_capitals_are_spaced(qtbot: QtBot) -> None:
    latin, chinese = SectionTitle("Steps"), SectionTitle("步骤")
    for title in (latin, chinese):
        qtbot.addWidget(title)
    assert latin.font().letterSpacing() > 100
    assert chinese.font().letterSpacing() == 0
