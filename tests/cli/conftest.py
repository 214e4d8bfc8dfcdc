"""A command line whose backend is a fake, with photos to work on."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from enhancer_gui.cli import environment
from enhancer_gui.cli.main import app
from enhancer_gui.core.models import Task
from enhancer_gui.storage.catalogue import Catalogue
from tests.fakes import FakeBackend, fake_card

CARDS = {
    card.id: card
    for card in (
        fake_card("upscale-x2", Task.UPSCALE, 2),
        fake_card("upscale-x4", Task.UPSCALE, 4),
        fake_card("deblur-x1", Task.DEBLUR, 1),
        fake_card("restore-x1", Task.RESTORE, 1),
    )
}


@dataclass(frozen=True)
class Enhancer:
    """The command line in this process, on a fake backend."""

    backend: FakeBackend

    def __call__(self, *arguments: str | Path) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    def events(self, *arguments: str | Path) -> list[dict[str, Any]]:
        return json_lines(self("run", *arguments, "--json").stdout)


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def make_photo(path: Path, width: int = 40, height: int = 30) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    y, x = np.mgrid[0:height, 0:width]
    waves = [128 + 100 * np.sin((x + (c + 1) * y) / 5) for c in range(3)]
    Image.fromarray(np.stack(waves, axis=2).astype(np.uint8)).save(path)
    return path


@pytest.fixture
def enhancer(monkeypatch: pytest.MonkeyPatch) -> Enhancer:
    backend = FakeBackend()
    monkeypatch.setattr(environment, "make_backend", lambda: backend)
    monkeypatch.setattr(environment, "catalogue", lambda: Catalogue(CARDS))
    return Enhancer(backend)


@pytest.fixture
def photo(tmp_path: Path, original_untouched: Callable[[Path], Path]) -> Path:
    return original_untouched(make_photo(tmp_path / "photo.png"))
