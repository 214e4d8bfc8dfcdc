"""Connects what concerns many photos, prints and help: menus, the filmstrip's order, the queue's end, dialogs."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QPixmap

from enhancer_gui.core.errors import PhotoError
from enhancer_gui.gui.actions import Command
from enhancer_gui.gui.announcements import Announcement, Offer
from enhancer_gui.gui.controller import Controller
from enhancer_gui.gui.dialogs.print_planner import PrintPlanner
from enhancer_gui.gui.dialogs.queue_result import QueueResult
from enhancer_gui.gui.dialogs.watch_dialog import WatchDialog
from enhancer_gui.gui.help_asking import HelpAsking
from enhancer_gui.gui.main_window import MainWindow
from enhancer_gui.gui.more_menu import FILMSTRIP_ENTRIES, MoreMenu, chosen_actions
from enhancer_gui.gui.notification import Notifier
from enhancer_gui.gui.panels.filmstrip_model import FilmstripRole
from enhancer_gui.gui.panels.filmstrip_row import FilmAction
from enhancer_gui.gui.panels.preset_words import shipped_words
from enhancer_gui.gui.queue_summary import QueueSummary, SummaryWords
from enhancer_gui.gui.reporting import error_of
from enhancer_gui.gui.sentences import words_of
from enhancer_gui.gui.watching import WatchOrder, WatchState
from enhancer_gui.gui.widgets import Tone


class ManyWiring(QObject):
    """The slots here only translate between window and controller."""

    def __init__(self, window: MainWindow, controller: Controller, help_asking: HelpAsking) -> None:
        """Connect everything."""
        super().__init__(window)
        self._window, self._controller, self._help = window, controller, help_asking
        self._words = SummaryWords(self)
        self._summary = QueueSummary()
        self._is_watched_gone = False
        self._notifier = Notifier(self)
        self._menu = MoreMenu(window.actions_by_command, window)
        self._connect_film()
        self._connect_ends()
        self._connect_commands()

    def _connect_film(self) -> None:
        window, controller = self._window, self._controller
        window.filmstrip.set_commands(chosen_actions(window.actions_by_command, FILMSTRIP_ENTRIES))
        window.filmstrip.moved.connect(controller.desk.move)
        controller.desk.rows_ordered.connect(window.film_model.set_order)

    def _connect_ends(self) -> None:
        window, controller = self._window, self._controller
        # Behind the last photo's own announcement, which this one replaces.
        controller.queue_report.ended.connect(self._tell_end, Qt.ConnectionType.QueuedConnection)
        controller.many.told.connect(window.notice.announce)
        controller.watching.failed.connect(controller.announcer.tell_error)
        controller.watching.changed.connect(self._show_watching)
        controller.watching.resumed.connect(self._tell_resumed)
        window.notice.accepted.connect(self._accept)
        self._notifier.activated.connect(self._come_to_front)

    def _connect_commands(self) -> None:
        window, many, asking = self._window, self._controller.many, self._help
        window.top_bar.more_requested.connect(self._open_menu)
        slots: dict[Command, Callable[[], None]] = {
            Command.SELECT_ALL: window.filmstrip.view.selectAll,
            Command.COPY_RECIPE: many.copy_recipe,
            Command.PASTE_RECIPE: many.paste_recipe,
            Command.RECIPE_TO_CHOSEN: many.recipe_to_chosen,
            Command.RECIPE_TO_ALL: many.recipe_to_all,
            Command.RETRY_FAILED: many.retry_failed,
            Command.PRINT_PLANNER: self._plan_print,
            Command.WATCH: self._show_watch,
            Command.HELP: asking.show_help,
            Command.TOUR: asking.take_tour,
            Command.LOG: asking.show_log,
        }
        for command, slot in slots.items():
            action: QAction = window.actions_by_command[command]
            action.triggered.connect(slot)

    # The end of a queue

    @Slot(object)
    def _tell_end(self, summary: QueueSummary) -> None:
        self._summary = summary
        announcement = self._words.announcement(summary)
        self._window.notice.announce(announcement)
        self._notifier.tell(self.tr("Enhancer"), announcement.message)

    @Slot(object)
    def _accept(self, announcement: Announcement) -> None:
        if announcement.offer is Offer.SUMMARY:
            self._show_summary()

    def _show_summary(self) -> None:
        desk = self._controller.desk
        photos = [desk.photos[photo_id] for photo_id in self._summary.failed if photo_id in desk.photos]
        failed = [
            (photo.path.name, words_of(str(error_of(photo, desk.prospects.entry(photo)) or ""))) for photo in photos
        ]
        words = self._words.sentence(self._summary)
        dialog = QueueResult(words, failed, has_files=bool(self._summary.saved), parent=self._window)
        dialog.retry_wanted.connect(self._controller.many.retry_failed)
        dialog.reveal_wanted.connect(self._reveal_last)
        dialog.open()

    @Slot()
    def _reveal_last(self) -> None:
        self._controller.actions.act(self._summary.saved[-1:], FilmAction.REVEAL)

    @Slot()
    def _come_to_front(self) -> None:
        self._window.raise_()
        self._window.activateWindow()

    # Dialogs

    @Slot()
    def _open_menu(self) -> None:
        self._menu.open_below(self._window.top_bar.more)

    @Slot()
    def _plan_print(self) -> None:
        photo = self._controller.desk.current
        if photo is None or photo.size is None:
            words = self.tr("There is no photo to plan a print for.")
            self._controller.announcer.tell_error(PhotoError(words, remedy=self.tr("Open a photo first.")))
            return
        picture = self._window.film_model.index_for(photo.id).data(FilmstripRole.THUMBNAIL)
        shown = picture if isinstance(picture, QPixmap) else None
        planner = PrintPlanner(photo.path.name, photo.size, shown, self._window)
        planner.size_chosen.connect(self._controller.editing.set_size)
        planner.open()

    @Slot()
    def _show_watch(self) -> None:
        controller = self._controller
        names = {preset.id: shipped_words(preset.name) for preset in controller.presets.presets}
        dialog = WatchDialog(names, controller.desk.recipe.id, self._window)
        dialog.set_folders(None, controller.choices.now.output_folder)
        dialog.show_state(controller.watching.state)
        dialog.start_wanted.connect(self._start_watching)
        dialog.stop_wanted.connect(controller.watching.stop)
        controller.watching.changed.connect(dialog.show_state)
        dialog.open()

    @Slot(object)
    def _start_watching(self, order: WatchOrder) -> None:
        self._controller.watching.start(order)

    @Slot(object)
    def _tell_resumed(self, order: WatchOrder) -> None:
        """Say that photos may be worked on by themselves, unless something more urgent is said."""
        if self._window.notice.announcement is None:
            words = self.tr("“{folder}” is watched again.").format(folder=order.folder.name)
            remedy = self.tr("Photos that arrive there are enhanced and saved.")
            self._window.notice.announce(Announcement(words, remedy))

    @Slot(object)
    def _show_watching(self, state: WatchState) -> None:
        """Say in the menu what is watched."""
        words = self.tr("Watch a folder…")
        if state.order is not None:
            words = self.tr("Watching {folder}…").format(folder=state.order.folder.name)
        self._window.actions_by_command[Command.WATCH].setText(words)
        if state.is_gone and not self._is_watched_gone and state.order is not None:
            words = self.tr("The watched folder “{folder}” is not there now.").format(folder=state.order.folder.name)
            remedy = self.tr("Watching goes on when it is back.")
            self._window.notice.announce(Announcement(words, remedy, Tone.WARN, stays=True))
        self._is_watched_gone = state.is_gone
