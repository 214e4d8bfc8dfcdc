"""What is applied to finished tiles when they are shown or saved: no inference, no torch.

Every part of it is local, or uses figures of the whole photo that are found once, so a region finished alone has the
pixels that it would have in the whole picture (tested).
"""

from enhancer_gui.engine.finish.apply import context_px, finish_region
from enhancer_gui.engine.finish.grain import GRAIN_SEED

__all__ = ["GRAIN_SEED", "context_px", "finish_region"]
