"""`enhancer train`: weights from a configuration, and a run that stops and goes on."""

import signal
from pathlib import Path

import pytest

from enhancer_gui.cli import train_command
from enhancer_gui.training.loop import TrainingReport
from tests.cli.conftest import Enhancer, make_photo

CONFIG = """
name = "tiny"
task = "upscale"
scale = 2
precision = "fp32"
[network]
architecture = "compact"
features = 4
convolutions = 1
[data]
photos = "photos"
crops = 4
crop_px = 48
[schedule]
steps = 4
batch = 1
patch_px = 12
evaluate_every_steps = 2
[[evaluation]]
name = "Own"
truth = "photos"
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    make_photo(tmp_path / "photos" / "a.png", 96, 96)
    path = tmp_path / "tiny.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def test_that_a_run_writes_weights_where_it_says(enhancer: Enhancer, config: Path) -> None:
    result = enhancer("train", config)
    assert result.exit_code == 0, result.output
    assert Path("runs/tiny/tiny.safetensors").exists()
    assert "4/4" in result.stdout and "steps/s" in result.stdout and "Own " in result.stdout
    assert "tiny.safetensors" in result.stdout


def test_that_ctrl_c_saves_a_checkpoint_and_the_same_command_goes_on(
    enhancer: Enhancer, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(state: TrainingReport) -> str:
        signal.raise_signal(signal.SIGINT)
        return f"at {state.step}"

    with monkeypatch.context() as patch:
        patch.setattr(train_command, "report_line", press)
        stopped = enhancer("train", config, "--output", "out")
    assert stopped.exit_code == 130
    assert "at 2" in stopped.stdout
    assert "A checkpoint is in out; the same command goes on from there." in stopped.stderr.replace("\n", " ")
    assert not Path("out/tiny.safetensors").exists()
    finished = enhancer("train", config, "--output", "out")
    assert finished.exit_code == 0
    assert "4/4" in finished.stdout and "2/4" not in finished.stdout


@pytest.mark.parametrize("text", [None, "name = ", CONFIG.replace("steps = 4", "steps = 0")])
def test_that_a_wrong_configuration_is_wrong_usage(enhancer: Enhancer, tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "wrong.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert enhancer("train", path).exit_code == 2


def test_that_a_folder_without_photos_is_a_failure(enhancer: Enhancer, config: Path) -> None:
    config.write_text(CONFIG.replace('photos = "photos"', 'photos = "nothing"'), encoding="utf-8")
    result = enhancer("train", config)
    assert result.exit_code == 1
    assert "no photos to train on" in result.stderr
