"""Every test of the window runs inside an application, and none of them may wait for a click that never comes."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTranslator, SignalInstance
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from tests.fakes import HANG_LIMIT_S

_PATIENCE_MS = round(1000 * HANG_LIMIT_S)

_MODAL: tuple[tuple[type, str], ...] = (
    (QDialog, "exec"),
    (QMenu, "exec"),
    *((QMessageBox, name) for name in ("question", "information", "warning", "critical", "about")),
    *((QFileDialog, name) for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName")),
    (QFileDialog, "getExistingDirectory"),
)


class PatientBot(QtBot):
    """Waits until a test must be called hanging: five seconds, as pytest-qt has it, are too short when busy."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(
        self,
        signal: SignalInstance,
        *,
        timeout: int = _PATIENCE_MS,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Return pytest-qt's robot with the patience of this suite."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> Iterator[None]:
    """Create the application, which also wakes the leak check, and leave its clipboard empty.

    What Python has put there would be destroyed by Qt's static destructors, after the interpreter: a crash.
    """
    yield
    qapp.clipboard().clear()


@pytest.fixture
def looks_and_language(qapp: QApplication) -> Iterator[None]:
    """Give the application back its own colours, style sheet, font and words after the test."""
    palette, sheet, font = qapp.palette(), qapp.styleSheet(), qapp.font()
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)
    qapp.setFont(font)


@pytest.fixture(autouse=True)
def _no_modal_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail at once where a test would block in a modal dialog; a test that expects one replaces the call."""
    for owner, name in _MODAL:
        monkeypatch.setattr(owner, name, _refusal(f"{owner.__name__}.{name}"))


def _refusal(call: str) -> Callable[..., None]:
    def refuse(*_arguments: object, **_options: object) -> None:
        pytest.fail(f"{call} would wait for the user; replace it in this test.")

    return refuse
