"""What the tests of the catalogue share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from catalog.loading import FileReport, load_directory, load_file
from tests.catalog.reference_files import save

Load = Callable[[object], FileReport]
Verbs = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def load(db: None, tmp_path: Path) -> Load:
    """Load a reference file that is given as Python data; it is called file.json."""
    return lambda content: load_file(save(content, tmp_path))


@pytest.fixture
def verbs(db: None) -> Verbs:
    """Collect the first word of each query; those of transactions are not counted."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        found: list[str] = []
        with CaptureQueriesContext(connection) as captured:
            yield found
        for query in captured.captured_queries:
            verb = query["sql"].split()[0].upper()
            if verb not in {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK"}:
                found.append(verb)

    return collect


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the shipped files once; the rows go when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_directory(settings.BASE_DIR / "fixtures" / "catalog")
        yield
        transaction.set_rollback(True)
