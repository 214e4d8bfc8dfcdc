"""From panels to recipes: what is chosen in a panel changes the recipe of the chosen photos."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.recipe import ExportSpec, Recipe
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.preset_control import DEFAULT_RECIPE, PresetControl


class RecipeEditing(QObject):
    """Changes the recipe in hand.

    Signals:
        edited_changed(str, bool): the preset that the recipe in hand came from, and whether it differs from it.
    """

    edited_changed = Signal(str, bool)

    def __init__(self, desk: Desk, presets: PresetControl, choices: Choices, parent: QObject | None = None) -> None:
        """Edit the recipes of this desk."""
        super().__init__(parent)
        self._desk, self._presets, self._choices = desk, presets, choices
        self._has_begun = False
        desk.recipe_changed.connect(self._compare)
        presets.changed.connect(self._take_presets)

    @Slot(str)
    def choose_preset(self, preset_id: str) -> None:
        """Take over a preset."""
        preset = self._presets.get(preset_id)
        if preset is not None:
            self._choices.put(replace(self._choices.now, preset=preset_id))
            self.adopt(self._as_user_likes(preset))

    def adopt(self, recipe: Recipe) -> None:
        """Take over a recipe that was made for any photo; masks and faces of the present one stay."""
        self.set_recipe(recipe.with_masks_of(self._desk.recipe))

    @Slot(object)
    def set_recipe(self, recipe: Recipe) -> None:
        """Take over changed steps or finish."""
        if recipe != self._desk.recipe:
            self._desk.set_recipe(recipe)

    @Slot(object)
    def set_size(self, size: SizeTarget) -> None:
        """Take over another size."""
        self.set_recipe(replace(self._desk.recipe, export=replace(self._desk.recipe.export, size=size)))

    @Slot(object)
    def set_export(self, export: ExportSpec) -> None:
        """Take over format, depth, quality, name and camera data; the size is another panel's matter."""
        self._choices.put(
            replace(
                self._choices.now,
                format=export.format,
                depth=export.depth,
                quality=export.quality,
                name_pattern=export.name_pattern,
                on_conflict=export.on_conflict,
                keep_metadata=export.keep_metadata,
                left_out=export.left_out,
                record=export.record,
            )
        )
        sized = replace(export, size=self._desk.recipe.export.size)
        self.set_recipe(replace(self._desk.recipe, export=sized))

    @Slot(object)
    def set_folder(self, folder: Path | None) -> None:
        """Take over where files go."""
        self._choices.put(replace(self._choices.now, output_folder=folder))

    @Slot()
    def _take_presets(self) -> None:
        """Put the last preset in hand at the start, and compare anew when presets change.

        Photos that the program was started with are here before the presets: who has not touched their recipe meanwhile
        gets the last preset for them, too.
        """
        last = self._presets.get(self._choices.now.preset or DEFAULT_RECIPE.id)
        if not self._has_begun and last is not None:
            self._desk.begin_with(self._as_user_likes(last))
        else:
            self._compare(self._desk.recipe)
        self._has_begun = True

    @Slot(object)
    def _compare(self, recipe: Recipe) -> None:
        preset = self._presets.get(recipe.id)
        is_edited = preset is not None and self._as_user_likes(preset).with_masks_of(recipe) != recipe
        self.edited_changed.emit(recipe.id if preset is not None else "", is_edited)

    def _as_user_likes(self, preset: Recipe) -> Recipe:
        """Return a preset whose export has the user's own choices wherever the preset asks for nothing special."""
        likes, export, neutral = self._choices.now, preset.export, ExportSpec()
        return replace(
            preset,
            export=replace(
                export,
                format=likes.format if export.format is neutral.format else export.format,
                depth=likes.depth if export.depth is neutral.depth else export.depth,
                quality=likes.quality if export.quality == neutral.quality else export.quality,
                name_pattern=likes.name_pattern if export.name_pattern == neutral.name_pattern else export.name_pattern,
                on_conflict=likes.on_conflict if export.on_conflict is neutral.on_conflict else export.on_conflict,
                keep_metadata=likes.keep_metadata and export.keep_metadata,
                left_out=tuple(dict.fromkeys((*export.left_out, *likes.left_out))),
                record=likes.record and export.record,
            ),
        )
