"""Puts a panel beside the content or, where the window is narrow, over it as a drawer."""

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from enhancer_gui.gui.theme import motion_ms

DRAWER_BELOW_PX = 1100
_RULE_PX = 1
_SHADE = 0.45


class _Shade(QWidget):
    """Darkens the content behind the drawer; a press on it closes the drawer."""

    pressed = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken."""
        shade = QColor(Qt.GlobalColor.black)
        shade.setAlphaF(_SHADE)
        QPainter(self).fillRect(self.rect(), shade)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask to be closed."""
        self.pressed.emit()


class PanelHost(QWidget):
    """Content with a panel at its right. Below 1100 px the panel becomes a drawer, closed at first.

    Beside the content and as a drawer the panel is shown or hidden independently: narrowing a window
    never covers the photo, and widening it brings back what was there before.

    Attributes:
        panel_shown: emitted when the panel is shown or hidden, by whatever cause.
    """

    panel_shown = Signal(bool)

    def __init__(self, content: QWidget, panel: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._panel = panel
        self._wanted_beside = True
        self._is_drawer = False
        self._is_bare = False
        self._told = True
        self._shade = _Shade(self)
        self._rule = QFrame(self)
        self._rule.setProperty("kind", "rule")
        for widget in (content, self._shade, self._rule, panel):
            widget.setParent(self)
        self._shade.hide()
        self._shade.pressed.connect(self._close_drawer)
        self._slide = QPropertyAnimation(panel, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.finished.connect(self._hide_if_closed)
        panel.installEventFilter(self)
        content.show()
        panel.show()

    @property
    def is_drawer(self) -> bool:
        """Whether the panel lies over the content."""
        return self._is_drawer

    @property
    def is_panel_shown(self) -> bool:
        """Whether the panel is to be seen."""
        return self._told

    def show_panel(self, shown: bool) -> None:
        """Show or hide the panel."""
        if self._is_drawer:
            self._move_drawer(shown)
        else:
            self._wanted_beside, self._is_bare = shown, False
            self._panel.setVisible(shown)
            self._place()
        self._tell(shown)

    def set_bare(self, bare: bool) -> None:
        """Leave only the content, or bring back what was beside it."""
        self._is_bare = bare
        self._slide.stop()
        self._shade.hide()
        self._panel.setVisible(not bare and not self._is_drawer and self._wanted_beside)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place both, and change between the two forms at 1100 px."""
        super().resizeEvent(event)
        is_drawer = self.width() < DRAWER_BELOW_PX
        if is_drawer != self._is_drawer:
            self._is_drawer = is_drawer
            self._slide.stop()
            self._shade.hide()
            shown = self._wanted_beside and not is_drawer
            self._panel.setVisible(shown and not self._is_bare)
            self._tell(shown)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the drawer with Escape while the keyboard is in it."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if self._is_drawer and self._told and is_escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if self._is_drawer and self._told and is_escape and event.type() == QEvent.Type.KeyPress:
            self._close_drawer()
            return True
        return super().eventFilter(watched, event)

    def _close_drawer(self) -> None:
        self.show_panel(False)

    def _move_drawer(self, shown: bool) -> None:
        width = self._panel.width()
        inside, outside = QPoint(self.width() - width, 0), QPoint(self.width(), 0)
        self._shade.setVisible(shown)
        self._slide.stop()
        if shown:
            if not self._panel.isVisible():
                self._panel.move(outside)
                self._panel.show()
            self._shade.raise_()
            self._panel.raise_()
            self._panel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._told = shown
        self._slide.setDuration(motion_ms())
        self._slide.setStartValue(self._panel.pos())
        self._slide.setEndValue(inside if shown else outside)
        self._slide.start()

    def _hide_if_closed(self) -> None:
        if self._is_drawer and self._panel.x() >= self.width():
            self._panel.hide()

    def _tell(self, shown: bool) -> None:
        changed = shown != self._told or self._is_drawer
        self._told = shown
        if changed:
            self.panel_shown.emit(shown)

    def _place(self) -> None:
        width, height = self.width(), self.height()
        panel_width = (
            self._panel.sizeHint().width() if self._panel.maximumWidth() > width else self._panel.maximumWidth()
        )
        is_beside = not self._is_drawer and self._wanted_beside and not self._is_bare
        content_width = width - panel_width - _RULE_PX if is_beside else width
        self._content.setGeometry(0, 0, content_width, height)
        self._rule.setGeometry(content_width, 0, _RULE_PX, height)
        self._rule.setVisible(is_beside)
        self._shade.setGeometry(self.rect())
        left = width if self._is_drawer and not self._told else width - panel_width
        self._panel.setGeometry(left, 0, panel_width, height)
