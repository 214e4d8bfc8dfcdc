"""The before/after viewer. It knows nothing of the rest of the window: pictures come in as `PictureSource`."""

from enhancer_gui.gui.viewer.compare_viewer import CompareViewer
from enhancer_gui.gui.viewer.modes import CompareMode
from enhancer_gui.gui.viewer.source import PictureSource, PiecewiseSource

__all__ = ["CompareMode", "CompareViewer", "PictureSource", "PiecewiseSource"]
