"""The program's log, to be read and to be sent to somebody who helps."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.widgets import ButtonKind, TextButton, ToggleSwitch, describe
from enhancer_gui.storage.log_report import without_paths

WIDTH_PX = 720
HEIGHT_PX = 340
FONT_PX = 12


class LogViewer(Sheet):
    """Shows what would be copied, word for word: names of files and folders are in it only where that was agreed."""

    def __init__(self, facts: str, parent: QWidget | None = None) -> None:
        """Show `facts` about program and machine; the log follows with `set_log`."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(self.tr("Log"))
        self._facts, self._log = facts, ""
        self.add_headline(self.tr("Log"))
        self.add_text(
            self.tr("What the program has noted, for a report. It stays on this machine unless you send it yourself.")
        ).setProperty("kind", "muted")
        self.box = QPlainTextEdit(self)
        describe(self.box, self.tr("Log"), self.tr("The end of the program's log"))
        self.box.setReadOnly(True)
        self.box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.box.setFixedHeight(HEIGHT_PX)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(FONT_PX)
        self.box.setFont(font)
        self.column.addWidget(self.box)
        self.column.addLayout(self._agreement())
        self.copy = TextButton(
            self.tr("Copy report"), ButtonKind.SECONDARY, self, tip=self.tr("Copy what is shown to the clipboard")
        )
        self.copy.clicked.connect(self.copy_report)
        self.add_close_button(self.copy)
        self._show()

    @property
    def report(self) -> str:
        """What is shown and copied."""
        whole = f"{self._facts}\n\n{self._log}".strip()
        return whole if self.with_paths.isChecked() else without_paths(whole)

    @Slot(str)
    def set_log(self, text: str) -> None:
        """Show the log, its end first."""
        self._log = text.strip() or self.tr("The log is empty.")
        self._show()

    @Slot()
    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report)
        self.copy.setText(self.tr("Copied"))

    def _agreement(self) -> QHBoxLayout:
        words = self.tr("Include names of files and folders")
        self.with_paths = ToggleSwitch(words, self, tip=self.tr("They may tell names of people and places"))
        self.with_paths.toggled.connect(self._show)
        label = QLabel(words, self)
        label.setBuddy(self.with_paths)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.with_paths)
        row.addStretch(1)
        return row

    @Slot()
    def _show(self) -> None:
        self.box.setPlainText(self.report)
        bar = self.box.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.copy.setText(self.tr("Copy report"))
