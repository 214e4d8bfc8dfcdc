"""No test of the suite ever changes an original, whichever command or job it was that read it.

Two kinds are watched. Files of the shared material and of the program's own resources, from the moment they are first
opened (Python tells of every file that is opened through the audit event "open"). And the source of every job, from
the moment the job is made until its test ends. Bytes and modification time must be the same afterwards.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from enhancer_gui.core.jobs import Job
from tests.plugins.surroundings import SHARED

ROOT = Path(__file__).resolve().parents[2]
_WATCHED = tuple(f"{folder}{os.sep}" for folder in (SHARED, ROOT / "resources"))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_TRUNC
_HASHED_BYTES = 8_000_000
"""Of larger files size and time alone are compared: hashing weights in every test would cost more than the tests."""

Facts = tuple[int, int, str]

_seen: dict[str, Facts] = {}
_written: set[str] = set()


def facts_of(path: Path) -> Facts | None:
    """Return size, modification time and hash of a file, None where there is none."""
    try:
        status = path.stat()
        small = path.is_file() and status.st_size <= _HASHED_BYTES
        return status.st_size, status.st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest() if small else ""
    except OSError:
        return None


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or not isinstance(name := arguments[0], str) or not name.startswith(_WATCHED):
        return
    flags = arguments[2]
    if isinstance(flags, int) and flags & _WRITING:
        _written.add(name)
    if name not in _seen:
        _seen[name] = (0, 0, "")  # looking at it opens it too
        _seen[name] = facts_of(Path(name)) or (0, 0, "")


sys.addaudithook(_listen)


@pytest.fixture(autouse=True)
def _originals_stay_as_they_are(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test after which the source of one of its jobs, or a file of the shared material, is another.

    A test that itself plays the photographer who changes a photo says so: `@pytest.mark.changes_originals`.
    """
    if request.node.get_closest_marker("changes_originals"):
        yield
        return
    sources: dict[Path, Facts] = {}
    made: Callable[..., None] = Job.__init__

    def watched(job: Job, *arguments: object, **named: object) -> None:
        made(job, *arguments, **named)
        facts = facts_of(job.source)
        if facts is not None:
            sources.setdefault(job.source, facts)

    monkeypatch.setattr(Job, "__init__", watched)
    _written.clear()
    yield
    changed = [str(path) for path, facts in sources.items() if facts_of(path) != facts]
    if changed or _written:
        pytest.fail(f"Originals were touched: {sorted([*changed, *_written])}", pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def _shared_files_stay_as_they_are() -> Iterator[None]:
    """Fail the run after which a file that a test has opened in the shared material or the resources is another."""
    yield
    changed = sorted(name for name, facts in list(_seen.items()) if facts_of(Path(name)) not in (facts, None))
    if changed:
        pytest.fail(f"Originals were touched: {changed}", pytrace=False)
