"""Where photos are computed: this machine or another, whose devices, models and presets then stand in for its own."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from enhancer_gui.backends.address import BEST, Address, is_address, parse_address
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.backends.far_facts import FarFacts
from enhancer_gui.core.errors import EnhancerError
from enhancer_gui.core.events import Event, Started
from enhancer_gui.core.jobs import JobState
from enhancer_gui.gui.choices import Choices
from enhancer_gui.gui.comparing import Comparing
from enhancer_gui.gui.desk import Desk
from enhancer_gui.gui.machines import Machines
from enhancer_gui.gui.panels.filmstrip_row import has_failed_there
from enhancer_gui.gui.panels.words import device_words
from enhancer_gui.gui.preset_control import PresetControl
from enhancer_gui.gui.queue_control import QueueControl
from enhancer_gui.gui.reports import Reports
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.settings import AUTO


@dataclass(frozen=True)
class Places:
    """What can be chosen to compute on.

    Attributes:
        chosen: id of the device in the settings.
        here: this machine's devices, the best one first.
        there: other machines' devices, their ids addresses; as a whole, and each where it has several.
    """

    chosen: str
    here: tuple[DeviceInfo, ...]
    there: tuple[DeviceInfo, ...]


class PlaceControl(QObject):
    """Follows the choice of a device.

    Signals:
        lost(EnhancerError): the machine that was chosen does not answer or refuses.
    """

    lost = Signal(object)

    def __init__(
        self,
        choices: Choices,
        machines: Machines,
        desk: Desk,
        comparing: Comparing,
        presets: PresetControl,
        queue: QueueControl,
        reports: Reports,
        parent: QObject | None = None,
    ) -> None:
        """Begin with `start`."""
        super().__init__(parent)
        self._choices, self._machines, self._queue = choices, machines, queue
        self._desk, self._comparing, self._presets, self._reports = desk, comparing, presets, reports
        self._here: tuple[DeviceInfo, ...] = ()
        self._catalogue: Catalogue | None = None
        self._device = choices.now.device
        choices.changed.connect(self._follow)
        machines.found.connect(self._take_facts)
        machines.lost.connect(self._take_loss)
        queue.happened.connect(self._follow_event)

    @property
    def places(self) -> Places:
        """What can be chosen now."""
        chosen = self._choices.now.device
        there: list[DeviceInfo] = []
        for url in self._machines.remembered:
            facts = self._machines.facts_of(url)
            there += [_as_whole(Address(url))] if facts is None else self._devices_of(facts)
        if is_address(chosen) and chosen not in {device.id for device in there}:
            there.append(self._chosen_there(parse_address(chosen)))
        return Places(chosen, self._here, tuple(there))

    def _devices_of(self, facts: FarFacts) -> list[DeviceInfo]:
        """Return another machine as a whole and, where it has several, each of its devices."""
        address, best = replace(facts.address, device=BEST), facts.devices[0]
        if len(facts.devices) == 1:
            return [replace(best, id=address.device_id, name=_named(best, address))]
        words = self.tr("The best of {machine}: {device}").format(machine=address.host, device=best.name)
        each = (
            replace(device, id=replace(address, device=device.id).device_id, name=_named(device, address))
            for device in facts.devices
        )
        return [replace(best, id=address.device_id, name=words), *each]

    def _chosen_there(self, address: Address) -> DeviceInfo:
        """Return the device that an address names, as far as it is known."""
        facts = self._machines.facts_of(address.url)
        if facts is None:
            return _as_whole(address)
        device = replace(facts, address=address).device
        return replace(device, id=address.device_id, name=_named(device, address))

    @property
    def _far(self) -> FarFacts | None:
        """What the machine in use has; None for this one, and before it has answered."""
        return self._machines.facts_of(parse_address(self._device).url) if is_address(self._device) else None

    def start(self) -> None:
        """Ask the machine that was used last, if any: the user has chosen it."""
        self._ask()

    def set_devices(self, devices: tuple[DeviceInfo, ...]) -> None:
        """Learn which devices this machine has."""
        self._here = devices
        self._tell_device()

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """Learn which models this machine has."""
        self._catalogue = catalogue
        self._apply()

    @Slot(str)
    def choose(self, device_id: str) -> None:
        """Compute on this device from now on."""
        self._choices.put(replace(self._choices.now, device=device_id))

    @Slot()
    def compute_here(self) -> None:
        """Compute on this machine from now on, also the photos that wait for another one or failed because of it."""
        if is_address(self._choices.now.device):
            self.choose(AUTO)
        again = [entry.job for entry in self._queue.queue if has_failed_there(entry)]
        waiting = [
            entry.job
            for entry in self._queue.queue
            if entry.state is JobState.QUEUED
            and is_address(entry.job.device)
            and not self._queue.is_in_flight(entry.job.id)
        ]
        self._queue.cancel_all([job.id for job in waiting])
        device = self._choices.now.device
        self._queue.submit_all([replace(job, device=device) for job in (*again, *waiting)])

    def _ask(self) -> None:
        if is_address(self._device) and self._far is None:
            self._machines.look(self._device)
        self._tell_device()

    def _apply(self) -> None:
        """Let the models and presets of the place in use be planned with and offered."""
        far = self._far
        catalogue = self._catalogue if far is None else far.catalogue
        if catalogue is not None:
            self._desk.set_catalogue(catalogue)
            self._comparing.set_catalogue(catalogue)
        self._presets.set_far(() if far is None else far.presets)
        self._reports.tell_all()

    def _tell_device(self) -> None:
        if not is_address(self._device):
            named = (device for device in self._here if device.id == self._device)
            device = next(named, self._here[0] if self._here else None)
        else:
            device = self._chosen_there(parse_address(self._device))
        if device is not None:
            self._reports.set_device(device)

    @Slot()
    def _follow(self) -> None:
        if self._choices.now.device != self._device:
            self._device = self._choices.now.device
            self._ask()
            self._apply()

    @Slot(str, object)
    def _take_facts(self, device_id: str, _facts: FarFacts) -> None:
        if device_id == self._device:
            self._tell_device()
            self._apply()

    @Slot(str, object)
    def _take_loss(self, device_id: str, error: EnhancerError) -> None:
        if device_id == self._device:
            self._apply()
            self.lost.emit(error)

    @Slot(object)
    def _follow_event(self, event: Event) -> None:
        """Ask again what a machine has that did not answer before and has now begun a job."""
        if isinstance(event, Started) and is_address(self._device) and self._far is None:
            entry = self._queue.entry(event.job_id)
            if entry is not None and entry.job.device == self._device:
                self._machines.look(self._device)


def _named(device: DeviceInfo, address: Address) -> str:
    return f"{device_words(device.name)} ({address.host})"


def _as_whole(address: Address) -> DeviceInfo:
    return DeviceInfo(address.device_id, address.host, "", 0)
