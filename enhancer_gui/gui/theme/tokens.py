"""The colours of the two themes, named by what they are for; every other file asks here."""

from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication, QPalette


@dataclass(frozen=True)
class Tokens:
    """Colours of one theme as `#rrggbb`, neutral greys without a cast but for accent and states.

    Attributes:
        surround: around the photo in the viewer; never white, so that colour can be judged.
        window, panel, raised: backgrounds, back to front.
        hover, pressed: a raised control under the pointer and held down.
        line_deep, line: borders between areas and around controls.
        edge: outline of a control that is only known by its outline; 3:1 against its background.
        text, text_soft, text_muted, text_off: from titles down to what is switched off.
        accent, accent_hover, accent_pressed: selection, progress and the primary button.
        on_accent: text on the accent.
        accent_text: words in the accent's hue, 4.5:1 on every ground; the accent itself is for areas and lines.
        accent_soft: background of what is selected.
        focus: the ring around what has the keyboard's focus.
        good, warn, bad: words and marks of states, never decoration.
        warn_soft, bad_soft: backgrounds of notices.
    """

    is_dark: bool
    surround: str
    window: str
    panel: str
    raised: str
    hover: str
    pressed: str
    line_deep: str
    line: str
    edge: str
    text: str
    text_soft: str
    text_muted: str
    text_off: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_text: str
    accent_soft: str
    focus: str
    good: str
    warn: str
    bad: str
    warn_soft: str
    bad_soft: str


DARK = Tokens(
    is_dark=True,
    surround="#161616",
    window="#1b1b1b",
    panel="#222222",
    raised="#2c2c2c",
    hover="#343434",
    pressed="#262626",
    line_deep="#111111",
    line="#363636",
    edge="#757575",
    text="#f0f0f0",
    text_soft="#d8d8d8",
    text_muted="#9c9c9c",
    text_off="#6a6a6a",
    accent="#4c8dff",
    accent_hover="#6aa1ff",
    accent_pressed="#3f7ce8",
    on_accent="#0a0f1a",
    accent_text="#6aa1ff",
    accent_soft="#26303f",
    focus="#8ab4ff",
    good="#5fc27e",
    warn="#e3ad4b",
    bad="#ff7b6b",
    warn_soft="#2e2a20",
    bad_soft="#33211f",
)

LIGHT = Tokens(
    is_dark=False,
    surround="#c8c8c8",
    window="#dedede",
    panel="#ececec",
    raised="#fafafa",
    hover="#ffffff",
    pressed="#e0e0e0",
    line_deep="#b4b4b4",
    line="#cccccc",
    edge="#7b7b7b",
    text="#161616",
    text_soft="#2e2e2e",
    text_muted="#595959",
    text_off="#9a9a9a",
    accent="#1f66e0",
    accent_hover="#286de4",
    accent_pressed="#1957c4",
    on_accent="#ffffff",
    accent_text="#1957c4",
    accent_soft="#dbe6fa",
    focus="#1f66e0",
    good="#1d7038",
    warn="#7d5200",
    bad="#b3261e",
    warn_soft="#f4ead2",
    bad_soft="#f7dedb",
)

_MIDDLE_GREY = 128


def tokens() -> Tokens:
    """Return the colours in use, told by the application's palette (dark before one is set)."""
    if QGuiApplication.instance() is None:
        return DARK
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < _MIDDLE_GREY else LIGHT
