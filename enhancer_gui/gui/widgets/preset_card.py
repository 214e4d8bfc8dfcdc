"""A preset as a card: icon, name and one line."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from enhancer_gui.gui.theme import Glyph, body_font, caption_font, paint_glyph, tokens
from enhancer_gui.gui.widgets.describe import describe
from enhancer_gui.gui.widgets.painting import paint_ring, wrapped

_PADDING_PX = 10
_ICON_PX = 16
_ICON_GAP_PX = 6
_TITLE_LINES = 2
_SUMMARY_LINES = 3
_RADIUS_PX = 8


class PresetCard(QAbstractButton):
    """A checkable card; the name wraps to two lines and the summary to three, the tooltip has both in full."""

    def __init__(self, preset_id: str, title: str, summary: str, glyph: Glyph, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preset_id = preset_id
        self._summary = summary
        self._glyph = glyph
        self.setText(title.replace("&", "&&"))
        self._title = title
        self.setCheckable(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        describe(self, title, f"{title}. {summary}" if summary else title)
        self.setAccessibleDescription(summary)

    def height_for(self, width: int) -> int:
        """Return the height in pixels that the words need in a card of a width."""
        title, summary = self._lines(width)
        title_px = max(_ICON_PX, len(title) * QFontMetrics(self._title_font()).lineSpacing())
        summary_px = len(summary) * QFontMetrics(caption_font()).lineSpacing()
        return 2 * _PADDING_PX + title_px + (4 + summary_px if summary else 0)

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
        self._paint_words(painter, theme.text if on else theme.text_off, theme.text_muted if on else theme.text_off)
        glyph_colour = theme.accent if self.isChecked() and on else theme.text_soft if on else theme.text_off
        paint_glyph(painter, QRect(_PADDING_PX, _PADDING_PX, _ICON_PX, _ICON_PX), self._glyph, glyph_colour)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), _RADIUS_PX, theme.focus)

    def _paint_words(self, painter: QPainter, title_colour: str, summary_colour: str) -> None:
        title, summary = self._lines(self.width())
        y = _PADDING_PX
        left = _PADDING_PX + _ICON_PX + _ICON_GAP_PX
        for lines, font, colour, x in (
            (title, self._title_font(), title_colour, left),
            (summary, caption_font(), summary_colour, _PADDING_PX),
        ):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            for line in lines:
                painter.drawText(x, y + metrics.ascent(), line)
                y += metrics.lineSpacing()
            y += 4

    def _lines(self, width: int) -> tuple[list[str], list[str]]:
        room = width - 2 * _PADDING_PX
        title = wrapped(self._title, self._title_font(), room - _ICON_PX - _ICON_GAP_PX, _TITLE_LINES)
        return title, wrapped(self._summary, caption_font(), room, _SUMMARY_LINES) if self._summary else []

    @staticmethod
    def _title_font() -> QFont:
        font = body_font()
        font.setWeight(QFont.Weight.DemiBold)
        return font
