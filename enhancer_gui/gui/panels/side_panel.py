"""The side panel: all sections in the order of work, and two buttons at the foot."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.actions import COMMANDS, Command
from enhancer_gui.gui.panels.column import Column
from enhancer_gui.gui.panels.diagnosis_panel import DiagnosisPanel
from enhancer_gui.gui.panels.faces_panel import FacesPanel
from enhancer_gui.gui.panels.facts import FootAction, FootState, Hindrance, PhotoFacts
from enhancer_gui.gui.panels.finish_panel import FinishPanel
from enhancer_gui.gui.panels.preset_panel import PresetPanel
from enhancer_gui.gui.panels.save_panel import SavePanel
from enhancer_gui.gui.panels.size_panel import SizePanel
from enhancer_gui.gui.panels.steps_panel import StepsPanel
from enhancer_gui.gui.panels.truth_panel import TruthPanel
from enhancer_gui.gui.widgets import ButtonKind, Notice, TabOrder, TextButton, Tone, describe

PANEL_WIDTH_PX = 332
_MARGIN_PX = 16
_SECTION_GAP_PX = 24
_COMPACT_SECTION_GAP_PX = 16
_COMPACT_BELOW_PX = 620
"""A panel lower than this shows lower preset cards, so that the steps are in view without scrolling."""
_SCROLL_BAR_PX = 10
"""As wide as the style sheet makes it; its room is kept free, so that nothing moves when it comes."""
_COMMANDS = {FootAction.ENHANCE: Command.ENHANCE, FootAction.SAVE: Command.SAVE, FootAction.CANCEL: Command.ESCAPE}
"""Which of the window's commands does the same by key; its keys are told in the tooltip."""


class SidePanel(QWidget):
    """332 px wide; what does not fit scrolls above the foot. The sections are public: connect to their signals.

    Attributes:
        foot_pressed: emitted with what the pressed button does now.
        model_wanted: the id of a model that is missing; the user wants to get it.
    """

    foot_pressed = Signal(FootAction)
    model_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(PANEL_WIDTH_PX)
        self.setAccessibleName(self.tr("Side panel"))
        self.diagnosis = DiagnosisPanel(self)
        self.presets = PresetPanel(self)
        self.steps = StepsPanel(self)
        self.size_panel = SizePanel(self)
        self.finish = FinishPanel(self)
        self.faces = FacesPanel(self)
        self.truth = TruthPanel(self)
        self.save = SavePanel(self)
        self.notice = Notice(self)
        self.secondary = TextButton("", ButtonKind.SECONDARY, self)
        self.primary = TextButton("", ButtonKind.PRIMARY, self)
        self._hindrance: Hindrance | None = None
        self.notice.offer_taken.connect(self._want_model)
        self._foot = FootState()
        self.primary.clicked.connect(partial(self._press, self.primary))
        self.secondary.clicked.connect(partial(self._press, self.secondary))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scrolled(), 1)
        layout.addWidget(_rule(self))
        layout.addLayout(self._foot_layout())
        self.set_foot(FootState())

    def set_recipe(self, recipe: Recipe | None) -> None:
        """Show a recipe in all sections; None where there is no photo to apply one to."""
        for section in (self.diagnosis, self.steps, self.size_panel, self.finish, self.faces, self.truth, self.save):
            section.set_recipe(recipe)

    def set_photo(self, photo: PhotoFacts | None) -> None:
        """Tell the sections which photo is meant."""
        self.size_panel.set_photo(photo)
        self.save.set_photo(photo)

    def set_foot(self, state: FootState) -> None:
        """Show other buttons."""
        self._foot = state
        self._name(self.primary, state.primary, self._words(state.primary, state.photos, is_saved=state.is_saved))
        self._name(self.secondary, state.secondary, self._words(state.secondary, 1, is_saved=state.is_saved))
        self.primary.setEnabled(state.primary_enabled)
        self.secondary.setEnabled(state.secondary_enabled)

    def set_hindrance(self, hindrance: Hindrance | None) -> None:
        """Say above the buttons why the recipe cannot be done, and lead to a model that is missing."""
        self._hindrance = hindrance
        if hindrance is None:
            self.notice.set_notice("")
            return
        offer = self.tr("Get it…") if hindrance.can_be_had else self.tr("Models…") if hindrance.model_id else ""
        self.notice.set_notice(hindrance.message, hindrance.remedy, Tone.WARN, offer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the most of a low panel."""
        super().resizeEvent(event)
        is_low = event.size().height() < _COMPACT_BELOW_PX
        self.presets.set_compact(is_low)
        self._rows.setSpacing(_COMPACT_SECTION_GAP_PX if is_low else _SECTION_GAP_PX)

    def _want_model(self) -> None:
        if self._hindrance is not None:
            self.model_wanted.emit(self._hindrance.model_id)

    def _press(self, button: TextButton) -> None:
        self.foot_pressed.emit(self._foot.primary if button is self.primary else self._foot.secondary)

    def _name(self, button: TextButton, action: FootAction, told: tuple[str, str]) -> None:
        words, tip = told
        button.setText(words)
        keys = COMMANDS[_COMMANDS[action]].keys[0] if action in _COMMANDS else ""
        describe(button, words, tip, keys)

    def _words(self, action: FootAction, photos: int, *, is_saved: bool) -> tuple[str, str]:
        match action:
            case FootAction.ENHANCE if is_saved:
                return self.tr("Saved"), self.tr("Nothing has changed since it was saved")
            case FootAction.SAVE if is_saved:
                return self.tr("Save again"), self.tr("Save it once more; with Shift, under a name of your own")
            case FootAction.ENHANCE if photos > 1:
                return self.tr("Enhance %Ln photos", "", photos), self.tr("Enhance and save the selected photos")
            case FootAction.ENHANCE:
                return self.tr("Enhance"), self.tr("Enhance this photo; nothing is saved yet")
            case FootAction.PAUSE:
                return self.tr("Pause"), self.tr("Hold still and free the memory; nothing is lost")
            case FootAction.RESUME:
                return self.tr("Resume"), self.tr("Go on where it was paused")
            case FootAction.SAVE:
                return self.tr("Save"), self.tr("Save the result as chosen above; with Shift, under a name of your own")
            case FootAction.CANCEL:
                return self.tr("Cancel"), self.tr("Stop; what is computed is kept for the next time")

    def _scrolled(self) -> QScrollArea:
        content = Column(self)
        content.setProperty("kind", "panel")
        content.setFixedWidth(PANEL_WIDTH_PX - _SCROLL_BAR_PX)
        self._rows = content.rows
        self._rows.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX - _SCROLL_BAR_PX, _MARGIN_PX)
        self._rows.setSpacing(_SECTION_GAP_PX)
        work = (self.diagnosis, self.presets, self.steps, self.size_panel)
        for section in (*work, self.finish, self.faces, self.truth, self.save):
            content.add(section)
        self._rows.addStretch()
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        self.tab_order = TabOrder(self, content)
        return area

    def _foot_layout(self) -> QVBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.secondary, 2)
        buttons.addWidget(self.primary, 3)
        foot = QVBoxLayout()
        foot.setContentsMargins(_MARGIN_PX, 12, _MARGIN_PX, 12)
        foot.setSpacing(12)
        foot.addWidget(self.notice)
        foot.addLayout(buttons)
        return foot


def _rule(parent: QWidget) -> QFrame:
    rule = QFrame(parent)
    rule.setProperty("kind", "rule")
    rule.setFixedHeight(1)
    return rule
