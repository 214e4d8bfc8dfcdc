"""What was found in the photo: a sentence each, with a switch for what is expected to help."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from enhancer_gui.core.diagnosis import (
    Degree,
    Diagnosis,
    Finding,
    Remedy,
    has_remedy,
    with_remedy,
    without_remedy,
)
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.panels.diagnosis_words import finding_words, remedy_tip
from enhancer_gui.gui.panels.section import Section
from enhancer_gui.gui.widgets import ToggleSwitch
from enhancer_gui.gui.widgets.buttons import CONTROL_PX

_GAP_PX = 8
_SWITCH_PX = 30
"""What has no switch is as far from the edge as what has one, and as high."""


class FindingRow(QWidget):
    """One finding. `toggled` carries whether its remedy is wanted."""

    toggled = Signal(bool)

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remedy = finding.remedy
        words = finding_words(finding)
        label = QLabel(words, self)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP_PX)
        self.switch: ToggleSwitch | None = None
        if finding.remedy is not None:
            tip = remedy_tip(finding.remedy)
            self.switch = ToggleSwitch(f"{words}: {tip}", self, tip=tip)
            self.switch.toggled.connect(self.toggled)
            layout.addWidget(self.switch)
        else:
            layout.addSpacing(_SWITCH_PX + _GAP_PX)  # no gap of the layout follows what is no widget
        layout.addWidget(label, 1)
        self.setMinimumHeight(CONTROL_PX)
        self.setAccessibleName(words)

    def show_wanted(self, wanted: bool) -> None:
        """Show whether the remedy is in the recipe, without emitting `toggled`."""
        if self.switch is not None and self.switch.isChecked() != wanted:
            with QSignalBlocker(self):
                self.switch.setChecked(wanted)


class DiagnosisPanel(Section):
    """The findings that matter. `recipe_changed` carries the recipe with a remedy added or switched off."""

    recipe_changed = Signal(Recipe)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What was found"), parent)
        self.rows.setSpacing(4)
        self._recipe: Recipe | None = None
        self.finding_rows: tuple[FindingRow, ...] = ()
        self.summary = QLabel(self)
        self.summary.setProperty("kind", "muted")
        self.summary.setWordWrap(True)
        self.rows.addWidget(self.summary)
        self.set_diagnosis(None)

    def set_diagnosis(self, diagnosis: Diagnosis | None) -> None:
        """Show what was found; None hides the section."""
        for row in self.finding_rows:
            self.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        findings = () if diagnosis is None else diagnosis.findings
        wanting = tuple(finding for finding in findings if finding.degree is not Degree.NONE)
        self.finding_rows = tuple(FindingRow(finding, self) for finding in wanting)
        for row in self.finding_rows:
            self.rows.addWidget(row)
            if row.remedy is not None:
                row.toggled.connect(partial(self._take, row.remedy))
        words = "" if diagnosis is None or diagnosis.remedies else self._summary_of(diagnosis)
        self.summary.setText(words)
        self.summary.setVisible(bool(words))
        self.setVisible(diagnosis is not None)
        self.set_recipe(self._recipe)

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Show which remedies a recipe holds."""
        self._recipe = recipe
        for row in self.finding_rows:
            row.setEnabled(recipe is not None)
            if recipe is not None and row.remedy is not None:
                row.show_wanted(has_remedy(recipe, row.remedy))

    def _summary_of(self, diagnosis: Diagnosis) -> str:
        if diagnosis.may_look_crisper:
            return self.tr("No step is expected to help. The preset Photo 4× may still make soft edges look crisper.")
        return self.tr("No benefit expected from enhancing this photo.")

    def _take(self, remedy: Remedy, wanted: bool) -> None:
        if self._recipe is not None:
            change = with_remedy if wanted else without_remedy
            self.set_recipe(change(self._recipe, remedy))
            self.recipe_changed.emit(self._recipe)
