"""Word counts headings, measures and lists itself, and comes to the numbers of the tree."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.numbering import NumberStyle, format_number, item_number
from documents.tree import Counter, Heading, Item, ItemList, Node, Paragraph, ParagraphRole
from tests.documents.extraction import W, docx_part, squash, word_numbers
from tests.documents.renderers.docx_parts import found, small, words

STYLES = (
    NumberStyle.PART_KANJI,
    NumberStyle.CHAPTER,
    NumberStyle.ARABIC_WIDE,
    NumberStyle.PAREN_WIDE,
    NumberStyle.CIRCLED,
)
MODES = pytest.mark.parametrize("shared", [True, False], ids=["together", "apart"])


def heading(depth: int, value: int, style: NumberStyle | None = None) -> Heading:
    counter = Counter(style=STYLES[depth] if style is None else style, depth=depth, value=value)
    return Heading(
        level=min(depth + 1, 6),
        number=format_number(counter.style, value),
        text="題",
        anchor=f"a-{depth}-{value}",
        counter=counter,
    )


def plain(level: int) -> Heading:
    return Heading(level=level, number="", text="題", anchor="plain")


def printed(data: bytes, *, shared: bool) -> list[str]:
    """What Word prints before each paragraph of the body, white space left out."""
    numbers = word_numbers(data, shared=shared)
    body = docx_part(data, "word/document.xml")
    return [squash(numbers.before(paragraph)[0]) for paragraph in found(body, "//w:p")]


def lists_used(data: bytes) -> list[str]:
    return found(docx_part(data, "word/document.xml"), "//w:numId/@w:val")


def test_chapters_begin_anew_under_each_part_in_one_list() -> None:
    data = small(heading(0, 1), heading(1, 1), heading(1, 2), heading(0, 2), heading(1, 1))
    assert printed(data, shared=True) == ["第1部", "第1章", "第2章", "第2部", "第1章"]
    assert len(set(lists_used(data))) == 1


def test_no_number_stands_as_text() -> None:
    data = small(heading(0, 1), heading(1, 1), plain(1))
    body = docx_part(data, "word/document.xml")
    assert found(body, "//w:t/text()") == ["題", "題", "題"]


@MODES
def test_a_heading_without_a_number_is_not_counted(shared: bool) -> None:
    data = small(heading(1, 1), plain(1), heading(1, 2))
    assert printed(data, shared=shared) == ["第1章", "", "第2章"]
    assert lists_used(data)[1] == "0"


@MODES
def test_under_a_heading_without_a_number_counting_begins_anew(shared: bool) -> None:
    data = small(heading(1, 1), heading(2, 1), plain(1), heading(2, 1), heading(1, 2))
    assert printed(data, shared=shared) == ["第1章", "１", "", "１", "第2章"]
    assert len(set(lists_used(data)) - {"0"}) == 2


@MODES
def test_after_counting_began_anew_the_levels_above_go_on(shared: bool) -> None:
    data = small(
        heading(0, 1),
        heading(1, 3),
        heading(2, 7),
        heading(1, 4),
        heading(2, 1),
        heading(0, 2),
        heading(1, 1),
    )
    expected = ["第1部", "第3章", "７", "第4章", "１", "第2部", "第1章"]
    assert printed(data, shared=shared) == expected


@MODES
def test_a_measure_without_a_name_is_counted_with_the_headings(shared: bool) -> None:
    nameless = Paragraph(
        inlines=words("文"),
        role=ParagraphRole.BULLET,
        number="２",
        counter=Counter(style=NumberStyle.ARABIC_WIDE, depth=2, value=2),
    )
    data = small(heading(2, 1), nameless, heading(2, 3))
    assert printed(data, shared=shared) == ["１", "２", "３"]
    assert len(set(lists_used(data))) == 1


def test_the_text_of_a_measure_without_a_name_hangs_behind_its_number() -> None:
    nameless = Paragraph(
        inlines=words("文"),
        role=ParagraphRole.BULLET,
        number="・",
        counter=Counter(style=NumberStyle.DOT, depth=2, value=1),
    )
    (indent,) = found(docx_part(small(nameless), "word/document.xml"), "//w:pPr/w:ind")
    assert (indent.get(f"{W}left"), indent.get(f"{W}hanging")) == ("210", "210")


@MODES
@pytest.mark.parametrize(
    "style", [style for style in NumberStyle if style.value], ids=lambda style: style.name
)
def test_every_style_prints_its_own_signs(style: NumberStyle, shared: bool) -> None:
    """Also where Word's own signs end: ㉑, the 47th kana, Ⅰ as one character."""
    values = (1, 2, 9, 10, 12, 13, 20, 21, 22, 35, 36, 46, 47, 50, 51, 100)
    data = small(*(heading(1, value, style) for value in values))
    expected = [format_number(style, value) for value in values]
    assert printed(data, shared=shared) == expected


