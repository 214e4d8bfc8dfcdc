"""The list of all keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QWidget

from enhancer_gui.gui.actions import COMMANDS, VIEWER_KEYS, CommandFacts, keys_of, words_of
from enhancer_gui.gui.dialogs.sheet import MARGIN_PX, Sheet
from enhancer_gui.gui.theme import caption_font

WIDTH_PX = 1000
COLUMN_GAP_PX = 40
WORDS_PX = 256
ROW_SPACING_PX = 4
KEY_GAP_PX = 4
FRAME_PX = 2
"""Around the list, where the ring comes when it has the keyboard (`theme.stylesheet`)."""

_NO_BREAK_PERCENT = "\N{NO-BREAK SPACE}%"
MOST_HEIGHT_PX = 530
"""With headline, button and frame it fits a screen of 720 points; where it does not, the list scrolls."""


class ShortcutList(Sheet):
    """Shows what each key does, in two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the list from the table of commands."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.add_headline(self.tr("Keyboard shortcuts"))
        with_keys = [facts for facts in (*COMMANDS.values(), *VIEWER_KEYS) if facts.keys]
        half = (len(with_keys) + 1) // 2
        inner = QWidget(self)
        columns = QHBoxLayout(inner)
        columns.setContentsMargins(0, 0, 8, 0)
        columns.setSpacing(COLUMN_GAP_PX)
        for part in (with_keys[:half], with_keys[half:]):
            columns.addLayout(self._grid(part, inner), 1)
        area = self.area = QScrollArea(self)
        area.setObjectName("plain")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        needed = columns.totalHeightForWidth(WIDTH_PX - 2 * (MARGIN_PX + FRAME_PX))
        area.setFixedHeight(min(needed + 2 * FRAME_PX, MOST_HEIGHT_PX))
        area.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.column.addWidget(area)
        self.add_close_button()

    def _grid(self, facts: Sequence[CommandFacts], parent: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(ROW_SPACING_PX)
        grid.setHorizontalSpacing(COLUMN_GAP_PX // 4)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(0, WORDS_PX)
        for row, each in enumerate(facts):
            words = QLabel(words_of(each).replace(" %", _NO_BREAK_PERCENT), parent)
            words.setWordWrap(True)
            grid.addWidget(words, row, 0)
            grid.addLayout(
                _caps(keys_of(each), parent), row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            )
        grid.setRowStretch(len(facts), 1)
        return grid


def _caps(keys: str, parent: QWidget) -> QHBoxLayout:
    """Return a row of labels that look like keys, one for each way to press."""
    row = QHBoxLayout()
    row.setSpacing(KEY_GAP_PX)
    for key in keys.split("  "):
        cap = QLabel(key, parent)
        cap.setProperty("kind", "key")
        cap.setFont(caption_font())
        row.addWidget(cap, 0, Qt.AlignmentFlag.AlignTop)
    return row
