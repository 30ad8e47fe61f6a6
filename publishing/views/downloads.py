"""Files of public editions: downloads out of the store, and figures."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from documents.codec import load_json
from documents.limits import SHA256
from plans.models import Edition, FigureFile
from publishing.enums import MEDIA_TYPES, Format
from publishing.figures import bytes_of as bytes_of_figure
from publishing.figures import names_figure
from publishing.names import content_disposition, file_name
from publishing.store import bytes_of, rendering
from publishing.views.failures import explains_failure

# Caches may keep it but must ask each time: a withdrawal holds at once.
PUBLIC = "public, no-cache"
PRIVATE = "no-store"


def format_or_404(value: str) -> Format:
    """Return the format that an address names."""
    try:
        return Format(value)
    except ValueError:
        raise Http404 from None


def _public_edition(slug: str, no: int) -> Edition:
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
def download(request: HttpRequest, slug: str, no: int, format: str) -> HttpResponse:
    """A file of a public edition, made once and then sent from the store."""
    return edition_file(request, _public_edition(slug, no), format_or_404(format), cache=PUBLIC)


def edition_file(
    request: HttpRequest, edition: Edition, format: Format, *, cache: str
) -> HttpResponse:
    """Return the response with the file of an edition; who may have it is already decided."""
    now = timezone.now()
    found = rendering(edition, format, at=now)
    response = get_conditional_response(request, etag=quote_etag(found.sha256))
    if response is None:
        data = bytes_of(edition, found, at=now)  # may mend `found`, so before its ETag is told
        response = file_response(request, data, media_type=MEDIA_TYPES[format])
        response["Content-Disposition"] = content_disposition(
            file_name(edition.title, mark=f"_第{edition.no}版", extension=format.value),
            fallback=f"{edition.plan.slug}-{edition.no}.{format.value}",
        )
    response["ETag"] = quote_etag(found.sha256)
    response["Cache-Control"] = cache
    return response


def file_response(request: HttpRequest, data: bytes, *, media_type: str) -> HttpResponse:
    """Return a response with `data`; to HEAD the same headers without it."""
    body = b"" if request.method == "HEAD" else data
    response = HttpResponse(body, content_type=media_type)
    response["Content-Length"] = str(len(data))
    return response


@login_not_required
@explains_failure
@require_safe
def figure(request: HttpRequest, slug: str, no: int, sha256: str) -> HttpResponse:
    """A picture of a public edition; no other picture of the organisation is told of."""
    edition = _public_edition(slug, no)
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
    response = get_conditional_response(request, etag=quote_etag(sha256)) or file_response(
        request, bytes_of_figure(file), media_type=file.media_type
    )
    response["ETag"] = quote_etag(sha256)
    response["Cache-Control"] = cache
    return response
