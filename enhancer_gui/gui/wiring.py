"""Connects the window's parts with what works behind them: signals to slots, and no decisions."""

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QAction, QGuiApplication

from enhancer_gui.core.recipe import Recipe
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.announcements import Announcement, Offer
from enhancer_gui.gui.asking import Asking
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.main_window import MainWindow
from enhancer_gui.gui.many_wiring import ManyWiring
from enhancer_gui.gui.mask_wiring import MaskWiring
from enhancer_gui.gui.panels.facts import FootAction, PhotoFacts
from enhancer_gui.gui.panels.filmstrip_row import FilmAction
from enhancer_gui.gui.viewer_wiring import ViewerWiring
from enhancer_gui.storage.settings import Settings


class Wiring(QObject):
    """One connection beside the other; the slots here only translate between two vocabularies."""

    def __init__(self, window: MainWindow, controller: Controller, asking: Asking) -> None:
        """Connect everything."""
        super().__init__(window)
        self._window, self._controller, self._asking = window, controller, asking
        self._viewer = ViewerWiring(window, controller)
        self._masks = MaskWiring(window, controller)
        self._connect_opening()
        self._connect_filmstrip()
        self._connect_panels()
        self._connect_notices()
        self._connect_commands()
        self._many = ManyWiring(window, controller, asking.help)

    def _connect_opening(self) -> None:
        window, controller, asking = self._window, self._controller, self._asking
        window.dropped.connect(self._open_mime)
        window.empty.open_requested.connect(asking.ask_photos)
        window.empty.sample_requested.connect(asking.help.tour_sample)
        window.top_bar.open_requested.connect(asking.ask_photos)
        window.top_bar.paste_requested.connect(self._paste)
        window.filmstrip.open_requested.connect(asking.ask_photos)
        window.filmstrip.files_dropped.connect(controller.opening.open_paths)
        asking.photos_chosen.connect(controller.opening.open_paths)

    def _connect_filmstrip(self) -> None:
        window, controller = self._window, self._controller
        desk, film = controller.desk, window.filmstrip
        desk.rows_added.connect(window.film_model.append)
        desk.row_changed.connect(window.film_model.update_row)
        desk.rows_removed.connect(window.film_model.remove)
        desk.current_changed.connect(film.set_current)
        film.current_changed.connect(desk.make_current)
        film.selection_changed.connect(desk.choose)
        film.action_requested.connect(controller.actions.act)
        desk.rows_added.connect(window.refresh_filmstrip)
        desk.rows_removed.connect(window.refresh_filmstrip)
        window.film_model.thumbnails_wanted.connect(controller.current.load_thumbnails)
        controller.thumbnails.loaded.connect(window.film_model.set_thumbnail)

    def _connect_panels(self) -> None:
        window, controller = self._window, self._controller
        side, editing, reports = window.side, controller.editing, controller.reports
        side.presets.preset_chosen.connect(editing.choose_preset)
        side.presets.preset_action.connect(self._asking.act_on_preset)
        controller.preset_previews.pictured.connect(side.presets.set_pictures)
        side.steps.recipe_changed.connect(editing.set_recipe)
        side.finish.recipe_changed.connect(editing.set_recipe)
        side.diagnosis.recipe_changed.connect(editing.set_recipe)
        side.faces.recipe_changed.connect(editing.set_recipe)
        side.faces.look_asked.connect(self._viewer.show_part)
        side.truth.recipe_changed.connect(editing.set_recipe)
        side.truth.map_toggled.connect(controller.truth.show_map)
        side.finish.undo_asked.connect(controller.history.undo)
        side.finish.redo_asked.connect(controller.history.redo)
        controller.history.changed.connect(self._show_history)
        controller.examining.told.connect(side.diagnosis.set_diagnosis)
        controller.faces.told.connect(side.faces.set_faces)
        controller.truth.measured.connect(side.truth.set_truth)
        side.size_panel.size_changed.connect(editing.set_size)
        side.save.export_changed.connect(editing.set_export)
        side.save.folder_changed.connect(editing.set_folder)
        side.save.folder_wanted.connect(self._asking.ask_folder)
        self._asking.folder_chosen.connect(side.save.set_folder)
        self._asking.folder_chosen.connect(editing.set_folder)
        controller.choices.changed.connect(self._show_choices)
        side.foot_pressed.connect(self._press_foot)
        controller.desk.recipe_changed.connect(side.set_recipe)
        controller.presets.changed.connect(self._show_presets)
        editing.edited_changed.connect(self._show_edited)
        reports.facts_changed.connect(self._show_facts)
        reports.foot_changed.connect(side.set_foot)
        reports.forecast_changed.connect(side.save.set_forecast)
        reports.denoisable_changed.connect(side.steps.set_denoisable)
        reports.scales_changed.connect(side.size_panel.set_scales)
        reports.hindrance_changed.connect(side.set_hindrance)
        side.model_wanted.connect(self._asking.models.show_model)
        reports.status_changed.connect(window.status.set_facts)
        window.status.place_pressed.connect(self._asking.machines.show_menu)

    def _connect_notices(self) -> None:
        window, controller = self._window, self._controller
        bar = window.top_bar
        bar.models_requested.connect(self._asking.models.show_models)
        bar.settings_requested.connect(self._asking.show_settings)
        controller.announcer.announced.connect(window.notice.announce)
        window.notice.accepted.connect(self._accept_offer)
        window.notice.dismissed.connect(self._decline_offer)
        controller.actions.details_wanted.connect(self._asking.show_error)
        window.problem.details_requested.connect(self._show_details)
        window.problem.retry_requested.connect(self._retry)

    def _connect_commands(self) -> None:
        window, controller, asking = self._window, self._controller, self._asking
        slots = {
            Command.OPEN: asking.ask_photos,
            Command.OPEN_FOLDER: asking.ask_photo_folder,
            Command.PASTE: self._paste,
            Command.ENHANCE: controller.actions.enhance,
            Command.SAVE: controller.actions.save,
            Command.SAVE_AS: asking.ask_save_as,
            Command.UNDO: controller.history.undo,
            Command.REDO: controller.history.redo,
            Command.REMOVE: self._remove,
            Command.PREVIOUS: self._previous,
            Command.NEXT: self._next,
            Command.TOGGLE_PANEL: window.toggle_panel,
            Command.TOGGLE_FILMSTRIP: window.toggle_filmstrip,
            Command.BAKE_OFF: self._viewer.open_bake_off,
            Command.MASK: self._masks.toggle,
            Command.FULL_SCREEN: window.toggle_full_screen,
            Command.ESCAPE: self._escape,
            Command.MODELS: asking.models.show_models,
            Command.SETTINGS: asking.show_settings,
            Command.MACHINES: asking.machines.show_dialog,
            Command.SHORTCUTS: asking.show_shortcuts,
            Command.ABOUT: asking.show_about,
            Command.QUIT: window.close,
        }
        for command, slot in slots.items():
            action: QAction = window.actions_by_command[command]
            action.triggered.connect(slot)

    # Opening

    @Slot(object)
    def _open_mime(self, mime: QMimeData) -> None:
        self._controller.opening.open_mime(mime)

    @Slot()
    def _paste(self) -> None:
        self._controller.opening.open_mime(QGuiApplication.clipboard().mimeData())

    # Showing

    @Slot(bool, bool)
    def _show_history(self, can_undo: bool, can_redo: bool) -> None:
        self._window.side.finish.set_history(can_undo=can_undo, can_redo=can_redo)

    @Slot(object)
    def _show_facts(self, facts: PhotoFacts | None) -> None:
        self._window.side.set_photo(facts)

    @Slot(object, object)
    def _show_presets(self, presets: tuple[Recipe, ...], own: frozenset[str]) -> None:
        self._window.side.presets.set_presets(presets, self._controller.desk.recipe.id, own)

    @Slot(str, bool)
    def _show_edited(self, preset_id: str, edited: bool) -> None:
        self._window.side.presets.set_current(preset_id)
        self._window.side.presets.set_edited(edited)

    # Doing

    @Slot(object)
    def _press_foot(self, action: FootAction) -> None:
        if action is FootAction.SAVE and self._asking.wants_name():
            self._asking.ask_save_as()
        else:
            self._controller.actions.press(action)

    @Slot(object)
    def _show_choices(self, settings: Settings) -> None:
        self._window.side.save.set_folder(settings.output_folder)

    @Slot()
    def _previous(self) -> None:
        if not self._masks.step_brush(-1):  # the key is the brush's while there is one
            self._controller.desk.step(-1)

    @Slot()
    def _next(self) -> None:
        if not self._masks.step_brush(1):
            self._controller.desk.step(1)

    @Slot()
    def _remove(self) -> None:
        self._act_on_chosen(FilmAction.REMOVE)

    @Slot()
    def _retry(self) -> None:
        self._act_on_chosen(FilmAction.RETRY)

    @Slot()
    def _show_details(self) -> None:
        self._act_on_chosen(FilmAction.DETAILS)

    def _act_on_chosen(self, action: FilmAction) -> None:
        self._controller.actions.act(tuple(photo.id for photo in self._controller.desk.chosen), action)

    @Slot()
    def _escape(self) -> None:
        if self._viewer.leave_bake_off() or self._masks.leave():
            return
        if self._window.isFullScreen():
            self._window.toggle_full_screen()
        else:
            self._controller.actions.cancel_current()

    @Slot(object)
    def _accept_offer(self, announcement: Announcement) -> None:
        actions = self._controller.actions
        match announcement.offer:
            case Offer.CONTINUE:
                self._controller.continue_session()
            case Offer.REVEAL:
                actions.act((announcement.subject,), FilmAction.REVEAL)
            case Offer.REPLAY:
                self._controller.replaying.accept()
            case Offer.HERE:
                self._controller.place.compute_here()
            case Offer.DETAILS if announcement.subject:
                actions.act((announcement.subject,), FilmAction.DETAILS)
            case Offer.DETAILS:
                self._show_last_error()
            case Offer.NONE:
                pass

    @Slot(object)
    def _decline_offer(self, announcement: Announcement) -> None:
        if announcement.offer is Offer.CONTINUE:
            self._controller.session.discard()

    def _show_last_error(self) -> None:
        if (error := self._controller.announcer.last_error) is not None:
            self._asking.show_error("", error)
