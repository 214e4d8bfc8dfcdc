"""What keys mean in the viewer; the list of shortcuts in `gui/actions.py` tells them to the user."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from enhancer_gui.gui.viewer.modes import CompareMode
from enhancer_gui.gui.viewer.navigator import Navigator
from enhancer_gui.gui.viewer.overlays import DividerLine
from enhancer_gui.gui.viewer.stepper import Stepper

KEY_FACTOR = 1.25
"""Zoom of plus and minus."""

DIVIDER_STEP = 0.01
DIVIDER_LEAP = 0.10

PAN_SHARE = 0.1
"""Share of the view by which an arrow key pans; with Shift most of it."""

PAN_LEAP = 0.8

MODE_KEYS = {
    CompareMode.SPLIT: "S",
    CompareMode.SPLIT_ACROSS: "T",
    CompareMode.SIDE_BY_SIDE: "D",
    CompareMode.BLINK: "K",
    CompareMode.DIFFERENCE: "X",
    CompareMode.BEFORE: "B",
    CompareMode.AFTER: "A",
}
LOUPE_KEY = "L"
OVERVIEW_KEY = "N"

_MODES = {Qt.Key(ord(key)): mode for mode, key in MODE_KEYS.items()}
_PERCENTS = {Qt.Key.Key_1: 100.0, Qt.Key.Key_2: 200.0, Qt.Key.Key_3: 300.0, Qt.Key.Key_4: 400.0}
_LARGER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_SMALLER = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)
_FIT = (Qt.Key.Key_0, Qt.Key.Key_F)
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class KeyStage(Protocol):
    """What the keys act on."""

    mode: CompareMode
    divider: float
    has_loupe: bool
    has_overview: bool
    gain: Stepper
    rate: Stepper

    @property
    def navigator(self) -> Navigator:
        """The camera."""
        ...

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to look at."""
        ...

    @property
    def divider_line(self) -> DividerLine | None:
        """The divider, or None while there is none."""
        ...

    def show_original(self, held: bool) -> None:
        """Show only the original while held."""
        ...

    def alternate(self) -> None:
        """Show the other picture now, while they take turns."""
        ...

    def zoom_to_original(self) -> None:
        """Glide to where one pixel of the photo is one of the screen."""
        ...


class Keys:
    """Turns key events into movements; every handler returns whether the key meant something here."""

    def __init__(self, stage: KeyStage) -> None:
        """Act on this stage."""
        self._stage = stage

    def press(self, event: QKeyEvent) -> bool:
        """Zoom, pan, move the divider, use an aid, or hold the original."""
        if not self._stage.has_picture:
            return False
        key, is_held = Qt.Key(event.key()), event.isAutoRepeat()
        if key == Qt.Key.Key_Space:
            if not is_held:
                self._stage.show_original(True)
        elif key in _MODES and not event.modifiers():
            self._stage.mode = _MODES[key]
        elif key == Qt.Key.Key_L:
            if not is_held:
                self._stage.has_loupe = not self._stage.has_loupe
        elif key == Qt.Key.Key_N:
            if not is_held:
                self._stage.has_overview = not self._stage.has_overview
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._stage.mode is CompareMode.BLINK:
            self._stage.alternate()
        else:
            return self._zoom(key) or self._move(key, event.modifiers())
        return True

    def release(self, event: QKeyEvent) -> bool:
        """Let go of the original."""
        if event.key() != Qt.Key.Key_Space:
            return False
        if not event.isAutoRepeat():
            self._stage.show_original(False)
        return True

    def _zoom(self, key: Qt.Key) -> bool:
        navigator = self._stage.navigator
        target = navigator.target
        if key in _FIT:
            navigator.glide(target.fit())
        elif key in _PERCENTS:
            navigator.glide(target.zoom_percent(_PERCENTS[key]))
        elif key in _LARGER:
            navigator.glide(target.zoom_centre(target.scale * KEY_FACTOR))
        elif key in _SMALLER:
            navigator.glide(target.zoom_centre(target.scale / KEY_FACTOR))
        elif key == Qt.Key.Key_I:
            self._stage.zoom_to_original()
        else:
            return False
        return True

    def _move(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Arrows move the divider where there is one, else step what the mode has to set; with Ctrl they pan."""
        leap = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return self._pan(key, PAN_LEAP if leap else PAN_SHARE)
        if self._stage.divider_line is not None:
            return self._move_divider(key, leap=leap)
        steps = {CompareMode.DIFFERENCE: self._stage.gain, CompareMode.BLINK: self._stage.rate}
        stepper = steps.get(self._stage.mode)
        if stepper is not None and stepper.isVisible() and key in _ARROWS:
            right, down = _ARROWS[key]
            stepper.step(right - down)
            return True
        return False

    def _pan(self, key: Qt.Key, share: float) -> bool:
        if key not in _ARROWS:
            return False
        navigator, (right, down) = self._stage.navigator, _ARROWS[key]
        target = navigator.target
        navigator.glide(target.pan(-right * share * target.view_width, -down * share * target.view_height))
        return True

    def _move_divider(self, key: Qt.Key, *, leap: bool) -> bool:
        line, step = self._stage.divider_line, DIVIDER_LEAP if leap else DIVIDER_STEP
        less, more = (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if line is not None and line.is_across:
            less, more = (Qt.Key.Key_Up, Qt.Key.Key_Down)
        places = {
            less: self._stage.divider - step,
            more: self._stage.divider + step,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        if key not in places:
            return False
        self._stage.divider = places[key]
        return True
