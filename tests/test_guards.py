"""The guards can fail: each leak and each silent warning, put into a small suite of its own, is caught."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run_inner_suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, *plugins: str) -> pytest.RunResult:
    """Run the files made with pytester under the named plugins, in a process of its own: its leaks must not be ours.

    No other plugin that happens to be installed is loaded: each costs time in every process.
    """
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in paths if path))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    named = [argument for plugin in plugins for argument in ("-p", plugin)]
    return pytester.run(sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", *named)


def test_that_a_leaked_thread_timer_or_window_fails_its_test_and_no_other(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        test_inner="""
        from PySide6.QtCore import QThread, QTimer
        from PySide6.QtWidgets import QWidget

        KEPT = []

        def test_thread(qapp):
            KEPT.append(QThread())
            KEPT[-1].start()

        def test_timer(qapp):
            KEPT.append(QTimer())
            KEPT[-1].start(60_000)

        def test_window(qapp):
            KEPT.append(QWidget())

        def test_tidy(qtbot):
            thread, timer, window = QThread(), QTimer(), QWidget()
            qtbot.addWidget(window)
            window.show()
            timer.start(60_000)
            timer.stop()
            thread.start()
            thread.quit()
            assert thread.wait(2000)
        """
    )
    result = run_inner_suite(pytester, monkeypatch, "pytestqt.plugin", "tests.plugins.qt_leaks")
    result.assert_outcomes(passed=4, errors=3)
    result.stdout.fnmatch_lines_random(["running QThread*", "active QTimer*", "top-level widget QWidget*"])
    result.stdout.no_fnmatch_line("ERROR*test_tidy*")


def test_that_only_announced_warnings_may_enter_the_log(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        test_inner="""
        import logging

        log = logging.getLogger("inner")

        def test_silent():
            log.info("fine")

        def test_unexpected():
            log.warning("surprise")

        def test_announced(expect_log):
            expect_log("^ERROR inner: disk .* is full$")
            log.error("disk %s is full", "C")

        def test_missing(expect_log):
            expect_log("never said")
        """
    )
    result = run_inner_suite(pytester, monkeypatch, "tests.plugins.log_guard")
    result.assert_outcomes(passed=4, errors=2)
    result.stdout.fnmatch_lines_random(["WARNING inner: surprise", "Announced but not in the log: never said"])


def test_that_a_touched_original_is_caught_and_each_test_starts_afresh(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        test_inner="""
        import os
        import random

        import numpy as np

        ROLLS = []

        def test_read(original_untouched, tmp_path):
            photo = tmp_path / "a.png"
            photo.write_bytes(b"x")
            assert original_untouched(photo).read_bytes() == b"x"

        def test_rewritten(original_untouched, tmp_path):
            photo = tmp_path / "a.png"
            photo.write_bytes(b"x")
            original_untouched(photo).write_bytes(b"y")

        def test_retimed(original_untouched, tmp_path):
            photo = tmp_path / "a.png"
            photo.write_bytes(b"x")
            os.utime(original_untouched(photo), (1, 1))

        def test_removed(original_untouched, tmp_path):
            photo = tmp_path / "a.png"
            photo.write_bytes(b"x")
            original_untouched(photo).unlink()

        def test_first_roll():
            ROLLS.append((random.random(), np.random.random(), os.environ["ENHANCER_HOME"]))

        def test_second_roll():
            ROLLS.append((random.random(), np.random.random(), os.environ["ENHANCER_HOME"]))
            first, second = ROLLS
            assert first[:2] == second[:2]
            assert first[2] != second[2]
        """
    )
    result = run_inner_suite(pytester, monkeypatch, "tests.plugins.surroundings")
    result.assert_outcomes(passed=6, errors=3)
    result.stdout.fnmatch_lines_random(["*a.png was touched.", "*a.png is gone."])
