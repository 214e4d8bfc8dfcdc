"""SageMaker's contract, in this process: ping, and a photo in for a photo out."""

import base64
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.core.errors import BackendError
from enhancer_gui.core.recipe import FileFormat
from enhancer_gui.storage.paths import resources_dir
from enhancer_gui.storage.presets import PresetLibrary
from enhancer_gui.storage.recipe_codec import recipe_to_dict
from tests.fakes import FakeBackend, fake_catalogue
from tests.server.photos import make_photo
from tests.server.rig import InlineEngine, Running, serving

# The server deletes the copies of photos that were sent to it.
pytestmark = pytest.mark.changes_originals

ATTRIBUTES = "X-Amzn-SageMaker-Custom-Attributes"


@pytest.fixture
def photo(tmp_path: Path) -> bytes:
    return make_photo(tmp_path / "photo.png").read_bytes()


def invoke(running: Running, body: bytes, **headers: str) -> tuple[str, tuple[int, int]]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = running.client.post("/invocations", content=body, headers=sent)
    assert answer.status_code == 200, answer.text
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert answer.headers["Content-Type"] == f"image/{str(picture.format).lower()}"
        return str(picture.format), picture.size


def test_that_ping_is_honest(tmp_path: Path) -> None:
    engine = InlineEngine(FakeBackend(), fake_catalogue(), device=None)
    with serving(tmp_path / "data", sagemaker=True, engines=[engine]) as running:
        assert running.client.get("/ping").status_code == 503
        engine.device = FakeBackend().devices()[0]
        assert running.client.get("/ping").status_code == 200
        assert running.client.get("/v1/jobs").status_code == 404


def test_that_a_photo_is_enhanced_as_headers_say(tmp_path: Path, photo: bytes) -> None:
    with serving(tmp_path / "data", sagemaker=True) as running:
        assert invoke(running, photo, Content_Type="image/png") == ("PNG", (80, 60))
        assert invoke(running, photo, Content_Type="application/x-image", Accept="image/jpeg") == ("JPEG", (80, 60))
        assert invoke(running, photo, **{ATTRIBUTES: "preset=enlarge-4x"}, Accept="*/*") == ("PNG", (160, 120))
        recipe = recipe_to_dict(PresetLibrary(resources_dir() / "presets", tmp_path / "none").get("enlarge-4x"))
        short = json.dumps({name: recipe[name] for name in ("id", "name", "steps", "export")})
        assert len(short) < 1024
        assert invoke(running, photo, **{ATTRIBUTES: short}, Accept="image/webp") == ("WEBP", (160, 120))
    assert not list((tmp_path / "data" / "jobs").iterdir())


def test_that_a_photo_is_enhanced_as_json_says(tmp_path: Path, photo: bytes) -> None:
    body = {"photo": base64.b64encode(photo).decode(), "preset": "enlarge-4x"}
    with serving(tmp_path / "data", sagemaker=True) as running:
        sent = json.dumps(body).encode()
        assert invoke(running, sent, Content_Type="application/json; charset=utf-8") == ("PNG", (160, 120))


@pytest.mark.parametrize(
    ("body", "headers", "status", "words"),
    [
        (b"no photo", {}, 422, "not a photo that can be read"),
        (b"{}", {"Content-Type": "application/json"}, 422, "JSON cannot be used"),
        (None, {"Accept": "image/gif"}, 406, "Results cannot be image/gif. These can: image/jpeg"),
        (None, {ATTRIBUTES: "colour=blue"}, 422, "custom attributes"),
        (None, {ATTRIBUTES: "preset=none"}, 422, "There is no preset “none”"),
    ],
)
def test_that_bad_invocations_are_refused_in_words(
    tmp_path: Path, photo: bytes, body: bytes | None, headers: dict[str, str], status: int, words: str
) -> None:
    with serving(tmp_path / "data", sagemaker=True) as running:
        answer = running.client.post("/invocations", content=photo if body is None else body, headers=headers)
        assert answer.status_code == status and words in answer.json()["detail"]


def test_that_several_formats_are_refused_because_an_answer_holds_one_file(tmp_path: Path, photo: bytes) -> None:
    preset = PresetLibrary(resources_dir() / "presets", tmp_path / "none").get("enlarge-2x")
    recipe = recipe_to_dict(replace(preset, export=replace(preset.export, also=(FileFormat.JPEG,))))
    body = {"photo": base64.b64encode(photo).decode(), "recipe": recipe}
    with serving(tmp_path / "data", sagemaker=True) as running:
        answer = running.client.post("/invocations", json=body)
        assert answer.status_code == 422
        assert answer.json()["detail"] == (
            "An answer holds one file, and the recipe asks for several formats. Leave out all but one."
        )


def test_that_a_failure_is_a_500_and_a_stopped_server_a_503(tmp_path: Path, photo: bytes) -> None:
    backend = FakeBackend(errors={0: BackendError("The device is tired.")})
    with serving(tmp_path / "data", backend, sagemaker=True) as running:
        answer = running.client.post("/invocations", content=photo)
        assert answer.status_code == 500 and answer.json()["message"] == "The device is tired."
        running.service.board.drain()
        assert running.client.get("/ping").status_code == 503
        assert running.client.post("/invocations", content=photo).status_code == 503
