"""The wheel is enough: installed where no checkout is in sight, it enhances a photo."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 48, 32


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that must succeed, blind to the checkout, and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    finished = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert finished.returncode == 0, f"{command} ended with {finished.returncode}:\n{finished.stdout}{finished.stderr}"
    return finished.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip")
    run(*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of commands of a fresh environment that holds the wheel and borrows our libraries."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    folders = {"base": str(home), "platbase": str(home)}
    scripts = Path(sysconfig.get_path("scripts", "venv", folders))
    packages = Path(sysconfig.get_path("purelib", "venv", folders))
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=home)
    # A path in a .pth file is added as it stands: the .pth file of our own editable install is not followed.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return scripts


def test_that_the_wheel_carries_every_resource(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if name.startswith("enhancer_gui/_resources/")}
    own = {
        f"enhancer_gui/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in (ROOT / "resources").glob("**/*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert own != set()
    assert carried == own


def test_that_the_wheel_carries_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        top_level = {name.split("/")[0] for name in archive.namelist()}
    assert {name for name in top_level if not name.endswith(".dist-info")} == {"enhancer_gui"}


def test_that_the_fresh_environment_does_not_see_the_checkout(scripts: Path, tmp_path: Path) -> None:
    place = run(scripts / "python", "-c", "import enhancer_gui; print(enhancer_gui.__file__)", cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(scripts.parent)


def test_that_the_wheel_lists_its_models(scripts: Path, tmp_path: Path) -> None:
    assert run(scripts / "enhancer", "models", cwd=tmp_path).strip() != ""


def test_that_the_wheel_enhances_a_photo(scripts: Path, tmp_path: Path) -> None:
    photo, enlarged = tmp_path / "photo.png", tmp_path / "enlarged.png"
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    waves = np.stack([np.sin(rows / 3), np.cos(columns / 4), np.sin((rows + columns) / 5)], axis=-1)
    Image.fromarray(np.rint(127.5 + 100 * waves).astype(np.uint8)).save(photo)
    run(scripts / "enhancer", "run", photo, "-o", enlarged, "--scale", "2", cwd=tmp_path)
    with Image.open(enlarged) as result:
        assert result.size == (2 * WIDTH, 2 * HEIGHT)
