"""The recipe's steps: each with a switch, a strength and, where its model can, how much noise goes."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe, Step
from enhancer_gui.gui.mask_places import MaskKind, MaskPlace
from enhancer_gui.gui.panels.mask_button import MaskButton
from enhancer_gui.gui.panels.section import Section
from enhancer_gui.gui.panels.words import task_tip, task_words
from enhancer_gui.gui.widgets import ToggleSwitch, ValueSlider

_WHOLE = 1.0
"""A model takes all the noise that it was made to take: the same as the model without its twin (`Step.denoise`)."""


class StepRow(QWidget):
    """One step. `step_changed` carries the step as it now is."""

    step_changed = Signal(Step)

    def __init__(self, step: Step, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._can_denoise = False
        words = task_words(step.task)
        self.switch = ToggleSwitch(words, self, tip=self.tr("{0}: switch the step on or off").format(words))
        self.strength = ValueSlider(words, 1.0, self, tip=task_tip(step.task))
        self.denoise = ValueSlider(
            self.tr("Denoise"), _WHOLE, self, tip=self.tr("How much grain and noise the model takes away.")
        )
        self.mask_button = MaskButton(
            MaskPlace(MaskKind.STEP, index, step.task),
            self.tr("Mask: {0}").format(words),
            self.tr("Paint where the step shall count."),
            self,
        )
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(4)
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(1, 1)
        layout.setColumnMinimumWidth(0, self.switch.width() + 4)  # the words are 8 px from every switch of the panel
        layout.addWidget(self.switch, 0, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.strength, 0, 1)
        layout.addWidget(self.mask_button, 0, 2)
        layout.addWidget(self.denoise, 1, 1)
        self.show_step(step)
        self.switch.toggled.connect(self._take_enabled)
        self.strength.value_changed.connect(self._take_strength)
        self.denoise.value_changed.connect(self._take_denoise)

    def set_denoisable(self, can_denoise: bool) -> None:
        """Offer to choose how much noise is removed, or not; what is chosen already stays in view."""
        self._can_denoise = can_denoise
        self._show_state()

    def show_step(self, step: Step) -> None:
        """Show a step of the same task without emitting `step_changed`."""
        self._step = step
        self.strength.set_value(step.strength)
        self.denoise.set_value(_WHOLE if step.denoise is None else step.denoise)
        self._show_state()
        if self.switch.isChecked() != step.enabled:
            with QSignalBlocker(self):
                self.switch.setChecked(step.enabled)

    def _take_enabled(self, enabled: bool) -> None:
        self._change(replace(self._step, enabled=enabled))

    def _take_strength(self, strength: float) -> None:
        self._change(replace(self._step, strength=strength))

    def _take_denoise(self, denoise: float) -> None:
        self._change(replace(self._step, denoise=None if denoise == _WHOLE else denoise))

    def _change(self, step: Step) -> None:
        self._step = step
        self._show_state()
        self.step_changed.emit(step)

    def _show_state(self) -> None:
        for slider in (self.strength, self.denoise):
            slider.setEnabled(self._step.enabled)
        self.denoise.setVisible(self._can_denoise or self._step.denoise is not None)


class StepsPanel(Section):
    """The steps in the order in which they run.

    Attributes:
        recipe_changed: carries the recipe as it now is.
        mask_asked: carries the place of a step's mask that is to be painted.
    """

    recipe_changed = Signal(Recipe)
    mask_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Steps"), parent)
        self.rows.setSpacing(0)
        self._recipe: Recipe | None = None
        self._tasks: tuple[Task, ...] = ()
        self._denoisable: frozenset[int] = frozenset()
        self.step_rows: tuple[StepRow, ...] = ()
        self._painted: MaskPlace | None = None
        self.set_recipe(None)

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Show a recipe; None, or one without steps, hides the section. Rows are kept while the tasks stay the same."""
        self._recipe = recipe
        steps = recipe.steps if recipe else ()
        if tuple(step.task for step in steps) != self._tasks:
            self._rebuild(steps)
        for row, step in zip(self.step_rows, steps, strict=True):
            row.show_step(step)
            row.mask_button.show_recipe(recipe)
        self.setVisible(bool(steps))

    @Slot(object)
    def set_painted(self, place: MaskPlace | None) -> None:
        """Show which mask is painted."""
        self._painted = place
        for row in self.step_rows:
            row.mask_button.show_painted(place)

    @Slot(object)
    def set_denoisable(self, steps: Collection[int]) -> None:
        """Tell in which steps, by their place, every model can be told how much noise to remove."""
        self._denoisable = frozenset(steps)
        for index, row in enumerate(self.step_rows):
            row.set_denoisable(index in self._denoisable)

    def _rebuild(self, steps: tuple[Step, ...]) -> None:
        for row in self.step_rows:
            self.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._tasks = tuple(step.task for step in steps)
        self.step_rows = tuple(StepRow(step, index, self) for index, step in enumerate(steps))
        for index, row in enumerate(self.step_rows):
            row.set_denoisable(index in self._denoisable)
            row.step_changed.connect(partial(self._take, index))
            row.mask_button.mask_asked.connect(self.mask_asked)
            row.mask_button.show_painted(self._painted)
            self.rows.addWidget(row)

    def _take(self, index: int, step: Step) -> None:
        if self._recipe is not None:
            self._recipe = self._recipe.with_step(index, step)
            self.recipe_changed.emit(self._recipe)