def test_a_style_is_linked_to_the_level_that_it_has_most() -> None:
    data = small(heading(1, 1), heading(1, 2), heading(2, 1), heading(0, 1))
    levels = found(docx_part(data, "word/numbering.xml"), "//w:abstractNum[last()]/w:lvl")
    linked = {level.get(f"{W}ilvl"): found(level, "w:pStyle/@w:val") for level in levels}
    assert {key: value for key, value in linked.items() if value} == {
        "0": ["Heading1"],
        "1": ["Heading2"],
        "2": ["Heading3"],
    }
    styles = docx_part(data, "word/styles.xml")
    path = "//w:style[@w:styleId='Heading2']/w:pPr/w:numPr"
    number = found(styles, f"{path}/w:numId/@w:val")
    assert (found(styles, f"{path}/w:ilvl/@w:val"), number) == (["1"], lists_used(data)[:1])


def test_a_level_deeper_than_words_nine_is_text() -> None:
    counter = Counter(style=NumberStyle.ARABIC, depth=9, value=4)
    node = Heading(level=6, number="4", text="題", anchor="a", counter=counter)
    body = docx_part(small(node), "word/document.xml")
    assert found(body, "//w:t/text()") == ["4\u3000", "題"]


# --- lists ---------------------------------------------------------------------------------------


def items(*levels: int) -> ItemList:
    counts: dict[int, int] = {}
    made = []
    for level in levels:
        counts = {one: count for one, count in counts.items() if one <= level}
        counts[level] = counts.get(level, 0) + 1
        made.append(
            Item(level=level, number=item_number(level, counts[level]), inlines=words("項"))
        )
    return ItemList(items=tuple(made), ordered=True)


def numbers_of(*lists: ItemList) -> list[str]:
    return [item.number for one in lists for item in one.items]


@MODES
def test_items_are_counted_level_by_level(shared: bool) -> None:
    listed = items(0, 1, 2, 3, 4, 4, 1, 2, 0, 1)
    assert printed(small(listed), shared=shared) == numbers_of(listed)


@MODES
def test_every_list_is_a_list_of_its_own(shared: bool) -> None:
    first, second = items(0, 1, 0), items(0, 1, 1)
    data = small(first, second)
    assert printed(data, shared=shared) == ["1.", "(1)", "2.", "1.", "(1)", "(2)"]
    assert len(set(lists_used(data))) == 2


@MODES
def test_a_list_longer_than_words_signs(shared: bool) -> None:
    listed = items(0, *[2] * 52)
    assert printed(small(listed), shared=shared) == numbers_of(listed)


def test_bullets_count_nothing() -> None:
    node = ItemList(items=(Item(level=0, number="", inlines=words("甲")),))
    assert lists_used(small(node)) == []


# --- anything ------------------------------------------------------------------------------------


def outlines() -> st.SearchStrategy[list[Node]]:
    """Headings at any depth, most of them counted as plans count, some not; plain ones between."""
    step = st.tuples(
        st.sampled_from([0, 1, 1, 2, 2, 2, 3, 4]),
        st.sampled_from(["next", "next", "next", "next", "any", "plain", "dot"]),
        st.integers(min_value=1, max_value=60),
    )

    def built(steps: list[tuple[int, str, int]]) -> list[Node]:
        counts: dict[int, int] = {}
        nodes: list[Node] = []
        for depth, how, value in steps:
            counts = {one: count for one, count in counts.items() if one <= depth}
            if how == "plain":
                nodes.append(plain(depth + 1))
                continue
            counts[depth] = value if how == "any" else counts.get(depth, 0) + 1
            style = NumberStyle.DOT if how == "dot" else None
            nodes.append(heading(depth, counts[depth], style))
        return nodes

    return st.lists(step, max_size=14).map(built)


def wanted(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        assert isinstance(node, Heading)
        yield node.number


@MODES
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(nodes=outlines())
def test_any_outline_is_numbered_as_the_tree_has_it(shared: bool, nodes: list[Node]) -> None:
    assert printed(small(*nodes), shared=shared) == (list(wanted(nodes)) or [])


@MODES
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(lists=st.lists(st.lists(st.integers(0, 10), min_size=1, max_size=8), max_size=3))
def test_any_lists_are_numbered_as_the_tree_has_them(shared: bool, lists: list[list[int]]) -> None:
    nodes = [items(*levels) for levels in lists]
    assert printed(small(*nodes), shared=shared) == numbers_of(*nodes)
