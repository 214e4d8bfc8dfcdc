"""Every window and dialog of the program, filled with something, for tests that walk through all of them."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

import enhancer_gui.gui
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.core.errors import PhotoError
from enhancer_gui.core.models import Precision, Task
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.announcements import Announcement, Offer
from enhancer_gui.gui.dialogs.about import About
from enhancer_gui.gui.dialogs.error_detail import ErrorDetail
from enhancer_gui.gui.dialogs.log_viewer import LogViewer
from enhancer_gui.gui.dialogs.machine_dialog import MachineDialog
from enhancer_gui.gui.dialogs.model_edit import ModelEdit
from enhancer_gui.gui.dialogs.models_dialog import ModelsDialog
from enhancer_gui.gui.dialogs.preset_name import PresetName
from enhancer_gui.gui.dialogs.print_planner import PrintPlanner
from enhancer_gui.gui.dialogs.question import Question
from enhancer_gui.gui.dialogs.queue_result import QueueResult
from enhancer_gui.gui.dialogs.reader import Reader
from enhancer_gui.gui.dialogs.settings_dialog import SettingsDialog
from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.dialogs.shortcut_list import ShortcutList
from enhancer_gui.gui.dialogs.watch_dialog import WatchDialog
from enhancer_gui.gui.place_control import Places
from enhancer_gui.gui.tour import Tour
from enhancer_gui.storage.settings import AUTO, Settings
from tests.fakes import fake_card
from tests.gui.rig import Rig

ERROR = PhotoError("The photo is damaged.", remedy="Try another copy.", detail="frame 1\nframe 2")
DEVICE = DeviceInfo("cpu", "Two cores", Precision.BF16, 4 << 30)
PRESETS = {"enlarge-2x": "Enlarge 2×", "enlarge-4x": "Enlarge 4×"}

DIALOGS: dict[type[QDialog], Callable[[], QDialog]] = {
    About: lambda: About((DEVICE,)),
    ErrorDetail: lambda: ErrorDetail("photo.jpg", ERROR),
    LogViewer: lambda: LogViewer("Enhancer 1"),
    MachineDialog: MachineDialog,
    ModelEdit: lambda: ModelEdit(fake_card("mine", Task.UPSCALE, 2)),
    ModelsDialog: ModelsDialog,
    PresetName: lambda: PresetName("Save as a preset", "Mine", frozenset()),
    PrintPlanner: lambda: PrintPlanner("photo.jpg", (3000, 2000), None),
    Question: lambda: Question("Stop?", "It can go on later.", "Stop", "Keep working"),
    QueueResult: lambda: QueueResult("1 failed.", [("photo.jpg", "It is damaged.")], has_files=True),
    Reader: lambda: Reader("Help"),
    SettingsDialog: lambda: SettingsDialog(Settings(), Places(AUTO, (DEVICE,), ())),
    ShortcutList: ShortcutList,
    WatchDialog: lambda: WatchDialog(PRESETS, "enlarge-2x"),
}


def dialogs_in_the_program() -> set[type[QDialog]]:
    """Return every dialog that is defined anywhere in the window's package."""
    found: set[type[QDialog]] = set()
    for module in pkgutil.walk_packages(enhancer_gui.gui.__path__, "enhancer_gui.gui."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, QDialog) and kind.__module__.startswith("enhancer_gui."):
                found.add(kind)
    return found - {Sheet}


def walk(rig: Rig, photo: Path) -> Iterator[str]:
    """Bring the window into one state after the other; yields what each is called."""
    window = rig.window
    rig.wait(lambda: bool(rig.controller.presets.presets))
    yield "empty"
    window.show_problem(ERROR)
    yield "problem"
    rig.open(photo)
    yield "opened"
    words = Announcement("Saved as photo-x2.png", offer=Offer.REVEAL, offer_words="Show in folder", stays=True)
    window.notice.announce(words)
    yield "notice"
    window.notice.clear()
    window.actions_by_command[Command.TOUR].trigger()
    tour = rig.dialog(Tour)
    yield "tour"
    QTest.keyClick(tour, Qt.Key.Key_Escape)
    window.actions_by_command[Command.BAKE_OFF].trigger()
    yield "bake-off"
    window.actions_by_command[Command.BAKE_OFF].trigger()
    rig.enhance()
    rig.wait(window.side.truth.isVisible)
    yield "done"


MOST_STOPS = 300
"""More than any window has."""

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
_PARTS_OF_CONTROLS = (QAbstractSpinBox, QComboBox, QAbstractItemView)


def controls(root: QWidget) -> list[QWidget]:
    """Return every visible widget of a window that somebody can do something with."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and _is_control(widget) and widget.window() is root.window()
    ]


def _is_control(widget: QWidget) -> bool:
    if isinstance(widget, QScrollBar) or any(isinstance(each, _PARTS_OF_CONTROLS) for each in _above(widget)):
        return False
    takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return isinstance(widget, _CONTROLS) or takes_keys


def _above(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def is_served_by_others(widget: QWidget, visited: set[QWidget]) -> bool:
    """Whether a widget around this one has the keyboard for it, or the arrow keys lead here within its group."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive() and visited.intersection(group.buttons()):
        return True
    return any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in _above(widget))


def spoken_name(widget: QWidget) -> str:
    """Return the name that a screen reader is given."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip()


def tab_path(root: QWidget) -> list[QWidget]:
    """Return the widgets that the Tab key visits, in its order; presses it until one comes again.

    `QWidget.nextInFocusChain` is not asked: in PySide 6.11 it makes its answer a child of the widget that was asked.
    """
    root.setFocus(Qt.FocusReason.OtherFocusReason)
    path: list[QWidget] = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget() or root, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        if widget is None or widget in path:
            break
        path.append(widget)
    return path


def told(widget: QWidget) -> str:
    """Return a widget in words, for a test that fails."""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    parents = " < ".join(type(each).__name__ for each in _above(widget))
    return f"{type(widget).__name__} {widget.objectName()!r} {words!r} in {parents}"


def has_focus_now(widget: QWidget) -> bool:
    """Whether the keyboard is on this widget or on a part of it."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
