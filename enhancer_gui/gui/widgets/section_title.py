"""The small title above a section of a panel."""

from PySide6.QtWidgets import QLabel, QWidget

from enhancer_gui.gui.theme import caption_font


class SectionTitle(QLabel):
    """11 px, in spaced capitals; scripts without capitals, like Chinese, stay as they are."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "section")
        self.setFont(caption_font(capitals=text.upper() != text.lower()))
        self.setMinimumHeight(16)
