"""Jobs of a draft, in whatever state a test needs."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from plans.models import Plan
from publishing.drafts import draft_of
from publishing.enums import Format, JobKind
from publishing.models import Job
from publishing.store import draft_key
from tests.conftest import Cast
from tests.publishing.conftest import AT

MakeJob = Callable[..., Job]


def job_of(plan: Plan, *, owner: User | None, **changes: Any) -> Job:
    """Return an unsaved job that waits to make a PDF of the draft as it is now."""
    draft = draft_of(plan)
    format = Format(changes.pop("format", "pdf"))
    values: dict[str, Any] = {
        "kind": JobKind.DRAFT,
        "owner": owner,
        "plan": plan,
        "format": format,
        "key": draft_key(draft.sha256, format),
        "content_sha256": draft.sha256,
        "content_json": draft.json,
        "created_at": AT,
        "called_at": AT,
    }
    return Job(**{**values, **changes})


@pytest.fixture
def make_job(cast: Cast, plan: Plan) -> MakeJob:
    """Make a job of the plan's author; keyword arguments change its columns."""

    def make(**changes: Any) -> Job:
        job = job_of(plan, **{"owner": cast.author, **changes})
        job.save(force_insert=True)
        return job

    return make
