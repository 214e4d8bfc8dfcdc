"""Names and explains a control to the eye and to a screen reader at once."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget


def describe(widget: QWidget, name: str, tip: str = "", shortcut: str = "") -> None:
    """Give a control its accessible name and a tooltip, which also tells the shortcut.

    Args:
        widget: the control.
        name: what it is, in a word or two.
        tip: what it does; the name where nothing more is to be said.
        shortcut: key sequence in portable text.
    """
    text = tip or name
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(tip)
    widget.setToolTip(f"{text} ({keys})" if keys else text)
