"""Scenes of the panels in every state, for tests that measure them and for eyes that judge them.

`QT_QPA_PLATFORM=offscreen python -m tests.gui.panels.gallery FOLDER` writes each scene in both themes.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, FileFormat, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.gui.panels import (
    Filmstrip,
    FilmstripModel,
    FilmstripRow,
    FootAction,
    FootState,
    PanelHost,
    PhotoFacts,
    PhotoState,
    SidePanel,
    StatusFacts,
    StatusLine,
    TopBar,
)
from enhancer_gui.gui.panels.facts import Hindrance
from enhancer_gui.gui.theme import apply_theme
from enhancer_gui.gui.widgets import DropOverlay, EmptyState, StatePill, Tone
from enhancer_gui.storage.settings import ThemeName

PHOTO = PhotoFacts("casa_mila.jpg", 320, 240, FileFormat.JPEG)


def preset(
    preset_id: str, name: str, summary: str, icon: str, tasks: tuple[Task, ...], size: SizeTarget | None = None
) -> Recipe:
    steps = tuple(Step(task) for task in tasks)
    export = ExportSpec(size=size or SizeTarget())
    return Recipe(preset_id, name, steps, export=export, summary=summary, icon=icon)


ALL_TASKS = (Task.RESTORE, Task.DEBLUR, Task.UPSCALE)
PRESETS = (
    preset("x2", "Enlarge 2×", "Faithful detail", "arrows-out", (Task.UPSCALE,), SizeTarget(value=2)),
    preset("x4", "Enlarge 4×", "Small or web photos", "arrows-out", (Task.UPSCALE,), SizeTarget(value=4)),
    preset("4k", "4K screen", "Fits 3840 × 2160", "monitor", (Task.UPSCALE,), SizeTarget(SizeMode.FIT, 3840, 2160)),
    preset(
        "a4", "Print A4 at 300 dpi", "Long side 3508 px", "printer", (Task.UPSCALE,), SizeTarget(SizeMode.FIT, 9, 9)
    ),
    preset("motion", "Sharpen motion blur", "Camera or subject moved", "wind", (Task.DEBLUR,)),
    preset("focus", "Sharpen soft focus", "Focus slightly missed", "crosshair", (Task.DEBLUR,)),
    preset("clean", "Clean noise and JPEG", "High ISO, hard compression", "drop-half", (Task.RESTORE,)),
    preset("old", "Old photo", "Scratches, noise, fading", "clock-counter-clockwise", ALL_TASKS, SizeTarget(value=4)),
)
OLD_PHOTO = PRESETS[-1]

ROWS = tuple(
    FilmstripRow(
        f"{place}",
        Path("photos") / name,
        state,
        fraction,
        eta_s,
        "The photo is damaged. Try another copy." if state in (PhotoState.FAILED, PhotoState.DAMAGED) else "",
    )
    for place, (name, state, fraction, eta_s) in enumerate(
        (
            ("casa_mila.jpg", PhotoState.RUNNING, 0.87, 4.0),
            ("harbour.tif", PhotoState.SAVED, 1.0, None),
            ("a wedding in the mountains 1962 scan 3.jpg", PhotoState.WAITING, 0.0, None),
            ("照片 12.heic", PhotoState.READY, 0.0, None),
            ("scan_04.png", PhotoState.FAILED, 0.1, None),
            ("scan_05.png", PhotoState.DAMAGED, 0.0, None),
            ("lake.jpg", PhotoState.PAUSED, 0.4, None),
            ("tower.jpg", PhotoState.SAVING, 1.0, None),
            ("portrait.png", PhotoState.DONE, 1.0, None),
            ("forest.webp", PhotoState.OUTDATED, 1.0, None),
            ("river.bmp", PhotoState.CANCELLED, 0.3, None),
        )
    )
)


def picture(width: int, height: int, hue: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    sweep = QLinearGradient(0, 0, width, height)
    sweep.setColorAt(0, QColor.fromHsv(hue % 360, 90, 220))
    sweep.setColorAt(1, QColor.fromHsv((hue + 60) % 360, 160, 60))
    painter = QPainter(image)
    painter.fillRect(image.rect(), sweep)
    painter.end()
    return image


def filled_side_panel() -> SidePanel:
    panel = SidePanel()
    panel.presets.set_presets(PRESETS, "old", own={"old"})
    steps = (replace(OLD_PHOTO.steps[0], strength=0.7), replace(OLD_PHOTO.steps[1], enabled=False), OLD_PHOTO.steps[2])
    panel.set_photo(PHOTO)
    panel.set_recipe(replace(OLD_PHOTO, steps=steps))
    panel.presets.set_edited(True)
    panel.save.set_name_preview("casa_mila-old.jpg")
    panel.set_foot(FootState(photos=3, primary_enabled=True, secondary_enabled=True))
    return panel


def side_panel() -> QWidget:
    panel = filled_side_panel()
    panel.resize(332, 1230)
    return panel


def side_panel_errors() -> QWidget:
    panel = filled_side_panel()
    too_large = SizeTarget(SizeMode.FIT, 38400, 21600)
    panel.set_recipe(replace(OLD_PHOTO, export=replace(OLD_PHOTO.export, size=too_large, format=FileFormat.PNG)))
    panel.save.set_folder(Path("/home/ada/Pictures/A folder with a rather long name for its work"))
    panel.save.set_name_preview("", "“{nam}” stands for nothing.")
    panel.set_hindrance(Hindrance("“SwinIR real world 4×” is not installed.", "It can be downloaded.", "swinir", True))
    panel.set_foot(FootState(FootAction.PAUSE, FootAction.CANCEL, 1, True, True))
    panel.resize(332, 1230)
    return panel


def side_panel_empty() -> QWidget:
    panel = SidePanel()
    panel.presets.set_presets(PRESETS, "")
    panel.set_photo(None)
    panel.set_recipe(None)
    panel.resize(332, 900)
    return panel


def filled_filmstrip(rows: tuple[FilmstripRow, ...] = ROWS) -> Filmstrip:
    model = FilmstripModel()
    strip = Filmstrip(model)
    model.setParent(strip)
    model.append(rows)
    for place, row in enumerate(rows[:8]):
        if place != 2:
            shape = ((480, 320), (900, 120), (120, 480))[place % 3]
            model.set_thumbnail(row.key, picture(*shape, hue=place * 47))
    strip.set_current(rows[0].key)
    return strip


def filmstrip() -> QWidget:
    strip = filled_filmstrip()
    strip.resize(152 * (len(ROWS) + 1) + 24, strip.height())
    return strip


def filmstrip_narrow() -> QWidget:
    strip = filled_filmstrip(tuple(replace(row, key=f"{turn}-{row.key}") for turn in range(200) for row in ROWS))
    strip.resize(900, strip.height())
    return strip


def empty() -> QWidget:
    state = EmptyState()
    state.resize(948, 540)
    return state


def drop() -> QWidget:
    state = EmptyState()
    DropOverlay(state).invite(3)
    state.resize(948, 540)
    return state


def bars() -> QWidget:
    page = QWidget()
    page.setProperty("kind", "bar")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 8)
    opened, closed = TopBar(), TopBar()
    opened.set_photo_open(True)
    opened.set_zoom(0.37, is_fit=True)
    busy, idle, looking, telling = StatusLine(), StatusLine(), StatusLine(), StatusLine()
    busy.set_facts(StatusFacts("CPU · 2 cores", "bf16", 1_100_000_000, 1, 4, 0.38, 31.0, 1.8))
    idle.set_facts(StatusFacts("NVIDIA GeForce RTX 4070", "fp16", 640_000_000))
    telling.set_facts(StatusFacts("CPU", "fp32", message="Saved as casa_mila-old.jpg"))
    pills = QWidget()
    row = QVBoxLayout(pills)
    for tone in Tone:
        pill = StatePill(tone.value.capitalize(), tone, pills)
        pill.show()
        row.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
    for part in (opened, closed, busy, idle, looking, telling, pills):
        column.addWidget(part)
    page.resize(1280, page.sizeHint().height())
    return page


def _window(width: int, height: int, *, with_drawer: bool = False) -> QWidget:
    page = QWidget()
    page.setProperty("kind", "bar")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    bar, status = TopBar(), StatusLine()
    bar.set_photo_open(True)
    bar.set_zoom(1.0)
    status.set_facts(StatusFacts("CPU · 2 cores", "bf16", 1_100_000_000, 1, 4, 0.38, 31.0, 1.8))
    host = PanelHost(EmptyState(), filled_side_panel())
    for part in (bar, host, filled_filmstrip(), status):
        column.addWidget(part, 1 if part is host else 0)
    page.resize(width, height)
    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    page.show()
    if with_drawer:
        host.show_panel(True)
    return page


def window() -> QWidget:
    return _window(1280, 720)


def drawer() -> QWidget:
    return _window(1000, 700, with_drawer=True)


SCENES: dict[str, Callable[[], QWidget]] = {
    scene.__name__: scene
    for scene in (
        side_panel,
        side_panel_errors,
        side_panel_empty,
        filmstrip,
        filmstrip_narrow,
        empty,
        drop,
        bars,
        window,
        drawer,
    )
}


def photograph(scene: QWidget, path: Path) -> None:
    scene.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    scene.show()
    QTest.qWait(300)
    scene.grab().save(str(path))
    scene.close()
    scene.deleteLater()


def main(folder: Path) -> None:
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for choice in (ThemeName.DARK, ThemeName.LIGHT):
        apply_theme(app, choice)
        for name, scene in SCENES.items():
            photograph(scene(), folder / f"{name}-{choice}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
