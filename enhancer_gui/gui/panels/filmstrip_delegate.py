"""Paints a photo of the filmstrip and knows where its hover buttons are."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from enhancer_gui.gui.panels.filmstrip_model import AnyIndex, FilmstripRole
from enhancer_gui.gui.panels.filmstrip_row import ACTIONS, FilmAction, FilmstripRow, PhotoState
from enhancer_gui.gui.panels.words import duration_words, percent_words, state_word
from enhancer_gui.gui.theme import DARK, Glyph, Tokens, body_font, caption_font, paint_glyph, tabular, tokens
from enhancer_gui.gui.widgets.painting import paint_ring

CARD = QSize(144, 108)
GAP_PX = 8
THUMBNAIL = QSize(142, 66)
_PADDING_PX = 8
_RADIUS_PX = 8
_PROGRESS_PX = 3
_BUTTON_PX = 24
_GLYPH_PX = 14
_ICON_PX = 24
_VEIL = QColor(0, 0, 0, 170)
_ON_VEIL = "#ffffff"

GLYPHS = {
    FilmAction.PAUSE: Glyph.PAUSE,
    FilmAction.RESUME: Glyph.PLAY,
    FilmAction.CANCEL: Glyph.CANCEL,
    FilmAction.RETRY: Glyph.RETRY,
    FilmAction.HERE: Glyph.SCREEN,
    FilmAction.DETAILS: Glyph.INFO,
    FilmAction.REVEAL: Glyph.REVEAL,
    FilmAction.REMOVE: Glyph.DELETE,
}
_UNDER_WAY = (PhotoState.SENDING, PhotoState.RUNNING, PhotoState.SAVING, PhotoState.PAUSED)


def state_colour(state: PhotoState, theme: Tokens) -> str:
    """Return the colour of a state's word."""
    match state:
        case PhotoState.DONE | PhotoState.SAVED:
            return theme.good
        case PhotoState.FAILED | PhotoState.FAILED_THERE | PhotoState.DAMAGED:
            return theme.bad
        case PhotoState.PAUSED | PhotoState.OUTDATED | PhotoState.CALLING:
            return theme.warn
        case PhotoState.SENDING | PhotoState.THERE | PhotoState.RUNNING | PhotoState.SAVING:
            return theme.text_soft
        case PhotoState.READY | PhotoState.WAITING | PhotoState.CANCELLED:
            return theme.text_muted


def button_rects(card: QRect, state: PhotoState) -> tuple[tuple[FilmAction, QRect], ...]:
    """Return the hover buttons of a card, right-aligned at the top of its picture, and where they are."""
    actions = ACTIONS[state]
    left = card.right() - 4 - len(actions) * _BUTTON_PX
    return tuple(
        (action, QRect(left + place * _BUTTON_PX, card.top() + 5, _BUTTON_PX, _BUTTON_PX))
        for place, action in enumerate(actions)
    )


def card_rect(cell: QRect) -> QRect:
    """Return the card in its cell of the list."""
    return QRect(QPoint(cell.left(), cell.top()), CARD)


