"""A server's device behind the backend protocol: the same bytes, over good lines and bad ones."""

import json
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.backends.address import parse_address
from enhancer_gui.backends.base import Backend
from enhancer_gui.backends.far_side import FarSide
from enhancer_gui.backends.lossless import write_lossless
from enhancer_gui.backends.remote import RemoteBackend
from enhancer_gui.backends.transfer import Line, Phase, Transfer
from enhancer_gui.backends.wire import tile_frame
from enhancer_gui.core import events
from enhancer_gui.core.cancel import JobControl
from enhancer_gui.core.geometry import Region
from enhancer_gui.core.image import Image
from enhancer_gui.core.models import Task
from enhancer_gui.core.recipe import ExportSpec, Finish, Recipe, Step
from enhancer_gui.core.sizes import SizeMode, SizeTarget
from enhancer_gui.jobs.plan import JobOptions, make_job
from enhancer_gui.jobs.runner import Surroundings, run_job
from enhancer_gui.server.limits import Limits
from enhancer_gui.storage.catalogue import Catalogue
from enhancer_gui.storage.photos import read_photo
from enhancer_gui.storage.recipe_codec import recipe_to_dict
from tests.backends.fault_server import Fault, bad_line
from tests.fakes import HANG_LIMIT_S, FakeBackend, fake_catalogue
from tests.server.photos import make_photo
from tests.server.rig import TOKEN, serving

# The server deletes the copies of photos that were sent to it.
pytestmark = pytest.mark.changes_originals

NO_WAIT = (0.0, 0.0, 0.0, 0.0)
WHOLE = ExportSpec(size=SizeTarget(SizeMode.WIDTH, 100.0))
RECIPE = Recipe("r", "R", (Step(Task.RESTORE, strength=0.5), Step(Task.UPSCALE)), Finish(strength=0.8), WHOLE)
TILES = JobOptions(tile_px=32)


def backend_for(url: str, token: str = "", waits_s: tuple[float, ...] = NO_WAIT) -> RemoteBackend:
    far = FarSide(parse_address(url), token, waits_s)
    far.client.headers["Connection"] = "close"  # a connection for each request, so that each meets its own fault
    return RemoteBackend(far, waits_s)


def enhance(
    photo: Path,
    backend: Backend,
    stores: Path,
    *,
    recipe: Recipe = RECIPE,
    control: JobControl | None = None,
    catalogue: Catalogue | None = None,
) -> tuple[bytes, list[events.Event]]:
    """Return the file's bytes (empty where there is none) and the events."""
    target = stores / f"out{photo.suffix}"
    target.unlink(missing_ok=True)
    job = make_job(photo, recipe, target, TILES)
    surroundings = Surroundings(catalogue or fake_catalogue(), stores, keep_store=False)
    happened = list(run_job(job, backend, control or JobControl(), surroundings))
    backend.close()
    return (target.read_bytes() if target.exists() else b""), happened


def failed(happened: list[events.Event]) -> str:
    last = happened[-1]
    assert isinstance(last, events.Failed), last
    return f"{last.message} {last.remedy}"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_photo(tmp_path / "in" / "photo.png", 90, 70)


@pytest.fixture
def local(tmp_path: Path, photo: Path) -> bytes:
    return enhance(photo, FakeBackend(), tmp_path / "local")[0]


def test_that_the_far_side_makes_the_same_bytes_and_shows_each_tile(tmp_path: Path, photo: Path, local: bytes) -> None:
    far = FakeBackend()
    with serving(tmp_path / "data", far, tokens=(TOKEN,)) as running:
        result, happened = enhance(photo, backend_for(running.url, TOKEN), tmp_path / "remote")
        assert running.client.get("/v1/jobs").json() == []  # nothing of the photo stays there
    assert result == local != b""
    tiles = [event.index for event in happened if isinstance(event, events.TileDone)]
    assert len(tiles) == len(far.served) == 9
    assert isinstance(happened[0], events.Started) and happened[0].device == "Fake CPU (127.0.0.1)"


def images() -> Iterator[Image]:
    dice = np.random.default_rng(3)
    grey = np.repeat(dice.integers(0, 256, (31, 47, 1), dtype=np.uint8), 3, axis=2)
    yield Image(dice.integers(0, 256, (31, 47, 3), dtype=np.uint8), dice.integers(0, 256, (31, 47), dtype=np.uint8))
    yield Image(dice.integers(0, 65536, (300, 47, 3), dtype=np.uint16))
    yield Image(grey, is_grey=True)
    yield Image(dice.normal(0.5, 1, (31, 47, 3)).astype(np.float32))


@pytest.mark.parametrize("image", tuple(images()), ids=["rgba8", "rgb16", "grey8", "rgb32f"])
def test_fault_24_that_a_photo_travels_without_loss(tmp_path: Path, image: Image) -> None:
    write_lossless(image, tmp_path / "photo.tif", JobControl())
    there = read_photo(tmp_path / "photo.tif")
    assert there.samples.dtype == image.samples.dtype and np.array_equal(there.samples, image.samples)
    assert there.is_grey == image.is_grey and (there.alpha is None) == (image.alpha is None)
    if image.alpha is not None and there.alpha is not None:
        assert np.array_equal(there.alpha, image.alpha)


def test_that_tiles_come_while_the_far_side_still_computes(tmp_path: Path, photo: Path, local: bytes) -> None:
    far = FakeBackend(gated_from=2)
    with serving(tmp_path / "data", far) as running:
        job = make_job(photo, RECIPE, tmp_path / "out.png", TILES)
        surroundings = Surroundings(fake_catalogue(), tmp_path / "stores")
        backend = backend_for(running.url)
        seen = 0
        for event in run_job(job, backend, JobControl(), surroundings):
            if isinstance(event, events.TileDone):
                seen += 1
                if seen == 2:
                    assert not far.gate.is_set()
                    far.gate.set()
        backend.close()
    assert seen == 9 and (tmp_path / "out.png").read_bytes() == local


def test_that_the_far_side_computes_first_where_one_looks(tmp_path: Path) -> None:
    photo = make_photo(tmp_path / "photo.png", 160, 32)
    far = FakeBackend(gated_from=1)
    with serving(tmp_path / "data", far) as running:
        control = JobControl()
        backend = backend_for(running.url)
        seen = 0
        job = make_job(photo, RECIPE, tmp_path / "out.png", TILES)
        for event in run_job(job, backend, control, Surroundings(fake_catalogue(), tmp_path / "stores")):
            if isinstance(event, events.TileDone):
                seen += 1
                if seen == 1:
                    control.focus = Region(130, 0, 10, 10)
                    threading.Timer(0.5, far.gate.set).start()
        backend.close()
    assert far.served[:3] == [(0, 0), (32, 0), (128, 0)]  # the second was in hand already


def cancel_when_waiting(far: FakeBackend, control: JobControl) -> None:
    far.waiting.wait(HANG_LIMIT_S)
    control.cancel()


def test_that_cancel_is_answered_at_once_and_stops_the_far_side(tmp_path: Path, photo: Path) -> None:
    far = FakeBackend(gated_from=1)
    with serving(tmp_path / "data", far) as running:
        control = JobControl()
        threading.Thread(target=cancel_when_waiting, args=(far, control)).start()
        asked = time.monotonic()
        result, happened = enhance(photo, backend_for(running.url), tmp_path / "remote", control=control)
        assert isinstance(happened[-1], events.Cancelled) and result == b""
        assert time.monotonic() - asked < 10
        deadline = time.monotonic() + 10
        while running.client.get("/v1/jobs").json():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert len(far.served) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(cut_after=0),
        Fault(cut_after=100),
        Fault(cut_after=40_000),
        Fault(flip_at=20_000),
        Fault(flip_at=260),
        Fault(swallow=True),
        Fault(answer=b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    ],
    ids=["no answer", "cut early", "cut in a tile", "damaged tile", "damaged header", "lost answer", "502"],
)
def test_fault_35_that_a_bad_line_costs_no_tile_and_no_bit(
    tmp_path: Path, photo: Path, local: bytes, fault: Fault
) -> None:
    far = FakeBackend()
    with (
        serving(tmp_path / "data", far) as running,
        bad_line(running.url, fault, fault, matching=b"/tiles") as line,
    ):
        result, happened = enhance(photo, backend_for(line.url), tmp_path / "remote")
        assert result == local, happened[-1]
        assert 1 <= line.met <= 2 and len(far.served) == 9  # a flipped bit may hit what nobody reads


def test_fault_35_that_a_lost_answer_makes_no_second_job(tmp_path: Path, photo: Path, local: bytes) -> None:
    far = FakeBackend()
    with (
        serving(tmp_path / "data", far) as running,
        bad_line(running.url, Fault(swallow=True), Fault(cut_after=50), matching=b"POST /v1/jobs HTTP") as line,
    ):
        result, _ = enhance(photo, backend_for(line.url), tmp_path / "remote")
        assert result == local and line.met == 2 and len(far.served) == 9


def test_fault_35_that_a_program_started_anew_goes_on_where_the_line_was_cut(
    tmp_path: Path, photo: Path, local: bytes
) -> None:
    far = FakeBackend()
    with serving(tmp_path / "data", far) as running:
        dead = [Fault(cut_after=60_000)] + [Fault(cut_after=0)] * len(NO_WAIT)
        with bad_line(running.url, *dead, matching=b"/tiles") as line:
            result, happened = enhance(photo, backend_for(line.url), tmp_path / "remote")
        assert "does not answer" in failed(happened) and "Finished tiles are kept" in failed(happened)
        result, happened = enhance(photo, backend_for(running.url), tmp_path / "remote")
        assert result == local and len(far.served) == 9
        assert isinstance(happened[0], events.Started) and happened[0].tiles_kept > 0


