"""A preset as a card: icon, name and, where there is room, one line."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from enhancer_gui.gui.theme import Glyph, body_font, caption_font, paint_glyph, tokens
from enhancer_gui.gui.widgets.describe import describe
from enhancer_gui.gui.widgets.painting import paint_ring, wrapped

_PADDING_PX = 10
_COMPACT_PADDING_PX = 7
_ICON_PX = 16
_ICON_GAP_PX = 6
_TITLE_LINES = 2
_SUMMARY_LINES = 3
_RADIUS_PX = 8


class PresetCard(QAbstractButton):
    """A checkable card; the name wraps to two lines and the summary to three, the tooltip has both in full.

    A compact card shows the name only.
    """

    def __init__(self, preset_id: str, title: str, summary: str, glyph: Glyph, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preset_id = preset_id
        self._summary = summary
        self._glyph = glyph
        self.setText(title.replace("&", "&&"))
        self._title = title
        self._is_compact = False
        self.setCheckable(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        describe(self, title, f"{title}. {summary}" if summary else title)
        self.setAccessibleDescription(summary)

    def set_compact(self, compact: bool) -> None:
        """Leave the summary to the tooltip, or show it again."""
        self._is_compact = compact
        self.updateGeometry()
        self.update()

    def height_for(self, width: int) -> int:
        """Return the height in pixels that the words need in a card of a width."""
        title, summary = self._lines(width)
        summary_px = len(summary) * QFontMetrics(caption_font()).lineSpacing()
        padding = _COMPACT_PADDING_PX if self._is_compact else _PADDING_PX
        return 2 * padding + self._title_height(title) + (4 + summary_px if summary else 0)

    def sizeHint(self) -> QSize:
        """Return a size for half the side panel's width."""
        return QSize(146, self.height_for(146))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, words and focus ring."""
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = theme.hover if self.underMouse() and self.isEnabled() else theme.raised
        painter.setPen(QPen(QColor(theme.accent if self.isChecked() else theme.line), 1))
        painter.setBrush(QColor(theme.accent_soft if self.isChecked() else ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS_PX, _RADIUS_PX)
        on = self.isEnabled()
        title, summary = self._lines(self.width())
        title_height = self._title_height(title)
        top = (self.height() - title_height) // 2 if self._is_compact else _PADDING_PX
        left = _PADDING_PX + _ICON_PX + _ICON_GAP_PX
        _paint_lines(painter, title, QPoint(left, top), self._title_font(), theme.text if on else theme.text_off)
        below = QPoint(_PADDING_PX, top + title_height + 4)
        _paint_lines(painter, summary, below, caption_font(), theme.text_muted if on else theme.text_off)
        glyph_colour = theme.accent if self.isChecked() and on else theme.text_soft if on else theme.text_off
        glyph_top = (self.height() - _ICON_PX) // 2 if self._is_compact else top
        paint_glyph(painter, QRect(_PADDING_PX, glyph_top, _ICON_PX, _ICON_PX), self._glyph, glyph_colour)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), _RADIUS_PX, theme.focus)

    def _lines(self, width: int) -> tuple[list[str], list[str]]:
        room = width - 2 * _PADDING_PX
        summary = "" if self._is_compact else self._summary
        title = wrapped(self._title, self._title_font(), room - _ICON_PX - _ICON_GAP_PX, _TITLE_LINES)
        return title, wrapped(summary, caption_font(), room, _SUMMARY_LINES) if summary else []

    def _title_height(self, lines: list[str]) -> int:
        return max(_ICON_PX, len(lines) * QFontMetrics(self._title_font()).lineSpacing())

    @staticmethod
    def _title_font() -> QFont:
        font = body_font()
        font.setWeight(QFont.Weight.DemiBold)
        return font


def _paint_lines(painter: QPainter, lines: list[str], place: QPoint, font: QFont, colour: str) -> None:
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    for number, line in enumerate(lines):
        painter.drawText(place.x(), place.y() + metrics.ascent() + number * metrics.lineSpacing(), line)
