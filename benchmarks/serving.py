"""Measures what a stored file costs on its way through its view.

    .venv/bin/python -m benchmarks.serving [--rounds 5] [--seconds 3]

Sets up the demo site in a folder of its own and serves it as `make run` does. In turn: the PDF
of a public edition through its view, the same bytes as a bare static file, and both again to a
client that has them already (304). Prints requests per second as ratios of the static file; ends
with 1 where the budget is broken.
"""

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[1]
LEAST = 0.8  # of the static file's requests per second
_CONNECTIONS = 8
_START = 60  # seconds in which the server must answer
_STATIC = "static/benchmark/plan.pdf"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _manage(environment: dict[str, str], *command: str) -> None:
    arguments = [sys.executable, "manage.py", *command]
    subprocess.run(arguments, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _get(address: str, headers: dict[str, str] | None = None) -> tuple[bytes, dict[str, str]]:
    request = Request(address, headers=headers or {})
    with urlopen(request) as response:
        return response.read(), {key.lower(): value for key, value in response.headers.items()}


def _download(base: str) -> str:
    """Return the path of the PDF of the first public edition that the site lists."""
    page = _get(base)[0].decode()
    for plan in dict.fromkeys(re.findall(r'href="(/plans/[^/"]+/)"', page)):
        found = re.search(r'href="(/plans/[^"]+/pdf/)"', _get(base + plan.lstrip("/"))[0].decode())
        if found:
            return found[1].lstrip("/")
    raise SystemExit("The demo site has no public edition with a PDF.")


def _own_load(port: int, path: str, etag: str, seconds: float, status: int) -> float:
    """Requests per second of clients in threads: where wrk is not installed."""
    headers = {"If-None-Match": etag} if etag else {}
    counts = [0] * _CONNECTIONS
    end = time.monotonic() + seconds

    def ask(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port)
        while time.monotonic() < end:
            connection.request("GET", f"/{path}", headers=headers)
            response = connection.getresponse()
            response.read()
            if response.status != status:
                raise HTTPException(f"{response.status} for /{path}")
            counts[number] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(_CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def _load(port: int, path: str, etag: str, seconds: float) -> float:
    """Return the requests per second that the server answers, all with the status expected."""
    status = 304 if etag else 200
    _own_load(port, path, etag, 0.2, status)  # the status, and a warm server
    if shutil.which("wrk") is None:
        return _own_load(port, path, etag, seconds, status)
    command = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds:g}s"]
    if etag:
        command += ["-H", f"If-None-Match: {etag}"]
    command.append(f"http://127.0.0.1:{port}/{path}")
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx or 3xx responses" in output:
        raise SystemExit(output)
    found = re.search(r"Requests/sec:\s+([0-9.]+)", output)
    assert found is not None, output
    return float(found[1])


def _wait_for(base: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(_START * 10):
        if server.poll() is not None:
            raise SystemExit(f"The server ended with {server.returncode}.")
        try:
            _get(f"{base}healthz/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server does not answer.")


def _serve(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(["scripts/serve.sh"], cwd=ROOT, env=environment)


def _measure(var: Path, rounds: int, seconds: float) -> dict[str, list[float]]:
    port = _free_port()
    base = f"http://127.0.0.1:{port}/"
    environment = {
        **os.environ,
        "VAR_DIR": str(var),
        "PLANBUILDER_MODE": "development",
        "BASE_URL": base,
        "PORT": str(port),
    }
    (var / "static").mkdir(parents=True)
    for command in ("migrate", "load_reference", "load_demo", "render_editions"):
        _manage(environment, command)
    server = _serve(environment)
    try:
        _wait_for(base, server)
        path = _download(base)
        data, _headers = _get(base + path)
    finally:
        server.terminate()
        server.wait()
    # The server looks for static files when it starts.
    static = var / _STATIC
    static.parent.mkdir(parents=True)
    static.write_bytes(data)
    server = _serve(environment)
    try:
        _wait_for(base, server)
        etags = {one: _get(base + one)[1]["etag"] for one in (path, _STATIC)}
        rates: dict[str, list[float]] = defaultdict(list)
        for _ in range(rounds):
            rates["static"].append(_load(port, _STATIC, "", seconds))
            rates["view"].append(_load(port, path, "", seconds))
            rates["static 304"].append(_load(port, _STATIC, etags[_STATIC], seconds))
            rates["view 304"].append(_load(port, path, etags[path], seconds))
    finally:
        server.terminate()
        server.wait()
    print(f"a PDF of {len(data) / 1024:.0f} KB, {_CONNECTIONS} connections")
    return rates


_NAMES = {
    "static": "the same bytes as a bare static file",
    "view": "**a stored PDF through its view**",
    "static 304": "the static file, 304",
    "view 304": "**the stored PDF, 304**",
}


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(description="Requests per second of a stored file.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        rates = _measure(Path(name), arguments.rounds, arguments.seconds)
    base = statistics.median(rates["static"])
    print("\n| | requests per second |\n|---|---|")
    for key, found in rates.items():
        ratios = sorted(rate / base for rate in found)
        print(
            f"| {_NAMES[key]} | {statistics.median(ratios):.2f}"
            f" ({ratios[0]:.2f}–{ratios[-1]:.2f}) |"
        )
    reached = statistics.median(rates["view"]) / base
    print(f"\nBudget: at least {LEAST:g}, reached {reached:.2f}")
    return int(reached < LEAST)


if __name__ == "__main__":
    sys.exit(main())
