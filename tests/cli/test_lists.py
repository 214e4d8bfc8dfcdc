"""`enhancer models`, `presets`, `devices`, `--version`, and what is not imported for them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from enhancer_gui import __version__
from enhancer_gui.cli.list_commands import size_text
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from tests.cli.conftest import CARDS, Enhancer

ROOT = Path(__file__).resolve().parents[2]


def test_that_models_are_listed(enhancer: Enhancer) -> None:
    assert "upscale-x4" in enhancer("models").stdout
    listed = json.loads(enhancer("models", "--json").stdout)
    assert {row["id"] for row in listed} == set(CARDS)
    assert listed[0].keys() >= {"task", "scale", "precisions", "licence"}


def test_that_devices_are_listed(enhancer: Enhancer) -> None:
    assert "Fake CPU" in enhancer("devices").stdout
    assert json.loads(enhancer("devices", "--json").stdout)[0]["id"] == "cpu"
    assert enhancer.backend.closed


@pytest.mark.parametrize("command", ["presets", "devices"])
def test_that_what_is_no_machine_is_not_taken_for_this_one(enhancer: Enhancer, command: str) -> None:
    result = enhancer(command, "--device", "studio")
    assert result.exit_code == 2 and "“studio” is no server's address" in result.stderr


def test_that_presets_are_listed(enhancer: Enhancer) -> None:
    listed = json.loads(enhancer("presets", "--json").stdout)
    assert "enlarge-2x" in {row["id"] for row in listed}
    assert enhancer("presets").exit_code == 0


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (SizeTarget(value=2.5), "2.5x"),
        (SizeTarget(SizeMode.FIT, 3840, 2160), "fit 3840x2160"),
        (SizeTarget(SizeMode.LONG_SIDE, 4000), "long side 4000"),
        (SizeTarget(SizeMode.MEGAPIXELS, 24), "24 MP"),
    ],
)
def test_that_a_size_is_put_in_words(size: SizeTarget, text: str) -> None:
    assert size_text(size) == text


def test_that_the_version_is_told(enhancer: Enhancer) -> None:
    assert enhancer("--version").stdout == f"enhancer {__version__}\n"


def test_that_looking_around_loads_no_torch() -> None:
    probe = """
import sys
from typer.testing import CliRunner
from enhancer_gui.cli.main import app
for arguments in (["--help"], ["run", "--help"], ["models"], ["models", "list", "--all"], ["presets"]):
    assert CliRunner().invoke(app, arguments).exit_code == 0, arguments
print("torch" in sys.modules)
"""
    finished = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert finished.stdout == "False\n", finished.stderr
