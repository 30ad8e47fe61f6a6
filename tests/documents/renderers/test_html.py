"""The HTML fragment: escaped, well formed, readable without sight."""

import re
from html.parser import HTMLParser

import pytest

from documents.assemble import assemble
from documents.renderers.html import render_html
from documents.renderers.html_columns import column_classes
from documents.tree import (
    Bar,
    Box,
    Caption,
    CaptionKind,
    Cell,
    Chart,
    ChartKind,
    Contents,
    ContentsEntry,
    Cover,
    Diagram,
    DiagramKind,
    Document,
    Figure,
    Footnote,
    FootnoteMark,
    Heading,
    Item,
    ItemList,
    Label,
    LineBreak,
    Link,
    Node,
    Note,
    Paragraph,
    ParagraphRole,
    Picture,
    Reference,
    Strong,
    Table,
    Text,
)
from tests.documents.samples import NASTY, everything, record


def fragment(*nodes: Node, footnotes: tuple[Footnote, ...] = (), heading_offset: int = 0) -> str:
    """Return the HTML of nodes without the article around them."""
    document = Document(title="", author="", subject="", nodes=nodes, footnotes=footnotes)
    html = render_html(
        document, heading_offset=heading_offset, figure_url=lambda sha256: f"/figures/{sha256}/"
    )
    opening, closing = '<article class="pb-document" lang="ja">', "</article>"
    assert html.startswith(opening)
    assert html.endswith(closing)
    return html.removeprefix(opening).removesuffix(closing)


def titled(text: str) -> Caption:
    return Caption(kind=CaptionKind.TABLE, number=1, text=text)


def words(text: str) -> tuple[Text, ...]:
    return (Text(text=text),)


def cell(text: str, *, is_head: bool = False, anchor: str = "") -> Cell:
    return Cell(paragraphs=(words(text),), is_head=is_head, anchor=anchor)


def item(text: str, level: int, number: str = "") -> Item:
    return Item(level=level, number=number, inlines=words(text))


