"""The words and small controls over the photo: a label in the corner of each half, a stepper at the lower edge."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtWidgets import QWidget

from enhancer_gui.gui.viewer.blink import DEFAULT_RATE_HZ, RATES_HZ
from enhancer_gui.gui.viewer.difference import DEFAULT_GAIN, GAINS
from enhancer_gui.gui.viewer.labels import after_pill, before_pill
from enhancer_gui.gui.viewer.layout import ABOVE_STATUS_PX
from enhancer_gui.gui.viewer.modes import CompareMode, Side
from enhancer_gui.gui.viewer.overlays import MARGIN, label_font
from enhancer_gui.gui.viewer.pane_label import PaneLabel
from enhancer_gui.gui.viewer.stage import CompareStage
from enhancer_gui.gui.viewer.stepper import HEIGHT_PX, Stepper
from enhancer_gui.gui.viewer.versions import ORIGINAL_ID, PRESENT_ID

_ONE_SIDED = {CompareMode.BEFORE: Side.BEFORE, CompareMode.AFTER: Side.AFTER}
_USUAL = {Side.BEFORE: (ORIGINAL_ID, ""), Side.AFTER: (PRESENT_ID, "")}


class CompareCaptions(CompareStage):
    """The surface with labels and steppers in their places."""

    version_chosen = Signal(object, str)
    """The Side whose list was used, and the id of the version chosen."""

    def __init__(self, parent: QWidget | None, cache_bytes: int) -> None:
        """Start without words: there is no picture."""
        super().__init__(parent, cache_bytes)
        self.has_captions = True
        self.labels = {side: PaneLabel(self) for side in (Side.BEFORE, Side.AFTER)}
        for side, label in self.labels.items():
            label.chosen.connect(partial(self.version_chosen.emit, side))
        self.gain = Stepper(GAINS, DEFAULT_GAIN, self._gain_words, self.tr("How much differences are amplified"), self)
        self.rate = Stepper(
            RATES_HZ, DEFAULT_RATE_HZ, self._rate_words, self.tr("How fast the pictures alternate"), self
        )
        self.gain.stepped.connect(self._set_gain)
        self.rate.stepped.connect(self._set_rate)

    def _after_layout(self) -> None:
        super()._after_layout()
        self._place_labels()
        self._place_steppers()

    def _place_labels(self) -> None:
        found = dict.fromkeys(self.labels)
        if self.has_picture and self.has_captions:
            font = label_font(self.font())
            for side, room, is_below in self._rooms():
                text = self.labels[side].words(self._words(side))
                if side is Side.BEFORE:
                    found[side] = before_pill(text, room, font)
                else:
                    found[side] = after_pill(text, room, font, is_below=is_below)
        for side, pill in found.items():
            self.labels[side].place(pill)
            if not self._pictures.is_seen:
                self.labels[side].hide()

    def _rooms(self) -> list[tuple[Side, QRectF, bool]]:
        """Return which side's label has which half, in logical pixels, and whether it goes to its lower corner."""
        whole, mode = QRectF(0.0, 0.0, self.width(), self.height()), self._layout_mode
        if self._held or mode in _ONE_SIDED:
            return [(Side.BEFORE if self._held else _ONE_SIDED[mode], whole, False)]
        if mode is CompareMode.BLINK:
            return [(Side.BEFORE if self._blinker.is_before else Side.AFTER, whole, False)]
        if mode is CompareMode.DIFFERENCE:
            return [(Side.BEFORE, whole, False), (Side.AFTER, whole, False)]
        ratio, rooms = self._ratio, []
        for pane in self._panes():
            for side, part in ((Side.BEFORE, pane.before), (Side.AFTER, pane.after)):
                corner = QPointF((pane.rect.x + part.x) / ratio, (pane.rect.y + part.y) / ratio)
                room = QRectF(corner.x(), corner.y(), part.width / ratio, part.height / ratio)
                if not part.is_empty:
                    rooms.append((side, room, mode is CompareMode.SPLIT_ACROSS))
        return rooms

    def _words(self, side: Side) -> str:
        source = self._pictures.source(Side.ORIGINAL if self._held else side)
        width, height = (0, 0) if source is None else source.size
        if self._crop is not None and not self._held and self.labels[side].current != ORIGINAL_ID:
            width, height = self._crop.size_kept((width, height))
        title = self.labels[side].title_of_current()
        if self._held or self.labels[side].current in _USUAL[side]:
            title = self.tr("Before") if side is Side.BEFORE else self.tr("After")
        return self.tr("{title} · {width} × {height}").format(title=title, width=width, height=height)

    def _place_steppers(self) -> None:
        mode = self._layout_mode if self.has_picture and not self._held else None
        for stepper, own in ((self.gain, CompareMode.DIFFERENCE), (self.rate, CompareMode.BLINK)):
            wanted = mode is own and not (stepper is self.rate and self._navigator.reduced_motion)
            above = ABOVE_STATUS_PX if self._status else 0
            stepper.move((self.width() - stepper.width()) // 2, self.height() - round(MARGIN) - HEIGHT_PX - above)
            stepper.setVisible(wanted)

    def _gain_words(self, gain: float) -> str:
        return self.tr("Difference × {0}").format(round(gain))

    def _rate_words(self, rate_hz: float) -> str:
        return self.tr("{0} a second").format(self.locale().toString(rate_hz, "f", 1))

    def _set_gain(self, gain: float) -> None:
        self._pictures.gain = round(gain)
        self.update()

    def _set_rate(self, rate_hz: float) -> None:
        self._blinker.rate_hz = rate_hz
