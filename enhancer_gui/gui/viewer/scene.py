"""Paints the pictures: tiles, what stands in for them, and what is not finished.

The painter is in device pixels with the view's corner at (0, 0). Clip rectangles have whole pixels, so
neighbouring tiles meet without overlap, and each tile's apron lets smooth scaling cross the seam.
"""

import math
from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QTransform

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.camera import PIXELS_FROM_SCALE, Camera
from enhancer_gui.gui.viewer.difference import EQUAL_GREY, Differences
from enhancer_gui.gui.viewer.fades import Fade
from enhancer_gui.gui.viewer.hatch import Hatch
from enhancer_gui.gui.viewer.layer import PictureLayer
from enhancer_gui.gui.viewer.ordering import View
from enhancer_gui.gui.viewer.picture import Picture
from enhancer_gui.gui.viewer.pyramid import TileKey
from enhancer_gui.gui.viewer.tile_cache import CachedTile, TileCache

_MARGIN_PX = 2
"""Image pixels around a clip that smooth scaling may need."""


class Scene:
    """Paints the layers of a comparison: the original as it is, results over it where they are not finished."""

    def __init__(self, original: PictureLayer, cache: TileCache, hatch: Hatch, differences: Differences) -> None:
        """Paint over this original, with the tiles of this cache."""
        self._original = original
        self._cache = cache
        self._hatch = hatch
        self._differences = differences

    def paint(
        self,
        painter: QPainter,
        camera: Camera,
        view: View,
        layer: PictureLayer,
        clip: Region,
        ratio: float,
        fades: Iterable[Fade] = (),
    ) -> None:
        """Paint a layer within a clip in device pixels; where it is not finished, the original beneath stripes."""
        if layer is self._original:
            self._paint_original(painter, camera, view.level, clip)
        else:
            self._paint_result(painter, camera, view, layer, clip, fades, ratio)

    def paint_difference(
        self,
        painter: QPainter,
        camera: Camera,
        level: int,
        layers: tuple[PictureLayer, PictureLayer],
        clip: Region,
        ratio: float,
    ) -> None:
        """Paint where two layers differ within a clip; grey where they are equal or one is not here yet."""
        painter.setClipRect(to_qrect(clip))
        painter.fillRect(to_qrect(clip), QColor(EQUAL_GREY, EQUAL_GREY, EQUAL_GREY))
        pictures = [layer.picture for layer in layers if layer.picture is not None]
        if len(pictures) < len(layers):
            return
        pyramid = pictures[0].pyramid
        for key in pyramid.tiles(level, camera.region_under(clip)):
            rect = camera.rect_of(pyramid.output_region(key)).intersection(clip)
            for place in (key, *pyramid.ancestors(key)):
                before, after = (layer.tile(place) for layer in layers)
                if before is not None and after is not None and before.image is not None and after.image is not None:
                    image = self._differences.image(before.image, after.image)
                    _blit(painter, camera, pictures[0], place, CachedTile(image, is_complete=True), rect)
                    break
            for layer in layers:
                if self._shows_stripes(layer, key):
                    self._paint_stripes(painter, camera, rect, ratio)

    def striped(self, camera: Camera, view: View, layer: PictureLayer, clip: Region) -> list[Region]:
        """Return the device rectangles within a clip in which a layer shows stripes."""
        picture = layer.picture
        if picture is None or layer is self._original:
            return []
        keys = picture.pyramid.tiles(view.level_of(picture), camera.region_under(clip))
        shown = (key for key in keys if self._shows_stripes(layer, key))
        rects = (camera.rect_of(picture.pyramid.output_region(key)) for key in shown)
        return [inside for rect in rects if not (inside := rect.intersection(clip)).is_empty]

    def _paint_original(self, painter: QPainter, camera: Camera, level: int, clip: Region) -> None:
        self._paint_fallback(painter, camera, self._original, clip)
        picture = self._original.picture
        if picture is not None:
            for key in picture.pyramid.tiles(level, camera.region_under(clip)):
                self._paint_tile(painter, camera, self._original, key, clip)

    def _paint_result(
        self,
        painter: QPainter,
        camera: Camera,
        view: View,
        layer: PictureLayer,
        clip: Region,
        fades: Iterable[Fade],
        ratio: float,
    ) -> None:
        picture = layer.picture
        if picture is None:
            return
        for key in picture.pyramid.tiles(view.level_of(picture), camera.region_under(clip)):
            rect = camera.rect_of(picture.pyramid.output_region(key)).intersection(clip)
            if rect.is_empty:
                continue
            tile = layer.tile(key)
            if tile is not None and tile.is_complete:
                self._paint_tile(painter, camera, layer, key, rect)
            else:
                self._paint_unfinished(painter, camera, layer, key, view.level, rect, ratio)
        for fade in fades:
            rect = camera.rect_of(fade.region).intersection(clip)
            if not rect.is_empty:
                # The finished tile is there already: lay what it replaces over it, ever thinner.
                painter.setOpacity(1.0 - fade.opacity)
                self._paint_original(painter, camera, view.level, rect)
                self._paint_stripes(painter, camera, rect, ratio)
                painter.setOpacity(1.0)

    def _shows_stripes(self, layer: PictureLayer, key: TileKey) -> bool:
        """Return whether a tile, or the coarser one that stands in for it, is known to be unfinished."""
        if layer is self._original:
            return False
        tile = layer.tile(key)
        if tile is not None:
            return not tile.is_complete
        coarser = next((tile for stand_in, tile in layer.stand_ins(key) if stand_in.level > key.level), None)
        return coarser is not None and not coarser.is_complete

    def _paint_unfinished(
        self,
        painter: QPainter,
        camera: Camera,
        layer: PictureLayer,
        key: TileKey,
        level: int,
        rect: Region,
        ratio: float,
    ) -> None:
        self._paint_original(painter, camera, level, rect)
        if self._shows_stripes(layer, key):
            self._paint_stripes(painter, camera, rect, ratio)
        if layer.tile(key) is None:
            self._paint_fallback(painter, camera, layer, rect)
        self._paint_tile(painter, camera, layer, key, rect)

    def _paint_stripes(self, painter: QPainter, camera: Camera, rect: Region, ratio: float) -> None:
        painter.setClipRect(to_qrect(rect))
        brush = self._hatch.brush(ratio)
        painter.setBrushOrigin(self._hatch.origin(camera.x, camera.y))
        painter.fillRect(to_qrect(rect), brush)
        painter.setBrushOrigin(0, 0)
        if (light := self._hatch.shimmer(ratio, camera.x, camera.y)) is not None:
            painter.fillRect(to_qrect(rect), light)

    def _paint_tile(self, painter: QPainter, camera: Camera, layer: PictureLayer, key: TileKey, clip: Region) -> None:
        picture = layer.picture
        if picture is None:
            return
        rect = camera.rect_of(picture.pyramid.output_region(key)).intersection(clip)
        tile = layer.tile(key)
        if tile is not None:
            _blit(painter, camera, picture, key, tile, rect)
            return
        for stand_in, stand_in_tile in layer.stand_ins(key):
            own = camera.rect_of(picture.pyramid.output_region(stand_in)).intersection(rect)
            _blit(painter, camera, picture, stand_in, stand_in_tile, own)

    def _paint_fallback(self, painter: QPainter, camera: Camera, layer: PictureLayer, clip: Region) -> None:
        """Paint the version before the present one, from whatever tiles of it are left."""
        picture = layer.fallback
        if picture is None:
            return
        share = picture.pyramid.width / camera.width
        visible = camera.region_under(clip)
        region = Region(
            math.floor(visible.x * share),
            math.floor(visible.y * share),
            math.ceil(visible.width * share) + 1,
            math.ceil(visible.height * share) + 1,
        )
        wanted = picture.pyramid.level_for(camera.scale / share)
        for level in range(picture.pyramid.top, max(wanted - 1, 0) - 1, -1):
            for key in picture.pyramid.tiles(level, region):
                tile = self._cache.get(picture, key)
                if tile is not None:
                    _blit(painter, camera, picture, key, tile, clip)


