"""The forms of a plan's facts: what they do not show, and what nobody edited, stays."""

from typing import Any

import pytest

from plans.enums import FactKind
from plans.forms.facts import FACT_FORMS, HatForm
from plans.models import PlanFact
from tests.plans.form_data import errors, sent

# Each holds something that its form does not show, or that cleaning would tidy up.
STORED: dict[FactKind, dict[str, Any]] = {
    FactKind.HAT: {"law": " 基本法", "period": {"start": "FY2018", "extension": "延長"}},
    FactKind.RELATED_PLAN: {"relation": "sibling", "title": "総合計画 ", "abolished": True},
    FactKind.GOVERNANCE_BODY: {"name": "部会", "parent": "g1", "members": "甲\n乙\n"},
    FactKind.PROCESS_STEP: {"title": "会議", "date": {"written": "先月", "reading": "2018-06"}},
    FactKind.TERM: {"word": "用語\u3000", "explanation": "説明"},
}


def changed_data(kind: FactKind, **changed: Any) -> dict[str, Any]:
    """Return the data of the stored fact after an edit."""
    row = PlanFact(kind=kind, data=STORED[kind])
    form = FACT_FORMS[kind](sent(FACT_FORMS[kind](row=row), **changed), row=row)
    assert errors(form) == {}
    return form.data_column()


def test_every_form_has_a_stored_fact_here() -> None:
    assert set(STORED) == set(FACT_FORMS)


@pytest.mark.parametrize("kind", STORED)
def test_an_unedited_fact_stays_as_it_is(kind: FactKind) -> None:
    assert changed_data(kind) == STORED[kind]


@pytest.mark.parametrize(
    ("kind", "changed", "differs"),
    [
        (FactKind.HAT, {"article": "第9条第3項"}, {"article": "第9条第3項"}),
        (
            FactKind.HAT,
            {"period_written": "平成30年度からおおむね5年"},
            {
                "period": {
                    "written": "平成30年度からおおむね5年",
                    "start": "FY2018",
                    "extension": "延長",
                }
            },
        ),
        (
            FactKind.HAT,
            {"last_year": "2022"},
            {
                "period": {
                    "written": "平成30年度から令和4年度まで",
                    "start": "FY2018",
                    "end": "FY2022",
                    "extension": "延長",
                }
            },
        ),
        (FactKind.RELATED_PLAN, {"note": "統合した"}, {"note": "統合した"}),
        (FactKind.GOVERNANCE_BODY, {"head": "副町長"}, {"head": "副町長"}),
        (
            FactKind.PROCESS_STEP,
            {"date_written": "令和8年1月15日"},
            {"date": {"written": "令和8年1月15日", "reading": "2026-01-15"}},
        ),
        (FactKind.PROCESS_STEP, {"date_written": "年明け"}, {"date": {"written": "年明け"}}),
        (FactKind.PROCESS_STEP, {"parties": "住民"}, {"parties": "住民"}),
        (FactKind.TERM, {"reading": "ようご"}, {"reading": "ようご"}),
    ],
)
def test_an_edit_changes_what_was_edited(
    kind: FactKind, changed: dict[str, Any], differs: dict[str, Any]
) -> None:
    assert changed_data(kind, **changed) == {**STORED[kind], **differs}


def test_what_is_emptied_goes() -> None:
    assert changed_data(FactKind.RELATED_PLAN, abolished=False) == {
        "relation": "sibling",
        "title": "総合計画 ",
    }
    assert changed_data(FactKind.PROCESS_STEP, date_written="") == {"title": "会議"}


def test_a_new_fact_holds_what_was_typed() -> None:
    form_class = FACT_FORMS[FactKind.PROCESS_STEP]
    form = form_class(sent(form_class(), title="会議", date_written="令和8年1月"))
    assert errors(form) == {}
    assert form.data_column() == {
        "title": "会議",
        "date": {"written": "令和8年1月", "reading": "2026-01"},
    }


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (FactKind.HAT, ["law"]),
        (FactKind.RELATED_PLAN, ["title"]),
        (FactKind.GOVERNANCE_BODY, ["name"]),
        (FactKind.PROCESS_STEP, ["title"]),
        (FactKind.TERM, ["word", "explanation"]),
    ],
)
def test_what_a_fact_cannot_be_without(kind: FactKind, missing: list[str]) -> None:
    form = FACT_FORMS[kind]({"relation": "upper"})
    assert errors(form) == {name: ["入れてください。"] for name in missing}


def test_the_period_of_a_basis_is_shown_as_it_was_written() -> None:
    period = {"written": "平成30年度～34年度", "start": "FY2018", "end": "FY2022"}
    form = HatForm(row=PlanFact(kind=FactKind.HAT, data={"law": "法", "period": period}))
    names = ("first_year", "last_year", "period_written")
    assert [form[name].value() for name in names] == [2018, 2022, "平成30年度～34年度"]


def test_the_period_of_a_basis_goes_where_it_is_emptied() -> None:
    row = PlanFact(kind=FactKind.HAT, data={"law": "法", "period": {"start": "FY2018"}})
    form = HatForm(sent(HatForm(row=row), first_year=""), row=row)
    assert (errors(form), form.data_column()) == ({}, {"law": "法"})


def test_a_new_basis_has_no_period_unless_one_is_given() -> None:
    found = []
    for given in ({}, {"period_written": "当分の間"}, {"first_year": "2026"}):
        form = HatForm(sent(HatForm(), law="法", **given))
        assert errors(form) == {}
        found.append(form.data_column().get("period"))
    assert found == [
        None,
        {"written": "当分の間"},
        {"written": "令和8年度から", "start": "FY2026"},
    ]


def test_the_period_of_a_basis_does_not_end_before_it_begins() -> None:
    form = HatForm(sent(HatForm(), law="法", first_year="2027", last_year="2026"))
    assert errors(form) == {"last_year": ["終わりの年度は、始まりの年度より後にしてください。"]}


def test_what_the_form_proposed_is_no_new_fact() -> None:
    assert errors(HatForm(sent(HatForm()))) == {"__all__": ["何も書かれていません。"]}
    assert errors(HatForm(sent(HatForm(), article="第9条"))) == {}


def test_an_address_that_a_browser_could_not_follow_is_refused() -> None:
    form_class = FACT_FORMS[FactKind.RELATED_PLAN]
    form = form_class({"relation": "upper", "title": "x", "url": "javascript:alert(1)"})
    assert errors(form) == {"url": ["http:// 又は https:// で始まるURLを書いてください。"]}
