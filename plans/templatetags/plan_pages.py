"""What the pages of the workspace need beyond their context."""

from typing import Any

from django import template
from django.http import HttpRequest

register = template.Library()


@register.simple_tag
def undo_offer(request: HttpRequest, plan_pk: int) -> dict[str, Any] | None:
    """Return the part that was removed last from this plan, once."""
    offer: dict[str, Any] | None = request.session.get("undo")
    if offer is None or offer.get("plan") != plan_pk:
        return None
    del request.session["undo"]
    return offer


@register.filter
def aslist(first: Any, second: Any = None) -> list[Any]:
    """Return one or two forms as the list that the error summary takes."""
    return [first] if second is None else [first, second]
