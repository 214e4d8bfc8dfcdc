"""Where the words on the photo find room."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from enhancer_gui.gui.viewer.overlays import MARGIN, Pill


def before_pill(text: str, room: QRectF, font: QFont) -> Pill | None:
    """Return the label at the upper left of a half, or None where the half is too small for it."""
    return _fitting(Pill.at(text, font, room.left() + MARGIN, room.top() + MARGIN, 0.0), room)


def after_pill(text: str, room: QRectF, font: QFont, *, is_below: bool = False) -> Pill | None:
    """Return the label at the upper (or lower) right of a half, or None where the half is too small for it."""
    pill = Pill.at(text, font, room.right() - MARGIN, room.top() + MARGIN, 1.0)
    if is_below:
        pill = Pill(text, pill.rect.translated(0.0, round(room.bottom() - MARGIN - pill.rect.bottom())))
    return _fitting(pill, room)


def status_label(text: str, width: float, height: float, font: QFont) -> Pill:
    """Return the label at the middle of the lower edge."""
    pill = Pill.at(text, font, width / 2, 0.0, 0.5)
    return Pill(text, pill.rect.translated(0.0, round(height - MARGIN - pill.rect.height())))


def _fitting(pill: Pill, room: QRectF) -> Pill | None:
    needed = pill.rect.adjusted(-MARGIN + 1.0, -MARGIN + 1.0, MARGIN - 1.0, MARGIN - 1.0)
    return pill if room.contains(needed) else None
