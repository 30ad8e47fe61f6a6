"""The forms of a new plan and of a plan's own facts."""

from typing import Any

import pytest

from accounts.models import Organization
from catalog.models import Municipality, Pillar
from documents import content as c
from documents.codec import encode
from documents.eras import DateReading
from plans.forms.plan import NewPlanForm, PlanFactsForm
from plans.models import Plan
from plans.starting import Wish
from tests.plans.form_data import errors, sent


def year(number: int) -> DateReading:
    """Return a fiscal year."""
    return DateReading(number, is_fiscal=True)


PERIOD = c.Period(written="令和8年度から令和11年度まで", start=year(2026), end=year(2029))
OWN_WORDS = c.Period(written="令和8年度からの4年間", start=year(2026), end=year(2029))
MONTHS = c.Period(
    written="令和8年4月から令和12年3月まで", start=DateReading(2026, 4), end=DateReading(2030, 3)
)


def plan(**columns: Any) -> Plan:
    """Return a stored plan; content objects are encoded."""
    return Plan(**{"title": "計画", **{name: encode(value) for name, value in columns.items()}})


def edited(row: Plan, **changed: Any) -> PlanFactsForm:
    """Return the form of `row` sent back with some fields changed."""
    return PlanFactsForm(sent(PlanFactsForm(plan=row), **changed), plan=row)


def changes(row: Plan, **changed: Any) -> dict[str, Any]:
    """Return the columns that an edit sets."""
    form = edited(row, **changed)
    assert errors(form) == {}
    return form.changes()


@pytest.mark.parametrize("period", [None, c.Period(), PERIOD, OWN_WORDS, MONTHS])
def test_an_unedited_plan_sets_nothing(period: c.Period | None) -> None:
    row = plan(title=" 計画 ", period=period, contact=c.Contact(), vision="\n目指す姿\n")
    assert changes(row) == {}


@pytest.mark.parametrize(
    ("stored", "changed", "period"),
    [
        (None, {"first_year": "2026"}, c.Period(written="令和8年度から", start=year(2026))),
        (None, {"period_written": "当分の間"}, c.Period(written="当分の間")),
        (PERIOD, {"last_year": "2030"}, c.Period(written="令和8年度から令和12年度まで", start=year(2026), end=year(2030))),
        (PERIOD, {"first_year": "", "last_year": ""}, None),
        (PERIOD, {"period_written": ""}, PERIOD),
        (OWN_WORDS, {"period_written": ""}, PERIOD),
        (OWN_WORDS, {"last_year": "2030", "period_written": "令和8年度からの5年間"}, c.Period(written="令和8年度からの5年間", start=year(2026), end=year(2030))),
        # The ends that the form cannot show stay.
        (MONTHS, {"period_written": "4年間"}, c.Period(written="4年間", start=MONTHS.start, end=MONTHS.end)),
        (MONTHS, {"first_year": "2027", "period_written": "3年間"}, c.Period(written="3年間", start=year(2027), end=MONTHS.end)),
    ],
)  # fmt: skip
def test_an_edited_period(
    stored: c.Period | None, changed: dict[str, str], period: c.Period | None
) -> None:
    assert changes(plan(period=stored), **changed) == {"period": encode(period)}


def test_an_extension_is_kept() -> None:
    extended = c.Period(written="令和8年度まで", end=year(2026), extension="議決により延ばした")
    found = changes(plan(period=extended), last_year="2027")["period"]
    assert found == {
        "written": "令和9年度まで",
        "end": "FY2027",
        "extension": "議決により延ばした",
    }


def test_own_words_are_not_dropped_silently_for_other_years() -> None:
    assert errors(edited(plan(period=OWN_WORDS), last_year="2030")) == {
        "period_written": [
            "年度を変えたので、計画期間の書き方も直してください。空にすると年度から作ります。"
        ]
    }


def test_a_period_does_not_end_before_it_begins() -> None:
    assert errors(edited(plan(), first_year="2027", last_year="2026")) == {
        "last_year": ["終わりの年度は、始まりの年度より後にしてください。"]
    }


def test_a_stored_year_outside_the_choices_is_offered() -> None:
    row = plan(period=c.Period(start=year(1999), end=year(2199)))
    form = PlanFactsForm(plan=row)
    offered = [
        str(dict(form.fields[name].choices).get(value))  # type: ignore[attr-defined]
        for name, value in (("first_year", "1999"), ("last_year", "2199"))
    ]
    assert offered == ["平成11年度（1999年度）", "令和181年度（2199年度）"]


def test_a_year_that_is_not_offered_is_refused() -> None:
    assert errors(edited(plan(), first_year="令和0年度")) == {
        "first_year": ["正しく選択してください。 令和0年度 は候補にありません。"]
    }


