"""Presets: the shipped ones, which are only read, and the user's own, one file each.

An own file with the id of a shipped preset is an edited copy that stands in its place until it is reset.
"""

import logging
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from enhancer_gui.core.errors import ConfigError, RecipeError
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.storage.explain import first_problem
from enhancer_gui.storage.preset_file import NewerPresetError, Preset, read_preset, write_preset

SUFFIX = ".json"
_BROKEN_SUFFIX, _NEWER_SUFFIX = ".broken", ".newer"
_MAX_SLUG = 60
_ORDER_STEP = 10
_FALLBACK_SLUG = "preset"
_WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class PresetLibrary:
    """All presets. What cannot be read is told in `problems` and never hides the others.

    Attributes:
        problems: sentences about files that could not be used.
    """

    def __init__(self, shipped: Path, own: Path) -> None:
        """Read the presets of both folders; the own one need not exist."""
        self._own_folder = own
        self.problems: list[str] = []
        self._shipped = self._read_folder(shipped, is_own=False)
        self._own = self._read_folder(own, is_own=True)

    def recipes(self) -> tuple[Recipe, ...]:
        """Return all presets: shipped ones in their files' order (edited copies in their places), then own ones."""
        first = [self._own.get(preset_id, preset) for preset_id, preset in _in_order(self._shipped)]
        then = [preset for preset_id, preset in _in_order(self._own) if preset_id not in self._shipped]
        return tuple(preset.recipe for preset in (*first, *then))

    def get(self, preset_id: str) -> Recipe:
        """Return one preset.

        Raises:
            RecipeError: there is none with this id.
        """
        return self._preset(preset_id).recipe

    def is_shipped(self, preset_id: str) -> bool:
        """Return whether the program brought the preset, edited or not."""
        return preset_id in self._shipped

    def is_edited(self, preset_id: str) -> bool:
        """Return whether a shipped preset has an edited copy in its place."""
        return preset_id in self._shipped and preset_id in self._own

    def save(self, recipe: Recipe, name: str) -> Recipe:
        """Keep a recipe as a new preset under a name and return it, with its new id.

        Raises:
            ConfigError: the name is empty, or the file cannot be written.
        """
        named = replace(recipe, id=self._new_id(_checked_name(name)), name=_checked_name(name))
        self._write(Preset(named, self._last_order() + _ORDER_STEP))
        return named

    def update(self, recipe: Recipe) -> None:
        """Change the preset with the recipe's id; of a shipped one an edited copy is kept.

        Raises:
            RecipeError: there is no such preset.
            ConfigError: the file cannot be written.
        """
        self._write(Preset(recipe, self._preset(recipe.id).order))

    def rename(self, preset_id: str, name: str) -> Recipe:
        """Give a preset another name, keep its id, and return it; raises as `update` and `save`."""
        renamed = replace(self.get(preset_id), name=_checked_name(name))
        self.update(renamed)
        return renamed

    def duplicate(self, preset_id: str) -> Recipe:
        """Keep a copy of a preset under a new id and name, and return it; raises as `get` and `save`."""
        recipe = self.get(preset_id)
        taken = {other.name for other in self.recipes()}
        names = (f"{recipe.name} ({number})" for number in range(2, len(taken) + 3))
        return self.save(recipe, next(name for name in names if name not in taken))

    def delete(self, preset_id: str) -> None:
        """Remove an own preset.

        Raises:
            RecipeError: there is no such preset.
            ConfigError: it is a shipped one, or its file cannot be removed.
        """
        recipe = self.get(preset_id)
        if self.is_shipped(preset_id):
            raise ConfigError(f"“{recipe.name}” came with the program and stays.", remedy="It can be reset.")
        self._remove(preset_id)

    def reset(self, preset_id: str) -> Recipe:
        """Bring a shipped preset back to how it came, and return it.

        Raises:
            RecipeError: there is no shipped preset with this id.
            ConfigError: the edited copy cannot be removed.
        """
        if preset_id not in self._shipped:
            raise RecipeError(f"No preset “{preset_id}” came with the program.", remedy="Choose another.")
        if preset_id in self._own:
            self._remove(preset_id)
        return self._shipped[preset_id].recipe

    def export_file(self, preset_id: str, path: Path) -> None:
        """Write a preset into a file for other people; raises as `get`, and ConfigError for the disk."""
        preset = self._preset(preset_id)
        _on_disk(lambda: write_preset(path, preset), path)

    def import_file(self, path: Path) -> Recipe:
        """Keep the preset in a file as an own one and return it; its id is changed where it is taken.

        Raises:
            RecipeError: it is no usable preset, or one of a newer version.
            ConfigError: it cannot be read, or not be kept.
        """
        recipe = _on_disk(lambda: read_preset(path), path).recipe
        return self.save(recipe, recipe.name)

    def _preset(self, preset_id: str) -> Preset:
        preset = self._own.get(preset_id) or self._shipped.get(preset_id)
        if preset is None:
            known = ", ".join(recipe.id for recipe in self.recipes())
            raise RecipeError(f"There is no preset “{preset_id}”.", remedy=f"Known presets are: {known}.")
        return preset

    def _last_order(self) -> int:
        return max((preset.order for preset in self._own.values()), default=0)

    def _new_id(self, name: str) -> str:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:_MAX_SLUG].strip("-") or _FALLBACK_SLUG
        if _WINDOWS_DEVICES.fullmatch(slug):
            slug = f"{_FALLBACK_SLUG}-{slug}"
        candidate, number = slug, 2
        while candidate in self._shipped or candidate in self._own or self._file(candidate).exists():
            candidate, number = f"{slug}-{number}", number + 1
        return candidate

    def _file(self, preset_id: str) -> Path:
        return self._own_folder / f"{preset_id}{SUFFIX}"

    def _write(self, preset: Preset) -> None:
        path = self._file(preset.recipe.id)

        def write() -> None:
            path.parent.mkdir(parents=True, exist_ok=True)
            if preset.recipe.id not in self._own and path.exists():  # a newer version's file: not ours to lose
                _set_aside(path, _NEWER_SUFFIX)
            write_preset(path, preset)

        _on_disk(write, path)
        self._own[preset.recipe.id] = preset

    def _remove(self, preset_id: str) -> None:
        path = self._file(preset_id)
        _on_disk(lambda: path.unlink(missing_ok=True), path)
        del self._own[preset_id]

    def _read_folder(self, folder: Path, *, is_own: bool) -> dict[str, Preset]:
        found: dict[str, Preset] = {}
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            try:
                preset = read_preset(path)
                if preset.recipe.id != path.stem:
                    raise RecipeError(f"The preset “{path.name}” has the id “{preset.recipe.id}”.")
            except NewerPresetError as error:
                self._report(f"{error} It was left as it is.")
            except RecipeError as error:
                self._report(f"{error} {self._after_setting_aside(path, is_own=is_own)}")
            except OSError as error:
                self._report(f"The preset “{path.name}” cannot be read ({first_problem(error)}).")
            else:
                found[preset.recipe.id] = preset
        return found

    def _after_setting_aside(self, path: Path, *, is_own: bool) -> str:
        if not is_own:
            return "It was left out."
        try:
            return f"It was kept as “{_set_aside(path, _BROKEN_SUFFIX).name}”."
        except OSError as error:
            return f"It was left out ({first_problem(error)})."

    def _report(self, sentence: str) -> None:
        self.problems.append(sentence)
        _log.info("%s", sentence)


def _in_order(presets: dict[str, Preset]) -> list[tuple[str, Preset]]:
    return sorted(presets.items(), key=lambda item: (item[1].order, item[1].recipe.name, item[0]))


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise ConfigError("A preset needs a name.", remedy="Type one.")
    return name


def _set_aside(path: Path, suffix: str) -> Path:
    """Rename a file out of the way, over no other, and return its new path."""
    aside, number = path.with_name(path.name + suffix), 2
    while aside.exists():
        aside, number = path.with_name(f"{path.name}{suffix}-{number}"), number + 1
    return path.rename(aside)


def _on_disk(action: Callable[[], _T], path: Path) -> _T:
    """Return what a file action returns; the disk's refusal becomes a sentence."""
    try:
        return action()
    except OSError as error:
        raise ConfigError(
            f"The preset file “{path.name}” cannot be used ({first_problem(error)}).",
            remedy="Choose another place, or check its permissions.",
            detail=str(path),
        ) from error
