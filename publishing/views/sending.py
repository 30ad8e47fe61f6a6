"""Stored files on their way out: found, compared with what the reader has, handed to the server."""

from functools import lru_cache
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from publishing.names import content_disposition
from publishing.store import open_whole

# Caches may keep it but must ask each time: a withdrawal holds at once.
PUBLIC = "public, no-cache"
PRIVATE = "no-store"
# Seconds after which a reader may ask again for a file that is being made.
PAUSE_SECONDS = 10


class _Sent(FileResponse):
    """A file whose headers are all known: nothing is guessed from its name."""

    def set_headers(self, filelike: Any) -> None:
        """Guess nothing."""


@lru_cache(maxsize=1024)
def _disposition(file_name: str, fallback: str) -> str:
    return content_disposition(file_name, fallback=fallback)


def stored_response(
    request: HttpRequest,
    *,
    name: str,
    size: int,
    sha256: str,
    media_type: str,
    file_name: str,
    fallback: str,
    cache: str,
) -> HttpResponseBase | None:
    """Return the response with a file of the store; who may have it is already decided.

    Who has it already is told so before the file is opened. The bytes go straight from the disk to
    the socket where the server can (wsgi.file_wrapper). None where the file is lost or cut short.

    Args:
        name: its name in the storage, with `size` in bytes and `sha256` of it.
        file_name: the name that a reader keeps it under; `fallback`: the same in plain ASCII.
    """
    etag = quote_etag(sha256)
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        file = open_whole(name, size)
        if file is None:
            return None
        response = _Sent(file, content_type=media_type)
        response["Content-Length"] = str(size)
        response["Content-Disposition"] = _disposition(file_name, fallback)
    response["ETag"] = etag
    response["Cache-Control"] = cache
    return response


def bytes_response(request: HttpRequest, data: bytes, *, media_type: str) -> HttpResponse:
    """Return a response with `data`; to HEAD the same headers without it."""
    body = b"" if request.method == "HEAD" else data
    response = HttpResponse(body, content_type=media_type)
    response["Content-Length"] = str(len(data))
    return response


def being_made(
    request: HttpRequest, *, title: str, format: str, has_failed: bool, reason: str
) -> HttpResponse:
    """Return the page (503) that stands for a file until it is made; it asks again by itself.

    Args:
        title: of the plan.
        format: what the file is called.
        has_failed: the files could not all be made; then nothing is asked again.
        reason: why this very file could not be made; "" where that is not known.
    """
    context = {
        "title": title,
        "format": format,
        "has_failed": has_failed,
        "reason": reason,
        "pause": PAUSE_SECONDS,
    }
    response = render(request, "publishing/being_made.html", context, status=503)
    response["Cache-Control"] = "no-store"
    if not has_failed:
        response["Retry-After"] = response["Refresh"] = str(PAUSE_SECONDS)
    return response
