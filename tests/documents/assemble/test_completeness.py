"""Nothing that a person wrote is left out of the document."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, get_args, get_origin

import pytest

from documents.assemble import assemble
from documents.content import Measure, Paragraph, PlanContent, RevisionTable, Tag
from documents.limits import LONG, SHORT
from documents.schema import hints_of, plan_schema
from documents.tree import Chart, Diagram, Figure, footnote_strings_of, strings_of
from documents.validation import check_content, walk
from tests.documents.extraction import squash
from tests.documents.printed import demo_plan
from tests.documents.samples import everything

# Text fields that need not stand in the document, each with its reason. Fields of other kinds
# (identifiers, codes, hashes, addresses, colours) are no text for readers.
EXCEPTIONS = {
    ("Mark", "ref"): "the target of a link, a footnote or a term",
    ("Origin", "edition"): "where the catalogue row came from; shown on the staff pages",
    ("Origin", "key"): "where the catalogue row came from; shown on the staff pages",
    ("NationalLink", "code"): "a key of the catalogue; the number and the name are printed",
    ("PlanContent", "guide_edition"): "a key of the catalogue",
    ("Tag", "code"): "a key",
    ("Term", "reading"): "kana for the order; printed in a glossary only",
    ("Figure", "alt"): "the text alternative of the node, not of the page",
    ("Chart", "alt"): "the text alternative of the node, not of the page",
    ("Logo", "alt"): "the text alternative of the picture on the cover",
    ("Look", "header_text"): "the running head: Document.header",
    ("Look", "kpi_label"): "printed where a measure has a KPI (test_kpis.py)",
    ("Look", "schedule_label"): "printed where a measure has a schedule (test_schedules.py)",
}


def is_text(hint: Any) -> bool:
    if get_origin(hint) is tuple:
        return is_text(get_args(hint)[0])
    return get_origin(hint) is Annotated and hint.__metadata__[0] in (SHORT, LONG)


def texts_of(content: PlanContent) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield every text of a plan with the class and the field that hold it."""
    used_tags = {uid for part in (*content.measures, *all_chapters(content)) for uid in part.tags}
    for _place, part in walk(content, "plan"):
        if isinstance(part, str) or (isinstance(part, Tag) and part.uid not in used_tags):
            continue
        if part == RevisionTable():  # our words, printed where there is a history (test_front.py)
            continue
        kind: Any = type(part)
        for name, hint in hints_of(kind).items():
            if is_text(hint):
                value = getattr(part, name)
                for text in value if isinstance(value, tuple) else (value,):
                    yield (type(part).__name__, name), text


def all_chapters(content: PlanContent) -> list[Any]:
    return [part for _place, part in walk(content, "plan") if type(part).__name__ == "Chapter"]


def text_fields() -> set[tuple[str, str]]:
    """Return every text field that the interchange format has."""
    found = set()
    for name, definition in plan_schema()["$defs"].items():
        for key, schema in definition["properties"].items():
            item = schema.get("items", schema)
            if item.get("title") in (SHORT.name, LONG.name):
                found.add((name, key))
    return found


PLANS = {
    "shimokawa": lambda: demo_plan("shimokawa"),
    "ibaraki": lambda: demo_plan("ibaraki"),
    "everything": everything,
}


@pytest.mark.parametrize("name", PLANS)
def test_every_text_of_the_plan_stands_in_the_document(name: str) -> None:
    content = PLANS[name]()
    document = assemble(content, None)
    printed = squash("".join((*strings_of(document), *footnote_strings_of(document))))
    lost = [
        (field, text)
        for field, text in texts_of(content)
        if field not in EXCEPTIONS and squash(text) not in printed
    ]
    assert lost == []


def test_the_sample_is_sound() -> None:
    check_content(everything())


def test_the_sample_fills_every_text_field_of_the_format() -> None:
    filled = {field for field, text in texts_of(everything()) if text}
    assert text_fields() - filled == set()


def test_exceptions_name_fields_that_exist() -> None:
    assert set(EXCEPTIONS) - text_fields() == set()


def test_alternatives_and_running_head_reach_the_document() -> None:
    document = assemble(everything(), None)
    alternatives = [
        node.picture.alt if isinstance(node, Figure) else node.alt
        for node in document.nodes
        if isinstance(node, Figure | Chart | Diagram)
    ]
    assert alternatives == [
        "推進体制の図",
        "青い四角",
        "",
        "件数が増えていく図（line）",
        "件数が増えていく図（bar）",
        "件数が増えていく図（stacked）",
        "数値のグラフ。数値は次の表のとおり。",
        "施策の体系の図",
    ]
    assert document.header == "柱の文字"


def test_a_measure_that_no_chapter_places_is_printed_at_the_end() -> None:
    lost = Measure(
        uid="m-lost", name="どの章にもない施策", body=(Paragraph(uid="m-lost-b", text="本文"),)
    )
    content = replace(everything(), measures=(*everything().measures, lost))
    strings = strings_of(assemble(content, None))
    assert strings[strings.index("本文") - 2 : strings.index("本文") + 1] == [
        "章に置かれていない施策",
        "どの章にもない施策",
        "本文",
    ]