def test_the_date_of_the_cover_keeps_its_reading_while_its_words_stay() -> None:
    row = plan(cover_date=c.WrittenDate(written="この春", reading=DateReading(2026, 3)))
    assert changes(row, subtitle="副題") == {"subtitle": "副題"}
    assert changes(row, cover_date="令和8年4月") == {
        "cover_date": {"written": "令和8年4月", "reading": "2026-04"}
    }
    assert changes(row, cover_date="") == {"cover_date": None}


def test_an_edited_contact_keeps_its_other_entries() -> None:
    row = plan(contact=c.Contact(department=" 総務課 ", phone="1"))
    assert changes(row, contact_phone="2") == {"contact": {"department": " 総務課 ", "phone": "2"}}
    assert changes(row, contact_phone="", contact_department="") == {"contact": None}


def test_the_address_of_the_contact_is_a_web_address() -> None:
    assert errors(edited(plan(), contact_url="javascript:alert(1)")) == {
        "contact_url": ["http:// 又は https:// で始まるURLを書いてください。"]
    }


ADDRESS = "一つのメールアドレスを「joho@example.jp」の形で書いてください。"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("joho", ADDRESS),
        ("@town.example.jp", ADDRESS),
        ("joho@", ADDRESS),
        ("joho@@town.example.jp", ADDRESS),
        ("joho @town.example.jp", ADDRESS),
        ("a@example.jp、b@example.jp", ADDRESS),
        ("<script>alert(1)</script>", ADDRESS),
        ("joho＠town.example.jp", f"「＠」を半角の「@」にして、{ADDRESS}"),
        ("jo\x00ho@town.example.jp", "3文字目に使えない文字（U+0000）があります。"),
    ],
)
def test_what_is_no_mail_address_is_refused(typed: str, message: str) -> None:
    assert errors(edited(plan(), contact_email=typed)) == {"contact_email": [message]}


@pytest.mark.parametrize("typed", ["joho@town.example.jp", "joho@localhost", "情報@町.example.jp"])
def test_a_mail_address_is_taken_as_typed(typed: str) -> None:
    assert changes(plan(), contact_email=typed) == {"contact": {"email": typed}}


def test_an_odd_mail_address_that_nobody_edited_stays() -> None:
    row = plan(contact=c.Contact(email="joho＠town.example.jp（代表）"))
    assert changes(row, contact_phone="1") == {
        "contact": {"email": "joho＠town.example.jp（代表）", "phone": "1"}
    }


# --- a new plan ------------------------------------------------------------------------------

PILLARS = [Pillar(no=1, name="手続"), Pillar(no=3, name="格差")]
TOWN = Organization(municipality=Municipality(code="014681", name="下川町", kind="town"))


def new(**changed: Any) -> NewPlanForm:
    """Return the form of a new plan sent with some fields changed."""
    form = NewPlanForm(organization=TOWN, pillars=PILLARS)
    return NewPlanForm(sent(form, **changed), organization=TOWN, pillars=PILLARS)


def test_a_new_plan_begins_with_the_usual_name_and_all_pillars() -> None:
    form = new()
    assert errors(form) == {}
    assert form.wish() == Wish(
        title="下川町官民データ活用推進計画",
        pattern=c.Pattern.STANDALONE,
        pillars=(1, 3),
        with_examples=True,
    )


def test_a_new_plan_as_it_was_wished() -> None:
    form = new(
        title="別の名",
        pattern="embedded",
        parent_title="総合計画",
        parent_url="https://example.jp/",
        parent_pages="3",
        first_year="2026",
        last_year="2029",
        pillars=["3"],
        with_examples=False,
    )
    assert errors(form) == {}
    assert form.wish() == Wish(
        title="別の名",
        pattern=c.Pattern.EMBEDDED,
        first_year=2026,
        last_year=2029,
        pillars=(3,),
        with_examples=False,
        parent_title="総合計画",
        parent_url="https://example.jp/",
        parent_pages="3",
    )


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"pattern": "embedded"}, {"parent_title": ["盛り込み先の計画の名称を書いてください。"]}),
        ({"pillars": ["2"]}, {"pillars": ["正しく選択してください。 2 は候補にありません。"]}),
        (
            {"first_year": "2029", "last_year": "2026"},
            {"last_year": ["終わりの年度は、始まりの年度より後にしてください。"]},
        ),
        ({"title": "あ\u202eい"}, {"title": ["2文字目に使えない文字（U+202E）があります。"]}),
    ],
)
def test_what_a_new_plan_cannot_be(changed: dict[str, Any], found: dict[str, list[str]]) -> None:
    assert errors(new(**changed)) == found
