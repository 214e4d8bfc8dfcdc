"""Names of results: a pattern, a folder, and never the source."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from enhancer_gui.core.errors import PhotoError, RecipeError
from enhancer_gui.core.image import BitDepth
from enhancer_gui.core.recipe import OnConflict, Recipe
from enhancer_gui.storage.photos import is_same_file, resolve_format, suffix_of

TOKENS = ("name", "preset", "scale", "width", "height")
"""What a name pattern may hold, in braces."""

_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
"""Characters that some file system refuses (Windows' list), replaced by an underscore."""


@dataclass(frozen=True)
class NamedTarget:
    """Where a result goes; `skip` when one is there already and the recipe says to leave it."""

    path: Path
    skip: bool = False


def render_name(pattern: str, source: Path, recipe: Recipe, source_size: tuple[int, int]) -> str:
    """Return the file name without suffix that a pattern means for a photo of (width, height).

    Raises:
        RecipeError: the pattern has an unknown token, a lone brace, or gives an empty name.
    """
    width, height = recipe.export.size.dimensions(*source_size)
    values = {
        "name": source.stem,
        "preset": recipe.id or "enhanced",
        "scale": f"{recipe.export.size.factor(*source_size):.3g}x",
        "width": str(width),
        "height": str(height),
    }
    try:
        name = pattern.format_map(values)
    except (KeyError, ValueError, IndexError, AttributeError) as e:
        tokens = ", ".join(f"{{{token}}}" for token in TOKENS)
        raise RecipeError(f"The name pattern “{pattern}” cannot be used.", remedy=f"Known tokens are {tokens}.") from e
    name = _FORBIDDEN.sub("_", name).strip(" .")
    if not name:
        raise RecipeError(f"The name pattern “{pattern}” gives an empty name.", remedy="Use at least {name}.")
    return name


def choose_target(
    source: Path,
    recipe: Recipe,
    source_size: tuple[int, int],
    folder: Path,
    taken: Iterable[Path] = (),
    originals: Iterable[Path] = (),
) -> NamedTarget:
    """Return where the result of a photo goes in a folder.

    Args:
        source: the photo; its own path is never returned.
        recipe: its export names format, pattern and what to do on a conflict.
        source_size: (width, height) of the photo.
        folder: where the file shall be.
        taken: targets that other jobs of the same batch will write.
        originals: other photos that are worked on: not even OVERWRITE replaces them.

    Raises:
        RecipeError: the pattern or the size cannot be used.
    """
    suffix = suffix_of(
        resolve_format(recipe.export.format, source, recipe.export.depth or BitDepth.U8, has_alpha=False)
    )
    stem = render_name(recipe.export.name_pattern, source, recipe, source_size)
    reserved = {_folded(path) for path in taken}
    others = tuple(originals)
    conflict = recipe.export.on_conflict
    for candidate in _numbered(folder / f"{stem}{suffix}"):
        if _folded(candidate) in reserved or is_same_file(candidate, source):
            continue
        if not candidate.exists() or (conflict is OnConflict.OVERWRITE and not _is_one_of(candidate, others)):
            return NamedTarget(candidate)
        if conflict is OnConflict.SKIP:
            return NamedTarget(candidate, skip=True)
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


def _numbered(path: Path) -> Iterator[Path]:
    """Yield a path, then the same with -2, -3, ... behind its stem."""
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def _is_one_of(candidate: Path, photos: Iterable[Path]) -> bool:
    name = candidate.name.casefold()
    return any(photo.name.casefold() == name and is_same_file(candidate, photo) for photo in photos)


def _folded(path: Path) -> str:
    """Return a key under which names collide as on a file system that ignores case."""
    return str(path).casefold()
