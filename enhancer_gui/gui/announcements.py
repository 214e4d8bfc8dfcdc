"""Short messages above the photo: something happened, and one thing that can be done about it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enhancer_gui.gui.panels.words import folder_words
from enhancer_gui.gui.theme import Glyph
from enhancer_gui.gui.widgets import ButtonKind, ElidedLabel, IconButton, TextButton, Tone

SHOWN_MS = 8000
"""Long enough to read two lines twice; what needs an answer stays."""

WIDTH_PX = 560
TOP_PX = 12
BELOW_LABELS_PX = 48
LABEL_WIDTH_PX = 168
"""The viewer's labels in the upper corners; where the bar would touch them it goes below."""

SIDE_PX = 16


class Offer(StrEnum):
    """What the button of an announcement does."""

    NONE = "none"
    CONTINUE = "continue"
    DETAILS = "details"
    HERE = "here"
    REVEAL = "reveal"
    REPLAY = "replay"
    SUMMARY = "summary"


@dataclass(frozen=True)
class Announcement:
    """Something to say.

    Attributes:
        place: a folder that is named below the message, in place of a remedy.
        offer: what the button does; `offer_words` is what it says.
        subject: what the offer is about: a photo's id, or a path.
        stays: until it is answered or closed.
    """

    message: str
    remedy: str = ""
    tone: Tone = Tone.NEUTRAL
    offer: Offer = Offer.NONE
    offer_words: str = ""
    subject: str = ""
    stays: bool = False
    place: Path | None = None


class NoticeBar(QFrame):
    """Floats over the upper part of its parent; shows one announcement at a time, the latest.

    Signals:
        accepted(Announcement): its button was pressed.
        dismissed(Announcement): it was closed by the user.
    """

    accepted = Signal(object)
    dismissed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._ground = parent
        self.setProperty("kind", "notice")
        self._announcement: Announcement | None = None
        self._message, self._remedy = QLabel(self), QLabel(self)
        self._message.setProperty("kind", "title")
        for label in (self._message, self._remedy):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = TextButton("", ButtonKind.SECONDARY, self)
        self.close_button = IconButton(Glyph.CANCEL, self.tr("Close this message"), self)
        self.button.clicked.connect(self._accept)
        self.close_button.clicked.connect(self._dismiss)
        self.place = ElidedLabel("", self)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._message, self._remedy, self.place):
            words.addWidget(label)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.setSpacing(12)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.button)
        self._row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.clear)
        parent.installEventFilter(self)
        self.hide()

    @property
    def announcement(self) -> Announcement | None:
        """What is shown; None while hidden."""
        return self._announcement

    @Slot(object)
    def announce(self, announcement: Announcement) -> None:
        """Show an announcement in place of the last one."""
        self._announcement = announcement
        self._message.setText(announcement.message)
        self._remedy.setText(announcement.remedy)
        self._remedy.setVisible(bool(announcement.remedy))
        place = announcement.place
        self.place.setText("" if place is None else folder_words(place))
        self.place.setVisible(place is not None)
        self.button.setText(announcement.offer_words)
        self.button.setAccessibleName(announcement.offer_words)
        self.button.setToolTip(announcement.offer_words)
        self.button.setVisible(announcement.offer is not Offer.NONE)
        said = (announcement.message, announcement.remedy, self.place.text())
        self.setAccessibleName(" ".join(filter(None, said)))
        self.setProperty("tone", announcement.tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        self._place()
        self.raise_()
        if announcement.stays:
            self._timer.stop()
        else:
            self._timer.start()

    @Slot()
    def clear(self) -> None:
        """Take the announcement away."""
        self._timer.stop()
        self._announcement = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the parent changes its size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        available = self._ground.width() - 2 * SIDE_PX
        width = min(WIDTH_PX, available)
        self.setFixedWidth(width)
        self._row.activate()
        self.resize(width, self._row.totalHeightForWidth(width))
        x = (self._ground.width() - width) // 2
        self.move(x, TOP_PX if x >= LABEL_WIDTH_PX else BELOW_LABELS_PX)

    @Slot()
    def _accept(self) -> None:
        answered = self._announcement
        self.clear()
        if answered is not None:
            self.accepted.emit(answered)

    @Slot()
    def _dismiss(self) -> None:
        answered = self._announcement
        self.clear()
        if answered is not None:
            self.dismissed.emit(answered)
