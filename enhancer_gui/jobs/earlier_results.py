"""Which photos in a folder are results that an earlier run has left there.

A folder that is enhanced in place holds originals and results side by side, and a second run must not
enhance results. A file found in a folder (not one named itself) counts as an earlier result when

1. it lies below the output folder, and that lies inside a folder that is searched; or
2. its name is what the name pattern gives to another photo found in the same folder, whichever known
   preset or own recipe and whichever size the run had, with or without a number against collisions.

The second rule needs the original beside the result and a pattern that adds something to {name}:
`IMG-2.jpg` alone may be anybody's photo.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec

_TASKS = "|".join(task.value for task in Task)
_NUMBER = r"[\d.]+(?:e[+-]?\d+)?"
_SIZE = rf"(?:(?:width|height|long-side|fit|fill|crop|paper)-)?{_NUMBER}(?:x(?:{_NUMBER}(?:cm|in)?)?|mp|pc)?"
RECIPE_ID = rf"(?:{_TASKS})(?:-(?:{_TASKS}))*(?:-{_SIZE})?"
"""Regular expression of the ids that the command line gives to recipes that are no preset."""

_NUMBERS = {
    "scale": r"[\d.]+(?:e[+-]?\d+)?x",
    "width": r"\d+",
    "height": r"\d+",
    "date": r"\d{4}-\d\d-\d\d",
    "counter": r"\d{3,}",
    "model": r"[\w.+-]+",
    "ext": r"\w+",
}


def result_names(pattern: str, preset_ids: Iterable[str]) -> re.Pattern[str] | None:
    """Return an expression that matches stems of results and names their original's stem "name".

    None where the pattern adds nothing to {name} or cannot be used, so that names tell nothing.
    """
    ids = "|".join([RECIPE_ID, *(re.escape(preset_id) for preset_id in preset_ids)])
    expression, adds, names = "", False, 0
    for literal, token in _parts(pattern):
        expression += re.escape(literal)
        adds = adds or bool(literal) or token not in (None, "name")
        if token == "name":
            names += 1
            expression += "(?P<name>.+)" if names == 1 else "(?P=name)"
        elif token == "preset":
            expression += f"(?:{ids})"
        elif token is not None:
            expression += _NUMBERS.get(token, "(?!)")
    return re.compile(expression + r"(?:-\d+)?", re.IGNORECASE) if adds and names else None


def photos_to_open(
    photos: Iterable[Path], root: Path, output: Path | None, pattern: str, preset_ids: Iterable[str]
) -> list[Path]:
    """Return the photos found in the folder `root` that are no results of earlier runs.

    Args:
        photos: what was found in `root` and below it.
        root: the folder that was searched.
        output: where results go; None is beside each photo.
        pattern: how results are named now.
        preset_ids: the presets that are known.
    """
    if output is not None and not is_inside(root, output):
        photos = [photo for photo in photos if not is_inside(photo, output)]
    return without_earlier_results(photos, pattern, preset_ids)


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether a path is a folder or lies in it, through links."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def without_earlier_results(photos: Iterable[Path], pattern: str, preset_ids: Iterable[str]) -> list[Path]:
    """Return the photos that no pattern known here gives to another of them in the same folder (rule 2)."""
    found = list(photos)
    stems = {(photo.parent, photo.stem.casefold()) for photo in found}
    known = tuple(preset_ids)
    expressions = [
        expression
        for each in dict.fromkeys((pattern, ExportSpec().name_pattern))
        if (expression := result_names(each, known)) is not None
    ]

    def is_result(photo: Path) -> bool:
        matches = (expression.fullmatch(photo.stem) for expression in expressions)
        return any(match is not None and (photo.parent, match["name"].casefold()) in stems for match in matches)

    return [photo for photo in found if not is_result(photo)]


def _parts(pattern: str) -> list[tuple[str, str | None]]:
    """Return a pattern as literals and the tokens behind them; nothing where it has a lone brace."""
    try:
        return [(literal, token) for literal, token, _spec, _conversion in Formatter().parse(pattern)]
    except ValueError:
        return []
