"""The fault table is kept: each row that can go wrong has a test that bears its number."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
ROWS = frozenset(range(1, 37))
NAME = re.compile(r"test_fault_(\d+)_")
ROW = re.compile(r"^\|(\d+)\|", re.MULTILINE)


def fault_tests() -> dict[str, str]:
    """Return the number in the name of each fault test, by the test's file and name."""
    return {
        f"{path.relative_to(TESTS).as_posix()}::{node.name}": found.group(1)
        for path in TESTS.glob("**/test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (found := NAME.match(node.name))
    }


def test_that_every_row_of_the_fault_table_has_a_test() -> None:
    tested = {int(number) for number in fault_tests().values()}
    assert {"without a test": ROWS - tested, "of no row": tested - ROWS} == {
        "without a test": set(),
        "of no row": set(),
    }


def test_that_fault_tests_write_their_row_in_two_digits() -> None:
    assert [name for name, number in fault_tests().items() if len(number) != 2] == []


def test_that_the_rows_are_those_of_the_table(shared: Path) -> None:
    table = shared / "docs" / "RELIABILITY.md"
    if not table.is_file():
        pytest.skip(f"{table} does not exist.")
    assert {int(number) for number in ROW.findall(table.read_text("utf-8"))} == ROWS
