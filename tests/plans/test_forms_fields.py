"""Bodies as they are typed: what they may call, and what is refused."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from plans.editing import add_part
from plans.enums import FactKind
from plans.forms.chapter import ChapterForm
from plans.forms.fields import DateField
from plans.models import Chapter, Plan, PlanFact
from tests.conftest import Cast
from tests.plans.samples import NOON

WHOLE_DAY = "年月日で書いてください（例：令和8年3月31日）。"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("昨日", WHOLE_DAY),
        ("8年4月1日", WHOLE_DAY),
        ("令和8年度", WHOLE_DAY),
        ("平成32年度", WHOLE_DAY),  # not that this year never came
        ("令和8年2月30日", "暦にない日付です。"),
    ],
)
def test_a_day_that_is_none_is_answered_with_a_whole_day(typed: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DateField(label="訂正日").clean(typed)
    assert refused.value.messages == [message]


def _form(plan: Plan, body: str) -> ChapterForm:
    chapter = Chapter.objects.get(plan=plan, uid="aims")
    data = {"title": "目的", "body": body, "numbered": "on", "version": "1"}
    return ChapterForm(data, chapter=chapter, organization=plan.organization, may_assign=False)


def _fact(plan: Plan, kind: FactKind, uid: str, by: User) -> None:
    data = {"word": "官民", "explanation": "国と民間"} if kind == FactKind.TERM else {"text": "注"}
    add_part(PlanFact(plan=plan, kind=kind, uid=uid, data=data), by=by, at=NOON)


@pytest.mark.parametrize(
    ("kind", "call", "mark"),
    [
        (FactKind.FOOTNOTE, "文[^new]。", {"kind": "footnote", "start": 1, "end": 1, "ref": "new"}),
        (
            FactKind.TERM,
            "[[用語 new 官民]]のデータ",
            {"kind": "term", "start": 0, "end": 2, "ref": "new"},
        ),
    ],
)
def test_a_text_may_call_any_footnote_or_term_of_its_plan(
    kind: FactKind, call: str, mark: dict[str, object], plan: Plan, cast: Cast
) -> None:
    _fact(plan, kind, "new", cast.author)
    form = _form(plan, call)
    assert form.is_valid(), form.errors
    assert form.changes()["body"][0]["marks"] == [mark]


def test_a_footnote_that_the_plan_does_not_have_is_refused_at_its_line(plan: Plan) -> None:
    form = _form(plan, "一行目\n\n文[^gone]。")
    assert not form.is_valid()
    assert next(str(error) for error in form.errors["body"]).startswith("3行目：")
