"""Bad input, strangers and too much of everything: each gets its status and a sentence, and nothing stays behind."""

import errno
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

pytest.importorskip("fastapi")
pytest.importorskip("prometheus_client")

from enhancer_gui.core.errors import ConfigError, StoreError
from enhancer_gui.jobs.journal import Journal
from enhancer_gui.server.commands import main
from enhancer_gui.server.intake import harmless
from enhancer_gui.server.limits import Limits
from enhancer_gui.server.options import ServerOptions, check, is_loopback, read_tokens
from tests.fakes import HANG_LIMIT_S, FakeBackend
from tests.server.photos import make_photo
from tests.server.rig import TOKEN, Running, serving

# The server deletes the copies of photos that were sent to it.
pytestmark = pytest.mark.changes_originals


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_photo(tmp_path / "in" / "photo.png")


def assert_refused(running: Running, path: Path, status: int, words: str, **fields: str) -> None:
    answer = running.submit(path, **fields)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status and words in problem["detail"], problem
    assert running.client.get("/v1/jobs").json() == []


def test_that_bad_input_is_refused_with_the_sentences_of_the_window(tmp_path: Path, photo: Path) -> None:
    text = tmp_path / "text.jpg"
    text.write_text("no photo")
    with serving(tmp_path / "data") as running:
        assert_refused(running, text, 422, "“text.jpg” is not a photo that can be read. JPEG, PNG")
        assert_refused(running, photo, 422, "There is no preset “none”.", preset="none")
        assert_refused(running, photo, 422, "not a usable recipe", recipe="{")
        assert_refused(running, photo, 422, "exclude each other", recipe="{}", preset="enlarge-2x")
        assert_refused(running, photo, 400, "“fp8” is no precision.", precision="fp8")
        assert_refused(running, photo, 400, "too small", tile_px="8")
        empty = running.client.post("/v1/jobs", files={"other": b"x"})
        assert empty.status_code == 422 and "holds no photo" in empty.json()["message"]
        assert running.client.get("/v1/jobs/nothing").status_code == 404
        assert running.client.get("/nowhere").headers["Content-Type"] == "application/problem+json"
    assert not list((tmp_path / "data" / "jobs").iterdir())


def test_that_limits_on_pixels_hold_before_anything_is_decoded(tmp_path: Path, photo: Path) -> None:
    bomb = tmp_path / "bomb.png"
    Image.new("1", (4000, 3000)).save(bomb)
    limits = Limits(photo_pixels=10_000_000, result_pixels=15_000, drain_seconds=0)
    with serving(tmp_path / "data", limits=limits) as running:
        assert_refused(running, bomb, 413, "12 megapixels; this server takes 10")
        assert_refused(running, photo, 413, "The result has", preset="enlarge-4x")


