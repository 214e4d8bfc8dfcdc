"""Buttons with words (36 px) and buttons with an icon (28 px)."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from enhancer_gui.gui.theme import Glyph, Ink, icon
from enhancer_gui.gui.widgets.describe import describe

ICON_PX = 18
CONTROL_PX = 28
BUTTON_PX = 36


class ButtonKind(StrEnum):
    """How much a button asks for attention; the style sheet knows the values."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"


_INKS = {ButtonKind.PRIMARY: Ink.ON_ACCENT, ButtonKind.DANGER: Ink.BAD}


class TextButton(QPushButton):
    """A button with words, 36 px high.

    Focus comes by keyboard only, so that the ring shows where it helps and nowhere else.
    """

    def __init__(
        self,
        text: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        parent: QWidget | None = None,
        *,
        tip: str = "",
        shortcut: str = "",
        glyph: Glyph | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind.value)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(BUTTON_PX)
        if shortcut:
            self.setShortcut(shortcut)
        if glyph is not None:
            self.setIcon(icon(glyph, _INKS.get(kind, Ink.NORMAL)))
            self.setIconSize(QSize(ICON_PX, ICON_PX))
        describe(self, text, tip, shortcut)


class IconButton(QToolButton):
    """A button with an icon and, with `text`, a word beside it; 28 px high.

    Args:
        glyph: the icon, or None for words alone.
        name: accessible name, and the tooltip where `tip` is empty.
        shortcut: key sequence that presses it.
    """

    def __init__(
        self,
        glyph: Glyph | None,
        name: str,
        parent: QWidget | None = None,
        *,
        tip: str = "",
        shortcut: str = "",
        text: str = "",
        checkable: bool = False,
    ) -> None:
        super().__init__(parent)
        if glyph is not None:
            self.setIcon(icon(glyph))
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(text)
        self._labelled = "" if not text else "true" if glyph else "text"
        self.setProperty("labelled", self._labelled)
        self._style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if glyph else Qt.ToolButtonStyle.ToolButtonTextOnly
        self.setToolButtonStyle(self._style if text else Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setFixedHeight(CONTROL_PX)
        if shortcut:
            self.setShortcut(shortcut)
        describe(self, name, tip, shortcut)

    def show_text(self, shown: bool) -> None:
        """Show or leave out the words beside the icon, where room is short."""
        self.setToolButtonStyle(self._style if shown else Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setProperty("labelled", self._labelled if shown else "")
        self.style().unpolish(self)
        self.style().polish(self)
