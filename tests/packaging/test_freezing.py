"""What goes into the frozen folder, what stays out, and under whose licences it is."""

import json
import re
import sysconfig
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from imagecodecs.imagecodecs import _ATTRIBUTES

import enhancer_gui
from enhancer_gui.storage import libraries
from tests.packaging.loading import PACKAGING, ROOT, load

leave_out = load("pyinstaller/leave_out.py")
collect = load("licences/collect.py")

CALLS = re.compile(r"imagecodecs\.(\w+_(?:en|de)code|cms_\w+)")
PIN = re.compile(r"^([A-Za-z0-9_-]+)==(\S+)$", re.MULTILINE)


def test_that_every_codec_that_the_program_calls_is_bundled() -> None:
    hook = load("pyinstaller/hooks/hook-imagecodecs.py")
    sources = [path.read_text("utf-8") for path in (ROOT / "enhancer_gui").rglob("*.py")]
    called = {name for source in sources for name in CALLS.findall(source)}
    assert len(called) >= 8
    needed = {f"imagecodecs.{_ATTRIBUTES[name]}" for name in called}
    assert needed - set(hook.hiddenimports) == set()


def test_that_the_frozen_program_has_the_versions_of_the_container() -> None:
    def pins(path: str) -> dict[str, str]:
        return {name.lower(): pin for name, pin in PIN.findall((PACKAGING / path).read_text("utf-8"))}

    frozen, container = pins("pyinstaller/requirements.txt"), pins("container/requirements.txt")
    assert {name: frozen.get(name) for name in container} == container


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/imageformats/libqwebp.so", True),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6\\plugins\\tls\\qopensslbackend.dll", False),
        ("libQt6Quick.so.6", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("enhancer_gui/_resources/translations/enhancer_zh_CN.qm", True),
    ],
)
def test_that_what_is_never_used_stays_out(path: str, wanted: bool) -> None:
    assert leave_out.is_wanted(path) is wanted


def test_that_libraries_that_only_unwanted_plugins_needed_stay_out() -> None:
    entries = [
        ("PySide6/plugin.so", "/packages/PySide6/plugin.so", "BINARY"),
        ("lib-dynload/_ssl.so", "/python/_ssl.so", "EXTENSION"),
        ("libpython3.11.so.1.0", "/python/libpython3.11.so.1.0", "BINARY"),
        *((f"lib{name}.so", f"/usr/lib/lib{name}.so", "BINARY") for name in ("x11", "xcb", "ssl", "gtk", "pango")),
        ("libplugin.so", "PySide6/plugin.so", "SYMLINK"),
    ]
    needs = {
        "/packages/PySide6/plugin.so": ["libx11.so", "libc.so"],
        "/usr/lib/libx11.so": ["libxcb.so"],
        "/python/_ssl.so": ["libssl.so"],
        "/usr/lib/libgtk.so": ["libpango.so"],
    }
    kept = leave_out.without_orphans(entries, "/packages", lambda path: needs.get(path, []))
    assert kept == [entry for entry in entries if entry[0] not in {"libgtk.so", "libpango.so"}]


def test_that_no_link_leads_nowhere() -> None:
    there, data = ("a/x.so", "/p/x.so", "BINARY"), ("b/y.so", "/p/y.so", "DATA")
    links = [("x.so", "a/x.so", "SYMLINK"), ("c/y.so", "../b/y.so", "SYMLINK"), ("z.so", "a/z.so", "SYMLINK")]
    assert leave_out.without_loose_links([there, *links], [data])[:2] == [there, links[0]]
    assert links[2] not in leave_out.without_loose_links([there, *links], [data])


def test_that_large_libraries_lose_the_names_of_inner_functions(tmp_path: Path) -> None:
    def strip(source: str, copy: Path) -> None:
        copy.write_text(source, "utf-8")

    entries = [
        ("torch/lib/libtorch_cpu.so", "/p/torch/lib/libtorch_cpu.so", "BINARY"),
        ("libpython3.11.so.1.0", "/python/libpython3.11.so.1.0", "BINARY"),
        ("libtorch_cpu.so", "torch/lib/libtorch_cpu.so", "SYMLINK"),
        ("numpy.libs/libscipy_openblas64_-32a4b2a6.so", "/p/numpy.libs/openblas.so", "BINARY"),
    ]
    torch, python, *others = leave_out.without_names(entries, tmp_path / "copies", strip)
    assert others == entries[2:]
    assert (torch[0], python[0]) == (entries[0][0], entries[1][0])
    assert Path(torch[1]).read_text("utf-8") == entries[0][1] and Path(python[1]).is_relative_to(tmp_path)


def test_that_every_file_leads_to_its_owner_and_its_licence() -> None:
    stdlib = Path(sysconfig.get_path("stdlib"))
    files = [Path(np.__file__), Path(enhancer_gui.__file__), stdlib / "json" / "decoder.py", stdlib / "os.py"]
    components = {component.name: component for component in collect.components_of(files)}
    assert "numpy" in components and len(components) == 2
    assert components["numpy"].version == version("numpy")
    assert "Redistribution and use" in components["numpy"].text
    (interpreter,) = (component for name, component in components.items() if name != "numpy")
    assert "PYTHON SOFTWARE FOUNDATION" in interpreter.text.upper()


def test_that_qt_comes_with_the_licences_that_its_wheel_lacks() -> None:
    import PySide6

    (qt,) = [found for found in collect.components_of([Path(PySide6.__file__)]) if "PySide6" in found.name]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt.text and "GNU GENERAL PUBLIC LICENSE" in qt.text
    assert "download.qt.io" in qt.text


def test_that_a_file_of_nobody_fails_the_build(tmp_path: Path) -> None:
    strange = tmp_path / "strange.so"
    strange.touch()
    with pytest.raises(collect.NobodysFile, match="whose"):
        collect.components_of([strange])


def test_that_an_owner_without_a_text_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "_MISSING_TEXTS", {})
    import PySide6

    with pytest.raises(collect.NobodysFile, match="No text of a licence is shipped by: PySide6"):
        collect.components_of([Path(PySide6.__file__)])


def test_that_the_window_lists_what_was_written_when_it_was_frozen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    components = (collect.Component("a lib", "1.2", "MIT", "Be free."), collect.Component("Zlib", "3", "", "As it is."))
    collect.write_licences(components, tmp_path / libraries.BUNDLED_FOLDER)
    monkeypatch.setattr(libraries, "resources_dir", lambda: tmp_path)
    assert [(known.name, known.version, known.licence) for known in libraries.used_libraries()] == [
        ("a lib", "1.2", "MIT"),
        ("Zlib", "3", ""),
    ]
    assert libraries.licence_text("a lib") == "Be free.\n"
    assert libraries.licence_text("unknown") == ""
    assert len(json.loads((tmp_path / libraries.BUNDLED_FOLDER / libraries.BUNDLED_INDEX).read_text("utf-8"))) == 2
    collect.write_as_one(components, tmp_path / "all.txt")
    assert "Be free." in (tmp_path / "all.txt").read_text("utf-8")
