"""A test's surroundings: its own home folder, the same dice, the shared material, originals that stay as they are."""

import errno
import hashlib
import os
import random
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pytest

SEED = 20_261_120
SHARED = Path(__file__).resolve().parents[3] / "shared"

_homes = count()
CloseFolders = Callable[..., None]


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point config, cache, log and model folders at a new folder, so that no test reads or writes the user's."""
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_homes))
    monkeypatch.setenv("ENHANCER_HOME", str(home))


@pytest.fixture(autouse=True)
def _same_dice() -> None:
    """Seed every source of random numbers; torch only where something has imported it already."""
    random.seed(SEED)
    np.random.seed(SEED)
    if torch := sys.modules.get("torch"):
        torch.manual_seed(SEED)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of photos, golden images and published scores that lies beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"The shared material is not here: {SHARED} does not exist.")
    return SHARED


@pytest.fixture
def closed_folders(monkeypatch: pytest.MonkeyPatch) -> CloseFolders:
    """Return a function that closes folders of these names to everyone, root included, and opens all others again."""
    scandir = os.scandir

    def close(*names: str) -> None:
        def looked_into(folder: int | str | os.PathLike[str] = ".") -> object:
            if not isinstance(folder, int) and Path(folder).name in names:
                raise PermissionError(errno.EACCES, "Permission denied", os.fspath(folder))
            return scandir(folder)

        monkeypatch.setattr(os, "scandir", looked_into)

    return close


@pytest.fixture
def original_untouched() -> Iterator[Callable[[Path], Path]]:
    """Return a function that registers a file whose bytes and modification time must survive the test."""
    before: dict[Path, tuple[str, int]] = {}

    def register(path: Path) -> Path:
        before[path] = _fingerprint(path)
        return path

    yield register
    for path, fingerprint in before.items():
        if not path.exists():
            pytest.fail(f"The original {path} is gone.", pytrace=False)
        if _fingerprint(path) != fingerprint:
            pytest.fail(f"The original {path} was touched.", pytrace=False)


def _fingerprint(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns
