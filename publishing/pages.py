"""What the page of an edition shows, gathered for its template: sealed words only."""

from collections.abc import Callable
from dataclasses import dataclass

from documents.assemble.book import date_text
from documents.content import Contact
from documents.datasets.read_me import source_line
from plans.editions import record_of_edition
from plans.enums import EditionState
from plans.models import Edition
from publishing.enums import FORMAT_USES, Format
from publishing.facts import Fact, contact_of, external_decision_of, facts_of
from publishing.names import readable_size
from publishing.reading import read_edition
from publishing.rendering import Page, render_page
from publishing.store import AT_ONCE, key_of, served

EditionUrl = Callable[[int], str]
DownloadUrl = Callable[[Format], str]


@dataclass(frozen=True, slots=True)
class Download:
    """A link to a file, or to what makes it; its size is "" until it is made.

    `is_waiting` says that it takes some time to be made, and is not there yet.
    """

    url: str
    format: str
    use: str
    size: str
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class EditionLink:
    """A line of the list of editions."""

    url: str
    no: int
    state: str
    published_on: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class EditionPage:
    """One edition as a page shows it."""

    edition: Edition
    page: Page
    facts: list[Fact]
    external_decision: list[Fact]
    contact: Contact | None
    contact_facts: list[Fact]
    downloads: list[Download]
    source: str  # how whoever uses the plan names it
    data_url: str  # "" where the tables are not offered one by one
    is_incomplete: bool  # not every file was made by today's renderer


def edition_page(
    edition: Edition,
    *,
    figure_url: Callable[[str], str],
    download_url: DownloadUrl,
    data_url: str = "",
) -> EditionPage:
    """Return the page of an edition, in one query besides those that loaded it.

    Args:
        data_url: the page of its open data; "" where the edition is not public.

    Raises:
        RenderingFailed: the edition cannot be shown.
    """
    content, record = read_edition(edition)
    made = served(edition)
    return EditionPage(
        edition=edition,
        page=render_page(content, record, figure_url=figure_url),
        facts=facts_of(content, record),
        external_decision=external_decision_of(record),
        contact=content.contact,
        contact_facts=contact_of(content.contact),
        downloads=[
            Download(
                url=download_url(format),
                format=format.label,
                use=FORMAT_USES[format],
                size=readable_size(made[format].size) if format in made else "",
                is_waiting=format not in made and format not in AT_ONCE,
            )
            for format in Format
        ],
        source=source_line(content, record),
        data_url=data_url,
        is_incomplete=any(
            format not in made or made[format].key != key_of(edition, format) for format in Format
        ),
    )


def edition_links(editions: list[Edition], *, shown: Edition, url: EditionUrl) -> list[EditionLink]:
    """Return the list of editions, in the order given."""
    return [
        EditionLink(
            url=url(edition.no),
            no=edition.no,
            state=EditionState(edition.state).label,
            published_on=date_text(record_of_edition(edition).published_on),
            is_shown=edition.pk == shown.pk,
        )
        for edition in editions
    ]
