"""Puts a theme on the application and keeps it in step with the system."""

import logging

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from enhancer_gui.gui.theme.fonts import body_font
from enhancer_gui.gui.theme.palette import palette_of
from enhancer_gui.gui.theme.stylesheet import stylesheet
from enhancer_gui.gui.theme.tokens import DARK, LIGHT, Tokens, tokens
from enhancer_gui.storage.settings import ThemeName

_log = logging.getLogger(__name__)


class _ThemeKeeper(QObject):
    """Lives as the application's child and answers when the system goes from light to dark or back."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = ThemeName.SYSTEM
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, choice: ThemeName) -> None:
        self._choice = choice
        _put_on(self._app, theme_for(choice))

    def _follow_system(self) -> None:
        wanted = theme_for(self._choice)
        if self._choice is ThemeName.SYSTEM and wanted is not tokens():
            _put_on(self._app, wanted)


def apply_theme(app: QApplication, choice: ThemeName = ThemeName.SYSTEM) -> None:
    """Give the application its palette, fonts and style sheet, and follow the system where that is the choice."""
    keeper = app.findChild(_ThemeKeeper) or _ThemeKeeper(app)
    keeper.choose(choice)


def theme_for(choice: ThemeName) -> Tokens:
    """Return the colours of a choice; dark where the system does not say."""
    if choice is ThemeName.SYSTEM:
        return LIGHT if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Light else DARK
    return LIGHT if choice is ThemeName.LIGHT else DARK


def _put_on(app: QApplication, theme: Tokens) -> None:
    app.setStyle("fusion")
    app.setFont(body_font())
    app.setPalette(palette_of(theme))
    app.setStyleSheet(stylesheet(theme))
    _log.debug("theme: %s", "dark" if theme.is_dark else "light")
