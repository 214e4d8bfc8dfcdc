"""One place of a photo, made by several presets or models, side by side: a click makes the choice."""

from enhancer_gui.gui.bake_off.candidates import MOST, Candidate, candidates
from enhancer_gui.gui.bake_off.control import BakeOffControl
from enhancer_gui.gui.bake_off.page import BakeOffPage

__all__ = ["MOST", "BakeOffControl", "BakeOffPage", "Candidate", "candidates"]
