"""Which libraries this program stands on, with their versions and licences, as their own metadata tell it."""

import re
from collections import deque
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import PurePosixPath

DISTRIBUTION = "enhancer-gui"

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
        found[name] = Library(known.metadata["Name"] or name, known.version, _licence_of(known))
        waiting.extend(_needed(known, with_extras=name == _folded(of)))
    found.pop(_folded(of), None)
    return tuple(sorted(found.values(), key=lambda library: library.name.casefold()))


def licence_text(name: str) -> str:
    """Return the texts of a library's licences, "" where it ships none."""
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


def _needed(known: Distribution, *, with_extras: bool) -> list[str]:
    """Return names that a distribution requires: those of extras only where asked for, tools of developers never."""
    names = []
    for requirement in known.requires or []:
        match = _NAME.match(requirement)
        is_left_out = _TOOLS.search(requirement) if with_extras else _EXTRA.search(requirement)
        if match is not None and not is_left_out:
            names.append(match.group())
    return names


def _licence_of(known: Distribution) -> str:
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
