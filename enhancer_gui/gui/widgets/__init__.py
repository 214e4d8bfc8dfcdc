"""Small controls that know nothing of photos."""

from enhancer_gui.gui.widgets.buttons import ButtonKind, IconButton, TextButton
from enhancer_gui.gui.widgets.choice import Choice
from enhancer_gui.gui.widgets.describe import describe
from enhancer_gui.gui.widgets.drop_overlay import DropOverlay
from enhancer_gui.gui.widgets.elided_button import ElidedButton
from enhancer_gui.gui.widgets.elided_label import ElidedLabel
from enhancer_gui.gui.widgets.empty_state import EmptyState
from enhancer_gui.gui.widgets.many_choice import ManyChoice
from enhancer_gui.gui.widgets.notice import Notice
from enhancer_gui.gui.widgets.number_field import NumberField
from enhancer_gui.gui.widgets.preset_card import PresetCard
from enhancer_gui.gui.widgets.section_title import SectionTitle
from enhancer_gui.gui.widgets.state_pill import StatePill, Tone
from enhancer_gui.gui.widgets.tab_order import TabOrder, chain
from enhancer_gui.gui.widgets.toggle_switch import ToggleSwitch
from enhancer_gui.gui.widgets.value_slider import ValueSlider

__all__ = [
    "ButtonKind",
    "Choice",
    "DropOverlay",
    "ElidedButton",
    "ElidedLabel",
    "EmptyState",
    "IconButton",
    "ManyChoice",
    "Notice",
    "NumberField",
    "PresetCard",
    "SectionTitle",
    "StatePill",
    "TabOrder",
    "TextButton",
    "ToggleSwitch",
    "Tone",
    "ValueSlider",
    "chain",
    "describe",
]
