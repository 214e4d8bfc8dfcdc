"""The list of all keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from enhancer_gui.gui.actions import COMMANDS, VIEWER_KEYS, keys_of, words_of
from enhancer_gui.gui.dialogs.sheet import Sheet

WIDTH_PX = 480
ROW_SPACING_PX = 8


class ShortcutList(Sheet):
    """Shows what each key does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the list from the table of commands."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.add_headline(self.tr("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setVerticalSpacing(ROW_SPACING_PX)
        grid.setColumnStretch(0, 1)
        with_keys = [facts for facts in (*COMMANDS.values(), *VIEWER_KEYS) if facts.keys]
        for row, facts in enumerate(with_keys):
            keys = QLabel(keys_of(facts), self)
            keys.setProperty("kind", "muted")
            keys.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(QLabel(words_of(facts), self), row, 0)
            grid.addWidget(keys, row, 1)
        self.column.addLayout(grid)
        self.add_close_button()
