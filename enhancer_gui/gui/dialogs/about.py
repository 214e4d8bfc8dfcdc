"""What this program is: its version, the machine it computes on, and the libraries it stands on with their licences."""

import platform
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot, qVersion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from enhancer_gui import __version__
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.panels.words import device_words, memory_words
from enhancer_gui.gui.widgets import ButtonKind, TextButton, describe
from enhancer_gui.storage.libraries import Library

WIDTH_PX = 560
LIST_HEIGHT_PX = 220
ROW_PX = 26
FACT_GAP_PX = 4


class About(Sheet):
    """Shows name, version, promises, device and libraries.

    Signals:
        licence_wanted(str): show the text of a library's licence.
    """

    licence_wanted = Signal(str)

    def __init__(self, devices: Sequence[DeviceInfo] = (), parent: QWidget | None = None) -> None:
        """Show `devices`, the one in use first; the libraries follow with `set_libraries`."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(self.tr("About"))
        self.add_headline(self.tr("Enhancer {version}").format(version=__version__))
        self.add_text(
            self.tr(
                "Enlarges, sharpens and restores photos on your own machine. Photos stay on it unless you choose "
                "another one, nothing is reported to anybody, and an original is never overwritten."
            )
        )
        self.add_text(self.tr("Apache License 2.0")).setProperty("kind", "muted")
        self.device = QLabel(self)
        self._add_facts()
        self.set_devices(devices)
        self.add_text(self.tr("Libraries")).setProperty("kind", "title")
        self.table = self._table()
        self.column.addWidget(self.table)
        self.licence = TextButton(
            self.tr("Licence…"), ButtonKind.SECONDARY, self, tip=self.tr("Show the licence of the library chosen")
        )
        self.licence.setEnabled(False)
        self.licence.clicked.connect(self._ask_licence)
        self.table.itemSelectionChanged.connect(self._follow_choice)
        self.table.cellDoubleClicked.connect(self._ask_licence)
        self.add_close_button(self.licence)

    @Slot(object)
    def set_libraries(self, libraries: Sequence[Library]) -> None:
        """List the libraries."""
        self.table.setRowCount(len(libraries))
        for row, library in enumerate(libraries):
            for column, words in enumerate((library.name, library.version, library.licence or self.tr("not told"))):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(row, column, item)

    @Slot(object)
    def set_devices(self, devices: Sequence[DeviceInfo]) -> None:
        """Name the device in use, the first one; they are found some seconds after the start."""
        words = self.tr("not known yet")
        if devices:
            free = self.tr("{memory} free").format(memory=memory_words(devices[0].free_bytes))
            words = f"{device_words(devices[0].name)} · {devices[0].precision} · {free}"
        self.device.setText(words)

    def _add_facts(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(FACT_GAP_PX)
        grid.setColumnStretch(1, 1)
        facts = (
            (self.tr("Computes on"), self.device),
            (self.tr("System"), QLabel(platform.platform(terse=True), self)),
            ("Python · Qt", QLabel(f"{platform.python_version()} · {qVersion()}", self)),
        )
        for row, (name, value) in enumerate(facts):
            label = QLabel(name, self)
            label.setProperty("kind", "muted")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, row, 0)
            grid.addWidget(value, row, 1)
        self.column.addLayout(grid)

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 3, self)
        describe(table, self.tr("Libraries"), self.tr("Libraries with their versions and licences"))
        table.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Version"), self.tr("Licence")])
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setFixedHeight(LIST_HEIGHT_PX)
        return table

    @Slot()
    def _follow_choice(self) -> None:
        self.licence.setEnabled(bool(self.table.selectedItems()))

    @Slot()
    def _ask_licence(self) -> None:
        if chosen := self.table.selectedItems():
            self.licence_wanted.emit(chosen[0].text())
