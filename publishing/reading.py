"""Plans → what is to be rendered: a sealed edition, or the working copy."""

import logging

from documents.content import EditionRecord, PlanContent
from documents.validation import ContentError
from plans.content import content_of
from plans.editions import content_of_edition, record_of_edition
from plans.models import Edition, Plan
from publishing.errors import RenderingFailed

logger = logging.getLogger(__name__)


def read_edition(edition: Edition) -> tuple[PlanContent, EditionRecord]:
    """Return the content and record of an edition.

    Raises:
        RenderingFailed: its JSON cannot be read; the log says why.
    """
    try:
        return content_of_edition(edition), record_of_edition(edition)
    except ContentError as error:
        logger.exception("edition %s cannot be read", edition.pk)
        raise RenderingFailed("この版の内容を読めません。管理者に連絡してください。") from error


def read_working_copy(plan: Plan) -> PlanContent:
    """Return what the working copy says.

    Raises:
        RenderingFailed: a stored column does not fit the format; the message names the places.
    """
    try:
        return content_of(plan)
    except ContentError as error:
        places = "／".join(str(problem) for problem in error.problems[:5])
        raise RenderingFailed(f"計画の内容を読めません。{places}") from error
