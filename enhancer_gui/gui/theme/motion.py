"""How long things may move: briefly, and not at all for who asks for reduced motion."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyle

MOTION_MS = 140
"""Long enough to be followed by the eye, too short to be waited for (120-160 ms in the design)."""

_REDUCED = 1
"""`Qt.MotionPreference.ReducedMotion`, which bindings before Qt 6.12 do not name."""


def motion_ms() -> int:
    """Return the duration of an animation in milliseconds; 0 when the user asked for reduced motion."""
    if _wants_less_motion():
        return 0
    animates = QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
    return MOTION_MS if animates > 0 else 0


def _wants_less_motion() -> bool:
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):  # Qt before 6.10
        return False
    accessibility = hints.accessibility()
    preference = getattr(accessibility, "motionPreference", None)  # Qt 6.12
    return preference is not None and bool(preference().value == _REDUCED)
