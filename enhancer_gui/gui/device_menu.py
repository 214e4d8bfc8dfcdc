"""The menu of places to compute: this machine's devices, those of machines that were used, and the way to another."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from enhancer_gui.gui.panels.words import device_words
from enhancer_gui.gui.place_control import Places
from enhancer_gui.storage.settings import AUTO


class DeviceMenu(QMenu):
    """Made anew each time it is opened.

    Signals:
        chosen(str): compute on the device with this id.
    """

    chosen = Signal(str)

    def __init__(self, places: Places, other: QAction, parent: QWidget) -> None:
        """Offer these places, and `other` at the end."""
        super().__init__(parent)
        self._group = QActionGroup(self)
        self._chosen = places.chosen
        automatic = self.tr("Automatic")
        if places.here:
            automatic = self.tr("Automatic: {device}").format(device=device_words(places.here[0].name))
        self._add(AUTO, automatic)
        for device in places.here:
            self._add(device.id, device_words(device.name))
        if places.there:
            self.addSeparator()
        for device in places.there:
            self._add(device.id, device_words(device.name))
        self.addSeparator()
        self.addAction(other)
        self._group.triggered.connect(self._tell)
        self.aboutToHide.connect(self.deleteLater)

    def open_above(self, button: QWidget) -> None:
        """Show it above a button, left edges aligned."""
        self.popup(button.mapToGlobal(QPoint(0, -self.sizeHint().height() - 4)))

    def _add(self, device_id: str, words: str) -> None:
        action = self.addAction(words)
        action.setData(device_id)
        action.setCheckable(True)
        action.setChecked(device_id == self._chosen)
        self._group.addAction(action)

    def _tell(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
