"""The page of the side panel that scrolls: sections below each other, each as high as its words need, at once."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

_CHANGES = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest)


class Column(QWidget):
    """A column inside a scroll area that resizes its widget.

    Qt lays out what was asked for one level of widgets per turn of its loop: a section that appears, or a sentence in
    it that wraps, presses those below it together until the page is told that it must be higher. Here the page is
    told in the same turn, so that no picture of the state between is ever painted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = QVBoxLayout(self)
        self._is_settling = False

    def add(self, section: QWidget) -> None:
        """Append a section."""
        self.rows.addWidget(section)
        section.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room as soon as a section comes, goes, or needs another height."""
        if event.type() in _CHANGES and isinstance(watched, QWidget) and not self._is_settling:
            self._is_settling = True
            layout = watched.layout()
            if layout is not None:
                layout.activate()  # tells this page the section's new height
            self._settle()
            self._is_settling = False
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        ground = self.parentWidget()  # the scroll area's viewport: a shorter page fills it
        least = 0 if ground is None else ground.height()
        self.resize(self.width(), max(least, self.rows.totalHeightForWidth(self.width())))
        self.rows.activate()