NODES: dict[str, tuple[Node, str]] = {
    "cover": (
        Cover(title="題", subtitle="副題", organization="県", date="七月", marks=("案",)),
        '<div class="pb-cover"><p class="pb-cover-organization">県</p>'
        '<p class="pb-cover-title">題</p><p class="pb-cover-subtitle">副題</p>'
        '<p class="pb-cover-date">七月</p><p class="pb-cover-mark">案</p></div>',
    ),
    "contents": (
        Contents(
            title="目次",
            entries=(ContentsEntry(level=2, number="1", text="章", anchor="c-1"),),
        ),
        '<nav class="pb-contents" aria-labelledby="contents">'
        '<h1 class="pb-contents-title" id="contents">目次</h1><ul class="pb-entries">'
        '<li class="pb-entry-2"><a href="#c-1">1\u3000章</a></li></ul></nav>',
    ),
    "heading": (
        Heading(
            level=2, number="①", text="施策", anchor="m-1", marks=("【再掲】",), starts_page=True
        ),
        '<section aria-labelledby="m-1"><h2 class="pb-heading pb-level-2 pb-new-page" id="m-1">'
        '<span class="pb-number">①</span>施策<span class="pb-mark">【再掲】</span></h2></section>',
    ),
    "label": (Label(text="<KPI>"), '<p class="pb-label">&lt;KPI&gt;</p>'),
    "paragraph": (
        Paragraph(
            inlines=(
                Text(text="文"),
                Strong(text="太"),
                LineBreak(),
                Link(text="先", href="https://example.jp/?a=1&b=2"),
            )
        ),
        '<p>文<strong>太</strong><br><a href="https://example.jp/?a=1&amp;b=2">先</a></p>',
    ),
    "bullet": (
        Paragraph(inlines=words("文"), role=ParagraphRole.BULLET, anchor="m-2", number="・"),
        '<p class="pb-bullet" id="m-2">・文</p>',
    ),
    "list": (
        ItemList(items=(item("甲", 0), item("乙", 1), item("丙", 1), item("丁", 0))),
        "<ul><li>甲<ul><li>乙</li><li>丙</li></ul></li><li>丁</li></ul>",
    ),
    "ordered list": (
        ItemList(items=(item("甲", 0, "1."), item("乙", 1, "(1)")), ordered=True),
        '<ol class="pb-list" role="list"><li><span class="pb-number">1.</span> 甲'
        '<ol class="pb-list" role="list"><li><span class="pb-number">(1)</span> 乙</li></ol>'
        "</li></ol>",
    ),
    "table": (
        Table(
            head=((cell("頭", is_head=True), cell("頭二", is_head=True)),),
            rows=((cell("行", is_head=True, anchor="term-1"), cell("値")),),
            widths=(1, 3),
            caption=titled("題"),
            anchor="t-1",
        ),
        '<div class="pb-table-frame"><table class="pb-table pb-table-body pb-short" id="t-1">'
        '<caption>表1\u3000題</caption><colgroup><col class="pb-col-25"><col class="pb-col-75">'
        '</colgroup><thead><tr><th scope="col">頭</th><th scope="col">頭二</th></tr></thead>'
        '<tbody><tr><th scope="row" id="term-1">行</th><td>値</td></tr></tbody></table></div>',
    ),
    "wide table": (
        Table(head=(), rows=((cell("値"),) * 4,), widths=(1, 1, 1, 1), caption=titled('題"')),
        '<div class="pb-table-frame" tabindex="0" role="region" aria-label="表1　題&quot;">'
        '<table class="pb-table pb-table-body pb-short"><caption>表1　題&quot;</caption><colgroup>'
        '<col class="pb-col-25"><col class="pb-col-25"><col class="pb-col-25">'
        '<col class="pb-col-25"></colgroup><tbody><tr><td>値</td><td>値</td><td>値</td>'
        "<td>値</td></tr></tbody></table></div>",
    ),
    "figure": (
        Figure(
            picture=Picture(sha256="ab", media_type="image/png", alt='絵"'),
            caption=Caption(kind=CaptionKind.FIGURE, number=1, text="題"),
            anchor="f-1",
        ),
        '<figure class="pb-figure" id="f-1"><img src="/figures/ab/" alt="絵&quot;">'
        "<figcaption>図1　題</figcaption></figure>",
    ),
    "caption list": (
        Contents(
            title="図表目次",
            entries=(ContentsEntry(level=1, number="図1", text="題", anchor="f-1"),),
            captions=CaptionKind.FIGURE,
        ),
        '<nav class="pb-contents pb-caption-entries" aria-labelledby="contents-figure">'
        '<h1 class="pb-contents-title" id="contents-figure">図表目次</h1><ul class="pb-entries">'
        '<li class="pb-entry-1"><a href="#f-1">図1　題</a></li></ul></nav>',
    ),
    "caption list without a title": (
        Contents(title="", entries=(), captions=CaptionKind.TABLE),
        '<nav class="pb-contents pb-caption-entries" aria-label="表の一覧">'
        '<ul class="pb-entries"></ul></nav>',
    ),
    "diagram": (
        Diagram(
            kind=DiagramKind.SYSTEM,
            roots=(
                Box(lines=("柱", "補足"), anchor="c-1", children=(Box(lines=("施策",)),)),
                Box(lines=("別の柱",)),
            ),
            alt='体系"',
            caption=Caption(kind=CaptionKind.FIGURE, number=2, text="体系"),
            anchor="system",
        ),
        '<figure class="pb-diagram pb-diagram-system" id="system">'
        '<ul class="pb-boxes" role="list" aria-label="体系&quot;">'
        '<li><div class="pb-box pb-box-2"><p class="pb-box-name"><a href="#c-1">柱</a></p>'
        '<p>補足</p></div><ul role="list"><li><div class="pb-box pb-box-1">'
        '<p class="pb-box-name">施策</p></div></li></ul></li>'
        '<li><div class="pb-box pb-box-2"><p class="pb-box-name">別の柱</p></div></li></ul>'
        "<figcaption>図2　体系</figcaption></figure>",
    ),
    "bars of a schedule on a page turned sideways": (
        Table(
            head=(),
            rows=((Cell(paragraphs=(words("■"),), bar=Bar.RUNNING), Cell(paragraphs=())),),
            widths=(1, 1),
            landscape=True,
        ),
        '<div class="pb-table-frame pb-landscape"><table class="pb-table pb-table-body pb-short">'
        '<colgroup><col class="pb-col-50"><col class="pb-col-50"></colgroup><tbody><tr>'
        '<td class="pb-bar pb-bar-running">■</td><td></td></tr></tbody></table></div>',
    ),
    "reference": (
        Paragraph(inlines=(Reference(number="(1)", text="施策<", anchor="m-1"),)),
        '<p><a class="pb-reference" href="#m-1">(1)　施策&lt;</a></p>',
    ),
    "cover with a logo": (
        Cover(title="題", logo=Picture(sha256="ab", media_type="image/png", alt="県章")),
        '<div class="pb-cover"><p class="pb-cover-logo"><img src="/figures/ab/" alt="県章"></p>'
        '<p class="pb-cover-title">題</p></div>',
    ),
    "heading sideways": (
        Heading(level=1, number="", text="表", anchor="a", landscape=True),
        '<section aria-labelledby="a" class="pb-landscape">'
        '<h1 class="pb-heading pb-level-1" id="a">表</h1></section>',
    ),
    "decoration": (
        Figure(picture=Picture(sha256="ab", media_type="image/png", alt="")),
        '<figure class="pb-figure"><img src="/figures/ab/" alt=""></figure>',
    ),
    "note": (
        Note(title="※語", paragraphs=(words("説明"),), anchor="term-2"),
        '<div class="pb-note" role="note" id="term-2"><p class="pb-note-title">※語</p>'
        "<p>説明</p></div>",
    ),
}


