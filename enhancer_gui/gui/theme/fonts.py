"""The three fonts of the window: body, caption and either with figures of equal width."""

from PySide6.QtGui import QFont, QFontDatabase

BODY_PX = 13
CAPTION_PX = 11
CAPTION_SPACING_PERCENT = 108.0
"""Capitals of 11 px read more easily when they stand a little apart."""


def body_font() -> QFont:
    """Return the system's interface font at 13 px."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(BODY_PX)
    return font


def caption_font(*, capitals: bool = False) -> QFont:
    """Return the 11 px font of captions; with `capitals` the spaced, bolder one of section titles."""
    font = body_font()
    font.setPixelSize(CAPTION_PX)
    if capitals:
        font.setWeight(QFont.Weight.DemiBold)
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, CAPTION_SPACING_PERCENT)
    return font


def tabular(font: QFont) -> QFont:
    """Return a copy of a font whose figures have equal widths, for numbers that change."""
    copy = QFont(font)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy
