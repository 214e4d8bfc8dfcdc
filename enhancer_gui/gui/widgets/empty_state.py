"""What the window shows before there is a photo."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enhancer_gui.gui.theme import Glyph, Ink, body_font, icon, tokens
from enhancer_gui.gui.widgets.buttons import ButtonKind, TextButton

_ICON_PX = 56
_TITLE_PX = 20
_AREA = QSize(520, 320)
_RADIUS_PX = 8


class EmptyState(QWidget):
    """An inviting drop area with two buttons: open photos, or try the sample.

    Dropping is the window's matter; this widget only invites to it.
    """

    open_requested = Signal()
    sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel(self)
        picture.setFixedHeight(_ICON_PX)
        self._icon = icon(Glyph.IMAGE, Ink.MUTED)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture = picture
        title = QLabel(self.tr("Drop photos or folders here"), self)
        title.setProperty("kind", "title")
        font = body_font()
        font.setPixelSize(_TITLE_PX)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        text = QLabel(self.tr("Enlarge, sharpen or restore them. Your originals are never changed."), self)
        text.setWordWrap(True)
        for label in (title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open_button = TextButton(
            self.tr("Open photos…"), ButtonKind.PRIMARY, self, tip=self.tr("Choose photos on this computer")
        )
        self.sample_button = TextButton(
            self.tr("Try a sample photo"), ButtonKind.SECONDARY, self, tip=self.tr("Open the photo that comes along")
        )
        self.open_button.clicked.connect(self.open_requested)
        self.sample_button.clicked.connect(self.sample_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.sample_button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 40, 48, 40)
        layout.setSpacing(8)
        layout.addStretch()
        layout.addWidget(picture)
        layout.addSpacing(8)
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addSpacing(16)
        layout.addLayout(buttons)
        layout.addStretch()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surround and the dashed drop area."""
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.surround))
        size = _AREA.boundedTo(self.size() - QSize(32, 32))
        area = QRectF(QPointF(0, 0), size.toSizeF())
        area.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(QColor(theme.edge), 1, Qt.PenStyle.CustomDashLine))
        pen = painter.pen()
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(area, _RADIUS_PX, _RADIUS_PX)
        self._icon.paint(painter, self._picture.geometry())
