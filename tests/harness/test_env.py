"""The key that a site makes for itself on its first start."""

import subprocess
import sys
from pathlib import Path

import pytest

from planbuilder.env import secret_key

RACERS = 8


def test_the_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"
    first = secret_key(path)
    assert (secret_key(path), len(first), path.stat().st_mode & 0o777) == (first, 86, 0o600)
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    program = f"from pathlib import Path; from planbuilder.env import secret_key; print(secret_key(Path({str(path)!r})))"
    racers = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        for _ in range(RACERS)
    ]
    keys = {racer.communicate()[0].strip() for racer in racers}
    assert keys == {path.read_text(encoding="ascii")}


def test_a_key_that_another_made_meanwhile_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret_key"
    path.write_text("theirs", encoding="ascii")
    monkeypatch.setattr(Path, "exists", lambda self: False)
    assert secret_key(path) == "theirs"
