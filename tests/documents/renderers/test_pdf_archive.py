"""A PDF for the archive: PDF/A-3a and PDF/UA-1 in one file, with the data it was made from."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from documents.assemble import assemble
from documents.renderers.pdf import render_pdf
from documents.renderers.pdf_archive import Attachment, Relationship
from documents.tree import Cover, Document, Figure, Picture
from tests.documents.samples import FIGURES, everything, record

JSON = Attachment(
    name="plan.json",
    data='{"題": "計画"}'.encode(),
    media_type="application/json",
    relationship=Relationship.SOURCE,
    description="計画のデータ（JSON）",
)
XLSX = Attachment(
    name="measures.xlsx",
    data=b"PK\x03\x04 no real workbook",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    relationship=Relationship.DATA,
)
HASH = "0123456789abcdef" * 4


def small(**fields: Any) -> Document:
    cover = Cover(title="題", organization="県")
    return replace(Document(title="題", author="県", subject="", nodes=(cover,)), **fields)


@pytest.fixture(scope="module")
def edition() -> Document:
    return replace(assemble(everything(), record()), content_sha256=HASH)


@pytest.fixture(scope="module")
def data(edition: Document) -> bytes:
    return render_pdf(edition, figures=FIGURES, archival=[JSON, XLSX]).data


@pytest.fixture(scope="module")
def opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(data)) as pdf:
        yield pdf


def test_it_says_what_it_is_and_where_it_comes_from(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata(set_pikepdf_as_editor=False) as metadata:
        assert dict(metadata) == {
            "{http://www.aiim.org/pdfua/ns/id/}part": "1",
            "{http://www.aiim.org/pdfa/ns/id/}part": "3",
            "{http://www.aiim.org/pdfa/ns/id/}conformance": "A",
            "{http://ns.adobe.com/pdf/1.3/}Producer": "planbuilder",
            "{http://ns.adobe.com/xap/1.0/}CreateDate": "2020-03-31",
            "{http://ns.adobe.com/xap/1.0/}ModifyDate": "2020-03-31",
            "{http://purl.org/dc/elements/1.1/}language": {"ja"},
            "{http://purl.org/dc/elements/1.1/}title": everything().title,
            "{http://purl.org/dc/elements/1.1/}description": "副題の文字",
            "{http://purl.org/dc/elements/1.1/}creator": ["架空県"],
            "{http://purl.org/dc/elements/1.1/}identifier": f"sha256:{HASH}",
            "{http://www.aiim.org/pdfa/ns/extension/}schemas": {None},  # declares pdfuaid
        }


def test_the_document_information_says_the_same(opened: pikepdf.Pdf) -> None:
    assert {key: str(value) for key, value in opened.docinfo.items()} == {
        "/Title": everything().title,
        "/Subject": "副題の文字",
        "/Author": "架空県",
        "/Producer": "planbuilder",
        "/CreationDate": "D:20200331",
        "/ModDate": "D:20200331",
        "/ContentSHA256": HASH,
    }


def test_a_draft_has_no_hash_and_no_date() -> None:
    with pikepdf.open(BytesIO(render_pdf(small(), archival=()).data)) as pdf:
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {
            "/Title": "題",
            "/Author": "県",
            "/Producer": "planbuilder",
        }


def test_the_packet_can_be_read_without_a_pdf_reader(data: bytes) -> None:
    assert (
        data.count(b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>") == 1
    )


def test_no_library_is_named(opened: pikepdf.Pdf) -> None:
    opened.save(plain := BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    said = plain.getvalue().lower()
    assert [name for name in (b"weasyprint", b"pydyf") if name in said] == []


def attached(pdf: pikepdf.Pdf) -> list[tuple[str, str, str, str, bytes]]:
    """Return name, description, relationship, media type and bytes of each attached file."""
    return [
        (
            str(one.UF),
            str(one.Desc),
            str(one.AFRelationship),
            str(one.EF.F.Subtype),
            one.EF.F.read_bytes(),
        )
        for one in pdf.Root.AF
    ]


def test_the_data_are_attached_with_what_they_are(opened: pikepdf.Pdf) -> None:
    assert attached(opened) == [
        ("measures.xlsx", "", "/Data", f"/{XLSX.media_type}", XLSX.data),
        ("plan.json", JSON.description, "/Source", f"/{JSON.media_type}", JSON.data),
    ]
    assert list(opened.attachments) == ["measures.xlsx", "plan.json"]
    assert opened.attachments["plan.json"].get_file().read_bytes() == JSON.data


def test_an_attached_file_says_its_size_and_its_date(opened: pikepdf.Pdf) -> None:
    params = opened.Root.AF[1].EF.F.Params
    assert (int(params.Size), str(params.ModDate)) == (len(JSON.data), "D:20200331")


def test_there_is_a_colour_space_for_the_output(opened: pikepdf.Pdf) -> None:
    assert [str(intent.S) for intent in opened.Root.OutputIntents] == ["/GTS_PDFA1"]


def test_no_picture_asks_to_be_smoothed(opened: pikepdf.Pdf) -> None:
    pictures = [
        found
        for found in opened.objects
        if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image"
    ]
    assert {picture.get("/Interpolate") for picture in pictures} == {None}


def test_without_the_archive_nothing_is_attached_or_claimed(edition: Document) -> None:
    with pikepdf.open(BytesIO(render_pdf(edition, figures=FIGURES).data)) as pdf:
        assert [key for key in ("/AF", "/OutputIntents") if key in pdf.Root] == []
        assert list(pdf.attachments) == []
        with pdf.open_metadata() as metadata:
            assert [key for key in metadata if "pdfa/" in key] == []


def test_the_archive_may_be_without_files() -> None:
    with pikepdf.open(BytesIO(render_pdf(small(), archival=()).data)) as pdf:
        assert "/AF" not in pdf.Root
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:conformance"] == "A"


def test_its_pages_are_those_of_the_plain_pdf(edition: Document) -> None:
    plain = render_pdf(edition, figures=FIGURES)
    archival = render_pdf(edition, figures=FIGURES, archival=[JSON])
    assert archival.pages == plain.pages


def test_names_that_mean_something_in_xml_are_text() -> None:
    title = "<rdf:li> & ]]> \"'"
    data = render_pdf(small(title=title), archival=()).data
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == title


def test_a_figure_is_where_it_is_drawn() -> None:
    sha256 = next(iter(FIGURES))
    figure = Figure(picture=Picture(sha256=sha256, media_type="image/png", alt="絵"))
    result = render_pdf(small(nodes=(Cover(title="題"), figure)), figures=FIGURES)
    with pikepdf.open(BytesIO(result.data)) as pdf:
        element = next(
            found
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Figure"
        )
        left, bottom, right, top = (float(edge) for edge in element.A.BBox)
    # 240 × 120 pixels in the middle of a page of 210 mm, under a margin of 25 mm.
    assert (right - left, top - bottom) == pytest.approx((180, 90))
    assert (left + right) / 2 == pytest.approx(595.28 / 2, abs=0.01)
    # Below the margin of the page, 25 mm, and its own, 0.8em.
    assert top == pytest.approx(841.89 - 25 / 25.4 * 72 - 0.8 * 10.5, abs=0.01)
