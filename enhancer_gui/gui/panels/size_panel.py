"""The size of the result, and what it comes to for the present photo."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.sizes import MAX_DPI, SizeMode, SizeTarget
from enhancer_gui.gui.panels.facts import PhotoFacts
from enhancer_gui.gui.panels.section import ROW_GAP_PX, Section
from enhancer_gui.gui.panels.size_choices import converted, field_spec, mode_words, path_words
from enhancer_gui.gui.panels.words import pixel_words
from enhancer_gui.gui.sentences import words_of_error
from enhancer_gui.gui.theme import tabular
from enhancer_gui.gui.widgets import Choice, NumberField

_LEAST_DPI = 10.0


class SizePanel(Section):
    """A mode, its number or two, the resulting pixels and the way to them.

    Attributes:
        size_changed: emitted with the new size, also when it is not possible for the present photo (which
            the panel says in words): another photo may allow it.
    """

    size_changed = Signal(SizeTarget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Size"), parent)
        self._recipe: Recipe | None = None
        self._photo: PhotoFacts | None = None
        self._scales: Mapping[str, int] = {}
        self.mode = Choice(self.tr("Kind of size"), self, tip=self.tr("How the size of the result is given"))
        self.mode.offer(mode_words())
        self.first = NumberField(self.tr("Size"), self)
        self.times = QLabel("×", self)
        self.second = NumberField(self.tr("Height of the box"), self)
        fields = QHBoxLayout()
        fields.setSpacing(4)
        fields.addWidget(self.first, 1)
        fields.addWidget(self.times)
        fields.addWidget(self.second, 1)
        row = QHBoxLayout()
        row.setSpacing(ROW_GAP_PX)
        row.addWidget(self.mode, 1)
        row.addLayout(fields, 1)
        self.rows.addLayout(row)
        self.dpi = NumberField(self.tr("Resolution"), self, tip=self.tr("Pixels an inch of the print; 300 is fine"))
        self.dpi.arrange(_LEAST_DPI, MAX_DPI, 10.0, 0, " dpi")
        self.dpi_label = self.add_row(self.tr("Resolution"), self.dpi)
        outcome = QVBoxLayout()
        outcome.setSpacing(4)
        self.rows.addLayout(outcome)
        self.pixels = QLabel(self)
        self.pixels.setFont(tabular(self.font()))
        self.way = QLabel(self)
        self.error = QLabel(self)
        for label, kind in ((self.pixels, "plain"), (self.way, "muted"), (self.error, "error")):
            label.setProperty("kind", kind)
            label.setWordWrap(True)
            outcome.addWidget(label)
        self.mode.chosen.connect(self._take_mode)
        self.first.valueChanged.connect(self._take_numbers)
        self.second.valueChanged.connect(self._take_numbers)
        self.dpi.valueChanged.connect(self._take_numbers)
        self.set_recipe(None)

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Show a recipe's size; None switches the section off."""
        self._recipe = recipe
        self.setEnabled(recipe is not None)
        self._show(recipe.export.size if recipe else SizeTarget())

    def set_scales(self, scales: Mapping[str, int]) -> None:
        """Take note of what each model enlarges by, by its id."""
        self._scales = scales
        self._show_outcome()

    def set_photo(self, photo: PhotoFacts | None) -> None:
        """Tell which photo the pixels are worked out for."""
        self._photo = photo
        self._show_outcome()

    def _show(self, target: SizeTarget) -> None:
        is_box, is_paper = target.mode.is_box, target.mode.is_paper
        spec = field_spec(target.mode)
        self.mode.set_value(target.mode)
        for field, number in ((self.first, target.value), (self.second, target.value2)):
            field.arrange(spec.least, spec.most, spec.step, spec.decimals, spec.unit)
            if field.value() != number:
                field.show_number(number)
        self.times.setVisible(is_box)
        self.second.setVisible(is_box)
        if is_paper and self.dpi.value() != target.dpi:
            self.dpi.show_number(target.dpi)
        for control in (self.dpi, self.dpi_label):
            control.setVisible(is_paper)
        plain = self.tr("Width of the box in pixels") if is_box else mode_words()[target.mode]
        self.first.setToolTip(self.tr("One side of the paper") if is_paper else plain)
        self.second.setToolTip(
            self.tr("The other side of the paper") if is_paper else self.tr("Height of the box in pixels")
        )
        self._show_outcome()

    def _show_outcome(self) -> None:
        pixels = way = error = ""
        if self._recipe is not None and self._photo is not None:
            try:
                size = self._recipe.export.size.dimensions(self._photo.width, self._photo.height)
                pixels, way = pixel_words(*size), path_words(self._recipe, self._photo, self._scales)
            except RecipeError as reason:
                error = words_of_error(reason)
        for label, text in ((self.pixels, pixels), (self.way, way), (self.error, error)):
            label.setText(text)
            label.setVisible(bool(text))
        if self.first.property("wrong") != bool(error):
            for field in (self.first, self.second):
                field.setProperty("wrong", bool(error))
                field.style().unpolish(field)
                field.style().polish(field)

    def _take_mode(self, mode: SizeMode) -> None:
        if self._recipe is not None:
            self._change(converted(self._recipe.export.size, mode, self._photo))

    def _take_numbers(self) -> None:
        if self._recipe is not None:
            mode = self._recipe.export.size.mode
            second = self.second.value() if mode.is_box else 0.0
            known = self._recipe.export.size
            dpi = self.dpi.value() if mode.is_paper else known.dpi
            self._change(SizeTarget(mode, self.first.value(), second, dpi, known.place))

    def _change(self, target: SizeTarget) -> None:
        assert self._recipe is not None
        self._recipe = replace(self._recipe, export=replace(self._recipe.export, size=target))
        self._show(target)
        self.size_changed.emit(target)
