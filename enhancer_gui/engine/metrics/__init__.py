"""How near a result is to the truth, with the super-resolution field's conventions.

Y is BT.601 studio-swing luma (MATLAB rgb2ycbcr) and a border of `border` pixels is cut on every side, as
in every published Set5/Set14 table. Pictures are uint8, or float in 0..1: then they are compared as they are,
before a file's rounding. Rounding to 8 bits, which some tables include, costs 0.006 dB on Set5 at 2x.

What is left out, and why:

- LPIPS (Zhang et al., 2018): the libraries with a free licence (lpips, piq) need torchvision and download
  their AlexNet or VGG16 weights from the network when first used. Nothing here is downloaded unasked.
- NIQE (Mittal et al., 2013): scikit-video, the one library with a free licence, was last released in 2018 and
  uses NumPy names that are gone since NumPy 1.24; pyiqa's licence excludes commercial use. Parameters fitted
  anew would give figures that compare with no published one.
"""

from enhancer_gui.engine.metrics.fidelity import luma_601, psnr, psnr_rgb, psnr_y, ssim, ssim_rgb, ssim_y
from enhancer_gui.engine.metrics.shift import best_shift

__all__ = ["best_shift", "luma_601", "psnr", "psnr_rgb", "psnr_y", "ssim", "ssim_rgb", "ssim_y"]
