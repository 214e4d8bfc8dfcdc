"""Every test of the window runs inside an application, and none of them may wait for a click that never comes."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox

_MODAL: tuple[tuple[type, str], ...] = (
    (QDialog, "exec"),
    (QMenu, "exec"),
    *((QMessageBox, name) for name in ("question", "information", "warning", "critical", "about")),
    *((QFileDialog, name) for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName")),
    (QFileDialog, "getExistingDirectory"),
)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> Iterator[None]:
    """Create the application, which also wakes the leak check, and leave its clipboard empty.

    What Python has put there would be destroyed by Qt's static destructors, after the interpreter: a crash.
    """
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def _no_modal_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail at once where a test would block in a modal dialog; a test that expects one replaces the call."""
    for owner, name in _MODAL:
        monkeypatch.setattr(owner, name, _refusal(f"{owner.__name__}.{name}"))


def _refusal(call: str) -> Callable[..., None]:
    def refuse(*_arguments: object, **_options: object) -> None:
        pytest.fail(f"{call} would wait for the user; replace it in this test.")

    return refuse
