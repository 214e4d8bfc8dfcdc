"""Which libraries this program stands on, with their versions and licences, as their own metadata tell it.

A frozen program has no such metadata: what it is made of was written down when it was frozen (packaging/licences).
"""

import re
from collections import deque
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter

from enhancer_gui.storage.paths import resources_dir

DISTRIBUTION = "enhancer-gui"
BUNDLED_FOLDER = "licences"
"""Below the resources of a frozen program: a text for each library, and the index."""
BUNDLED_INDEX = "index.json"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA = re.compile(r"\bextra\s*==")
_TOOLS = re.compile(r"\bextra\s*==\s*['\"]dev['\"]")
_LICENCE_FILE = re.compile(r"^(licen[cs]e|copying|notice)", re.IGNORECASE)
_CLASSIFIER = "License :: "
_LONGEST_NAME = 60
"""Some packages put the whole text into the field that is meant for a name."""

_MOST_BYTES = 400_000
"""The longest text (torch's, with all it bundles) has 0.6 MB: who reads on opens the file."""


@dataclass(frozen=True)
class Library:
    """An installed library; `licence` is a name or SPDX expression, "" where its metadata say nothing."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True)
class _Bundled:
    """A library of a frozen program; `file` holds the text of its licence."""

    name: str
    version: str
    licence: str
    file: str


def used_libraries() -> tuple[Library, ...]:
    """Return what this program is made of, sorted by name: what it was frozen with, or what is installed."""
    if (bundled := _bundled(_bundled_folder())) is not None:
        return tuple(Library(entry.name, entry.version, entry.licence) for entry in bundled)
    return installed_libraries()


def installed_libraries(of: str = DISTRIBUTION) -> tuple[Library, ...]:
    """Return what a distribution needs, directly or not, as far as it is installed, sorted by name."""
    found: dict[str, Library] = {}
    waiting = deque([of])
    while waiting:
        name = _folded(waiting.popleft())
        if name in found:
            continue
        try:
            known = distribution(name)
        except PackageNotFoundError:
            continue
        found[name] = Library(known.metadata["Name"] or name, known.version, licence_name(known))
        waiting.extend(_needed(known, with_extras=name == _folded(of)))
    found.pop(_folded(of), None)
    return tuple(sorted(found.values(), key=lambda library: library.name.casefold()))


def licence_text(name: str) -> str:
    """Return the texts of a library's licences, "" where it ships none."""
    folder = _bundled_folder()
    if (bundled := _bundled(folder)) is not None:
        files = [folder / entry.file for entry in bundled if entry.name == name]
        return "\n\n".join(file.read_text(encoding="utf-8")[:_MOST_BYTES] for file in files)
    return _installed_text(name)


def _installed_text(name: str) -> str:
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        return ""
    texts = []
    for file in files:
        parts = PurePosixPath(str(file))
        if _LICENCE_FILE.match(parts.name) and any(part.endswith(".dist-info") for part in parts.parts):
            try:
                text = file.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                continue  # listed, but not there or no text: the name of the licence must do
            texts.append(text[:_MOST_BYTES].strip())
    return "\n\n".join(dict.fromkeys(texts))


def _bundled_folder() -> Path:
    return resources_dir() / BUNDLED_FOLDER


def _bundled(folder: Path) -> list[_Bundled] | None:
    """Return what this program was frozen with, None where it was not."""
    index = folder / BUNDLED_INDEX
    return TypeAdapter(list[_Bundled]).validate_json(index.read_bytes()) if index.is_file() else None


def _needed(known: Distribution, *, with_extras: bool) -> list[str]:
    """Return names that a distribution requires: those of extras only where asked for, tools of developers never."""
    names = []
    for requirement in known.requires or []:
        match = _NAME.match(requirement)
        is_left_out = _TOOLS.search(requirement) if with_extras else _EXTRA.search(requirement)
        if match is not None and not is_left_out:
            names.append(match.group())
    return names


def licence_name(known: Distribution) -> str:
    """Return the name or SPDX expression of a distribution's licence, "" where its metadata say nothing."""
    metadata = known.metadata
    if expression := "".join(metadata.get_all("License-Expression", [])):
        return expression
    named = "".join(metadata.get_all("License", [])).strip()
    if named and "\n" not in named and len(named) <= _LONGEST_NAME and named != "UNKNOWN":
        return named
    classified = [
        value.split(" :: ")[-1] for value in metadata.get_all("Classifier") or [] if value.startswith(_CLASSIFIER)
    ]
    return ", ".join(classified)


def _folded(name: str) -> str:
    """Return a name as distributions are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
