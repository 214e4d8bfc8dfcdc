"""The finish: what is applied to computed tiles at once, with no new computation."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.panels.section import Section
from enhancer_gui.gui.widgets import ValueSlider


class FinishPanel(Section):
    """The overall strength. `recipe_changed` carries the recipe as it now is."""

    recipe_changed = Signal(Recipe)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Finish"), parent)
        self._recipe: Recipe | None = None
        self.strength = ValueSlider(
            self.tr("Strength"), 1.0, self, tip=self.tr("Mixes the enlarged original with the result, at once.")
        )
        self.strength.value_changed.connect(self._take_strength)
        self.rows.addWidget(self.strength)
        self.set_recipe(None)

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Show a recipe; None switches the section off."""
        self._recipe = recipe
        self.setEnabled(recipe is not None)
        if recipe is not None:
            self.strength.set_value(recipe.finish.strength)

    def _take_strength(self, strength: float) -> None:
        if self._recipe is not None:
            self._recipe = replace(self._recipe, finish=replace(self._recipe.finish, strength=strength))
            self.recipe_changed.emit(self._recipe)
