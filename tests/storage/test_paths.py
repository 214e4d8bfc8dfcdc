import ast
from pathlib import Path

import pytest

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.storage.paths import cache_dir, config_dir, log_dir, resources_dir, stores_dir

STORAGE = Path(__file__).resolve().parents[2] / "enhancer_gui" / "storage"


def test_that_a_home_of_ones_own_holds_all_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENHANCER_HOME", str(tmp_path / "home"))
    assert config_dir() == tmp_path / "home" / "config"
    assert cache_dir() == tmp_path / "home" / "cache"
    assert log_dir() == tmp_path / "home" / "log"
    assert stores_dir().parent == cache_dir()
    assert all(folder.is_dir() for folder in (config_dir(), cache_dir(), log_dir()))


def test_that_without_it_the_system_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENHANCER_HOME")
    monkeypatch.setattr("platformdirs.user_config_path", lambda name, appauthor: tmp_path / "system" / name)
    assert config_dir() == tmp_path / "system" / "enhancer"


def test_that_a_home_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ENHANCER_HOME", str(tmp_path / "file"))
    with pytest.raises(ConfigError, match="cannot be created"):
        config_dir()


def test_that_resources_are_found_in_a_checkout_and_in_a_wheel(tmp_path: Path) -> None:
    assert (resources_dir() / "presets").is_dir()
    package = tmp_path / "enhancer_gui"
    package.mkdir()
    with pytest.raises(ConfigError, match="data folder is missing"):
        resources_dir(package)
    (tmp_path / "resources").mkdir()
    assert resources_dir(package) == tmp_path / "resources"
    (package / "_resources").mkdir()
    assert resources_dir(package) == package / "_resources"


def test_fault_09_no_file_is_opened_by_a_library_that_cannot_read_every_name() -> None:
    files = list(STORAGE.glob("**/*.py"))
    assert len(files) > 10
    for path in files:
        names = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
        assert not names & {"imread", "imwrite"}, path
