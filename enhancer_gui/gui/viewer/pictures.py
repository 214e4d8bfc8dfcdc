"""The pictures on the screen: loads what the view needs and says what must be painted again."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.difference import Differences
from enhancer_gui.gui.viewer.fades import Fades
from enhancer_gui.gui.viewer.hatch import Hatch
from enhancer_gui.gui.viewer.layer import PictureLayer
from enhancer_gui.gui.viewer.loader import LoadedTile, TileLoader
from enhancer_gui.gui.viewer.modes import Side
from enhancer_gui.gui.viewer.ordering import View, everything_visible, view_of, wishes, without_repeats
from enhancer_gui.gui.viewer.output_grid import output_grid
from enhancer_gui.gui.viewer.panes import Pane
from enhancer_gui.gui.viewer.scene import Scene, to_qrect
from enhancer_gui.gui.viewer.source import PictureSource
from enhancer_gui.gui.viewer.tile_cache import TileCache


class Pictures(QObject):
    """The layers of a comparison, without the widget around them.

    Attributes:
        is_seen: something of the photo is here, its overview first: from then on no part of it is empty.
    """

    changed = Signal(object)
    """An output region that looks different now."""

    stripes_moved = Signal()
    """The stripes over unfinished parts moved."""

    def __init__(self, budget_bytes: int, parent: QObject | None = None) -> None:
        """Start without pictures."""
        super().__init__(parent)
        self.reduced_motion = False
        self.is_seen = False
        self._grid = output_grid(None, ())
        self._cache = TileCache(budget_bytes)
        self._layers = {side: PictureLayer(side, self._cache) for side in Side}
        self._loader = TileLoader(self)
        self._loader.loaded.connect(self._land)
        self._hatch = Hatch(self)
        self._hatch.moved.connect(self.stripes_moved)
        self._fades = Fades(self)
        self._fades.advanced.connect(self._report)
        self._differences = Differences()
        self._scene = Scene(self._layers[Side.ORIGINAL], self._cache, self._hatch, self._differences)

    @property
    def output(self) -> tuple[int, int] | None:
        """(width, height) in output pixels; None without a picture."""
        return next((layer.picture.output for layer in self._layers.values() if layer.picture is not None), None)

    @property
    def per_result(self) -> int:
        """Output pixels along one pixel of the result: 1 unless the result is smaller than the photo."""
        return self._grid.per_result

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

    @property
    def gain(self) -> int:
        """How much differences are amplified."""
        return self._differences.gain

    @gain.setter
    def gain(self, gain: int) -> None:
        self._differences.gain = gain

    def source(self, side: Side) -> PictureSource | None:
        """Return what a side shows; BEFORE is the original unless another picture takes its place."""
        picture = self._shown(side).picture
        return None if picture is None else picture.source

    def show_photo(self, source: PictureSource | None) -> None:
        """Show another photo, which has no result yet."""
        self.is_seen = False
        self._fades.clear()
        self._differences.clear()
        for side in (Side.AFTER, Side.BEFORE):
            self._layers[side].show(None, (1, 1), same_photo=False)
        self._grid = output_grid(None if source is None else source.size, ())
        self._layers[Side.ORIGINAL].show(source, self._grid.size, same_photo=False)

    def show_result(self, side: Side, source: PictureSource | None) -> None:
        """Show another result of the same photo on a side, or none."""
        self._fades.clear()
        photo = self._layers[Side.ORIGINAL].picture
        others = [self._layers[other].picture for other in (Side.BEFORE, Side.AFTER) if other is not side]
        sizes = [picture.source.size for picture in others if picture is not None]
        sizes += [] if source is None else [source.size]
        self._grid = output_grid(None if photo is None else photo.source.size, sizes)
        self._layers[side].show(source, self._grid.size, same_photo=True)
        for picture in (photo, *others):
            if picture is not None and picture.output != self._grid.size:
                self._layers[picture.side].show(picture.source, self._grid.size, same_photo=True)

    def mark_finished(self, side: Side, region: Region) -> None:
        """Remember that a region of a side's source is final."""
        self._layers[side].mark_finished(region, self._loader.in_flight())

    def order(self, camera: Camera, magnified: Camera | None = None) -> None:
        """Load what a view needs, and first of all what a loupe over it shows."""
        view, layers = self._view(camera), tuple(self._layers.values())
        wanted = wishes(layers, view)
        if magnified is not None:
            close = self._view(magnified)
            wanted = [*wishes(layers, replace(close, nearby=close.visible)), *wanted]
        self._loader.order(without_repeats(wanted))
        for layer in layers:
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
        view = self._view(camera)
        return [rect for layer, clip in self._parts(pane) for rect in self._scene.striped(camera, view, layer, clip)]

    def paint(self, painter: QPainter, camera: Camera, pane: Pane, exposed: Region, pixel_ratio: float) -> None:
        """Paint what a pane shows within `exposed`; the painter is in device pixels of the pane."""
        view = self._view(camera)
        shown = exposed.intersection(camera.picture_rect())
        for side, part in ((Side.BEFORE, pane.before), (Side.AFTER, pane.after)):
            clip = part.intersection(shown)
            if not clip.is_empty:
                fades = self._fades.current() if side is Side.AFTER else ()
                self._scene.paint(painter, camera, view, self._shown(side), clip, pixel_ratio, fades)
        clip = pane.difference.intersection(shown)
        if not clip.is_empty:
            layers = self._shown(Side.BEFORE), self._shown(Side.AFTER)
            self._scene.paint_difference(painter, camera, view.level, layers, clip, pixel_ratio)
        painter.setClipRect(to_qrect(Region(0, 0, camera.view_width, camera.view_height)))

    def paint_original(self, painter: QPainter, camera: Camera, exposed: Region, pixel_ratio: float) -> None:
        """Paint the photo itself, whatever it is compared with."""
        clip = exposed.intersection(camera.picture_rect())
        if not clip.is_empty:
            self._scene.paint(painter, camera, self._view(camera), self._layers[Side.ORIGINAL], clip, pixel_ratio)
        painter.setClipRect(to_qrect(Region(0, 0, camera.view_width, camera.view_height)))

    def _view(self, camera: Camera) -> View:
        pictures = sum(layer.picture is not None for layer in self._layers.values())
        return view_of(camera, self._cache.budget_bytes, pictures)

    def _shown(self, side: Side) -> PictureLayer:
        layer = self._layers[side]
        return self._layers[Side.ORIGINAL] if side is Side.BEFORE and layer.picture is None else layer

    def _parts(self, pane: Pane) -> Iterator[tuple[PictureLayer, Region]]:
        """Yield which layer is seen where in a pane."""
        for side, part in ((Side.BEFORE, pane.before), (Side.AFTER, pane.after)):
            for clip in (part, pane.difference):
                if not clip.is_empty:
                    yield self._shown(side), clip

    def _land(self, answer: LoadedTile) -> None:
        picture = answer.request.picture
        fresh = self._layers[picture.side].land(answer)
        self.is_seen |= picture.side is Side.ORIGINAL
        if not self.reduced_motion and picture.side is Side.AFTER:
            for region in fresh:
                self._fades.begin(region)
        self.changed.emit(picture.pyramid.output_region(answer.request.key))

    def _report(self, regions: tuple[Region, ...]) -> None:
        for region in regions:
            self.changed.emit(region)
