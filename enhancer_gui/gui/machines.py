"""Other machines for the window: asked what they have, remembered, given up. Nothing here waits for a network."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.backends.address import Address, parse_address
from enhancer_gui.backends.far_facts import FarFacts, survey_at
from enhancer_gui.core.cancel import Cancelled, JobControl
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.waiting import answer_of
from enhancer_gui.gui.background import BackgroundCalls
from enhancer_gui.gui.choices import Choices
from enhancer_gui.storage.settings import AUTO
from enhancer_gui.storage.tokens import TokenPlace, keep_token, read_token, token_place

SHUT_DOWN_S = 1.0
MOST_REMEMBERED = 8


@dataclass(frozen=True)
class _Test:
    """A machine that is tried; later tests have higher numbers."""

    number: int


@dataclass(frozen=True)
class _Look:
    """A machine that is in use."""

    device_id: str


@dataclass(frozen=True)
class _Use:
    """A machine that is to be used once its token is kept."""

    address: Address
    facts: FarFacts


@dataclass(frozen=True)
class _Token:
    """A token that is read for the dialog."""

    url: str


class Machines(QObject):
    """Tests, remembers and forgets machines.

    Signals:
        tested(FarFacts), refused(EnhancerError): how the last test ended.
        found(str, FarFacts), lost(str, EnhancerError): how a look at the machine with this device id ended.
        token_read(str, str): the token that is kept for a server's url; may be empty.
        place_told(TokenPlace): where tokens are kept.
        failed(EnhancerError): a token could not be kept; the machine is not used.
    """

    tested = Signal(object)
    refused = Signal(object)
    found = Signal(str, object)
    lost = Signal(str, object)
    token_read = Signal(str, str)
    place_told = Signal(object)
    failed = Signal(object)

    def __init__(self, choices: Choices, parent: QObject | None = None) -> None:
        """Ask nobody yet."""
        super().__init__(parent)
        self._choices = choices
        self._facts: dict[str, FarFacts] = {}
        self._tests = 0
        self._testing, self._looking = JobControl(), JobControl()
        self._asking, self._keeping = BackgroundCalls(self), BackgroundCalls(self)
        for calls in (self._asking, self._keeping):
            calls.done.connect(self._take)
            calls.failed.connect(self._take_failure)

    @property
    def remembered(self) -> tuple[str, ...]:
        """The urls of machines that were used, the last one first."""
        return self._choices.now.machines

    def facts_of(self, url: str) -> FarFacts | None:
        """Return what a machine has, if it has answered since the window was opened."""
        return self._facts.get(url)

    def test(self, address: Address, token: str) -> None:
        """Try a machine in place of one that does not answer; answered by `tested` or `refused`."""
        self.drop_test()
        self._testing = control = JobControl()
        self._asking.submit(_Test(self._tests), partial(_asked, address.device_id, lambda _url: token, control))

    @Slot()
    def drop_test(self) -> None:
        """Care for no answer of the last test, and wait for none: what is asked next is asked at once."""
        self._tests += 1
        self._testing.cancel()

    def look(self, device_id: str) -> None:
        """Ask a machine that is used with the token that is kept; answered by `found` or `lost`."""
        self._asking.submit(_Look(device_id), partial(_asked, device_id, read_token, self._looking))

    def use(self, facts: FarFacts, device: str, token: str) -> None:
        """Keep a machine's token, remember the machine and compute on one of its devices from now on."""
        address = replace(facts.address, device=device)
        self._keeping.submit(_Use(address, facts), partial(keep_token, address.url, token))

    def forget(self, url: str) -> None:
        """Forget a machine and its token; whoever computes on it computes here from now on."""
        settings = self._choices.now
        self._facts.pop(url, None)
        device = AUTO if settings.device.partition("#")[0] == url else settings.device
        machines = tuple(each for each in settings.machines if each != url)
        self._choices.put(replace(settings, device=device, machines=machines))
        self._keeping.submit(None, partial(keep_token, url, ""))

    def ask_token(self, url: str) -> None:
        """Read the token that is kept for a server; answered by `token_read`."""
        self._keeping.submit(_Token(url), partial(read_token, url))

    def ask_place(self) -> None:
        """Find out where tokens are kept; answered by `place_told`."""
        self._keeping.submit(None, token_place)

    def shut_down(self) -> bool:
        """Ask nothing more; returns whether the present calls have ended."""
        for control in (self._testing, self._looking):
            control.cancel()
        kept = self._keeping.finish(SHUT_DOWN_S)
        return self._asking.shut_down(SHUT_DOWN_S) and kept

    @Slot(object, object)
    def _take(self, key: Hashable, answer: object) -> None:
        match key, answer:
            case _Test(number), FarFacts() as facts if number == self._tests:
                self.tested.emit(facts)
            case _Look(device_id), FarFacts() as facts:
                self._facts[facts.address.url] = facts
                self.found.emit(device_id, facts)
            case _Use(address, facts), _:
                self._begin_use(address, facts)
            case _Token(url), str() as token:
                self.token_read.emit(url, token)
            case None, TokenPlace() as place:
                self.place_told.emit(place)
            case _:
                pass

    @Slot(object, object)
    def _take_failure(self, key: Hashable, error: EnhancerError) -> None:
        match key:
            case _Test(number):
                if number == self._tests:
                    self.refused.emit(error)
            case _Look(device_id):
                self._facts.pop(parse_address(device_id).url, None)
                self.lost.emit(device_id, error)
            case _:
                self.failed.emit(error)

    def _begin_use(self, address: Address, facts: FarFacts) -> None:
        self._facts[address.url] = facts
        settings = self._choices.now
        others = tuple(each for each in settings.machines if each != address.url)
        machines = (address.url, *others)[:MOST_REMEMBERED]
        self._choices.put(replace(settings, device=address.device_id, machines=machines))


def _asked(device_id: str, token_of: Callable[[str], str], control: JobControl) -> FarFacts | None:
    """Return what a machine has, as `survey_at`; None where nobody wants to know any more."""
    try:
        return answer_of(lambda: survey_at(device_id, token_of), control)
    except Cancelled:
        return None
