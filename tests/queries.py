"""Counting the queries of a page or a deed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# The budgets count what asks or changes rows, not the transaction around it.
_TRANSACTION = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b", re.IGNORECASE)


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """Yield a list that, after the block, holds the SQL of each query that was run in it."""
    ran: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield ran
    ran.extend(each["sql"] for each in captured if not _TRANSACTION.match(each["sql"]))


@contextmanager
def assert_queries(expected: int) -> Iterator[None]:
    """Fail, with the SQL, unless the block runs exactly `expected` queries."""
    with count_queries() as ran:
        yield
    assert len(ran) == expected, "\n".join([f"{len(ran)} queries:", *ran])
