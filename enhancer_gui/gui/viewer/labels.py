"""The words on the photo and where they find room."""

from dataclasses import dataclass

from PySide6.QtGui import QFont

from enhancer_gui.gui.viewer.overlays import MARGIN, Pill


@dataclass(frozen=True)
class Room:
    """Where one half is seen, in logical pixels of the widget.

    Attributes:
        left: first column.
        right: column beyond the last.
    """

    left: float
    right: float


def before_label(text: str, room: Room, font: QFont) -> Pill | None:
    """Return the label at the upper left of a half, or None where the half is too narrow for it."""
    return _fitting(Pill.at(text, font, room.left + MARGIN, MARGIN, 0.0), room)


def after_label(text: str, room: Room, font: QFont) -> Pill | None:
    """Return the label at the upper right of a half, or None where the half is too narrow for it."""
    return _fitting(Pill.at(text, font, room.right - MARGIN, MARGIN, 1.0), room)


def status_label(text: str, width: float, height: float, font: QFont) -> Pill:
    """Return the label at the middle of the lower edge."""
    pill = Pill.at(text, font, width / 2, 0.0, 0.5)
    return Pill(text, pill.rect.translated(0.0, round(height - MARGIN - pill.rect.height())))


def _fitting(pill: Pill, room: Room) -> Pill | None:
    inside = pill.rect.left() >= room.left + MARGIN - 1.0 and pill.rect.right() <= room.right - MARGIN + 1.0
    return pill if inside else None
