"""Dialogs: they say it in words, and none of them blocks."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.gui.actions import COMMANDS
from enhancer_gui.gui.dialogs.error_detail import ErrorDetail
from enhancer_gui.gui.dialogs.preset_name import PresetName
from enhancer_gui.gui.dialogs.question import Question
from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.dialogs.shortcut_list import ShortcutList
from tests.gui.children import child

ERROR = PhotoError("“a.jpg” is damaged.", remedy="Copy it again.", detail="marker 0xd9 missing")


def texts(dialog: Sheet) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_that_an_error_is_told_with_its_remedy_and_detail(qtbot: QtBot) -> None:
    dialog = ErrorDetail("a.jpg", ERROR)
    qtbot.addWidget(dialog)
    assert ERROR.message in texts(dialog)
    assert ERROR.remedy in texts(dialog)
    assert child(dialog, QPlainTextEdit).toPlainText() == ERROR.detail


def test_that_an_error_without_detail_shows_no_empty_box(qtbot: QtBot) -> None:
    dialog = ErrorDetail("", PhotoError("It failed."))
    qtbot.addWidget(dialog)
    assert dialog.findChild(QPlainTextEdit) is None


def test_that_a_detail_takes_no_more_room_than_it_needs_and_at_most_nine_lines(qtbot: QtBot) -> None:
    heights = []
    for detail in ("PhotoError", "PhotoError\nline 2\nline 3", "\n".join(map(str, range(40)))):
        dialog = ErrorDetail("a.jpg", PhotoError("It failed.", detail=detail))
        qtbot.addWidget(dialog)
        dialog.show()
        box = child(dialog, QPlainTextEdit)
        heights.append(box.height())
        assert box.verticalScrollBar().maximum() > 0 if len(heights) == 3 else box.verticalScrollBar().maximum() == 0
    assert heights[0] < heights[1] < heights[2]
    assert heights[0] < 3 * box.fontMetrics().lineSpacing() and heights[2] < 11 * box.fontMetrics().lineSpacing()


def test_that_all_of_an_error_can_be_copied(qtbot: QtBot) -> None:
    dialog = ErrorDetail("a.jpg", ERROR)
    qtbot.addWidget(dialog)
    child(dialog, QPushButton, "copy").click()
    copied = QGuiApplication.clipboard().text()
    assert all(part in copied for part in ("a.jpg", ERROR.message, ERROR.remedy, ERROR.detail))


def test_that_a_file_s_name_is_never_taken_for_markup(qtbot: QtBot) -> None:
    dialog = ErrorDetail("x", PhotoError("<b>photo</b> is broken."))
    qtbot.addWidget(dialog)
    formats = {label.textFormat() for label in dialog.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_that_the_safe_answer_is_the_default(qtbot: QtBot) -> None:
    dialog = Question("Stop?", "It can go on later.", "Stop", "Keep working")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.no.isDefault()
    assert not dialog.yes.isDefault()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_that_the_other_answer_is_a_click(qtbot: QtBot) -> None:
    dialog = Question("Stop?", "It can go on later.", "Stop", "Keep working")
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()


def test_that_no_words_are_cut_off(qtbot: QtBot) -> None:
    dialog = ErrorDetail("a.jpg", PhotoError("Word " * 60, remedy="More words " * 40))
    qtbot.addWidget(dialog)
    dialog.show()
    labels = dialog.findChildren(QLabel)
    assert max(len(label.text()) for label in labels) > 300
    for label in labels:
        assert label.height() >= label.heightForWidth(label.width())


def test_that_a_preset_s_name_is_trimmed(qtbot: QtBot) -> None:
    dialog = PresetName("Save", "", frozenset())
    qtbot.addWidget(dialog)
    assert not dialog.save_button.isEnabled()
    dialog.field.setText("  Mine ")
    with qtbot.waitSignal(dialog.named) as named:
        dialog.save_button.click()
    assert named.args == ["Mine"]


def test_that_a_name_that_is_taken_cannot_be_chosen(qtbot: QtBot) -> None:
    dialog = PresetName("Save", "", frozenset({"Old photo"}))
    qtbot.addWidget(dialog)
    dialog.field.setText("old PHOTO")
    assert not dialog.save_button.isEnabled()
    with qtbot.assertNotEmitted(dialog.named):
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)


def test_that_every_key_is_listed_and_none_means_two_things(qtbot: QtBot) -> None:
    dialog = ShortcutList()
    qtbot.addWidget(dialog)
    listed = texts(dialog)
    assert all(facts.words in listed for facts in COMMANDS.values() if facts.keys)
    keys = [key for facts in COMMANDS.values() for key in facts.keys]
    assert len(keys) == len(set(keys))
