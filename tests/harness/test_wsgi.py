"""The application as a server calls it."""

from collections.abc import Iterable, Iterator
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from planbuilder.wsgi import BodilessHead, application


def ask(method: str, path: str, app: Any = application) -> tuple[str, dict[str, str], bytes]:
    """Return status, headers and body of an answer."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "HTTP_HOST": "testserver",
    }
    setup_testing_defaults(environ)
    started: list[tuple[str, list[tuple[str, str]]]] = []
    answer: Iterable[bytes] = app(
        environ, lambda status, headers, *_: started.append((status, headers))
    )
    body = b"".join(answer)
    if close := getattr(answer, "close", None):
        close()
    ((status, headers),) = started
    return status, dict(headers), body


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/healthz/", "/no-such-page/", "/accounts/login/"])
def test_head_is_answered_as_get_without_the_body(path: str) -> None:
    status, headers, body = ask("GET", path)
    head_status, head_headers, head_body = ask("HEAD", path)
    varying = {"Set-Cookie", "Content-Security-Policy"}
    assert (head_status, head_body) == (status, b"")
    assert {k: v for k, v in head_headers.items() if k not in varying} == {
        k: v for k, v in headers.items() if k not in varying
    }
    assert len(body) > 0


def test_what_a_body_holds_open_is_closed_unread() -> None:
    seen: list[str] = []

    class Body:
        def __iter__(self) -> Iterator[bytes]:
            seen.append("read")
            yield b"body"

        def close(self) -> None:
            seen.append("closed")

    def inner(environ: dict[str, Any], start_response: Any) -> Body:
        start_response("200 OK", [("Content-Length", "4")])
        return Body()

    app: Any = BodilessHead(inner)
    assert ask("HEAD", "/", app) == ("200 OK", {"Content-Length": "4"}, b"")
    assert seen == ["closed"]
    assert ask("GET", "/", app) == ("200 OK", {"Content-Length": "4"}, b"body")
    assert seen == ["closed", "read", "closed"]
