"""Numbers, levels and anchors of chapters and measures."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from documents.assemble.outline import outline_of
from documents.content import (
    Chapter,
    ChapterKind,
    Look,
    Measure,
    NumberStyle,
    Placement,
    PlanContent,
)
from documents.tree import Box, Contents, ContentsEntry, Heading, Link, Reference
from tests.documents.assemble.plans import chapter, draft, plan, text
from tests.documents.printed import demo_plan
from tests.documents.samples import everything


def headings(content: PlanContent) -> list[tuple[int, str, str]]:
    return [
        (node.level, node.number, node.text)
        for node in draft(content).nodes
        if isinstance(node, Heading)
    ]


def part(uid: str, *children: Chapter) -> Chapter:
    return chapter(uid, *children, kind=ChapterKind.PART)


def test_chapters_start_from_one_again_in_each_part() -> None:
    content = plan(
        chapters=(
            part("一部", chapter("甲"), chapter("乙")),
            part("二部", chapter("丙", chapter("丁"))),
            chapter("付録"),
        )
    )
    assert headings(content) == [
        (1, "Ⅰ", "一部"),
        (2, "1", "甲"),
        (2, "2", "乙"),
        (1, "Ⅱ", "二部"),
        (2, "1", "丙"),
        (3, "(1)", "丁"),
        (1, "1", "付録"),
    ]


def test_an_unnumbered_chapter_is_not_counted() -> None:
    content = plan(chapters=(chapter("甲"), chapter("間", numbered=False), chapter("乙")))
    assert headings(content) == [(1, "1", "甲"), (1, "", "間"), (1, "2", "乙")]


def test_below_the_last_style_there_are_no_numbers() -> None:
    content = plan(
        chapters=(chapter("甲", chapter("乙")),), look=Look(numbering=(NumberStyle.CHAPTER,))
    )
    assert headings(content) == [(1, "第1章", "甲"), (2, "", "乙")]


def test_the_chapters_below_go_on_counting_after_the_measures_of_their_chapter() -> None:
    content = plan(
        chapters=(
            chapter(
                "甲",
                chapter("乙", chapter("丙")),
                chapter("間", numbered=False),
                chapter("丁"),
                placements=(
                    Placement(uid="p1", measure="m1"),
                    Placement(uid="p2", measure="m2"),
                ),
            ),
        ),
        measures=(Measure(uid="m1", name="施策一"), Measure(uid="m2", name="施策二")),
    )
    assert headings(content) == [
        (1, "1", "甲"),
        (2, "(1)", "施策一"),
        (2, "(2)", "施策二"),
        (2, "(3)", "乙"),
        (3, "①", "丙"),
        (2, "", "間"),
        (2, "(4)", "丁"),
    ]


def test_the_chapters_of_a_part_below_measures_start_from_one() -> None:
    content = plan(
        chapters=(
            chapter(
                "甲", part("部", chapter("乙")), placements=(Placement(uid="p1", measure="m1"),)
            ),
        ),
        measures=(Measure(uid="m1", name="施策一"),),
    )
    assert headings(content) == [
        (1, "1", "甲"),
        (2, "(1)", "施策一"),
        (2, "Ⅰ", "部"),
        (3, "1", "乙"),
    ]


def test_the_first_place_in_the_book_carries_the_text_whichever_was_stored_first() -> None:
    content = plan(
        chapters=(
            chapter("甲", placements=(Placement(uid="p1", measure="m1", reprint=True),)),
            chapter("乙", placements=(Placement(uid="p2", measure="m1"),)),
            chapter("丙", placements=(Placement(uid="p3", measure="m1", reprint=True),)),
        ),
        measures=(Measure(uid="m1", name="施策"),),
    )
    outline = outline_of(content)
    places = outline.placements.values()
    assert [(p.anchor, p.reprint) for p in places] == [
        ("m-m1", False),
        ("p-p2", True),
        ("p-p3", True),
    ]
    assert outline.homes["m1"].anchor == "m-m1"
    marks = [n.marks for n in draft(content).nodes if isinstance(n, Heading) and n.text == "施策"]
    assert marks == [(), ("【再掲】",), ("【再掲】",)]


def test_a_measure_that_is_only_reprinted_is_found_there() -> None:
    content = plan(
        chapters=(chapter("甲", placements=(Placement(uid="p1", measure="m1", reprint=True),)),),
        measures=(Measure(uid="m1", name="施策"),),
    )
    outline = outline_of(content)
    assert (outline.homes["m1"].anchor, outline.placements["p1"].reprint) == ("p-p1", True)


def test_heading_levels_end_at_six() -> None:
    inner = chapter("六", placements=(Placement(uid="p", measure="m"),))
    for title in ("五", "四", "三", "二", "一"):
        inner = chapter(title, inner)
    content = plan(chapters=(inner,), measures=(Measure(uid="m", name="施策"),))
    assert [level for level, _number, _text in headings(content)] == [1, 2, 3, 4, 5, 6, 6]


def test_the_contents_list_three_levels_as_下川町_does() -> None:
    contents = [node for node in draft(demo_plan("shimokawa")).nodes if isinstance(node, Contents)]
    printed = [entry.number + entry.text for entry in contents[0].entries]
    assert len(contents) == 1
    assert printed == [
        "Ⅰ総論",
        "1はじめに",
        "2市町村官民データ活用推進計画とは",
        "Ⅱ官民データ活用推進計画",
        "1下川町の現状及び課題",
        "2下川町官民データ活用推進計画の目的",
        "3下川町官民データ活用推進計画の位置付け",
        "4下川町官民データ活用推進計画の推進体制",
        "5官民データ活用の推進に関する施策の基本的な方針",
        "(1)手続における情報通信の技術の利用等に係る取り組み",
        "(2)官民データの容易な利用等に係る取り組み",
        "(3)個人番号カードの普及及び活用に係る取り組み",
        "(4)利用の機会等格差是正に係る取り組み（デジタルデバイド対策等）",
        "(5)情報システムに係る規格の整備及び互換性の確保等に係る取り組み",
        "6官民データ活用の推進に係る個別施策",
        "(1)手続における情報通信の技術の利用等に係る取り組み",
        "(2)官民データの容易な利用等に係る取り組み",
        "(3)個人番号カードの普及及び活用に係る取り組み",
        "(4)利用の機会等格差是正に係る取り組み",
        "(5)情報システムに係る規格の整備及び互換性の確保等に係る取り組み",
        "(6)その他（パーソナルデータの利活用の環境整備に係る取組等）",
        "7セキュリティ及び個人情報の適正な取扱いの確保",
        "この計画について",
    ]


def test_a_measure_of_the_third_level_stands_in_the_contents_with_its_marks() -> None:
    content = plan(
        chapters=(chapter("甲", placements=(Placement(uid="p1", measure="m1", reprint=True),)),),
        measures=(Measure(uid="m1", name="施策", mark="◎", body=(text("b", "文"),)),),
    )
    contents = next(node for node in draft(content).nodes if isinstance(node, Contents))
    assert contents.entries[1] == ContentsEntry(
        level=2, number="(1)", text="◎施策【再掲】", anchor="p-p1"
    )


def test_a_plan_without_chapters_has_no_contents() -> None:
    assert [node for node in draft(plan()).nodes if isinstance(node, Contents)] == []


def parts(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item)
    elif is_dataclass(value):
        yield value
        for item in fields(value):
            yield from parts(getattr(value, item.name))


# What names an anchor that stands elsewhere.
LEADING = (Box, ContentsEntry, Reference)


@pytest.mark.parametrize("name", ["everything", "shimokawa", "ibaraki"])
def test_anchors_are_unique_and_every_link_finds_one(name: str) -> None:
    content = everything() if name == "everything" else demo_plan(name)
    found = list(parts(draft(content)))
    anchors = [
        part.anchor
        for part in found
        if hasattr(part, "anchor") and part.anchor and not isinstance(part, LEADING)
    ]
    targets = {
        part.href[1:] for part in found if isinstance(part, Link) and part.href.startswith("#")
    } | {part.anchor for part in found if isinstance(part, LEADING) and part.anchor}
    assert len(anchors) == len(set(anchors))
    assert targets - set(anchors) == set()


def test_links_of_the_sample_lead_to_the_term_and_to_the_related_measures() -> None:
    found = list(parts(draft(everything())))
    links = [part for part in found if isinstance(part, Link)]
    inner = [(link.text, link.href) for link in links if link.href.startswith("#")]
    assert inner == [("用語の字", "#term-term-1")]
    related = [
        Reference(number="（２）", text="名前のない施策の文", anchor="m-m-nameless"),
        Reference(number="（３）", text="言葉だけの施策", anchor="m-m-words"),
    ]
    references = [part for part in found if isinstance(part, Reference)]
    assert references[:4] == [*related, *related]
