"""How far a candidate has come."""

from dataclasses import dataclass

from enhancer_gui.core.events import Started
from enhancer_gui.gui.bake_off.candidates import Candidate
from enhancer_gui.gui.sources import StoreSource


@dataclass(frozen=True)
class Run:
    """A candidate that is being tried.

    Attributes:
        seconds: spent computing so far.
        words: how far it is.
        shown: what its cell shows.
    """

    candidate: Candidate
    started: Started | None = None
    shown: StoreSource | None = None
    seconds: float = 0.0
    words: str = ""
