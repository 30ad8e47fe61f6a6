"""Dockerfile and compose.yaml, read as text: no Docker engine is needed, and none builds them here."""

import re
import socket
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from scripts.check_health import problem

ROOT = Path(__file__).parents[2]


def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions with their arguments, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", text))
    return [(line.split()[0], line.partition(" ")[2]) for line in joined.splitlines() if line]


def last_stage() -> list[tuple[str, str]]:
    """Return the instructions of the stage that becomes the image."""
    found = instructions()
    start = max(index for index, (name, _) in enumerate(found) if name == "FROM")
    return found[start:]


def compose() -> str:
    """Return compose.yaml without its comments."""
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    return re.sub(r"(?m)^\s*#.*\n", "", text)


def service(name: str) -> str:
    """Return the lines of one service in compose.yaml."""
    match = re.search(rf"(?m)^  {name}:\n((?:    .*\n|\n)+)", compose())
    assert match is not None
    return match[1]


def test_the_image_runs_as_an_unprivileged_user() -> None:
    assert [argument for name, argument in last_stage() if name == "USER"] == ["planbuilder"]


def test_the_user_is_set_before_the_command() -> None:
    names = [name for name, _ in last_stage()]
    assert names.index("USER") < names.index("HEALTHCHECK") < names.index("CMD")


def test_the_health_check_asks_the_health_page() -> None:
    checks = [argument for name, argument in last_stage() if name == "HEALTHCHECK"]
    assert len(checks) == 1
    assert checks[0].endswith('CMD [".venv/bin/python", "scripts/check_health.py"]')


def test_it_serves_on_8000() -> None:
    assert [argument for name, argument in last_stage() if name in {"EXPOSE", "CMD"}] == [
        "8000",
        '["scripts/serve.sh"]',
    ]


def test_the_image_is_made_by_the_scripts_of_make() -> None:
    runs = [argument for name, argument in instructions() if name == "RUN"]
    assert [run.split(" && ")[0] for run in runs if run.startswith("scripts/")] == [
        "scripts/system_packages.sh run",
        "scripts/python_env.sh run",
    ]


@pytest.mark.parametrize("file", ["Dockerfile", "compose.yaml"])
def test_every_script_named_is_there(file: str) -> None:
    named = set(re.findall(r"scripts/\w+\.(?:sh|py)", (ROOT / file).read_text(encoding="utf-8")))
    assert named
    assert {name for name in named if not (ROOT / name).is_file()} == set()


def test_what_is_copied_is_there() -> None:
    copied = [
        source
        for name, argument in instructions()
        if name == "COPY" and not argument.startswith("--from=")
        for source in argument.split()[:-1]
    ]
    assert [source for source in copied if not (ROOT / source).exists()] == []


# A name of a secret that is given a value, or a password inside an address.
SECRET = re.compile(
    r"(?m)^[ \t]*(?:ENV |ARG |- )?\w*(?:SECRET|PASSWORD|_KEY)\w*[ \t]*[:=](?![ \t]*\$\{)[ \t]*\S.*$"
    r"|://\w+:(?!\$\{)[^@\s]+@"
)


@pytest.mark.parametrize("file", ["Dockerfile", "compose.yaml", ".env.example"])
def test_no_secret_stands_in_the_files(file: str) -> None:
    assert SECRET.findall((ROOT / file).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    ["ENV SECRET_KEY=abc", "      POSTGRES_PASSWORD: abc", "postgresql://user:abc@database/name"],
)
def test_a_secret_would_be_seen(line: str) -> None:
    assert len(SECRET.findall(line)) == 1


def test_data_and_secrets_stay_out_of_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".git", ".env", ".venv", "var"} - set(ignored) == set()


def test_compose_has_four_services_and_two_volumes() -> None:
    assert re.findall(r"(?m)^([a-z-]+):\n((?:  .*\n|\n)*)", compose())[-1] == (
        "volumes",
        "  database:\n  files:\n",
    )
    services = compose().partition("\nservices:\n")[2].partition("\nvolumes:\n")[0]
    assert re.findall(r"(?m)^  ([a-z-]+):$", services) == ["database", "prepare", "web", "worker"]


def test_compose_is_indented_by_two_and_has_no_tabs() -> None:
    lines = compose().splitlines()
    assert [line for line in lines if "\t" in line or (len(line) - len(line.lstrip())) % 2] == []


def test_compose_refers_only_to_anchors_it_defines() -> None:
    text = compose()
    assert set(re.findall(r"\*(\w+)", text)) - set(re.findall(r"&(\w+)", text)) == set()


def test_every_secret_of_compose_is_demanded_from_the_environment() -> None:
    demanded = re.findall(r"\$\{(\w+):\?", compose())
    assert set(demanded) == {"SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "POSTGRES_PASSWORD"}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(demanded) - set(re.findall(r"(?m)^(\w+)=", example)) == set()


@pytest.mark.parametrize("name", ["web", "worker"])
def test_it_waits_for_a_healthy_database_and_prepared_tables(name: str) -> None:
    assert re.findall(r"(\w+):\n\s+condition: (\w+)", service(name)) == [
        ("database", "service_healthy"),
        ("prepare", "service_completed_successfully"),
    ]


def test_the_worker_is_the_one_that_the_settings_name() -> None:
    assert "    JOB_RUNNER: worker\n" in compose()
    assert 'command: [".venv/bin/python", "manage.py", "qcluster"]' in service("worker")


def test_the_database_is_postgres_15_with_a_health_check() -> None:
    assert "image: postgres:15\n" in service("database")
    assert "healthcheck:\n      test:" in service("database")


def test_web_is_reachable_from_this_host_only() -> None:
    assert re.findall(r'- "(\S+)"', service("web")) == ["127.0.0.1:8000:8000"]


class Silent(WSGIRequestHandler):
    """A request handler that writes no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


def answer(status: str) -> tuple[str | None, str, str]:
    """Let a small server answer `status`; return the verdict, and the path and name it saw."""
    seen = {}

    def application(environ, start_response):
        seen.update(environ)
        start_response(status, [("Content-Length", "0")])
        return [b""]

    with make_server("127.0.0.1", 0, application, handler_class=Silent) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        verdict = problem(server.server_port, "plan.example.jp")
        thread.join()
    return verdict, seen["PATH_INFO"], seen["HTTP_HOST"]


def test_a_healthy_site_is_asked_by_its_own_name() -> None:
    assert answer("200 OK") == (None, "/healthz/", "plan.example.jp")


def test_a_site_that_answers_an_error_is_unhealthy() -> None:
    assert answer("503 Service Unavailable")[0] == "/healthz/ answered 503"


def test_a_site_that_does_not_answer_is_unhealthy() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert str(problem(port, "localhost")).startswith(f"no answer on port {port}: ")
