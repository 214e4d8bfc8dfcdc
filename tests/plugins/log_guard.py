"""A warning in the log that no test announced is a defect; so is an announced one that never came."""

import logging
import re
from collections.abc import Callable, Iterator

import pytest


class _Collector(logging.Handler):
    """Keeps the records of level WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def expect_log() -> Callable[[str], None]:
    """Return a function that announces a pattern (searched for) that a warning or error in the log must match."""
    return _patterns.append


_patterns: list[str] = []


@pytest.fixture(autouse=True)
def _no_unexpected_log() -> Iterator[None]:
    """Fail the test on a record of level WARNING or above that `expect_log` did not announce."""
    _patterns.clear()
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    yield
    root.removeHandler(collector)
    lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in collector.records]
    unexpected = [line for line in lines if not any(re.search(pattern, line) for pattern in _patterns)]
    missing = [pattern for pattern in _patterns if not any(re.search(pattern, line) for line in lines)]
    if unexpected:
        pytest.fail("Unexpected in the log:\n" + "\n".join(unexpected), pytrace=False)
    if missing:
        pytest.fail("Announced but not in the log: " + ", ".join(missing), pytrace=False)
