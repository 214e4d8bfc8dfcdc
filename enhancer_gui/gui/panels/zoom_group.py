"""The bar's buttons for the zoom: the whole photo, 100 and 200 %, and a list of all others."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from enhancer_gui.gui.panels.compare_group import SPACING_PX
from enhancer_gui.gui.panels.words import percent_words
from enhancer_gui.gui.theme import Glyph, tabular
from enhancer_gui.gui.widgets import IconButton, describe

_ZOOMS = ((1.0, "1"), (2.0, "2"))
_MORE_ZOOMS = ((1.0, "1"), (2.0, "2"), (3.0, "3"), (4.0, "4"))
_FROM_PX = {1.0: 700, 2.0: 900}
"""Width of the bar from which a zoom has a button."""

_FIT_KEY, _ORIGINAL_KEY = "F", "I"
_TOLERANCE = 1e-3


class ZoomGroup(QWidget):
    """Tells the zoom in use and offers others.

    Attributes:
        fit_requested: the whole photo.
        zoom_requested: emitted with the factor; 1.0 is 100 % of the result.
        original_requested: one pixel of the photo on one of the screen.
    """

    fit_requested = Signal()
    zoom_requested = Signal(float)
    original_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fit = IconButton(None, self.tr("Fit"), self, text=self.tr("Fit"), checkable=True)
        describe(self.fit, self.tr("Fit"), self.tr("Show the whole photo"), _FIT_KEY)
        self.zooms = {factor: self._zoom_button(factor, key) for factor, key in _ZOOMS}
        self.zoom = IconButton(Glyph.CARET, self.tr("Zoom"), self, text=" ")
        self.zoom.setFont(tabular(self.font()))
        self.zoom.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the mark of a list comes after the words
        describe(
            self.zoom,
            self.tr("Zoom"),
            self.tr("Present zoom; 100 % shows each pixel of the result as one of the screen"),
        )
        self.menu = QMenu(self)  # the button would hand its direction on, and the keys stood before the words
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING_PX)
        for part in (self.fit, *self.zooms.values(), self.zoom):
            layout.addWidget(part)
        for factor, button in self.zooms.items():
            button.clicked.connect(partial(self._choose, factor))
        self.fit.clicked.connect(self._choose_fit)
        self.zoom.clicked.connect(self._open)

    def set_zoom(self, factor: float, is_fit: bool = False) -> None:
        """Show the zoom in use; 1.0 is 100 %. The percentage is told where no button names it."""
        named = None if is_fit else next((each for each in self.zooms if abs(each - factor) < _TOLERANCE), None)
        self.fit.setChecked(is_fit)
        for each, button in self.zooms.items():
            button.setChecked(each == named)
        self.zoom.setText("" if named else percent_words(factor))
        self.zoom.show_text(not named)

    def fit_into(self, width: int) -> None:
        """Have buttons where a bar of that width has room for them; the list has them all."""
        for factor, button in self.zooms.items():
            button.setVisible(width >= _FROM_PX[factor])
        self.updateGeometry()

    def set_enabled(self, enabled: bool) -> None:
        """Switch all buttons on or off."""
        for button in (self.fit, *self.zooms.values(), self.zoom):
            button.setEnabled(enabled)
        self.zoom.setVisible(enabled)

    def _zoom_button(self, factor: float, key: str) -> IconButton:
        words = percent_words(factor)
        button = IconButton(None, words, self, text=words, checkable=True)
        describe(button, words, self.tr("Zoom to {0} of the result").format(words), key)
        return button

    def fill_menu(self) -> None:
        """Build the list of zooms."""
        self.menu.clear()
        fit, original = self.tr("Fit"), self.tr("100 % of the original")
        self.menu.addAction(f"{fit}\t{_FIT_KEY}", self._choose_fit)
        self.menu.addSeparator()
        self.menu.addAction(f"{original}\t{_ORIGINAL_KEY}", self.original_requested.emit)
        for factor, key in _MORE_ZOOMS:
            words = self.tr("{0} of the result").format(percent_words(factor))
            self.menu.addAction(f"{words}\t{key}", partial(self._choose, factor))

    def _open(self) -> None:
        self.fill_menu()
        self.menu.popup(self.zoom.mapToGlobal(QPoint(0, self.zoom.height() + 2)))

    def _choose(self, factor: float) -> None:
        self.set_zoom(factor)
        self.zoom_requested.emit(factor)

    def _choose_fit(self) -> None:
        self.fit.setChecked(True)
        self.fit_requested.emit()
