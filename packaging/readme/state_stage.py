"""What the scenes have at hand to bring the window into a state as a user would."""

from pathlib import Path

from make_pictures import PORTRAIT, Camera
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.dialogs.models_dialog import ModelsDialog
from enhancer_gui.gui.viewer import CompareMode

FAST = "enlarge-2x"


class Stage(Camera):
    """What the scenes have at hand beside the camera."""

    photos: Path
    size: tuple[int, int]

    def begin(self) -> None:
        """Wait until devices, models and presets are known."""
        found: list[object] = []
        self.controller.worker.devices_found.connect(found.append)
        self.wait(
            lambda: bool(found) and bool(self.controller.presets.presets) and self.desk.prospects.catalogue is not None
        )

    def clear(self) -> None:
        """Go back to the empty window."""
        self.close_dialogs()
        self.backend.go_on()
        self.wait(lambda: self.controller.unfinished == 0)
        self.desk.remove(self.desk.photos.ids)
        self.wait(lambda: not self.desk.photos.ids)
        self.window.notice.clear()
        self.window.viewer.mode = CompareMode.SPLIT
        self.window.resize(*self.size)
        self.scroll_area.verticalScrollBar().setValue(0)

    def close_dialogs(self) -> None:
        """Close whatever lies above the window."""
        for top in QApplication.topLevelWidgets():
            if top is not self.window and top.isVisible():
                top.close()
        QTest.qWait(50)

    def do(self, command: Command) -> None:
        """Press the key of a command."""
        self.window.actions_by_command[command].trigger()

    def open(self, *names: str) -> None:
        """Drop photos."""
        self.drop(*(self.photos / name for name in names))
        self.wait(lambda: self.controller.showing.image is not None)
        self.settle()

    def settle(self) -> None:
        """Wait until all that is in view is loaded."""
        self.wait(lambda: self.window.viewer.is_idle)

    def result(self, preset: str = FAST, *, photo: str = PORTRAIT) -> None:
        """Open a photo and enhance it."""
        self.open(photo)
        self.choose(preset)
        self.window.side.primary.click()
        self.backend.go_on()
        self.wait(
            lambda: self.desk.current is not None and self.desk.prospects.result_of(self.desk.current) is not None
        )
        self.finish()
        self.settle()

    def shoot_dialog(self, name: str) -> None:
        """Take a dialog once it is there, and close it."""
        self.wait(lambda: any(isinstance(top, QDialog) and top.isVisible() for top in QApplication.topLevelWidgets()))
        QTest.qWait(100)
        self.shoot(name)
        self.close_dialogs()

    def point(self, x_share: float, y_share: float) -> None:
        """Hold the pointer over a place of the viewer."""
        viewer = self.window.viewer
        place = QPointF(x_share * viewer.width(), y_share * viewer.height())
        no_buttons, no_keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        move = QMouseEvent(
            QMouseEvent.Type.MouseMove, place, viewer.mapToGlobal(place), no_buttons, no_buttons, no_keys
        )
        QApplication.sendEvent(viewer, move)

    @property
    def models(self) -> ModelsDialog:
        """The models dialog, which is open."""
        dialog = self.window.findChild(ModelsDialog)
        assert dialog is not None
        return dialog

    @property
    def scroll_area(self) -> QScrollArea:
        """What the panel's sections scroll in."""
        area = self.window.side.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        return area

    def scroll_to(self, part: QWidget) -> None:
        """Bring a section of the panel to its top."""
        area = self.scroll_area
        area.verticalScrollBar().setValue(part.mapTo(area.widget(), QPoint(0, 0)).y() - 16)
