"""Backends for processes of their own: they are imported there by name, so nothing heavy may stand here."""

import os

from enhancer_gui.backends.base import Backend
from enhancer_gui.core.work import Work
from tests.fakes import FakeBackend


class Fatal(FakeBackend):
    """A backend whose first question takes the process along, as a driver does."""

    def tile_px(self, work: Work, device_id: str, precision: str) -> int:
        os._exit(139)


def fake_backend() -> Backend:
    """Return a backend that works."""
    return FakeBackend(tile_side_px=16)


def stuck_backend() -> Backend:
    """Return a backend that hangs in its second tile and hears nothing."""
    return FakeBackend(tile_side_px=16, gated_from=1, deaf=True)


def stillborn_backend() -> Backend:
    """Kill the process before there is a backend, as a driver does that cannot be loaded."""
    os._exit(139)


def fatal_backend() -> Backend:
    """Return a backend that kills its process."""
    return Fatal()
