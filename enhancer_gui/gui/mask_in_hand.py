"""Which mask is painted: its place in the recipe in hand, and the canvas that is made for it in the background."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.masks import Mask
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.mask_canvas import Canvas, CanvasKey, make_canvas
from enhancer_gui.gui.mask_places import MaskPlace
from enhancer_gui.gui.recipe_editing import RecipeEditing
from enhancer_gui.gui.showing import Showing

WRITE_WITHIN_S = 2.0


class MaskInHand(QObject):
    """Follows the recipe in hand, whoever changes it.

    Signals:
        closed(): none is painted any more.
        renewed(): it is another mask, or that of another photo; a stroke that was under way is void.
        looked_at(): the recipe is another one, the mask the same.
        canvas_changed(): another canvas, or none yet.
        failed(EnhancerError): a mask cannot be read.
    """

    closed = Signal()
    renewed = Signal()
    looked_at = Signal()
    canvas_changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, showing: Showing, editing: RecipeEditing, parent: QObject | None = None) -> None:
        """Hold none before `open`."""
        super().__init__(parent)
        self._desk, self._showing, self._editing = desk, showing, editing
        self._place: MaskPlace | None = None
        self._key: CanvasKey | None = None
        self._canvas: Canvas | None = None
        self._is_held = False
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
    def key(self) -> CanvasKey | None:
        """What the canvas is, or is being, made for."""
        return self._key

    @property
    def canvas(self) -> Canvas | None:
        """What is painted on; None until it is made."""
        return self._canvas

    @property
    def mask(self) -> Mask | None:
        """The mask that the recipe has there."""
        return None if self._place is None else self._place.mask_in(self._desk.recipe)

    @property
    def photo_size(self) -> tuple[int, int] | None:
        """(width, height) of the photo; None while it is unknown."""
        return None if self._desk.current is None else self._desk.current.size

    def open(self, place: MaskPlace) -> None:
        """Paint the mask of a place, or no longer where it is painted already."""
        if place == self._place or not self.photo_size or not place.is_in(self._desk.recipe):
            self.close()
            return
        self._place, self._key, self._canvas, self._is_held = place, None, None, False
        self.canvas_changed.emit()
        self._follow()

    def close(self) -> None:
        """Paint no more; masks stay as they are."""
        if self._place is not None:
            self._place = self._key = self._canvas = None
            self._is_held = False
            self.closed.emit()

    def hold(self, canvas: Canvas) -> None:
        """Keep a canvas while a stroke is on it: none that is made meanwhile takes its place."""
        self._canvas, self._is_held = canvas, True

    def release(self, canvas: Canvas) -> None:
        """Go on with the canvas that a stroke has left."""
        self._canvas, self._is_held = canvas, False

    def put(self, mask: Mask | None) -> None:
        """Give the recipe another mask there, or none."""
        if self._place is not None and self._desk.current is not None:
            self._editing.set_recipe(self._place.with_mask(self._desk.recipe, mask))

    def shut_down(self) -> bool:
        """Read nothing more; returns whether the present call has ended."""
        self.close()
        return self._calls.finish(WRITE_WITHIN_S)

    @Slot()
    def _follow(self) -> None:
        """Look at the mask that the recipe has now."""
        photo, place = self._desk.current, self._place
        if place is None:
            return
        if photo is None or not place.is_in(photo.recipe):
            self.close()
            return
        key = CanvasKey(photo.id, place, place.mask_in(photo.recipe))
        if self._key is not None and self._key.photo_id != photo.id:
            self._key = self._canvas = None
            self._is_held = False
            self.canvas_changed.emit()
        image = self._showing.image_of(photo.id)
        if image is None or photo.size is None or key == self._key:
            self.looked_at.emit()
            return
        if self._canvas is not None and self._canvas.name != key.name:
            self._canvas = None
        self._key, self._is_held = key, False
        self.renewed.emit()
        self._calls.submit(key, partial(make_canvas, key, image))

    @Slot(object, object)
    def _take(self, key: CanvasKey, canvas: Canvas) -> None:
        if key == self._key and not self._is_held:
            self._canvas = canvas
            self.canvas_changed.emit()

    @Slot(object, object)
    def _pass_on_failure(self, key: CanvasKey, error: EnhancerError) -> None:
        if key == self._key:
            self.failed.emit(error)
