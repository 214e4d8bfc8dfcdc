"""The line below the photo: place, progress, pixel and device, in words with their units."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.core.image import BitDepth
from enhancer_gui.gui.panels import FootState, SidePanel, StatusFacts, StatusLine
from enhancer_gui.gui.panels.facts import PixelFacts, PixelValue
from enhancer_gui.gui.panels.words import (
    count_words,
    device_words,
    duration_words,
    memory_words,
    percent_words,
    pixel_words,
    speed_words,
)


@pytest.fixture
def status(qtbot: QtBot) -> StatusLine:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(1000, 28)
    line.show()
    return line


@pytest.mark.parametrize("name", ["AMD EPYC, 2 cores", "NVIDIA RTX 4070", "Xeon, 8 cores (studio)"])
def test_that_a_device_keeps_its_name(name: str) -> None:
    assert device_words(name) == name


def test_that_the_cores_of_a_processor_are_told_in_the_language_of_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"{0}, {1} cores": "{0}，{1} 核"}
    monkeypatch.setattr("enhancer_gui.gui.panels.words.translate", lambda _context, words: said[words])
    assert device_words("AMD EPYC, 2 cores") == "AMD EPYC，2 核"


def test_that_the_status_tells_place_progress_and_speed(status: StatusLine) -> None:
    status.set_facts(StatusFacts("CPU", "bf16", 1_100_000_000, 1, 4, 0.38, 31.0, 1.8))
    assert status.place.text() == "CPU · bf16"
    assert status.memory.text() == "Memory 1.1 GB"
    assert status.progress.text() == "1 of 4 done · 31 s left · 1.8 MP/s"
    assert status.bar.value() == 380


def test_that_the_status_leaves_out_what_is_unknown(status: StatusLine) -> None:
    status.set_facts(StatusFacts())
    assert status.place.text() == "Looking for devices…"
    assert status.bar.isHidden()
    assert status.memory.isHidden()


def test_that_a_message_stands_in_for_the_device(status: StatusLine) -> None:
    status.set_facts(StatusFacts("CPU", message="Saved as lake-x2.png"))
    assert status.place.text() == "Saved as lake-x2.png"


@pytest.mark.parametrize(
    ("words", "value", "expected"),
    [
        (duration_words, 0.2, "1 s"),
        (duration_words, 59.0, "59 s"),
        (duration_words, 61.0, "2 min"),
        (duration_words, 3599.0, "1 h 0 min"),
        (duration_words, 7500.0, "2 h 5 min"),
        (percent_words, 0.999, "99 %"),
        (percent_words, 0.29, "29 %"),
        (percent_words, 1.0, "100 %"),
        (memory_words, 640_000_000, "640 MB"),
        (speed_words, 1.84, "1.8 MP/s"),
        (speed_words, 0.06, "0.06 MP/s"),
        (speed_words, 0.0041, "0.004 MP/s"),
    ],
)
def test_that_numbers_are_told_with_their_units(words: Callable[[float], str], value: float, expected: str) -> None:
    assert words(value) == expected


def test_that_counts_have_the_separators_of_the_locale(qtbot: QtBot, status: StatusLine) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    try:
        assert count_words(1997) == "1,997"
        status.set_facts(StatusFacts("CPU", done=1000, total=2000))
        assert "1,000 of 2,000 done" in status.progress.text()
        panel = SidePanel()
        qtbot.addWidget(panel)
        panel.set_foot(FootState(photos=2000))
        assert panel.primary.text() == "Enhance 2,000 photos"
    finally:
        QLocale.setDefault(before)


def test_that_pixels_are_told_with_megapixels() -> None:
    assert pixel_words(1200, 800) == "1200 × 800 px · 0.96 MP"
    assert pixel_words(12000, 9000) == "12000 × 9000 px · 108 MP"


def arranged(widget: QWidget) -> None:
    layout = widget.layout()
    assert layout is not None
    layout.activate()


def test_that_a_web_colour_is_told_whole_or_not_at_all(status: StatusLine) -> None:
    device = StatusFacts("AMD EPYC, 2 cores", "bf16", 600_000_000)
    value = PixelValue((176.0, 51.0, 7.0), BitDepth.U8, "#b03307")
    status.set_facts(device)
    status.set_pixel(PixelFacts(422, 410, value, value))
    for width, has_colour in ((1280, True), (560, False), (1280, True)):
        status.resize(width, status.height())
        arranged(status)
        assert ("#b03307" in status.pixel.text()) is has_colour
        assert status.pixel.shown_text() == status.pixel.text(), "nothing of it is cut out"
    for width in range(480, 1280, 20):
        status.resize(width, status.height())
        arranged(status)
        assert status.pixel.shown_text() == status.pixel.text(), f"cut at {width} px"
    status.resize(760, status.height())
    assert "#" in status.pixel.text()
    status.set_facts(replace(device, done=1, total=400, fraction=0.2, eta_s=4000.0, megapixels_per_s=0.5))
    assert "#" not in status.pixel.text()
