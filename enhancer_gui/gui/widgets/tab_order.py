"""The way that the Tab key takes: through what is laid out, from top to bottom.

Qt visits widgets in the order in which they were made. A row that comes later (a finding, a step, a preset) is then
visited behind everything else in the window, wherever it is seen.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


class TabOrder(QObject):
    """Keeps Tab in the order of a widget's layouts, whatever comes into them or leaves.

    Attributes:
        after: tells what is visited before all of it; None leaves the first control where it is. Qt is not asked: in
            PySide 6.11 `previousInFocusChain` makes its answer a child of the widget that was asked, and deletes it
            with that.
    """

    def __init__(self, root: QWidget, *changing: QWidget) -> None:
        """Follow `root`; `changing` are the widgets within it whose layouts change."""
        super().__init__(root)
        self._root = root
        self._order: tuple[QWidget, ...] = ()
        self.after: Callable[[], QWidget] | None = None
        for widget in (root, *changing):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when something has been laid out."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        order = tuple(_laid_out(self._root))
        if order != self._order:
            self._order = order
            chain(order if self.after is None else (self.after(), *order))


def chain(widgets: Sequence[QWidget]) -> None:
    """Have Tab visit these one after the other, from where the first one is."""
    for before, after in pairwise(dict.fromkeys(widgets)):
        QWidget.setTabOrder(before, after)


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    """Yield what takes the keyboard in a widget, in the order of its layouts."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        if (page := widget.widget()) is not None:
            yield from _laid_out(page)
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        if (item := layout.itemAt(place)) is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _laid_out(widget)
        elif (inner := item.layout()) is not None:
            yield from _in_layout(inner)
