"""The line at the foot of the window: where it is computed, how much memory, how far and how fast."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from enhancer_gui.gui.panels.facts import PixelFacts, StatusFacts
from enhancer_gui.gui.panels.words import (
    count_words,
    device_words,
    left_words,
    memory_words,
    sample_words,
    speed_words,
    transfer_words,
)
from enhancer_gui.gui.theme import caption_font, tabular
from enhancer_gui.gui.widgets import ElidedButton, ElidedLabel

STATUS_HEIGHT_PX = 28
_BAR_WIDTH_PX = 120
_BAR_STEPS = 1000
_BETWEEN = " · "
_LEFT_PX, _RIGHT_PX, _GAP_PX = 6, 12, 16


class StatusLine(QWidget):
    """Quiet, 28 px high; numbers have figures of equal width, so that nothing jumps.

    Signals:
        place_pressed(): the name of the device was pressed.
    """

    place_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setProperty("edge", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(STATUS_HEIGHT_PX)
        self.setAccessibleName(self.tr("Status"))
        self.place = ElidedButton(self.tr("Choose where photos are computed"), STATUS_HEIGHT_PX - 4, self)
        self.place.clicked.connect(self.place_pressed)
        self.pixel = ElidedLabel("", self)
        self._pixel: PixelFacts | None = None
        self.memory = QLabel(self)
        self.progress = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _BAR_STEPS)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR_WIDTH_PX)
        self.bar.setAccessibleName(self.tr("Progress of all photos"))
        self.bar.setToolTip(self.tr("Progress of all photos"))
        self.memory.setToolTip(self.tr("Memory that this program uses"))
        font = tabular(caption_font())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_LEFT_PX, 0, _RIGHT_PX, 0)
        layout.setSpacing(_GAP_PX)
        for label in (self.pixel, self.memory, self.progress):
            label.setProperty("kind", "muted")
            label.setFont(font)
        self.place.setProperty("kind", "muted")
        self.place.setFont(font)
        layout.addWidget(self.place)
        layout.addWidget(self.pixel, 1)
        layout.addStretch()  # takes the room only while the pixel, which has a factor, is hidden
        layout.addWidget(self.memory)
        layout.addWidget(self.progress)
        layout.addWidget(self.bar)
        self.pixel.hide()
        self.set_facts(StatusFacts())

    def set_pixel(self, facts: PixelFacts | None) -> None:
        """Show the pixel under the pointer, in place of what is less wanted meanwhile; None shows none."""
        self.pixel.setVisible(facts is not None)
        self.memory.setVisible(facts is None and bool(self.memory.text()))
        self._pixel = facts
        self._tell_pixel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell as much of the pixel as there is room for."""
        super().resizeEvent(event)
        self._tell_pixel()

    def set_facts(self, facts: StatusFacts) -> None:
        """Show other facts; what is unknown is left out."""
        device = _BETWEEN.join(part for part in (device_words(facts.device), facts.precision) if part)
        self.place.setText(facts.message or device or self.tr("Looking for devices…"))
        memory = facts.memory_bytes
        self.memory.setText("" if memory is None else self.tr("Memory {0}").format(memory_words(memory)))
        parts: list[str] = [] if facts.transfer is None else [transfer_words(facts.transfer)]
        if facts.total:
            parts.append(self.tr("{0} of {1} done").format(count_words(facts.done), count_words(facts.total)))
            if facts.eta_s is not None:
                parts.append(left_words(facts.eta_s))
            if facts.megapixels_per_s is not None:
                parts.append(speed_words(facts.megapixels_per_s))
        self.progress.setText(_BETWEEN.join(parts))
        self.memory.setVisible(memory is not None and not self.pixel.isVisible())
        self.progress.setVisible(bool(parts))
        self.bar.setValue(round(facts.fraction * _BAR_STEPS))
        self.bar.setVisible(bool(facts.total))
        self._tell_pixel()

    def _tell_pixel(self) -> None:
        if self._pixel is None:
            return
        full = self._pixel_words(self._pixel, has_hex=True)
        # A web colour that is cut short is a wrong one: where it has no room, the numbers stand alone.
        has_room = self.pixel.fontMetrics().horizontalAdvance(full) <= self._room_for_pixel()
        self.pixel.setText(full if has_room else self._pixel_words(self._pixel, has_hex=False))

    def _room_for_pixel(self) -> int:
        others: list[QWidget] = [part for part in (self.place, self.progress, self.bar) if not part.isHidden()]
        taken = sum(part.sizeHint().width() + _GAP_PX for part in others)
        return self.width() - _LEFT_PX - _RIGHT_PX - taken - _GAP_PX

    def _pixel_words(self, facts: PixelFacts, *, has_hex: bool) -> str:
        parts = [f"x {facts.x}  y {facts.y}"]
        for name, value in ((self.tr("Before"), facts.before), (self.tr("After"), facts.after)):
            if value is not None:
                parts.append(f"{name}  {sample_words(value)}" + (f"  {value.hex}" if has_hex else ""))
        return "     ".join(parts)
