"""Short calls that must not block the window: files are read on another thread and the answers come back as signals."""

import logging
from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance

from enhancer_gui.core.errors import EnhancerError, StoreError

_log = logging.getLogger(__name__)


class BackgroundCalls(QObject):
    """Runs callables on a thread of its own, in the order in which they were asked for, or the newest first.

    Signals:
        done(key, result): a call returned.
        failed(key, EnhancerError): a call could not be done.
    """

    done = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, parent: QObject | None = None, *, newest_first: bool = False) -> None:
        """Create the thread."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._step = 1 if newest_first else 0
        self._priority = 0
        self._stopped = False

    def submit(self, key: Hashable, call: Callable[[], object]) -> None:
        """Run `call` on the pool; its answer is emitted with `key` on the thread that owns this object."""
        if not self._stopped:
            self._priority += self._step
            self._pool.start(_Call(self, key, call), self._priority)

    def shut_down(self, timeout_s: float) -> bool:
        """Forget the calls that wait, let the present ones end; returns whether they did in time."""
        self._stopped = True
        self._pool.clear()
        return self._pool.waitForDone(round(timeout_s * 1000))

    def finish(self, timeout_s: float) -> bool:
        """Make all calls that wait, but tell nobody; returns whether all were made in time."""
        self._stopped = True
        return self._pool.waitForDone(round(timeout_s * 1000))

    def answer(self, key: Hashable, call: Callable[[], object]) -> None:
        """Make the call and emit its outcome; runs on a thread of the pool."""
        try:
            result = call()
        except EnhancerError as error:
            self._tell(self.failed, key, error)
        except OSError as error:
            words = f"A file cannot be used: {error.strerror}."
            self._tell(self.failed, key, StoreError(words, detail=repr(error)))
        except MemoryError as error:
            self._tell(self.failed, key, _too_large(error))
        except Exception as error:  # a bug must not leave its asker waiting for ever
            _log.exception("call %r failed unexpectedly", key)
            words = f"Something went wrong inside the program ({type(error).__name__})."
            self._tell(self.failed, key, EnhancerError(words, detail=repr(error)))
        else:
            self._tell(self.done, key, result)

    def _tell(self, signal: SignalInstance, key: Hashable, value: object) -> None:
        if not self._stopped:
            signal.emit(key, value)


def _too_large(error: MemoryError) -> StoreError:
    return StoreError(
        "There is too little memory for this photo.",
        remedy="Close other programs or open a smaller photo.",
        detail=repr(error),
    )


class _Call(QRunnable):
    """One call and where its answer goes."""

    def __init__(self, calls: BackgroundCalls, key: Hashable, call: Callable[[], object]) -> None:
        super().__init__()
        self._calls, self._key, self._call = calls, key, call

    def run(self) -> None:
        self._calls.answer(self._key, self._call)
