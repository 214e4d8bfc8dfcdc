"""Errors and notes from below the window are in the user's language, whoever said them and with whatever values."""

import errno
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel

from enhancer_gui.backends.address import parse_address
from enhancer_gui.backends.reach import unreachable, with_tiles_kept
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import FileFormat, Recipe
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.engine.weights import load_state
from enhancer_gui.gui.language import install_translations
from enhancer_gui.gui.sentences import patterns, phrases, words_of, words_of_error
from enhancer_gui.gui.sentences.telling import CONTEXT
from enhancer_gui.jobs.naming import render_name
from enhancer_gui.storage.disk_room import check_room
from enhancer_gui.storage.download_faults import fault_of, refusal_of
from enhancer_gui.storage.download_terms import Wanted, disk_error, must_be_size
from enhancer_gui.storage.photo_formats import PhotoHeader, check_header
from enhancer_gui.storage.photos import read_photo
from enhancer_gui.storage.recipe_codec import recipe_from_dict
from enhancer_gui.storage.settings import LanguageName
from tests.gui.rig import Rig, backend, models, rig
from tests.packaging.loading import ROOT, load

__all__ = ["backend", "models", "rig"]

CHINESE = re.compile(r"[一-鿿]")
ENGLISH = re.compile(r"\b[a-z]{3,}\b (?:[a-z]+\b)")
"""Two words of prose in a row; names of files, formats and commands have none."""
URL = "https://models.example/net.pth"
WANTED = Wanted("Photo 4×", (URL,), sha256=None, size_bytes=2_000_000)


@pytest.fixture
def chinese(qapp: QApplication, looks_and_language: None) -> None:
    install_translations(qapp, LanguageName.CHINESE)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def cut_off_photo(folder: Path) -> Path:
    path = folder / "sea.png"
    Image.fromarray(np.zeros((64, 64, 3), np.uint8)).save(path)
    path.write_bytes(path.read_bytes()[:60])
    return path


