"""Words that have moved: found longest first, replaced in one part on request, with the way back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from accounts.models import Organization
from catalog.models import Municipality, OutdatedTerm
from documents import content as c
from documents.validation import check_content
from plans import workflow
from plans.checks import Beside, Level, blocking, findings
from plans.content import content_of
from plans.editing import save_part
from plans.errors import DeedNotAllowed, StalePart
from plans.models import Chapter, Kpi, Measure, Plan, Revision, ScheduleItem
from plans.terms import Terms, all_terms, replace_term
from tests.conftest import Cast
from tests.plans.samples import NOON, small_content
from tests.queries import count_queries

TOWN = Municipality(name="下川町", kind="town")


def term(pk: int, old: str, proposed: str = "", *aliases: str) -> OutdatedTerm:
    """Return an unsaved term."""
    return OutdatedTerm(
        pk=pk,
        old=old,
        proposed=proposed,
        aliases=list(aliases),
        note="変わった。",
        source="官報",
        checked_on=date(2026, 11, 21),
    )


CARD = term(1, "個人番号カード", "マイナンバーカード")
PLAN = term(2, "官民データ活用推進基本計画")
DECLARATION = term(3, "デジタル国家創造宣言・官民データ活用推進基本計画", "重点計画", "宣言・計画")
STRATEGY = term(4, "戦略", "戦略（令和5年）")
OLD = Terms([CARD, PLAN, DECLARATION, STRATEGY])


def found(*texts: str) -> list[tuple[str, int]]:
    """Return (term, how often) of what is found."""
    return [(each.term.old, each.count) for each in OLD.found_in(texts)]


# --- finding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["個人番号カードと個人番号カード"], [("個人番号カード", 2)]),
        (["デジタル国家創造宣言・官民データ活用推進基本計画"], [(DECLARATION.old, 1)]),
        (["官民データ活用推進基本計画"], [("官民データ活用推進基本計画", 1)]),
        (["宣言・計画"], [(DECLARATION.old, 1)]),
        (["戦略（令和5年）に基づく"], []),
        (["戦略と戦略（令和5年）"], [("戦略", 1)]),
        (["マイナンバーカード", "官民データ活用推進計画"], []),
        (["個人番号", "カード"], []),
        (["戦略", "個人番号カード", "戦略"], [("戦略", 2), ("個人番号カード", 1)]),
    ],
)
def test_terms_are_found_longest_first(texts: list[str], expected: list[tuple[str, int]]) -> None:
    assert found(*texts) == expected


def test_the_spellings_that_stand_there_are_told() -> None:
    text = f"宣言・計画と{DECLARATION.old}と宣言・計画"
    assert [each.spellings for each in OLD.found_in([text])] == [("宣言・計画", DECLARATION.old)]


def test_without_terms_nothing_is_found() -> None:
    assert Terms([]).found_in(["個人番号カード"]) == []


def test_what_is_missing_names_them_with_their_number() -> None:
    small = small_content_with(name="個人番号カードと戦略", budget="個人番号カード")
    beside = Beside(municipality=TOWN, today=date(2026, 4, 1), terms=OLD)
    (told,) = [each for each in findings(small, beside) if each.field == "terms"]
    assert (told.level, told.uid, told.message) == (
        Level.SHOULD,
        "online",
        "変わった用語が3か所あります：「個人番号カード」「戦略」。",
    )
    assert blocking(small) == []


def small_content_with(**changes: Any) -> c.PlanContent:
    """Return the small plan of a town with its first measure changed."""
    town = Organization(municipality=Municipality(code="014681", name="下川町"))
    small = small_content(town)
    first, *rest = small.measures
    return replace(small, measures=(replace(first, **changes), *rest))


# --- replacing -------------------------------------------------------------------------------


@pytest.fixture
def terms(db: None) -> dict[str, OutdatedTerm]:
    """The terms in the catalogue, and nothing else."""
    OutdatedTerm.objects.all().delete()
    for each in (CARD, PLAN, DECLARATION, STRATEGY):
        each.save(force_insert=True)
    return {each.old: each for each in OutdatedTerm.objects.all()}


def chapter(plan: Plan, **columns: Any) -> Chapter:
    """Return the first chapter of the small plan with some columns set."""
    Chapter.objects.filter(plan=plan, uid="aims").update(**columns)
    return Chapter.objects.select_related("plan").get(plan=plan, uid="aims")


def test_all_places_of_a_part_are_replaced_and_no_other_part(
    plan: Plan, cast: Cast, terms: dict[str, OutdatedTerm]
) -> None:
    text = "個人番号カードを個人番号カードに"
    aims = chapter(
        plan, title="個人番号カード", body=[{"type": "paragraph", "uid": "p", "text": text}]
    )
    Measure.objects.filter(plan=plan, uid="review").update(name="個人番号カード")
    assert replace_term(aims, terms[CARD.old], by=cast.author, at=NOON) == 3
    aims.refresh_from_db()
    assert (aims.title, aims.body[0]["text"], aims.version) == (
        "マイナンバーカード",
        "マイナンバーカードをマイナンバーカードに",
        2,
    )
    assert Measure.objects.get(plan=plan, uid="review").name == "個人番号カード"


def test_a_longer_term_is_not_cut(plan: Plan, cast: Cast, terms: dict[str, OutdatedTerm]) -> None:
    both = f"{DECLARATION.old}と宣言・計画と官民データ活用推進基本計画"
    aims = chapter(plan, title=both)
    replace_term(aims, terms[DECLARATION.old], by=cast.author, at=NOON)
    aims.refresh_from_db()
    assert aims.title == "重点計画と重点計画と官民データ活用推進基本計画"


def test_every_word_of_a_measure_is_replaced(
    plan: Plan, cast: Cast, terms: dict[str, OutdatedTerm]
) -> None:
    old, new = CARD.old, CARD.proposed
    cell = {"text": old}
    Measure.objects.filter(plan=plan, uid="online").update(
        name=old,
        body=[
            {"type": "list", "uid": "l", "items": [{"uid": "i", "text": f"・{old}"}]},
            {"type": "table", "uid": "t", "caption": old, "source": old,
             "rows": [{"uid": "r", "cells": [cell, cell]}]},
            {"type": "note", "uid": "n", "title": old, "text": old},
        ],
        sections=[{"uid": "s", "kind": "actions", "title": old,
                   "body": [{"type": "paragraph", "uid": "sp", "text": old}]}],
        notes=[{"type": "paragraph", "uid": "np", "text": old}],
        support=old,
        budget=old,
    )  # fmt: skip
    Kpi.objects.filter(plan=plan).update(name=old, method=old, note=old)
    ScheduleItem.objects.filter(plan=plan).update(written=old, open_end=old)
    online = Measure.objects.select_related("plan").get(plan=plan, uid="online")
    assert replace_term(online, terms[old], by=cast.author, at=NOON) == 18
    content = content_of(plan)
    check_content(content)
    measure = next(m for m in content.measures if m.uid == "online")
    assert all_terms().found_in([repr(measure)]) == []
    assert repr(measure).count(new) == 18
    assert [part.version for part in (Kpi.objects.get(), ScheduleItem.objects.get())] == [2, 2]


def test_marks_stay_on_their_words(plan: Plan, cast: Cast, terms: dict[str, OutdatedTerm]) -> None:
    text = "前の個人番号カードと後の個人番号カードと終わり"
    marks = [
        {"kind": "bold", "start": 0, "end": 2},  # 前の
        {"kind": "bold", "start": 2, "end": 9},  # the first term
        {"kind": "link", "start": 10, "end": 14, "ref": "https://example.jp/"},  # 後の個人
        {"kind": "footnote", "start": 19, "end": 19, "ref": "f"},  # behind the second term
        {"kind": "bold", "start": 20, "end": 23},  # 終わり
    ]
    aims = chapter(plan, body=[{"type": "paragraph", "uid": "p", "text": text, "marks": marks}])
    replace_term(aims, terms[CARD.old], by=cast.author, at=NOON)
    aims.refresh_from_db()
    (block,) = aims.body
    assert [block["text"][mark["start"] : mark["end"]] for mark in block["marks"]] == [
        "前の",
        "マイナンバーカード",
        "後のマイナンバーカード",
        "",
        "終わり",
    ]
    assert block["text"][: block["marks"][3]["start"]].endswith("後のマイナンバーカード")


def test_the_former_text_keeps_a_revision_of_its_own(
    plan: Plan, cast: Cast, terms: dict[str, OutdatedTerm]
) -> None:
    aims = chapter(plan)
    aims = save_part(aims, by=cast.author, at=NOON, version=1, changes={"title": "個人番号カード"})
    replace_term(aims, terms[CARD.old], by=cast.author, at=NOON)
    titles = [row.data["title"] for row in Revision.objects.filter(part_uid="aims").order_by("pk")]
    assert titles == ["目的", "個人番号カード", "マイナンバーカード"]


def test_an_unread_text_stays_unread(
    plan: Plan, cast: Cast, terms: dict[str, OutdatedTerm]
) -> None:
    aims = chapter(plan, title="個人番号カード", is_inserted=True)
    replace_term(aims, terms[CARD.old], by=cast.author, at=NOON)
    aims.refresh_from_db()
    assert (aims.title, aims.is_inserted) == ("マイナンバーカード", True)


def test_what_stands_there_no_more_changes_nothing(
    plan: Plan, cast: Cast, terms: dict[str, OutdatedTerm]
) -> None:
    aims = chapter(plan)
    assert replace_term(aims, terms[CARD.old], by=cast.author, at=NOON) == 0
    aims.refresh_from_db()
    assert (aims.version, Revision.objects.filter(part_uid="aims").count()) == (1, 0)


def test_a_term_without_a_proposal_is_not_replaced(
    plan: Plan, cast: Cast, terms: dict[str, OutdatedTerm]
) -> None:
    aims = chapter(plan, title=PLAN.old)
    with pytest.raises(DeedNotAllowed, match="置き換えられる言葉がありません"):
        replace_term(aims, terms[PLAN.old], by=cast.author, at=NOON)


def test_a_text_that_another_has_changed_is_not_replaced(
    plan: Plan, cast: Cast, terms: dict[str, OutdatedTerm]
) -> None:
    aims = chapter(plan, title=CARD.old)
    Chapter.objects.filter(pk=aims.pk).update(version=2)
    online = Measure.objects.select_related("plan").get(plan=plan, uid="online")
    Measure.objects.filter(pk=online.pk).update(version=2)
    for part in (aims, online):
        with pytest.raises(StalePart):
            replace_term(part, terms[CARD.old], by=cast.author, at=NOON)
    assert Chapter.objects.get(pk=aims.pk).title == CARD.old


def test_nothing_grows_beyond_its_field(
    plan: Plan, cast: Cast, terms: dict[str, OutdatedTerm]
) -> None:
    aims = chapter(plan, title=CARD.old + "字" * 492)
    with pytest.raises(DeedNotAllowed, match="長さを超える"):
        replace_term(aims, terms[CARD.old], by=cast.author, at=NOON)
    assert Chapter.objects.get(pk=aims.pk).version == 1


def test_nothing_is_replaced_while_the_plan_circulates(
    plan: Plan, cast: Cast, terms: dict[str, OutdatedTerm]
) -> None:
    aims = chapter(plan, title=CARD.old)
    workflow.submit(plan, by=cast.author, at=NOON)
    with pytest.raises(DeedNotAllowed, match="いまは直せません"):
        replace_term(aims, terms[CARD.old], by=cast.author, at=NOON)


def test_all_terms_are_read_in_one_query(terms: dict[str, OutdatedTerm]) -> None:
    with count_queries() as ran:
        assert [each.term.old for each in all_terms().found_in(["戦略"])] == ["戦略"]
    assert len(ran) == 1
