"""How a test of another machine goes: nothing yet, under way, what it has, or what is wrong and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from enhancer_gui import __version__
from enhancer_gui.backends.address import BEST
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.backends.far_facts import FarFacts
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.panels.model_titles import model_words
from enhancer_gui.gui.panels.preset_words import shipped_words
from enhancer_gui.gui.panels.words import device_words, memory_words
from enhancer_gui.gui.sentences import words_of
from enhancer_gui.gui.widgets import Choice, Notice, Tone

_GAP_PX = 12
_BAR_PX = 4
_NAMED = 2
"""Of models and presets: what fits a line; the others are in the tooltip."""


class MachineResult(QWidget):
    """Shows one of four states.

    Attributes:
        notice: the sentence of every state but the first.
        device: which of the machine's devices is to be used.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to show."""
        super().__init__(parent)
        self.notice = Notice(self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(_BAR_PX)
        self.bar.setAccessibleName(self.tr("The machine is being asked"))
        self.facts = QWidget(self)
        self.device = Choice(self.tr("Compute on"), self, tip=self.tr("Which of its devices computes"))
        self.models, self.presets = QLabel(self), QLabel(self)
        for label in (self.models, self.presets):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._grid = QGridLayout(self.facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(_GAP_PX)
        self._grid.setColumnStretch(1, 1)
        words = (self.tr("Compute on"), self.tr("Models"), self.tr("Presets"))
        self._labels = [QLabel(each, self.facts) for each in words]
        for row, (label, field) in enumerate(zip(self._labels, (self.device, self.models, self.presets), strict=True)):
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field, row, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP_PX)
        for part in (self.notice, self.bar, self.facts):
            self._column.addWidget(part)
        self.clear()

    def align_with(self, grid: QGridLayout) -> None:
        """Let the first column of the grid above be as wide as the own one."""
        width = max(label.sizeHint().width() for label in self._labels)
        for each in (grid, self._grid):
            each.setColumnMinimumWidth(0, width)
            each.setHorizontalSpacing(_GAP_PX)

    def clear(self) -> None:
        """Show nothing: whatever was found out is about another address or token."""
        self._show("", "", Tone.NEUTRAL)

    def show_asking(self, host: str) -> None:
        """Show that the machine is being asked."""
        self._show(self.tr("Asking {host}…").format(host=host), "", Tone.NEUTRAL, is_asking=True)

    def show_error(self, error: EnhancerError) -> None:
        """Show what is wrong and what to do."""
        self._show(words_of(error.message), words_of(error.remedy), Tone.BAD)
        self.notice.setToolTip(error.detail)

    def show_facts(self, facts: FarFacts) -> None:
        """Show what the machine has."""
        self.device.offer(
            {
                BEST: self.tr("The best: {device}").format(device=device_words(facts.devices[0].name)),
                **self._each(facts),
            }
        )
        chosen = facts.address.device
        self.device.set_value(chosen if chosen in {device.id for device in facts.devices} else BEST)
        self._list(self.models, [model_words(model.title) for model in facts.models])
        self._list(self.presets, [shipped_words(preset.name) for preset in facts.presets])
        version = self.tr("It runs version {version}, as this machine does.").format(version=facts.version)
        if facts.version != __version__:
            version = self.tr("It runs version {there}, this machine {here}: update one of them if anything fails.")
            version = version.format(there=facts.version, here=__version__)
        self._show(self.tr("{host} is ready.").format(host=facts.address.host), version, Tone.GOOD, has_facts=True)

    def _list(self, label: QLabel, names: Sequence[str]) -> None:
        words = self.tr(", ").join(names[:_NAMED])
        if len(names) > _NAMED:
            words = self.tr("{names} and {count} more").format(names=words, count=len(names) - _NAMED)
        label.setText(words)
        label.setToolTip("\n".join(names))

    def _show(self, message: str, remedy: str, tone: Tone, *, is_asking: bool = False, has_facts: bool = False) -> None:
        self.notice.set_notice(message, remedy, tone)
        self.notice.setToolTip("")
        self.bar.setVisible(is_asking)
        self.facts.setVisible(has_facts)
        self.setVisible(bool(message))
        self._column.activate()  # so that whoever asks for its height hears of the new one

    def _each(self, facts: FarFacts) -> dict[str, str]:
        return {device.id: self._device_words(device) for device in facts.devices}

    def _device_words(self, device: DeviceInfo) -> str:
        free = self.tr("{size} free").format(size=memory_words(device.free_bytes)) if device.free_bytes else ""
        return " · ".join(part for part in (device_words(device.name), device.precision, free) if part)
