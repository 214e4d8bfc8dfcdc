"""What age does to a print: its tones fade, and one colour lies over all of it.

A scene may have few tones and one colour too, so both are believed only where the print shows and not the scene: its
black is grey, its shadows have the cast as well. Of 114 photos in order (BSD100, Set14) 5 are called faded and 11
tinted, all scenes of one colour; by range and chroma alone 30 and 46 were. Of seventeen old prints it is five and six
either way; of photos faded on purpose 86 in 100 are, of toned prints all. A camera's wrong white balance leaves its
blacks black and is no cast of a print: seldom told from a scene.
"""

from enhancer_gui.core.diagnosis import Degree, Finding, Remedy, Subject
from enhancer_gui.engine.diagnose.degrees import above, below, if_any
from enhancer_gui.engine.tones import Tones

_RANGE = (0.8, 0.7, 0.55)
"""Ranges of tones below which a photo is faded."""
_BLACK, _WHITE = 0.1, 0.9
"""Black levels below which a photo is dark and not faded, and white levels above which it is a little pale only."""
_TONED = 6.5
"""Varieties of colour below which luma tells the range; in colourful photos any channel may show that it is used."""
_LOOSE = 0.2
"""Standard deviation of the luma over its range below which few pixels use the range: fog, water, fur."""
_PLAIN = 0.8
"""Share of pixels in four steps of luma above which a picture is drawn, and has no tones to fade."""
_CAST = (12.0, 16.0, 24.0)
"""Lab chromas from which a cast is slight, clear and strong; sepia is about 15."""
_ONE_HUE = 2.0
"""Scatter of colours below which a photo is a toned grey one."""
_COLOURFUL = 10.0
"""Variety of colours from which they are the subject's."""
_SHADOWS, _SHARE_IN_SHADOWS = 9.0, 0.6
"""Chroma that a print's shadows have at least, and its share of the cast."""


def fading_of(tones: Tones) -> Finding:
    """Return whether a photo has faded; its figure is the share of the range that is in use."""
    is_toned = tones.variety < _TONED
    used = tones.luma_range if is_toned else tones.channel_range
    is_scene = tones.black_level < _BLACK or tones.spread < _LOOSE * tones.luma_range or tones.plainness > _PLAIN
    bounds = _RANGE if is_toned and tones.white_level <= _WHITE else _RANGE[1:]
    degree = Degree.NONE if is_scene else below(used, bounds)
    return Finding(Subject.FADING, degree, used, remedy=if_any(degree, Remedy.REVIVE))


def cast_of(tones: Tones, *, is_grey: bool) -> Finding:
    """Return whether a colour lies over a photo; its figure is the chroma."""
    chroma = 0.0 if is_grey else tones.cast_strength
    is_on_print = tones.scatter < _ONE_HUE or (
        tones.variety < _COLOURFUL and tones.shadows >= max(_SHADOWS, _SHARE_IN_SHADOWS * chroma)
    )
    degree = above(chroma, _CAST) if is_on_print and tones.plainness <= _PLAIN else Degree.NONE
    return Finding(Subject.CAST, degree, chroma, remedy=if_any(degree, Remedy.BALANCE))
