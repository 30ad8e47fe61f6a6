"""What a measured process is said to have done; what it cost is no matter of a test."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.processes import run


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_it_keeps_what_a_process_prints(tmp_path: Path) -> None:
    assert run(python("print('言葉')"), folder=tmp_path).output == "言葉\n"


def test_a_process_that_fails_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as raised:
        run(python("import sys; sys.exit('no plan')"), folder=tmp_path)
    assert (raised.value.returncode, raised.value.stderr) == (1, b"no plan\n")
