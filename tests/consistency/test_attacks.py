"""The table of attacks in docs/testing.md names tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = re.findall(
    r"^\| ([\d, ]+) \| .+ \| `(tests/[\w/.]+)::(\w+)` \|$",
    (ROOT / "docs" / "testing.md").read_text("utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize(("_cases", "path", "name"), ROWS)
def test_a_test_is_where_the_table_says(_cases: str, path: str, name: str) -> None:
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)


def test_every_case_on_documents_has_a_test() -> None:
    cases = {int(case) for cases, _path, _name in ROWS for case in cases.split(",")}
    assert cases == {26, 27, 28, 29, 30, 31, 32, 33, 34, 43, 44}
