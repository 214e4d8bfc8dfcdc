"""A button that opens a mask for painting, and shows whether there is one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.mask_places import MaskPlace
from enhancer_gui.gui.theme import Glyph, icon
from enhancer_gui.gui.widgets import IconButton, describe
from enhancer_gui.gui.widgets.buttons import CONTROL_PX


class MaskButton(IconButton):
    """Pressed down while its mask is painted; its brush is filled where there is a mask.

    Attributes:
        mask_asked: emitted with the place of the mask.
    """

    mask_asked = Signal(object)

    def __init__(self, place: MaskPlace, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(Glyph.BRUSH, name, parent, tip=tip, checkable=True)
        self.setFixedWidth(CONTROL_PX)
        self.place = place
        self.has_mask = False
        self._name, self._tip = name, tip
        self._is_painted = False
        self.clicked.connect(self._ask)

    def show_recipe(self, recipe: Recipe | None) -> None:
        """Show whether a recipe has the mask."""
        self.has_mask = recipe is not None and self.place.mask_in(recipe) is not None
        self.setIcon(icon(Glyph.BRUSH_FULL if self.has_mask else Glyph.BRUSH))
        tip = self.tr("{0} There is a mask.").format(self._tip) if self.has_mask else self._tip
        describe(self, self._name, tip)

    def show_painted(self, place: MaskPlace | None) -> None:
        """Show whether it is this mask that is painted."""
        self._is_painted = place == self.place
        self.setChecked(self._is_painted)

    def _ask(self) -> None:
        self.setChecked(self._is_painted)  # whoever paints says so
        self.mask_asked.emit(self.place)
