"""The thin bar above the viewer: open, compare, zoom, panels and settings."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QWidget

from enhancer_gui.gui.actions import COMMANDS, Command
from enhancer_gui.gui.panels.words import percent_words
from enhancer_gui.gui.theme import Glyph, tabular
from enhancer_gui.gui.viewer.modes import CompareMode
from enhancer_gui.gui.widgets import IconButton, describe

TOP_BAR_HEIGHT_PX = 44
_WORDS_FROM_PX = 1000
"""Below this width the compare modes are shown by their icons alone."""

_ZOOMS = ((1.0, "1"), (2.0, "2"))
_TOLERANCE = 1e-3

MODE_KEYS = {
    CompareMode.SPLIT: "S",
    CompareMode.SIDE_BY_SIDE: "D",
    CompareMode.BEFORE: "B",
    CompareMode.AFTER: "A",
}
_MODE_GLYPHS = {
    CompareMode.SPLIT: Glyph.MODE_SPLIT,
    CompareMode.SIDE_BY_SIDE: Glyph.MODE_SIDE_BY_SIDE,
    CompareMode.BEFORE: Glyph.MODE_BEFORE,
    CompareMode.AFTER: Glyph.MODE_AFTER,
}


class TopBar(QWidget):
    """44 px high. The window's commands own their keys; the bar tells them in its tooltips.

    Attributes:
        mode_chosen: emitted with the `CompareMode`.
        zoom_requested: emitted with the factor; 1.0 is 100 % of the result.
        panel_toggled, filmstrip_toggled: emitted with whether it is to be shown.
    """

    open_requested = Signal()
    paste_requested = Signal()
    mode_chosen = Signal(object)
    fit_requested = Signal()
    zoom_requested = Signal(float)
    panel_toggled = Signal(bool)
    filmstrip_toggled = Signal(bool)
    settings_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(TOP_BAR_HEIGHT_PX)
        self.open = self._button(Glyph.ADD, self.tr("Open"), self.tr("Open photos"), Command.OPEN, text=self.tr("Open"))
        self.paste = self._button(Glyph.CLIPBOARD, self.tr("Paste"), self.tr("Paste a photo"), Command.PASTE)
        self.modes = {mode: self._mode_button(mode) for mode in CompareMode}
        self.fit = IconButton(None, self.tr("Fit"), self, tip=self.tr("Show the whole photo"), text=self.tr("Fit"))
        describe(self.fit, self.tr("Fit"), self.tr("Show the whole photo"), "F")
        self.zooms = {factor: self._zoom_button(factor, key) for factor, key in _ZOOMS}
        self.zoom = QLabel(self)
        self.zoom.setFont(tabular(self.font()))
        self.zoom.setProperty("kind", "muted")
        self.zoom.setToolTip(self.tr("Present zoom; 100 % shows each pixel of the result as one of the screen"))
        self.zoom.setAccessibleName(self.tr("Zoom"))
        self.filmstrip = self._button(
            Glyph.FILMSTRIP, self.tr("Filmstrip"), self.tr("Show or hide the filmstrip"), Command.TOGGLE_FILMSTRIP
        )
        self.panel = self._button(
            Glyph.PANEL, self.tr("Panel"), self.tr("Show or hide the panel"), Command.TOGGLE_PANEL
        )
        self.settings = self._button(Glyph.SETTINGS, self.tr("Settings"), self.tr("Settings"), Command.SETTINGS)
        self._lay_out()
        self._connect()
        self.set_mode(CompareMode.SPLIT)
        self.set_panel_shown(True)
        self.set_filmstrip_shown(True)
        self.set_photo_open(False)

    def set_mode(self, mode: CompareMode) -> None:
        """Show the compare mode in use."""
        self.modes[mode].setChecked(True)

    def set_zoom(self, factor: float, is_fit: bool = False) -> None:
        """Show the zoom in use; 1.0 is 100 %. The percentage is told where no button names it."""
        named = None if is_fit else next((each for each in self.zooms if abs(each - factor) < _TOLERANCE), None)
        self.fit.setChecked(is_fit)
        for each, button in self.zooms.items():
            button.setChecked(each == named)
        self.zoom.setText("" if named else percent_words(factor))

    def set_photo_open(self, is_open: bool) -> None:
        """Switch the controls on that mean something only with a photo."""
        for control in (*self.modes.values(), self.fit, *self.zooms.values()):
            control.setEnabled(is_open)
        self.zoom.setVisible(is_open)

    def set_panel_shown(self, shown: bool) -> None:
        """Show whether the side panel is to be seen."""
        self.panel.setChecked(shown)

    def set_filmstrip_shown(self, shown: bool) -> None:
        """Show whether the filmstrip is to be seen."""
        self.filmstrip.setChecked(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words of the compare modes out where room is short."""
        super().resizeEvent(event)
        for button in self.modes.values():
            button.show_text(self.width() >= _WORDS_FROM_PX)

    def _button(self, glyph: Glyph, name: str, tip: str, command: Command, text: str = "") -> IconButton:
        button = IconButton(glyph, name, self, text=text)
        describe(button, name, tip, COMMANDS[command].keys[0])
        return button

    def _mode_button(self, mode: CompareMode) -> IconButton:
        words, tip = self._mode_words(mode)
        return IconButton(
            _MODE_GLYPHS[mode], words, self, tip=tip, shortcut=MODE_KEYS[mode], text=words, checkable=True
        )

    def _zoom_button(self, factor: float, key: str) -> IconButton:
        words = percent_words(factor)
        button = IconButton(None, words, self, text=words, checkable=True)
        describe(button, words, self.tr("Zoom to {0} of the result").format(words), key)
        return button

    def _mode_words(self, mode: CompareMode) -> tuple[str, str]:
        match mode:
            case CompareMode.SPLIT:
                return self.tr("Split"), self.tr("Before and after with a divider to drag")
            case CompareMode.SIDE_BY_SIDE:
                return self.tr("Side by side"), self.tr("Before and after beside each other")
            case CompareMode.BEFORE:
                return self.tr("Before"), self.tr("Only the original")
            case CompareMode.AFTER:
                return self.tr("After"), self.tr("Only the result")

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(4)
        for part in (self.open, self.paste, _divider(self), *self.modes.values(), _divider(self), self.fit):
            layout.addWidget(part)
        for button in self.zooms.values():
            layout.addWidget(button)
        layout.addSpacing(4)
        layout.addWidget(self.zoom)
        layout.addStretch()
        for part in (self.filmstrip, self.panel, _divider(self), self.settings):
            layout.addWidget(part)

    def _connect(self) -> None:
        self.fit.setCheckable(True)
        self.panel.setCheckable(True)
        self.filmstrip.setCheckable(True)
        group = QButtonGroup(self)
        for mode, button in self.modes.items():
            group.addButton(button)
            button.clicked.connect(partial(self._choose_mode, mode))
        for factor, button in self.zooms.items():
            button.clicked.connect(partial(self._choose_zoom, factor))
        self.open.clicked.connect(self.open_requested)
        self.paste.clicked.connect(self.paste_requested)
        self.fit.clicked.connect(self._choose_fit)
        self.panel.clicked.connect(self.panel_toggled)
        self.filmstrip.clicked.connect(self.filmstrip_toggled)
        self.settings.clicked.connect(self.settings_requested)

    def _choose_mode(self, mode: CompareMode) -> None:
        self.mode_chosen.emit(mode)

    def _choose_zoom(self, factor: float) -> None:
        self.set_zoom(factor)
        self.zoom_requested.emit(factor)

    def _choose_fit(self) -> None:
        self.fit.setChecked(True)
        self.fit_requested.emit()


def _divider(parent: QWidget) -> QWidget:
    box = QWidget(parent)
    line = QFrame(box)
    line.setProperty("kind", "divider")
    line.setFixedSize(1, 20)
    layout = QHBoxLayout(box)
    layout.setContentsMargins(8, 0, 8, 0)
    layout.addWidget(line)
    return box
