"""`enhancer diagnose`: sentences for people, lines for programs, and nothing written."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from enhancer_gui.cli.diagnose_words import finding_words
from enhancer_gui.core.diagnosis import BlurKind, Degree, Diagnosis, Finding, Remedy, Subject
from enhancer_gui.jobs import diagnosis
from tests.cli.conftest import Enhancer


@pytest.fixture
def noisy(tmp_path: Path) -> Path:
    noise = np.random.default_rng(0).normal(128, 25, (256, 256, 1)).repeat(3, axis=2)
    path = tmp_path / "noisy.jpg"
    Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8)).save(path, quality=30)
    return path


def test_that_each_finding_is_a_sentence_with_what_helps(enhancer: Enhancer, noisy: Path) -> None:
    told = enhancer("diagnose", noisy)
    assert told.exit_code == 0
    assert "JPEG quality about 30. Helps: clean up (restore)." in told.stdout
    assert list(noisy.parent.iterdir()) == [noisy]


def test_that_programs_get_a_line_for_each_photo(enhancer: Enhancer, noisy: Path, photo: Path) -> None:
    lines = [json.loads(line) for line in enhancer("diagnose", noisy, photo, "--json").stdout.splitlines()]
    assert [line["photo"] for line in lines] == [str(noisy), str(photo)]
    assert {"remedy": Remedy.CLEAN.value, "step": "restore"} in lines[0]["remedies"]
    jpeg = next(finding for finding in lines[0]["findings"] if finding["subject"] == Subject.JPEG.value)
    assert jpeg["figure"] == 30


@pytest.mark.parametrize(
    ("degree", "words"), [(Degree.SLIGHT, "The preset photo-4x may still"), (Degree.NONE, "No benefit expected")]
)
def test_that_where_no_step_helps_this_is_the_last_word(
    enhancer: Enhancer, photo: Path, monkeypatch: pytest.MonkeyPatch, degree: Degree, words: str
) -> None:
    found = Diagnosis((96, 64), (Finding(Subject.DETAIL, degree, 0.6),))
    monkeypatch.setattr(diagnosis, "diagnose_photo", lambda *_: found)
    assert words in enhancer("diagnose", photo).stdout.splitlines()[-1]


def test_that_one_bad_photo_does_not_stop_the_others(enhancer: Enhancer, noisy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 no photo")
    told = enhancer("diagnose", broken, noisy)
    assert told.exit_code == 1
    assert "noisy.jpg" in told.stdout


def test_that_every_finding_has_a_sentence() -> None:
    findings = [Finding(subject, degree, 0.5, blur) for subject, degree, blur in product(Subject, Degree, BlurKind)]
    assert [finding for finding in findings if not finding_words(finding).endswith(".")] == []
