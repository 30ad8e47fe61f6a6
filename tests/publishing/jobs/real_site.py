"""A site whose database and storage a process of its own can see, and its processes."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, connections

from accounts.enums import Role
from accounts.models import User
from documents.content import PlanContent
from plans.importing import import_plan
from plans.models import Plan
from publishing.models import Job
from tests.factories import make_organization, make_user
from tests.publishing.conftest import AT, content_for
from tests.publishing.jobs.conftest import job_of

# Nothing here takes that long; a test that waits so long has failed.
PATIENCE = 300.0


@dataclass
class Site:
    """A town with an author; `var` is its VAR_DIR."""

    author: User
    var: Path

    def make_plan(self, slug: str = "plan", **changes: Any) -> Plan:
        """Make a plan; keyword arguments change its content."""
        organization = make_organization()
        content: PlanContent = content_for(organization, **changes)
        return import_plan(content, organization=organization, by=None, at=AT, slug=slug)

    def make_job(self, slug: str = "plan", *, format: str = "pdf", **changes: Any) -> Job:
        """Make a job of a new plan."""
        job = job_of(self.make_plan(slug, **changes), owner=self.author, format=format)
        job.save(force_insert=True)
        return job

    def files(self) -> list[str]:
        """Return the names of all files of drafts and editions, whole or not."""
        root = self.var / "files"
        return sorted(path.name for path in root.rglob("*") if path.is_file())


@contextmanager
def on_disk(var: Path) -> Iterator[None]:
    """Let `connection` be one to a file, with the tables of the test database, within."""
    path = var / "db.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    in_memory = connections["default"]
    name = connections.settings["default"]["NAME"]
    connections.settings["default"]["NAME"] = path
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"]["NAME"] = name
        connections["default"] = in_memory


def database_url() -> str:
    """Return the address of the test database on PostgreSQL."""
    values = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items()}
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(values)


def wait_for(what: Callable[[], Any]) -> Any:
    """Return what `what` returns, once that is something."""
    deadline = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not (found := what()):
        assert time.monotonic() < deadline, "waited in vain"
        pause.wait(0.02)
    return found


def processes(*words: str) -> list[int]:
    """Return this site's processes whose command line has all of `words`, zombies left out.

    Another site on the same machine has jobs with the same numbers.
    """
    own = f"VAR_DIR={os.environ['VAR_DIR']}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            command = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            environment = (folder / "environ").read_bytes().split(b"\0")
        except OSError:  # it has just ended
            continue
        if set(words) <= set(command) and own in environment:
            found.append(int(folder.name))
    return found


def child_of(job: Job) -> int:
    """Return the process that works on a job, once it is there."""
    (pid,) = wait_for(lambda: processes("run_job", str(job.pk)))
    return int(pid)


def zombies() -> list[int]:
    """Return the children of this process that ended and were not collected."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except (OSError, NotADirectoryError):
            continue
        if fields[0] == "Z" and int(fields[1]) == os.getpid():
            found.append(int(folder.name))
    return found


@pytest.fixture
def site(
    transactional_db: None, own_files: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """The site. What a test puts into JOB_… of the settings, it has to put into the environment."""
    var = tmp_path  # where own_files keeps its files
    monkeypatch.setenv("VAR_DIR", str(var))
    if connection.vendor == "postgresql":
        monkeypatch.setenv("DATABASE_URL", database_url())
        yield Site(make_user("author", role=Role.AUTHOR), var)
        return
    with on_disk(var):
        yield Site(make_user("author", role=Role.AUTHOR), var)
