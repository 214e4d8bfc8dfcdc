"""`enhancer train`: weights from a configuration, and a run that stops and goes on."""

import signal
from dataclasses import replace
from pathlib import Path

import pytest

from enhancer_gui.cli import environment, train_command, train_settings
from enhancer_gui.core.models import Task
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.training import finetune
from enhancer_gui.training.report import TrainingReport
from enhancer_gui.training.run import export_weights
from tests.cli.conftest import Enhancer, make_photo
from tests.tiny_models import tiny_card, tiny_network

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


@pytest.fixture
def model(config: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny model in the catalogue, and small batches."""
    weights = config.parent / "tiny-x2.safetensors"
    export_weights(tiny_network("tiny-x2").state_dict(), weights)
    card = replace(tiny_card("tiny-x2", Task.UPSCALE), weights=weights.name, size_bytes=weights.stat().st_size)
    monkeypatch.setattr(environment, "catalogue", lambda: Catalogue({card.id: card}))
    monkeypatch.setattr(train_settings, "weights_path", lambda _card: weights)
    monkeypatch.setattr(finetune, "_PATCH_PX", {2: 16})
    monkeypatch.setattr(finetune, "_BATCH", 1)
    return weights


def test_that_a_model_is_trained_further_on_own_photos(enhancer: Enhancer, model: Path) -> None:
    result = enhancer("train", "--from", "tiny-x2", "--photos", "photos", "--steps", "2")
    assert result.exit_code == 0, result.output
    assert "before training" in result.stdout and "2/2" in result.stdout
    assert "enhancer models import runs/tiny-x2-tuned/tiny-x2-tuned.safetensors" in result.stdout
    assert "--task upscale" in result.stdout
    assert Path("runs/tiny-x2-tuned/config.toml").exists()
    tuned = enhancer("train", "runs/tiny-x2-tuned/config.toml")
    assert tuned.exit_code == 0, tuned.output


def test_that_a_further_training_goes_on_and_does_not_mix_runs(enhancer: Enhancer, model: Path) -> None:
    command = ("train", "--from", "tiny-x2", "--photos", "photos")
    assert enhancer(*command, "--steps", "2").exit_code == 0
    again = enhancer(*command)
    assert again.exit_code == 0 and "1/2" not in again.stdout
    other = enhancer(*command, "--steps", "3")
    assert other.exit_code == 2 and "holds another run" in " ".join(other.output.split())


@pytest.mark.parametrize(
    "arguments",
    [(), ("--from", "tiny-x2"), ("--photos", "photos"), ("tiny.toml", "--steps", "3")],
)
def test_that_arguments_that_do_not_go_together_are_wrong_usage(
    enhancer: Enhancer, model: Path, arguments: tuple[str, ...]
) -> None:
    assert enhancer("train", *arguments).exit_code == 2
