"""Every kind of node, as the made-up plan has it: tests/golden/trees.txt."""

import re

from tests.golden.regenerate import FOLDER
from tests.golden.trees import KINDS, golden_trees


def test_the_trees_are_as_they_were() -> None:
    assert golden_trees() == (FOLDER / "trees.txt").read_text("utf-8")


def test_the_sample_has_every_kind_of_node() -> None:
    counts = dict(re.findall(r"^=== (\w+) \((\d+)\)$", golden_trees(), re.MULTILINE))
    assert {kind.__name__ for kind in KINDS if counts[kind.__name__] != "0"} == {
        kind.__name__ for kind in KINDS
    }
