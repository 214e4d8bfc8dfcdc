"""A drop-down list of which any number may be chosen; it shows in one line which are."""

from collections.abc import Hashable, Iterable, Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from enhancer_gui.gui.widgets.choice import Choice

_Value = TypeVar("_Value", bound=Hashable)


class ManyChoice(Choice):
    """Looks like a `Choice`; its entries are ticked in a menu.

    Attributes:
        ticked: emitted with the values (a tuple, in the order in which they are offered) when the user changes them.
    """

    ticked = Signal(tuple)

    def __init__(self, name: str, parent: QWidget | None = None, *, none: str, tip: str = "") -> None:
        """Make it; `none` is what it says while nothing is ticked."""
        super().__init__(name, parent, tip=tip)
        self._none = none
        self._entries: dict[Hashable, str] = {}
        self._on: tuple[Hashable, ...] = ()
        self._summarise()

    @property
    def values(self) -> tuple[Hashable, ...]:
        """The values that are ticked."""
        return self._on

    def offer_many(self, entries: Mapping[_Value, str], values: Iterable[_Value]) -> None:
        """Show entries (value to words) and which are ticked, without emitting `ticked`."""
        wanted = set(values)
        self._entries = dict(entries.items())
        self._on = tuple(value for value in self._entries if value in wanted)
        self._summarise()

    def menu(self) -> QMenu:
        """Return a menu of the entries, for one use."""
        menu = QMenu(self)
        for value, words in self._entries.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(value in self._on)
            action.toggled.connect(partial(self._tick, value))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def showPopup(self) -> None:
        """Open the menu below the control."""
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    def _tick(self, value: Hashable, on: bool) -> None:
        self._on = tuple(each for each in self._entries if (on if each == value else each in self._on))
        self._summarise()
        self.ticked.emit(self._on)

    def _summarise(self) -> None:
        words = ", ".join(self._entries[value] for value in self._on) or self._none
        self.offer({None: words})
