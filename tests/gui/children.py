"""What a window consists of, found by its kind."""

from typing import TypeVar

from PySide6.QtCore import QObject

from tests.found import found

Child = TypeVar("Child", bound=QObject)


def child(parent: QObject, kind: type[Child], name: str | None = None) -> Child:
    """Return the first child of this kind (and of this object name, where one is given), however deep it lies."""
    if name is None:
        return found(parent.findChild(kind), f"{kind.__name__} in {type(parent).__name__}")
    return found(parent.findChild(kind, name), f"{kind.__name__} {name!r} in {type(parent).__name__}")
