"""What another machine is and has, asked for in one go: before it is used, and when somebody only wants to look."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from enhancer_gui.backends.address import Address, parse_address
from enhancer_gui.backends.base import DeviceInfo
from enhancer_gui.core.errors import BackendError, RecipeError
from enhancer_gui.core.models import ModelCard
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.storage.catalogue import Catalogue

if TYPE_CHECKING:
    from enhancer_gui.backends.far_side import FarSide  # which imports httpx

ONE_TRY = (0.5,)
"""A second attempt after half a second: somebody waits for the answer."""

TIMEOUT_S, CONNECT_TIMEOUT_S = 10.0, 4.0


class Presets(Protocol):
    """What asks for presets needs of a library."""

    problems: list[str]

    def recipes(self) -> tuple[Recipe, ...]:
        """Return all presets."""

    def get(self, preset_id: str) -> Recipe:
        """Return one; raises RecipeError."""


@dataclass(frozen=True)
class FarFacts:
    """Another machine that has answered.

    Attributes:
        version: of the program that runs there.
        devices: the best one first; at least one.
    """

    address: Address
    version: str
    devices: tuple[DeviceInfo, ...]
    models: tuple[ModelCard, ...]
    presets: tuple[Recipe, ...]

    @property
    def catalogue(self) -> Catalogue:
        """The models, as planning wants them."""
        return Catalogue({card.id: card for card in self.models})

    @property
    def device(self) -> DeviceInfo:
        """The device that the address means."""
        meant = (each for each in self.devices if self.address.device in (each.id, each.id.partition(":")[0]))
        return next(meant, self.devices[0])


class FarPresets:
    """The far side's presets, and those of this machine's user that the far side does not know."""

    def __init__(self, far: tuple[Recipe, ...], own: Presets) -> None:
        """Join both; the far side's come first."""
        self.problems = list(own.problems)
        known = {recipe.id for recipe in far}
        self._recipes = {recipe.id: recipe for recipe in (*far, *(r for r in own.recipes() if r.id not in known))}

    def recipes(self) -> tuple[Recipe, ...]:
        """Return all presets."""
        return tuple(self._recipes.values())

    def get(self, preset_id: str) -> Recipe:
        """Return one; raises RecipeError."""
        if preset_id not in self._recipes:
            raise RecipeError(
                f"There is no preset “{preset_id}”.", remedy=f"Known presets are: {', '.join(self._recipes)}."
            )
        return self._recipes[preset_id]


def survey(far: "FarSide") -> FarFacts:
    """Return what a machine is and has: the test whether address, token and version fit.

    Raises:
        BackendError: it does not answer, refuses, is something else, or has nothing to compute on.
        RecipeError: its presets cannot be understood.
    """
    version, devices = far.version(), far.devices()
    if not devices:
        troubles = far.troubles()
        raise BackendError(
            f"{far.address.host} has no device that is ready.",
            remedy=troubles[0] if troubles else "It may still be loading its models: try again in a minute.",
            detail="\n".join(troubles),
        )
    return FarFacts(far.address, version, devices, far.models(), far.presets())


def survey_at(device_id: str, token_of: Callable[[str], str]) -> FarFacts:
    """Return what the machine with an address is and has, asked without much patience; raises as `survey`.

    Args:
        device_id: an address, as `parse_address` reads it.
        token_of: returns the token for a server's url.

    Raises:
        ConfigError: no address.
    """
    import httpx

    from enhancer_gui.backends.far_side import FarSide

    address = parse_address(device_id)
    far = FarSide(address, token_of(address.url), ONE_TRY)
    far.client.timeout = httpx.Timeout(TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
    try:
        return survey(far)
    finally:
        far.close()
