"""Connects what masks are painted with: the bar, the viewer, and the buttons that lead there."""

from PySide6.QtCore import QObject, Slot

from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.main_window import MainWindow
from enhancer_gui.gui.mask_asking import MaskAsking
from enhancer_gui.gui.mask_places import RESULT, MaskState


class MaskWiring(QObject):
    """The part of the wiring that has to do with masks."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        """Connect everything."""
        super().__init__(window)
        self._window, self._masking = window, controller.masking
        self._asking = MaskAsking(window, controller)
        bar, viewer, masking = window.mask_bar, window.viewer, self._masking
        bar.size_changed.connect(masking.set_size)
        bar.softness_changed.connect(masking.set_softness)
        bar.erasing_chosen.connect(masking.set_erasing)
        bar.feather_changed.connect(masking.set_feather)
        bar.invert_asked.connect(masking.invert)
        bar.clear_asked.connect(masking.clear)
        bar.import_asked.connect(self._asking.ask_import)
        bar.export_asked.connect(self._asking.ask_export)
        bar.shown_toggled.connect(masking.show_overlay)
        bar.closed.connect(masking.close)
        viewer.brushed.connect(masking.paint)
        masking.brush_changed.connect(viewer.set_brush)
        masking.overlay_changed.connect(viewer.set_overlay)
        masking.overlay_patched.connect(viewer.patch_overlay)
        masking.changed.connect(self._show)
        for panel in (window.side.steps, window.side.finish):
            panel.mask_asked.connect(masking.open)
        window.stage.currentChanged.connect(self._leave_page)

    @Slot()
    def toggle(self) -> None:
        """Paint the mask of the result, or nothing any more."""
        if not self.leave() and self._window.stage.currentWidget() is self._window.viewer:
            self._masking.open(RESULT)

    def leave(self) -> bool:
        """Paint no more; returns False if nothing was painted."""
        was_open = self._masking.place is not None
        self._masking.close()
        return was_open

    def step_brush(self, steps: int) -> bool:
        """Make the brush larger or smaller; returns False if there is none."""
        if self._masking.place is None:
            return False
        self._masking.step_size(steps)
        return True

    @Slot(object)
    def _show(self, state: MaskState | None) -> None:
        self._window.mask_bar.set_state(state)
        place = None if state is None else state.place
        self._window.side.steps.set_painted(place)
        self._window.side.finish.set_painted(place)

    @Slot()
    def _leave_page(self) -> None:
        if self._window.stage.currentWidget() is not self._window.viewer:
            self._masking.close()
