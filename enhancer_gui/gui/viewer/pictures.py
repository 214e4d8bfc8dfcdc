"""The two pictures on the screen: loads what the view needs and says what must be painted again."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.fades import Fades
from enhancer_gui.gui.viewer.hatch import Hatch
from enhancer_gui.gui.viewer.layer import PictureLayer
from enhancer_gui.gui.viewer.loader import LoadedTile, TileLoader
from enhancer_gui.gui.viewer.modes import Side
from enhancer_gui.gui.viewer.ordering import everything_visible, view_of, wishes
from enhancer_gui.gui.viewer.panes import Pane
from enhancer_gui.gui.viewer.scene import Scene, to_qrect
from enhancer_gui.gui.viewer.source import PictureSource
from enhancer_gui.gui.viewer.tile_cache import TileCache


class Pictures(QObject):
    """Both halves of a comparison, without the widget around them."""

    changed = Signal(object)
    """An output region that looks different now."""

    stripes_moved = Signal()
    """The stripes over unfinished parts moved."""

    def __init__(self, budget_bytes: int, parent: QObject | None = None) -> None:
        """Start without pictures."""
        super().__init__(parent)
        self.reduced_motion = False
        self._cache = TileCache(budget_bytes)
        self._before = PictureLayer(Side.BEFORE, self._cache)
        self._after = PictureLayer(Side.AFTER, self._cache)
        self._loader = TileLoader(self)
        self._loader.loaded.connect(self._land)
        self._hatch = Hatch(self)
        self._hatch.moved.connect(self.stripes_moved)
        self._fades = Fades(self)
        self._fades.advanced.connect(self._report)
        self._scene = Scene(self._before, self._after, self._cache, self._hatch)

    @property
    def output(self) -> tuple[int, int] | None:
        """(width, height) in output pixels: the result's, or the photo's while there is no result."""
        picture = self._after.picture or self._before.picture
        return None if picture is None else picture.output

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being loaded."""
        return self._loader.is_idle

    @property
    def is_striped(self) -> bool:
        """Whether stripes move at present."""
        return self._hatch.is_moving

    @property
    def cache_bytes(self) -> int:
        """Memory of all tiles."""
        return self._cache.used_bytes

    def source(self, side: Side) -> PictureSource | None:
        """Return what a half shows."""
        picture = self._layer(side).picture
        return None if picture is None else picture.source

    def show_before(self, source: PictureSource | None) -> None:
        """Show another photo, which has no result yet."""
        self._fades.clear()
        self._after.show(None, (1, 1), same_photo=False)
        self._before.show(source, (1, 1) if source is None else source.size, same_photo=False)

    def show_after(self, source: PictureSource | None) -> None:
        """Show another result of the same photo."""
        self._fades.clear()
        before = self._before.picture
        if source is not None:
            output = source.size
        elif before is not None:
            output = before.source.size
        else:
            output = (1, 1)
        self._after.show(source, output, same_photo=True)
        if before is not None and before.output != output:
            self._before.show(before.source, output, same_photo=True)

    def mark_finished(self, region: Region) -> None:
        """Remember that an output region of the result is final."""
        self._after.mark_finished(region, self._loader.in_flight())

    def order(self, camera: Camera) -> None:
        """Load what a view needs."""
        view = view_of(camera, self._cache.budget_bytes, self._count)
        self._loader.order(wishes(self._before, self._after, view))
        for layer in (self._before, self._after):
            if layer.fallback is not None and everything_visible(layer, view):
                layer.drop_fallback()

    def rest(self) -> None:
        """Load and move nothing while nobody looks."""
        self._loader.order(())
        self._hatch.set_moving(False)
        self._fades.clear()

    def shutdown(self) -> None:
        """Rest for good; returns when no thread reads any more."""
        self.rest()
        self._loader.shutdown()

    def update_motion(self, camera: Camera, panes: tuple[Pane, ...]) -> None:
        """Let the stripes move exactly while some are in view and motion is wanted."""
        striped = any(self.striped(camera, pane) for pane in panes)
        self._hatch.set_moving(striped and not self.reduced_motion)

    def striped(self, camera: Camera, pane: Pane) -> list[Region]:
        """Return the device rectangles of a pane in which stripes are seen."""
        if pane.after.is_empty:
            return []
        view = view_of(camera, self._cache.budget_bytes, self._count)
        return self._scene.striped(camera, view.level, pane.after)

    def paint(self, painter: QPainter, camera: Camera, pane: Pane, exposed: Region, pixel_ratio: float) -> None:
        """Paint what a pane shows within `exposed`; the painter is in device pixels of the pane."""
        level = view_of(camera, self._cache.budget_bytes, self._count).level
        shown = exposed.intersection(camera.picture_rect())
        before, after = pane.before.intersection(shown), pane.after.intersection(shown)
        if not before.is_empty:
            self._scene.paint_before(painter, camera, level, before)
        if not after.is_empty:
            self._scene.paint_after(painter, camera, level, after, self._fades.current(), pixel_ratio)
        painter.setClipRect(to_qrect(Region(0, 0, camera.view_width, camera.view_height)))

    @property
    def _count(self) -> int:
        return sum(layer.picture is not None for layer in (self._before, self._after))

    def _layer(self, side: Side) -> PictureLayer:
        return self._before if side is Side.BEFORE else self._after

    def _land(self, answer: LoadedTile) -> None:
        layer = self._layer(answer.request.picture.side)
        fresh = layer.land(answer)
        if not self.reduced_motion:
            for region in fresh:
                self._fades.begin(region)
        picture = answer.request.picture
        self.changed.emit(picture.pyramid.output_region(answer.request.key))

    def _report(self, regions: tuple[Region, ...]) -> None:
        for region in regions:
            self.changed.emit(region)
