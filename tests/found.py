"""What a test cannot go on without: where it is missing, the test fails and says so."""

from typing import TypeVar

import pytest

Thing = TypeVar("Thing")


def found(thing: Thing | None, name: str) -> Thing:
    """Return a thing that must be there; `name` says in the failure what was looked for."""
    if thing is None:
        pytest.fail(f"There is no {name}.")
    return thing
