"""The thin bar above the viewer: open, compare, zoom, panels and settings."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from enhancer_gui.gui.actions import COMMANDS, Command
from enhancer_gui.gui.panels.compare_group import CompareGroup
from enhancer_gui.gui.panels.zoom_group import ZoomGroup
from enhancer_gui.gui.theme import Glyph
from enhancer_gui.gui.viewer.modes import CompareMode
from enhancer_gui.gui.widgets import IconButton, describe

TOP_BAR_HEIGHT_PX = 44
_PASTE_FROM_PX = 700


class TopBar(QWidget):
    """44 px high. The window's commands own their keys; the bar tells them in its tooltips.

    Attributes:
        mode_chosen: emitted with the `CompareMode`.
        loupe_toggled: emitted with whether the loupe is wanted.
        zoom_requested: emitted with the factor; 1.0 is 100 % of the result.
        original_requested: 100 % of the photo itself.
        bake_off_requested: compare several presets on what is in view.
        panel_toggled, filmstrip_toggled: emitted with whether it is to be shown.
    """

    open_requested = Signal()
    paste_requested = Signal()
    mode_chosen = Signal(object)
    loupe_toggled = Signal(bool)
    fit_requested = Signal()
    zoom_requested = Signal(float)
    original_requested = Signal()
    bake_off_requested = Signal()
    full_screen_requested = Signal()
    panel_toggled = Signal(bool)
    filmstrip_toggled = Signal(bool)
    models_requested = Signal()
    settings_requested = Signal()
    more_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(TOP_BAR_HEIGHT_PX)
        # The bar follows the window's width and never widens it: what has no room is left out.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.open = self._button(Glyph.ADD, self.tr("Open"), self.tr("Open photos"), Command.OPEN, text=self.tr("Open"))
        self.paste = self._button(Glyph.CLIPBOARD, self.tr("Paste"), self.tr("Paste a photo"), Command.PASTE)
        self.compare, self.zooming = CompareGroup(self), ZoomGroup(self)
        self.modes, self.loupe = self.compare.modes, self.compare.loupe
        self.fit, self.zooms, self.zoom = self.zooming.fit, self.zooming.zooms, self.zooming.zoom
        self.bake_off = self._button(
            Glyph.BAKE_OFF, self.tr("Bake-off"), self.tr("Try several presets on what is in view"), Command.BAKE_OFF
        )
        self.full_screen = self._button(
            Glyph.FULL_SCREEN,
            self.tr("Full screen"),
            self.tr("Only the photo, on the whole screen"),
            Command.FULL_SCREEN,
        )
        self.filmstrip = self._button(
            Glyph.FILMSTRIP, self.tr("Filmstrip"), self.tr("Show or hide the filmstrip"), Command.TOGGLE_FILMSTRIP
        )
        self.panel = self._button(
            Glyph.PANEL, self.tr("Panel"), self.tr("Show or hide the panel"), Command.TOGGLE_PANEL
        )
        self.models = self._button(
            Glyph.MODELS, self.tr("Models"), self.tr("Download, import and choose models"), Command.MODELS
        )
        self.settings = self._button(Glyph.SETTINGS, self.tr("Settings"), self.tr("Settings"), Command.SETTINGS)
        self.more = IconButton(
            Glyph.MORE, self.tr("More"), self, tip=self.tr("Prints, a watched folder, help and more")
        )
        self._lay_out()
        self._connect()
        self.set_mode(CompareMode.SPLIT)
        self.set_panel_shown(True)
        self.set_filmstrip_shown(True)
        self.set_photo_open(False)

    def set_mode(self, mode: CompareMode) -> None:
        """Show the compare mode in use."""
        self.compare.set_mode(mode)

    def set_zoom(self, factor: float, is_fit: bool = False) -> None:
        """Show the zoom in use; 1.0 is 100 %."""
        self.zooming.set_zoom(factor, is_fit)

    def set_photo_open(self, is_open: bool) -> None:
        """Switch the controls on that mean something only with a photo."""
        self.compare.set_enabled(is_open)
        self.zooming.set_enabled(is_open)
        self.bake_off.setEnabled(is_open)

    def set_bake_off_open(self, is_open: bool) -> None:
        """Show whether several presets are compared; the modes and zooms of the single photo then rest."""
        self.compare.set_enabled(not is_open)
        self.zooming.set_enabled(not is_open)
        self.bake_off.setChecked(is_open)

    def set_panel_shown(self, shown: bool) -> None:
        """Show whether the side panel is to be seen."""
        self.panel.setChecked(shown)

    def set_filmstrip_shown(self, shown: bool) -> None:
        """Show whether the filmstrip is to be seen."""
        self.filmstrip.setChecked(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words, and then buttons, where room is short."""
        super().resizeEvent(event)
        self.compare.fit_into(self.width())
        self.zooming.fit_into(self.width())
        self.paste.setVisible(self.width() >= _PASTE_FROM_PX)

    def _button(self, glyph: Glyph, name: str, tip: str, command: Command, text: str = "") -> IconButton:
        button = IconButton(glyph, name, self, text=text)
        describe(button, name, tip, COMMANDS[command].keys[0])
        return button

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(4)
        for part in (self.open, self.paste, _divider(self), self.compare, _divider(self), self.zooming):
            layout.addWidget(part)
        layout.addStretch()
        for part in (self.bake_off, self.full_screen, _divider(self), self.filmstrip, self.panel):
            layout.addWidget(part)
        for part in (self.models, self.settings, self.more):
            layout.addWidget(part)

    def _connect(self) -> None:
        self.panel.setCheckable(True)
        self.filmstrip.setCheckable(True)
        self.bake_off.setCheckable(True)
        self.compare.mode_chosen.connect(self.mode_chosen)
        self.compare.loupe_toggled.connect(self.loupe_toggled)
        self.zooming.fit_requested.connect(self.fit_requested)
        self.zooming.zoom_requested.connect(self.zoom_requested)
        self.zooming.original_requested.connect(self.original_requested)
        self.open.clicked.connect(self.open_requested)
        self.paste.clicked.connect(self.paste_requested)
        self.bake_off.clicked.connect(self.bake_off_requested)
        self.full_screen.clicked.connect(self.full_screen_requested)
        self.panel.clicked.connect(self.panel_toggled)
        self.filmstrip.clicked.connect(self.filmstrip_toggled)
        self.models.clicked.connect(self.models_requested)
        self.settings.clicked.connect(self.settings_requested)
        self.more.clicked.connect(self.more_requested)


def _divider(parent: QWidget) -> QWidget:
    box = QWidget(parent)
    line = QFrame(box)
    line.setProperty("kind", "divider")
    line.setFixedSize(1, 20)
    layout = QHBoxLayout(box)
    layout.setContentsMargins(8, 0, 8, 0)
    layout.addWidget(line)
    return box
