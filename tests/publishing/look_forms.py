"""Sending the settings of a look as a browser does, and reading what comes back."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import Organization, User
from documents.content import Look
from plans.enums import PlanState
from plans.looks import find_house_look, look_from
from plans.models import Plan
from tests.plans.views.browser import Form, main_form

SignedIn = Callable[[User], Client]
BASE = Path(settings.BASE_DIR, "documents", "assets", "base.docx").read_bytes()
HTMX = {"HX-Request": "true"}


def url(town: Organization, tail: str = "") -> str:
    """Return the address of the settings of a town, or of what stands below it."""
    return f"/staff/organizations/{town.pk}/look/{tail}"


def picture(colour: str = "red") -> bytes:
    """Return a small PNG."""
    buffer = BytesIO()
    Image.new("RGB", (3, 2), colour).save(buffer, "PNG")
    return buffer.getvalue()


def form_of(response: Any) -> Form:
    """Return the form of the settings."""
    return main_form(response, name="numbering")


def post(
    browser: Client,
    town: Organization,
    tail: str = "",
    *,
    form: Form | None = None,
    files: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
    **changed: Any,
) -> Any:
    """Send the settings as they are shown, with some fields changed."""
    form = form or form_of(browser.get(url(town)))
    data: dict[str, Any] = {**form.data(**changed), **(files or {})}
    return browser.post(url(town, tail), data, headers=headers or {})


def house(town: Organization) -> Look:
    """Return the stored house look of a town."""
    return look_from(find_house_look(town).data)


def sample_of(response: Any) -> str:
    """Return the sample of a page as text without tags, its spaces made one."""
    found = re.search(r'<div id="look-sample".*?\n</div>', response.text, re.DOTALL)
    assert found is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", found[0])).strip()


def put_up(plan: Plan) -> None:
    """Let a plan circulate, whatever is missing in it."""
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.CIRCULATING)


def logo(colour: str = "red") -> dict[str, Any]:
    """Return a logo as it is sent."""
    return {"logo": SimpleUploadedFile("logo.png", picture(colour), "image/png")}


def base(data: bytes = BASE, name: str = "書式.docx") -> dict[str, Any]:
    """Return a base document as it is sent."""
    return {"base_document": SimpleUploadedFile(name, data, "application/zip")}
