"""`--device http://host:port`: another machine's devices, models and presets in place of this one's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from enhancer_gui.backends.address import is_address, parse_address
from enhancer_gui.backends.base import Backend
from enhancer_gui.cli import environment
from enhancer_gui.core.errors import RecipeError
from enhancer_gui.core.recipe import Recipe
from enhancer_gui.storage.catalogue import Catalogue

TOKEN_VARIABLE = "ENHANCER_TOKEN"


class Presets(Protocol):
    """What a command needs of a preset library."""

    problems: list[str]

    def recipes(self) -> tuple[Recipe, ...]:
        """Return all presets."""

    def get(self, preset_id: str) -> Recipe:
        """Return one; raises RecipeError."""


@dataclass(frozen=True)
class Place:
    """Where photos are computed.

    Attributes:
        device: id for the jobs.
        notes: what the user should know of the choice.
    """

    device: str
    make_backend: Callable[[], Backend]
    catalogue: Catalogue
    presets: Presets
    notes: tuple[str, ...] = ()


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


def place_of(device: str, token: str, *, fallback: bool) -> Place:
    """Return where a device id lets photos be computed; another machine is asked for its models and presets.

    Raises:
        ConfigError: no address.
        BackendError: the other machine does not answer, and `fallback` was not asked for, or it refuses.
    """
    if not is_address(device):
        return _here(device)
    from enhancer_gui.backends.fallback import FallbackBackend
    from enhancer_gui.backends.far_side import FarSide, Unreachable
    from enhancer_gui.backends.remote import RemoteBackend

    address = parse_address(device)
    far = FarSide(address, token)
    try:
        far.devices()
        catalogue, presets = Catalogue({card.id: card for card in far.models()}), far.presets()
    except Unreachable as e:
        if not fallback:
            raise
        return _here("auto", (f"{e.message} This machine computes instead, as you asked.",))
    finally:
        far.close()

    def make_backend() -> Backend:
        remote = RemoteBackend(FarSide(address, token))
        return FallbackBackend(remote, environment.make_backend) if fallback else remote

    return Place("auto", make_backend, catalogue, FarPresets(presets, environment.presets()))


def _here(device: str, notes: tuple[str, ...] = ()) -> Place:
    return Place(device, environment.make_backend, environment.catalogue(), environment.presets(), notes)
