"""The server as a container starts it: a process of its own, with processes of its own that compute and may die."""

import errno
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from PIL import Image

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")
import httpx

from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Recipe, Step
from enhancer_gui.core.sizes import SizeTarget
from enhancer_gui.jobs.plan import make_job
from enhancer_gui.server.engines import ProcessEngine
from enhancer_gui.server.job_store import Rooms
from tests.fakes import fake_catalogue
from tests.server.dying import fake_backend, fatal_backend, stillborn_backend, stuck_backend
from tests.server.photos import make_photo
from tests.server.rig import serving

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60.0
DOUBLE = Recipe("double", "Double", (Step(Task.UPSCALE),), export=ExportSpec(size=SizeTarget(value=2)))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL to send to another process.")


def wait_until_loaded(engine: ProcessEngine) -> None:
    engine.start()
    deadline = time.monotonic() + PATIENCE_S
    while engine.device is None:
        assert time.monotonic() < deadline and not engine.trouble
        time.sleep(0.01)


def test_that_a_stuck_process_is_replaced_within_two_seconds_of_a_cancel(tmp_path: Path) -> None:
    engine = ProcessEngine(stuck_backend, "auto", fake_catalogue())
    wait_until_loaded(engine)
    control = JobControl()
    job = make_job(make_photo(tmp_path / "photo.png"), DOUBLE, tmp_path / "out.png")
    try:
        for event in engine.run(job, Rooms(tmp_path / "tiles", tmp_path / "masks"), control):
            if isinstance(event, events.TileDone):
                control.cancel()
                asked = time.monotonic()
            last = event
        assert isinstance(last, events.Cancelled)
        assert time.monotonic() - asked < 15.0  # 1.5 s of grace, the rest for a busy machine; unheard it takes 120
        assert not (tmp_path / "out.png").exists()
        wait_until_loaded(engine)
    finally:
        engine.close()


def test_fault_29_that_a_photo_that_kills_its_process_fails_and_the_server_lives(tmp_path: Path) -> None:
    engine = ProcessEngine(fatal_backend, "auto", fake_catalogue())
    with serving(tmp_path / "data", engines=[engine]) as running:
        failed = running.wait(running.submit(make_photo(tmp_path / "photo.png")).json()["id"])
        assert failed["state"] == "failed" and "ended unexpectedly, twice" in failed["error"]["message"]
        assert running.client.get("/healthz").status_code == 200


def test_fault_29_that_a_killed_process_is_replaced_and_its_job_goes_on(tmp_path: Path) -> None:
    engine = ProcessEngine(fake_backend, "auto", fake_catalogue())
    with serving(tmp_path / "data", engines=[engine]) as running:
        photo = make_photo(tmp_path / "photo.png", 160, 128)
        job_id = running.submit(photo).json()["id"]
        running.wait(job_id, "running")
        (child,) = (each for each in psutil.Process().children() if "spawn_main" in " ".join(each.cmdline()))
        child.kill()
        assert running.wait(job_id)["state"] == "finished"
        with Image.open(io.BytesIO(running.client.get(f"/v1/jobs/{job_id}/result").content)) as picture:
            assert picture.size == (320, 256)


def test_fault_30_that_a_process_that_dies_while_it_loads_is_told_and_not_started_in_a_circle(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("cannot be used: The process of the device ended while it loaded.")
    engine = ProcessEngine(stillborn_backend, "auto", fake_catalogue())
    with serving(tmp_path / "data", engines=[engine]) as running:
        running.until(lambda: bool(engine.trouble))
        ready = running.client.get("/readyz")
        assert ready.status_code == 503 and "ended while it loaded" in ready.json()["troubles"][0]


def test_fault_30_that_a_process_that_cannot_be_started_is_told(
    tmp_path: Path, expect_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(_process: object) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    expect_log("cannot be started")
    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", no_memory)
    with serving(tmp_path / "data", engines=[ProcessEngine(fake_backend, "auto", fake_catalogue())]) as running:
        running.until(lambda: bool(running.client.get("/readyz").json()["troubles"]))
        troubles = running.client.get("/readyz").json()["troubles"]
        assert troubles == ["A process for the device cannot be started (Cannot allocate memory)."]


@contextmanager
def container(tmp_path: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start `enhancer serve` as the container does and give the process and its address."""
    environment = {**os.environ, "ENHANCER_SERVE_SAGEMAKER": "1", "ENHANCER_SERVE_HOST": "127.0.0.1"}
    environment |= {"ENHANCER_SERVE_PORT": "0", "ENHANCER_HOME": str(tmp_path / "home"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "enhancer_gui.cli.main", "serve", *options]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            line = next(line for line in process.stderr if "listening on" in line)
            yield process, f"http://127.0.0.1:{line.split()[-1]}"
        finally:
            process.kill()


def test_that_the_container_serves_the_shipped_weights_and_drains_on_sigterm(tmp_path: Path) -> None:
    photo = make_photo(tmp_path / "photo.png", 64, 48)
    with container(tmp_path, "--devices", "cpu") as (process, url), httpx.Client() as client:
        deadline = time.monotonic() + PATIENCE_S
        answers = [client.get(f"{url}/ping", timeout=PATIENCE_S)]
        while answers[-1].status_code != 200:
            assert answers[-1].status_code == 503 and time.monotonic() < deadline
            time.sleep(0.05)
            answers.append(client.get(f"{url}/ping", timeout=PATIENCE_S))
        assert min(answer.elapsed.total_seconds() for answer in answers) < 2.0  # the quickest: a machine may be busy
        headers = {"Content-Type": "image/png", "Accept": "image/jpeg"}
        answer = client.post(f"{url}/invocations", content=photo.read_bytes(), headers=headers, timeout=PATIENCE_S)
        assert answer.status_code == 200, answer.text
        with Image.open(io.BytesIO(answer.content)) as picture:
            assert (picture.format, picture.size) == ("JPEG", (128, 96))
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) in (0, -signal.SIGTERM)
        _, alive = psutil.wait_procs(children, timeout=PATIENCE_S)
        assert not alive