def test_fault_35_that_a_body_that_is_too_large_is_413_whatever_it_announces(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data", limits=Limits(upload_bytes=100_000, drain_seconds=0)) as running:
        large = make_photo(tmp_path / "large.png", 300, 300)
        assert_refused(running, large, 413, "this server takes")
        host, port = running.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as line:
            head = f"POST /v1/jobs HTTP/1.1\r\nHost: {host}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
            line.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
            part = b'--b\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\n' + bytes(0x40000)
            line.sendall(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            line.settimeout(10)
            assert line.recv(12) == b"HTTP/1.1 413"


def test_that_a_full_queue_says_when_to_come_back(tmp_path: Path, photo: Path) -> None:
    backend = FakeBackend(gated_from=0)
    with serving(tmp_path / "data", backend, limits=Limits(waiting_jobs=1, drain_seconds=0)) as running:
        running.submit(photo)
        assert backend.waiting.wait(HANG_LIMIT_S)
        assert running.submit(photo).status_code == 201
        refused = running.submit(photo)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
        assert len(list((tmp_path / "data" / "jobs").iterdir())) == 2
        backend.gate.set()


def test_that_a_job_that_takes_too_long_is_stopped(tmp_path: Path, photo: Path) -> None:
    backend = FakeBackend(gated_from=0)
    with serving(tmp_path / "data", backend, limits=Limits(job_seconds=0.05, drain_seconds=0)) as running:
        failed = running.wait(running.submit(photo).json()["id"])
        assert failed["state"] == "failed" and "took longer than" in failed["error"]["message"]


def test_that_a_token_opens_and_nothing_else_does(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data", tokens=("another-token-123", TOKEN)) as running:
        assert running.submit(photo).status_code == 201
        for sent in ({"Authorization": ""}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
            refused = running.client.get("/v1/jobs", headers=sent)
            assert refused.status_code == 401 and refused.headers["WWW-Authenticate"] == "Bearer"
        assert running.client.get("/metrics", headers={"Authorization": ""}).status_code == 401
        assert running.client.get("/healthz", headers={"Authorization": ""}).status_code == 200
        assert running.client.get("/v1/jobs", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_that_a_server_without_token_answers_no_web_page(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as running:
        assert running.client.get("/v1/jobs").status_code == 200
        assert running.client.get("/v1/jobs", headers={"Host": "localhost"}).status_code == 200
        for strange in ({"Host": "rebound.example:8765"}, {"Origin": "https://page.example"}):
            assert running.client.get("/v1/jobs", headers=strange).status_code == 403


def test_that_other_machines_are_served_only_with_a_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(ServerOptions(tmp_path))
    check(ServerOptions(tmp_path, host="0.0.0.0", tokens=(TOKEN,)))
    check(ServerOptions(tmp_path, host="0.0.0.0", sagemaker=True))
    with pytest.raises(ConfigError, match="needs a token"):
        check(ServerOptions(tmp_path, host="0.0.0.0"))
    with pytest.raises(ConfigError, match="too short"):
        check(ServerOptions(tmp_path, tokens=("short",)))
    with pytest.raises(ConfigError, match="certificate and its key"):
        check(ServerOptions(tmp_path, certificate=tmp_path / "a.pem"))
    assert [is_loopback(host) for host in ("localhost", "127.0.0.2", "::1", "::", "studio")] == [True] * 3 + [False] * 2
    file = tmp_path / "tokens"
    file.write_text(f"# laptops\n{TOKEN}\n")
    monkeypatch.setenv("ENHANCER_TOKEN", "from-the-environment")
    assert read_tokens(file) == ("from-the-environment", TOKEN)
    file.write_text("# nobody\n")
    with pytest.raises(ConfigError, match="holds no token"):
        read_tokens(file)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\a.jpg", "a.jpg"),
        ("été 1.JPG", "été 1.JPG"),
        ('a\0b"<c>.png', "a_b__c_.png"),
        ("..", "photo"),
        ("x" * 300 + ".jpeg", "x" * 120 + ".jpeg"),
    ],
)
def test_that_names_are_made_harmless(sent: str, kept: str) -> None:
    assert harmless(sent) == kept


def test_that_a_device_that_nobody_has_is_refused_and_not_waited_for(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        assert_refused(
            running, photo, 400, "The server has no device “cuda:7”. Choose one of: auto, cpu.", device="cuda:7"
        )
        assert running.submit(photo, device="cpu").status_code == 201


def test_that_what_is_not_there_is_said_with_where_to_look(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as running:
        nowhere = running.client.get("/nowhere").json()
        assert nowhere["detail"] == "There is nothing at /nowhere. /openapi.json lists what there is."
        refused = running.client.patch("/v1/jobs")
        assert (refused.status_code, refused.json()["message"]) == (405, "/v1/jobs takes no PATCH.")
        assert "requestBody" in running.client.get("/openapi.json").json()["paths"]["/v1/jobs"]["post"]


def test_that_a_full_disk_is_said_in_words(
    tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    def no_room(*_arguments: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    expect_log("the server's folder cannot be used")
    with serving(tmp_path / "data") as running:
        monkeypatch.setattr("enhancer_gui.server.intake.place", no_room)
        assert_refused(running, photo, 507, "The server cannot keep the photo (No space left on device).")


def test_that_an_upload_that_breaks_off_leaves_nothing_and_no_traceback(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as running:
        host, port = running.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as line:
            head = f"PUT /v1/uploads/{'0' * 64} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100000\r\n\r\n"
            line.sendall(head.encode() + bytes(1000))
            running.until(lambda: bool(list((tmp_path / "data" / "uploads").glob(".*.part"))))
        running.until(lambda: not list((tmp_path / "data" / "uploads").iterdir()))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--port", "99999"), "There is no port 99999."),
        (("--tls-cert", "CERT"), "TLS needs a certificate and its key."),
        (("--tls-cert", "CERT", "--tls-key", "CERT", "--port", "0"), "The certificate and its key cannot be used"),
    ],
)
def test_that_options_that_cannot_work_are_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    certificate = tmp_path / "cert.pem"
    certificate.write_text("no certificate")
    given = [str(certificate) if each == "CERT" else each for each in arguments]
    assert main(["--data", str(tmp_path / "data"), *given]) == 1
    assert words in capsys.readouterr().err


def test_that_an_option_in_the_environment_is_checked_like_one_that_is_typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENHANCER_SERVE_PORT", "many")
    with pytest.raises(SystemExit) as left:
        main([])
    assert left.value.code == 2 and "invalid int value: 'many'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--max-waiting", "-1"), "A limit of -1 makes no sense (waiting_jobs)."),
        (("--max-seconds", "nan"), "A limit of nan makes no sense (job_seconds)."),
        (("--drain-seconds", "inf"), "A limit of inf makes no sense (drain_seconds)."),
    ],
)
def test_that_limits_that_are_none_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert main(["--data", str(tmp_path / "data"), "--port", "99999", *arguments]) == 1  # so it never listens
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(("said", "meant"), [("true", True), ("1", True), ("0", False), ("", False)])
def test_that_yes_and_no_in_the_environment_are_understood(
    monkeypatch: pytest.MonkeyPatch, said: str, meant: bool
) -> None:
    monkeypatch.setenv("ENHANCER_SERVE_SAGEMAKER", said)
    monkeypatch.setattr("enhancer_gui.server.commands.run_server", lambda options: met.append(options.sagemaker))
    met: list[bool] = []
    assert main([]) == 0 and met == [meant]


def test_that_neither_yes_nor_no_in_the_environment_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENHANCER_SERVE_SAGEMAKER", "maybe")
    with pytest.raises(SystemExit) as left:
        main([])
    assert left.value.code == 2 and "ENHANCER_SERVE_SAGEMAKER=maybe: use 1 or 0" in capsys.readouterr().err


def test_that_no_second_photo_is_passed_over_in_silence(tmp_path: Path, photo: Path) -> None:
    with serving(tmp_path / "data") as running:
        twice = [("photo", ("a.png", photo.read_bytes())), ("photo", ("b.png", photo.read_bytes()))]
        answer = running.client.post("/v1/jobs", files=twice)
        assert answer.status_code == 422 and "has the field “photo” more than once" in answer.json()["message"]
        broken = running.client.post("/v1/jobs", content=b"x", headers={"Content-Type": "multipart/form-data"})
        assert broken.status_code == 400 and not broken.json()["message"].endswith("..")


def test_that_a_request_that_stands_still_is_given_up(tmp_path: Path) -> None:
    with serving(tmp_path / "data", limits=Limits(drain_seconds=0, silent_seconds=0.05)) as running:
        host, port = running.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=HANG_LIMIT_S) as line:
            head = f"PUT /v1/uploads/{'0' * 64} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100000\r\n\r\n"
            line.sendall(head.encode() + bytes(1000))
            assert b" 408 " in line.recv(100)
        assert not list((tmp_path / "data" / "uploads").iterdir())


def test_that_a_full_disk_keeps_nobody_from_deleting_and_leaves_no_refused_photo(
    tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_journal: Journal, _record: object) -> None:
        raise StoreError("The disk is full.")

    with serving(tmp_path / "data") as running:
        job_id = running.submit(photo).json()["id"]
        running.wait(job_id)
        monkeypatch.setattr(Journal, "append", full)
        assert running.submit(photo).status_code == 507
        assert [each.name for each in (tmp_path / "data" / "jobs").iterdir()] == [job_id]
        assert running.client.delete(f"/v1/jobs/{job_id}").status_code == 204
        assert not list((tmp_path / "data" / "jobs").iterdir())
        monkeypatch.undo()
    with serving(tmp_path / "data") as running:
        assert running.client.get("/v1/jobs").json() == []