def to_qrect(region: Region) -> QRect:
    """Return a region as Qt's rectangle."""
    return QRect(region.x, region.y, region.width, region.height)


def _blit(painter: QPainter, camera: Camera, picture: Picture, key: TileKey, tile: CachedTile, clip: Region) -> None:
    """Paint the part of a tile inside a clip, never beyond the tile's own pixels."""
    if tile.image is None or clip.is_empty:
        return
    pyramid = picture.pyramid
    step_x = camera.scale * camera.width / pyramid.width * (1 << key.level)
    step_y = camera.scale * camera.height / pyramid.height * (1 << key.level)
    image = pyramid.image_region(key)
    left, top = camera.x + image.x * step_x, camera.y + image.y * step_y
    painter.setClipRect(to_qrect(clip))
    if step_x >= PIXELS_FROM_SCALE and key.level == picture.own_level(camera.result_level):
        _fill_with_squares(painter, tile.image, QTransform(step_x, 0.0, 0.0, step_y, left, top), clip)
        return
    # Only the pixels beneath the clip: at 1600 % a whole tile would span more pixels than Qt's rasterizer takes.
    first_x = max(0, math.floor((clip.x - left) / step_x) - _MARGIN_PX)
    first_y = max(0, math.floor((clip.y - top) / step_y) - _MARGIN_PX)
    last_x = min(image.width, math.ceil((clip.right - left) / step_x) + _MARGIN_PX)
    last_y = min(image.height, math.ceil((clip.bottom - top) / step_y) + _MARGIN_PX)
    if last_x <= first_x or last_y <= first_y:
        return
    target = QRectF(
        left + first_x * step_x, top + first_y * step_y, (last_x - first_x) * step_x, (last_y - first_y) * step_y
    )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, tile.image, QRectF(first_x, first_y, last_x - first_x, last_y - first_y))


def _fill_with_squares(painter: QPainter, image: QImage, place: QTransform, clip: Region) -> None:
    """Paint pixels as squares whose edges do not depend on the clip.

    `drawImage` rounds what it scales to whole device pixels when it does not smooth; a texture is not rounded.
    """
    brush = QBrush(image)
    brush.setTransform(place)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.fillRect(to_qrect(clip), brush)
