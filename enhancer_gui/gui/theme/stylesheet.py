"""The style sheet: one template, filled with a theme's colours.

Sizes keep to a 4 px grid: controls 28 px high, buttons 36 px, radius 6 for controls and 8 for areas.
Numbers have no arrow buttons: they are made 0 px wide here, because a number whose buttons are switched off
in code leaves no room for its text under a style sheet (seen in Qt 6.12).
Selectors name Qt's own classes, or the dynamic property `kind` that `widgets` sets.
"""

from dataclasses import asdict
from string import Template

from enhancer_gui.gui.theme.tokens import Tokens

_TEMPLATE = Template("""
QWidget { color: $text_soft; }
QMainWindow, QDialog { background: $window; }
QToolTip {
    background: $raised; color: $text_soft; border: 1px solid $line; padding: 4px 8px;
}

QWidget[kind="bar"], QWidget[kind="strip"] { background: $window; }
QWidget[kind="bar"][edge="bottom"] { border-bottom: 1px solid $line_deep; }
QWidget[kind="bar"][edge="top"], QWidget[kind="strip"] { border-top: 1px solid $line_deep; }
QWidget[kind="panel"] { background: $panel; }
QFrame[kind="rule"] { background: $line_deep; border: none; }
QFrame[kind="divider"] { background: $line; border: none; }
QLabel[kind="title"] { color: $text; font-weight: 600; }
QLabel[kind="section"] { color: $text_muted; }
QLabel[kind="muted"] { color: $text_muted; }
QLabel[kind="error"] { color: $bad; }
QLabel:disabled, QCheckBox:disabled { color: $text_off; }

QFrame[kind="notice"] { background: $warn_soft; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="notice"][tone="bad"] { background: $bad_soft; }
QFrame[kind="notice"][tone="neutral"], QFrame[kind="notice"][tone="good"] { background: $raised; }
QFrame[kind="notice"][tone="accent"] { background: $accent_soft; }
ModelCard[tone="accent"] { border-color: $accent; }

QLabel[kind="key"] {
    background: $raised; border: 1px solid $line; border-radius: 4px; padding: 0 5px; color: $text_soft;
}
QLabel[kind="pill"] { background: $raised; border-radius: 6px; padding: 0 8px; color: $text_muted; }
QLabel[kind="pill"][tone="accent"] { color: $accent_text; }
QLabel[kind="pill"][tone="good"] { color: $good; }
QLabel[kind="pill"][tone="warn"] { color: $warn; }
QLabel[kind="pill"][tone="bad"] { color: $bad; }

QPushButton {
    background: $raised; color: $text; border: 1px solid $line; border-radius: 6px;
    min-height: 34px; padding: 0 16px; font-weight: 600;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { color: $text_off; background: $panel; }
QPushButton:focus { border: 2px solid $focus; padding: 0 15px; min-height: 32px; }
QPushButton[kind="primary"], QDialog QPushButton:default {
    background: $accent; border-color: $accent; color: $on_accent;
}
QPushButton[kind="primary"]:hover, QDialog QPushButton:default:hover {
    background: $accent_hover; border-color: $accent_hover;
}
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:focus, QDialog QPushButton:default:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $panel; border-color: $line; color: $text_off; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $text_soft; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border: 2px solid $focus; }
QPushButton[kind="danger"] { color: $bad; }

QToolButton {
    background: transparent; border: 2px solid transparent; border-radius: 6px; color: $text_soft;
    min-height: 24px; min-width: 24px; padding: 0; font-weight: 500;
}
QToolButton[labelled="true"] { padding: 0 0 0 6px; }
QToolButton[labelled="text"] { padding: 0 4px; }
QToolButton[kind="muted"] { color: $text_muted; font-weight: 400; min-height: 20px; }
QToolButton[kind="raised"] { background: $raised; padding: 0 8px; }
QToolButton:hover { background: $raised; }
QToolButton[kind="raised"]:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $hover; color: $text; }
QToolButton:disabled { color: $text_off; }
QToolButton:focus { border-color: $focus; }
QToolButton::menu-indicator { image: none; width: 0; }

QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox {
    background: $raised; color: $text_soft; border: 1px solid $line; border-radius: 6px;
    min-height: 26px; padding: 0 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QComboBox:hover, QLineEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover { border-color: $edge; }
QComboBox:focus, QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus {
    border: 2px solid $focus; padding: 0 7px; min-height: 24px;
}
QComboBox:disabled, QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled {
    color: $text_off; background: $panel;
}
QLineEdit[wrong="true"], QSpinBox[wrong="true"], QDoubleSpinBox[wrong="true"] { border-color: $bad; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {
    background: transparent; border: none; padding: 0; min-height: 0;
}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    width: 0; height: 0; border: none;
}
QSpinBox[kind="figure"] {
    background: transparent; border: 2px solid transparent; padding: 0 4px; color: $text_soft; min-height: 24px;
}
QSpinBox[kind="figure"]:hover { background: $raised; }
QSpinBox[kind="figure"]:focus { background: $raised; border-color: $focus; }
QSpinBox[kind="figure"]:disabled { background: transparent; color: $text_off; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView, QMenu {
    background: $raised; color: $text_soft; border: 1px solid $line; padding: 4px; outline: none;
}
QComboBox QAbstractItemView::item {
    min-height: 26px; padding: 0 8px; border: 1px solid transparent; border-radius: 4px;
}
QComboBox QAbstractItemView::item:selected, QMenu::item:selected {
    background: $accent_soft; border-color: $accent; color: $text;
}
QMenu::item { padding: 5px 24px 5px 12px; border: 1px solid transparent; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:disabled { color: $text_off; background: transparent; border-color: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QSlider { min-height: 28px; background: transparent; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="panel"] { background: $panel; border: none; }
QAbstractScrollArea::corner { background: transparent; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $raised; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QFrame[kind="notice"] QProgressBar { background: $line; }
QProgressBar::chunk:disabled { background: $edge; }
QPlainTextEdit, QTextBrowser, QTableView {
    background: $panel; color: $text_soft; border: 1px solid $line; border-radius: 6px; outline: none;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit:focus, QTextBrowser:focus, QTableView:focus { border: 2px solid $focus; }
QTableView { selection-background-color: $accent_soft; selection-color: $text; border-radius: 0; }
QTableView::item { padding: 0 8px; border: none; }
QHeaderView, QHeaderView::section { background: $panel; color: $text_muted; border: none; }
QHeaderView::section { border-bottom: 1px solid $line; padding: 5px 8px; font-weight: 500; }
QScrollArea#plain, QScrollArea#plain > QWidget > QWidget { background: transparent; border: none; }
QDialog QScrollArea, QDialog QScrollArea#plain { border: 2px solid transparent; border-radius: 6px; }
QDialog QScrollArea:focus, QDialog QScrollArea#plain:focus { border-color: $focus; }
QListView { border: none; background: transparent; outline: none; }
""")


def stylesheet(theme: Tokens) -> str:
    """Return the style sheet of a theme."""
    return _TEMPLATE.substitute({name: str(value) for name, value in asdict(theme).items()})
