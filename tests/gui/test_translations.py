"""The window in other languages: nothing untranslated, nothing stale, nothing cut off."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from xml.etree import ElementTree

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from enhancer_gui.gui.actions import COMMANDS, keys_of
from enhancer_gui.gui.language import TRANSLATIONS_FOLDER, install_translations, language_for
from enhancer_gui.gui.panels.preset_words import CONTEXT
from enhancer_gui.gui.theme import apply_theme
from enhancer_gui.gui.widgets import SectionTitle
from enhancer_gui.storage.paths import resources_dir
from enhancer_gui.storage.settings import LanguageName, ThemeName
from tests.gui.panels import gallery
from tests.gui.panels.test_window_parts import cut_off

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "enhancer_gui" / "gui"
WORDS = sorted((resources_dir() / TRANSLATIONS_FOLDER).glob("*.ts"))
COLLECT = ("-no-obsolete", "-locations", "none", "-extensions", "py")
PLACEHOLDER = re.compile(r"\{\w*\}|%L?n")
TIME_LIMIT_S = 60


@dataclass(frozen=True)
class Message:
    context: str
    source: str
    words: str
    finished: bool
    counts: bool


def messages(ts: Path) -> tuple[Message, ...]:
    found = []
    for context in ElementTree.parse(ts).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found.append(
                Message(
                    context.findtext("name", ""),
                    message.findtext("source", ""),
                    translation.findtext("numerusform", translation.text or ""),
                    "type" not in translation.attrib,
                    "numerus" in message.attrib,
                )
            )
    return tuple(found)


def collected(into: Path) -> set[tuple[str, str]]:
    """Return what is to be translated in the code, as Qt's own tool finds it; `into` is brought up to date."""
    tool = Path(PySide6.__file__).parent / "lupdate"
    command: list[str | Path] = [tool, *COLLECT, SOURCES, "-ts", into]
    subprocess.run(command, check=True, capture_output=True, timeout=TIME_LIMIT_S)
    return {(message.context, message.source) for message in messages(into)}


@pytest.fixture
def chinese(qapp: QApplication, looks_and_language: None) -> QApplication:
    install_translations(qapp, LanguageName.CHINESE)
    apply_theme(qapp, ThemeName.DARK)
    return qapp


def test_that_there_is_a_file_of_words_for_every_language_offered() -> None:
    offered = set(LanguageName) - {LanguageName.SYSTEM, LanguageName.ENGLISH}
    assert {ts.stem for ts in WORDS} == {f"enhancer_{language.value}" for language in offered}


@pytest.mark.parametrize("ts", WORDS, ids=lambda ts: ts.stem)
def test_that_every_string_in_the_code_is_translated_and_no_other(ts: Path, tmp_path: Path) -> None:
    wanted = collected(Path(copyfile(ts, tmp_path / ts.name)))
    there = {(message.context, message.source) for message in messages(ts)}
    assert (sorted(wanted - there), sorted(there - wanted)) == ([], [])
    assert [message for message in messages(ts) if not message.finished or not message.words] == []


@pytest.mark.parametrize("ts", WORDS, ids=lambda ts: ts.stem)
def test_that_translations_fill_in_the_same_values(ts: Path) -> None:
    differing = [m for m in messages(ts) if set(PLACEHOLDER.findall(m.source)) != set(PLACEHOLDER.findall(m.words))]
    assert differing == []


@pytest.mark.parametrize("ts", WORDS, ids=lambda ts: ts.stem)
def test_that_the_compiled_words_are_those_of_the_source(ts: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(ts.with_suffix(".qm")))
    stale = [
        message
        for message in messages(ts)
        if translator.translate(message.context, message.source, None, 2 if message.counts else -1) != message.words
    ]
    assert stale == [], "Run pyside6-lrelease on the .ts file."


def test_that_shipped_presets_are_offered_for_translation() -> None:
    presets = [json.loads(file.read_bytes()) for file in (resources_dir() / "presets").glob("*.json")]
    recipes = [preset.get("recipe", preset) for preset in presets]
    shipped = {words for recipe in recipes for words in (recipe["name"], recipe["summary"])}
    for ts in WORDS:
        assert {message.source for message in messages(ts) if message.context == CONTEXT} == shipped


@pytest.mark.parametrize("scene", ["side_panel", "side_panel_errors", "side_panel_empty", "empty", "window"])
def test_that_no_chinese_words_are_cut_off(qtbot: QtBot, chinese: QApplication, scene: str) -> None:
    page = gallery.SCENES[scene]()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: cut_off(page) == [])
    assert QCoreApplication.translate("SavePanel", "Format") == "格式"


def test_that_keys_that_are_written_alike_are_listed_once(chinese: QApplication) -> None:
    listed = [keys_of(facts).split("  ") for facts in COMMANDS.values()]
    assert [keys for keys in listed if len(keys) != len(set(keys))] == []


def test_that_section_titles_are_spaced_capitals_only_where_there_are_capitals(
    qtbot: QtBot, chinese: QApplication
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    english, own = SectionTitle("Steps", parent).font(), SectionTitle("步骤", parent).font()
    assert (english.capitalization(), own.capitalization()) == (
        QFont.Capitalization.AllUppercase,
        QFont.Capitalization.MixedCase,
    )
    assert own.letterSpacing() == QFont().letterSpacing()


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (["zh-Hans-CN", "zh-CN", "zh"], LanguageName.CHINESE),
        (["zh-Hans-SG", "zh-SG", "zh-Hans", "zh"], LanguageName.CHINESE),
        (["de-DE", "de", "zh-Hans-CN"], LanguageName.CHINESE),
        (["en-GB", "en", "zh-Hans-CN"], LanguageName.ENGLISH),
        (["de-DE", "de"], LanguageName.ENGLISH),
        (["C"], LanguageName.ENGLISH),
        ([], LanguageName.ENGLISH),
    ],
)
def test_that_the_dearest_language_that_is_spoken_is_taken(wanted: list[str], language: LanguageName) -> None:
    assert language_for(wanted) is language
