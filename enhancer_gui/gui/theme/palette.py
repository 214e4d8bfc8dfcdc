"""The palette that Qt's own painting and untouched dialogs use, from the same colours as the style sheet."""

from PySide6.QtGui import QColor, QPalette

from enhancer_gui.gui.theme.tokens import Tokens


def palette_of(theme: Tokens) -> QPalette:
    """Return the palette of a theme."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text_soft,
        role.Base: theme.raised,
        role.AlternateBase: theme.panel,
        role.Text: theme.text_soft,
        role.Button: theme.raised,
        role.ButtonText: theme.text_soft,
        role.BrightText: theme.text,
        role.PlaceholderText: theme.text_muted,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text_soft,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent_text,
        role.LinkVisited: theme.accent_text,
        role.Light: theme.hover,
        role.Midlight: theme.raised,
        role.Mid: theme.line,
        role.Dark: theme.line_deep,
        role.Shadow: theme.line_deep,
    }
    palette = QPalette()
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.text_off))
    return palette
