"""No words are cut off: every window, panel and dialog, in every language."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QPushButton, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.gui.language import install_translations
from enhancer_gui.gui.theme import apply_theme
from enhancer_gui.gui.widgets import ElidedLabel
from enhancer_gui.storage.settings import LanguageName, ThemeName
from tests.fakes import FakeBackend
from tests.gui.every_window import DIALOGS, controls, told, walk
from tests.gui.rig import backend, models, photo, rigged

__all__ = ["backend", "models", "photo"]

LANGUAGES = pytest.mark.parametrize(
    "language", [LanguageName.ENGLISH, LanguageName.CHINESE], ids=lambda each: each.value
)
SIZES = ((640, 480), (1280, 720), (2560, 1440))
SMALLEST_SCREEN_PX = 720
CARET_ROOM_PX = 44
"""What a drop-down list keeps beside its words (`Choice.paintEvent`)."""


@pytest.fixture(autouse=True)
def _speaking(qapp: QApplication, looks_and_language: None, language: LanguageName) -> None:
    install_translations(qapp, language)
    apply_theme(qapp, ThemeName.DARK)


def cut_labels(root: QWidget) -> list[str]:
    """Return the words of labels that need more room than they have; those that elide on purpose tell them in full."""
    return [
        label.text()
        for label in root.findChildren(QLabel)
        if label.isVisible() and not isinstance(label, ElidedLabel) and label.pixmap().isNull() and _is_cut(label)
    ]


def _is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height()
    widest = max(map(QFontMetrics(label.font()).horizontalAdvance, label.text().split("\n")))
    return widest > label.width() or label.sizeHint().height() > label.height() + 1


def cut_controls(root: QWidget) -> list[str]:
    """Return buttons and lists whose words do not fit, and what lies beyond the edge of its window."""
    found = []
    for control in controls(root):
        words = 0
        if isinstance(control, QPushButton):
            words = control.fontMetrics().horizontalAdvance(control.text())
        elif isinstance(control, QToolButton) and control.property("labelled"):
            words = control.fontMetrics().horizontalAdvance(control.text().rstrip())
        elif isinstance(control, QComboBox):
            words = control.fontMetrics().horizontalAdvance(control.currentText()) + CARET_ROOM_PX
        right = control.mapTo(root, control.rect().topRight()).x()
        if words > control.width() or right >= root.width():
            found.append(told(control))
    return found


def cut_pages(root: QWidget) -> list[str]:
    """Return what is wider than the area it scrolls in, where it can be scrolled up and down only."""
    areas = [area for area in root.findChildren(QScrollArea) if area.isVisible()]
    pages = [(area, area.widget()) for area in areas]
    return [told(area) for area, page in pages if page and page.minimumSizeHint().width() > area.viewport().width()]


def problems(root: QWidget) -> list[str]:
    return cut_labels(root) + cut_controls(root) + cut_pages(root)


def wait_for_none(qtbot: QtBot, root: QWidget, where: str) -> None:
    """Wait until everything has its room; what never gets it is named."""

    def fits() -> None:
        found = problems(root)
        assert found == [], where

    qtbot.waitUntil(fits)


@LANGUAGES
@pytest.mark.parametrize("kind", list(DIALOGS), ids=lambda kind: kind.__name__)
def test_that_no_words_of_a_dialog_are_cut_off(qtbot: QtBot, kind: type[QDialog]) -> None:
    dialog = DIALOGS[kind]()
    qtbot.addWidget(dialog)
    dialog.show()
    wait_for_none(qtbot, dialog, kind.__name__)
    assert dialog.height() < SMALLEST_SCREEN_PX


@LANGUAGES
def test_that_no_words_of_the_window_are_cut_off(qtbot: QtBot, models: None, backend: FakeBackend, photo: Path) -> None:
    with rigged(qtbot, backend) as rig:
        for state in walk(rig, photo):
            for size in SIZES:
                rig.window.resize(*size)
                wait_for_none(qtbot, rig.window, f"{state} at {size[0]} px")
