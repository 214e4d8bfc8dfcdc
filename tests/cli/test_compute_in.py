"""`--compute-in`: in this program or in a process of its own, and what commands do unasked."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from enhancer_gui.cli import environment
from enhancer_gui.cli.main import app
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.settings import WorkerKind
from tests.cli.conftest import CARDS
from tests.fakes import FakeBackend


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> list[WorkerKind]:
    """Return a list that gets an entry for each backend that a command makes."""
    made: list[WorkerKind] = []

    def open_here(kind: WorkerKind) -> FakeBackend:
        made.append(kind)
        return FakeBackend()

    monkeypatch.setattr(environment, "open_here", open_here)
    monkeypatch.setattr(environment, "catalogue", lambda: Catalogue(CARDS))
    return made


def test_that_one_photo_is_computed_in_the_program_unless_a_process_is_asked_for(
    photo: Path, kinds: list[WorkerKind]
) -> None:
    for extra in ((), ("--compute-in", "process")):
        assert CliRunner().invoke(app, ["run", str(photo), *extra]).exit_code == 0
    assert kinds == [WorkerKind.THREAD, WorkerKind.PROCESS]


def test_that_a_batch_is_computed_in_a_process_unless_a_thread_is_asked_for(
    photo: Path, tmp_path: Path, kinds: list[WorkerKind]
) -> None:
    for name, extra in (("a", ()), ("b", ("--compute-in", "thread"))):
        command = ["batch", str(photo.parent), "-o", str(tmp_path / name), *extra]
        assert CliRunner().invoke(app, command).exit_code == 0
    assert kinds == [WorkerKind.PROCESS, WorkerKind.THREAD]


def test_that_the_backend_that_checks_a_device_is_closed(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[FakeBackend] = []

    def make_backend() -> FakeBackend:
        made.append(FakeBackend())
        return made[-1]

    monkeypatch.setattr(environment, "make_backend", make_backend)
    monkeypatch.setattr(environment, "catalogue", lambda: Catalogue(CARDS))
    assert CliRunner().invoke(app, ["run", str(photo), "--device", "cpu"]).exit_code == 0
    assert [backend.closed for backend in made] == [True, True]
