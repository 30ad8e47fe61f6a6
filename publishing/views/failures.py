"""What a reader sees when a document cannot be made."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from publishing.errors import RenderingFailed

_P = ParamSpec("_P")


def explains_failure(
    view: Callable[Concatenate[HttpRequest, _P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, _P], HttpResponseBase]:
    """Answer a RenderingFailed of `view` with a page that says so (503); the log has the cause."""

    @wraps(view)
    def explained(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except RenderingFailed as failure:
            response = render(
                request, "publishing/unavailable.html", {"reason": str(failure)}, status=503
            )
            response["Cache-Control"] = "no-store"
            return response

    return explained
