"""The bar's buttons for the ways to compare, and for the loupe."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from enhancer_gui.gui.panels.mode_words import mode_words
from enhancer_gui.gui.theme import Glyph
from enhancer_gui.gui.viewer.keys import LOUPE_KEY, MODE_KEYS
from enhancer_gui.gui.viewer.modes import CompareMode
from enhancer_gui.gui.widgets import IconButton, describe

SPACING_PX = 4

_GLYPHS = {
    CompareMode.SPLIT: Glyph.MODE_SPLIT,
    CompareMode.SPLIT_ACROSS: Glyph.MODE_SPLIT_ACROSS,
    CompareMode.SIDE_BY_SIDE: Glyph.MODE_SIDE_BY_SIDE,
    CompareMode.BLINK: Glyph.MODE_BLINK,
    CompareMode.DIFFERENCE: Glyph.MODE_DIFFERENCE,
    CompareMode.BEFORE: Glyph.MODE_BEFORE,
    CompareMode.AFTER: Glyph.MODE_AFTER,
}
_WORDS_FROM_PX = {
    CompareMode.SPLIT: 1200,
    CompareMode.SIDE_BY_SIDE: 1200,
    CompareMode.BLINK: 1500,
    CompareMode.DIFFERENCE: 1500,
}
"""Width of the bar from which a mode has a word beside its icon; the others are told by their tooltips."""


_FROM_PX = {
    CompareMode.BEFORE: 900,
    CompareMode.AFTER: 900,
    CompareMode.SPLIT_ACROSS: 900,
    CompareMode.BLINK: 760,
    CompareMode.DIFFERENCE: 760,
}
"""Width of the bar from which a mode has a button; below it there are its key and the photo's menu."""

_LOUPE_FROM_PX = 760


class CompareGroup(QWidget):
    """One button for each mode, of which one is marked, and one for the loupe.

    Attributes:
        mode_chosen: emitted with the `CompareMode`.
        loupe_toggled: emitted with whether the loupe is wanted.
    """

    mode_chosen = Signal(object)
    loupe_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modes = {mode: self._mode_button(mode) for mode in CompareMode}
        self.loupe = IconButton(Glyph.LOUPE, self.tr("Loupe"), self, checkable=True)
        describe(self.loupe, self.tr("Loupe"), self.tr("Magnify what is under the pointer"), LOUPE_KEY)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING_PX)
        group = QButtonGroup(self)
        for mode, button in self.modes.items():
            group.addButton(button)
            button.clicked.connect(partial(self._choose, mode))
            layout.addWidget(button)
        layout.addWidget(self.loupe)
        self.loupe.clicked.connect(self.loupe_toggled)

    def set_mode(self, mode: CompareMode) -> None:
        """Show the compare mode in use."""
        self.modes[mode].setChecked(True)

    def set_loupe(self, shown: bool) -> None:
        """Show whether there is a loupe."""
        self.loupe.setChecked(shown)

    def set_enabled(self, enabled: bool) -> None:
        """Switch all buttons on or off."""
        for button in (*self.modes.values(), self.loupe):
            button.setEnabled(enabled)

    def fit_into(self, width: int) -> None:
        """Have words and buttons where a bar of that width has room for them."""
        for mode, button in self.modes.items():
            button.show_text(width >= _WORDS_FROM_PX.get(mode, width + 1))
            button.setVisible(width >= _FROM_PX.get(mode, 0))
        self.loupe.setVisible(width >= _LOUPE_FROM_PX)
        self.updateGeometry()

    def _mode_button(self, mode: CompareMode) -> IconButton:
        words, tip = mode_words(mode)
        button = IconButton(_GLYPHS[mode], words, self, text=words, checkable=True)
        describe(button, words, tip, MODE_KEYS[mode])
        return button

    def _choose(self, mode: CompareMode) -> None:
        self.mode_chosen.emit(mode)
