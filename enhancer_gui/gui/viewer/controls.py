"""What can be asked of the viewer from outside: pictures, modes, zoom and the aids to looking closely."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QColor, QPixmap

from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.viewer.brush import Brush
from enhancer_gui.gui.viewer.captions import CompareCaptions
from enhancer_gui.gui.viewer.crop_frame import CropFrame
from enhancer_gui.gui.viewer.labels import status_label
from enhancer_gui.gui.viewer.mask_overlay import MaskOverlay, MaskPicture
from enhancer_gui.gui.viewer.modes import CompareMode, Side
from enhancer_gui.gui.viewer.overlays import label_font
from enhancer_gui.gui.viewer.overview import output_point
from enhancer_gui.gui.viewer.panes import NOTHING
from enhancer_gui.gui.viewer.source import PictureSource
from enhancer_gui.gui.viewer.versions import ORIGINAL_ID, PRESENT_ID, Version


class CompareControls(CompareCaptions):
    """The viewer without its events."""

    divider_moved = Signal(float)
    """The divider's place, 0 (left or top) to 1 (right or bottom)."""

    mode_changed = Signal(object)
    """The CompareMode."""

    loupe_toggled = Signal(bool)
    """Whether the loupe is there."""

    def set_before(self, source: PictureSource | None) -> None:
        """Show another photo, whole; its result is unknown until `set_after` is called."""
        if source is not None and source is self._pictures.source(Side.ORIGINAL):
            return
        self._pictures.show_photo(source)
        self._was_seen = False
        self.set_versions((), ORIGINAL_ID, PRESENT_ID)
        self._reported = (NOTHING, self._reported[1])  # the same place of another photo is news
        self._navigator.jump(self._framed().fit())
        self._renew()

    def set_placeholder(self, picture: QPixmap | None) -> None:
        """Show a small picture of the photo that is coming until something of itself can be seen."""
        if not self._pictures.is_seen:
            self._placeholder = None if picture is None or picture.isNull() else picture
            self.update()

    def set_after(self, source: PictureSource | None) -> None:
        """Show a result of the present photo, finished or not; the place that is looked at stays."""
        self._show_result(Side.AFTER, source)

    def set_reference(self, source: PictureSource | None) -> None:
        """Compare with another result of the present photo instead of with the photo itself (None)."""
        self._show_result(Side.BEFORE, source)

    def clear(self) -> None:
        """Show nothing but the surround."""
        self.set_before(None)

    def set_versions(self, versions: Sequence[Version], before: str, after: str) -> None:
        """Offer what can be compared, and say what is shown now."""
        self.labels[Side.BEFORE].offer(versions, before)
        self.labels[Side.AFTER].offer(versions, after)
        self._place_labels()

    def tile_finished(self, region: Region, side: Side = Side.AFTER) -> None:
        """Show a region (in the source's pixels) of which a side's `is_ready` is true from now on."""
        self._pictures.mark_finished(side, region)
        self._load()

    def set_status_text(self, text: str | None) -> None:
        """Show a line of progress at the lower edge, or none."""
        for line in {self._status, text} if text != self._status else ():
            if line:
                pill = status_label(line, self.width(), self.height(), label_font(self.font()))
                self.update(pill.rect.toAlignedRect())
        self._status = text
        self._place_steppers()

    def show_original(self, held: bool) -> None:
        """Show only the original while held."""
        if held != self._held:
            self._held = held
            self._after_layout()

    def alternate(self) -> None:
        """Show the other picture now, while they take turns."""
        if self._layout_mode is CompareMode.BLINK:
            self._blinker.turn()

    def zoom_to_fit(self) -> None:
        """Glide to the whole picture."""
        self._navigator.glide(self._navigator.target.fit())

    def zoom_to_percent(self, percent: float) -> None:
        """Glide to a zoom in percent of the result, keeping the middle."""
        self._navigator.glide(self._navigator.target.zoom_percent(percent))

    def zoom_to_original(self) -> None:
        """Glide to where one pixel of the photo is one of the screen, keeping the middle."""
        self._navigator.glide(self._navigator.target.zoom_centre(self._navigator.target.input_scale))

    def centre_overview_on(self, point: QPointF) -> None:
        """Look at the place beneath a logical point of the overview."""
        if (rect := self.overview_rect) is not None:
            target = self._navigator.target
            self._navigator.jump(target.centred_on(*output_point(target, rect, point)))

    @property
    def output_size(self) -> tuple[int, int] | None:
        """(width, height) of what is shown, in output pixels; None while there is nothing."""
        return self._pictures.output

    @property
    def mode(self) -> CompareMode:
        """How the pictures are compared."""
        return self._mode

    @mode.setter
    def mode(self, mode: CompareMode) -> None:
        if mode is not self._mode:
            self._mode = mode
            self._blinker.reset()
            self._navigator.jump(self._framed())
            self._renew()
            self.mode_changed.emit(mode)

    @property
    def divider(self) -> float:
        """The divider's place across the visible part of the picture, 0 (left or top) to 1 (right or bottom)."""
        return self._divider

    @divider.setter
    def divider(self, share: float) -> None:
        share = min(max(share, 0.0), 1.0)
        if share != self._divider:
            self._divider = share
            self._after_layout()
            self.divider_moved.emit(share)

    @property
    def has_loupe(self) -> bool:
        """Whether a loupe follows the pointer."""
        return self._has_loupe

    @has_loupe.setter
    def has_loupe(self, shown: bool) -> None:
        if shown != self._has_loupe:
            self._has_loupe = shown
            self._load()
            self.update()
            self.loupe_toggled.emit(shown)

    @property
    def has_overview(self) -> bool:
        """Whether the overview is shown when only a part of the picture is in view."""
        return self._has_overview

    @has_overview.setter
    def has_overview(self, shown: bool) -> None:
        self._has_overview = shown
        self.update()

    @property
    def surround(self) -> QColor:
        """The colour around the picture."""
        return QColor(self._surround)

    @surround.setter
    def surround(self, colour: QColor) -> None:
        self._surround = QColor(colour)
        self.update()

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing glides, fades, drifts or blinks by itself."""
        return self._navigator.reduced_motion

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self._navigator.reduced_motion = self._pictures.reduced_motion = reduced
        self._after_layout()

    def set_brush(self, brush: Brush | None) -> None:
        """Paint with a brush, or look again (None)."""
        self._brush = brush
        self.update()

    def set_crop(self, frame: CropFrame | None) -> None:
        """Show what will be kept of the result, or that nothing is cut off it (None)."""
        self._crop = frame
        self._place_labels()
        self.update()

    def set_overlay(self, picture: MaskPicture | None) -> None:
        """Lay a mask's picture over the photo, or take it away."""
        self._overlay = None if picture is None else MaskOverlay(picture)
        self.update()

    def patch_overlay(self, region: Region, values: NDArray[np.uint8]) -> None:
        """Change a region, in the overlay's own pixels, of what lies over the photo."""
        if self._overlay is not None:
            self._overlay.patch(region, values)
            camera = self._navigator.camera.snapped()
            rect = camera.rect_of(self._overlay.output_region(region, camera)).grown(1)
            for pane in self._panes():
                self._update_device(rect.intersection(Region(0, 0, pane.rect.width, pane.rect.height)), pane)

    @property
    def is_blinking(self) -> bool:
        """Whether the pictures take turns by themselves."""
        return self._blinker.is_running

    @property
    def is_idle(self) -> bool:
        """Whether everything the view needs has been loaded."""
        return self._pictures.is_idle

    @property
    def is_hatch_moving(self) -> bool:
        """Whether unfinished parts are in view and their stripes move."""
        return self._pictures.is_striped

    @property
    def cache_bytes(self) -> int:
        """Memory of all cached tiles."""
        return self._pictures.cache_bytes

    def shutdown(self) -> None:
        """Stop all timers and threads for good; the widget is of no use afterwards."""
        self._navigator.stop()
        self._still.stop()
        self._blinker.set_running(False)
        self._pictures.shutdown()

    def _show_result(self, side: Side, source: PictureSource | None) -> None:
        self._pictures.show_result(side, source)
        self._navigator.jump(self._framed())
        self._renew()

    def _renew(self) -> None:
        """Follow a change of pictures or mode."""
        self._load()
        self._announce_view()
        self._after_layout()
