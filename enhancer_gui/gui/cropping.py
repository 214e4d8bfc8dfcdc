"""Tells the viewer what the size in hand will cut off the current photo, so that what is seen is what is saved."""

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.viewer import CropFrame


class Cropping(QObject):
    """Emits `frame_changed(CropFrame | None)`: the part that is kept; None where nothing is cut off."""

    frame_changed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Follow the current photo and its recipe."""
        super().__init__(parent)
        self._desk = desk
        self._frame: CropFrame | None = None
        desk.current_changed.connect(self._look)
        desk.recipe_changed.connect(self._look)
        desk.photo_changed.connect(self._look)

    @Slot()
    def _look(self) -> None:
        frame = self._wanted()
        if frame != self._frame:
            self._frame = frame
            self.frame_changed.emit(frame)

    def _wanted(self) -> CropFrame | None:
        photo = self._desk.current
        if photo is None or photo.size is None:
            return None
        try:
            cut = photo.recipe.export.size.cut(*photo.size)
        except RecipeError:  # the panels say so; nothing is saved with such a size
            return None
        return None if cut is None else CropFrame(cut.whole, cut.kept)