def photo_without_rights(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = written(folder / "sea.png", b"x")

    def refuse(*_arguments: object, **_options: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr("os.open", refuse)
    return path


def check_room_on_a_full_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": 5_000_000})())
    check_room([(folder, 90_000_000)])


def server_gone(error: Exception) -> EnhancerError:
    return with_tiles_kept(unreachable(parse_address("http://studio:8765"), error))


def refusal(status: int) -> EnhancerError:
    return refusal_of(httpx.Response(status, request=httpx.Request("GET", URL)), WANTED)


def told(error: EnhancerError) -> None:
    raise error


Case = Callable[[Path, pytest.MonkeyPatch], object]

CASES: dict[str, Case] = {
    "photo that is gone": lambda folder, _: read_photo(folder / "gone.png"),
    "empty file": lambda folder, _: read_photo(written(folder / "sea.png", b"")),
    "folder": lambda folder, _: read_photo(folder),
    "damaged file": lambda folder, _: read_photo(cut_off_photo(folder)),
    "unknown format": lambda folder, _: read_photo(written(folder / "sea.png", b"words and words")),
    "document": lambda folder, _: read_photo(written(folder / "sea.png", b"%PDF-1.7 and so on")),
    "no permission": lambda folder, patch: read_photo(photo_without_rights(folder, patch)),
    "disk full": check_room_on_a_full_disk,
    "too large for the format": lambda *_: check_header(
        PhotoHeader(70_000, 10, BitDepth.U8, FileFormat.JPEG, quality=90)
    ),
    "disk full in a download": lambda folder, _: told(
        disk_error(OSError(errno.ENOSPC, "No space left on device"), WANTED, folder / "net.pth")
    ),
    "disk broken in a download": lambda folder, _: told(
        disk_error(OSError(errno.EIO, "Input/output error"), WANTED, folder / "net.pth")
    ),
    "no network": lambda *_: told(fault_of(httpx.ConnectError("no route"), URL, WANTED, 0)),
    "network cut": lambda *_: told(fault_of(httpx.ReadError("cut"), URL, WANTED, 1_500_000)),
    "model gone": lambda *_: told(refusal(404)),
    "site busy": lambda *_: told(refusal(503)),
    "another file": lambda *_: must_be_size(WANTED, 1_000_000, 2_000_000),
    "weights missing": lambda folder, _: load_state(folder / "net.safetensors"),
    "weights changed": lambda folder, _: load_state(written(folder / "net.safetensors", b"x"), sha256="0" * 64),
    "machine off": lambda *_: told(server_gone(httpx.ConnectTimeout("late"))),
    "machine without server": lambda *_: told(server_gone(ConnectionRefusedError())),
    "no address": lambda *_: parse_address("ftp://studio"),
    "size too large": lambda *_: SizeTarget(SizeMode.SCALE, 40).dimensions(100, 100),
    "no size": lambda *_: SizeTarget(SizeMode.SCALE, 0),
    "recipe refused": lambda *_: recipe_from_dict({"name": "x", "magic": 1}),
    "name pattern": lambda folder, _: render_name("{magic}", folder / "sea.png", Recipe("x", "x", ()), (9, 9)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_that_an_error_is_told_in_chinese(
    chinese: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    with pytest.raises(EnhancerError) as caught:
        case(tmp_path, monkeypatch)
    for part in filter(None, (caught.value.message, caught.value.remedy)):
        said = words_of(part)
        assert CHINESE.search(said), part
        assert not ENGLISH.search(said.replace("enhancer serve", "")), said
    assert "。 " not in words_of_error(caught.value), "Chinese sentences follow one another without a space"


def test_that_an_error_without_a_translator_stays_as_it_was_said(tmp_path: Path) -> None:
    with pytest.raises(EnhancerError) as caught:
        read_photo(tmp_path / "gone.png")
    assert words_of_error(caught.value) == str(caught.value)


def test_that_values_are_put_where_the_language_wants_them(chinese: None) -> None:
    assert words_of("“net” is no longer at models.example.") == "models.example 上已没有“net”。"


def test_that_no_file_is_renamed_by_its_translation(chinese: None) -> None:
    assert "“Try again.”" in words_of("“Try again.” is empty.")
    assert "“a web page”" in words_of("“a web page” does not exist.")


def test_that_titles_of_models_are_those_of_the_window(chinese: None) -> None:
    assert words_of("The weights of “Mend scratches” are missing.") == "缺少“修补划痕”的权重。"


def test_that_words_that_nobody_knows_stay(chinese: None) -> None:
    assert words_of("Quite another thing happened") == "Quite another thing happened"
    assert words_of("") == ""


def test_that_sentences_in_a_row_are_told_one_after_the_other(chinese: None) -> None:
    assert words_of("“a. B.png” is empty. Choose a photo.") == "“a. B.png”是空文件。请选择一张照片。"


def test_that_the_tables_are_what_the_code_says() -> None:
    collector = load("translations/collect_sentences.py")
    tables = {layer: found for layer, found in collector.collected().items() if found}
    kept = {layer: getattr(patterns, f"of_{layer}").PATTERNS for layer in tables}
    assert kept == tables, "Run packaging/translations/collect_sentences.py and translate what is new."


def test_that_every_phrase_is_said_below_the_window() -> None:
    layers = ("core", "storage", "backends")
    code = "".join(
        path.read_text("utf-8") for layer in layers for path in (ROOT / "enhancer_gui" / layer).rglob("*.py")
    )
    parts = {piece for phrase in phrases.PHRASES for piece in re.split(r"\{\d+\}", phrase)}
    assert [piece for piece in parts if piece not in code] == []
    assert set(phrases.TASKS) == {task.value for task in Task}


def test_that_every_sentence_and_phrase_has_a_translation_of_its_own(chinese: None) -> None:
    untold = [source for source in patterns.all_sources() if QCoreApplication.translate(CONTEXT, source) == source]
    assert untold == []


def test_that_no_sentence_is_taken_for_another() -> None:
    """A pattern may fit another sentence too; the right one comes first."""
    mistaken = []
    for source in patterns.all_sources():
        text = re.sub(r"\{(\d+)\}", r"value\1", source)
        first, values = next(patterns.recognised(text))
        found = "".join(value.text for value in values)  # two values side by side cannot be told apart
        if first.source != source or found != "".join(re.findall(r"value\d", text)):
            mistaken.append((source, first.source))
    assert mistaken == []


def test_that_a_damaged_photo_says_so_in_the_window(chinese: None, rig: Rig, tmp_path: Path) -> None:
    rig.drop(cut_off_photo(tmp_path))
    page = rig.window.problem
    rig.wait(page.isVisible)
    shown = [label.text() for label in page.findChildren(QLabel) if label.text()]
    assert shown == ["“sea.png”已损坏、不完整，或属于少见的类型。", "请从来源处重新复制，或用其他程序打开后另存。"]
