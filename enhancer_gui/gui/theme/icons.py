"""Icons that take their colour from the theme whenever they are painted: a change of theme needs no new ones."""

from enum import StrEnum
from functools import lru_cache

import qtawesome
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from enhancer_gui.gui.theme.tokens import Tokens, tokens


class Glyph(StrEnum):
    """The icons in use; values are names in the Phosphor font that qtawesome ships."""

    ADD = "plus"
    ALERT = "warning-circle"
    BAKE_OFF = "squares-four"
    BRUSH = "paint-brush"
    BRUSH_FULL = "paint-brush-fill"
    CANCEL = "x"
    CARET = "caret-down"
    CLIPBOARD = "clipboard-text"
    COPY = "copy"
    DELETE = "trash"
    ENLARGE = "arrows-out"
    ENLARGE_MORE = "arrows-out-simple"
    ERASER = "eraser"
    EXPORT = "export"
    FILMSTRIP = "film-strip"
    FOCUS = "crosshair"
    FULL_SCREEN = "corners-out"
    IMAGE = "image"
    IMPORT = "download-simple"
    INFO = "info"
    INVERT = "circle-half"
    LOUPE = "magnifying-glass-plus"
    MODELS = "package"
    MODE_AFTER = "image-square"
    MODE_BEFORE = "eye"
    MODE_BLINK = "repeat"
    MODE_DIFFERENCE = "intersect"
    MODE_SIDE_BY_SIDE = "columns"
    MODE_SPLIT = "square-half"
    MODE_SPLIT_ACROSS = "rows"
    MORE = "dots-three"
    MOTION = "wind"
    NOISE = "drop-half"
    OLD_PHOTO = "clock-counter-clockwise"
    PANEL = "sliders-horizontal"
    PAUSE = "pause"
    PENCIL = "pencil-simple"
    PLAY = "play"
    PRINTER = "printer"
    REDO = "arrow-u-up-right"
    RESET = "arrow-counter-clockwise"
    RETRY = "arrow-clockwise"
    REVEAL = "folder-notch-open"
    SAVE = "floppy-disk"
    SCREEN = "monitor"
    SETTINGS = "gear-six"
    SPARKLE = "sparkle"
    UNDO = "arrow-u-up-left"
    VERIFY = "shield-check"
    WEB = "arrow-square-out"


_BY_NAME = {glyph.value: glyph for glyph in Glyph}


class Ink(StrEnum):
    """Which of the theme's text colours an icon is painted in; values are fields of `Tokens`."""

    NORMAL = "text_soft"
    MUTED = "text_muted"
    ON_ACCENT = "on_accent"
    BAD = "bad"


@lru_cache(maxsize=256)
def _drawn(glyph: Glyph, colour: str) -> QIcon:
    icon: QIcon = qtawesome.icon(f"ph.{glyph}", color=colour)
    return icon


def paint_glyph(painter: QPainter, rect: QRect, glyph: Glyph, colour: str) -> None:
    """Paint a glyph into the middle of a rectangle in a colour (`#rrggbb`)."""
    _drawn(glyph, colour).paint(painter, rect)


class _ThemedEngine(QIconEngine):
    def __init__(self, glyph: Glyph, ink: Ink) -> None:
        super().__init__()
        self._glyph = glyph
        self._ink = ink

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        theme: Tokens = tokens()
        if mode is QIcon.Mode.Disabled:
            return theme.text_off
        if state is QIcon.State.On and self._ink is Ink.NORMAL:
            return theme.text
        colour: str = getattr(theme, self._ink)
        return colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint in the colours of the theme in use now."""
        paint_glyph(painter, rect, self._glyph, self._colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the painted icon; a QIcon asks for this where it is not painted directly."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Return the painted icon; `size` is in device pixels already, `scale` says how many make one."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Return an engine of its own for a copy of the icon."""
        return _ThemedEngine(self._glyph, self._ink)

    def key(self) -> str:
        """Name the engine."""
        return "enhancer-themed"


def icon(glyph: Glyph, ink: Ink = Ink.NORMAL) -> QIcon:
    """Return an icon that follows the theme."""
    return QIcon(_ThemedEngine(glyph, ink))


def preset_glyph(name: str) -> Glyph:
    """Return the glyph that a preset file names, or the sparkle when it names none that is known."""
    return _BY_NAME.get(name, Glyph.SPARKLE)
