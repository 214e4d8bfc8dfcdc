"""How the viewer's surface is laid out: pictures, camera, divider, loupe and overview, before anything is painted."""

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QWidget

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.blink import Blinker
from enhancer_gui.gui.viewer.brush import Brush
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.crop_frame import CropFrame
from enhancer_gui.gui.viewer.loupe import loupe_camera, loupe_rect
from enhancer_gui.gui.viewer.mask_overlay import MaskOverlay
from enhancer_gui.gui.viewer.modes import CompareMode, Side
from enhancer_gui.gui.viewer.navigator import Navigator
from enhancer_gui.gui.viewer.overlays import KNOB_RADIUS, MARGIN, DividerLine
from enhancer_gui.gui.viewer.overview import overview_rect
from enhancer_gui.gui.viewer.panes import GAP_PX, NOTHING, Ground, Pane, panes, view_size
from enhancer_gui.gui.viewer.pictures import Pictures

SURROUND_DARK = QColor("#161616")

ABOVE_STATUS_PX = 40
"""Room for the line of words at the lower edge, whether there is one or not: nothing jumps when it comes."""

_DIVIDED = (CompareMode.SPLIT, CompareMode.SPLIT_ACROSS)


class CompareLayout(QWidget):
    """Two pictures, one camera and one divider on a widget; knows where everything is."""

    zoom_changed = Signal(float)
    """Zoom in percent of the result that the view has or glides to."""

    visible_changed = Signal(object)
    """The Region of output pixels in view, once it has been still for a moment."""

    def __init__(self, parent: QWidget | None, cache_bytes: int) -> None:
        """Start empty, in split mode with the divider in the middle."""
        super().__init__(parent)
        self._mode = CompareMode.SPLIT
        self._divider = 0.5
        self._divider_pressed = False
        self._surround = QColor(SURROUND_DARK)
        self._status: str | None = None
        self._held = False
        self._ring = False
        self._has_loupe = False
        self._has_overview = True
        self._pointer: QPointF | None = None
        self._navigator = Navigator(self)
        self._overlay: MaskOverlay | None = None
        self._crop: CropFrame | None = None
        self._placeholder: QPixmap | None = None
        self._brush: Brush | None = None
        self._pictures = Pictures(cache_bytes, self)
        self._blinker = Blinker(self)

    @property
    def navigator(self) -> Navigator:
        """The camera."""
        return self._navigator

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to look at."""
        return self._pictures.output is not None

    @property
    def visible_region(self) -> Region:
        """The output pixels in view, at the end of a glide; empty without a picture."""
        return self._navigator.target.snapped().visible_region() if self.has_picture else NOTHING

    @property
    def divider_line(self) -> DividerLine | None:
        """The divider, or None while there is none."""
        mode = self._layout_mode
        if mode not in _DIVIDED or self._held:
            return None
        camera = self._navigator.camera.snapped()
        place, photo = self._divider_place(camera) / self._ratio, camera.picture_rect()
        if mode is CompareMode.SPLIT_ACROSS:
            start, end = photo.x / self._ratio, photo.right / self._ratio
            return DividerLine(place, start, end, self._knob_place(self.width(), end), is_across=True)
        start, end = photo.y / self._ratio, photo.bottom / self._ratio
        return DividerLine(place, start, end, self._knob_place(self.height(), end))

    @property
    def overview_rect(self) -> QRectF | None:
        """Where the overview is in logical pixels; None while there is none."""
        if not self._has_overview or not self.has_picture:
            return None
        return overview_rect(self._navigator.camera, self.width(), self.height())

    def pane_point(self, point: QPointF) -> tuple[float, float]:
        """Return the device pixel of the camera's view beneath a logical point of the widget."""
        x, y = point.x() * self._ratio, point.y() * self._ratio
        corners = [(pane.rect.x, pane.rect.y) for pane in self._panes() if pane.rect.x <= x and pane.rect.y <= y]
        left, top = max(corners, default=(0, 0))
        return x - left, y - top

    @property
    def brush(self) -> Brush | None:
        """The brush in hand; None while nothing is painted."""
        return self._brush if self.has_picture else None

    @property
    def brush_radius(self) -> float:
        """The brush's radius on the screen in logical pixels."""
        camera = self._navigator.camera
        return 0.0 if self._brush is None else self._brush.radius * camera.width * camera.scale / self._ratio

    def photo_share(self, point: QPointF) -> tuple[float, float]:
        """Return which shares of the photo's width and height lie beneath a logical point of the widget."""
        camera = self._navigator.camera.snapped()
        x, y = camera.to_output(*self.pane_point(point))
        return x / camera.width, y / camera.height

    def device_length(self, length: float) -> float:
        """Return logical pixels as device pixels."""
        return length * self._ratio

    @property
    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    @property
    def _layout_mode(self) -> CompareMode:
        """The mode as far as there are pictures for it."""
        if self._pictures.source(Side.AFTER) is None:
            return CompareMode.BEFORE
        if self._pictures.source(Side.BEFORE) is None:
            return CompareMode.AFTER
        return self._mode

    @property
    def _ground(self) -> Ground:
        width, height = round(self.width() * self._ratio), round(self.height() * self._ratio)
        columns, rows = self._pictures.output or (1, 1)
        return Ground(width, height, round(GAP_PX * self._ratio), columns / rows)

    def _framed(self) -> Camera:
        """Return the target camera for the present size, mode and pictures."""
        camera = self._navigator.target.with_view(*view_size(self._layout_mode, self._ground))
        output, photo = self._pictures.output, self._pictures.source(Side.ORIGINAL)
        if output is None:
            return camera
        input_scale = 1.0 if photo is None else min(1.0, photo.size[0] / output[0])
        framed = camera.with_picture(*output, input_scale, 1.0 / self._pictures.per_result)
        known = camera.width, camera.height, camera.input_scale, camera.result_scale
        return camera if known == (framed.width, framed.height, framed.input_scale, framed.result_scale) else framed

    def _divider_place(self, camera: Camera) -> int:
        """Return the first device column (or row) of the after half."""
        rect = camera.picture_rect()
        if self._layout_mode is CompareMode.SPLIT_ACROSS:
            return rect.y + round(rect.height * self._divider)
        return rect.x + round(rect.width * self._divider)

    def _knob_place(self, length: float, end: float) -> float:
        """Return how far along the divider its knob is.

        In the middle, where a hand looks for it; at the end while there is a brush in hand, which paints in the middle.
        """
        room = MARGIN + (ABOVE_STATUS_PX if self._layout_mode is CompareMode.SPLIT else 0)
        return length / 2 if self.brush is None else min(end, length - KNOB_RADIUS - room)

    def _panes(self) -> tuple[Pane, ...]:
        camera = self._navigator.camera.snapped()
        place = self._divider_place(camera)
        return panes(self._layout_mode, self._ground, camera, place, blinks=self._blinker.is_before)

    @property
    def _loupe_point(self) -> QPointF:
        """Where the loupe looks: at the pointer, or at the middle for who has none over the photo."""
        return self._pointer if self._pointer is not None else QPointF(self.width() / 2, self.height() / 2)

    @property
    def _loupe_rect(self) -> QRectF:
        squares = 1 if self._layout_mode is CompareMode.BEFORE else 2
        return loupe_rect(self._loupe_point, squares, self.width(), self.height())

    @property
    def _magnified(self) -> Camera | None:
        """The loupe's view; None while there is no loupe."""
        if not self._has_loupe or not self.has_picture:
            return None
        x, y = self.pane_point(self._loupe_point)
        return loupe_camera(self._navigator.camera.snapped(), x, y, self._ratio)
