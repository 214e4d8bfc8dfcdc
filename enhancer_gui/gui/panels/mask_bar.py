"""The bar for painting a mask: what is masked, the brush, and what can be done with the mask as a whole."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from enhancer_gui.core.masks import MOST_FEATHER_PX
from enhancer_gui.gui.mask_places import MaskEffect, MaskKind, MaskState
from enhancer_gui.gui.panels.words import task_words
from enhancer_gui.gui.theme import Glyph, caption_font
from enhancer_gui.gui.widgets import IconButton, NumberField, ValueSlider, describe

SMALLER_KEY, LARGER_KEY, SHOW_KEY = "[", "]", "O"
_ONE_ROW_FROM_PX = 1180
_FIELD_PX = 84
_SLIDER_PX = 216
_WORDS_PX = 120
_WORDS_LINES = 2
_MARGIN_PX = 12
_GAP_PX = 4
_GROUP_GAP_PX = 16


class MaskBar(QWidget):
    """Shows one mask; every control emits a signal and changes nothing itself.

    Attributes:
        size_changed, softness_changed: of the brush; pixels of the photo, and 0..1.
        erasing_chosen: the left button shall erase, or add.
        feather_changed: softness of the mask's edges in pixels of the photo.
        invert_asked, clear_asked, import_asked, export_asked: of the mask as a whole.
        shown_toggled: the mask shall lie over the photo, or not.
        closed: nothing more is painted.
    """

    size_changed = Signal(float)
    softness_changed = Signal(float)
    erasing_chosen = Signal(bool)
    feather_changed = Signal(float)
    invert_asked = Signal()
    clear_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()
    shown_toggled = Signal(bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Mask"))
        self.title = QLabel(self)
        self.title.setProperty("kind", "title")
        self.words = QLabel(self)
        self.words.setProperty("kind", "muted")
        self.words.setFont(caption_font())  # two lines of it are as high as the buttons, so that none is ever cut off
        self.words.setWordWrap(True)
        self.words.setMinimumWidth(_WORDS_PX)
        self.words.setFixedHeight(_WORDS_LINES * self.words.fontMetrics().lineSpacing())
        self.add = IconButton(Glyph.BRUSH, self.tr("Add"), self, checkable=True)
        self.erase = IconButton(Glyph.ERASER, self.tr("Erase"), self, checkable=True)
        self.invert = IconButton(Glyph.INVERT, self.tr("Invert"), self)
        self.clear = IconButton(Glyph.DELETE, self.tr("Remove the mask"), self)
        self.load = IconButton(Glyph.IMPORT, self.tr("Import"), self, tip=self.tr("Take the mask from a picture"))
        self.save = IconButton(Glyph.EXPORT, self.tr("Export"), self, tip=self.tr("Write the mask into a PNG file"))
        self.show_mask = IconButton(
            Glyph.MODE_BEFORE,
            self.tr("Show the mask"),
            self,
            tip=self.tr("Lay the mask over the photo"),
            shortcut=SHOW_KEY,
            checkable=True,
        )
        self.done = IconButton(None, self.tr("Done"), self, text=self.tr("Done"))
        self.done.setProperty("kind", "raised")
        describe(self.done, self.tr("Done"), self.tr("Paint no more; the mask stays"), "Esc")
        keys = f"{SMALLER_KEY} {LARGER_KEY}"
        self.size_field = NumberField(
            self.tr("Size"), self, tip=self.tr("Diameter of the brush in pixels of the photo ({0})").format(keys)
        )
        self.feather = NumberField(
            self.tr("Feather"), self, tip=self.tr("Width of the mask's soft edges in pixels of the photo")
        )
        self.feather.arrange(0.0, MOST_FEATHER_PX, 1.0, 0, self.tr(" px"))
        self.softness = ValueSlider(
            self.tr("Softness"), 0.5, self, tip=self.tr("How much of the brush fades towards its edge")
        )
        for field in (self.size_field, self.feather):
            field.setFixedWidth(_FIELD_PX)
        self.softness.setFixedWidth(_SLIDER_PX)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(_MARGIN_PX, 8, _MARGIN_PX, 8)
        self._rows.setSpacing(8)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._controls = self._brush_controls()
        self._is_wide: bool | None = None
        self._lay_out(wide=False)
        self._connect()

    def set_state(self, state: MaskState | None) -> None:
        """Show a mask and the brush; None, while nothing is painted, hides the bar."""
        self.setVisible(state is not None)
        if state is None:
            return
        is_guard = state.place.kind is MaskKind.GUARD
        self.title.setText(self._title(state))
        self.words.setText(self._words(state))
        adds, takes = (
            (self.tr("Protect"), self.tr("Do not protect")) if is_guard else (self.tr("Add"), self.tr("Erase"))
        )
        other = self.tr("with the right button, or with Ctrl or Alt, the other one")
        describe(self.add, adds, f"{adds}; {other}")
        describe(self.erase, takes, f"{takes}; {other}")
        (self.erase if state.erases else self.add).setChecked(True)
        self.size_field.arrange(1.0, max(1.0, state.most_px), max(1.0, round(state.size_px / 10)), 0, self.tr(" px"))
        self.size_field.show_number(state.size_px)
        self.softness.set_value(state.softness)
        self.feather.show_number(0.0 if state.mask is None else state.mask.feather_px)
        with QSignalBlocker(self.show_mask):
            self.show_mask.setChecked(state.is_shown)
        for control in (self.feather, self.clear, self.save):
            control.setEnabled(state.mask is not None)
        self.invert.setEnabled(state.mask is not None or not is_guard)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one row where there is room, else two."""
        super().resizeEvent(event)
        self._lay_out(wide=self.width() >= _ONE_ROW_FROM_PX)

    def _title(self, state: MaskState) -> str:
        match state.place.kind:
            case MaskKind.RESULT:
                return self.tr("Mask of the result")
            case MaskKind.GUARD:
                return self.tr("Protected blur")
            case MaskKind.STEP:
                task = state.place.task
                return self.tr("Mask: {0}").format("" if task is None else task_words(task))

    def _words(self, state: MaskState) -> str:
        if state.effect is MaskEffect.COMPUTED:
            return self.tr("Seen once it is enhanced again.")
        if state.effect is MaskEffect.STEP_OFF:
            return self.tr("The step is switched off.")
        if state.place.kind is MaskKind.GUARD:
            return self.tr("What is blue gains no detail.")
        if state.mask is None:
            return self.tr("Paint where it counts, erase where not.")
        return self.tr("Counts where it is pink. Seen at once.")

    def _brush_controls(self) -> tuple[QWidget, ...]:
        labels = []
        for field in (self.size_field, self.feather):
            label = QLabel(field.accessibleName(), self)
            label.setBuddy(field)
            labels.append(label)
        return labels[0], self.size_field, self.softness, labels[1], self.feather

    def _lay_out(self, *, wide: bool) -> None:
        if wide is self._is_wide:
            return
        self._is_wide = wide
        for row in (self._first, self._second):
            while (item := row.takeAt(0)) is not None:
                del item
            self._rows.removeItem(row)
            row.setSpacing(_GAP_PX)
        self._first.addWidget(self.title)
        self._first.addSpacing(_GROUP_GAP_PX)
        for button in (self.add, self.erase):
            self._first.addWidget(button)
        self._first.addSpacing(_GROUP_GAP_PX)
        brush_row = self._first if wide else self._second
        for control in self._controls:
            brush_row.addWidget(control)
            is_label = isinstance(control, QLabel)
            brush_row.addSpacing(_GAP_PX if is_label else _GROUP_GAP_PX)
        for button in (self.invert, self.clear, self.load, self.save, self.show_mask):
            self._first.addWidget(button)
        self._first.addSpacing(_GROUP_GAP_PX)
        self._first.addWidget(self.words, 1)
        self._first.addWidget(self.done)
        self._rows.addLayout(self._first)
        if not wide:
            self._second.addStretch()
            self._rows.addLayout(self._second)

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for button in (self.add, self.erase):
            group.addButton(button)
            button.clicked.connect(self._choose)
        self.size_field.valueChanged.connect(self.size_changed)
        self.softness.value_changed.connect(self.softness_changed)
        self.feather.valueChanged.connect(self.feather_changed)
        self.invert.clicked.connect(self.invert_asked)
        self.clear.clicked.connect(self.clear_asked)
        self.load.clicked.connect(self.import_asked)
        self.save.clicked.connect(self.export_asked)
        self.show_mask.toggled.connect(self.shown_toggled)
        self.done.clicked.connect(self.closed)

    def _choose(self) -> None:
        self.erasing_chosen.emit(self.erase.isChecked())
