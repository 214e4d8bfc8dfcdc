"""Longer texts to be read in the window: the help, and licences. Nothing is fetched from a network."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QTextBrowser, QWidget

from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.theme import tokens
from enhancer_gui.gui.widgets import describe

WIDTH_PX = 720
HEIGHT_PX = 460


class Reader(Sheet):
    """Shows a text; links to places in it are followed, others are opened by the browser on a click."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(title)
        self.text = QTextBrowser(self)
        describe(self.text, title, title)
        self.text.setOpenLinks(False)
        self.text.setFixedHeight(HEIGHT_PX)
        self.text.anchorClicked.connect(self._follow)
        self.column.addWidget(self.text)
        self.add_close_button()

    def set_plain(self, text: str) -> None:
        """Show a text as it is."""
        self.text.setPlainText(text)

    def set_markdown(self, text: str) -> None:
        """Show a text with headings, lists and tables."""
        self.text.document().setDefaultStyleSheet(f"a {{ color: {tokens().accent}; }}")
        self.text.document().setDocumentMargin(12)
        self.text.setMarkdown(text)

    def _follow(self, address: QUrl) -> None:
        if address.hasFragment() and address.isRelative():
            self.text.scrollToAnchor(address.fragment())
        else:
            QDesktopServices.openUrl(address)


def help_file(folder: Path, language: str) -> Path:
    """Return the help in a language ("zh_CN"), or in English where there is none in it."""
    wanted = folder / f"help.{language}.md"
    return wanted if wanted.is_file() else folder / "help.en.md"
