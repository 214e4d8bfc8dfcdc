"""One candidate's cell: the photo as it makes it, its name, and how long it took."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enhancer_gui.gui.theme import tabular, tokens
from enhancer_gui.gui.viewer import CompareMode, CompareViewer
from enhancer_gui.gui.widgets import ElidedLabel
from enhancer_gui.gui.widgets.painting import paint_ring

CACHE_BYTES = 48 << 20
"""A cell is a fraction of the window; six of them take no more than the viewer."""

FOOT_PX = 32
EDGE_PX = 2
_RADIUS = 6.0


class BakeOffCell(QWidget):
    """A small viewer above a line of words.

    Signals:
        chosen(): this one is wanted.
        held(bool): the original shall be seen in all cells while True.
    """

    chosen = Signal()
    held = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Start with an empty picture."""
        super().__init__(parent)
        self.viewer = CompareViewer(self, cache_bytes=CACHE_BYTES)
        self.viewer.has_captions = False
        self.viewer.has_overview = False
        self.viewer.mode = CompareMode.AFTER
        self.viewer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewer.clicked.connect(self.chosen)
        self.title, self.state = ElidedLabel(title, self), QLabel(self)
        self.title.setProperty("kind", "title")
        self.state.setProperty("kind", "muted")
        self.state.setFont(tabular(self.state.font()))
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 0, 10, 0)
        foot.addWidget(self.title, 1)
        foot.addWidget(self.state)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE_PX, EDGE_PX, EDGE_PX, 0)
        layout.setSpacing(0)
        layout.addWidget(self.viewer, 1)
        line = QWidget(self)
        line.setLayout(foot)
        line.setFixedHeight(FOOT_PX)
        layout.addWidget(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("Click to take this one (Enter); drag to look elsewhere"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.toolTip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def settle(self) -> None:
        """Give the viewer the size that it will have, now."""
        self._column.activate()

    def set_title(self, title: str) -> None:
        """Give it another name."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def tell(self, words: str) -> None:
        """Say how far it is, or how long it took."""
        self.state.setText(words)
        self.setAccessibleDescription(f"{words}. {self.toolTip()}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and a ring around the one under the pointer or the keyboard."""
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        if self.hasFocus() or self.underMouse():
            paint_ring(painter, QRectF(self.rect()), _RADIUS, theme.focus if self.hasFocus() else theme.accent)
        painter.end()

    def mouseReleaseEvent(self, event: object) -> None:
        """Take a click on the words like one on the photo."""
        self.chosen.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that a click means something."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Rest."""
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of the original."""
        super().focusOutEvent(event)
        self.held.emit(False)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it, Space shows the original everywhere; the rest is the viewer's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.held.emit(True)
        else:
            self.viewer.keyPressEvent(event)
            self.viewer.mode = CompareMode.AFTER

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of the original."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.held.emit(False)
        else:
            event.ignore()
