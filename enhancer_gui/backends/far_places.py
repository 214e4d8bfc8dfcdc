"""Other machines, kept open between jobs: a job's device id says which of them computes it."""

from collections.abc import Callable

from enhancer_gui.backends.address import Address, parse_address
from enhancer_gui.backends.far_side import FarSide
from enhancer_gui.backends.remote import RemoteBackend
from enhancer_gui.backends.transfer import Line, Phase, Transfer
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.waiting import answer_of
from enhancer_gui.storage.catalogue import Catalogue

FIRST_WAITS_S = (0.5, 1.0, 2.0, 4.0)
"""Before a job has begun: long enough for a server that restarts, and then somebody wants to hear of it."""


class FarPlaces:
    """Connections to other machines; used by one thread.

    Attributes:
        line: tells of transfers.
    """

    def __init__(self, token_of: Callable[[str], str]) -> None:
        """Connect to nothing yet; `token_of` returns the token for a server's url."""
        self._token_of = token_of
        self._open: dict[Address, tuple[str, FarSide, RemoteBackend]] = {}
        self.line = Line()

    def place(self, device_id: str, control: JobControl) -> tuple[RemoteBackend, Catalogue]:
        """Return the backend for a job with this device, which is to ask it for "auto", and the models it has.

        Raises:
            Cancelled: asked to stop.
            ConfigError: no address.
            BackendError: the machine does not answer, or refuses.
        """
        address = parse_address(device_id)
        self.line.tell(Transfer(address.host, Phase.CALLING))
        token = answer_of(lambda: self._token_of(address.url), control)  # a keyring may ask its user to open it
        far, backend = self._connected(address, token)
        cards = answer_of(lambda: far.models(control, FIRST_WAITS_S), control)
        return backend, Catalogue({card.id: card for card in cards})

    def close(self) -> None:
        """Close all connections."""
        for _token, _far, backend in self._open.values():
            backend.close()
        self._open.clear()

    def _connected(self, address: Address, token: str) -> tuple[FarSide, RemoteBackend]:
        if address in self._open:
            known, far, backend = self._open[address]
            if known == token:
                return far, backend
            backend.close()
        far = FarSide(address, token)
        backend = RemoteBackend(far, line=self.line)
        self._open[address] = token, far, backend
        return far, backend
