"""The WSGI application for gunicorn and its like."""

import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planbuilder.settings")


class BodilessHead:
    """Answers HEAD with the headers of GET and no body (RFC 9110, 9.3.2).

    Django leaves the body to the server to drop, and gunicorn complains of each one in its log.
    """

    def __init__(self, inner: WSGIApplication) -> None:
        self.inner = inner

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = self.inner(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if close := getattr(body, "close", None):
            close()  # ends the request: opened files, connections
        return []


application = BodilessHead(get_wsgi_application())
