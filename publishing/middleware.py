"""Stored files of public editions, sent before anything else is done for their request.

They need no session, no user and no page around them. What is not simply there to be sent (an
edition that is not public, a file that is still to be made, another method) goes its usual way to
publishing/views/downloads.py, which says the same.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from publishing.enums import Format
from publishing.views.downloads import public_file_response

# The address of `publishing:download`.
_FILE = re.compile(
    rf"/plans/([-a-zA-Z0-9_]+)/editions/([0-9]{{1,9}})/({'|'.join(Format.values)})/", re.ASCII
)


class StoredFileMiddleware:
    """Stands above the session, so that a download costs little more than a static file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"} and (match := _FILE.fullmatch(request.path_info)):
            slug, no, format = match.groups()
            response = public_file_response(request, slug, int(no), Format(format))
            if response is not None:
                return response
        return self.get_response(request)
