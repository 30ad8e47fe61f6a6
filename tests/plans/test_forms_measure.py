"""The form of a measure and of its screen: what it does not show, or nobody edited, stays."""

from typing import Any

from accounts.models import Organization
from documents import content as c
from documents.codec import encode
from plans.forms.measure import MeasureForm
from plans.models import Measure, Tag
from tests.plans.form_data import errors, sent
from tests.plans.samples import paragraph

TAGS = [Tag(uid=f"t{number}", label=f"分類{number}") for number in (1, 2, 3)]

SITUATION = c.MeasureSection(
    uid="s1", kind=c.SectionKind.SITUATION, title="いま", body=(paragraph("s1b", "現状"),)
)
SECOND = c.MeasureSection(
    uid="s2", kind=c.SectionKind.SITUATION, body=(paragraph("s2b", "二つ目の現状"),)
)
OTHER = c.MeasureSection(
    uid="s3", kind=c.SectionKind.OTHER, title="独自", body=(paragraph("s3b", "ほか"),)
)
EMPTY = c.MeasureSection(uid="s4", kind=c.SectionKind.MEANS, title="方策")


def measure(**columns: Any) -> Measure:
    """Return a stored measure; content objects are encoded."""
    return Measure(**{name: encode(value) for name, value in columns.items()})


def blank(row: Measure) -> MeasureForm:
    """Return the form of `row` as it is opened."""
    return form(row, None)


def form(row: Measure, data: dict[str, Any] | None) -> MeasureForm:
    """Return the form of `row` with `data`, for somebody who assigns no departments."""
    return MeasureForm(data, measure=row, organization=Organization(), tags=TAGS, may_assign=False)


def edited(row: Measure, **changed: Any) -> MeasureForm:
    """Return the form of `row` sent back with some fields changed."""
    return form(row, sent(blank(row), **changed))


def changes(row: Measure, **changed: Any) -> dict[str, Any]:
    """Return the columns that an edit sets."""
    found = edited(row, **changed)
    assert errors(found) == {}
    return found.changes()


def test_only_the_edited_columns_are_set() -> None:
    row = measure(name=" 名前 ", support="\n補助", tags=("t2", "t1"), sections=(SITUATION, OTHER))
    assert changes(row) == {}
    assert changes(row, budget="1,200万円") == {"budget": "1,200万円"}


def test_what_the_screen_does_not_show_is_no_field_of_it() -> None:
    hidden = {"cases", "related", "origin", "position", "plan", "uid", "removed_at"}
    assert hidden & set(blank(measure()).fields) == set()


def test_an_edited_section_keeps_its_identity_and_its_neighbours() -> None:
    row = measure(sections=(SITUATION, OTHER, SECOND, EMPTY))
    assert changes(row, section_situation="新しい現状")["sections"] == [
        {**encode(SITUATION), "body": [encode(paragraph("s1b", "新しい現状"))]},
        encode(OTHER),
        encode(SECOND),
        encode(EMPTY),
    ]


def test_an_emptied_section_goes_and_a_new_one_comes_last() -> None:
    row = measure(sections=(SITUATION, OTHER))
    found = changes(row, section_situation="", section_effects="効果の文")["sections"]
    assert [(section["kind"], [b["text"] for b in section["body"]]) for section in found] == [
        ("other", ["ほか"]),
        ("effects", ["効果の文"]),
    ]


def test_a_section_bears_the_title_that_the_plan_gave_it() -> None:
    fields = blank(measure(sections=(SITUATION,))).fields
    assert [str(fields[f"section_{kind}"].label) for kind in ("situation", "actions")] == [
        "いま",
        "取組内容",
    ]


LEAD, PARTNER = c.ResponsibilityRole.LEAD, c.ResponsibilityRole.PARTNER
PEOPLE = (
    c.Responsibility(uid="p1", name="商工会", role=PARTNER),
    c.Responsibility(uid="r1", name="総務課"),
    c.Responsibility(uid="r2", name="建設課、水道課（共管）"),
)


def people(row: Measure, **changed: Any) -> list[tuple[str, str, str]]:
    """Return (uid, name, role) of the people after an edit; "" for a new uid."""
    found = changes(row, **changed)["responsibilities"]
    known = {person.uid for person in PEOPLE}
    return [
        (p["uid"] if p["uid"] in known else "", p["name"], p.get("role", "lead")) for p in found
    ]


def test_names_that_stay_keep_their_uid() -> None:
    row = measure(responsibilities=PEOPLE)
    assert blank(row)["lead"].value() == "総務課、建設課、水道課（共管）"
    assert people(row, lead="税務課, 総務課；税務課") == [
        ("", "税務課", "lead"),
        ("r1", "総務課", "lead"),
        ("p1", "商工会", "partner"),
    ]


def test_a_name_with_a_separator_in_it_is_not_cut() -> None:
    row = measure(responsibilities=PEOPLE)
    assert people(row, lead="建設課、水道課（共管）、企画課") == [
        ("r2", "建設課、水道課（共管）", "lead"),
        ("", "企画課", "lead"),
        ("p1", "商工会", "partner"),
    ]


def test_an_over_long_name_is_refused() -> None:
    assert errors(edited(measure(), partners="あ" * 501)) == {
        "partners": ["一つの名前は500字までです。「、」で区切ってください。"]
    }


def test_tags_that_stay_keep_their_order() -> None:
    row = measure(tags=("t3", "t1"))
    assert changes(row, tags=["t1", "t2", "t3"])["tags"] == ["t3", "t1", "t2"]
    assert changes(row, tags=["t2"])["tags"] == ["t2"]


def test_a_tag_of_another_plan_is_refused() -> None:
    assert errors(edited(measure(), tags=["elsewhere"])) == {
        "tags": ["正しく選択してください。 elsewhere は候補にありません。"]
    }


def test_an_edited_body_keeps_the_ids_of_its_blocks() -> None:
    row = measure(body=(paragraph("b1", "一つ目の文です。"), paragraph("b2", "二つ目の文です。")))
    assert changes(row, body="はじめに。\r\n\r\n一つ目の文です！\r\n\r\n二つ目の文です。")["body"][
        1:
    ] == [encode(paragraph("b1", "一つ目の文です！")), encode(paragraph("b2", "二つ目の文です。"))]


def test_a_fault_in_a_body_names_its_line() -> None:
    found = errors(edited(measure(), body="文\n\n[悪いリンク](javascript:alert(1))"))
    assert found == {"body": ["3行目：リンク先はhttp:// 又は https:// で始まるURLにしてください。"]}