@pytest.mark.parametrize("name", NODES)
def test_a_node_as_html(name: str) -> None:
    node, html = NODES[name]
    assert fragment(node) == html


def test_a_head_higher_than_a_page_is_a_row_so_that_it_is_never_left_out() -> None:
    def wide(text: str) -> str:
        table = Table(
            head=((cell(text, is_head=True), cell("頭", is_head=True)),),
            rows=((cell("値"), cell("値")),),
            widths=(1, 9),
        )
        return fragment(table)

    assert "<thead>" in wide("長い見出し" * 10)
    assert "<thead>" not in wide("長い見出し" * 20)
    assert '<tbody><tr><th scope="col">' in wide("長い見出し" * 20)


def test_a_chart_is_a_drawing_with_words_for_it() -> None:
    chart = Chart(
        kind=ChartKind.BAR,
        categories=("甲",),
        series=(),
        unit="",
        alt="棒<グラフ>",
        caption=titled("題"),
    )
    html = fragment(chart)
    assert html.startswith('<figure class="pb-figure"><svg xmlns="http://www.w3.org/2000/svg"')
    assert "<title>棒&lt;グラフ&gt;</title>" in html
    assert html.endswith("</svg><figcaption>表1　題</figcaption></figure>")


def test_sections_nest_as_their_headings_do() -> None:
    def heading(level: int, anchor: str) -> Heading:
        return Heading(level=level, number="", text=anchor, anchor=anchor)

    html = fragment(heading(1, "a"), heading(2, "b"), heading(2, "c"), heading(1, "d"))
    outline = re.findall(r"</?section|h\d", html)
    assert outline == [
        "<section", "h1", "h1", "<section", "h2", "h2", "</section",
        "<section", "h2", "h2", "</section", "</section",
        "<section", "h1", "h1", "</section",
    ]  # fmt: skip


def test_headings_move_down_on_a_page_that_has_an_h1() -> None:
    html = fragment(
        Heading(level=1, number="", text="章", anchor="a"),
        Heading(level=6, number="", text="項", anchor="b"),
        heading_offset=1,
    )
    assert re.findall(r"<h\d", html) == ["<h2", "<h6"]


