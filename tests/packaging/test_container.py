"""The container's recipe: small, pinned, not root, and started as SageMaker starts it."""

import importlib.util
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTAINER = ROOT / "packaging" / "container"


def test_that_the_image_is_pinned_not_root_and_serves() -> None:
    text = (CONTAINER / "Dockerfile").read_text("utf-8")
    assert re.search(r"^ARG PYTHON=3\.11\.\d+-slim", text, re.MULTILINE)
    assert re.search(r"^ARG TORCH=\d+\.\d+\.\d+$", text, re.MULTILINE)
    assert re.search(r"^ARG RUN_AS=enhancer$", text, re.MULTILINE)
    assert text.index("USER ${RUN_AS}") < text.index("ENTRYPOINT")
    assert re.search(r'^ENTRYPOINT \["enhancer"\]\nCMD \["serve"\]$', text, re.MULTILINE)
    for line in (CONTAINER / "requirements.txt").read_text("utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[a-z0-9-]+==[\d.]+", line), line
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        assert all((ROOT / path).exists() for path in source.split()), source


@pytest.mark.parametrize("name", ["Dockerfile", "README.md"])
def test_that_the_variants_told_are_those_that_torch_is_built_for(name: str) -> None:
    text = (CONTAINER / name).read_text("utf-8")
    assert set(re.findall(r"VARIANT=(\w+)", text)) <= {"cpu", "cu126", "cu130"}
    assert "ARG TORCH=2.13." in (CONTAINER / "Dockerfile").read_text("utf-8"), "look again what this torch is built for"


def test_that_serving_needs_nothing_that_the_image_lacks() -> None:
    pytest.importorskip("fastapi")
    pytest.importorskip("prometheus_client")
    probe = """
import sys
import enhancer_gui.cli.main
from enhancer_gui.backends import local
from enhancer_gui.server import running
from enhancer_gui.storage import photo_check, pillow_read, png_read, png_rows, tiff_read, tiff_rows, whole_files
print(sorted({"PySide6", "qtawesome", "boto3", "ray"} & set(sys.modules)))
"""
    finished = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert finished.stdout == "[]\n", finished.stderr


class Missing(Exception):
    """What S3 answers for an object that is not there (yet)."""

    response: ClassVar = {"Error": {"Code": "NoSuchKey"}}


@dataclass
class FakeAws:
    """Remembers what is asked of AWS; a result is there at the second look."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    looks: int = 0

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            self.calls.append((name, named))
            return (
                {"OutputLocation": "s3://b/out/1", "FailureLocation": "s3://b/failed/1"} if "invoke" in name else self
            )

        return call

    def get_object(self, **named: str) -> dict[str, Any]:
        self.looks += 1
        if named["Key"] != "out/1" or self.looks < 3:
            raise Missing
        return {"Body": self}

    def __getitem__(self, name: str) -> str:
        return f"the {name}"

    def named(self, name: str) -> dict[str, Any]:
        """Return what the one call of a name was made with."""
        (found,) = (named for called, named in self.calls if called == name)
        return found

    def read(self) -> bytes:
        return b"result"


@pytest.fixture
def deploy(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, FakeAws]:
    aws = FakeAws()
    boto3, botocore, exceptions = ModuleType("boto3"), ModuleType("botocore"), ModuleType("botocore.exceptions")
    monkeypatch.setattr(boto3, "client", lambda _name: aws, raising=False)
    monkeypatch.setattr(exceptions, "ClientError", Missing, raising=False)
    for module in (boto3, botocore, exceptions):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    spec = importlib.util.spec_from_file_location("deploy", CONTAINER / "deploy.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "POLL_S", 0.0)
    return module, aws


def run(deploy: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["deploy.py", *arguments])
    deploy.main()


def test_that_the_example_deploys_an_asynchronous_endpoint(
    deploy: tuple[ModuleType, FakeAws], monkeypatch: pytest.MonkeyPatch
) -> None:
    module, aws = deploy
    run(module, monkeypatch, "up", "--image", "i", "--role", "r", "--bucket", "b")
    names = [name for name, _ in aws.calls]
    assert names[:3] == ["create_model", "create_endpoint_config", "create_endpoint"]
    configuration = aws.calls[1][1]["AsyncInferenceConfig"]
    assert configuration["OutputConfig"]["S3OutputPath"] == "s3://b/enhancer/out"
    alarm = aws.named("put_metric_alarm")
    assert alarm["MetricName"] == "HasBacklogWithoutCapacity" and alarm["AlarmActions"] == ["the PolicyARN"]
    assert aws.named("register_scalable_target")["MinCapacity"] == 0
    run(module, monkeypatch, "down")
    assert aws.named("delete_alarms")["AlarmNames"] == [alarm["AlarmName"]]
    assert {name for name, _ in aws.calls[-3:]} == {"delete_endpoint", "delete_endpoint_config", "delete_model"}


def test_that_the_example_sends_a_photo_and_fetches_its_result(
    deploy: tuple[ModuleType, FakeAws], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module, aws = deploy
    photo, target = tmp_path / "a.png", tmp_path / "b.jpg"
    photo.write_bytes(b"photo")
    run(module, monkeypatch, "send", "--bucket", "b", "--preset", "enlarge-4x", str(photo), "-o", str(target))
    sent = next(named for name, named in aws.calls if name == "invoke_endpoint_async")
    assert (sent["ContentType"], sent["Accept"], sent["CustomAttributes"]) == (
        "image/png",
        "image/jpeg",
        "preset=enlarge-4x",
    )
    assert target.read_bytes() == b"result"


def test_that_taking_down_deletes_the_endpoint_though_setting_up_broke_off_before(
    deploy: tuple[ModuleType, FakeAws], monkeypatch: pytest.MonkeyPatch
) -> None:
    class NotThere(Missing):
        response: ClassVar = {"Error": {"Code": "ObjectNotFoundException"}}

    module, aws = deploy

    def none_registered(**_named: str) -> None:
        raise NotThere

    monkeypatch.setattr(aws, "deregister_scalable_target", none_registered, raising=False)
    run(module, monkeypatch, "down")
    assert [name for name, _ in aws.calls][-3:] == ["delete_endpoint", "delete_endpoint_config", "delete_model"]


def test_that_what_cannot_be_deleted_is_said_and_the_rest_is_deleted(
    deploy: tuple[ModuleType, FakeAws], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Denied(Missing):
        response: ClassVar = {"Error": {"Code": "AccessDeniedException"}}

    module, aws = deploy

    def denied(**_named: str) -> None:
        raise Denied("not allowed to delete_endpoint")

    monkeypatch.setattr(aws, "delete_endpoint", denied, raising=False)
    with pytest.raises(SystemExit, match="not allowed to delete_endpoint"):
        run(module, monkeypatch, "down")
    assert [name for name, _ in aws.calls][-2:] == ["delete_endpoint_config", "delete_model"]
