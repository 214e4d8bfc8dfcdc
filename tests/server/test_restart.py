"""What a server that ends, one way or the other, has kept when it starts again."""

import hashlib
import json
import os
import threading
from pathlib import Path

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.core.errors import StoreError
from enhancer_gui.server.job_store import JobStore
from enhancer_gui.server.limits import Limits
from tests.fakes import HANG_LIMIT_S, FakeBackend
from tests.server.photos import make_photo
from tests.server.rig import serving

# The server deletes the copies of photos that were sent to it.
pytestmark = pytest.mark.changes_originals


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_photo(tmp_path / "in" / "photo.png")


def test_that_results_and_failures_survive_a_restart(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        job_id = running.submit(photo, key="k").json()["id"]
        running.wait(job_id)
        before = running.client.get(f"/v1/jobs/{job_id}/result").content
    with serving(tmp_path / "data") as running:
        assert running.job(job_id)["state"] == "finished"
        assert running.client.get(f"/v1/jobs/{job_id}/result").content == before
        assert running.submit(photo, key="k").json()["id"] == job_id
        assert "event: finished" in running.client.get(f"/v1/jobs/{job_id}/events").text


def test_that_an_interrupted_job_goes_on_with_its_tiles_after_a_restart(tmp_path: Path, photo: Path) -> None:
    first = FakeBackend(tile_side_px=16, gated_from=4)
    with serving(tmp_path / "data", first) as running:
        job_id = running.submit(photo).json()["id"]
        waiting = running.submit(photo).json()["id"]
        assert first.waiting.wait(HANG_LIMIT_S)
    second = FakeBackend(tile_side_px=16)
    with serving(tmp_path / "data", second) as running:
        assert running.wait(job_id)["state"] == "finished"
        assert len(first.served) == 4 and len(second.served[:2]) == 2 and not set(first.served) & set(second.served[:2])
        assert running.wait(waiting)["state"] == "finished"
        assert running.enhance(photo) == running.client.get(f"/v1/jobs/{job_id}/result").content


def test_that_running_jobs_are_drained_and_new_ones_refused(tmp_path: Path, photo: Path) -> None:
    backend = FakeBackend(gated_from=1)
    with serving(tmp_path / "data", backend, limits=Limits(drain_seconds=10)) as running:
        job_id = running.submit(photo).json()["id"]
        assert backend.waiting.wait(HANG_LIMIT_S)
        running.service.board.drain()
        assert running.client.get("/readyz").status_code == 503
        assert running.submit(photo).status_code == 503
        threading.Timer(0.2, backend.gate.set).start()
    ended = [json.loads(line) for line in (tmp_path / "data" / "jobs.jsonl").read_text().splitlines()]
    assert [record["job"] for record in ended if record["record"] == "ended"] == [job_id]


def test_that_half_a_line_and_a_lost_file_in_the_journal_do_no_harm(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        kept, lost = (running.submit(photo).json()["id"] for _ in range(2))
        running.wait(kept)
        running.wait(lost)
    for path in (tmp_path / "data" / "jobs" / lost / "result").iterdir():
        path.unlink()
    with (tmp_path / "data" / "jobs.jsonl").open("ab") as journal:
        journal.write(b'{"record": "deleted", "jo')
    with serving(tmp_path / "data") as running:
        assert running.job(kept)["state"] == "finished"
        assert running.wait(lost)["state"] == "finished"  # its file was gone, so it was done again
        assert running.client.get(f"/v1/jobs/{lost}/result").status_code == 200


def test_that_old_jobs_and_unused_uploads_are_swept_while_nobody_asks(
    tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enhancer_gui.server.pool.SWEEP_EVERY_S", 0.05)
    backend = FakeBackend(gated_from=0)
    with serving(tmp_path / "data", backend, limits=Limits(kept_hours=1e-9, drain_seconds=0)) as running:
        content = photo.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        assert running.client.put(f"/v1/uploads/{digest}", content=content).status_code == 201
        old = running.client.post("/v1/jobs", data={"photo_sha256": digest, "photo_name": "a.png"}).json()["id"]
        os.utime(tmp_path / "data" / "uploads" / digest, (0, 0))
        running.until(lambda: not list((tmp_path / "data" / "uploads").iterdir()))
        backend.gate.set()  # the job has a link of its own
        running.until(lambda: running.client.get(f"/v1/jobs/{old}").status_code == 404)
        running.until(lambda: not list((tmp_path / "data" / "jobs").iterdir()))
        assert len(backend.served) == 2


def test_that_a_second_server_leaves_the_first_ones_folder_alone(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        job_id = running.submit(photo).json()["id"]
        with pytest.raises(StoreError, match="is in use by another server"):
            JobStore(tmp_path / "data")
        running.wait(job_id)
    with serving(tmp_path / "data") as running:
        assert running.job(job_id)["state"] == "finished"


def test_that_what_a_kill_left_of_an_upload_is_removed_at_the_next_start(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        job_id = running.submit(photo).json()["id"]
        running.wait(job_id)
    left, foreign = tmp_path / "data" / "jobs" / ("0" * 32), tmp_path / "data" / "jobs" / "invoices"
    for folder in (left, foreign):
        make_photo(folder / "photo" / "a.png")
    with serving(tmp_path / "data") as running:
        assert running.job(job_id)["state"] == "finished"
        assert not left.exists() and foreign.exists()


def test_that_events_end_for_who_knows_them_all_and_begin_anew_for_who_counts_from_before_a_restart(
    tmp_path: Path, photo: Path
) -> None:
    with serving(tmp_path / "data") as running:
        job_id = running.submit(photo).json()["id"]
        running.wait(job_id)
        path = f"/v1/jobs/{job_id}/events"
        seen = running.client.get(path).text.count("id: ")
        assert seen > 1 and running.client.get(path, headers={"Last-Event-ID": str(seen)}, timeout=10).text == ""
    with serving(tmp_path / "data") as running:
        told = running.client.get(path, headers={"Last-Event-ID": str(seen)}, timeout=10).text
    assert told.startswith("id: 1\nevent: finished\n")
