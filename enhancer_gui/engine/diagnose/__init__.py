"""What is wrong with a photo: measured on a few crops with numpy and OpenCV, no torch.

Scratches alone are looked for by a network, the finder of the model that mends them, where its weights are here. Each
measurement has a file of its own with its source and its error. Faces are not looked for: OpenCV's detector needs a
model file that is not shipped with it.
"""

from enhancer_gui.engine.diagnose.detector import ScratchDetector
from enhancer_gui.engine.diagnose.examine import diagnose

__all__ = ["ScratchDetector", "diagnose"]
