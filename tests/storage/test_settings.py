import os
from dataclasses import replace
from pathlib import Path

import pytest

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import FileFormat, OnConflict
from enhancer_gui.storage.paths import config_dir
from enhancer_gui.storage.settings import LanguageName, Settings, ThemeName, load_settings, save_settings

OTHER = Settings(
    theme=ThemeName.LIGHT,
    language=LanguageName.CHINESE,
    output_folder=Path("/photos/写真"),
    format=FileFormat.TIFF,
    depth=BitDepth.U16,
    quality=80,
    on_conflict=OnConflict.SKIP,
    name_pattern="{name}",
    keep_metadata=False,
    device="cuda:1",
    precision="fp16",
    cache_limit_bytes=5,
    preset="clean",
    window_geometry="AAEC",
    panel_shown=False,
    filmstrip_shown=False,
    compare_mode="side_by_side",
    open_folder=Path("/home/ada"),
)


def test_that_settings_come_back(tmp_path: Path) -> None:
    for settings in (Settings(), OTHER):
        save_settings(settings, tmp_path / "s.json")
        assert load_settings(tmp_path / "s.json") == (settings, None)
    assert [path.name for path in tmp_path.iterdir()] == ["s.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows' names are always Unicode.")
def test_fault_10_that_a_folder_whose_name_is_no_unicode_is_remembered(tmp_path: Path) -> None:
    settings = replace(OTHER, output_folder=Path(os.fsdecode(b"/photos/\xff")))
    save_settings(settings, tmp_path / "s.json")
    assert load_settings(tmp_path / "s.json") == (settings, None)


def test_that_without_a_file_they_are_the_defaults_and_live_in_the_config_folder() -> None:
    assert load_settings() == (Settings(), None)
    save_settings(OTHER)
    assert (config_dir() / "settings.json").is_file()
    assert load_settings() == (OTHER, None)


def test_that_fields_unknown_or_missing_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"schema_version": 1, "quality": 70, "later": true}')
    assert load_settings(tmp_path / "s.json") == (replace(Settings(), quality=70), None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"quality": 70}',
        '{"schema_version": 1, "quality": 0}',
        '{"schema_version": 1, "theme": "x"}',
        "\0",
    ],
)
def test_fault_36_damaged_settings_are_kept_aside_and_replaced_by_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "s.json").write_text(text)
    settings, problem = load_settings(tmp_path / "s.json")
    assert settings == Settings()
    assert problem is not None
    assert "s.json.broken" in problem
    assert (tmp_path / "s.json.broken").read_text() == text
    assert not (tmp_path / "s.json").exists()
    save_settings(OTHER, tmp_path / "s.json")
    assert load_settings(tmp_path / "s.json") == (OTHER, None)


def test_fault_36_newer_settings_are_kept_aside(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"schema_version": 2, "theme": {"name": "sepia"}}')
    settings, problem = load_settings(tmp_path / "s.json")
    assert settings == Settings()
    assert problem is not None
    assert "newer version" in problem
    assert "sepia" in (tmp_path / "s.json.newer").read_text()


def test_fault_36_any_flipped_bit_gives_settings(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    save_settings(OTHER, path)
    whole = path.read_bytes()
    for position in range(0, len(whole), 5):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 1 << position % 8]) + whole[position + 1 :])
        settings, problem = load_settings(path)
        assert problem is None or settings == Settings()


def test_fault_07_settings_that_cannot_be_saved_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be saved"):
        save_settings(OTHER, tmp_path / "missing" / "s.json")
    settings, problem = load_settings(tmp_path)
    assert settings == Settings()
    assert problem is not None
