"""Every kind of damage that is one thing, not a choice among several."""

from typing import TypeAlias

from enhancer_gui.engine.degrade.compression import Jpeg
from enhancer_gui.engine.degrade.focus import DepthFocus, GaussianBlur, SoftFocus
from enhancer_gui.engine.degrade.motion import MotionBlur, TurningBlur
from enhancer_gui.engine.degrade.noise import Noise
from enhancer_gui.engine.degrade.old_photo.damage import OldPhotoDamage
from enhancer_gui.engine.degrade.scene_motion import SceneMotion
from enhancer_gui.engine.degrade.second_order import SecondOrder
from enhancer_gui.engine.degrade.sensor import SensorNoise
from enhancer_gui.engine.degrade.shuffled import Shuffled

SingleDegradation: TypeAlias = (
    MotionBlur
    | TurningBlur
    | SceneMotion
    | SoftFocus
    | GaussianBlur
    | DepthFocus
    | Noise
    | SensorNoise
    | Jpeg
    | SecondOrder
    | Shuffled
    | OldPhotoDamage
)
