"""How the window looks: colours, fonts, icons and motion, all derived from `tokens`."""

from enhancer_gui.gui.theme.apply import apply_theme
from enhancer_gui.gui.theme.fonts import body_font, caption_font, tabular
from enhancer_gui.gui.theme.icons import Glyph, Ink, icon, paint_glyph, preset_glyph
from enhancer_gui.gui.theme.motion import motion_ms
from enhancer_gui.gui.theme.tokens import DARK, LIGHT, Tokens, tokens

__all__ = [
    "DARK",
    "LIGHT",
    "Glyph",
    "Ink",
    "Tokens",
    "apply_theme",
    "body_font",
    "caption_font",
    "icon",
    "motion_ms",
    "paint_glyph",
    "preset_glyph",
    "tabular",
    "tokens",
]
