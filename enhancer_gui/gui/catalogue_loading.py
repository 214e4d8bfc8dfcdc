"""The models on this computer, read off the window's thread at the start and whenever one comes or goes."""

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.storage.catalogue import Catalogue

SHUT_DOWN_S = 3.0


class CatalogueLoading(QObject):
    """Reads the catalogue.

    Signals:
        loaded(Catalogue): what there is now.
        failed(EnhancerError): it cannot be read.
    """

    loaded = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Read nothing yet."""
        super().__init__(parent)
        self._calls = BackgroundCalls(self)
        self._calls.done.connect(self._pass_on)
        self._calls.failed.connect(self._pass_on_failure)

    @Slot()
    def load(self) -> None:
        """Read it (again)."""
        self._calls.submit(None, _load_catalogue)

    def shut_down(self) -> bool:
        """Stop reading; returns whether the present read has ended."""
        return self._calls.shut_down(SHUT_DOWN_S)

    @Slot(object, object)
    def _pass_on(self, _key: object, catalogue: Catalogue) -> None:
        self.loaded.emit(catalogue)

    @Slot(object, object)
    def _pass_on_failure(self, _key: object, error: EnhancerError) -> None:
        self.failed.emit(error)


def _load_catalogue() -> Catalogue:
    from enhancer_gui.storage.catalogue import load_catalogue

    return load_catalogue()