def test_footnotes_are_listed_with_ways_there_and_back() -> None:
    call = Paragraph(inlines=(Text(text="文"), FootnoteMark(number=1), FootnoteMark(number=1)))
    html = fragment(call, footnotes=(Footnote(number=1, inlines=words("注")),))
    assert html == (
        '<p>文<a class="pb-call" href="#fn-1" id="fnref-1" aria-label="注1">1</a>'
        '<a class="pb-call" href="#fn-1" aria-label="注1">1</a></p>'
        '<section class="pb-footnotes" aria-labelledby="footnotes">'
        '<h1 id="footnotes" class="pb-footnotes-title">注</h1><ol class="pb-footnote-list">'
        '<li id="fn-1">注 <a class="pb-back" href="#fnref-1" aria-label="注1の本文に戻る">↩</a>'
        "</li></ol></section>"
    )


class Tags(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def whole() -> list[tuple[str, dict[str, str | None]]]:
    return Tags(render_html(assemble(everything(), record()), figure_url=str)).tags


def test_nothing_that_was_typed_becomes_a_tag() -> None:
    assert "<script>" in NASTY
    assert {tag for tag, _attributes in whole()} == {
        "a", "article", "br", "caption", "circle", "col", "colgroup", "div", "figcaption",
        "figure", "h1", "h2", "h3", "h4", "img", "li", "line", "nav", "ol", "p", "path", "polygon",
        "rect", "section", "span", "strong", "svg", "table", "tbody", "td", "text", "th", "thead",
        "title", "tr", "ul",
    }  # fmt: skip


def test_no_tag_carries_style_or_script() -> None:
    names = {name for _tag, attributes in whole() for name in attributes}
    assert {name for name in names if name == "style" or name.startswith("on")} == set()


def test_classes_are_our_own() -> None:
    classes = {
        name for _tag, attributes in whole() for name in (attributes.get("class") or "").split()
    }
    assert {name for name in classes if not name.startswith("pb-")} == set()


def test_ids_are_unique_and_inner_links_find_them() -> None:
    tags = whole()
    ids = [attributes["id"] for _tag, attributes in tags if "id" in attributes]
    targets = {
        (attributes["href"] or "")[1:]
        for tag, attributes in tags
        if tag == "a" and (attributes["href"] or "").startswith("#")
    }
    assert len(ids) == len(set(ids))
    assert targets - set(ids) == set()


def test_links_outside_are_web_addresses() -> None:
    outside = {
        attributes["href"]
        for tag, attributes in whole()
        if tag == "a" and not (attributes["href"] or "").startswith("#")
    }
    assert outside == {
        "https://example.jp/a?b=1&c=2",
        "https://example.jp/case",
        "https://example.jp/kikaku",
        "https://example.jp/plan",
    }


def test_a_short_table_stays_together_and_one_with_much_text_may_break() -> None:
    def classes(rows: int, text: str) -> str:
        table = Table(head=(), rows=((cell(text),),) * rows, widths=(1,))
        (found,) = re.findall(r'<table class="([^"]*)"', fragment(table))
        return str(found)

    short, long = "pb-table pb-table-body pb-short", "pb-table pb-table-body"
    assert [classes(6, "値"), classes(7, "値"), classes(1, "値" * 401)] == [short, long, long]


def test_a_table_of_few_words_in_narrow_columns_may_break_for_it_is_high() -> None:
    def is_short(text: str) -> bool:
        table = Table(head=(), rows=((cell(text), cell("")),) * 5, widths=(1, 3))
        return "pb-short" in fragment(table)

    assert [is_short("値" * 17), is_short("値" * 18)] == [True, False]


@pytest.mark.parametrize(
    ("widths", "classes"),
    [
        ((1, 3), ["pb-col-25", "pb-col-75"]),
        ((1,), ["pb-col-100"]),
        ((1, 1, 1), ["pb-col-34", "pb-col-33", "pb-col-33"]),
        ((20, 16, *[10] * 7), ["pb-col-19", "pb-col-15", *["pb-col-10"] * 3, *["pb-col-9"] * 4]),
        ((1, 999, 999), ["pb-col-1", "pb-col-50", "pb-col-49"]),
        ((900, *[1] * 99), ["pb-col-1"] * 100),
        ((1,) * 101, [""] * 101),
        ((0, 0), ["", ""]),
    ],
)
def test_columns_have_classes_for_their_share(widths: tuple[int, ...], classes: list[str]) -> None:
    assert column_classes(widths) == classes
