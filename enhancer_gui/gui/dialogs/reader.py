"""Longer texts to be read in the window: the help, and licences. Nothing is fetched from a network."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.widgets import describe

WIDTH_PX = 720
HEIGHT_PX = 460
MARGIN_PX = 16
TITLE_PX, HEADING_PX = 20, 15
BEFORE_HEADING_PX, AFTER_HEADING_PX, AFTER_TEXT_PX = 16, 6, 4
CELL_PX = 5


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
        self.text.document().setDocumentMargin(MARGIN_PX)
        self.text.setPlainText(text)

    def set_markdown(self, text: str) -> None:
        """Show a text with headings, lists and tables."""
        self.text.document().setDocumentMargin(MARGIN_PX)
        self.text.setMarkdown(text)
        _set_type(self.text.document())

    def _follow(self, address: QUrl) -> None:
        if address.hasFragment() and address.isRelative():
            self.text.scrollToAnchor(address.fragment())
        else:
            QDesktopServices.openUrl(address)


def _set_type(document: QTextDocument) -> None:
    """Give headings the sizes of the window and rooms of their own: Markdown comes with neither."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        spaced = QTextBlockFormat()
        level = block.blockFormat().headingLevel()
        spaced.setBottomMargin(AFTER_HEADING_PX if level else AFTER_TEXT_PX)
        if level:
            spaced.setTopMargin(BEFORE_HEADING_PX if block.position() else 0)
            sized = QTextCharFormat()
            sized.setProperty(QTextFormat.Property.FontPixelSize, TITLE_PX if level == 1 else HEADING_PX)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(sized)
        cursor.mergeBlockFormat(spaced)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            ruled = frame.format().toTableFormat()
            ruled.setBorder(0)
            ruled.setCellPadding(CELL_PX)
            frame.setFormat(ruled)


def help_file(folder: Path, language: str) -> Path:
    """Return the help in a language ("zh_CN"), or in English where there is none in it."""
    wanted = folder / f"help.{language}.md"
    return wanted if wanted.is_file() else folder / "help.en.md"
