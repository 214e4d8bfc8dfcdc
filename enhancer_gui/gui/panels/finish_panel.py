"""The finish: what is applied to computed tiles at once, with no new computation."""

from dataclasses import fields, replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from enhancer_gui.core.recipe import Finish, Recipe
from enhancer_gui.gui.actions import COMMANDS, Command
from enhancer_gui.gui.mask_places import GUARD, RESULT, MaskPlace
from enhancer_gui.gui.panels.finish_words import finish_words
from enhancer_gui.gui.panels.mask_button import MaskButton
from enhancer_gui.gui.panels.section import Section, slider_row
from enhancer_gui.gui.theme import Glyph
from enhancer_gui.gui.widgets import IconButton, NumberField, ValueSlider

_FIRST = ("strength",)
"""What is always in view; the rest is behind a button, open while one of them is in use."""
_ELSEWHERE = ("evidence", "faces")
_RADIUS = "sharpen_radius"
_RADIUS_PX = (0.3, 5.0, 0.1)


class FinishPanel(Section):
    """A slider for each part of the finish. `recipe_changed` carries the recipe as it now is.

    Attributes:
        mask_asked: carries the place of the mask that is to be painted.
        undo_asked, redo_asked: the user wants the recipe as it was before, or as it was again.
    """

    recipe_changed = Signal(Recipe)
    mask_asked = Signal(object)
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Finish"), parent)
        self.rows.setSpacing(0)
        self._recipe: Recipe | None = None
        self._neutral = Finish()
        self.undo = IconButton(
            Glyph.UNDO, self.tr("Undo"), self, tip=_with_key(self.tr("Take the last change back"), Command.UNDO)
        )
        self.redo = IconButton(
            Glyph.REDO, self.tr("Redo"), self, tip=_with_key(self.tr("Make the change again"), Command.REDO)
        )
        self.reset = IconButton(Glyph.RESET, self.tr("Reset the finish"), self)
        self.more = IconButton(
            Glyph.PANEL, self.tr("More controls"), self, tip=self.tr("Show or hide all controls"), checkable=True
        )
        self.result_mask = MaskButton(
            RESULT, self.tr("Mask of the result"), self.tr("Paint where the result shall count."), self
        )
        self.guard_mask = MaskButton(
            GUARD, self.tr("Protected blur"), self.tr("Show what is protected, and paint more or less of it."), self
        )
        self._buttons = {"strength": self.result_mask, "guard": self.guard_mask}
        for button in self._buttons.values():
            button.mask_asked.connect(self.mask_asked)
        for widget in (self.undo, self.redo, self.reset, self.more):
            self.head.addWidget(widget)
        self.radius = NumberField(
            self.tr("Radius"), self, tip=self.tr("Width of the edges that are sharpened, in pixels of the result")
        )
        self.radius.arrange(*_RADIUS_PX, 1, self.tr(" px"))
        self.radius.valueChanged.connect(partial(self._take, _RADIUS))
        self.sliders: dict[str, ValueSlider] = {}
        for field in fields(Finish):
            if field.name == _RADIUS:
                self._radius_words = self.add_row(self.tr("Radius"), self.radius)
            elif field.name not in _ELSEWHERE:
                self.sliders[field.name] = self._slider(field.name)
        self.strength = self.sliders["strength"]
        self.undo.clicked.connect(self.undo_asked)
        self.redo.clicked.connect(self.redo_asked)
        self.reset.clicked.connect(self._reset)
        self.more.toggled.connect(self._show_rows)
        self.set_history(can_undo=False, can_redo=False)
        self.set_recipe(None)
        self._show_rows()

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Show a recipe; None switches the section off."""
        self._recipe = recipe
        self.setEnabled(recipe is not None)
        for button in self._buttons.values():
            button.show_recipe(recipe)
        finish = self._neutral if recipe is None else recipe.finish
        for name, slider in self.sliders.items():
            slider.set_value(getattr(finish, name))
        self.radius.show_number(finish.sharpen_radius)
        self.radius.setEnabled(finish.sharpen > 0)
        self.reset.setEnabled(finish != self._reset_of(finish))
        if self._uses_more(finish) and not self.more.isChecked():
            self.more.setChecked(True)

    @Slot(object)
    def set_painted(self, place: MaskPlace | None) -> None:
        """Show which mask is painted."""
        for button in self._buttons.values():
            button.show_painted(place)

    def set_history(self, *, can_undo: bool, can_redo: bool) -> None:
        """Show what can be undone and redone."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def _slider(self, name: str) -> ValueSlider:
        words, tip = finish_words(name)
        slider = ValueSlider(words, float(getattr(self._neutral, name)), self, tip=tip)
        slider.value_changed.connect(partial(self._take, name))
        self.rows.addLayout(slider_row(slider, self._buttons.get(name)))
        return slider

    def _uses_more(self, finish: Finish) -> bool:
        names = (name for name in self.sliders if name not in _FIRST)
        return any(getattr(finish, name) != getattr(self._neutral, name) for name in names)

    def _show_rows(self) -> None:
        shown = self.more.isChecked()
        for name, slider in self.sliders.items():
            slider.setVisible(shown or name in _FIRST)
        for widget in (self.radius, self._radius_words, self.guard_mask):
            widget.setVisible(shown)

    def _take(self, name: str, value: float) -> None:
        if self._recipe is not None:
            changed = {name: value}  # one of the sliders' names: all of them are numbers
            self._change(replace(self._recipe.finish, **changed))  # type: ignore[arg-type]

    def _reset(self) -> None:
        if self._recipe is not None:
            self._change(self._reset_of(self._recipe.finish))

    def _reset_of(self, finish: Finish) -> Finish:
        """Return the neutral finish with what other sections show."""
        return replace(self._neutral, evidence=finish.evidence, faces=finish.faces)

    def _change(self, finish: Finish) -> None:
        if self._recipe is not None:
            self.set_recipe(replace(self._recipe, finish=finish))
            self.recipe_changed.emit(self._recipe)


def _with_key(words: str, command: Command) -> str:
    return f"{words} ({COMMANDS[command].keys[0]})"