class FilmstripDelegate(QStyledItemDelegate):
    """Picture above, name and state below; progress between them.

    Attributes:
        pointed: the button under the pointer, told by the view.
    """

    pointed: FilmAction | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the cell's size: the same for all."""
        return CARD + QSize(GAP_PX, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint a photo, or the tail tile."""
        card = card_rect(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if index.data(FilmstripRole.IS_TAIL):
            _paint_tail(painter, card, str(index.data()), is_hovered)
        else:
            self._paint_photo(painter, card, index, state, is_shown=_is_current(option, index))
        painter.restore()

    def _paint_photo(
        self, painter: QPainter, card: QRect, index: AnyIndex, state: QStyle.StateFlag, *, is_shown: bool
    ) -> None:
        theme = tokens()
        row: FilmstripRow = index.data(FilmstripRole.ROW)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        outline = QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft if is_selected else theme.raised))
        painter.drawRoundedRect(outline, _RADIUS_PX, _RADIUS_PX)
        self._paint_picture(painter, card, index, theme)
        if row.state in _UNDER_WAY:
            _paint_progress(painter, card, row)
        _paint_words(painter, card, row, theme, is_shown=is_shown)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent if is_selected else theme.line), 1))
        painter.drawRoundedRect(outline, _RADIUS_PX, _RADIUS_PX)
        if state & QStyle.StateFlag.State_HasFocus and is_selected:
            paint_ring(painter, QRectF(card), _RADIUS_PX, theme.accent)
        if is_hovered:
            self._paint_buttons(painter, card, row)

    def _paint_picture(self, painter: QPainter, card: QRect, index: AnyIndex, theme: Tokens) -> None:
        place = QRectF(card.left() + 1, card.top() + 1, THUMBNAIL.width(), THUMBNAIL.height())
        path = QPainterPath()
        path.addRoundedRect(place.adjusted(0, 0, 0, _RADIUS_PX), _RADIUS_PX - 1, _RADIUS_PX - 1)
        painter.save()
        painter.setClipPath(path)
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        painter.fillRect(place, QColor(theme.surround))
        picture: QPixmap | None = index.data(FilmstripRole.THUMBNAIL)
        if picture is None or picture.isNull():
            icon = QRect(0, 0, _ICON_PX, _ICON_PX)
            icon.moveCenter(place.toRect().center())
            paint_glyph(painter, icon, Glyph.IMAGE, theme.text_off)
        else:
            painter.drawPixmap(place, picture, _covering(picture, place))
        painter.restore()

    def _paint_buttons(self, painter: QPainter, card: QRect, row: FilmstripRow) -> None:
        buttons = button_rects(card, row.state)
        ground = buttons[0][1].united(buttons[-1][1])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_VEIL)
        painter.drawRoundedRect(ground, 6, 6)
        for action, rect in buttons:
            if action is self.pointed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(255, 255, 255, 60))
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
            glyph = QRect(0, 0, _GLYPH_PX, _GLYPH_PX)
            glyph.moveCenter(rect.center())
            paint_glyph(painter, glyph, GLYPHS[action], _ON_VEIL)


def _covering(picture: QPixmap, place: QRectF) -> QRectF:
    """Return the middle part of a picture that has the place's aspect ratio."""
    size = place.size().scaled(picture.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
    part = QRectF(0, 0, size.width(), size.height())
    part.moveCenter(QRectF(picture.rect()).center())
    return part


def _paint_progress(painter: QPainter, card: QRect, row: FilmstripRow) -> None:
    """Paint a line on a dark ground over the picture: the dark theme's colours in both themes."""
    line = QRectF(card.left() + 1, card.top() + 1 + THUMBNAIL.height() - _PROGRESS_PX, THUMBNAIL.width(), _PROGRESS_PX)
    painter.fillRect(line, QColor(0, 0, 0, 120))
    line.setWidth(line.width() * row.fraction)
    painter.fillRect(line, QColor(DARK.warn if row.state is PhotoState.PAUSED else DARK.accent))


def _is_current(option: QStyleOptionViewItem, index: AnyIndex) -> bool:
    """Return whether it is the photo that the viewer shows, of the many that may be chosen."""
    view = option.widget
    return isinstance(view, QAbstractItemView) and view.currentIndex().row() == index.row()


def _paint_words(painter: QPainter, card: QRect, row: FilmstripRow, theme: Tokens, *, is_shown: bool) -> None:
    room = QRect(card.left(), card.top() + 1 + THUMBNAIL.height(), card.width(), card.height() - THUMBNAIL.height() - 1)
    room.adjust(_PADDING_PX, 3, -_PADDING_PX, -4)
    name_room, state_room = QRect(room), QRect(room)
    name_room.setHeight(room.height() // 2 + 1)
    state_room.setTop(name_room.bottom() + 1)
    side = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    name_font = body_font()
    name_font.setPixelSize(12)
    if is_shown:
        name_font.setWeight(QFont.Weight.DemiBold)
    _write(painter, name_room, side, row.path.name, name_font, theme.text if is_shown else theme.text_soft)
    small = tabular(caption_font())
    _write(painter, state_room, side, state_word(row.state), small, state_colour(row.state, theme))
    if row.state is PhotoState.RUNNING:
        rest = percent_words(row.fraction) if row.eta_s is None else duration_words(row.eta_s)
        _write(painter, state_room, side | Qt.AlignmentFlag.AlignRight, rest, small, theme.text_muted)
    elif row.state in (PhotoState.PAUSED, PhotoState.SENDING):
        _write(
            painter,
            state_room,
            side | Qt.AlignmentFlag.AlignRight,
            percent_words(row.fraction),
            small,
            theme.text_muted,
        )


def _write(
    painter: QPainter, room: QRect, flags: Qt.AlignmentFlag | Qt.TextFlag, text: str, font: QFont, colour: str
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
    painter.drawText(room, int(flags), shown)


def _paint_tail(painter: QPainter, card: QRect, words: str, is_hovered: bool) -> None:
    theme = tokens()
    pen = QPen(QColor(theme.accent if is_hovered else theme.edge), 1)
    pen.setDashPattern([4, 4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS_PX, _RADIUS_PX)
    painter.setFont(body_font())
    painter.setPen(QColor(theme.text_soft if is_hovered else theme.text_muted))
    room = card.adjusted(12, 56, -12, 0)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), words)
    glyph = QRect(card.center().x() - 10, card.top() + 28, 20, 20)
    paint_glyph(painter, glyph, Glyph.ADD, theme.text_soft if is_hovered else theme.text_muted)
