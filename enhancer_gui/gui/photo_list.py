"""The photos in the window as plain values: what was opened, what shall be done to each, what is done already."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from enhancer_gui.core.errors import EnhancerError, PhotoError
from enhancer_gui.core.events import Started
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.core.work import Stage


@dataclass(frozen=True)
class Result:
    """Tiles of one photo, found again when the recipe returns to these stages.

    Attributes:
        name: of the recipe that asked for them.
    """

    stages: tuple[Stage, ...]
    started: Started
    name: str = ""


@dataclass(frozen=True)
class Photo:
    """A photo that was opened.

    Attributes:
        id: also the id of its job in the queue.
        recipe: what the panels show and the next run will do.
        size: (width, height), None until it has been read.
        error: why it cannot be opened, None otherwise.
        results: finished computations of this session, the latest last.
        previews: computations of which some tiles are there, the latest last.
    """

    id: str
    path: Path
    recipe: Recipe
    size: tuple[int, int] | None = None
    error: EnhancerError | None = None
    results: tuple[Result, ...] = ()
    previews: tuple[Result, ...] = ()

    @property
    def is_damaged(self) -> bool:
        """Whether it could not be read, not even its size."""
        return isinstance(self.error, PhotoError) and self.size is None

    def result_for(self, stages: tuple[Stage, ...]) -> Result | None:
        """Return the finished computation with exactly these stages."""
        return next((result for result in self.results if result.stages == stages), None)

    def with_result(self, result: Result) -> tuple[Result, ...]:
        """Return the results with this one last, in place of an older one with the same stages."""
        return _with(self.results, result)

    def preview_for(self, stages: tuple[Stage, ...]) -> Result | None:
        """Return the begun computation with exactly these stages."""
        return next((preview for preview in self.previews if preview.stages == stages), None)

    def with_preview(self, preview: Result) -> tuple[Result, ...]:
        """Return the previews with this one last, in place of an older one with the same stages."""
        return _with(self.previews, preview)


def _with(known: tuple[Result, ...], latest: Result) -> tuple[Result, ...]:
    return (*(each for each in known if each.stages != latest.stages), latest)


class PhotoList:
    """Photos in the order in which they were opened; a path is in it once."""

    def __init__(self) -> None:
        """Start empty."""
        self._photos: dict[str, Photo] = {}

    def __len__(self) -> int:
        """Return the number of photos."""
        return len(self._photos)

    def __iter__(self) -> Iterator[Photo]:
        """Iterate over the photos in order."""
        return iter(tuple(self._photos.values()))

    def __contains__(self, photo_id: str) -> bool:
        """Return whether a photo is in the list."""
        return photo_id in self._photos

    def __getitem__(self, photo_id: str) -> Photo:
        """Return a photo; raises KeyError."""
        return self._photos[photo_id]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in order."""
        return tuple(self._photos)

    def with_path(self, path: Path) -> Photo | None:
        """Return the photo that was opened from `path`."""
        return next((photo for photo in self._photos.values() if photo.path == path), None)

    def add(self, paths: Iterable[Path], recipe: Recipe) -> tuple[Photo, ...]:
        """Append the photos that are not here yet and return them."""
        known = {photo.path for photo in self._photos.values()}
        added: list[Photo] = []
        for path in paths:
            if path not in known:
                known.add(path)
                added.append(Photo(uuid.uuid4().hex, path, recipe))
        self._photos |= {photo.id: photo for photo in added}
        return tuple(added)

    def put(self, photo: Photo) -> None:
        """Exchange a photo for a newer state of it; raises KeyError if it is not here."""
        if photo.id not in self._photos:
            raise KeyError(photo.id)
        self._photos[photo.id] = photo

    def remove(self, photo_id: str) -> None:
        """Forget a photo; raises KeyError."""
        del self._photos[photo_id]

    def move(self, photo_ids: Iterable[str], before: str) -> None:
        """Put photos, in their present order, before another one; "" or one of them is behind the last of the rest."""
        moved = set(photo_ids) & self._photos.keys()
        ids = [photo_id for photo_id in self._photos if photo_id not in moved]
        place = ids.index(before) if before in self._photos and before not in moved else len(ids)
        order = (*ids[:place], *(each for each in self._photos if each in moved), *ids[place:])
        self._photos = {photo_id: self._photos[photo_id] for photo_id in order}

    def neighbour(self, photo_id: str, steps: int) -> str:
        """Return the id that lies `steps` further on, held at both ends."""
        ids = self.ids
        return ids[min(max(ids.index(photo_id) + steps, 0), len(ids) - 1)]
