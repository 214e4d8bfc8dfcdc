"""The window: layout and connections, nothing else."""

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.actions import Command, make_actions
from enhancer_gui.gui.announcements import NoticeBar
from enhancer_gui.gui.bake_off.page import BakeOffPage
from enhancer_gui.gui.opening import can_open, local_paths
from enhancer_gui.gui.panels import Filmstrip, FilmstripModel, MaskBar, PanelHost, SidePanel, StatusLine, TopBar
from enhancer_gui.gui.problem_page import ProblemPage
from enhancer_gui.gui.theme import motion_ms, tokens
from enhancer_gui.gui.viewer import CompareViewer
from enhancer_gui.gui.widgets import DropOverlay, EmptyState, chain

DEFAULT_SIZE = (1280, 800)
TITLE_BAR_PX = 40
"""What systems put above a window, 28 to 37 points, and a little more."""

MINIMUM_SIZE = (640, 480)


class MainWindow(QMainWindow):
    """The parts and where they are.

    Signals:
        dropped(QMimeData): something was dropped onto the window.
        close_asked(): the user wants to close; `close_now` closes.
        shown(): the window is on the screen for the first time.
    """

    dropped = Signal(object)
    close_asked = Signal()
    shown = Signal()

    def __init__(self) -> None:
        """Build the parts; `wiring` connects them."""
        super().__init__()
        self.setWindowTitle(self.tr("Enhancer"))
        self.setMinimumSize(*MINIMUM_SIZE)
        self.resize(*DEFAULT_SIZE)
        self.setAcceptDrops(True)
        self.top_bar = TopBar(self)
        self.mask_bar = MaskBar(self)
        self.viewer = CompareViewer(self)
        self.empty = EmptyState(self)
        self.problem = ProblemPage(self)
        self.bake_off = BakeOffPage(self)
        self.side = SidePanel(self)
        self.film_model = FilmstripModel(self)
        self.filmstrip = Filmstrip(self.film_model, self)
        self.status = StatusLine(self)
        self.stage = QStackedWidget(self)
        self.stage.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for page in (self.empty, self.viewer, self.problem, self.bake_off):
            self.stage.addWidget(page)
        self.host = PanelHost(self.stage, self.side, self)
        self.notice = NoticeBar(self.stage)
        self.overlay = DropOverlay(self._lay_out())
        chain((self.viewer, self.notice.button, self.notice.close_button))
        self.side.tab_order.after = self.bake_off.last_control
        self.actions_by_command: dict[Command, QAction] = make_actions(self)
        self.is_filmstrip_wanted = True
        self._may_close = False
        self._was_shown = False
        self.mask_bar.set_state(None)
        self._match_theme()
        self.show_empty()
        self.refresh_filmstrip()

    def _lay_out(self) -> QWidget:
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.mask_bar)
        column.addWidget(self.host, 1)
        column.addWidget(self.filmstrip)
        column.addWidget(self.status)
        self.setCentralWidget(centre)
        return centre

    # What is shown

    def show_empty(self) -> None:
        """Invite to drop photos."""
        self.stage.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stage.setCurrentWidget(self.empty)

    def show_viewer(self) -> None:
        """Show the photo, with the keyboard on it unless it is on a control elsewhere in the window."""
        self._show_page(self.viewer, self.viewer)

    def show_bake_off(self) -> None:
        """Show several presets at once."""
        self.stage.setCurrentWidget(self.bake_off)

    def show_problem(self, error: EnhancerError) -> None:
        """Say why the current photo cannot be shown."""
        self.problem.set_error(error)
        self._show_page(self.problem, self.stage)

    def _show_page(self, page: QWidget, keyboard: QWidget) -> None:
        """Change the page, and give the keyboard to a part of it only where the page that goes had it.

        What is shown is told anew with every change of a recipe: who moves a slider, types a name or walks through the
        filmstrip by keys stays there.
        """
        if self.stage.currentWidget() is page:
            return
        focused = self._keyboard_place()
        is_free = focused is None or focused is self.stage or self.stage.isAncestorOf(focused)
        if is_free or self.stage.currentWidget() is self.empty:
            self.stage.setFocus(Qt.FocusReason.OtherFocusReason)  # a page that is hidden with it passes it on to anyone
            self.stage.setCurrentWidget(page)
            keyboard.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stage.setCurrentWidget(page)

    def _keyboard_place(self) -> QWidget | None:
        """Return the part that has the keyboard, or gets it with the window; PySide's stubs keep quiet about None."""
        return self.focusWidget()

    @Slot(bool)
    def show_filmstrip(self, shown: bool) -> None:
        """Show or hide the filmstrip; without photos it stays hidden."""
        self.is_filmstrip_wanted = shown
        self.top_bar.set_filmstrip_shown(shown)
        self.refresh_filmstrip()

    @Slot()
    def refresh_filmstrip(self) -> None:
        """Hide the filmstrip while there are no photos or nothing but the current one shall be seen."""
        wanted = self.is_filmstrip_wanted and not self.isFullScreen()
        self.filmstrip.setVisible(wanted and bool(self.film_model.rows))

    @Slot()
    def toggle_panel(self) -> None:
        """Show the side panel, or hide it."""
        self.host.show_panel(not self.host.is_panel_shown)

    @Slot()
    def toggle_filmstrip(self) -> None:
        """Show the filmstrip, or hide it."""
        self.show_filmstrip(not self.is_filmstrip_wanted)

    @Slot()
    def toggle_full_screen(self) -> None:
        """Fill the screen with nothing but the photo, or go back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _follow_state(self) -> None:
        """Leave only the photo on a full screen; what was shown before comes back with the window."""
        is_full = self.isFullScreen()
        for part in (self.top_bar, self.status):
            part.setVisible(not is_full)
        self.host.set_bare(is_full)
        self.refresh_filmstrip()

    def restore_frame(self, frame: bytes) -> None:
        """Take the place and size of the last time, where that screen is still there."""
        if frame:
            self.restoreGeometry(QByteArray(frame))

    def fit_screen(self) -> None:
        """Be no larger than the screen has room for: the buttons are at the foot of the window."""
        room = self.screen().availableGeometry().size() - QSize(0, TITLE_BAR_PX)
        self.resize(self.size().boundedTo(room))

    def frame(self) -> bytes:
        """Return place and size for the next time."""
        return bytes(self.saveGeometry().data())

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Invite, if it may be a photo."""
        if can_open(event.mimeData()):
            event.acceptProposedAction()
            self.overlay.invite(len(local_paths(event.mimeData())))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the invitation back."""
        self.overlay.dismiss()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.overlay.dismiss()
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the viewer answer its keys wherever the keyboard is, if nobody else wants them."""
        if self.stage.currentWidget() is self.viewer and not self.viewer.hasFocus():
            self.viewer.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the viewer answer its keys wherever the keyboard is, if nobody else wants them."""
        if self.stage.currentWidget() is self.viewer and not self.viewer.hasFocus():
            self.viewer.keyReleaseEvent(event)
        else:
            super().keyReleaseEvent(event)

    # Opening and closing

    def showEvent(self, event: QShowEvent) -> None:
        """Say when the window is there."""
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            self.shown.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first; the answer may come at once or later, through `close_now`."""
        if not self._may_close:
            self.close_asked.emit()
        if self._may_close:
            self.viewer.shutdown()
            self.bake_off.clear()
            super().closeEvent(event)
        else:
            event.ignore()

    def close_now(self) -> None:
        """Close without asking."""
        self._may_close = True
        self.close()

    def changeEvent(self, event: QEvent) -> None:
        """Keep what the window paints itself in step with the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._match_theme()
        elif event.type() == QEvent.Type.WindowStateChange:
            self._follow_state()

    def _match_theme(self) -> None:
        self.viewer.surround = QColor(tokens().surround)
        self.viewer.reduced_motion = motion_ms() == 0
