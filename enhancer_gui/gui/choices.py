"""The user's settings while the window is open: read once, written in the background whenever one changes."""

import logging
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.storage.settings import Settings, load_settings, save_settings

LOG = logging.getLogger(__name__)

WRITE_WITHIN_S = 2.0


class Choices(QObject):
    """Keeps the settings.

    Signals:
        changed(Settings): one of them was changed.
        failed(EnhancerError): they could not be read or written.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Read the settings; `problem` is a sentence where they could not be used, None otherwise."""
        super().__init__(parent)
        self._now, self.problem = load_settings()
        self._calls = BackgroundCalls(self)
        self._calls.failed.connect(self._pass_on_failure)

    @property
    def now(self) -> Settings:
        """The present settings."""
        return self._now

    @Slot(object)
    def put(self, settings: Settings) -> None:
        """Take over changed settings and write them."""
        if settings != self._now:
            self._now = settings
            self._calls.submit(None, partial(save_settings, settings))
            self.changed.emit(settings)

    def shut_down(self) -> bool:
        """Write what is not written yet; returns whether that was done in time."""
        return self._calls.finish(WRITE_WITHIN_S)

    @Slot(object, object)
    def _pass_on_failure(self, _key: object, error: EnhancerError) -> None:
        LOG.info("the settings cannot be written: %s", error)
        self.failed.emit(error)
