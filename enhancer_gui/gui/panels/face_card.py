"""One face as a card: as it is, as the result has it, and how much of the result it shows."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enhancer_gui.core.faces import FaceShare
from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.panels.section import slider_row
from enhancer_gui.gui.theme import tokens
from enhancer_gui.gui.widgets import ToggleSwitch, ValueSlider, describe
from enhancer_gui.gui.widgets.painting import paint_ring

PICTURE_PX = 60
GAP_PX = 4
_RADIUS_PX = 6.0
_TO_COME_OPACITY = 0.4
_STRIPE = QColor(255, 255, 255, 28)
_STRIPE_PX, _STRIPES_EVERY_PX = 6.0, 15


@dataclass(frozen=True, eq=False)
class FaceFacts:
    """A face that was found.

    Attributes:
        region: in pixels of the photo.
        before, after: the face in the photo and in the result; None while that is not known.
    """

    region: Region
    before: QImage | None = None
    after: QImage | None = None


class FacePictures(QAbstractButton):
    """A face before and after, side by side; a press shows it in the viewer."""

    def __init__(self, facts: FaceFacts, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = facts
        self.setFixedSize(2 * PICTURE_PX + GAP_PX, PICTURE_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(name)
        describe(self, name, self.tr("Before and after. Click to look at the face."))

    def show_facts(self, facts: FaceFacts) -> None:
        """Show other pictures."""
        self.facts = facts
        self.update()

    def sizeHint(self) -> QSize:
        """Return the fixed size."""
        return QSize(2 * PICTURE_PX + GAP_PX, PICTURE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both pictures; in place of a result to come, the photo, faint and striped as in the viewer."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if not self.isEnabled():
            painter.setOpacity(_TO_COME_OPACITY)
        left = QRectF(0, 0, PICTURE_PX, PICTURE_PX)
        right = left.translated(PICTURE_PX + GAP_PX, 0)
        self._paint(painter, left, self.facts.before)
        if self.facts.after is not None:
            self._paint(painter, right, self.facts.after)
        else:
            self._paint(painter, right, self.facts.before, is_to_come=True)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), _RADIUS_PX, tokens().focus)

    def _paint(self, painter: QPainter, rect: QRectF, picture: QImage | None, *, is_to_come: bool = False) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(rect, _RADIUS_PX, _RADIUS_PX)
        painter.fillPath(shape, QColor(tokens().surround))
        if picture is not None:
            painter.save()
            painter.setClipPath(shape)
            if is_to_come:
                painter.setOpacity(_TO_COME_OPACITY)
            side = min(picture.width(), picture.height())
            part = QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side)
            painter.drawImage(rect, picture, part)
            if is_to_come:
                self._paint_stripes(painter, rect)
            painter.restore()

    @staticmethod
    def _paint_stripes(painter: QPainter, rect: QRectF) -> None:
        painter.setOpacity(1.0)
        painter.setPen(QPen(_STRIPE, _STRIPE_PX))
        for x in range(0, 2 * PICTURE_PX + _STRIPES_EVERY_PX, _STRIPES_EVERY_PX):
            painter.drawLine(QPointF(rect.left() + x, rect.top()), QPointF(rect.left() + x - PICTURE_PX, rect.bottom()))


class FaceCard(QWidget):
    """Pictures, a switch that keeps the face as it is, and a strength.

    Signals:
        share_changed(FaceShare): the user wants more or less of the result in this face.
        look_asked(Region): the user wants to see it.
    """

    share_changed = Signal(FaceShare)
    look_asked = Signal(object)

    def __init__(self, facts: FaceFacts, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.region = facts.region
        self._last = 1.0
        name = self.tr("Face {0}").format(number)
        self.pictures = FacePictures(facts, name, self)
        self.switch = ToggleSwitch(
            self.tr("{0}: enhance it").format(name), self, tip=self.tr("Off keeps the face as the photo has it")
        )
        self.strength = ValueSlider(
            self.tr("Strength"),
            1.0,
            self,
            tip=self.tr("How much of the result this face shows, at once."),
            spoken=self.tr("{0}: strength").format(name),
        )
        self.state = QLabel(self)
        self.state.setProperty("kind", "muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(QLabel(name, self))
        words.addWidget(self.state)
        words.addStretch()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.pictures)
        row.addLayout(words, 1)
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addLayout(slider_row(self.strength))
        self.setAccessibleName(name)
        self.pictures.clicked.connect(self._look)
        self.switch.toggled.connect(self._take_switch)
        self.strength.value_changed.connect(self._take_strength)
        self.show_strength(1.0)

    def show_facts(self, facts: FaceFacts) -> None:
        """Show other pictures of the same face."""
        self.pictures.show_facts(facts)
        self._show_state()

    def show_strength(self, strength: float) -> None:
        """Show a strength without telling it."""
        self._last = strength or self._last
        self.strength.set_value(strength)
        self.strength.setEnabled(strength > 0)
        if self.switch.isChecked() != (strength > 0):
            with QSignalBlocker(self):
                self.switch.setChecked(strength > 0)
        self._show_state()

    def _show_state(self) -> None:
        """Say how the face is; nothing of an enhancement that is still to come."""
        has_words = self.strength.value < 1 or self.pictures.facts.after is not None
        self.state.setText(self._words(self.strength.value) if has_words else "")
        self.state.setVisible(has_words)

    def _words(self, strength: float) -> str:
        if strength == 0:
            return self.tr("Kept as it is")
        return self.tr("Enhanced") if strength == 1 else self.tr("Mixed")

    def _look(self) -> None:
        self.look_asked.emit(self.region)

    def _take_switch(self, on: bool) -> None:
        self._tell(self._last if on else 0.0)

    def _take_strength(self, strength: float) -> None:
        self._tell(strength)

    def _tell(self, strength: float) -> None:
        self.show_strength(strength)
        if not self.signalsBlocked():
            self.share_changed.emit(FaceShare(self.region, strength))
