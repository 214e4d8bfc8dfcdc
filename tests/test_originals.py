"""The watch over originals (tests/plugins/originals.py) notices what it is there for."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

TESTS = """
import pytest
from enhancer_gui.core.jobs import Job
from enhancer_gui.core.recipe import Recipe

def job_on(source):
    source.write_bytes(b"photo")
    Job("1", source, None, Recipe("r", "r", ()))

def test_that_longer(tmp_path):
    job_on(tmp_path / "a.jpg")
    (tmp_path / "a.jpg").write_bytes(b"photo!")

def test_that_newer(tmp_path):
    job_on(tmp_path / "b.jpg")
    (tmp_path / "b.jpg").write_bytes(b"photo")

@pytest.mark.changes_originals
def test_that_changed_on_purpose(tmp_path):
    job_on(tmp_path / "d.jpg")
    (tmp_path / "d.jpg").write_bytes(b"other")

def test_that_read(tmp_path):
    job_on(tmp_path / "c.jpg")
    (tmp_path / "c.jpg").read_bytes()
"""


def test_fault_06_a_changed_original_fails_its_test(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeconftest('pytest_plugins = ["tests.plugins.originals"]')
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", timeout=120)
    result.assert_outcomes(passed=4, errors=2)
    for name in ("a.jpg", "b.jpg"):
        result.stdout.fnmatch_lines([f"*Originals were touched*{name}*"])
