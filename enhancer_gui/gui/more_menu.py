"""The menu of what is needed now and then: planning a print, watching a folder, help and what this program is."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from enhancer_gui.gui.actions import Command

ENTRIES: tuple[Command | None, ...] = (
    Command.OPEN_FOLDER,
    Command.WATCH,
    Command.PRINT_PLANNER,
    None,
    Command.RECIPE_TO_ALL,
    Command.RETRY_FAILED,
    None,
    Command.MACHINES,
    None,
    Command.HELP,
    Command.TOUR,
    Command.SHORTCUTS,
    None,
    Command.LOG,
    Command.ABOUT,
)
"""In the order in which they are offered; None is a line."""

FILMSTRIP_ENTRIES: tuple[Command | None, ...] = (
    None,
    Command.COPY_RECIPE,
    Command.PASTE_RECIPE,
    Command.RECIPE_TO_CHOSEN,
    Command.RECIPE_TO_ALL,
    None,
    Command.SELECT_ALL,
    Command.RETRY_FAILED,
)
"""What a photo's own menu in the filmstrip offers beside what its state allows."""


def chosen_actions(
    commands: Mapping[Command, QAction], entries: tuple[Command | None, ...]
) -> tuple[QAction | None, ...]:
    """Return the window's actions for the entries of a menu; None stays None."""
    return tuple(None if entry is None else commands[entry] for entry in entries)


class MoreMenu(QMenu):
    """Made once; its entries are the window's own actions."""

    def __init__(self, commands: Mapping[Command, QAction], parent: QWidget) -> None:
        """Offer the entries."""
        super().__init__(parent)
        for action in chosen_actions(commands, ENTRIES):
            if action is None:
                self.addSeparator()
            else:
                self.addAction(action)

    def open_below(self, button: QWidget) -> None:
        """Show it below a button, its right edge at the button's."""
        below = button.mapToGlobal(QPoint(button.width() - self.sizeHint().width(), button.height() + 4))
        self.popup(below)
