"""Which photos in a folder are results that an earlier run has left there.

A folder that is enhanced in place holds originals and results side by side, and a second run must not
enhance results. A file found in a folder (not one named itself) counts as an earlier result when

1. it lies below the output folder, and that lies inside a folder that is searched; or
2. its name is what the name pattern gives to another photo found in the same folder, whichever known
   preset or own recipe and whichever size the run had, with or without a number against collisions.

The second rule needs the original beside the result and a pattern that adds something to {name}:
`IMG-2.jpg` alone may be anybody's photo.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

from enhancer_gui.cli.recipe_options import RECIPE_ID
from enhancer_gui.core.recipe import ExportSpec

_NUMBERS = {"scale": r"[\d.]+(?:e[+-]?\d+)?x", "width": r"\d+", "height": r"\d+"}


def result_names(pattern: str, preset_ids: Iterable[str]) -> re.Pattern[str] | None:
    """Return an expression that matches stems of results and names their original's stem "name".

    None where the pattern adds nothing to {name}, so that names tell nothing.
    """
    ids = "|".join([RECIPE_ID, *(re.escape(preset_id) for preset_id in preset_ids)])
    expression, adds, names = "", False, 0
    for literal, token, _spec, _conversion in Formatter().parse(pattern):
        expression += re.escape(literal)
        adds = adds or bool(literal) or token not in (None, "name")
        if token == "name":
            names += 1
            expression += "(?P<name>.+)" if names == 1 else "(?P=name)"
        elif token == "preset":
            expression += f"(?:{ids})"
        elif token is not None:
            expression += _NUMBERS[token]
    return re.compile(expression + r"(?:-\d+)?", re.IGNORECASE) if adds and names else None


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
