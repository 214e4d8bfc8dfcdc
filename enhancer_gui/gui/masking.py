"""Painting masks: from strokes to the recipe, and what lies over the photo meanwhile."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.masks import MOST_FEATHER_PX, Mask
from enhancer_gui.engine.brush import Stroke, blank_picture
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.mask_canvas import (
    EVERYWHERE,
    Canvas,
    CanvasKey,
    Picture,
    export_picture,
    import_picture,
    make_canvas,
)
from enhancer_gui.gui.mask_keeper import MaskKeeper
from enhancer_gui.gui.mask_pictures import inverted_paint, limiting, protecting
from enhancer_gui.gui.mask_places import MaskKind, MaskPlace, MaskState, effect_of
from enhancer_gui.gui.recipe_editing import RecipeEditing
from enhancer_gui.gui.showing import Showing
from enhancer_gui.gui.viewer import Brush, Dab, DabPhase

WRITE_WITHIN_S = 2.0
BRUSH_STEP = 1.25
"""How much larger a brush is after one press of its key."""
_FIRST_SHARE = 0.08
"""Diameter of the first brush over the photo's long side: a face in a group."""
_LEAST_PX = 1.0


class Masking(QObject):
    """The mask in hand.

    Signals:
        changed(MaskState | None): another mask, another brush, or none is painted any more.
        brush_changed(Brush | None): what the viewer shall paint with.
        overlay_changed(MaskPicture | None): what lies over the photo.
        overlay_patched(Region, Picture): a part of that, in its own pixels.
        failed(EnhancerError): a mask cannot be read or kept.
    """

    changed = Signal(object)
    brush_changed = Signal(object)
    overlay_changed = Signal(object)
    overlay_patched = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        showing: Showing,
        editing: RecipeEditing,
        keeper: MaskKeeper,
        parent: QObject | None = None,
    ) -> None:
        """Follow the desk; nothing is painted before `open`."""
        super().__init__(parent)
        self._desk, self._showing, self._editing = desk, showing, editing
        self._key: CanvasKey | None = None
        self._place: MaskPlace | None = None
        self._canvas: Canvas | None = None
        self._stroke: Stroke | None = None
        self._diameter_px, self._softness, self._erases, self._is_shown = 0.0, 0.5, False, True
        self._keeper = keeper
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._take)
        self._calls.failed.connect(self._pass_on_failure)
        desk.recipe_changed.connect(self._follow)
        desk.current_changed.connect(self._follow)
        desk.photo_changed.connect(self._follow)  # its size is known now: it has been read

    @property
    def place(self) -> MaskPlace | None:
        """What is masked; None while nothing is painted."""
        return self._place

    @property
    def is_ready(self) -> bool:
        """Whether a stroke could begin."""
        return self._canvas is not None

    # Opening and closing

    @Slot(object)
    def open(self, place: MaskPlace) -> None:
        """Paint the mask of a place, or no longer where it is painted already."""
        if place == self._place or not self._size or not place.is_in(self._desk.recipe):
            self.close()
            return
        self._place, self._key, self._canvas, self._is_shown = place, None, None, True
        self.overlay_changed.emit(None)
        self._follow()

    @Slot()
    def close(self) -> None:
        """Paint no more; masks stay as they are."""
        if self._place is not None:
            self._place = self._key = self._canvas = self._stroke = None
            self.changed.emit(None)
            self.brush_changed.emit(None)
            self.overlay_changed.emit(None)

    def shut_down(self) -> bool:
        """Read and write nothing more; returns whether the present call has ended."""
        self.close()
        return self._calls.finish(WRITE_WITHIN_S)

    # The brush

    @Slot(float)
    def set_size(self, diameter_px: float) -> None:
        """Paint with a brush of another diameter, in pixels of the photo."""
        self._diameter_px = min(max(diameter_px, _LEAST_PX), float(max(self._size or (1, 1))))
        self._tell()

    def step_size(self, steps: int) -> None:
        """Paint with a larger or smaller brush."""
        self.set_size(self._diameter_px * BRUSH_STEP**steps)

    @Slot(float)
    def set_softness(self, softness: float) -> None:
        """Paint with a softer or harder brush."""
        self._softness = softness
        self._tell()

    @Slot(bool)
    def set_erasing(self, erases: bool) -> None:
        """Erase with the left button, or add."""
        self._erases = erases
        self._tell()

    @Slot(bool)
    def show_overlay(self, shown: bool) -> None:
        """Lay the mask over the photo, or take it away."""
        self._is_shown = shown
        self._tell()
        self._present()

    # The mask

    @Slot(object)
    def paint(self, dab: Dab) -> None:
        """Go on with a stroke; its end is a change of the recipe."""
        canvas, size = self._canvas, self._size
        if canvas is None or size is None:
            return
        if dab.phase is DabPhase.BEGIN:
            canvas = self._canvas = self._begun(canvas, size, erases=dab.erases)
            self._stroke = self._stroke_on(canvas.picture, size, erases=dab.erases)
        if self._stroke is None:
            return
        height, width = canvas.picture.shape
        region = self._stroke.to(dab.x * width, dab.y * height)
        if self._is_shown and not region.is_empty:
            self.overlay_patched.emit(region, self._seen(self._stroke.part(region), region, canvas))
        if dab.phase is DabPhase.END:
            picture, self._stroke = self._stroke.picture(), None
            name, old = self._keeper.keep(picture), self._mask
            self._canvas = replace(canvas, name=name, picture=picture)
            self._put(Mask(name) if old is None else replace(old, picture=name))

    @Slot(float)
    def set_feather(self, feather_px: float) -> None:
        """Soften the edges of the mask."""
        if (mask := self._mask) is not None:
            self._put(replace(mask, feather_px=min(max(feather_px, 0.0), MOST_FEATHER_PX)))

    @Slot()
    def invert(self) -> None:
        """Let the mask mean the other part of the photo; no mask, which is everywhere, becomes nowhere."""
        if (mask := self._mask) is not None:
            self._put(replace(mask, inverted=not mask.inverted))
        elif self._place is not None and self._place.kind is not MaskKind.GUARD and self._size is not None:
            self._put(Mask(self._keeper.keep(blank_picture(self._size, 0))))

    @Slot()
    def clear(self) -> None:
        """Take the mask away."""
        self._put(None)

    def import_file(self, path: Path) -> None:
        """Take a picture from a file as the mask."""
        if self._key is not None and self._size is not None:
            self._calls.submit(self._key, partial(import_picture, path, self._size))

    def export_file(self, path: Path) -> None:
        """Write the mask as it is applied into a PNG file."""
        if self._key is not None and self._canvas is not None and self._size is not None:
            self._calls.submit(None, partial(export_picture, path, self._key, self._canvas.picture, self._size))

    # Within

    @property
    def _mask(self) -> Mask | None:
        return None if self._place is None else self._place.mask_in(self._desk.recipe)

    @property
    def _size(self) -> tuple[int, int] | None:
        return None if self._desk.current is None else self._desk.current.size

    def _begun(self, canvas: Canvas, size: tuple[int, int], *, erases: bool) -> Canvas:
        """Return what a stroke begins on: where there is no mask yet, all black to add to, or all white to erase.

        What counts everywhere has nothing to add: who adds first means only here, who erases means not here.
        """
        if self._mask is not None or canvas.measured is not None:
            return canvas
        picture = blank_picture(size, EVERYWHERE if erases else 0)
        if self._is_shown:
            self.overlay_changed.emit(limiting(Mask(""), picture, size))
        return replace(canvas, picture=picture)

    def _stroke_on(self, picture: Picture, size: tuple[int, int], *, erases: bool) -> Stroke:
        is_inverted = self._mask is not None and self._mask.inverted
        radius = self._diameter_px / 2 * picture.shape[1] / size[0]
        return Stroke(picture, EVERYWHERE if erases == is_inverted else 0, radius, self._softness)

    def _seen(self, part: Picture, region: Region, canvas: Canvas) -> Picture:
        """Return how a part of the picture looks that is being painted; its soft edge comes with the stroke's end."""
        is_inverted = self._mask is not None and self._mask.inverted
        plain = inverted_paint(part, is_guard=canvas.measured is not None) if is_inverted else part
        if canvas.measured is None:
            return plain
        return protecting(None, plain, canvas.measured[region.slices()], self._size or (1, 1))

    def _put(self, mask: Mask | None) -> None:
        if self._place is not None and self._desk.current is not None:
            self._editing.set_recipe(self._place.with_mask(self._desk.recipe, mask))

    @Slot()
    def _follow(self) -> None:
        """Look at the mask that the recipe has now, whoever has changed it."""
        photo, image, place = self._desk.current, self._showing.image, self._place
        if place is None:
            return
        if photo is None or not place.is_in(photo.recipe):
            self.close()
            return
        key = CanvasKey(photo.id, place, place.mask_in(photo.recipe))
        if self._key is not None and self._key.photo_id != photo.id:
            self._key = self._canvas = self._stroke = None
            self.overlay_changed.emit(None)
        if image is not None and photo.size is not None and key != self._key:
            if self._canvas is not None and self._canvas.name != key.name:
                self._canvas = None
            self._key, self._stroke = key, None
            self.set_size(self._diameter_px or _FIRST_SHARE * max(photo.size))
            self._calls.submit(key, partial(make_canvas, key, image))
        else:
            self._tell()

    @Slot(object, object)
    def _take(self, key: CanvasKey | None, made: object) -> None:
        if key is None or key != self._key:
            return
        if isinstance(made, Canvas) and self._stroke is None:
            self._canvas = made
            self._present()
        elif isinstance(made, np.ndarray):
            self._put(Mask(self._keeper.keep(made)))  # it says what it means, whatever the mask before was

    @Slot(object, object)
    def _pass_on_failure(self, key: CanvasKey | None, error: EnhancerError) -> None:
        if key is None or key == self._key:
            self.failed.emit(error)

    def _present(self) -> None:
        self.overlay_changed.emit(self._canvas.overlay if self._canvas is not None and self._is_shown else None)

    def _tell(self) -> None:
        place, size, recipe = self._place, self._size, self._desk.recipe
        if place is None or size is None or not place.is_in(recipe):
            return
        self.brush_changed.emit(Brush(self._diameter_px / 2 / size[0], self._softness, self._erases))
        self.changed.emit(
            MaskState(
                place,
                place.mask_in(recipe),
                effect_of(recipe, place),
                self._diameter_px,
                float(max(size)),
                self._softness,
                self._erases,
                self._is_shown,
            )
        )
