"""The viewer's surface: how it is painted and what it loads, before any event or outside call."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.brush import paint_brush
from enhancer_gui.gui.viewer.labels import status_label
from enhancer_gui.gui.viewer.layout import CompareLayout
from enhancer_gui.gui.viewer.loupe import mark_rect, paint_loupe, paint_mark, paint_percent
from enhancer_gui.gui.viewer.modes import CompareMode
from enhancer_gui.gui.viewer.overlays import label_font, paint_divider, paint_focus_ring, paint_pill
from enhancer_gui.gui.viewer.overview import paint_overview
from enhancer_gui.gui.viewer.panes import NOTHING, Pane
from enhancer_gui.gui.viewer.placeholder import camera_for, paint_placeholder
from enhancer_gui.gui.viewer.scene import to_qrect

VISIBLE_DEBOUNCE_MS = 50
"""A moving view changes with every frame; the order of the work need not."""


class CompareStage(CompareLayout):
    """Paints the layout, loads what it shows and says what is in view."""

    def __init__(self, parent: QWidget | None, cache_bytes: int) -> None:
        """Start empty, in split mode with the divider in the middle."""
        super().__init__(parent, cache_bytes)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._reported = (NOTHING, 0.0)
        self._was_seen = False
        self._navigator.changed.connect(self._after_layout)
        self._navigator.aimed.connect(self._after_aim)
        self._pictures.changed.connect(self._after_change)
        self._pictures.stripes_moved.connect(self._repaint_stripes)
        self._blinker.turned.connect(self._after_layout)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(VISIBLE_DEBOUNCE_MS)
        self._still.timeout.connect(self._report_visible)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint pictures, divider and labels."""
        painter = QPainter(self)
        if self.has_picture:
            self._paint_pictures(painter, event.rect().toRectF())
            painter.resetTransform()
            painter.setClipping(False)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_overlays(painter)
            if self.brush is not None and self._pointer is not None and not self._held:
                paint_brush(painter, self._pointer, self.brush_radius, self.brush)
        else:
            painter.fillRect(event.rect(), self._surround)
            self._paint_placeholder(painter)
        if self._ring:
            paint_focus_ring(painter, self.width(), self.height())
        painter.end()

    def _paint_placeholder(self, painter: QPainter) -> None:
        """Paint what stands in for a photo whose size is not known yet."""
        if (picture := self._placeholder) is not None:
            painter.save()
            painter.scale(1.0 / self._ratio, 1.0 / self._ratio)
            width, height = round(self.width() * self._ratio), round(self.height() * self._ratio)
            paint_placeholder(painter, camera_for(picture, width, height), picture)
            painter.restore()

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
            if self._placeholder is not None:
                paint_placeholder(painter, camera, self._placeholder)
            if self._held:
                self._pictures.paint_original(painter, camera, here, ratio)
            else:
                self._pictures.paint(painter, camera, pane, here, ratio)
                if self._crop is not None:
                    self._crop.paint(painter, camera, self._result_part(pane).intersection(here), ratio)
                if self._overlay is not None:
                    self._overlay.paint(painter, camera, here, ratio)
            painter.translate(-pane.rect.x, -pane.rect.y)

    def _result_part(self, pane: Pane) -> Region:
        """Return where a pane shows the result, or the photo itself while there is none."""
        if self._layout_mode is CompareMode.BEFORE:
            return pane.before
        return pane.after if not pane.after.is_empty else pane.difference

    def _paint_overlays(self, painter: QPainter) -> None:
        ratio, camera, line = self._ratio, self._navigator.camera, self.divider_line
        if line is not None and self._pictures.is_seen:  # nothing is divided before it can be seen
            paint_divider(painter, line, pressed=self._divider_pressed)
        if (place := self.overview_rect) is not None:
            paint_overview(painter, self._pictures, camera, place, ratio)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = label_font(self.font())
        if self._status:
            pill = status_label(self._status, self.width(), self.height(), font)
            paint_pill(painter, pill, font, rounded=True)
        if (close := self._magnified) is not None:
            rect = self._loupe_rect
            paint_mark(painter, mark_rect(camera, close, self._loupe_point, ratio))
            paint_loupe(painter, self._pictures, close, rect, ratio, self._surround)
            paint_percent(painter, rect, self.tr("{0} %").format(round(close.percent)), font)

    def _load(self) -> None:
        """Fetch what the view needs, while somebody looks."""
        if self.isVisible() and self.has_picture:
            self._pictures.order(self._navigator.target.snapped(), self._magnified)
        self._update_motion()

    def _update_motion(self) -> None:
        visible = self._panes() if self.isVisible() and self.has_picture and not self._held else ()
        self._pictures.update_motion(self._navigator.camera.snapped(), visible)
        wanted = self.isVisible() and self._layout_mode is CompareMode.BLINK and not self._held
        self._blinker.set_running(wanted and not self._navigator.reduced_motion)

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
        if self._pictures.is_seen is not self._was_seen:
            self._was_seen = self._pictures.is_seen
            self._placeholder = None
            self._after_layout()
        camera = self._navigator.camera.snapped()
        rect = camera.rect_of(region).grown(1)
        for pane in self._panes():
            self._update_device(rect.intersection(Region(0, 0, pane.rect.width, pane.rect.height)), pane)
        for place in (self.overview_rect, None if self._magnified is None else self._loupe_rect):
            if place is not None:
                self.update(place.toAlignedRect())
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
