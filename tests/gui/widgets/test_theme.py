import re
from enum import Enum
from itertools import product
from types import SimpleNamespace

import pytest
import qtawesome
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from enhancer_gui.gui.theme import DARK, LIGHT, Glyph, Ink, Tokens, apply_theme, icon, preset_glyph, tokens
from enhancer_gui.gui.theme.apply import theme_for
from enhancer_gui.gui.theme.fonts import body_font, caption_font
from enhancer_gui.gui.theme.motion import MOTION_MS, motion_ms
from enhancer_gui.gui.theme.palette import palette_of
from enhancer_gui.gui.theme.stylesheet import stylesheet
from enhancer_gui.storage.settings import ThemeName

TEXT_AA, SHAPE_AA = 4.5, 3.0

pytestmark = pytest.mark.usefixtures("looks_and_language")


def luminance(colour: str) -> float:
    channels = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_that_words_are_readable_on_every_ground(theme: Tokens) -> None:
    inks = ("text", "text_soft", "text_muted", "accent_text", "good", "warn", "bad")
    grounds = ("window", "panel", "raised", "hover", "pressed", "accent_soft", "warn_soft", "bad_soft")
    pairs = [*product(inks, grounds), ("text", "surround"), ("text_soft", "surround")]
    measured = {(ink, ground): contrast(getattr(theme, ink), getattr(theme, ground)) for ink, ground in pairs}
    assert {pair: ratio for pair, ratio in measured.items() if ratio < TEXT_AA} == {}


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_that_what_the_style_sheet_writes_on_a_ground_of_its_own_is_readable(theme: Tokens) -> None:
    rules = re.findall(r"([^{}]+){([^{}]*)}", stylesheet(theme))
    found = {
        selector.strip(): contrast(ink[1], ground[1])
        for selector, body in rules
        if (ink := re.search(r"(?<![-\w])color: (#\w{6})", body))
        and (ground := re.search(r"(?<!selection-)background: (#\w{6})", body))
        and ":disabled" not in selector  # WCAG 1.4.3 leaves out what cannot be used
    }
    assert len(found) > 8
    assert {selector: ratio for selector, ratio in found.items() if ratio < TEXT_AA} == {}


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_that_controls_stand_out(theme: Tokens) -> None:
    least = {("on_accent", ground): TEXT_AA for ground in ("accent", "accent_hover", "accent_pressed")}
    least |= {("accent", ground): SHAPE_AA for ground in ("window", "panel", "raised")}
    least |= {("edge", ground): SHAPE_AA for ground in ("window", "panel", "raised")}
    least |= {("focus", ground): SHAPE_AA for ground in ("window", "panel", "raised", "surround")}
    least |= {("text", "window"): SHAPE_AA}
    measured = {pair: contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) for pair in least}
    assert {pair: ratio for pair, ratio in measured.items() if ratio < least[pair]} == {}


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_that_greys_have_no_cast(theme: Tokens) -> None:
    greys = ("surround", "window", "panel", "raised", "hover", "line", "text", "text_muted")
    assert [grey for grey in greys if QColor(getattr(theme, grey)).saturation() != 0] == []


def test_that_the_light_surround_is_not_white() -> None:
    assert QColor(LIGHT.surround).lightness() < 210


@pytest.mark.parametrize(("choice", "theme"), [(ThemeName.DARK, DARK), (ThemeName.LIGHT, LIGHT)])
def test_that_a_choice_is_put_on(qapp: QApplication, choice: ThemeName, theme: Tokens) -> None:
    apply_theme(qapp, choice)
    assert tokens() is theme
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.window)
    assert theme.raised in qapp.styleSheet()


def test_that_the_system_is_followed_only_where_it_was_chosen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:
            return Qt.ColorScheme.Light

    apply_theme(qapp, ThemeName.DARK)
    changed = QGuiApplication.styleHints().colorSchemeChanged
    monkeypatch.setattr(QGuiApplication, "styleHints", Hints)
    assert theme_for(ThemeName.SYSTEM) is LIGHT
    changed.emit(Qt.ColorScheme.Light)
    assert tokens() is DARK
    apply_theme(qapp, ThemeName.SYSTEM)
    qapp.setPalette(palette_of(DARK))
    changed.emit(Qt.ColorScheme.Light)
    assert tokens() is LIGHT


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_that_no_colour_is_left_out_of_the_style_sheet(theme: Tokens) -> None:
    assert "$" not in stylesheet(theme)


@pytest.mark.parametrize("glyph", list(Glyph))
def test_that_every_glyph_is_in_the_font(glyph: Glyph) -> None:
    assert not qtawesome.icon(f"ph.{glyph}", color="#ffffff").pixmap(16, 16).toImage().isNull()


def strongest(picture: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QColor:
    image = picture.pixmap(32, 32, mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha)


def test_that_an_icon_takes_the_colour_of_the_theme_in_use(qapp: QApplication) -> None:
    kept = icon(Glyph.ADD)
    apply_theme(qapp, ThemeName.DARK)
    assert strongest(kept).lightness() > 180
    apply_theme(qapp, ThemeName.LIGHT)
    assert strongest(kept).lightness() < 80


def test_that_an_icon_shows_that_it_is_switched_off(qapp: QApplication) -> None:
    apply_theme(qapp, ThemeName.DARK)
    assert strongest(icon(Glyph.ADD), QIcon.Mode.Disabled).lightness() < strongest(icon(Glyph.ADD)).lightness()


def test_that_every_ink_is_a_colour_of_the_theme() -> None:
    assert all(QColor(getattr(DARK, ink)).isValid() for ink in Ink)


def test_that_a_preset_without_a_known_icon_gets_the_sparkle() -> None:
    assert preset_glyph("monitor") is Glyph.SCREEN
    assert preset_glyph("") is Glyph.SPARKLE


def test_that_body_and_captions_have_their_sizes() -> None:
    assert (body_font().pixelSize(), caption_font().pixelSize()) == (13, 11)
    assert caption_font(capitals=True).letterSpacing() > 100


class Preference(Enum):
    NONE = 0
    REDUCED = 1


class Hints:
    def __init__(self, preference: Preference | None) -> None:
        self._accessibility = SimpleNamespace()
        if preference is not None:
            self._accessibility.motionPreference = lambda: preference

    def accessibility(self) -> SimpleNamespace:
        return self._accessibility


@pytest.mark.parametrize(
    ("preference", "duration"), [(None, MOTION_MS), (Preference.NONE, MOTION_MS), (Preference.REDUCED, 0)]
)
def test_that_nothing_moves_for_who_asks_for_reduced_motion(
    monkeypatch: pytest.MonkeyPatch, preference: Preference | None, duration: int
) -> None:
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: Hints(preference))
    assert motion_ms() == duration


def test_that_the_real_system_can_be_asked() -> None:
    assert motion_ms() in (0, MOTION_MS)
