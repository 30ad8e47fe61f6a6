"""Files of public editions: downloads out of the store, and figures."""

from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from accounts.models import User
from documents.codec import load_json
from documents.limits import SHA256
from plans.models import Edition, FigureFile
from publishing.enums import MEDIA_TYPES, VARIANT_MARKS, Format
from publishing.errors import FileNotKept
from publishing.figures import bytes_of as bytes_of_figure
from publishing.figures import names_figure
from publishing.jobs.asking import ask_for_edition
from publishing.models import Job, Rendering
from publishing.names import content_disposition, file_name, plain_name
from publishing.store import AT_ONCE, public_file, rendering, served
from publishing.views.failures import explains_failure
from publishing.views.sending import PRIVATE, PUBLIC, being_made, bytes_response, stored_response


def format_or_404(value: str) -> Format:
    """Return the format that an address names."""
    try:
        return Format(value)
    except ValueError:
        raise Http404 from None


def public_edition(slug: str, no: int) -> Edition:
    """Return a public edition or 404; its content is read from the database only if needed."""
    edition = (
        Edition.objects.public()
        .filter(plan__slug=slug, no=no)
        .select_related("plan__organization")
        .defer("content_json")
        .first()
    )
    if edition is None:
        raise Http404
    return edition


@login_not_required
@explains_failure
@require_safe
def download(request: HttpRequest, slug: str, no: int, format: str) -> HttpResponseBase:
    """A file of a public edition, out of the store.

    Where a better renderer has yet to make it, the former file is sent meanwhile.
    """
    wanted = format_or_404(format)
    response = public_file_response(request, slug, no, wanted)
    return response or _first_time(request, public_edition(slug, no), wanted, by=None, cache=PUBLIC)


def public_file_response(
    request: HttpRequest, slug: str, no: int, format: Format
) -> HttpResponseBase | None:
    """Return the response with a stored file of a public edition, None where there is none."""
    found = public_file(slug, no, format)
    if found is None:
        return None
    if not found.is_current:
        ask_for_edition(public_edition(slug, no), by=None, at=timezone.now())
    return stored_response(
        request,
        name=found.name,
        size=found.size,
        sha256=found.sha256,
        media_type=MEDIA_TYPES[format],
        file_name=_file_name(found.edition_title, no, format),
        fallback=plain_name(f"{slug}-{no}", format),
        cache=PUBLIC,
    )


def edition_file(
    request: HttpRequest, edition: Edition, format: Format, *, by: User, cache: str
) -> HttpResponseBase:
    """Return the response with the file of an edition; that `by` may have it is already decided."""
    found = served(edition).get(format)
    response = found and _sent(request, edition, found, cache=cache)
    return response or _first_time(request, edition, format, by=by, cache=cache)


def _sent(
    request: HttpRequest, edition: Edition, file: Rendering, *, cache: str
) -> HttpResponseBase | None:
    format = Format(file.format)
    return stored_response(
        request,
        name=file.name,
        size=file.size,
        sha256=file.sha256,
        media_type=MEDIA_TYPES[format],
        file_name=_file_name(edition.title, edition.no, format),
        fallback=plain_name(f"{edition.plan.slug}-{edition.no}", format),
        cache=cache,
    )


@lru_cache(maxsize=1024)
def _file_name(title: str, no: int, format: Format) -> str:
    return file_name(
        title, mark=f"_第{no}版{VARIANT_MARKS[format.variant]}", extension=format.ending
    )


def _first_time(
    request: HttpRequest, edition: Edition, format: Format, *, by: User | None, cache: str
) -> HttpResponseBase:
    """Make a file that costs little; let any other be made, and answer that it is."""
    if format in AT_ONCE:
        try:
            made = rendering(edition, format, at=timezone.now())
        except FileNotKept as unkept:
            return _unkept(request, edition, format, unkept.data)
        if (response := _sent(request, edition, made, cache=cache)) is not None:
            return response
    job = ask_for_edition(edition, by=by, at=timezone.now())
    return being_made(
        request,
        title=edition.title,
        format=format.label,
        has_failed=bool(job.error),
        reason=_reason(job, format),
    )


def _reason(job: Job, format: Format) -> str:
    """Return why a file could not be made; "" where that is not known of this very file."""
    return str(job.reasons.get(format.value, ""))


def _unkept(
    request: HttpRequest, edition: Edition, format: Format, data: bytes
) -> HttpResponseBase:
    """Send a file that the storage did not take; the next reader has it made again."""
    response = bytes_response(request, data, media_type=MEDIA_TYPES[format])
    response["Content-Disposition"] = content_disposition(
        _file_name(edition.title, edition.no, format),
        fallback=plain_name(f"{edition.plan.slug}-{edition.no}", format),
    )
    response["Cache-Control"] = PRIVATE
    return response


@login_not_required
@explains_failure
@require_safe
def figure(request: HttpRequest, slug: str, no: int, sha256: str) -> HttpResponse:
    """A picture of a public edition; no other picture of the organisation is told of."""
    edition = public_edition(slug, no)
    if not names_figure(load_json(edition.content_json.encode()), sha256):
        raise Http404
    return figure_response(request, edition.plan.organization_id, sha256, cache=PUBLIC)


def figure_response(
    request: HttpRequest, organization_id: int, sha256: str, *, cache: str
) -> HttpResponse:
    """Return the response with a picture; who may see it is already decided."""
    # PostgreSQL refuses a NUL in a query, so what is no hash is not asked for.
    if not SHA256.matches(sha256):
        raise Http404
    file = FigureFile.objects.filter(organization_id=organization_id, sha256=sha256).first()
    if file is None:
        raise Http404
    response = get_conditional_response(request, etag=quote_etag(sha256)) or bytes_response(
        request, bytes_of_figure(file), media_type=file.media_type
    )
    response["ETag"] = quote_etag(sha256)
    response["Cache-Control"] = cache
    return response
