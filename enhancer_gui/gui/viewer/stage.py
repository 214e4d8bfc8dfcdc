"""The viewer's surface: how it is laid out and painted, before any event or outside call."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.camera import Camera
from enhancer_gui.gui.viewer.labels import Room, after_label, before_label, status_label
from enhancer_gui.gui.viewer.modes import CompareMode, Side
from enhancer_gui.gui.viewer.navigator import Navigator
from enhancer_gui.gui.viewer.overlays import Pill, label_font, paint_divider, paint_focus_ring, paint_pill
from enhancer_gui.gui.viewer.panes import NOTHING, Pane, panes, view_size
from enhancer_gui.gui.viewer.pictures import Pictures
from enhancer_gui.gui.viewer.scene import to_qrect

SURROUND_DARK = QColor("#161616")

VISIBLE_DEBOUNCE_MS = 50
"""A moving view changes with every frame; the order of the work need not."""


class CompareStage(QWidget):
    """Two pictures, one camera and one divider on a widget."""

    zoom_changed = Signal(float)
    """Zoom in percent of the output that the view has or glides to."""

    visible_changed = Signal(object)
    """The Region of output pixels in view, once it has been still for a moment."""

    def __init__(self, parent: QWidget | None, cache_bytes: int) -> None:
        """Start empty, in split mode with the divider in the middle."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._mode = CompareMode.SPLIT
        self._divider = 0.5
        self._divider_pressed = False
        self._surround = QColor(SURROUND_DARK)
        self._status: str | None = None
        self._held = False
        self._ring = False
        self._reported = (NOTHING, 0.0)
        self._navigator = Navigator(self)
        self._navigator.changed.connect(self._after_layout)
        self._navigator.aimed.connect(self._after_aim)
        self._pictures = Pictures(cache_bytes, self)
        self._pictures.changed.connect(self._after_change)
        self._pictures.stripes_moved.connect(self._repaint_stripes)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(VISIBLE_DEBOUNCE_MS)
        self._still.timeout.connect(self._report_visible)

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
    def divider_line(self) -> QPointF | None:
        """The knob's place in logical pixels, or None while there is no divider."""
        if self._layout_mode is not CompareMode.SPLIT or self._held:
            return None
        return QPointF(self._divider_x(self._navigator.camera.snapped()) / self._ratio, self.height() / 2)

    def pane_point(self, point: QPointF) -> tuple[float, float]:
        """Return the device pixel of the camera's view beneath a logical point of the widget."""
        x, y = point.x() * self._ratio, point.y() * self._ratio
        left = max((pane.rect.x for pane in self._panes() if pane.rect.x <= x), default=0)
        return x - left, y

    def device_length(self, length: float) -> float:
        """Return logical pixels as device pixels."""
        return length * self._ratio

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint pictures, divider and labels."""
        painter = QPainter(self)
        if self.has_picture:
            self._paint_pictures(painter, event.rect().toRectF())
            painter.resetTransform()
            painter.setClipping(False)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_overlays(painter)
        else:
            painter.fillRect(event.rect(), self._surround)
        if self._ring:
            paint_focus_ring(painter, self.width(), self.height())
        painter.end()

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

    def _device_size(self) -> tuple[int, int]:
        return round(self.width() * self._ratio), round(self.height() * self._ratio)

    def _framed(self) -> Camera:
        """Return the target camera for the present size, mode and pictures."""
        camera = self._navigator.target.with_view(*view_size(self._layout_mode, *self._device_size(), self._ratio))
        output = self._pictures.output
        return camera if output is None or output == (camera.width, camera.height) else camera.with_picture(*output)

    def _divider_x(self, camera: Camera) -> int:
        """Return the first device column of the after half."""
        rect = camera.picture_rect()
        return rect.x + round(rect.width * self._divider)

    def _panes(self) -> tuple[Pane, ...]:
        camera = self._navigator.camera.snapped()
        both = panes(self._layout_mode, self._device_size()[0], camera, self._divider_x(camera))
        if not self._held:
            return both
        whole = Region(0, 0, camera.view_width, camera.view_height)
        return tuple(Pane(pane.rect, whole, NOTHING) for pane in both)

    def _paint_pictures(self, painter: QPainter, exposed: QRectF) -> None:
        ratio, camera = self._ratio, self._navigator.camera.snapped()
        # With a fractional ratio the widget may begin within a device pixel; the photo must not.
        corner = painter.deviceTransform().map(QPointF(0.0, 0.0))
        painter.scale(1.0 / ratio, 1.0 / ratio)
        painter.translate(round(corner.x()) - corner.x(), round(corner.y()) - corner.y())
        rect = QRectF(exposed.x() * ratio, exposed.y() * ratio, exposed.width() * ratio, exposed.height() * ratio)
        around = rect.toAlignedRect().adjusted(-1, -1, 1, 1)
        painter.fillRect(around, self._surround)
        for pane in self._panes():
            here = Region(around.x(), around.y(), around.width(), around.height()).relative_to(pane.rect)
            painter.translate(pane.rect.x, pane.rect.y)
            self._pictures.paint(painter, camera, pane, here, ratio)
            painter.translate(-pane.rect.x, -pane.rect.y)

    def _paint_overlays(self, painter: QPainter) -> None:
        line = self.divider_line
        if line is not None:
            rect = self._navigator.camera.picture_rect()
            top, bottom = rect.y / self._ratio, rect.bottom / self._ratio
            paint_divider(painter, line.x(), top, bottom, line.y(), pressed=self._divider_pressed)
        font = label_font(self.font())
        for pill in self._labels():
            paint_pill(painter, pill, font)
        if self._status:
            pill = status_label(self._status, self.width(), self.height(), font)
            paint_pill(painter, pill, font, rounded=True)

    def _labels(self) -> list[Pill]:
        font, pills = label_font(self.font()), []
        for pane in self._panes():
            for part, side, place in ((pane.before, Side.BEFORE, before_label), (pane.after, Side.AFTER, after_label)):
                left = (pane.rect.x + part.x) / self._ratio
                pill = place(self._words(side), Room(left, left + part.width / self._ratio), font)
                pills += [] if part.is_empty or pill is None else [pill]
        return pills

    def _words(self, side: Side) -> str:
        source = self._pictures.source(side)
        width, height = (0, 0) if source is None else source.size
        words = self.tr("Before · {width} × {height}") if side is Side.BEFORE else self.tr("After · {width} × {height}")
        return words.format(width=width, height=height)

    def _load(self) -> None:
        """Fetch what the view needs, while somebody looks."""
        if self.isVisible() and self.has_picture:
            self._pictures.order(self._navigator.target.snapped())
        self._update_motion()

    def _update_motion(self) -> None:
        visible = self._panes() if self.isVisible() and self.has_picture else ()
        self._pictures.update_motion(self._navigator.camera.snapped(), visible)

    def _after_layout(self) -> None:
        """Follow a change of what is seen where."""
        self._update_motion()
        self.update()

    def _after_aim(self) -> None:
        self._load()
        self._announce_view()

    def _announce_view(self) -> None:
        """Report the zoom now and the region in view once it is still."""
        percent = self._navigator.target.percent if self.has_picture else 0.0
        if percent != self._reported[1]:
            self._reported = (self._reported[0], percent)
            self.zoom_changed.emit(percent)
        self._still.start()

    def _report_visible(self) -> None:
        region = self.visible_region
        if region != self._reported[0]:
            self._reported = (region, self._reported[1])
            self.visible_changed.emit(region)

    def _after_change(self, region: Region) -> None:
        camera = self._navigator.camera.snapped()
        rect = camera.rect_of(region).grown(1)
        for pane in self._panes():
            self._update_device(rect.intersection(Region(0, 0, pane.rect.width, pane.rect.height)), pane)
        self._load()

    def _repaint_stripes(self) -> None:
        camera = self._navigator.camera.snapped()
        for pane in self._panes():
            for rect in self._pictures.striped(camera, pane):
                self._update_device(rect, pane)

    def _update_device(self, rect: Region, pane: Pane) -> None:
        """Repaint device pixels of a pane."""
        if not rect.is_empty:
            place = to_qrect(rect).translated(pane.rect.x, pane.rect.y).toRectF()
            ratio = self._ratio
            logical = QRectF(place.x() / ratio, place.y() / ratio, place.width() / ratio, place.height() / ratio)
            self.update(logical.toAlignedRect())
