"""Names of results: a pattern, a folder, and never the source."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from enhancer_gui.core.errors import PhotoError, RecipeError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import FileFormat, OnConflict, Recipe
from enhancer_gui.storage.photo_date import day_of
from enhancer_gui.storage.photos import is_same_file, resolve_format, suffix_of

TOKENS = ("name", "ext", "preset", "model", "scale", "width", "height", "date", "counter")
"""What a name pattern may hold, in braces."""

_COUNTER_DIGITS = 3
_AUTOMATIC = "auto"

_MOST_BYTES = 240
"""Of a name without its suffix: common file systems take 255 bytes; the rest is room for a number and the suffix."""

_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
"""Characters that some file system refuses (Windows' list), replaced by an underscore."""


@dataclass(frozen=True)
class NamedTarget:
    """Where a result goes; `skip` when one is there already and the recipe says to leave it."""

    path: Path
    skip: bool = False


@dataclass(frozen=True)
class NameFacts:
    """What a name can say beside photo and recipe.

    Attributes:
        counter: place of the photo in its run, from 1.
        day: on which the photo was taken; None looks into the photo, and takes today where that does not say.
    """

    counter: int = 1
    day: date | None = None


class Reserved:
    """Names that jobs will write. Asked about one, it does not look through the others."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        """Begin with these paths."""
        self._paths: set[str] = set()
        self._stems: set[str] = set()
        self._whole_stems: set[str] = set()
        for path in paths:
            self.add(path)

    def add(self, path: Path, also: Iterable[FileFormat] = ()) -> None:
        """Take a name; with further formats it takes all files of its stem."""
        self._paths.add(_caseless(path))
        self._stems.add(_caseless(path.with_suffix("")))
        if any(also):
            self._whole_stems.add(_caseless(path.with_suffix("")))

    def stands_in_the_way(self, path: Path, also: Iterable[FileFormat] = ()) -> bool:
        """Return whether a name, or with further formats any file of its stem, is taken on whatever file system."""
        stem = _caseless(path.with_suffix(""))
        return _caseless(path) in self._paths or stem in (self._stems if any(also) else self._whole_stems)


def render_name(
    pattern: str, source: Path, recipe: Recipe, source_size: tuple[int, int], facts: NameFacts | None = None
) -> str:
    """Return the file name without suffix that a pattern means for a photo of (width, height).

    The date is the day on which the photo was taken; the model is each one that the recipe names, "auto" where the
    program chooses by the size.

    Raises:
        RecipeError: the pattern has an unknown token, a lone brace, or gives an empty name.

    What is too long for a file system is cut off the photo's own name.
    """
    width, height = recipe.export.size.dimensions(*source_size)
    facts = facts or NameFacts()
    models = dict.fromkeys(step.model_id or _AUTOMATIC for step in recipe.active_steps)
    values = {
        "name": source.stem,
        "ext": source.suffix.removeprefix("."),
        "preset": recipe.id or "enhanced",
        "model": "+".join(models) or "none",
        "date": "",
        "counter": f"{facts.counter:0{_COUNTER_DIGITS}}",
        "scale": f"{recipe.export.size.factor(*source_size):.3g}x",
        "width": str(width),
        "height": str(height),
    }
    if "{date}" in pattern:
        values["date"] = (facts.day or day_of(source) or date.today()).isoformat()
    try:
        name = _filled(pattern, values)
        if (excess := len(os.fsencode(name)) - _MOST_BYTES) > 0:
            values["name"] = _cut(source.stem, len(os.fsencode(source.stem)) - excess)
            name = _cut(_filled(pattern, values), _MOST_BYTES)
    except (KeyError, ValueError, IndexError, AttributeError) as e:
        tokens = ", ".join(f"{{{token}}}" for token in TOKENS)
        raise RecipeError(f"The name pattern “{pattern}” cannot be used.", remedy=f"Known tokens are {tokens}.") from e
    if not name:
        raise RecipeError(f"The name pattern “{pattern}” gives an empty name.", remedy="Use at least {name}.")
    return name


def choose_target(
    source: Path,
    recipe: Recipe,
    source_size: tuple[int, int],
    folder: Path,
    taken: Iterable[Path] | Reserved = (),
    originals: Iterable[Path] = (),
    facts: NameFacts | None = None,
) -> NamedTarget:
    """Return where the result of a photo goes in a folder; its further files lie beside it under the same name.

    Args:
        source: the photo; its own path is never returned.
        recipe: its export names format, pattern and what to do on a conflict.
        source_size: (width, height) of the photo.
        folder: where the file shall be.
        taken: targets that other jobs of the same batch will write.
        originals: other photos that are worked on: not even OVERWRITE replaces them.
        facts: what the name can say beside photo and recipe.

    Raises:
        RecipeError: the pattern or the size cannot be used.
    """
    suffix = suffix_of(
        resolve_format(recipe.export.format, source, recipe.export.depth or BitDepth.U8, has_alpha=False)
    )
    stem = render_name(recipe.export.name_pattern, source, recipe, source_size, facts)
    also = recipe.export.also
    reserved = taken if isinstance(taken, Reserved) else Reserved(taken)
    others = tuple(originals)
    conflict = recipe.export.on_conflict
    for candidate in _numbered(folder / f"{stem}{suffix}"):
        files = (candidate, *_beside(candidate, source, also))
        if reserved.stands_in_the_way(candidate, also) or any(is_same_file(file, source) for file in files):
            continue
        there = [file for file in files if file.exists()]
        if not there or (conflict is OnConflict.OVERWRITE and not any(_is_one_of(file, others) for file in there)):
            return NamedTarget(candidate)
        if conflict is OnConflict.SKIP:
            return NamedTarget(candidate, skip=len(there) == len(files))
    raise AssertionError("there is always another number")


def named_target(path: Path, source: Path, on_conflict: OnConflict) -> NamedTarget:
    """Return where the result goes that the user named himself.

    Raises:
        PhotoError: it is the photo itself.
    """
    if is_same_file(path, source):
        raise PhotoError(
            f"{path.name} is the photo itself.", remedy="Choose another name: originals are never overwritten."
        )
    if not path.exists() or on_conflict is OnConflict.OVERWRITE:
        return NamedTarget(path)
    if on_conflict is OnConflict.SKIP:
        return NamedTarget(path, skip=True)
    return NamedTarget(next(candidate for candidate in _numbered(path) if not candidate.exists()))


def files_of(target: Path, source: Path, recipe: Recipe) -> tuple[Path, ...]:
    """Return all files that a job writes: its target and, beside it, the same result in the recipe's further formats.

    Those that are there already are left out where the recipe says to skip them.

    Raises:
        PhotoError: one of them is the photo itself.
    """
    conflict = recipe.export.on_conflict
    named = [named_target(target, source, OnConflict.OVERWRITE)]
    named += [named_target(file, source, conflict) for file in _beside(target, source, recipe.export.also)]
    skips_first = conflict is OnConflict.SKIP and target.exists()
    return tuple(each.path for each in named[skips_first:] if not each.skip)


def _caseless(path: Path) -> str:
    """Return a path so that those that are one on a file system that ignores case are equal."""
    return str(path).casefold()


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    return _FORBIDDEN.sub("_", pattern.format_map(values)).strip(" .")


def _cut(text: str, most_bytes: int) -> str:
    """Return the beginning of a text that has at most so many bytes as a file's name, whole characters only."""
    while text and len(os.fsencode(text)) > most_bytes:
        text = text[:-1]
    return text.rstrip(" .")


def _beside(target: Path, source: Path, also: Iterable[FileFormat]) -> tuple[Path, ...]:
    """Return the files in further formats beside a target; KEEP is the photo's own format there too."""
    further = (target.with_suffix(suffix_of(resolve_format(each, source))) for each in also)
    return tuple(path for path in dict.fromkeys(further) if path != target)


def _numbered(path: Path) -> Iterator[Path]:
    """Yield a path, then the same with -2, -3, ... behind its stem."""
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def _is_one_of(candidate: Path, photos: Iterable[Path]) -> bool:
    name = candidate.name.casefold()
    return any(photo.name.casefold() == name and is_same_file(candidate, photo) for photo in photos)
