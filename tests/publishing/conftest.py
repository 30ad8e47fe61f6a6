"""Plans, editions and a stand-in for the slow renderers; the people are those of `cast`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest

from accounts.models import Organization, User
from catalog.storage import keep
from documents.content import (
    Block,
    Chapter,
    Contact,
    Figure,
    Hat,
    OrganizationName,
    Paragraph,
    PlanContent,
    WrittenDate,
)
from documents.eras import DateReading
from documents.renderers import docx, pdf
from documents.renderers.pdf import PdfResult
from documents.tree import Document
from plans import workflow
from plans.decisions import ExternalFacts
from plans.importing import import_plan
from plans.models import Edition, FigureFile, Plan
from plans.workflow import record_external
from publishing.store import render_all

AT = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
PUBLISHED_ON = date(2026, 4, 1)

TITLE = "下川町官民データ活用推進計画"
SENTENCE = "町民の暮らしを便利にします。"

Publish = Callable[[Plan], Edition]
MakePlan = Callable[..., Plan]


@pytest.fixture(autouse=True)
def _own_files(own_files):
    """Every test here has a storage of its own."""


def content_for(organization: Organization, **changes: Any) -> PlanContent:
    """Return a small plan of `organization`."""
    content = PlanContent(
        uid="plan",
        title=TITLE,
        organization=OrganizationName(code=organization.code, name=organization.name),
        hats=(Hat(uid="hat", law="官民データ活用推進基本法", article="第9条第3項"),),
        contact=Contact(
            department="総務課情報係", phone="01655-4-2511", email="joho@town.example.jp"
        ),
        chapters=chapter_of(Paragraph(uid="purpose-1", text=SENTENCE)),
    )
    return replace(content, **changes)


def chapter_of(*blocks: Block) -> tuple[Chapter, ...]:
    """Return one chapter with these blocks."""
    return (Chapter(uid="purpose", title="計画の目的", body=blocks),)


@pytest.fixture
def make_plan(cast) -> MakePlan:
    """Make a plan with nothing but a working copy; keyword arguments change its content."""

    def make(
        slug: str = "shimokawa", organization: Organization | None = None, **changes: Any
    ) -> Plan:
        organization = organization or cast.town
        content = content_for(organization, **changes)
        return import_plan(content, organization=organization, by=None, at=AT, slug=slug)

    return make


@pytest.fixture
def plan(make_plan: MakePlan) -> Plan:
    """A plan with nothing but a working copy."""
    return make_plan()


def decided(plan: Plan) -> Edition:
    """Seal the working copy by a decision that was taken outside."""
    plan.refresh_from_db()
    day = WrittenDate(written="令和8年3月20日", reading=DateReading(2026, 3, 20))
    return record_external(
        plan,
        by=None,
        at=AT,
        facts=ExternalFacts(
            decider="下川町長", evidence="町議会だより第12号", decided_on=day, established_on=day
        ),
    )


@pytest.fixture
def publish(cast) -> Publish:
    """Decide the working copy of a plan and publish it."""

    def publish(plan: Plan) -> Edition:
        return workflow.publish(decided(plan), by=cast.approver, at=AT, published_on=PUBLISHED_ON)

    return publish


@pytest.fixture
def edition(plan: Plan, publish: Publish) -> Edition:
    """The first edition of the plan, public."""
    return publish(plan)


def revise(plan: Plan, by: User, title: str) -> None:
    """Open the working copy again and change its title."""
    plan.refresh_from_db()
    workflow.start_revision(plan, by=by, at=AT)
    Plan.objects.filter(pk=plan.pk).update(title=title)
    plan.refresh_from_db()


def store_figure(organization: Organization, data: bytes) -> FigureFile:
    """Keep a picture for an organisation."""
    return FigureFile.objects.create(
        organization=organization,
        sha256=sha256(data).hexdigest(),
        media_type="image/png",
        size=len(data),
        file=keep(data, folder="figures", extension="png"),
    )


def figure_block(file: FigureFile) -> Figure:
    """Return the block that shows a picture."""
    return Figure(uid="figure", sha256=file.sha256, media_type="image/png", alt="組織の図")


# What the slow renderers are asked for all files of an edition.
ALL_ASKED = ["pdf", "docx", "summary-pdf", "summary-docx", "archive-pdf"]


def _asked(document: Document, ending: str) -> str:
    return f"summary-{ending}" if document.title.endswith("（概要版）") else ending


class Engine:
    """Stands for the two slow renderers and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.error: Exception | None = None

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.error is not None:
            raise self.error

    def render_pdf(self, document, *, figures, archival=None) -> PdfResult:
        self._ask(_asked(document, "pdf") if archival is None else "archive-pdf")
        words = [document.title, *document.footer_marks]
        kind = "%PDF" if archival is None else "%PDF/A"
        return PdfResult(f"{kind} {' '.join(words)}".encode(), {"c-purpose": 3})

    def render_docx(self, document, *, figures, pages, base) -> bytes:
        self._ask(_asked(document, "docx"))
        words = [document.title, *document.footer_marks, str(pages)]
        return f"PK {' '.join(words)}".encode()


def body_of(response: Any) -> bytes:
    """Return the bytes of a response, a page or a file; ends the sending of a file."""
    body: bytes = response.getvalue()
    return body


@pytest.fixture
def engine(monkeypatch) -> Engine:
    """Replace the PDF and DOCX renderers at the boundary of documents/."""
    engine = Engine()
    monkeypatch.setattr(pdf, "render_pdf", engine.render_pdf)
    monkeypatch.setattr(docx, "render_docx", engine.render_docx)
    return engine


@pytest.fixture
def made(edition: Edition, engine: Engine) -> Edition:
    """The first edition, public, with every file in the store."""
    render_all(edition, at=AT)
    engine.asked.clear()
    return edition
