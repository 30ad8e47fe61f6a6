"""What is let go: jobs that ended long ago, files of drafts, and what a killed process left.

Files of editions are never touched here, but for what is left of one that was never finished.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError, Q

from catalog.storage import drop, drop_older, is_unfinished
from publishing.enums import OPEN_JOB_STATES
from publishing.models import DraftFile, Job
from publishing.store import DRAFT_FOLDER, FOLDER

# A file that no row names may still be getting its row.
_UNNAMED_KEPT = timedelta(days=1)


def is_named(name: str) -> bool:
    """Say whether a row of a draft's file names this file of the storage."""
    return DraftFile.objects.filter(name=name).exists()


def prune(*, at: datetime) -> int:
    """Let go of what is older than JOB_KEPT_DAYS; return how many files of drafts went.

    Jobs that ended go first, then the files that no job names, each file after its row.
    """
    limit = at - timedelta(days=settings.JOB_KEPT_DAYS)
    Job.objects.filter(~Q(state__in=OPEN_JOB_STATES), ended_at__lt=limit).delete()
    gone = 0
    for file in DraftFile.objects.filter(created_at__lt=limit, jobs=None):
        try:
            with transaction.atomic():
                file.delete()
        except ProtectedError:  # a job has just been given it
            continue
        gone += 1
        if not is_named(file.name):
            drop(file.name)
    moment = at - _UNNAMED_KEPT
    drop_older(DRAFT_FOLDER, moment, unless=is_named)
    drop_older(FOLDER, moment, unless=lambda name: not is_unfinished(name))
    return gone
