"""Theme, language, device, precision and the cache: what holds for all photos."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from enhancer_gui.core.models import Precision
from enhancer_gui.gui.dialogs.sheet import Sheet
from enhancer_gui.gui.panels.words import device_words, memory_words
from enhancer_gui.gui.place_control import Places
from enhancer_gui.gui.widgets import ButtonKind, Choice, NumberField, TextButton, ToggleSwitch
from enhancer_gui.storage.settings import AUTO, LanguageName, Settings, ThemeName, WorkerKind

WIDTH_PX = 480
ROW_SPACING_PX = 12
GB = 1_000_000_000
LARGEST_CACHE_GB = 2000
_OTHER = "other"
"""Stands in the list of devices for a machine that is not in it."""


class SettingsDialog(Sheet):
    """Changes take effect at once.

    Signals:
        changed(Settings): the settings, with one of them changed.
        clear_cache_wanted(): throw away all stored tiles that no photo in the window needs.
        shortcuts_wanted(), about_wanted(), machines_wanted(): show the list of keys, what this program is, or what
            is asked of another machine, in place of this dialog.
    """

    changed = Signal(object)
    clear_cache_wanted = Signal()
    shortcuts_wanted = Signal()
    about_wanted = Signal()
    machines_wanted = Signal()

    def __init__(self, settings: Settings, places: Places, parent: QWidget | None = None) -> None:
        """Show these settings; `places` are those that can be computed on."""
        super().__init__("", WIDTH_PX, parent)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        self.add_headline(self.tr("Settings"))
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(ROW_SPACING_PX)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self.theme = self._choice(self.tr("Theme"), "", self._themes(), settings.theme)
        self.language = self._choice(
            self.tr("Language"), self.tr("Takes effect at the next start"), self._languages(), settings.language
        )
        self.device = self._choice(
            self.tr("Compute on"), self.tr("For photos enhanced from now on"), self._devices(places), settings.device
        )
        self.precision = self._choice(
            self.tr("Precision"),
            self.tr("Automatic takes the fastest that is safe; fp32 is the slowest and exact"),
            self._precisions(),
            settings.precision,
        )
        self.worker = self._choice(
            self.tr("Compute in"),
            self.tr("A process of its own can crash without the window; takes effect at the next start"),
            self._workers(),
            settings.worker,
        )
        self.live_preview = ToggleSwitch(
            self.tr("Live preview"), self, tip=self.tr("Compute what is in view before Enhance is pressed")
        )
        self.live_preview.setChecked(settings.live_preview)
        self._add_row(self.tr("Live preview"), self.live_preview)
        self.preset_previews = ToggleSwitch(
            self.tr("Preset previews"),
            self,
            tip=self.tr("Show on each preset what it does to the photo; computed while you rest, and not on battery"),
        )
        self.preset_previews.setChecked(settings.preset_previews)
        self._add_row(self.tr("Preset previews"), self.preset_previews)
        for switch in (self.live_preview, self.preset_previews):
            switch.toggled.connect(self._take_over)
        self.cache_limit = NumberField(
            self.tr("Keep up to"), self, tip=self.tr("Room for computed tiles, so that nothing is computed twice")
        )
        self._cache_size = QLabel(self)
        self._cache_size.setProperty("kind", "muted")
        self._add_cache_rows(settings)
        self.device.chosen.connect(self._take_device)
        for choice in (self.theme, self.language, self.precision, self.worker):
            choice.chosen.connect(self._take_over)
        self.cache_limit.editingFinished.connect(self._take_over)
        shortcuts = TextButton(self.tr("Shortcuts…"), ButtonKind.QUIET, self, tip=self.tr("Show what each key does"))
        about = TextButton(self.tr("About…"), ButtonKind.QUIET, self, tip=self.tr("Show version and licence"))
        for button, wanted in ((shortcuts, self.shortcuts_wanted), (about, self.about_wanted)):
            button.clicked.connect(self.reject)
            button.clicked.connect(wanted)
        self.add_close_button(shortcuts, about)

    @Slot(object)
    def set_cache_bytes(self, size_bytes: int) -> None:
        """Show how much room the cache takes."""
        words = self.tr("{size} in use") if size_bytes else self.tr("Empty")
        self._cache_size.setText(words.format(size=memory_words(size_bytes)))
        self._clear.setEnabled(size_bytes > 0)

    @Slot(object)
    def _take_device(self, device_id: object) -> None:
        if device_id != _OTHER:
            self._take_over()
            return
        self.device.set_value(self._settings.device)
        self.reject()
        self.machines_wanted.emit()

    @Slot()
    def _take_over(self) -> None:
        changed = replace(
            self._settings,
            theme=ThemeName(str(self.theme.value)),
            language=LanguageName(str(self.language.value)),
            device=str(self.device.value),
            precision=str(self.precision.value),
            worker=WorkerKind(str(self.worker.value)),
            live_preview=self.live_preview.isChecked(),
            preset_previews=self.preset_previews.isChecked(),
            cache_limit_bytes=round(self.cache_limit.value() * GB),
        )
        if changed != self._settings:
            self._settings = changed
            self.changed.emit(changed)

    def _choice(self, words: str, tip: str, entries: Mapping[str, str], current: str) -> Choice:
        choice = Choice(words, self, tip=tip)
        choice.offer(entries)
        choice.set_value(current if current in entries else AUTO)
        self._add_row(words, choice)
        return choice

    def _add_row(self, words: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        label = QLabel(words, self)
        label.setBuddy(field)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)

    def _themes(self) -> dict[str, str]:
        return {
            ThemeName.SYSTEM: self.tr("As the system"),
            ThemeName.DARK: self.tr("Dark"),
            ThemeName.LIGHT: self.tr("Light"),
        }

    def _languages(self) -> dict[str, str]:
        # A language is named in itself, so that it is found by who reads no other.
        return {
            LanguageName.SYSTEM: self.tr("As the system"),
            LanguageName.ENGLISH: "English",
            LanguageName.CHINESE: "中文",
        }

    def _devices(self, places: Places) -> dict[str, str]:
        automatic = self.tr("Automatic")
        if places.here:
            automatic = self.tr("Automatic: {device}").format(device=device_words(places.here[0].name))
        # The chosen one stays on offer while devices are still looked for, and when it is gone.
        chosen = self._settings.device
        known = {device.id: device_words(device.name) for device in (*places.here, *places.there)}
        return {
            AUTO: automatic,
            **({} if chosen == AUTO else {chosen: chosen}),
            **known,
            _OTHER: self.tr("Use another machine…"),
        }

    def _workers(self) -> dict[str, str]:
        return {
            WorkerKind.PROCESS: self.tr("A process of its own"),
            WorkerKind.THREAD: self.tr("The window’s process"),
        }

    def _precisions(self) -> dict[str, str]:
        return {AUTO: self.tr("Automatic")} | {precision.value: precision.value for precision in Precision}

    def _add_cache_rows(self, settings: Settings) -> None:
        self.cache_limit.arrange(0, LARGEST_CACHE_GB, 1, 1, self.tr(" GB"))
        self.cache_limit.show_number(settings.cache_limit_bytes / GB)
        self._add_row(self.tr("Keep tiles up to"), self.cache_limit)
        clear = self._clear = TextButton(
            self.tr("Clear"), ButtonKind.SECONDARY, self, tip=self.tr("Remove the tiles of photos that are not open")
        )
        clear.setObjectName("clear cache")
        clear.setAutoDefault(False)
        clear.clicked.connect(self.clear_cache_wanted)
        row = QHBoxLayout()
        row.addWidget(self._cache_size, 1)
        row.addWidget(clear)
        place = self._grid.rowCount()
        self._grid.addWidget(QLabel(self.tr("Cache"), self), place, 0)
        self._grid.addLayout(row, place, 1)
