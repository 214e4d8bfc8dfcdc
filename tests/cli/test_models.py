"""`enhancer models`: list, show, download, import, verify, remove."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image
from typer.testing import CliRunner, Result

from enhancer_gui.cli import models_command
from enhancer_gui.cli.main import app
from enhancer_gui.core.models import Task
from enhancer_gui.engine.networks.compact import Compact, initialise_as_residual
from enhancer_gui.storage import download_stream
from enhancer_gui.storage.catalogue import load_catalogue, weights_path
from enhancer_gui.storage.published_models import PublishedModels, Terms, load_published
from enhancer_gui.storage.settings import load_settings
from tests.cli.conftest import make_photo
from tests.storage.bad_server import Act, BadServer, bad_server


def enhancer(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(1)
    network = Compact(features=8, convolutions=1, scale=2)
    initialise_as_residual(network)
    file = tmp_path_factory.mktemp("weights") / "my net.pth"
    torch.save({"params": network.state_dict()}, file)
    return file


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, weights: Path) -> Iterator[BadServer]:
    """Serve the weights as "realesr-general-x4v3" and, under a restrictive licence, as "bound"."""
    monkeypatch.setattr(download_stream, "RETRY_WAITS_S", ())
    content = weights.read_bytes()
    with bad_server(content) as made:
        real = load_published()
        sha256, size = hashlib.sha256(content).hexdigest(), len(content)
        place = {"urls": (made.url,), "sha256": sha256, "size_bytes": size, "scale": 2}
        free = replace(real.get("realesr-general-x4v3"), **place)  # type: ignore[arg-type]
        bound = replace(free, id="bound", terms=Terms.NON_COMMERCIAL, licence_weights="No business")
        rows = PublishedModels({free.id: free, bound.id: bound})
        monkeypatch.setattr(models_command, "load_published", lambda: rows)
        yield made


def test_that_installed_models_are_listed_without_a_command() -> None:
    listed = json.loads(enhancer("models", "--json").stdout)
    assert {row["id"] for row in listed} == set(load_catalogue().cards)
    assert {row["state"] for row in listed} == {"embedded"}
    assert json.loads(enhancer("models", "list", "--json").stdout) == listed
    assert "faithful-x2" in enhancer("models").stdout


def test_that_models_to_download_are_listed_when_asked_for() -> None:
    listed = {row["id"]: row for row in json.loads(enhancer("models", "list", "--all", "--json").stdout)}
    assert listed["realesrgan-x4plus"]["state"] == "available"
    assert listed["mprnet-deblurring"]["terms"] == "non-commercial"
    assert "realesrgan-x4plus" in enhancer("models", "list", "--all").stdout


def test_that_every_model_that_is_offered_does_a_step_of_a_recipe() -> None:
    listed = json.loads(enhancer("models", "list", "--all", "--json").stdout)
    assert {row["task"] for row in listed} <= {task.value for task in Task}
    assert [row["id"] for row in listed if row["needs"] not in ("", "community")] == []


def test_that_checking_a_model_that_is_not_installed_says_how_to_get_it() -> None:
    told = enhancer("models", "verify", "realesrgan-x4plus")
    assert told.exit_code == 1 and "enhancer models download realesrgan-x4plus" in " ".join(told.stderr.split())


def test_that_all_that_is_known_is_shown() -> None:
    shown = json.loads(enhancer("models", "show", "realesrgan-x4plus", "--json").stdout)
    assert shown["urls"] and shown["page"] and shown["architecture"] == "rrdb"
    own = json.loads(enhancer("models", "show", "faithful-x2", "--json").stdout)
    assert own["sha256"] and own["training"]["weaknesses"] and own["scores"]
    words = " ".join(enhancer("models", "show", "faithful-x2").stdout.split())
    assert "Weaknesses Made for clean photos" in words and "Scores Set5" in words and "Trained on" in words
    assert "first download is trusted" in enhancer("models", "show", "nafnet-gopro-width64").stdout


def test_that_an_unknown_model_is_told() -> None:
    for command in ("show", "verify", "remove", "download"):
        told = enhancer("models", command, "nobody")
        assert told.exit_code == 1
        assert "nobody" in told.stderr


def test_that_an_option_in_the_wrong_place_is_told() -> None:
    assert enhancer("models", "--json", "show", "faithful-x2").exit_code == 2


def test_that_importing_prints_the_id_as_one_json_line(weights: Path) -> None:
    (line,) = lines(enhancer("models", "import", weights, "--json", "--title", "Mine"))
    assert (line["id"], line["title"], line["new"]) == ("my-net", "Mine", True)
    assert load_catalogue().get("my-net").title == "Mine"
    (again,) = lines(enhancer("models", "import", weights, "--json", "--licence", "MIT"))
    assert (again["id"], again["new"]) == ("my-net", False)
    assert load_catalogue().get("my-net").licence == "MIT"


def test_that_an_imported_model_enhances_a_photo(weights: Path, tmp_path: Path) -> None:
    assert "my-net" in enhancer("models", "import", weights).stdout
    photo = make_photo(tmp_path / "photo.png", 24, 18)
    done = enhancer("run", photo, "--model", "my-net", "-o", tmp_path / "out.png", "--json")
    assert done.exit_code == 0, done.output
    with Image.open(tmp_path / "out.png") as result:
        assert result.size == (48, 36)


@pytest.mark.parametrize(
    ("file", "model_id", "scale"),
    [
        ("dncnn_color_blind.pth", "dncnn-color-blind", 1),
        ("realesr-animevideov3.pth", "realesr-animevideov3", 4),
        ("realesr-general-x4v3.fp16.pth", "realesr-general-x4v3.fp16", 4),
        ("srcnn_955_x4.pth", "srcnn_955_x4", 4),
        ("swift_srgan_2x.pth", "swift-srgan-x2", 2),
        ("vdsr_state_dict.pth", "vdsr", 2),
    ],
)
def test_that_official_weights_enhance_a_photo(
    shared: Path, tmp_path: Path, file: str, model_id: str, scale: int
) -> None:
    (line,) = lines(enhancer("models", "import", shared / "weights" / file, "--json"))
    assert line["id"] == model_id
    photo = make_photo(tmp_path / "photo.png", 24, 18)
    done = enhancer("run", photo, "--model", model_id, "-o", tmp_path / "out.png", "-q")
    assert done.exit_code == 0, done.output
    with Image.open(tmp_path / "out.png") as result:
        assert result.size == (24 * scale, 18 * scale)


def test_that_a_refused_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.pth").write_bytes(b"no weights")
    told = enhancer("models", "import", tmp_path / "bad.pth")
    assert told.exit_code == 1 and "bad.pth" in told.stderr
    assert enhancer("models", "import", tmp_path / "gone.pth").exit_code == 1


def test_that_downloading_prints_the_id_as_one_json_line(server: BadServer) -> None:
    (line,) = lines(enhancer("models", "download", "realesr-general-x4v3", "--json"))
    assert line["id"] == "realesr-general-x4v3"
    assert load_catalogue().own == {"realesr-general-x4v3"}


def test_fault_33_a_failed_download_is_told_and_leaves_nothing(server: BadServer) -> None:
    server.acts = [Act.CORRUPT]
    told = enhancer("models", "download", "realesr-general-x4v3")
    assert told.exit_code == 1 and "checksum" in told.stderr
    assert load_catalogue().own == frozenset()
    assert "is installed" in enhancer("models", "download", "realesr-general-x4v3").stdout


def test_that_a_restricted_licence_is_accepted_once(server: BadServer) -> None:
    told = enhancer("models", "download", "bound")
    assert told.exit_code == 1 and "--accept-licence" in told.stderr and server.asked == []
    assert enhancer("models", "download", "bound", "--accept-licence").exit_code == 0
    assert load_settings()[0].accepted_licences == ("No business",)
    assert enhancer("models", "remove", "bound").exit_code == 0
    assert enhancer("models", "download", "bound").exit_code == 0


def test_that_models_are_verified_and_removed(weights: Path) -> None:
    enhancer("models", "import", weights)
    assert enhancer("models", "verify").exit_code == 0
    weights_path(load_catalogue().get("my-net")).write_bytes(b"damaged")
    told = enhancer("models", "verify", "my-net", "faithful-x2", "--json")
    assert told.exit_code == 1
    assert {row["id"]: row["ok"] for row in json.loads(told.stdout)} == {"my-net": False, "faithful-x2": True}
    assert "damaged" in enhancer("models", "verify").stderr
    listed = {row["id"]: row["state"] for row in json.loads(enhancer("models", "--json").stdout)}
    assert listed["my-net"] == "broken"
    assert "removed" in enhancer("models", "remove", "my-net").stdout
    assert load_catalogue().own == frozenset()


def test_that_shipped_models_are_not_removed() -> None:
    told = enhancer("models", "remove", "faithful-x2")
    assert told.exit_code == 1 and "came with the program" in told.stderr
