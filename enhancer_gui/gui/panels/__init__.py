"""The window's panels: views that take frozen values and emit frozen values, and hold no logic."""

from enhancer_gui.gui.panels.facts import FootAction, FootState, PhotoFacts, PresetAction, StatusFacts
from enhancer_gui.gui.panels.filmstrip import Filmstrip
from enhancer_gui.gui.panels.filmstrip_model import FilmstripModel
from enhancer_gui.gui.panels.filmstrip_row import ACTIONS, FilmAction, FilmstripRow, PhotoState, filmstrip_row
from enhancer_gui.gui.panels.finish_panel import FinishPanel
from enhancer_gui.gui.panels.mask_bar import MaskBar
from enhancer_gui.gui.panels.panel_host import PanelHost
from enhancer_gui.gui.panels.preset_panel import PresetPanel
from enhancer_gui.gui.panels.save_panel import SavePanel
from enhancer_gui.gui.panels.side_panel import SidePanel
from enhancer_gui.gui.panels.size_panel import SizePanel
from enhancer_gui.gui.panels.status_line import StatusLine
from enhancer_gui.gui.panels.steps_panel import StepsPanel
from enhancer_gui.gui.panels.top_bar import TopBar

__all__ = [
    "ACTIONS",
    "FilmAction",
    "Filmstrip",
    "FilmstripModel",
    "FilmstripRow",
    "FinishPanel",
    "FootAction",
    "FootState",
    "MaskBar",
    "PanelHost",
    "PhotoFacts",
    "PhotoState",
    "PresetAction",
    "PresetPanel",
    "SavePanel",
    "SidePanel",
    "SizePanel",
    "StatusFacts",
    "StatusLine",
    "StepsPanel",
    "TopBar",
    "filmstrip_row",
]
