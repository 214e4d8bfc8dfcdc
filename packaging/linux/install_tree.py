"""Puts the frozen program where a Linux system looks for it: what AppImage, Flatpak and distributions have in common.

    python packaging/linux/install_tree.py dist/Enhancer PREFIX [--id io.github...]

Below PREFIX: the folder in lib/enhancer, both commands in bin, desktop entry, icons, the page for software centres
with the present version, and licences. With --id the names are those that Flatpak lets out of its sandbox.
"""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

LINUX = Path(__file__).resolve().parent
sys.path.insert(0, str(LINUX.parent / "icons"))

import make_icons  # noqa: E402

NAME = "enhancer-gui"
COMMANDS = ("enhancer-gui", "enhancer")


def install(bundle: Path, prefix: Path, version: str, app_id: str | None = None) -> None:
    """Copy everything; what is there is replaced."""
    name = app_id or NAME
    program = prefix / "lib" / "enhancer"
    shutil.rmtree(program, ignore_errors=True)
    shutil.copytree(bundle, program, symlinks=True)
    commands = _folder(prefix / "bin")
    for command in COMMANDS:
        (commands / command).unlink(missing_ok=True)
        (commands / command).symlink_to(Path("..", "lib", "enhancer", command))
    entry = (LINUX / f"{NAME}.desktop").read_text("utf-8").replace(f"Icon={NAME}", f"Icon={name}")
    (_folder(prefix / "share/applications") / f"{name}.desktop").write_text(entry, "utf-8")
    _install_icons(prefix / "share/icons/hicolor", name)
    page = stamped(LINUX / f"{NAME}.metainfo.xml", version, released(), name)
    target = _folder(prefix / "share/metainfo") / f"{page.findtext('id')}.metainfo.xml"
    page.write(target, encoding="utf-8", xml_declaration=True)
    for file in ("LICENSE", "THIRD_PARTY.txt"):
        shutil.copy(bundle / file, _folder(prefix / "share/licenses/enhancer"))


def stamped(page: Path, version: str, date: str, name: str = NAME) -> "ElementTree.ElementTree[ElementTree.Element]":
    """Return the page for software centres with one release, and with other names for desktop entry and icon."""
    tree = ElementTree.parse(page)
    root = tree.getroot()
    releases = ElementTree.SubElement(root, "releases")
    ElementTree.SubElement(releases, "release", version=version, date=date)
    for element in root.iter("launchable"):
        element.text = f"{name}.desktop"
    for element in root.iter("icon"):
        element.text = name
    ElementTree.indent(tree)
    return tree


def released() -> str:
    """Return the day of the release: SOURCE_DATE_EPOCH where a build shall be repeatable, else today."""
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return time.strftime("%Y-%m-%d", time.gmtime(moment))


def _install_icons(theme: Path, name: str) -> None:
    for size in make_icons.PNG_SIZES:
        folder = _folder(theme / f"{size}x{size}" / "apps")
        make_icons.drawn(size).save(folder / f"{name}.png", optimize=True)
    shutil.copy(make_icons.MARK, _folder(theme / "scalable" / "apps") / f"{name}.svg")


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


if __name__ == "__main__":
    from enhancer_gui import __version__

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("prefix", type=Path)
    parser.add_argument("--id")
    arguments = parser.parse_args()
    install(arguments.bundle, arguments.prefix, __version__, arguments.id)
