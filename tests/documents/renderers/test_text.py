"""The text version, whole, against golden files."""

import pytest

from tests.golden.regenerate import FOLDER, golden_texts


@pytest.mark.parametrize("name", ["everything.txt", "ibaraki.txt", "shimokawa.txt"])
def test_the_text_version_is_as_it_was(name: str) -> None:
    assert golden_texts()[name] == (FOLDER / name).read_text("utf-8")
