"""Connects the viewer, its bar and the bake-off with what works behind them: no decisions but which page is shown."""

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QImage, QPixmap

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.geometry import Region
from enhancer_gui.gui.bake_off import BakeOffControl
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.main_window import MainWindow
from enhancer_gui.gui.viewer import CompareMode
from enhancer_gui.gui.viewer.source import PictureSource
from enhancer_gui.gui.viewer_menu import ViewerMenu

PART_OF_VIEW = 0.5
"""Of the view's sides, at most: a part is judged with what is around it."""


class ViewerWiring(QObject):
    """The part of the wiring that has to do with looking."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        """Connect everything."""
        super().__init__(window)
        self._window, self._controller = window, controller
        self._bake_off = BakeOffControl(window.bake_off, controller)
        self._menu = ViewerMenu(window.viewer, window.actions_by_command)
        self._connect_viewer()
        self._connect_bake_off()

    def leave_bake_off(self) -> bool:
        """Close the bake-off; returns False if it was not open."""
        was_open = self._bake_off.is_open
        self._bake_off.close()
        return was_open

    @Slot(object)
    def show_part(self, region: Region) -> None:
        """Bring a part of the photo, in its pixels, into the middle of the view and large enough to be judged."""
        viewer, photo = self._window.viewer, self._controller.showing.image
        if photo is None or viewer.output_size is None:
            return
        part, view = region.resized((photo.width, photo.height), viewer.output_size), viewer.navigator.target
        scale = PART_OF_VIEW * min(view.view_width / part.width, view.view_height / part.height)
        middle = part.x + part.width / 2, part.y + part.height / 2
        viewer.navigator.glide(view.zoom_centre(scale).centred_on(*middle))

    @Slot(object)
    def _look_at(self, region: Region) -> None:
        """Have what is in view, in output pixels, served first."""
        photo, output = self._controller.showing.image, self._window.viewer.output_size
        if photo is not None and output is not None:
            self._controller.look_at(region.resized(output, (photo.width, photo.height)))

    def _connect_viewer(self) -> None:
        window, controller = self._window, self._controller
        viewer, bar = window.viewer, window.top_bar
        viewer.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        viewer.customContextMenuRequested.connect(self._open_menu)
        controller.showing.before_changed.connect(self._show_before)
        controller.truth.after_shown.connect(viewer.set_after)
        controller.showing.reference_changed.connect(viewer.set_reference)
        controller.comparing.tile_finished.connect(viewer.tile_finished)
        controller.comparing.versions_changed.connect(viewer.set_versions)
        viewer.version_chosen.connect(controller.comparing.choose)
        controller.cropping.frame_changed.connect(viewer.set_crop)
        viewer.pointed.connect(controller.probe.point)
        controller.probe.changed.connect(window.status.set_pixel)
        controller.reports.pill_changed.connect(viewer.set_status_text)
        controller.reports.problem_changed.connect(self._show_problem)
        controller.desk.current_changed.connect(self._choose_page)
        controller.desk.current_changed.connect(self._show_thumbnail)
        controller.thumbnails.loaded.connect(self._take_thumbnail)
        viewer.visible_changed.connect(self._look_at)
        viewer.zoom_changed.connect(self._show_zoom)
        viewer.mode_changed.connect(bar.set_mode)
        bar.mode_chosen.connect(self._set_mode)
        bar.fit_requested.connect(viewer.zoom_to_fit)
        bar.zoom_requested.connect(self._zoom)
        bar.original_requested.connect(viewer.zoom_to_original)
        bar.loupe_toggled.connect(self._set_loupe)
        viewer.loupe_toggled.connect(bar.compare.set_loupe)
        bar.full_screen_requested.connect(window.toggle_full_screen)
        bar.panel_toggled.connect(window.host.show_panel)
        bar.filmstrip_toggled.connect(window.show_filmstrip)
        window.host.panel_shown.connect(bar.set_panel_shown)

    def _connect_bake_off(self) -> None:
        window, bake_off = self._window, self._bake_off
        window.top_bar.bake_off_requested.connect(self.open_bake_off)
        bake_off.opened.connect(self._show_bake_off)
        bake_off.closed.connect(self._close_bake_off)
        bake_off.refused.connect(self._controller.announcer.tell_error)

    @Slot(str)
    def _choose_page(self, photo_id: str) -> None:
        if not photo_id:
            self._window.show_empty()
        elif self._controller.desk.photos[photo_id].error is None:
            self._window.show_viewer()

    @Slot(object)
    def _show_problem(self, error: EnhancerError | None) -> None:
        if error is not None:
            self._window.show_problem(error)
        elif self._controller.desk.current is not None and not self._bake_off.is_open:
            self._window.show_viewer()

    @Slot(object)
    def _show_before(self, source: PictureSource | None) -> None:
        self._window.viewer.set_before(source)
        self._window.top_bar.set_photo_open(source is not None)

    @Slot(str)
    def _show_thumbnail(self, photo_id: str) -> None:
        self._window.viewer.set_placeholder(self._window.film_model.thumbnail(photo_id))

    @Slot(str, QImage)
    def _take_thumbnail(self, photo_id: str, image: QImage) -> None:
        current = self._controller.desk.current
        if current is not None and current.id == photo_id:
            self._window.viewer.set_placeholder(QPixmap.fromImage(image))

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        if self._window.viewer.has_picture and self._window.viewer.brush is None:  # its other button paints, too
            self._menu.open(self._window.viewer.mapToGlobal(place))

    @Slot(float)
    def _show_zoom(self, percent: float) -> None:
        self._window.top_bar.set_zoom(percent / 100.0, self._window.viewer.navigator.target.fitted)

    @Slot(float)
    def _zoom(self, factor: float) -> None:
        self._window.viewer.zoom_to_percent(factor * 100.0)

    @Slot(object)
    def _set_mode(self, mode: CompareMode) -> None:
        self._window.viewer.mode = mode

    @Slot(bool)
    def _set_loupe(self, shown: bool) -> None:
        self._window.viewer.has_loupe = shown

    @Slot()
    def open_bake_off(self) -> None:
        """Try several presets where the viewer looks, or go back to it."""
        if not self.leave_bake_off() and self._window.stage.currentWidget() is self._window.viewer:
            self._bake_off.open(self._window.viewer.navigator.target)

    @Slot()
    def _show_bake_off(self) -> None:
        self._window.show_bake_off()
        self._window.top_bar.set_bake_off_open(True)

    @Slot()
    def _close_bake_off(self) -> None:
        self._window.top_bar.set_bake_off_open(False)
        photo = self._controller.desk.current
        if photo is not None and photo.error is None:
            self._window.show_viewer()
