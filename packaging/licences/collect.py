"""Which licences the files of a frozen program are under: every single file has an owner, or freezing fails.

A file belongs to an installed distribution (its RECORD lists it), to Python, or to a package of the system (on Debian
and Ubuntu dpkg knows which). Each owner is one component, with the texts that it ships.
"""

import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path
from platform import python_version
from shutil import which

import enhancer_gui
from enhancer_gui.storage.libraries import BUNDLED_INDEX, DISTRIBUTION, licence_name

TEXTS = Path(__file__).resolve().parent / "texts"
OWN_FOLDER = Path(enhancer_gui.__file__).parent
PYTHON_NAME = "Python"

_TEXT_NAME = re.compile(r"^(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
_VENDORED = re.compile(r"(^|/)(_vendor|testing|tests?)/", re.IGNORECASE)
_MISSING_TEXTS = {
    "PySide6_Essentials": ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
}
"""What these wheels should ship and do not."""


class NobodysFile(Exception):
    """A file is bundled whose licence cannot be told."""


@dataclass(frozen=True)
class Component:
    """Something that is bundled: its licence's name as it tells it itself ("" where it does not), and the texts."""

    name: str
    version: str
    licence: str
    text: str


def components_of(files: Iterable[Path]) -> tuple[Component, ...]:
    """Return what some files belong to, sorted by name; the program itself is left out.

    Raises:
        NobodysFile: nothing tells whose a file is, or its owner ships no text of a licence.
    """
    found: dict[str, Component] = {}
    strange = []
    for file in files:
        if file.is_relative_to(OWN_FOLDER):
            continue
        if (owner := _owners().get(_key(file))) is not None:
            name = owner.metadata["Name"]
            if name not in found and name != DISTRIBUTION:
                found[name] = _of_distribution(owner)
        elif _is_python_s(file):
            found.setdefault(PYTHON_NAME, _python())
        else:
            strange.append(file)
    for component in _of_system(strange):
        found.setdefault(component.name, component)
    silent = sorted(component.name for component in found.values() if not component.text)
    if silent:
        raise NobodysFile(f"No text of a licence is shipped by: {', '.join(silent)}. Put it into {TEXTS}.")
    return tuple(sorted(found.values(), key=lambda component: component.name.casefold()))


def write_licences(components: Iterable[Component], folder: Path) -> None:
    """Write one text for each component and the index that the About dialog reads."""
    folder.mkdir(parents=True, exist_ok=True)
    index = []
    for component in components:
        file = re.sub(r"[^A-Za-z0-9._+-]", "-", component.name) + ".txt"
        (folder / file).write_text(component.text + "\n", encoding="utf-8")
        entry = {"name": component.name, "version": component.version, "licence": component.licence, "file": file}
        index.append(entry)
    (folder / BUNDLED_INDEX).write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def write_as_one(components: Iterable[Component], file: Path) -> None:
    """Write all in one text, for those who look into the folder rather than into the window."""
    line = "=" * 100
    parts = [
        f"{line}\n{component.name} {component.version}\n{component.licence}\n{line}\n\n{component.text}\n"
        for component in components
    ]
    file.write_text("Enhancer contains the following software of others.\n\n" + "\n".join(parts), encoding="utf-8")


@cache
def _owners() -> dict[str, Distribution]:
    """Return the owner of every file of every installed distribution."""
    return {_key(Path(str(owner.locate_file(file)))): owner for owner in distributions() for file in owner.files or []}


def _key(file: Path) -> str:
    """Return a path as paths are compared; links are left alone, which would cost a look at the disk for each."""
    return os.path.normcase(os.path.normpath(file))


def _of_distribution(owner: Distribution) -> Component:
    name = owner.metadata["Name"]
    texts = []
    for file in owner.files or []:
        if _TEXT_NAME.match(file.name) and not _VENDORED.search(file.as_posix()) and file.suffix != ".py":
            located = Path(str(owner.locate_file(file)))
            if located.is_file():
                texts.append(located.read_text(encoding="utf-8", errors="replace").strip())
    texts += [(TEXTS / missing).read_text(encoding="utf-8").strip() for missing in _MISSING_TEXTS.get(name, ())]
    return Component(name, owner.version, licence_name(owner), _joined(texts))


def _is_python_s(file: Path) -> bool:
    """Return whether a file is of the interpreter: its library, or what lies beside it."""
    packages = Path(sysconfig.get_path("purelib")).resolve()
    bases = {Path(sys.base_prefix).resolve(), Path(sysconfig.get_path("stdlib")).resolve().parent.parent}
    bases -= {Path("/usr"), Path("/")}  # there lies the whole system; what is Python's is found by its package
    resolved = file.resolve()
    stdlib = Path(sysconfig.get_path("stdlib")).resolve()
    return not resolved.is_relative_to(packages) and (
        resolved.is_relative_to(stdlib) or any(resolved.is_relative_to(base) for base in bases)
    )


def _python() -> Component:
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    texts = [file.read_text(encoding="utf-8") for place in places if (file := place / "LICENSE.txt").is_file()]
    return Component(PYTHON_NAME, python_version(), "PSF-2.0", _joined(texts))


def _of_system(files: list[Path]) -> Iterator[Component]:
    """Yield the packages of the system that some files come from."""
    if not files:
        return
    if which("dpkg-query") is None:
        raise NobodysFile(f"Nothing tells whose these files are: {', '.join(map(str, files))}.")
    for package in _packages_of(files):
        shown = subprocess.run(
            ["dpkg-query", "--show", "--showformat=${source:Package}|${Version}", package],
            capture_output=True,
            text=True,
            check=True,
        )
        source, version = shown.stdout.split("|")
        text = Path("/usr/share/doc") / package.split(":")[0] / "copyright"
        yield Component(source, version, "", text.read_text(encoding="utf-8", errors="replace").strip())


def _packages_of(files: list[Path]) -> list[str]:
    """Return the packages that files are from, asked by each name that they have: /lib may be a link to /usr/lib."""
    names = {file: (str(file), real := str(file.resolve()), real.removeprefix("/usr"), f"/usr{file}") for file in files}
    wanted = sorted({name for several in names.values() for name in several})
    asked = subprocess.run(["dpkg-query", "--search", *wanted], capture_output=True, text=True, check=False)
    packages: dict[str, str] = {}
    for line in asked.stdout.splitlines():
        package, _, path = line.partition(": ")
        packages[path] = package.split(",")[0]
    strange = [file for file, several in names.items() if packages.keys().isdisjoint(several)]
    if strange:
        raise NobodysFile(f"Nothing tells whose these files are: {', '.join(map(str, strange))}.")
    return sorted({packages[name] for several in names.values() for name in several if name in packages})


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(dict.fromkeys(text for text in texts if text.strip())).strip()
