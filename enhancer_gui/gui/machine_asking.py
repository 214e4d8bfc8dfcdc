"""The dialog and the menu of other machines, connected with what knows them."""

from PySide6.QtCore import QObject, Slot

from enhancer_gui.backends.address import Address
from enhancer_gui.backends.far_facts import FarFacts
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.device_menu import DeviceMenu
from enhancer_gui.gui.dialogs.machine_dialog import MachineDialog
from enhancer_gui.gui.main_window import MainWindow


class MachineAsking(QObject):
    """Opens both above its window."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        """Ask above this window."""
        super().__init__(window)
        self._window, self._controller, self._machines = window, controller, controller.machines
        self._dialog: MachineDialog | None = None

    @Slot()
    def show_menu(self) -> None:
        """Offer the places to compute."""
        place = self._controller.place
        menu = DeviceMenu(place.places, self._window.actions_by_command[Command.MACHINES], self._window)
        menu.chosen.connect(place.choose)
        menu.open_above(self._window.status.place)

    @Slot()
    def show_dialog(self) -> None:
        """Ask for another machine."""
        if self._dialog is None:
            self._dialog = self._make_dialog()
        self._dialog.open()
        self._dialog.activateWindow()

    def _make_dialog(self) -> MachineDialog:
        dialog, machines = MachineDialog(self._window), self._machines
        dialog.test_wanted.connect(self._test)
        dialog.test_dropped.connect(machines.drop_test)
        dialog.token_wanted.connect(machines.ask_token)
        dialog.use_wanted.connect(self._use)
        dialog.forget_wanted.connect(self._forget)
        dialog.finished.connect(self._let_go)
        machines.tested.connect(dialog.show_facts)
        machines.refused.connect(dialog.show_error)
        machines.token_read.connect(dialog.set_token)
        machines.place_told.connect(dialog.set_token_place)
        machines.ask_place()
        dialog.set_remembered(machines.remembered)
        return dialog

    @Slot(object, str)
    def _test(self, address: Address, token: str) -> None:
        self._machines.test(address, token)

    @Slot(object, str, str)
    def _use(self, facts: FarFacts, device: str, token: str) -> None:
        self._machines.use(facts, device, token)

    @Slot(str)
    def _forget(self, url: str) -> None:
        self._machines.forget(url)
        if self._dialog is not None:
            self._dialog.set_remembered(self._machines.remembered)

    @Slot()
    def _let_go(self) -> None:
        self._dialog = None
