"""The lock files pin every package by version and hash and say nothing about where it comes from."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# A pin, its hashes on lines of their own, then comments saying who asked for it.
PIN = re.compile(
    r"^([a-z0-9._-]+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M
)


def pins(name: str) -> dict[str, tuple[str, int]]:
    """Return version and number of hashes of each package in the lock file `name`."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {
        package: (version, hashes.count("--hash=sha256:"))
        for package, version, hashes in PIN.findall(text)
    }


def names(requirements: list[str]) -> set[str]:
    """Return the package names of requirement lines."""
    return {re.split(r"[~<>=!\[; ]", line, maxsplit=1)[0].lower() for line in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_nothing_but_pins_hashes_and_comments(name: str) -> None:
    rest = PIN.sub("", (ROOT / name).read_text(encoding="utf-8"))
    assert [line for line in rest.splitlines() if not re.match(r" *#", line)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_index_and_no_local_path(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"://\S*|(?<![\w.])/\w+\S*| @ \S+|index|find-links", text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_compiled_packages_have_the_hashes_of_many_platforms(name: str) -> None:
    lock = pins(name)
    compiled = {"pillow", "lxml", "psycopg2-binary", "cffi", "brotli"}
    assert {package for package in compiled if lock[package][1] < 20} == set()


def test_the_runtime_lock_holds_every_dependency() -> None:
    assert names(PROJECT["dependencies"]) - set(pins("requirements.lock")) == set()


def test_the_development_lock_holds_every_dependency() -> None:
    wanted = names(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"])
    assert wanted - set(pins("requirements-dev.lock")) == set()


def test_the_development_lock_holds_the_runtime_lock() -> None:
    runtime = pins("requirements.lock")
    development = pins("requirements-dev.lock")
    assert {name: development.get(name) for name in runtime} == runtime


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    # Several packages of one kind may share the comment above them.
    bare = [
        requirement
        for requirement in wanted
        if not re.match(
            r"    (#|\"(lxml-stubs|types-))", lines[lines.index(f'    "{requirement}",') - 1]
        )
    ]
    assert bare == []
