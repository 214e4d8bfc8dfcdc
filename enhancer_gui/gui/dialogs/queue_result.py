"""What failed in a queue, photo by photo, and what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from enhancer_gui.gui.dialogs.sheet import MARGIN_PX, Sheet
from enhancer_gui.gui.panels.words import count_words
from enhancer_gui.gui.widgets import ButtonKind, ElidedLabel, TextButton

WIDTH_PX = 520
LIST_HEIGHT_PX = 220
LISTED = 200
"""More than anybody reads: the rest is counted."""


class QueueResult(Sheet):
    """A sentence, the photos that failed with their reasons, and two things to do.

    Signals:
        retry_wanted(): try the failed ones again.
        reveal_wanted(): show the saved ones in the file manager.
    """

    retry_wanted = Signal()
    reveal_wanted = Signal()

    def __init__(
        self, sentence: str, failed: Sequence[tuple[str, str]], *, has_files: bool, parent: QWidget | None = None
    ) -> None:
        """Show names and reasons; `has_files` tells whether there is something to show in the file manager."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(self.tr("Queue finished"))
        self.add_headline(sentence)
        self.column.addWidget(self._list(failed))
        buttons = []
        if has_files:
            self.reveal = TextButton(self.tr("Show in folder"), ButtonKind.SECONDARY, self)
            self.reveal.clicked.connect(self.reveal_wanted)
            buttons.append(self.reveal)
        self.retry = TextButton(self.tr("Try failed again"), ButtonKind.SECONDARY, self)
        self.retry.clicked.connect(self.accept)
        self.retry.clicked.connect(self.retry_wanted)
        self.add_close_button(*buttons, self.retry)

    def _list(self, failed: Sequence[tuple[str, str]]) -> QScrollArea:
        inner = QWidget(self)
        inner.setProperty("kind", "panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(2)
        for name, reason in failed[:LISTED]:
            title, text = ElidedLabel(name, inner), QLabel(reason, inner)
            title.setProperty("kind", "title")
            text.setProperty("kind", "muted")
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            column.addWidget(title)
            column.addWidget(text)
            column.addSpacing(8)
        if len(failed) > LISTED:
            column.addWidget(
                QLabel(self.tr("… and {count} more").format(count=count_words(len(failed) - LISTED)), inner)
            )
        column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        edges = 2 * area.frameWidth()
        needed = column.totalHeightForWidth(WIDTH_PX - 2 * MARGIN_PX - edges) + edges
        area.setFixedHeight(min(LIST_HEIGHT_PX, needed))
        area.setAccessibleName(self.tr("Photos that failed"))
        return area
