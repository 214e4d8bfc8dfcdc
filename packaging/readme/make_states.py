"""Photographs the window in every state, to be looked at one by one after a change that can be seen.

    QT_QPA_PLATFORM=offscreen LANG=en_GB.UTF-8 python packaging/readme/make_states.py FOLDER

Each state is taken in both themes. Without options there are four runs: both languages, at 1280x720 and at
2560x1440 pixels of a screen that shows two for one. `--only bake-off,tour` takes some states; `--list` names them.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from itertools import product
from pathlib import Path

from make_pictures import HeldBackend
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from state_dialogs import SCENES
from state_photos import put_photos
from state_stage import Stage

from enhancer_gui.gui.app import Opened, open_window
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.language import install_translations
from enhancer_gui.gui.theme import apply_theme
from enhancer_gui.gui.workshop import open_workshop
from enhancer_gui.storage.paths import HOME_VARIABLE
from enhancer_gui.storage.settings import LanguageName, ThemeName

SCREENS = (("1280x720", 1), ("2560x1440", 2))
"""Pixels of the window, and how many of them the system takes for one."""

LANGUAGES = (LanguageName.ENGLISH, LanguageName.CHINESE)
THEMES = (ThemeName.DARK, ThemeName.LIGHT)
SETTLE_MS = 350
"""Longer than every animation of the window."""

SCALE_VARIABLE = "QT_SCALE_FACTOR"
SHADE = QColor(0, 0, 0, 90)
"""Over the window behind a dialog, as many systems do it."""


class StateStage(Stage):
    """Takes each state in both themes, with the dialogs and menus that lie above the window."""

    def __init__(self, folder: Path, app: QApplication, opened: Opened, backend: HeldBackend) -> None:
        super().__init__(folder, app, opened, backend)
        self.taken = 0

    def shoot(self, name: str) -> None:
        """Write what a user would see, once in each theme."""
        self.taken += 1
        for theme in THEMES:
            apply_theme(self.app, theme)
            QTest.qWait(SETTLE_MS)
            self._whole().save(str(self.folder / f"{name}.{theme.value}.png"))
        apply_theme(self.app, THEMES[0])

    def _whole(self) -> QPixmap:
        picture = self.window.grab()
        painter = QPainter(picture)
        for above in self._above():
            if isinstance(above, QDialog):
                painter.fillRect(self.window.rect(), SHADE)
            painter.drawPixmap(self._place(above), above.grab())
        painter.end()
        return picture

    def _place(self, above: QWidget) -> QPoint:
        """Return where a window above this one is; one that is larger than the picture shows its upper part."""
        if isinstance(above, QMenu):
            return above.pos() - self.window.mapToGlobal(QPoint(0, 0))
        middle = self.window.rect().center() - above.rect().center()
        return QPoint(max(0, middle.x()), max(0, middle.y()))

    def _above(self) -> list[QWidget]:
        kinds = (Qt.WindowType.Dialog, Qt.WindowType.Popup, Qt.WindowType.Sheet)
        tops = self.app.topLevelWidgets()
        return [top for top in tops if top.isVisible() and top is not self.window and top.windowType() in kinds]


def photograph(folder: Path, language: LanguageName, size: tuple[int, int], wanted: frozenset[str]) -> int:
    """Take the states in one window with a home of its own; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = str(Path(home) / "own")
        put_photos(Path(home) / "Pictures")
        app = QApplication([])
        install_translations(app, language)
        apply_theme(app, THEMES[0])
        backend = HeldBackend()
        choices = Choices()
        choices.put(replace(choices.now, live_preview=False, preset_previews=False, tour_seen=True, language=language))
        opened = open_window(lambda: open_workshop(lambda: backend), choices, confirm_close=False)
        opened.window.resize(*size)
        opened.window.show()
        stage = StateStage(folder, app, opened, backend)
        stage.photos, stage.size = Path(home) / "Pictures", size
        try:
            stage.begin()
            for name, scene in SCENES.items():
                if not wanted or name in wanted:
                    scene(stage)
                    stage.clear()
        finally:
            backend.go_on()
            opened.window.close()
    return stage.taken


def main() -> None:
    """Take one set of pictures, or all four, each in a process of its own: language and scale are set at its start."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="where the pictures go")
    parser.add_argument("--language", type=LanguageName, choices=LANGUAGES)
    parser.add_argument("--screen", metavar="WIDTHxHEIGHT", help="pixels of the window; all sets without it")
    parser.add_argument("--scale", type=int, default=1, help="pixels of the screen for one of the window")
    parser.add_argument("--only", default="", help="states, by commas")
    parser.add_argument("--list", action="store_true", help="name the states")
    options = parser.parse_args()
    if options.list or options.folder is None:
        sys.stdout.write("\n".join(SCENES) + "\n")
        return
    if options.screen is None:
        languages = LANGUAGES if options.language is None else (options.language,)
        for language, (screen, scale) in product(languages, SCREENS):
            one = ["--language", language.value, "--screen", screen, "--scale", str(scale), "--only", options.only]
            subprocess.run([sys.executable, __file__, str(options.folder), *one], check=True)
        return
    os.environ[SCALE_VARIABLE] = str(options.scale)
    width, height = (int(side) // options.scale for side in options.screen.split("x"))
    language = options.language or LanguageName.ENGLISH
    folder = options.folder / f"{language.value}-{options.screen}"
    taken = photograph(folder, language, (width, height), frozenset(filter(None, options.only.split(","))))
    sys.stdout.write(f"{taken} states in {folder}\n")


if __name__ == "__main__":
    main()
