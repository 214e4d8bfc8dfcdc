"""Painting masks: what the bar and the brush do to the mask in hand, and what lies over the photo meanwhile."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.masks import MOST_FEATHER_PX, Mask
from enhancer_gui.engine.brush import blank_picture
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.mask_brush import STEP, MaskBrush
from enhancer_gui.gui.mask_files import MaskFiles
from enhancer_gui.gui.mask_in_hand import MaskInHand
from enhancer_gui.gui.mask_keeper import MaskKeeper
from enhancer_gui.gui.mask_pictures import limiting
from enhancer_gui.gui.mask_places import MaskKind, MaskPlace, MaskState, effect_of
from enhancer_gui.gui.mask_stroke import MaskStroke
from enhancer_gui.gui.recipe_editing import RecipeEditing
from enhancer_gui.gui.showing import Showing
from enhancer_gui.gui.viewer import Dab, DabPhase


class Masking(QObject):
    """Acts on the mask in hand; `files` reads and writes it.

    Signals:
        changed(MaskState | None): another mask, another brush, or none is painted any more.
        brush_changed(Brush | None): what the viewer shall paint with.
        overlay_changed(MaskPicture | None): what lies over the photo.
        overlay_patched(Region, Picture): a part of that, in its own pixels.
        failed(EnhancerError): a mask cannot be read or written.
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
        self._desk, self._keeper = desk, keeper
        self._hand = MaskInHand(desk, showing, editing, self)
        self.files = MaskFiles(self._hand, keeper, self)
        self._brush = MaskBrush()
        self._stroke: MaskStroke | None = None
        self._is_shown = True
        self._hand.closed.connect(self._tell_closed)
        self._hand.renewed.connect(self._begin_anew)
        self._hand.looked_at.connect(self._tell)
        self._hand.canvas_changed.connect(self._present)
        self._hand.failed.connect(self.failed)
        self.files.failed.connect(self.failed)

    @property
    def place(self) -> MaskPlace | None:
        """What is masked; None while nothing is painted."""
        return self._hand.place

    @property
    def is_ready(self) -> bool:
        """Whether a stroke could begin."""
        return self._hand.canvas is not None

    # Opening and closing

    @Slot(object)
    def open(self, place: MaskPlace) -> None:
        """Paint the mask of a place, or no longer where it is painted already."""
        self._is_shown = True
        self._hand.open(place)

    @Slot()
    def close(self) -> None:
        """Paint no more; masks stay as they are."""
        self._hand.close()

    def shut_down(self) -> bool:
        """Read and write nothing more; returns whether the present calls have ended."""
        ended = self._hand.shut_down()
        return self.files.shut_down() and ended

    # The brush

    @Slot(float)
    def set_size(self, diameter_px: float) -> None:
        """Paint with a brush of another diameter, in pixels of the photo."""
        self._take_brush(self._brush.sized(diameter_px, self._hand.photo_size or (1, 1)))

    def step_size(self, steps: int) -> None:
        """Paint with a larger or smaller brush."""
        self.set_size(self._brush.diameter_px * STEP**steps)

    @Slot(float)
    def set_softness(self, softness: float) -> None:
        """Paint with a softer or harder brush."""
        self._take_brush(replace(self._brush, softness=softness))

    @Slot(bool)
    def set_erasing(self, erases: bool) -> None:
        """Erase with the left button, or add."""
        self._take_brush(replace(self._brush, erases=erases))

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
        canvas, size = self._hand.canvas, self._hand.photo_size
        if canvas is None or size is None:
            return
        if dab.phase is DabPhase.BEGIN:
            self._stroke = MaskStroke(canvas, self._hand.mask, self._brush, size, erases=dab.erases)
            self._hand.hold(self._stroke.canvas)
            if self._stroke.is_first and self._is_shown:
                self.overlay_changed.emit(limiting(Mask(""), self._stroke.canvas.picture, size))
        if (stroke := self._stroke) is None:
            return
        region = stroke.to(dab.x, dab.y)
        if self._is_shown and not region.is_empty:
            self.overlay_patched.emit(region, stroke.seen(region))
        if dab.phase is DabPhase.END:
            self._finish(stroke)

    @Slot(float)
    def set_feather(self, feather_px: float) -> None:
        """Soften the edges of the mask."""
        if (mask := self._hand.mask) is not None:
            self._hand.put(replace(mask, feather_px=min(max(feather_px, 0.0), MOST_FEATHER_PX)))

    @Slot()
    def invert(self) -> None:
        """Let the mask mean the other part of the photo; no mask, which is everywhere, becomes nowhere."""
        place, size = self._hand.place, self._hand.photo_size
        if (mask := self._hand.mask) is not None:
            self._hand.put(replace(mask, inverted=not mask.inverted))
        elif place is not None and place.kind is not MaskKind.GUARD and size is not None:
            self._hand.put(Mask(self._keeper.keep(blank_picture(size, 0))))

    @Slot()
    def clear(self) -> None:
        """Take the mask away."""
        self._hand.put(None)

    # Within

    def _finish(self, stroke: MaskStroke) -> None:
        picture, self._stroke = stroke.picture(), None
        name, old = self._keeper.keep(picture), self._hand.mask
        self._hand.release(replace(stroke.canvas, name=name, picture=picture))
        self._hand.put(Mask(name) if old is None else replace(old, picture=name))

    def _take_brush(self, brush: MaskBrush) -> None:
        self._brush = brush
        self._tell()

    @Slot()
    def _begin_anew(self) -> None:
        self._stroke = None
        self._take_brush(self._brush.for_photo(self._hand.photo_size or (1, 1)))

    @Slot()
    def _tell_closed(self) -> None:
        self._stroke = None
        self.changed.emit(None)
        self.brush_changed.emit(None)
        self.overlay_changed.emit(None)

    @Slot()
    def _present(self) -> None:
        canvas = self._hand.canvas
        self.overlay_changed.emit(canvas.overlay if canvas is not None and self._is_shown else None)

    @Slot()
    def _tell(self) -> None:
        place, size, recipe = self._hand.place, self._hand.photo_size, self._desk.recipe
        if place is None or size is None or not place.is_in(recipe):
            return
        self.brush_changed.emit(self._brush.in_view(size))
        self.changed.emit(
            MaskState(
                place,
                place.mask_in(recipe),
                effect_of(recipe, place),
                self._brush.diameter_px,
                float(max(size)),
                self._brush.softness,
                self._brush.erases,
                self._is_shown,
            )
        )