def test_fault_35_that_a_server_that_restarts_meanwhile_is_waited_for(
    tmp_path: Path, photo: Path, local: bytes
) -> None:
    first, second = FakeBackend(gated_from=4), FakeBackend()
    port = 0
    with serving(tmp_path / "data", first) as running:
        port = int(running.url.rsplit(":", 1)[1])
        backend = backend_for(running.url, waits_s=(0.2,) * 50)
        answers: list[bytes] = []
        thread = threading.Thread(target=lambda: answers.append(enhance(photo, backend, tmp_path / "remote")[0]))
        thread.start()
        assert first.waiting.wait(HANG_LIMIT_S)
    with serving(tmp_path / "data", second, port=port):
        thread.join(HANG_LIMIT_S)
    assert answers == [local] and len(first.served) + len(second.served) == 9


def test_fault_35_that_refusals_are_told_in_the_far_sides_words_and_not_repeated(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data", limits=Limits(photo_pixels=100, drain_seconds=0)) as running:
        _, happened = enhance(photo, backend_for(running.url, waits_s=(60.0,)), tmp_path / "remote")
        assert "this server takes" in failed(happened)
    with serving(tmp_path / "other", tokens=(TOKEN,)) as running:
        _, happened = enhance(photo, backend_for(running.url, "wrong-token", waits_s=(60.0,)), tmp_path / "remote")
        assert "does not know this token" in failed(happened)


def test_fault_35_that_no_other_host_is_ever_asked(tmp_path: Path, photo: Path) -> None:
    other = FakeBackend()
    with serving(tmp_path / "data") as running, serving(tmp_path / "other", other) as elsewhere:
        moved = f"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.url}/v1/plan\r\nContent-Length: 0\r\n\r\n"
        with bad_line(running.url, Fault(answer=moved.encode()), matching=b"/v1/plan") as line:
            _, happened = enhance(photo, backend_for(line.url), tmp_path / "remote")
        assert f"points to {elsewhere.url}/v1/plan" in failed(happened)
        text = elsewhere.client.get("/metrics").text
        assert 'route="/v1/plan"' not in text and other.served == []


def test_fault_35_that_bad_tls_sends_nothing(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        url = running.url.replace("http://", "https://")
        _, happened = enhance(photo, backend_for(url, waits_s=(60.0,)), tmp_path / "remote")
        assert "cannot prove that it is the machine you named" in failed(happened)
        assert running.client.get("/v1/jobs").json() == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_fault_35_that_a_certificate_must_be_trusted(
    tmp_path: Path, photo: Path, local: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=studio"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *names], check=True, capture_output=True)
    far = FakeBackend()
    with serving(tmp_path / "data", far, certificate=certificate, key=key) as running:
        _, happened = enhance(photo, backend_for(running.url, waits_s=(60.0,)), tmp_path / "remote")
        assert "cannot prove that it is the machine you named" in failed(happened) and far.served == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        result, happened = enhance(photo, backend_for(running.url), tmp_path / "remote")
        assert result == local, happened[-1]


def test_that_a_real_network_makes_the_same_bytes_here_and_there(tmp_path: Path) -> None:
    from tests.tiny_models import tiny_backend, tiny_catalogue

    photo, models = make_photo(tmp_path / "p.png", 70, 50), tiny_catalogue()
    recipe = Recipe("r", "R", (Step(Task.RESTORE), Step(Task.UPSCALE)), export=WHOLE)
    here, _ = enhance(photo, tiny_backend(), tmp_path / "here", recipe=recipe, catalogue=models)
    with serving(tmp_path / "data", tiny_backend(), catalogue=models) as running:
        there, happened = enhance(photo, backend_for(running.url), tmp_path / "there", recipe=recipe, catalogue=models)
        served = running.enhance(photo, recipe=json.dumps(recipe_to_dict(recipe)))
    assert here != b"" and there == here, happened[-1]
    assert served == here


def test_fault_35_that_a_server_that_is_off_is_said_in_words(tmp_path: Path, photo: Path) -> None:
    _, happened = enhance(photo, backend_for("http://127.0.0.1:9"), tmp_path / "remote")
    assert "127.0.0.1 does not answer" in failed(happened)


def test_fault_35_that_another_pictures_tile_is_refused(
    tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enhancer_gui.server.streams.tile_frame", lambda tile, stored: tile_frame(tile, stored[:-1]))
    with serving(tmp_path / "data") as running:
        _, happened = enhance(photo, backend_for(running.url), tmp_path / "remote")
    assert "a tile of another picture" in failed(happened)


def test_that_the_far_sides_models_presets_and_devices_are_told(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as running:
        far = FarSide(parse_address(running.url), waits_s=NO_WAIT)
        assert {card.id: card for card in far.models()} == dict(fake_catalogue().cards)
        assert "enlarge-2x" in {recipe.id for recipe in far.presets()}
        assert [device.id for device in far.devices()] == ["cpu"]
        told: list[Transfer] = []
        line = Line()
        line.on_transfer = told.append
        enhance(make_photo(tmp_path / "p.png"), RemoteBackend(far, line=line), tmp_path / "remote")
        sent = [each for each in told if each.phase is Phase.SENDING]
        assert sent[-1].done_bytes == sent[-1].total_bytes > 0
