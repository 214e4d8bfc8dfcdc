"""From a good photo to a bad one: the damage that the networks learn to undo.

Every degradation is a small frozen value with a `kind`, so that a training configuration can name
it, and a call `degradation(image, rng)` on float32 (H, W, 3) RGB 0..1 that draws its parameters from
`rng` alone: the same seed makes the same damage on any machine. All keep the picture's size, but for
those that say so with a `scale`.
"""

from enhancer_gui.engine.degrade.chain import Degradation, make_lr
from enhancer_gui.engine.degrade.compression import Jpeg, jpeg
from enhancer_gui.engine.degrade.convolution import convolve
from enhancer_gui.engine.degrade.either import Either, Way
from enhancer_gui.engine.degrade.focus import DepthFocus, GaussianBlur, SoftFocus
from enhancer_gui.engine.degrade.kernels import disc_kernel
from enhancer_gui.engine.degrade.motion import MotionBlur, TurningBlur
from enhancer_gui.engine.degrade.noise import Noise
from enhancer_gui.engine.degrade.old_photo.damage import AgedPhoto, OldPhotoDamage
from enhancer_gui.engine.degrade.resizing import downsample_bicubic
from enhancer_gui.engine.degrade.scene_motion import SceneMotion
from enhancer_gui.engine.degrade.second_order import BlurShapes, SecondOrder, SecondStage, Stage
from enhancer_gui.engine.degrade.sensor import SensorNoise
from enhancer_gui.engine.degrade.shuffled import Shuffled
from enhancer_gui.engine.degrade.trajectories import trajectory_kernel
from enhancer_gui.engine.degrade.vocabulary import Pixels, Rng, apply_chain

__all__ = [
    "AgedPhoto",
    "BlurShapes",
    "Degradation",
    "DepthFocus",
    "Either",
    "GaussianBlur",
    "Jpeg",
    "MotionBlur",
    "Noise",
    "OldPhotoDamage",
    "Pixels",
    "Rng",
    "SceneMotion",
    "SecondOrder",
    "SecondStage",
    "SensorNoise",
    "Shuffled",
    "SoftFocus",
    "Stage",
    "TurningBlur",
    "Way",
    "apply_chain",
    "convolve",
    "disc_kernel",
    "downsample_bicubic",
    "jpeg",
    "make_lr",
    "trajectory_kernel",
]
