"""Whatever is written or typed: nothing is lost, and what is read is sound."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.content import (
    Block,
    Chart,
    ChartKind,
    Figure,
    ListBlock,
    ListItem,
    Note,
    Paragraph,
    Table,
    TableCell,
    TableRow,
    TermNote,
)
from documents.markup import (
    ParseResult,
    from_markup,
    to_markup,
    uids_of,
)
from documents.text import clean
from tests.documents.small_bodies import bold, footnote, link, numbered, term, unexpected

steady = settings(derandomize=True, max_examples=300, deadline=None, database=None)


BITS = st.sampled_from(
    [
        *"あ漢1a \u3000\t\\*[]|>-._#()^:：表「",
        *[
            "**",
            "- ",
            "1. ",
            "> ",
            "| ",
            " |",
            "|---|",
            "---",
            "===",
            "表：",
            "出典：",
            "](",
            "[^f1]",
        ],
        *[
            "[[",
            "]]",
            "[[空]]",
            "[[改行]]",
            "[[用語 t1]]",
            "[[用語 t1 語]]",
            "[[図 f1]]",
            "[[グラフ g1]]",
        ],
        *["[a](https://example.jp/)", "\\\\", "\\-", "\\[", "https://", "・", "１．"],
    ]
)
ONE_LINE = st.lists(BITS, max_size=8).map("".join)
LINES = st.lists(ONE_LINE, max_size=4).map("\n".join)
URLS = st.text("a/()[]\\|*?&=%.", max_size=12).map("https://{}a".format)


@st.composite
def marked(draw: st.DrawFn, texts: st.SearchStrategy[str] = LINES) -> dict[str, Any]:
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    marks = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if start == end:
            marks.append(footnote(start, draw(st.sampled_from(["f1", "f-2"]))))
            continue
        kind = draw(st.sampled_from(["bold", "link", "term"]))
        if kind == "bold":
            marks.append(bold(start, end))
        elif kind == "link":
            marks.append(link(start, end, draw(URLS)))
        else:
            marks.append(term(start, end, "t1"))
    return {"text": text, "marks": tuple(marks)}


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Block, ...]:
    uid = numbered("b")

    def a_list() -> ListBlock:
        rows, level = [], -1
        for _ in range(draw(st.integers(1, 4))):
            level = draw(st.integers(0, min(level + 1, 5)))
            rows.append(ListItem(uid=uid(), level=level, **draw(marked())))
        return ListBlock(uid=uid(), items=tuple(rows), ordered=draw(st.booleans()))

    def a_table() -> Table:
        width, height = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        return Table(
            uid=uid(),
            rows=tuple(
                TableRow(
                    uid=uid(),
                    cells=tuple(TableCell(**draw(marked())) for _ in range(width)),
                )
                for _ in range(height)
            ),
            caption=draw(ONE_LINE),
            source=draw(ONE_LINE),
            header_rows=draw(st.integers(0, height)),
            header_column=draw(st.booleans()),
        )

    makers: list[Callable[[], Block]] = [
        lambda: Paragraph(uid=uid(), **draw(marked())),
        lambda: Note(uid=uid(), title=draw(ONE_LINE), **draw(marked())),
        a_list,
        a_table,
        lambda: TermNote(uid=uid(), term=draw(st.sampled_from(["t1", "t2"]))),
        lambda: Figure(uid=uid(), sha256="0" * 64, media_type="image/png"),
        lambda: Chart(uid=uid(), kind=ChartKind.BAR, categories=(), series=()),
    ]
    return tuple(maker() for maker in draw(st.lists(st.sampled_from(makers), max_size=4)))


@steady
@given(bodies())
def test_what_was_written_is_read_back_with_its_ids(body: tuple[Block, ...]) -> None:
    # A field of a form cleans what the browser sends.
    text = clean(to_markup(body), multiline=True)
    assert from_markup(text, previous=body, new_uid=unexpected) == ParseResult(body, ())


def problems(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The faults that validation would find in the blocks."""
    for block in blocks:
        match block:
            case Table(rows=rows):
                if len({len(row.cells) for row in rows}) != 1 or not rows[0].cells:
                    yield "a table that is no rectangle"
                if not 0 <= block.header_rows <= len(rows):
                    yield "heads without rows"
            case ListBlock(items=rows):
                levels = [-1, *(row.level for row in rows)]
                if any(not 0 <= b <= min(a + 1, 5) for a, b in pairwise(levels)):
                    yield "a level that jumps"
    uids = uids_of(blocks)
    if len(set(uids)) < len(uids) or "" in uids:
        yield "an id that is missing or stands twice"


@steady
@given(LINES.map(lambda text: text.replace("\\n", "\n")), bodies())
def test_any_text_gives_sound_blocks_that_are_written_the_same(
    text: str, previous: tuple[Block, ...]
) -> None:
    first = from_markup(text, previous=previous, new_uid=numbered("x"), terms={"t1"}).blocks
    assert list(problems(first)) == []
    again = from_markup(to_markup(first), previous=first, new_uid=unexpected)
    assert again == ParseResult(first, ())


@steady
@given(st.lists(LINES, max_size=6), bodies(), st.randoms(use_true_random=False))
def test_no_id_is_given_twice_however_a_body_is_edited(
    typed: list[str], previous: tuple[Block, ...], random: Any
) -> None:
    parts = [*to_markup(previous).split("\n"), *typed]
    random.shuffle(parts)
    result = from_markup("\n".join(parts), previous=previous, new_uid=numbered("x"))
    assert list(problems(result.blocks)) == []
