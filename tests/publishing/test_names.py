"""Names of downloads: kept by every system, read back from the header as they were meant."""

import re
from urllib.parse import unquote

import pytest

from publishing.enums import Format
from publishing.names import content_disposition, file_name, plain_name, readable_size


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("下川町官民データ活用推進計画", "下川町官民データ活用推進計画_第1版.pdf"),
        ("𠮷野町①㈱髙﨑～葛\U000e0100城計画", "𠮷野町①㈱髙﨑～葛\U000e0100城計画_第1版.pdf"),
        ("../../etc/passwd", "_.._etc_passwd_第1版.pdf"),
        ('a\\b:c*d?e"f<g>h|i', "a_b_c_d_e_f_g_h_i_第1版.pdf"),
        ("計画\r\nSet-Cookie: a=b", "計画 Set-Cookie_ a=b_第1版.pdf"),
        ("計\x00画\x1b[31m\x85", "計画[31m_第1版.pdf"),
        ("計画\u202egpj.exe", "計画gpj.exe_第1版.pdf"),
        ("CON", "_CON_第1版.pdf"),
        ("nul.計画", "_nul.計画_第1版.pdf"),
        ("Contents", "Contents_第1版.pdf"),
        ("  計画. ", "計画_第1版.pdf"),
        ("\t\u2028", "計画_第1版.pdf"),
        ("", "計画_第1版.pdf"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert file_name(title, mark="_第1版", extension="pdf") == name


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("a" * 300, 150 - len("_第12版.docx")),
        ("あ" * 300, (240 - len("_第12版.docx".encode())) // 3),
        ("𠮷" * 300, (240 - len("_第12版.docx".encode())) // 4),
    ],
    ids=["ascii", "kana", "beyond the plane"],
)
def test_a_long_title_is_cut_and_the_mark_stays(title: str, kept: int) -> None:
    assert file_name(title, mark="_第12版", extension="docx") == title[:kept] + "_第12版.docx"


def test_no_blank_is_left_before_the_mark_by_the_cut() -> None:
    title = "a" * 142 + " " + "b" * 20
    assert file_name(title, mark="（案）", extension="pdf") == "a" * 142 + "（案）.pdf"


ATTR_CHAR = r"[A-Za-z0-9!#$&+.^_`|~-]"
HEADER = re.compile(
    rf"attachment; filename=\"([A-Za-z0-9._-]+)\"; filename\*=UTF-8''((?:{ATTR_CHAR}|%[0-9A-F]{{2}})+)"
)


@pytest.mark.parametrize(
    "name",
    [
        "下川町官民データ活用推進計画_第1版.pdf",
        "𠮷①葛\U000e0100.pdf",
        "100%'(計画)*.pdf",
        "a b;c,d=e@f.pdf",
        "emoji😀.pdf",
    ],
)
def test_the_header_is_read_back_as_the_name(name: str) -> None:
    header = HEADER.fullmatch(content_disposition(name, fallback="shimokawa-1.pdf"))
    assert header is not None
    assert (header[1], unquote(header[2], errors="strict")) == ("shimokawa-1.pdf", name)


@pytest.mark.parametrize("fallback", ["", "計画.pdf", 'a".pdf', "a\r\n.pdf", "a b.pdf"])
def test_a_fallback_that_is_no_plain_name_is_refused(fallback: str) -> None:
    with pytest.raises(ValueError, match="not a plain ASCII name"):
        content_disposition("計画.pdf", fallback=fallback)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0バイト"),
        (1023, "1023バイト"),
        (1024, "1KB"),
        (250_000, "244KB"),
        (1024 * 1024, "1.0MB"),
        (5_500_000, "5.2MB"),
    ],
)
def test_a_size_is_said_in_the_unit_that_people_read(size: int, text: str) -> None:
    assert readable_size(size) == text


@pytest.mark.parametrize(
    ("format", "name"),
    [
        (Format.PDF, "shimokawa-1.pdf"),
        (Format.SUMMARY_DOCX, "shimokawa-1-summary.docx"),
        (Format.ARCHIVE, "shimokawa-1-archive.pdf"),
    ],
)
def test_no_two_files_of_an_edition_have_one_name(format: Format, name: str) -> None:
    assert plain_name("shimokawa-1", format) == name
