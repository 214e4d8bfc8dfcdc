"""`--device http://host:port`: another machine's devices, models and presets in place of this one's."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

from enhancer_gui.backends.address import is_address, parse_address
from enhancer_gui.backends.base import Backend
from enhancer_gui.backends.far_facts import FarPresets, Presets, survey
from enhancer_gui.backends.transfer import Line
from enhancer_gui.cli import environment
from enhancer_gui.core.errors import Unreachable
from enhancer_gui.core.work import Work
from enhancer_gui.storage.catalogue import Catalogue

TOKEN_VARIABLE = "ENHANCER_TOKEN"


@dataclass(frozen=True)
class Place:
    """Where photos are computed.

    Attributes:
        device: id for the jobs.
        notes: what the user should know of the choice.
        line: tells what goes to another machine and back; silent where this one computes.
    """

    device: str
    make_backend: Callable[[], Backend]
    catalogue: Catalogue
    presets: Presets
    notes: tuple[str, ...] = ()
    line: Line = field(default_factory=Line)

    def check_device(self, precision: str) -> None:
        """Check that there is the device that jobs shall use, before any photo is read; raises BackendError."""
        check_device(self.make_backend, self.device, precision)


def check_device(make_backend: Callable[[], Backend], device: str, precision: str) -> None:
    """Check that a place has a device, before any photo is read; raises BackendError."""
    with closing(make_backend()) as backend:
        backend.info(device, precision, Work((), (1, 1), (1, 1)))


def place_of(device: str, token: str, *, fallback: bool) -> Place:
    """Return where a device id lets photos be computed; another machine is asked for its models and presets.

    Raises:
        ConfigError: no address.
        BackendError: the other machine does not answer, and `fallback` was not asked for, or it refuses.
    """
    if not is_address(device):
        return _here(device)
    from enhancer_gui.backends.fallback import FallbackBackend
    from enhancer_gui.backends.far_side import FarSide
    from enhancer_gui.backends.remote import RemoteBackend

    address, line = parse_address(device), Line()
    far = FarSide(address, token)
    try:
        facts = survey(far)
    except Unreachable as e:
        if not fallback:
            raise
        return _here("auto", (f"{e.message} This machine computes instead, as you asked.",))
    finally:
        far.close()

    def make_backend() -> Backend:
        remote = RemoteBackend(FarSide(address, token), line=line)
        return FallbackBackend(remote, environment.make_backend) if fallback else remote

    return Place("auto", make_backend, facts.catalogue, FarPresets(facts.presets, environment.presets()), line=line)


def _here(device: str, notes: tuple[str, ...] = ()) -> Place:
    return Place(device, environment.make_backend, environment.catalogue(), environment.presets(), notes)
