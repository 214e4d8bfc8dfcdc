"""What saving a photo will come to: the names of its files and about how large they will be. Reads no file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.image import Image
from enhancer_gui.core.recipe import FileFormat, Recipe


@dataclass(frozen=True)
class Forecast:
    """The files of one photo.

    Attributes:
        name: of the first file; empty where the pattern leads to none.
        also: suffixes of the further ones.
        size_bytes: of all together, about.
        error: why there is no name.
    """

    name: str = ""
    also: tuple[str, ...] = ()
    size_bytes: int = 0
    error: str = ""


def format_for(wanted: FileFormat, path: Path, image: Image) -> FileFormat:
    """Return the format that a photo is written in when this one is asked for."""
    from enhancer_gui.storage.photo_formats import resolve_format

    return resolve_format(wanted, path, image.depth, image.alpha is not None)


def forecast(path: Path, recipe: Recipe, image: Image) -> Forecast:
    """Return what saving the photo by folder and name pattern will come to."""
    from enhancer_gui.jobs.naming import NameFacts, render_name
    from enhancer_gui.storage.file_size import likely_bytes
    from enhancer_gui.storage.photo_date import day_in
    from enhancer_gui.storage.photo_formats import PhotoHeader, resolve_depth, suffix_of

    export, size = recipe.export, (image.width, image.height)
    facts = NameFacts(day=day_in(image.metadata.exif) or date.today())
    try:
        name = render_name(export.name_pattern, path, recipe, size, facts)
        width, height = export.size.dimensions(*size)
    except EnhancerError as error:
        return Forecast(error=str(error))
    first = format_for(export.format, path, image)
    formats = tuple(dict.fromkeys((first, *export.also)))
    size_bytes = sum(
        likely_bytes(
            PhotoHeader(
                width,
                height,
                resolve_depth(each, export.depth, image.depth),
                each,
                quality=export.quality,
                has_alpha=image.alpha is not None,
                is_grey=image.is_grey,
            )
        )
        for each in formats
    )
    return Forecast(name + suffix_of(first), tuple(suffix_of(each) for each in formats[1:]), size_bytes)
