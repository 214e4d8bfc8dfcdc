"""A thread, timer or window that outlives its test is a defect: closing the window must leave nothing behind."""

import gc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


@pytest.fixture(autouse=True)
def _no_qt_leaks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that uses Qt and leaves a running QThread, an active QTimer or a parentless widget behind."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    threads = _record_starts(QThread, monkeypatch)
    timers = _record_starts(QTimer, monkeypatch)
    windows_before = _windows()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    leaks = _leaks(threads, timers, windows_before)
    if leaks:
        gc.collect()  # a cycle that awaits the collector is garbage, not a leak; collecting costs too much to do always
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        leaks = _leaks(threads, timers, windows_before)
    _stop(threads, timers, windows_before)  # one leaky test must not fail the tests after it
    if leaks:
        pytest.fail("Left behind by the test:\n" + "\n".join(leaks), pytrace=False)


def _record_starts(kind: Any, monkeypatch: pytest.MonkeyPatch) -> "weakref.WeakSet[Any]":
    """Return the set that will hold every object of a kind that Python code starts."""
    started: weakref.WeakSet[Any] = weakref.WeakSet()
    start: Callable[..., None] = kind.start

    def recording_start(self: Any, *arguments: Any) -> None:
        started.add(self)
        start(self, *arguments)

    monkeypatch.setattr(kind, "start", recording_start)
    return started


def _windows() -> set[QWidget]:
    """Return the widgets without a parent, but for those that Qt keeps for itself (tool tips)."""
    return {
        widget
        for widget in QApplication.topLevelWidgets()
        if isValid(widget) and widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    }


def _leaks(threads: Any, timers: Any, windows_before: set[QWidget]) -> list[str]:
    running = [thread for thread in threads if isValid(thread) and thread.isRunning()]
    active = [timer for timer in timers if isValid(timer) and timer.isActive()]
    windows = _windows() - windows_before
    return (
        [f"running QThread {_named(thread)}" for thread in running]
        + [f"active QTimer {_named(timer)} (every {timer.interval()} ms)" for timer in active]
        + [f"top-level widget {_named(window)}" for window in windows]
    )


def _named(thing: QObject) -> str:
    return f"{type(thing).__name__} '{thing.objectName()}'"


def _stop(threads: Any, timers: Any, windows_before: set[QWidget]) -> None:
    for timer in timers:
        if isValid(timer):
            timer.stop()
    for thread in threads:
        if isValid(thread) and thread.isRunning():
            thread.quit()
            thread.wait(2000)
    for window in _windows() - windows_before:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
