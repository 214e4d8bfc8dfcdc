"""The job API over a real socket: a photo goes in, events and a file come out."""

import hashlib
import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.events import Finished
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.jobs.plan import make_job
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.storage.paths import resources_dir
from enhancer_gui.storage.presets import PresetLibrary
from enhancer_gui.storage.recipe_codec import recipe_to_dict
from tests.fakes import HANG_LIMIT_S, FakeBackend, fake_catalogue
from tests.server.photos import make_photo
from tests.server.rig import Running, serving

# The server deletes the copies of photos that were sent to it.
pytestmark = pytest.mark.changes_originals


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_photo(tmp_path / "in" / "holiday.png")


def server_events(running: Running, job_id: str, after: int = 0) -> list[dict[str, object]]:
    headers = {"Last-Event-ID": str(after)} if after else {}
    text = running.client.get(f"/v1/jobs/{job_id}/events", headers=headers).text
    return [json.loads(line.removeprefix("data: ")) for line in text.splitlines() if line.startswith("data: ")]


def test_that_a_photo_comes_back_enlarged(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        answer = running.submit(photo, preset="enlarge-2x")
        assert answer.status_code == 201
        job_id = answer.json()["id"]
        assert answer.headers["Location"] == f"/v1/jobs/{job_id}"
        done = running.wait(job_id)
        assert (done["state"], done["fraction"], done["result"]) == ("finished", 1.0, "holiday-enlarge-2x.png")
        result = running.client.get(f"/v1/jobs/{job_id}/result")
    assert result.headers["Content-Type"] == "image/png"
    assert result.headers["ETag"] == f'"{hashlib.sha256(result.content).hexdigest()}"'
    with Image.open(io.BytesIO(result.content)) as picture:
        assert picture.size == (80, 60)


def test_that_each_format_that_a_recipe_names_is_made_and_served(tmp_path: Path, photo: Path) -> None:
    preset = PresetLibrary(resources_dir() / "presets", tmp_path / "none").get("enlarge-2x")
    export = replace(preset.export, format=FileFormat.PNG, also=(FileFormat.JPEG, FileFormat.WEBP))
    recipe = json.dumps(recipe_to_dict(replace(preset, export=export)))
    with serving(tmp_path / "data") as running:
        job_id = running.submit(photo, recipe=recipe).json()["id"]
        done = running.wait(job_id)
        assert done["results"] == [f"holiday-enlarge-2x.{suffix}" for suffix in ("png", "jpg", "webp")]
        kinds = {}
        for wanted in ("", "png", "jpeg", "WebP"):
            answer = running.client.get(f"/v1/jobs/{job_id}/result", params={"format": wanted} if wanted else {})
            with Image.open(io.BytesIO(answer.content)) as picture:
                kinds[wanted] = answer.headers["Content-Type"], picture.format, picture.size
        assert kinds == {
            "": ("image/png", "PNG", (80, 60)),
            "png": ("image/png", "PNG", (80, 60)),
            "jpeg": ("image/jpeg", "JPEG", (80, 60)),
            "WebP": ("image/webp", "WEBP", (80, 60)),
        }
        other = running.client.get(f"/v1/jobs/{job_id}/result", params={"format": "tiff"})
        assert (other.status_code, other.json()["detail"]) == (
            404,
            "This job makes no tiff. It makes: png, jpeg, webp.",
        )
    (tmp_path / "data" / "jobs" / job_id / "result" / "holiday-enlarge-2x.webp").unlink()
    with serving(tmp_path / "data") as running:  # a server that starts again makes what is lost
        assert running.wait(job_id)["state"] == "finished"
        assert running.client.get(f"/v1/jobs/{job_id}/result", params={"format": "webp"}).status_code == 200


def test_that_the_server_makes_the_bytes_that_the_engine_makes_here(tmp_path: Path, photo: Path) -> None:
    recipe = PresetLibrary(resources_dir() / "presets", tmp_path / "none").get("enlarge-2x")
    target = tmp_path / "here.png"
    surroundings = Surroundings(fake_catalogue(), tmp_path / "stores")
    *_, last = run_job(make_job(photo, recipe, target), FakeBackend(), JobControl(), surroundings)
    assert isinstance(last, Finished)
    with serving(tmp_path / "data") as running:
        assert running.enhance(photo, preset="enlarge-2x") == target.read_bytes()


def test_that_a_recipe_can_be_sent(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        recipe = next(each for each in running.client.get("/v1/presets").json() if each["id"] == "enlarge-4x")
        recipe["export"] |= {"format": "jpeg", "also": ["tiff"]}  # a job has one result
        with Image.open(io.BytesIO(running.enhance(photo, recipe=json.dumps(recipe)))) as picture:
            assert (picture.format, picture.size) == ("JPEG", (160, 120))


def test_that_events_stream_and_go_on_after_the_last_one_seen(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data", FakeBackend(tile_side_px=16)) as running:
        job_id = running.submit(photo).json()["id"]
        told = server_events(running, job_id)
        assert told[0]["event"] == "started" and told[-1]["event"] == "finished"
        assert sum(event["event"] == "tile_done" for event in told) == 6
        assert told[-1]["target"] == "holiday-enlarge-2x.png"
        assert server_events(running, job_id, after=len(told) - 2) == told[-2:]
        assert str(tmp_path) not in json.dumps(told)


def test_that_cancel_stops_a_job_and_leaves_no_file(tmp_path: Path, photo: Path) -> None:
    backend = FakeBackend(tile_side_px=16, gated_from=1)
    with serving(tmp_path / "data", backend) as running:
        job_id = running.submit(photo).json()["id"]
        assert backend.waiting.wait(HANG_LIMIT_S)
        assert running.job(job_id)["tiles_done"] == 1
        assert running.client.post(f"/v1/jobs/{job_id}/cancel").status_code == 202
        assert running.wait(job_id)["state"] == "cancelled"
        answer = running.client.get(f"/v1/jobs/{job_id}/result")
        assert answer.status_code == 409 and answer.headers["Content-Type"] == "application/problem+json"
    assert not list((tmp_path / "data").rglob("*enlarge*"))


def test_that_a_waiting_job_is_cancelled_at_once_and_says_how_many_are_before_it(tmp_path: Path, photo: Path) -> None:
    backend = FakeBackend(gated_from=0)
    with serving(tmp_path / "data", backend) as running:
        running.submit(photo)
        assert backend.waiting.wait(HANG_LIMIT_S)
        second, third = (running.submit(photo).json() for _ in range(2))
        assert (second["waiting_before"], third["waiting_before"]) == (0, 1)
        running.client.post(f"/v1/jobs/{second['id']}/cancel")
        assert running.job(second["id"])["state"] == "cancelled"
        assert running.job(third["id"])["waiting_before"] == 0
        backend.gate.set()
        assert running.wait(third["id"])["state"] == "finished"


def test_that_delete_removes_a_job_with_its_files_whatever_it_does(tmp_path: Path, photo: Path) -> None:
    backend = FakeBackend(tile_side_px=64, gated_from=1)
    with serving(tmp_path / "data", backend) as running:
        ended = running.submit(photo).json()["id"]
        running.wait(ended)
        active = running.submit(photo).json()["id"]
        assert backend.waiting.wait(HANG_LIMIT_S)
        for job_id in (ended, active):
            assert running.client.delete(f"/v1/jobs/{job_id}").status_code == 204
        backend.gate.set()
        after = running.submit(photo).json()["id"]
        running.wait(after)  # one device: the deleted job has ended before
        assert [each["id"] for each in running.client.get("/v1/jobs").json()] == [after]
        assert running.client.get(f"/v1/jobs/{ended}").status_code == 404
    assert [path.name for path in (tmp_path / "data" / "jobs").iterdir()] == [after]


def test_fault_35_that_the_same_key_makes_one_job(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        first, again = running.submit(photo, key="k1"), running.submit(photo, key="k1")
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json()["id"] == again.json()["id"]
        other = running.submit(photo, key="k1", preset="enlarge-4x")
        assert other.status_code == 409
        found = running.client.get("/v1/jobs", params={"key": "k1"}).json()
        assert [each["id"] for each in found] == [first.json()["id"]]
        assert len(list((tmp_path / "data" / "jobs").iterdir())) == 1


def test_that_a_failure_is_told_in_words_and_the_next_job_works(tmp_path: Path, photo: Path) -> None:
    backend = FakeBackend(errors={0: BackendError("The device is tired.", remedy="Wait.")})
    with serving(tmp_path / "data", backend) as running:
        failed = running.wait(running.submit(photo).json()["id"])
        assert failed["error"] == {"message": "The device is tired.", "remedy": "Wait."}
        assert running.wait(running.submit(photo).json()["id"])["state"] == "finished"


def test_that_models_presets_devices_and_plans_are_told(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as running:
        get = running.client.get
        assert {card["id"] for card in get("/v1/models").json()} >= {"fake-x2", "fake-restore"}
        assert "enlarge-2x" in {recipe["id"] for recipe in get("/v1/presets").json()}
        assert get("/v1/devices").json()[0]["id"] == "cpu"
        steps = [{"task": "upscale", "model_id": "fake-x2"}]
        recipe = {"id": "r", "name": "R", "steps": steps, "export": {"size": {"value": 2.0}}}
        assert running.client.post("/v1/plan", json={"recipe": recipe, "size": [40, 30]}).json()["tile_px"] == 32
        steps[0]["model_id"] = "no"
        unknown = running.client.post("/v1/plan", json={"recipe": recipe, "size": [40, 30]})
        assert unknown.status_code == 422 and "There is no model “no”." in unknown.json()["message"]


def test_that_health_and_metrics_tell_how_it_does(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        running.wait(running.submit(photo).json()["id"])
        assert running.client.get("/healthz").json()["status"] == "ok"
        assert running.client.get("/readyz").status_code == 200
        text = running.client.get("/metrics").text
        assert 'enhancer_jobs_ended_total{state="finished"} 1.0' in text
        assert "enhancer_devices_ready 1.0" in text and "enhancer_megapixels_total 0.0048" in text
        assert 'route="/v1/jobs/{job_id}"' in text
        schema = running.client.get("/openapi.json").json()
        assert {"/v1/jobs", "/v1/jobs/{job_id}/events", "/v1/models"} <= schema["paths"].keys()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_that_curl_can_drive_it(tmp_path: Path, photo: Path) -> None:
    def curl(*arguments: str) -> bytes:
        command = ["curl", "--silent", "--show-error", "--fail", "--noproxy", "*", *arguments]
        return subprocess.run(command, capture_output=True, check=True, timeout=30).stdout

    with serving(tmp_path / "data") as running:
        job = json.loads(curl("-F", f"photo=@{photo}", "-F", "preset=enlarge-2x", f"{running.url}/v1/jobs"))
        told = curl("--no-buffer", f"{running.url}/v1/jobs/{job['id']}/events").decode()
        assert "event: finished" in told
        result = curl(f"{running.url}/v1/jobs/{job['id']}/result")
        part = curl("--range", "8-15", f"{running.url}/v1/jobs/{job['id']}/result")
    assert result[:8] == b"\x89PNG\r\n\x1a\n" and part == result[8:16]


def test_that_the_description_says_what_each_route_answers_and_how_it_refuses(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as running:
        told = running.client.get("/openapi.json").json()
        refused = running.client.get("/v1/jobs/nothing")
    assert not {"HTTPValidationError", "ValidationError"} & told["components"]["schemas"].keys()
    assert refused.json().keys() == told["components"]["schemas"]["Problem"]["properties"].keys()
    kind = refused.headers["Content-Type"]
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            answers = operation["responses"]
            assert kind in answers["default"]["content"], f"{method} {path}"
            good = [
                body for status, answer in answers.items() if status < "3" for body in answer.get("content", {}).items()
            ]
            assert all(body["schema"] for _, body in good) or method == "put", f"{method} {path}"
    create = told["paths"]["/v1/jobs"]["post"]["responses"]
    assert {"200", "201", "401", "409", "413", "422", "424", "503", "507"} <= create.keys()


def test_that_an_ended_job_without_a_result_does_not_tell_to_ask_later(tmp_path: Path, photo: Path) -> None:
    backend = FakeBackend(gated_from=0)
    with serving(tmp_path / "data", backend) as running:
        job_id = running.submit(photo).json()["id"]
        running.wait(job_id, "running")
        assert running.client.get(f"/v1/jobs/{job_id}/result").json()["remedy"] == "Ask later."
        running.client.post(f"/v1/jobs/{job_id}/cancel")
        running.wait(job_id)
        backend.gate.set()
        assert running.client.get(f"/v1/jobs/{job_id}/result").json()["remedy"] == ""
