"""A preset as a card: icon, name and, where there is room, one line; or what it does to the photo, and its name."""

from PySide6.QtCore import QEasingCurve, QPoint, QRect, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from enhancer_gui.gui.theme import Glyph, body_font, caption_font, motion_ms, paint_glyph, tokens
from enhancer_gui.gui.widgets.card_picture import CardPicture, paint_card_picture
from enhancer_gui.gui.widgets.describe import describe
from enhancer_gui.gui.widgets.painting import paint_ring, wrapped

_PADDING_PX = 10
_COMPACT_PADDING_PX = 7
_ICON_PX = 16
_ICON_GAP_PX = 6
_TITLE_LINES = 2
_SUMMARY_LINES = 3
_RADIUS_PX = 8
_PICTURE_PX = 64
_COMPACT_PICTURE_PX = 44
"""Height of the picture above the name; in a compact card, the sides of the one at the left."""


class PresetCard(QAbstractButton):
    """A checkable card; the name wraps to two lines and the summary to three, the tooltip has both in full.

    A compact card shows the name only. With a picture the summary is left to the tooltip.
    """

    def __init__(self, preset_id: str, title: str, summary: str, glyph: Glyph, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preset_id = preset_id
        self._summary = summary
        self._glyph = glyph
        self.setText(title.replace("&", "&&"))
        self._title = title
        self._is_compact = False
        self._picture: CardPicture | None = None
        self._appearing = QVariantAnimation(self)
        self._appearing.setStartValue(0.0)
        self._appearing.setEndValue(1.0)
        self._appearing.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._appearing.valueChanged.connect(self.update)
        self.setCheckable(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def set_compact(self, compact: bool) -> None:
        """Leave the summary to the tooltip, or show it again."""
        self._is_compact = compact
        self.updateGeometry()
        self.update()

    @property
    def picture(self) -> CardPicture | None:
        """What is shown of the photo."""
        return self._picture

    def set_picture(self, picture: CardPicture | None) -> bool:
        """Show what the preset does to the photo, or None of it; returns whether the card has another height now."""
        known, self._picture = self._picture, picture
        is_new = picture is not None and picture.after is not None and (known is None or known.after is None)
        self._tell()
        self._appearing.stop()
        if is_new and motion_ms() > 0 and self.isVisible():
            self._appearing.setDuration(motion_ms())
            self._appearing.start()
        self.update()
        if (known is None) == (picture is None):
            return False
        self.updateGeometry()
        return True

    def height_for(self, width: int) -> int:
        """Return the height in pixels that picture and words need in a card of a width."""
        title, summary = self._lines(width)
        summary_px = len(summary) * QFontMetrics(caption_font()).lineSpacing()
        padding = _COMPACT_PADDING_PX if self._is_compact else _PADDING_PX
        above = _PICTURE_PX if self._picture is not None and not self._is_compact else 0
        height = above + 2 * padding + self._title_height(title) + (4 + summary_px if summary else 0)
        has_thumbnail = self._picture is not None and self._is_compact
        return max(height, _COMPACT_PICTURE_PX + 2) if has_thumbnail else height

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
        self._paint_picture(painter)
        self._paint_words(painter)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), _RADIUS_PX, theme.focus)

    def _tell(self) -> None:
        """Explain the card, and the picture where there is one."""
        words = ". ".join(part for part in (self._title, self._summary) if part)
        has_both = self._picture is not None and self._picture.after is not None
        sides = self.tr("Left: the photo as it is. Right: with this preset.")
        describe(self, self._title, f"{words}\n{sides}" if has_both else words)
        self.setAccessibleDescription(self._summary)

    def _paint_picture(self, painter: QPainter) -> None:
        if self._picture is None:
            return
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        card, part = QPainterPath(), QPainterPath()
        card.addRoundedRect(inside, _RADIUS_PX - 1, _RADIUS_PX - 1)
        if self._is_compact:
            inside.setWidth(_COMPACT_PICTURE_PX - 1)
        else:
            inside.setHeight(_PICTURE_PX - 1)
        part.addRect(inside)
        is_moving = self._appearing.state() is QVariantAnimation.State.Running
        share = float(self._appearing.currentValue()) if is_moving else 1.0
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        paint_card_picture(painter, card.intersected(part), self._picture, share)
        painter.setOpacity(1.0)

    def _paint_words(self, painter: QPainter) -> None:
        theme, on = tokens(), self.isEnabled()
        title, summary = self._lines(self.width())
        title_height = self._title_height(title)
        top = (self.height() - title_height) // 2 if self._is_compact else self._words_top
        left = self._words_left
        _paint_lines(painter, title, QPoint(left, top), self._title_font(), theme.text if on else theme.text_off)
        below = QPoint(_PADDING_PX, top + title_height + 4)
        _paint_lines(painter, summary, below, caption_font(), theme.text_muted if on else theme.text_off)
        if self._picture is not None and self._is_compact:
            return
        glyph_colour = theme.accent if self.isChecked() and on else theme.text_soft if on else theme.text_off
        glyph_top = (self.height() - _ICON_PX) // 2 if self._is_compact else top
        paint_glyph(painter, QRect(_PADDING_PX, glyph_top, _ICON_PX, _ICON_PX), self._glyph, glyph_colour)

    @property
    def _words_left(self) -> int:
        """Where the name begins: beside the glyph or, in a compact card, beside the picture in its place."""
        if self._picture is not None and self._is_compact:
            return _COMPACT_PICTURE_PX + _ICON_GAP_PX + 2
        return _PADDING_PX + _ICON_PX + _ICON_GAP_PX

    @property
    def _words_top(self) -> int:
        return _PADDING_PX if self._picture is None else _PICTURE_PX + _PADDING_PX

    def _lines(self, width: int) -> tuple[list[str], list[str]]:
        room = width - 2 * _PADDING_PX
        summary = "" if self._is_compact or self._picture is not None else self._summary
        title = wrapped(self._title, self._title_font(), width - _PADDING_PX - self._words_left, _TITLE_LINES)
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
