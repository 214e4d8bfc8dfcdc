"""The house's own promises: core/ is bare, files stay small, each fact is said in one place."""

import ast
import importlib.metadata
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

import enhancer_gui

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "enhancer_gui"
LONGEST_FILE_LINES = 400


def readme_block(marker: str) -> str:
    found = re.search(rf"<!-- {marker} -->\n```\w+\n(.*?)\n```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert found is not None, f"README.md has no block marked {marker}"
    return found.group(1)


def test_that_core_imports_only_numpy_and_the_standard_library() -> None:
    allowed = sys.stdlib_module_names | {"numpy", "enhancer_gui"}
    foreign = {
        (path.name, name)
        for path in (PACKAGE / "core").glob("**/*.py")
        for name in imported_names(path)
        if name.split(".")[0] not in allowed
    }
    assert foreign == set()


def test_that_core_imports_nothing_above_it() -> None:
    above = {
        (path.name, name)
        for path in (PACKAGE / "core").glob("**/*.py")
        for name in imported_names(path)
        if name.split(".")[0] == "enhancer_gui" and not name.startswith("enhancer_gui.core")
    }
    assert above == set()


def imported_names(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names.add(node.module)
    return names


def test_that_no_file_needs_much_scrolling() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for folder in (PACKAGE, ROOT / "tests")
        for path in folder.glob("**/*.py")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE_LINES} == {}


def test_that_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" not in project
    said = re.compile(rf"[\"']{re.escape(enhancer_gui.__version__)}[\"']")
    places = [path for path in PACKAGE.glob("**/*.py") if said.search(path.read_text("utf-8"))]
    assert places == [PACKAGE / "__init__.py"]


def test_that_the_installed_version_is_the_packages_own() -> None:
    assert importlib.metadata.version("enhancer-gui") == enhancer_gui.__version__


def test_that_each_command_leads_to_a_module() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    targets = [*project["scripts"].values(), *project["gui-scripts"].values()]
    missing = [target for target in targets if importlib.util.find_spec(target.split(":")[0]) is None]
    assert missing == []


@pytest.mark.skipif(sys.platform == "win32", reason="The proof is a shell script; Windows has no shell for it.")
def test_that_the_proof_runs_the_readme_test_command() -> None:
    listed = subprocess.run(
        ["bash", str(ROOT / ".ci" / "run"), "--list"], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    packages, command = listed.stdout.splitlines()
    assert command == readme_block("test-command")
    assert readme_block("system-packages").endswith(packages)
    assert "libegl1" in packages.split()


def test_that_the_proof_names_no_test_command_of_its_own() -> None:
    assert "pytest" not in (ROOT / ".ci" / "run").read_text("utf-8")


def test_that_the_desktop_entry_starts_a_command_that_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    entry = (ROOT / "packaging" / "linux" / "enhancer-gui.desktop").read_text("utf-8")
    started = re.search(r"^Exec=(\S+) %F$", entry, re.MULTILINE)
    assert started is not None
    assert started.group(1) in project["gui-scripts"]


def test_that_the_desktop_entry_and_the_store_page_name_the_same_file_types() -> None:
    linux = ROOT / "packaging" / "linux"
    listed = re.search(r"^MimeType=(.*);$", (linux / "enhancer-gui.desktop").read_text("utf-8"), re.MULTILINE)
    assert listed is not None
    page = ElementTree.parse(linux / "enhancer-gui.metainfo.xml")
    assert listed.group(1).split(";") == [element.text for element in page.iter("mediatype")]
