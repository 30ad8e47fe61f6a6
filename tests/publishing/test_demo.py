"""The demo as the public gets it, with the real renderers: the whole way once."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from plans.demo import load_demo
from publishing.models import Rendering
from tests.factories import IBARAKI, SHIMOKAWA, make_municipality
from tests.publishing.conftest import AT, body_of
from tests.publishing.test_downloads import name_of

pytestmark = pytest.mark.django_db

BASE = "/plans/shimokawa/editions/1/"


@pytest.fixture
def demo(db) -> None:
    for code in (SHIMOKAWA, IBARAKI):
        make_municipality(code)
    load_demo(at=AT)


def test_the_real_plan_is_downloaded(client, demo, called_jobs) -> None:
    client.get(f"{BASE}docx/")
    called_jobs.run()
    docx, pdf = client.get(f"{BASE}docx/"), client.get(f"{BASE}pdf/")
    assert (name_of(docx), name_of(pdf)) == (
        "下川町官民データ活用推進計画_第1版.docx",
        "下川町官民データ活用推進計画_第1版.pdf",
    )
    document = ZipFile(BytesIO(body_of(docx))).read("word/document.xml").decode()
    assert "見直し" in document
    assert len(PdfReader(BytesIO(body_of(pdf))).pages) >= 15
    # Both files of one edition name the same pages: the PDF was made for the DOCX, once.
    assert list(Rendering.objects.values_list("format", flat=True)) == [
        "pdf",
        "docx",
        "summary-pdf",
        "summary-docx",
        "archive-pdf",
        "xlsx",
        "zip",
        "json",
        "txt",
    ]


@pytest.mark.parametrize("slug", ["shimokawa", "ibaraki"])
def test_the_real_plans_are_read_by_anybody(client, demo, slug) -> None:
    response = client.get(f"/plans/{slug}/")
    assert response.status_code == 200
    assert "外部決裁の記録" in response.content.decode()
