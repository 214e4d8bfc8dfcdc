"""The catalogue of published models: every row can be used, and a broken one hides no other."""

import json
from pathlib import Path

import pytest

from enhancer_gui.core.errors import ModelError
from enhancer_gui.core.models import Precision, Task
from enhancer_gui.storage.published_models import Needs, PublishedModels, Terms, load_published

ROW = {
    "id": "good-x4",
    "title": "Good 4×",
    "summary": "Enlarges well",
    "task": "upscale",
    "scale": 4,
    "network": "compact",
    "licence_code": "MIT",
    "licence_weights": "MIT",
    "terms": "free",
    "file": "good.pth",
    "urls": ["https://models.example/good.pth"],
    "page": "https://models.example",
    "source": "Someone, 2026",
    "tiling": "exact",
    "precisions": ["bf16", "fp32"],
    "size_bytes": 1000,
    "sha256": "ab" * 32,
}


def put_rows(folder: Path, *rows: dict[str, object], name: str = "a.toml") -> None:
    tables = ["[[model]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in row.items()) for row in rows]
    (folder / name).write_text("\n".join(tables), encoding="utf-8")


@pytest.fixture(scope="module")
def shipped() -> PublishedModels:
    return load_published()


def test_that_every_shipped_row_can_be_used(shipped: PublishedModels) -> None:
    assert shipped.problems == ()
    assert len(shipped.rows) > 70


def test_that_every_published_file_of_the_field_has_its_row(shipped: PublishedModels, shared: Path) -> None:
    published = json.loads((shared / "docs" / "published_weights.json").read_text("utf-8"))
    offered = {row.sha256 for row in shipped}
    missing = [
        model["id"] for model in published if model["files"] and not offered & {f["sha256"] for f in model["files"]}
    ]
    assert missing == []


def test_that_every_network_of_the_program_has_weights_to_download(shipped: PublishedModels) -> None:
    networks = {row.network for row in shipped if row.needs is Needs.NOTHING}
    assert networks >= {"compact", "rrdb", "swinir", "nafnet", "mprnet", "deblurganv2", "srcnn", "vdsr", "dncnn"}


def test_that_no_attention_network_runs_in_fp16(shipped: PublishedModels) -> None:
    assert [row.id for row in shipped if row.network == "swinir" and Precision.FP16 in row.precisions] == []


def test_that_non_commercial_weights_ask_for_consent(shipped: PublishedModels) -> None:
    for row in shipped:
        if "NC" in row.licence_weights or row.network == "mprnet":
            assert row.terms is Terms.NON_COMMERCIAL
    assert shipped.get("mprnet-deblurring").must_accept
    assert not shipped.get("realesr-general-x4v3").must_accept


def test_that_twins_are_rows_of_the_same_network(shipped: PublishedModels) -> None:
    twins = [(row, shipped.get(row.twin)) for row in shipped if row.twin]
    assert twins and all((row.network, row.scale) == (twin.network, twin.scale) for row, twin in twins)


def test_that_a_row_without_a_checksum_is_read(tmp_path: Path) -> None:
    put_rows(tmp_path, {key: value for key, value in ROW.items() if key not in ("sha256", "size_bytes")})
    row = load_published(tmp_path).get("good-x4")
    assert (row.sha256, row.size_bytes, row.task) == (None, None, Task.UPSCALE)


def test_that_a_model_that_no_step_can_run_is_no_row(tmp_path: Path) -> None:
    put_rows(tmp_path, ROW, ROW | {"id": "painter", "task": "colourise"})
    published = load_published(tmp_path)
    assert list(published.rows) == ["good-x4"] and "Row 2" in published.problems[0]


def test_that_a_file_is_known_by_its_checksum(tmp_path: Path) -> None:
    put_rows(tmp_path, ROW)
    published = load_published(tmp_path)
    assert published.with_sha256("ab" * 32) is published.rows["good-x4"]
    assert published.with_sha256("cd" * 32) is None


def test_that_an_unknown_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model “x”"):
        load_published(tmp_path).get("x")


@pytest.mark.parametrize(
    "changes",
    [
        {"scale": 0},
        {"task": "paint"},
        {"sha256": "abc"},
        {"file": "../../evil.pth"},
        {"urls": ["http://models.example/good.pth"]},
        {"urls": ["file:///etc/passwd"]},
        {"urls": [], "page": ""},
        {"terms": "whatever"},
        {"colour": "red"},
    ],
)
def test_fault_36_a_broken_row_is_reported_and_hides_no_other(tmp_path: Path, changes: dict[str, object]) -> None:
    put_rows(tmp_path, {**ROW, "id": "bad", **changes}, ROW, {**ROW, "title": "Twice"})
    published = load_published(tmp_path)
    assert list(published.rows) == ["good-x4"]
    assert published.get("good-x4").title == "Good 4×"
    assert len(published.problems) == 2 and "Row 1" in published.problems[0] and "taken" in published.problems[1]


def test_fault_36_a_file_that_is_no_catalogue_is_reported(tmp_path: Path) -> None:
    put_rows(tmp_path, ROW)
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe[[")
    (tmp_path / "c.toml").write_text("model = 3", encoding="utf-8")
    published = load_published(tmp_path)
    assert list(published.rows) == ["good-x4"]
    assert len(published.problems) == 2
