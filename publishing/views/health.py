"""Is the site alive? Asked by Docker and by whoever watches the machine."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

_PLAIN = "text/plain; charset=utf-8"


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 「ok」 where the site and its database answer, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        logger.exception("the database does not answer")
        return HttpResponse("database\n", status=503, content_type=_PLAIN)
    return HttpResponse("ok\n", content_type=_PLAIN)
