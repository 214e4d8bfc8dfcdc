"""Another machine: its address and token, a test that tells what it has, and machines that were used before."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from enhancer_gui.backends.address import Address, typed_address
from enhancer_gui.backends.far_facts import FarFacts
from enhancer_gui.core.errors import ConfigError, EnhancerError
from enhancer_gui.gui.dialogs.machine_result import MachineResult
from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.theme import Glyph, caption_font
from enhancer_gui.gui.widgets import ButtonKind, Choice, IconButton, TextButton, describe
from enhancer_gui.gui.widgets.buttons import CONTROL_PX
from enhancer_gui.storage.tokens import TokenPlace

WIDTH_PX = 560
ROW_PX = 12
HINT_GAP_PX = 4
EXAMPLE = "studio:8765"
_NEW = ""


class MachineDialog(Sheet):
    """Asks which machine; whoever opens it answers its questions.

    Signals:
        test_wanted(Address, str): try this address with this token.
        test_dropped(): no answer is wanted any more.
        token_wanted(str): the token that is kept for this url.
        use_wanted(FarFacts, str, str): compute there, on this device, with this token.
        forget_wanted(str): forget the machine with this url.
    """

    test_wanted = Signal(object, str)
    test_dropped = Signal()
    token_wanted = Signal(str)
    use_wanted = Signal(object, str, str)
    forget_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask for a machine that was never used."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(self.tr("Use another machine"))
        self._facts: FarFacts | None = None
        self.add_headline(self.tr("Use another machine"))
        intro = self.tr(
            "A computer that runs “enhancer serve” does the computing; this one shows and saves. A photo is sent when "
            "you enhance it or try presets on it, to this address and to no other."
        )
        self.add_text(intro).setProperty("kind", "muted")
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(ROW_PX)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self.machine = Choice(self.tr("Machine"), self, tip=self.tr("Machines that were used before"))
        self.forget = IconButton(
            Glyph.DELETE, self.tr("Forget this machine"), self, tip=self.tr("Forget this machine and its token")
        )
        self.address, self.token = QLineEdit(self), QLineEdit(self)
        self.reveal = IconButton(Glyph.MODE_BEFORE, self.tr("Show the token"), self, checkable=True)
        self._line_hint, self._token_hint = self._hint(), self._hint()
        self._machine_label = self._add_row(self.tr("Machine"), self.machine, self.forget)
        self._add_row(self.tr("Address"), self.address, hint=self._line_hint)
        self._add_row(self.tr("Token"), self.token, self.reveal, hint=self._token_hint)
        self._set_up_fields()
        self.result_area = MachineResult(self)
        self.result_area.align_with(self._grid)
        self.column.addWidget(self.result_area)
        close = TextButton(self.tr("Close"), ButtonKind.SECONDARY, self)
        self.test = TextButton(
            self.tr("Test"), ButtonKind.SECONDARY, self, tip=self.tr("Ask the machine what it has; nothing is sent")
        )
        self.use = TextButton(
            self.tr("Use this machine"), ButtonKind.PRIMARY, self, tip=self.tr("Compute there from now on")
        )
        close.clicked.connect(self.reject)
        self.test.clicked.connect(self.try_it)
        self.use.clicked.connect(self._use)
        self.finished.connect(self.test_dropped)
        self.add_foot(close, self.test, self.use)
        self.set_remembered(())
        self._forget_answer()

    # What whoever opened it tells

    def set_remembered(self, urls: Sequence[str]) -> None:
        """Offer machines that were used before; the first one is shown."""
        self.machine.offer({**{url: url.removeprefix("http://") for url in urls}, _NEW: self.tr("A new machine")})
        for part in (self._machine_label, self.machine, self.forget):
            part.setVisible(bool(urls))
        self._fit()
        shown = urls[0] if urls else _NEW
        self.machine.set_value(shown)
        self._pick(shown)

    @Slot(str, str)
    def set_token(self, url: str, token: str) -> None:
        """Fill in the token that is kept for the machine that is shown, unless one was typed meanwhile."""
        if url == self.machine.value and not self.token.text():
            self.token.setText(token)

    @Slot(object)
    def set_token_place(self, place: TokenPlace) -> None:
        """Say where a token is kept."""
        words = self.tr("Kept in the system's keyring.")
        if place is TokenPlace.FILE:
            words = self.tr("Kept in a file that only you can read: no keyring was found.")
        self._token_hint.setText(words)
        self._fit()

    @Slot(object)
    def show_facts(self, facts: FarFacts) -> None:
        """Show what the machine has; it can be used now."""
        self._facts = facts
        self.result_area.show_facts(facts)
        self._refresh()

    @Slot(object)
    def show_error(self, error: EnhancerError) -> None:
        """Show why it cannot be used."""
        self._facts = None
        self.result_area.show_error(error)
        self._refresh()

    # What the user does

    @Slot()
    def try_it(self) -> None:
        """Ask for a test of what is typed."""
        self._facts = None
        try:
            address = typed_address(self.address.text())
        except ConfigError as error:
            self.show_error(ConfigError(error.message, remedy=self.tr("Write it as {0}.").format(EXAMPLE)))
            return
        self.result_area.show_asking(address.host)
        self._refresh(is_asking=True)
        self.test_wanted.emit(address, self.token.text().strip())

    @Slot()
    def _use(self) -> None:
        if self._facts is not None:
            self.use_wanted.emit(self._facts, str(self.result_area.device.value), self.token.text().strip())
            self.accept()

    @Slot(object)
    def _pick(self, url: object) -> None:
        self.address.setText(str(url))
        self.token.clear()
        self.forget.setEnabled(url != _NEW)
        if url == _NEW:
            self.address.setFocus()
        else:
            self.token_wanted.emit(str(url))

    @Slot()
    def _forget(self) -> None:
        self.forget_wanted.emit(str(self.machine.value))

    @Slot(bool)
    def _show_token(self, shown: bool) -> None:
        self.token.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    @Slot()
    def _forget_answer(self) -> None:
        """What was found out holds for another address or token."""
        self._facts = None
        self.test_dropped.emit()
        self.result_area.clear()
        self._refresh()

    def _refresh(self, *, is_asking: bool = False) -> None:
        self.test.setEnabled(bool(self.address.text().strip()) and not is_asking)
        self.use.setEnabled(self._facts is not None)
        is_open = (address := self._typed()) is not None and not address.is_private
        words = self.tr("Not encrypted: others in the network could read along. https is safe.")
        self._line_hint.setText(words if is_open else "")
        self._fit()

    def _typed(self) -> Address | None:
        try:
            return typed_address(self.address.text())
        except ConfigError:
            return None

    # Layout

    def _set_up_fields(self) -> None:
        self.address.setPlaceholderText(EXAMPLE)
        describe(self.address, self.tr("Address"), self.tr("Name or number of the machine, and its port"))
        describe(self.token, self.tr("Token"), self.tr("The word that whoever runs the server has set for it"))
        self.token.setPlaceholderText(self.tr("Empty for a server on this machine"))
        self._show_token(False)
        for field in (self.address, self.token):
            field.setFixedHeight(CONTROL_PX)
            field.textChanged.connect(self._forget_answer)
            field.returnPressed.connect(self.try_it)
        self.machine.chosen.connect(self._pick)
        self.forget.clicked.connect(self._forget)
        self.reveal.toggled.connect(self._show_token)

    def _add_row(
        self, words: str, field: QWidget, button: QWidget | None = None, *, hint: QWidget | None = None
    ) -> QLabel:
        label = QLabel(words, self)
        label.setBuddy(field)
        label.setFixedHeight(CONTROL_PX)
        line, cell = QHBoxLayout(), QVBoxLayout()
        for part in filter(None, (field, button)):
            line.addWidget(part)
        cell.setSpacing(HINT_GAP_PX)
        cell.addLayout(line)
        if hint is not None:
            cell.addWidget(hint)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(cell, row, 1)
        return label

    def _hint(self) -> QLabel:
        hint = QLabel(self)
        hint.setWordWrap(True)
        hint.setProperty("kind", "muted")
        hint.setFont(caption_font())
        return hint

    def _fit(self) -> None:
        for hint in (self._line_hint, self._token_hint):
            hint.setVisible(bool(hint.text()))
        if self.isVisible():
            self.refit()
