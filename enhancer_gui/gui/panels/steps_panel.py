"""The recipe's steps: each with a switch and a strength."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import Recipe, Step
from enhancer_gui.gui.panels.section import Section
from enhancer_gui.gui.panels.words import task_tip, task_words
from enhancer_gui.gui.widgets import ToggleSwitch, ValueSlider


class StepRow(QWidget):
    """One step. `step_changed` carries the step as it now is."""

    step_changed = Signal(Step)

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        words = task_words(step.task)
        self.switch = ToggleSwitch(words, self, tip=self.tr("{0}: switch the step on or off").format(words))
        self.strength = ValueSlider(words, 1.0, self, tip=task_tip(step.task))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.switch)
        layout.addWidget(self.strength, 1)
        self.show_step(step)
        self.switch.toggled.connect(self._take_enabled)
        self.strength.value_changed.connect(self._take_strength)

    def show_step(self, step: Step) -> None:
        """Show a step of the same task without emitting `step_changed`."""
        self._step = step
        self.strength.set_value(step.strength)
        self.strength.setEnabled(step.enabled)
        if self.switch.isChecked() != step.enabled:
            with QSignalBlocker(self):
                self.switch.setChecked(step.enabled)

    def _take_enabled(self, enabled: bool) -> None:
        self._change(replace(self._step, enabled=enabled))

    def _take_strength(self, strength: float) -> None:
        self._change(replace(self._step, strength=strength))

    def _change(self, step: Step) -> None:
        self._step = step
        self.strength.setEnabled(step.enabled)
        self.step_changed.emit(step)


class StepsPanel(Section):
    """The steps in the order in which they run. `recipe_changed` carries the recipe as it now is."""

    recipe_changed = Signal(Recipe)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Steps"), parent)
        self.rows.setSpacing(0)
        self._recipe: Recipe | None = None
        self._tasks: tuple[Task, ...] = ()
        self.step_rows: tuple[StepRow, ...] = ()
        self.set_recipe(None)

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Show a recipe; None, or one without steps, hides the section. Rows are kept while the tasks stay the same."""
        self._recipe = recipe
        steps = recipe.steps if recipe else ()
        if tuple(step.task for step in steps) != self._tasks:
            self._rebuild(steps)
        for row, step in zip(self.step_rows, steps, strict=True):
            row.show_step(step)
        self.setVisible(bool(steps))

    def _rebuild(self, steps: tuple[Step, ...]) -> None:
        for row in self.step_rows:
            self.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._tasks = tuple(step.task for step in steps)
        self.step_rows = tuple(StepRow(step, self) for step in steps)
        for index, row in enumerate(self.step_rows):
            row.step_changed.connect(partial(self._take, index))
            self.rows.addWidget(row)

    def _take(self, index: int, step: Step) -> None:
        if self._recipe is not None:
            self._recipe = self._recipe.with_step(index, step)
            self.recipe_changed.emit(self._recipe)
