"""What desktops and installers are told: valid by their own checkers, one version, one name, one table of types."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PIL import Image

import enhancer_gui
from enhancer_gui.storage.format_table import READABLE, Kind
from tests.packaging.loading import PACKAGING, ROOT, load

LINUX = PACKAGING / "linux"
DESKTOP = LINUX / "enhancer-gui.desktop"
PAGE = LINUX / "enhancer-gui.metainfo.xml"
WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
APP_ID = ElementTree.parse(PAGE).findtext("id") or ""
NOT_BUNDLED = {Kind.HEIC, Kind.EXR}


@pytest.fixture(scope="module")
def file_types() -> ModuleType:
    return load("file_types.py")


@pytest.fixture(scope="module")
def install_tree() -> ModuleType:
    return load("linux/install_tree.py")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that looks like a frozen program."""
    folder = tmp_path_factory.mktemp("bundle")
    for name in ("enhancer", "enhancer-gui", "LICENSE", "THIRD_PARTY.txt"):
        (folder / name).write_text(name, "utf-8")
    return folder


@pytest.fixture(scope="module")
def tree(install_tree: ModuleType, bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a prefix into which that program is installed."""
    prefix = tmp_path_factory.mktemp("prefix")
    install_tree.install(bundle, prefix, enhancer_gui.__version__)
    return prefix


def checked(*command: str | Path) -> str:
    """Return what a checker says, which must be content; skips where it is not installed."""
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed here.")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_that_the_desktop_entry_is_valid(tree: Path) -> None:
    assert checked("desktop-file-validate", DESKTOP) == ""
    assert checked("desktop-file-validate", tree / "share/applications/enhancer-gui.desktop") == ""


def test_that_the_store_page_is_valid(tree: Path) -> None:
    said = checked("appstreamcli", "validate", "--no-net", tree / f"share/metainfo/{APP_ID}.metainfo.xml")
    assert not re.search(r"^[EW]:", said, re.MULTILINE), said


def test_that_the_installed_page_tells_the_present_version_and_nothing_else_does(tree: Path) -> None:
    page = ElementTree.parse(tree / f"share/metainfo/{APP_ID}.metainfo.xml")
    assert [release.get("version") for release in page.iter("release")] == [enhancer_gui.__version__]
    folders = ("linux", "macos", "windows", "pyinstaller", "icons", "licences")
    files = [WORKFLOW, *(file for folder in folders for file in (PACKAGING / folder).rglob("*") if file.is_file())]
    said = re.compile(rf"(?<![\d.]){re.escape(enhancer_gui.__version__)}(?![\d.])")
    scripts = [file for file in files if file.suffix not in {".txt", ".pyc"}]
    assert [file for file in scripts if said.search(file.read_text("utf-8"))] == []


def test_that_each_installer_asks_for_the_version() -> None:
    assert "AppVersion={#AppVersion}" in (PACKAGING / "windows/enhancer.iss").read_text("utf-8")
    assert "enhancer_gui.__version__" in (PACKAGING / "windows/build.ps1").read_text("utf-8")
    assert "enhancer_gui.__version__" in (PACKAGING / "macos/make_dmg.sh").read_text("utf-8")
    assert "version=__version__" in (PACKAGING / "pyinstaller/enhancer.spec").read_text("utf-8")
    assert "'v' + enhancer_gui.__version__ ==" in WORKFLOW.read_text("utf-8")


def test_that_the_program_has_one_id() -> None:
    (manifest,) = (LINUX / "flatpak").glob("*.yml")
    assert manifest.stem == APP_ID
    text = manifest.read_text("utf-8")
    assert set(re.findall(r"io\.[a-z_.]+", text.replace(".yml", ""))) == {APP_ID}
    assert re.search(rf"^id: {re.escape(APP_ID)}$", text, re.MULTILINE)
    assert "bundle_identifier=ElementTree.parse" in (PACKAGING / "pyinstaller/enhancer.spec").read_text("utf-8")


def test_that_all_that_is_bundled_can_be_opened_from_outside(file_types: ModuleType) -> None:
    assert set(file_types.FILE_TYPES) == set(READABLE) - NOT_BUNDLED
    pins = (PACKAGING / "pyinstaller/requirements.txt").read_text("utf-8")
    assert re.search(r"^rawpy==", pins, re.MULTILINE)
    assert not re.search(r"^(pillow[-_]heif|OpenEXR)", pins, re.MULTILINE)


def test_that_linux_is_told_the_same_file_types(file_types: ModuleType) -> None:
    assert f"MimeType={';'.join(file_types.mime_types())};\n" in DESKTOP.read_text("utf-8")


def test_that_macos_and_windows_are_told_the_same_file_types(file_types: ModuleType) -> None:
    wanted = {suffix for kind in set(READABLE) - NOT_BUNDLED for suffix in READABLE[kind].suffixes}
    extensions = [f".{name}" for entry in file_types.document_types() for name in entry["CFBundleTypeExtensions"]]
    assert sorted(extensions) == sorted(wanted)
    lines = file_types.registry_lines()
    for suffix in wanted:
        assert any(f'SupportedTypes"; ValueType: string; ValueName: "{suffix}"' in line for line in lines), suffix
        assert any(rf"Software\Classes\{suffix}\OpenWithProgids" in line for line in lines), suffix
    assert all("uninsdelete" in line for line in lines)


def test_that_no_installer_takes_photos_away_from_other_programs(file_types: ModuleType) -> None:
    assert {entry["LSHandlerRank"] for entry in file_types.document_types()} == {"Alternate"}
    own = re.compile(r'Subkey: "Software\\Classes\\\.\w+"')
    text = (PACKAGING / "windows/enhancer.iss").read_text("utf-8") + "\n".join(file_types.registry_lines())
    assert own.search(text) is None


@pytest.mark.skipif(sys.platform == "win32", reason="The tree is made of links, on Linux.")
def test_that_the_tree_holds_commands_icons_and_licences(tree: Path) -> None:
    for command in ("enhancer", "enhancer-gui"):
        link = tree / "bin" / command
        assert not link.readlink().is_absolute()
        assert link.read_text("utf-8") == command
    icons = tree / "share/icons/hicolor"
    for size in (16, 48, 128, 256):
        with Image.open(icons / f"{size}x{size}/apps/enhancer-gui.png") as icon:
            assert icon.size == (size, size)
    assert (icons / "scalable/apps/enhancer-gui.svg").is_file()
    assert {file.name for file in (tree / "share/licenses/enhancer").iterdir()} == {"LICENSE", "THIRD_PARTY.txt"}


def test_that_a_flatpak_s_files_bear_its_id(install_tree: ModuleType, bundle: Path, tmp_path: Path) -> None:
    install_tree.install(bundle, tmp_path, enhancer_gui.__version__, APP_ID)
    entry = (tmp_path / f"share/applications/{APP_ID}.desktop").read_text("utf-8")
    assert f"\nIcon={APP_ID}\n" in entry
    page = ElementTree.parse(tmp_path / f"share/metainfo/{APP_ID}.metainfo.xml")
    assert page.findtext("launchable") == f"{APP_ID}.desktop"
    assert (tmp_path / f"share/icons/hicolor/256x256/apps/{APP_ID}.png").is_file()
    assert [file.name for file in (tmp_path / "share/applications").iterdir()] == [f"{APP_ID}.desktop"]


def test_that_a_build_can_be_repeated(install_tree: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert install_tree.released() == "2026-01-01"


def test_that_icons_are_drawn_from_the_mark_in_every_size(tmp_path: Path) -> None:
    make_icons = load("icons/make_icons.py")
    make_icons.make_icons(tmp_path)
    for size in make_icons.PNG_SIZES:
        with Image.open(tmp_path / f"{size}x{size}.png") as icon:
            assert icon.size == (size, size)
            alpha = icon.getchannel("A")
            assert (alpha.getpixel((0, 0)), alpha.getpixel((size // 2, size // 2))) == (0, 255)
    with Image.open(tmp_path / "256x256.png") as icon:
        assert icon.getchannel("A").getpixel((20, 20)) == 0  # Qt ignores clip paths: the corners would be square
    with Image.open(tmp_path / "enhancer-gui.ico") as icon:
        assert {side for side, _ in icon.info["sizes"]} == set(make_icons.ICO_SIZES)
    with Image.open(tmp_path / "enhancer-gui.icns") as icon:
        assert {(512, 512, 2), (16, 16, 2)} <= set(icon.info["sizes"])


def test_that_what_the_workflow_calls_is_there() -> None:
    named = re.findall(r"(?:packaging|\.ci)[/\\][\w./\\-]+", WORKFLOW.read_text("utf-8"))
    assert len(named) >= 6
    assert [name for name in named if not (ROOT / name.replace("\\", "/")).is_file()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no shell for these scripts.")
@pytest.mark.parametrize("script", ["linux/AppRun", "linux/make_appimage.sh", "macos/make_dmg.sh"])
def test_that_scripts_are_programs_without_mistakes_of_grammar(script: str) -> None:
    assert os.access(PACKAGING / script, os.X_OK)
    subprocess.run(["bash", "-n", PACKAGING / script], check=True)


@pytest.mark.skipif(shutil.which("unsquashfs") is None, reason="squashfs-tools are not installed here.")
def test_that_an_appimage_is_a_runtime_and_the_program_behind_it(bundle: Path, tmp_path: Path) -> None:
    script = LINUX / "make_appimage.sh"
    program = tmp_path / "bundle"
    shutil.copytree(bundle, program)
    (program / "enhancer").write_text("#!/bin/sh\necho enhancer 1.2.3\n", "utf-8")
    (program / "enhancer").chmod(0o755)
    runtime = tmp_path / "runtime"
    runtime.write_bytes(b"\x7fELF\x02\x01\x01\x00AI\x02" + bytes(4085))
    environment = os.environ | {"PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}

    def made(**more: str) -> "subprocess.CompletedProcess[str]":
        command = [script, program, tmp_path]
        return subprocess.run(command, env=environment | more, capture_output=True, text=True, check=False)

    assert made().returncode == 3
    strange = made(APPIMAGE_RUNTIME=str(script))
    assert strange.returncode == 1 and "no runtime of AppImages" in strange.stderr
    done = made(APPIMAGE_RUNTIME=str(runtime))
    assert done.returncode == 0, done.stderr
    (image,) = tmp_path.glob("Enhancer-1.2.3-*.AppImage")
    assert image.read_bytes()[:4096] == runtime.read_bytes() and os.access(image, os.X_OK)
    inside = subprocess.run(
        ["unsquashfs", "-o", "4096", "-d", tmp_path / "inside", image], capture_output=True, text=True, check=False
    )
    assert inside.returncode == 0, inside.stderr
    said = subprocess.run([tmp_path / "inside" / "AppRun", "enhancer"], capture_output=True, text=True, check=True)
    assert said.stdout == "enhancer 1.2.3\n"
