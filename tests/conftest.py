"""What holds for every test: no network, no undefined template variable, a known cast."""

import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.template.base import Node
from django.test import Client

from accounts.enums import Role
from accounts.models import Department, Organization, User
from publishing.jobs.running import run_job
from tests.factories import BIFUKA, SHIMOKAWA, make_department, make_organization, make_user

TEMPLATES = str(Path(__file__).parents[1] / "templates")

# --- network ---------------------------------------------------------------------------------

_LOCAL = {"127.0.0.1", "::1", "localhost"}


class NetworkAskedFor(AssertionError):
    """A test asked a machine other than this one."""


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guard(real: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(self: socket.socket, address: Any) -> Any:
            inside = self.family == socket.AF_UNIX or address[0] in _LOCAL
            if not inside:
                raise NetworkAskedFor(f"a test asked {address}")
            return real(self, address)

        return guarded

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guard(connect))
        patch.setattr(socket.socket, "connect_ex", guard(connect_ex))
        yield


# --- templates -------------------------------------------------------------------------------


class UndefinedVariable(AssertionError):
    """A template of ours prints or passes on a variable that it was not given."""


class _Invalid(str):
    """Stands for the text of an undefined variable; raises where the template is ours."""

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        template = _template_being_rendered(sys._getframe(1))
        if template.startswith(TEMPLATES):
            raise UndefinedVariable(f"{template}: {variable}")
        return ""


def _template_being_rendered(frame: FrameType | None) -> str:
    """Return the file of the innermost template node on the stack, or ""."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and hasattr(node, "origin"):
            return str(node.origin.name)
        frame = frame.f_back
    return ""


@pytest.fixture(autouse=True, scope="session")
def _no_undefined_variable() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        backend = engines["django"]
        assert isinstance(backend, DjangoTemplates)
        patch.setattr(backend.engine, "string_if_invalid", _Invalid("undefined"))
        yield


# --- database --------------------------------------------------------------------------------


# The operations module of SQLite can be imported only after its base module.
DatabaseOperations = DatabaseWrapper.ops_class


@pytest.fixture(autouse=True, scope="session")
def _flush_past_triggers() -> Iterator[None]:
    """Let `flush`, which ends every transactional test, empty append-only tables of SQLite.

    It deletes row by row there, which the triggers refuse; so they are dropped for the moment and
    created again from their own SQL. PostgreSQL truncates, which no row trigger sees.
    """
    flush = DatabaseOperations.execute_sql_flush

    def flush_past_triggers(self: Any, statements: list[str]) -> None:
        with transaction.atomic(using=self.connection.alias):
            with self.connection.cursor() as cursor:
                cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                triggers = cursor.fetchall()
                for name, _ in triggers:
                    cursor.execute(f"DROP TRIGGER {self.quote_name(name)}")
            flush(self, statements)
            with self.connection.cursor() as cursor:
                for _, statement in triggers:
                    cursor.execute(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush_past_triggers)
        yield


# --- files -----------------------------------------------------------------------------------


@pytest.fixture
def own_files(settings: Any, tmp_path: Path) -> None:
    """A storage that no other test writes into."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": None},
        },
    }


# --- jobs ------------------------------------------------------------------------------------


class CalledJobs(list[int]):
    """The jobs for which a runner was called, in order."""

    def run(self) -> None:
        """Do them here and now, as their child processes would."""
        while self:
            run_job(self.pop(0))


@pytest.fixture(autouse=True)
def called_jobs(monkeypatch: pytest.MonkeyPatch) -> CalledJobs:
    """No test starts a process by the way: the calls are collected, and run where a test says so."""
    called = CalledJobs()
    monkeypatch.setattr("publishing.jobs.starting.start", called.append)
    return called


# --- people ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cast:
    """One person for each role in 下川町, and people who have no business there."""

    town: Organization
    department: Department
    author: User
    contributor: User  # of `department`
    approver: User
    admin: User
    viewer: User
    other_town: Organization
    stranger: User  # the 管理者 of `other_town`
    superuser: User


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of most tests."""
    town, other_town = make_organization(SHIMOKAWA), make_organization(BIFUKA)
    department = make_department(town, "総務課")
    return Cast(
        town=town,
        department=department,
        author=make_user("author", role=Role.AUTHOR, organization=town),
        contributor=make_user(
            "contributor", role=Role.CONTRIBUTOR, organization=town, department=department
        ),
        approver=make_user("approver", role=Role.APPROVER, organization=town),
        admin=make_user("admin", role=Role.ADMIN, organization=town),
        viewer=make_user("viewer", role=Role.VIEWER, organization=town),
        other_town=other_town,
        stranger=make_user("stranger", role=Role.ADMIN, organization=other_town),
        superuser=make_user("superuser", is_superuser=True),
    )


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """Return a function that gives a browser in which a person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
