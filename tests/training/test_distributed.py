"""Several processes: what torchrun starts ends where one process would have ended."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from enhancer_gui.core.errors import ConfigError
from enhancer_gui.training.config import TrainingConfig
from enhancer_gui.training.config_text import save_config
from enhancer_gui.training.distributed import Crew
from enhancer_gui.training.loop import train

ROOT = Path(__file__).resolve().parents[2]


def test_that_a_batch_is_shared_without_rest() -> None:
    device = torch.device("cpu")
    assert [list(Crew(rank, 2, device).share(6)) for rank in range(2)] == [[0, 1, 2], [3, 4, 5]]
    with pytest.raises(ConfigError, match="multiple of the number of processes"):
        Crew(0, 4, device).share(6)


@pytest.mark.slow
def test_that_two_processes_end_where_one_ends(config: TrainingConfig, tmp_path: Path) -> None:
    schedule = config.schedule.model_copy(update={"steps": 6, "batch": 4, "optimiser": "muon"})
    network = config.network.model_copy(update={"features": 32})
    config = config.model_copy(update={"schedule": schedule, "network": network})
    start = tmp_path / "start"
    train(config.model_copy(update={"schedule": schedule.model_copy(update={"steps": 1})}), start, lambda _: None)
    train(config, tmp_path / "one", lambda _: None)

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    command = [sys.executable, "-m", "enhancer_gui.cli.main", "train", str(save_config(config, tmp_path)), "-o", "two"]
    surroundings = os.environ | {"WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    surroundings |= {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    children = [
        subprocess.Popen(
            command,
            cwd=tmp_path,
            env=surroundings | {"RANK": str(rank), "LOCAL_RANK": str(rank)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for rank in range(2)
    ]
    said = [child.communicate(timeout=120) for child in children]
    assert [child.returncode for child in children] == [0, 0], said
    assert "Weights:" in said[0][0] and said[1][0] == ""

    one, two, begun = (
        torch.load(tmp_path / run / "checkpoint.pt", weights_only=True)["network"] for run in ("one", "two", "start")
    )
    apart = sum(float((one[key] - two[key]).square().sum()) for key in one) ** 0.5
    moved = sum(float((one[key] - begun[key]).square().sum()) for key in one) ** 0.5
    assert apart < 0.02 * moved
