"""The label in the corner of a pane: says what is shown there and, where there is a choice, offers it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from enhancer_gui.gui.theme import Glyph
from enhancer_gui.gui.theme.icons import paint_glyph
from enhancer_gui.gui.viewer.overlays import Pill, label_font, paint_pill, paint_pill_ring
from enhancer_gui.gui.viewer.versions import Version

CARET_PX = 12
_CARET_ROOM = "   "
_CARET_COLOUR = "#ffffff"
_BETWEEN = "  ·  "


class PaneLabel(QAbstractButton):
    """A pill that drops down a list.

    Signals:
        chosen(str): the id of another version.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Start hidden, with nothing to choose from."""
        super().__init__(parent)
        self._ground = parent
        self._versions: tuple[Version, ...] = ()
        self._current = ""
        self.menu = QMenu(self)
        self.clicked.connect(self.open_menu)
        self._follow_choice()
        self.hide()

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one thing to show."""
        return len(self._versions) > 1

    @property
    def versions(self) -> tuple[Version, ...]:
        """What is offered."""
        return self._versions

    @property
    def current(self) -> str:
        """The id of what is shown; "" where nothing is offered."""
        return self._current

    def offer(self, versions: Sequence[Version], current: str) -> None:
        """Offer these versions, of which `current` is shown."""
        self._versions, self._current = tuple(versions), current
        self._follow_choice()

    def title_of_current(self) -> str:
        """Return how the version that is shown is called; "" where none is known."""
        return next((version.title for version in self._versions if version.id == self._current), "")

    def words(self, text: str) -> str:
        """Return the text with room for the mark of a list behind it."""
        return text + _CARET_ROOM if self.has_choice else text

    def place(self, pill: Pill | None) -> None:
        """Be where a pill has found room; hidden where it has not."""
        if pill is None:
            self.hide()
            return
        self.setText(pill.text)
        self.setAccessibleName(pill.text.rstrip())
        self.setGeometry(pill.rect.toAlignedRect())
        self.show()

    def open_menu(self) -> None:
        """Drop the list down."""
        self.fill_menu()
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def fill_menu(self) -> None:
        """Build the list."""
        self.menu.clear()
        group = QActionGroup(self.menu)
        for version in self._versions:
            words = _BETWEEN.join(part for part in (version.title, version.detail) if part)
            action = self.menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(version.id == self._current)
            action.setData(version.id)
            group.addAction(action)
        group.triggered.connect(self._choose)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = Pill(self.text().rstrip(), QRectF(self.rect()))
        tail = CARET_PX if self.has_choice else 0
        hot = self.underMouse() and self.has_choice
        paint_pill(painter, pill, label_font(self._ground.font()), hot=hot, tail=tail)
        if self.has_choice:
            middle = self.rect().center()
            place = QRectF(self.width() - CARET_PX - 8, middle.y() - CARET_PX / 2 + 1, CARET_PX, CARET_PX)
            paint_glyph(painter, place.toAlignedRect(), Glyph.CARET, _CARET_COLOUR)
        if self.hasFocus():
            paint_pill_ring(painter, pill)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Show that it can be pressed."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def _choose(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))

    def _follow_choice(self) -> None:
        self.setAccessibleDescription(self.tr("Choose what is compared here") if self.has_choice else "")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not self.has_choice)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self.has_choice else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if self.has_choice else Qt.CursorShape.ArrowCursor)
        self.update()
