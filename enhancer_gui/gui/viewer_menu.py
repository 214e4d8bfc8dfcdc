"""The menu of the photo: everything that can be done with the view, for who has a mouse and no list of keys."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.panels.mode_words import mode_words
from enhancer_gui.gui.panels.words import percent_words
from enhancer_gui.gui.viewer import CompareMode, CompareViewer
from enhancer_gui.gui.viewer.keys import LOUPE_KEY, MODE_KEYS, OVERVIEW_KEY

_ZOOMS = ((1.0, "1"), (2.0, "2"), (3.0, "3"), (4.0, "4"))
_COMMANDS = (Command.MASK, Command.BAKE_OFF, Command.FULL_SCREEN)


class ViewerMenu(QMenu):
    """Built anew whenever it opens, so that it shows the present state."""

    def __init__(self, viewer: CompareViewer, commands: Mapping[Command, QAction]) -> None:
        """Act on this viewer; `commands` are the window's."""
        super().__init__(viewer)
        self._viewer, self._commands = viewer, commands

    def open(self, place: QPoint) -> None:
        """Show it at a point of the screen."""
        self.fill()
        self.popup(place)

    def fill(self) -> None:
        """Build the entries."""
        self.clear()
        viewer, group = self._viewer, QActionGroup(self)
        for mode in CompareMode:
            action = self._entry(mode_words(mode)[0], MODE_KEYS[mode], checked=viewer.mode is mode)
            action.triggered.connect(partial(self._choose, mode))
            group.addAction(action)
        self.addSeparator()
        loupe = self._entry(self.tr("Loupe"), LOUPE_KEY, checked=viewer.has_loupe)
        loupe.triggered.connect(partial(setattr, viewer, "has_loupe"))
        overview = self._entry(self.tr("Overview"), OVERVIEW_KEY, checked=viewer.has_overview)
        overview.triggered.connect(partial(setattr, viewer, "has_overview"))
        self.addSeparator()
        self._entry(self.tr("Fit"), "F").triggered.connect(viewer.zoom_to_fit)
        self._entry(self.tr("100 % of the original"), "I").triggered.connect(viewer.zoom_to_original)
        for factor, key in _ZOOMS:
            words = self.tr("{0} of the result").format(percent_words(factor))
            self._entry(words, key).triggered.connect(partial(viewer.zoom_to_percent, factor * 100))
        self.addSeparator()
        self.addActions([self._commands[command] for command in _COMMANDS])

    def _entry(self, words: str, key: str, *, checked: bool | None = None) -> QAction:
        action = QAction(f"{words}\t{key}", self)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        self.addAction(action)
        return action

    def _choose(self, mode: CompareMode) -> None:
        self._viewer.mode = mode
