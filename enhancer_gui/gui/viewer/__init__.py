"""The before/after viewer. It knows nothing of the rest of the window: pictures come in as `PictureSource`."""

from enhancer_gui.gui.viewer.brush import Brush, Dab, DabPhase
from enhancer_gui.gui.viewer.compare_viewer import CompareViewer
from enhancer_gui.gui.viewer.crop_frame import CropFrame
from enhancer_gui.gui.viewer.mask_overlay import MaskPicture, Tint
from enhancer_gui.gui.viewer.modes import CompareMode, Side
from enhancer_gui.gui.viewer.pointed import Pointed
from enhancer_gui.gui.viewer.source import PictureSource, PiecewiseSource
from enhancer_gui.gui.viewer.versions import ORIGINAL_ID, PRESENT_ID, Version

__all__ = [
    "ORIGINAL_ID",
    "PRESENT_ID",
    "Brush",
    "CompareMode",
    "CompareViewer",
    "CropFrame",
    "Dab",
    "DabPhase",
    "MaskPicture",
    "PictureSource",
    "PiecewiseSource",
    "Pointed",
    "Side",
    "Tint",
    "Version",
]
