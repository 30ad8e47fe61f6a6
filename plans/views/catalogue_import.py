"""The import of an edition from a workbook: upload, look at what it would do, confirm."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from catalog.errors import ImportRefused
from catalog.exchange.importing import import_workbook, look_at_import
from catalog.exchange.preview import FieldChange, Preview
from catalog.exchange.staging import drop_upload, find_upload, is_upload_name, keep_upload
from documents.text_diff import Piece, diff_text
from plans.forms.catalogue import ConfirmImportForm, UploadForm, WhatToImportForm
from plans.permissions import get_site_administrator
from plans.uses import uses_of
from plans.views.catalogue_editions import TITLE
from plans.views.session import posted, signature

# A page can show so many; the command prints all.
MOST_SHOWN = 300
IMPORT = "Excelブックから取り込む"


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a workbook and lead on to what it would do."""
    get_site_administrator(request)
    files = request.FILES if request.method == "POST" else None
    form = UploadForm(
        posted(request), files, initial={"edition": request.GET.get("edition", "")[:20]}
    )
    if request.method == "POST" and form.is_valid():
        sha256 = keep_upload(form.cleaned_data["file"].read(), at=timezone.now())
        wish = {name: form.cleaned_data[name] for name in ("edition", "title")}
        return redirect(
            f"{reverse('plans:catalogue-import-check', args=[sha256])}?{urlencode(wish)}"
        )
    context = {
        "form": form,
        "page_errors": form.is_bound,
        "breadcrumbs": _trail(),
    }
    return render(
        request, "plans/catalogue_import.html", context, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, sha256: str) -> HttpResponse:
    """Show what an upload would do; import it when that is confirmed."""
    user = get_site_administrator(request)
    if not is_upload_name(sha256):
        raise Http404
    data = find_upload(sha256)
    if data is None:
        messages.error(
            request,
            "取り込むファイルがありません。既に取り込んだか、日がたって消えています。"
            "もう一度選んでください。",
        )
        return redirect("plans:catalogue-import")
    if request.method == "POST":
        confirmed = ConfirmImportForm(request.POST)
        if not confirmed.is_valid():
            return _check_page(request, WhatToImportForm(request.POST), data, status=422)
        wish = confirmed.cleaned_data
        try:
            import_workbook(
                data,
                code=wish["edition"],
                title=wish["title"],
                uses=uses_of,
                by=signature(user),
                at=timezone.now(),
                digest=wish["digest"],
            )
        except ImportRefused as error:
            messages.error(request, f"何も取り込んでいません。{error.faults[0]}")
            return _check_page(request, WhatToImportForm(request.POST), data, status=409)
        drop_upload(sha256)
        messages.success(request, f"{wish['edition']}を取り込みました。")
        return redirect("plans:catalogue-edition", wish["edition"])
    return _check_page(request, WhatToImportForm(request.GET), data)


def _check_page(
    request: HttpRequest, form: WhatToImportForm, data: bytes, *, status: int = 200
) -> HttpResponse:
    """Show what the upload would do now, or every fault that forbids it."""
    context: dict[str, Any] = {"preview": None, "faults": (), "more_faults": 0, "code": ""}
    if not form.is_valid():
        context["faults"] = [
            f"{form[name].label}：{text}" for name, texts in form.errors.items() for text in texts
        ]
    else:
        code, title = form.cleaned_data["edition"], form.cleaned_data["title"]
        context |= {"code": code, "title": title}
        try:
            preview = look_at_import(data, code=code, title=title, uses=uses_of)
        except ImportRefused as error:
            context["faults"] = error.faults[:MOST_SHOWN]
            context["more_faults"] = len(error.faults) - len(context["faults"])
        else:
            context |= _shown(preview)
    context["page_errors"] = bool(context["faults"])
    context["breadcrumbs"] = _trail("確かめる")
    return render(request, "plans/catalogue_import_check.html", context, status=status)


def _shown(preview: Preview) -> dict[str, Any]:
    """Return what the page says of a preview."""
    return {
        "preview": preview,
        "facts": _sides(preview.facts),
        "changed": [(change.row, _sides(change.fields)) for change in preview.changed[:MOST_SHOWN]],
        "counts": [
            ("加わる行", len(preview.added), "added"),
            ("内容の変わる行", len(preview.changed), "changed"),
            ("番号の変わる行", len(preview.renumbered), "renumbered"),
            ("なくなる行", len(preview.gone), "gone"),
            ("同じ行", preview.unchanged, ""),
        ],
        "most": MOST_SHOWN,
    }


def _sides(changes: tuple[FieldChange, ...]) -> list[tuple[str, tuple[Piece, ...], bool, bool]]:
    """Return head, pieces, and whether there was and is anything, of each change."""
    return [
        (each.head, diff_text(each.old, each.new), bool(each.old), bool(each.new))
        for each in changes
    ]


def _trail(last: str = "") -> list[tuple[str, str]]:
    here = reverse("plans:catalogue-import") if last else ""
    found = [(TITLE, reverse("plans:catalogue-editions")), (IMPORT, here)]
    return [*found, (last, "")] if last else found
