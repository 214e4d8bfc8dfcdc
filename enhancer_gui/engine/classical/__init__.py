"""What can be done without learning: the traditional methods that the networks have to beat.

All take and return float32 (H, W, 3) RGB 0..1 (deconvolution: any number of channels) and need no weights.
"""

from enhancer_gui.engine.classical.blur_kernel import BlurKernel, BlurShape, blur_kernel, estimate_blur
from enhancer_gui.engine.classical.camera_shake import estimate_shake
from enhancer_gui.engine.classical.deconvolution import richardson_lucy, wiener
from enhancer_gui.engine.classical.smoothing import bilateral, noise_sigma, non_local_means
from enhancer_gui.engine.classical.spatial import FillMethod, enlarge, fill, unsharp_mask

__all__ = [
    "BlurKernel",
    "BlurShape",
    "FillMethod",
    "bilateral",
    "blur_kernel",
    "enlarge",
    "estimate_blur",
    "estimate_shake",
    "fill",
    "noise_sigma",
    "non_local_means",
    "richardson_lucy",
    "unsharp_mask",
    "wiener",
]
