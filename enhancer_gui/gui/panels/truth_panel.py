"""The truth meter: a sentence, a map of what the photo contradicts, and a slider back to the evidence."""

import math
from dataclasses import replace

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.truth import Truth
from enhancer_gui.gui.panels.section import Section, slider_row
from enhancer_gui.gui.widgets import ToggleSwitch, ValueSlider

_SEEN = 1.0
_CLEAR = 2.3
"""CIEDE2000 below which nobody sees a difference, and from which everybody does (Mahy et al., 1994)."""
_PERCENT = 100


class TruthPanel(Section):
    """How far the result agrees with the photo.

    Attributes:
        recipe_changed: carries the recipe with another pull to the evidence.
        map_toggled: the user wants to see the map, or no longer.
    """

    recipe_changed = Signal(Recipe)
    map_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Truth"), parent)
        self._recipe: Recipe | None = None
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("kind", "muted")
        self.map = ToggleSwitch(
            self.tr("Show where"),
            self,
            tip=self.tr("Colours what the photo does not confirm: amber a little, red much"),
        )
        words = QLabel(self.tr("Show what the photo does not confirm"), self)
        words.setBuddy(self.map)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.map)
        line.addWidget(words, 1)
        self.evidence = ValueSlider(
            self.tr("Back to photo"),
            0.0,
            self,
            tip=self.tr("Pulls the result back until, reduced to its original size, it is your photo again."),
        )
        self.rows.addWidget(self.sentence)
        self.rows.addLayout(line)
        self.rows.addLayout(slider_row(self.evidence))
        self.map.toggled.connect(self.map_toggled)
        self.evidence.value_changed.connect(self._take)
        self.set_truth(None)
        self.set_recipe(None)

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Show a recipe; None switches the slider off."""
        self._recipe = recipe
        self.evidence.setEnabled(recipe is not None)
        self.evidence.set_value(0.0 if recipe is None else recipe.finish.evidence)

    def set_truth(self, truth: Truth | None) -> None:
        """Show what was measured; None hides the section, since there is no result."""
        if truth is not None:
            self.sentence.setText(self._words(truth))  # first: the section gets its room when it is shown
        self.setVisible(truth is not None)

    def _words(self, truth: Truth) -> str:
        share = QLocale().toString(_PERCENT * truth.difference, "f", 1)
        words = self.tr("Reduced to its original size, the result differs from your photo by {0} %.").format(share)
        if math.isinf(truth.psnr_db):
            return self.tr("Reduced to its original size, the result is your photo.")
        if truth.colour_difference < _SEEN:
            seen = self.tr("Not visible.")
        elif truth.colour_difference < _CLEAR:
            seen = self.tr("Barely visible side by side.")
        else:
            seen = self.tr("Clearly visible.")
        figures = self.tr("{0} dB · ΔE {1}").format(
            QLocale().toString(truth.psnr_db, "f", 1), QLocale().toString(truth.colour_difference, "f", 1)
        )
        return self.tr("{words} {seen}").format(words=words, seen=seen) + f"\n{figures}"

    def _take(self, share: float) -> None:
        if self._recipe is not None:
            self._recipe = replace(self._recipe, finish=replace(self._recipe.finish, evidence=share))
            self.recipe_changed.emit(self._recipe)
