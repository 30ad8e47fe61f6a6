"""The set-up scripts: they can be run, they stop at errors, and they refuse what they cannot do."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHELL = sorted([*(ROOT / "scripts").glob("*.sh"), ROOT / ".ci" / "run"])


def run(*command: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the repository with `env` beside the environment of the test."""
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_a_shell_script_is_executable_and_stops_at_the_first_error(path: Path) -> None:
    assert os.access(path, os.X_OK)
    assert "\nset -euo pipefail\n" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_a_shell_script_parses(path: Path) -> None:
    result = run("bash", "-n", str(path))
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("name", ["system_packages.sh", "python_env.sh"])
def test_an_unknown_purpose_is_refused(name: str) -> None:
    assert run(f"scripts/{name}", "nonsense").returncode == 2


def check_port(port: str) -> subprocess.CompletedProcess[str]:
    """Ask scripts/check_port.py about `port`."""
    return run(sys.executable, "scripts/check_port.py", port, PYTHONUTF8="1")


def test_a_free_port_is_accepted() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert check_port(str(port)).returncode == 0


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = check_port(str(port))
    assert (result.returncode, result.stderr.splitlines()) == (
        1,
        [
            f"ポート {port} はほかのプログラムが使っています。例: make run PORT=8001",
            f"Port {port} is in use by another program.",
        ],
    )


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "", "８０００"])
def test_what_is_no_port_is_refused(port: str) -> None:
    result = check_port(port)
    assert (result.returncode, result.stderr.splitlines()[-1:]) == (
        1,
        ["PORT must be a number from 1 to 65535."],
    )


def test_without_root_and_sudo_the_apt_line_is_printed(tmp_path: Path) -> None:
    # A made-up machine: dpkg knows of nothing, the user is not root and there is no sudo.
    for name, body in {"dpkg-query": "exit 1", "id": "echo 1000"}.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        program.chmod(0o755)
    for name in ("bash", "dirname", "python3", "env"):
        found = run("sh", "-c", f"command -v {name}").stdout.strip()
        (tmp_path / name).symlink_to(found)
    result = run(str(ROOT / "scripts" / "system_packages.sh"), "test", PATH=str(tmp_path))
    assert result.returncode == 1
    assert [line for line in result.stderr.splitlines() if "apt-get" in line] == [
        "  apt-get update && apt-get install -y --no-install-recommends "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
        "fonts-morisawa-bizud-gothic fonts-morisawa-bizud-mincho fonts-noto-cjk fonts-symbola "
        "chromium libatomic1 poppler-utils"
    ]


def test_ci_checks_then_tests_then_tests_on_postgres() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("make ")] == [
        "make check",
        "make test",
        "make test-postgres",
    ]
