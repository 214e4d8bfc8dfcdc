"""From a figure to how much it is."""

from collections.abc import Sequence

from enhancer_gui.core.diagnosis import Degree, Remedy


def above(value: float, bounds: Sequence[float]) -> Degree:
    """Return how many of the rising bounds a value has passed, as a degree."""
    return _degree(sum(value >= bound for bound in bounds), len(bounds))


def below(value: float, bounds: Sequence[float]) -> Degree:
    """Return how many of the falling bounds a value lies below, as a degree."""
    return _degree(sum(value < bound for bound in bounds), len(bounds))


def if_any(degree: Degree, remedy: Remedy) -> Remedy | None:
    """Return the remedy where there is something to mend."""
    return None if degree is Degree.NONE else remedy


def _degree(passed: int, bounds: int) -> Degree:
    degrees = (Degree.SLIGHT, Degree.CLEAR, Degree.STRONG)[-bounds:]
    return Degree.NONE if passed == 0 else degrees[passed - 1]
