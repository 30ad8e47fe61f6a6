"""Every constraint of the catalogue, broken; clean() and small properties."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import PROTECT, ForeignKey, Model, ProtectedError

from catalog.enums import ErratumKind
from catalog.models import (
    Checklist,
    ChecklistGroup,
    ChecklistItem,
    CrosswalkRow,
    Erratum,
    Example,
    ExamplePlan,
    GuideChapter,
    GuideEdition,
    GuideSection,
    Municipality,
    NationalMeasure,
    NationalMeasureEdition,
    OutdatedTerm,
    Pillar,
    RetiredSite,
    SampleCaseRef,
    SampleMeasure,
    SampleNationalMeasure,
)

pytestmark = pytest.mark.django_db


@dataclass
class World:
    """One stored row of each kind that others hang on."""

    prefecture: Municipality
    edition: GuideEdition
    pillar: Pillar
    sample: SampleMeasure
    list_edition: NationalMeasureEdition


@pytest.fixture
def world() -> World:
    edition = GuideEdition.objects.create(code="R8", title="手引", audience="prefecture")
    pillar = Pillar.objects.create(edition=edition, no=1, name="柱", short_name="柱")
    return World(
        prefecture=Municipality.objects.create(
            code="010006", name="北海道", name_kana="ほっかいどう", kind="prefecture"
        ),
        edition=edition,
        pillar=pillar,
        sample=SampleMeasure.objects.create(
            edition=edition, seq=1, pillar=pillar, mark="◎", name="例", field="移動"
        ),
        list_edition=NationalMeasureEdition.objects.create(code="R9", title="一覧"),
    )


def town(world: World, **changes: object) -> Municipality:
    values = {
        "code": "014681",
        "name": "下川町",
        "name_kana": "しもかわちょう",
        "kind": "town",
        "prefecture": world.prefecture,
    }
    return Municipality(**(values | changes))


def measure(world: World, **changes: object) -> NationalMeasure:
    values = {
        "edition": world.list_edition,
        "no": 1,
        "code": "01-01",
        "name": "施策",
        "benefit_marks": 0,
    }
    return NationalMeasure(**(values | changes))


def erratum(**changes: object) -> Erratum:
    values = {
        "kind": "pillar",
        "edition_code": "R8",
        "key": "1",
        "field": "name",
        "old": "柱",
        "new": "はしら",
        "source": "事務連絡",
        "date": date(2027, 5, 1),
    }
    return Erratum(**(values | changes))


def crosswalk(world: World, **changes: object) -> CrosswalkRow:
    values = {
        "from_edition": "H30",
        "position": 1,
        "name": "前の施策",
        "to_edition": world.list_edition,
        "relation": "none",
        "reason": "なくなった。",
    }
    return CrosswalkRow(**(values | changes))


def two_of_one_source(world: World) -> Model:
    """Store one answer to a row of the former edition and return a second one."""
    source = measure(world, code="02-02", no=2)
    source.save()
    return after(crosswalk(world, source=source), crosswalk(world, position=2, source=source))


def term(**changes: object) -> OutdatedTerm:
    values = {"old": "旧", "note": "変わった。", "source": "官報", "checked_on": date(2026, 11, 21)}
    return OutdatedTerm(**(values | changes))


def group(**changes: object) -> ChecklistGroup:
    checklist, _ = Checklist.objects.get_or_create(code="c", title="点検表", source_note="個人")
    return ChecklistGroup(**({"checklist": checklist, "position": 1, "title": "組"} | changes))


def item(**changes: object) -> ChecklistItem:
    of = ChecklistGroup.objects.first()
    if of is None:
        of = group()
        of.save()
    return ChecklistItem(**({"group": of, "position": 1, "text": "項目"} | changes))


def example(world: World, **changes: object) -> Example:
    plan, _ = ExamplePlan.objects.get_or_create(
        code="e", municipality=world.prefecture, title="計画", source_note="計画"
    )
    return Example(**({"plan": plan, "kind": "measure", "seq": 1, "name": "施策"} | changes))


def site(**changes: object) -> RetiredSite:
    values = {
        "host": "a.go.jp",
        "note": "閉じた。",
        "source": "官報",
        "checked_on": date(2026, 11, 21),
    }
    return RetiredSite(**(values | changes))


def after(first: Model, second: Model) -> Model:
    """Store `first` so that `second` meets it."""
    first.save()
    return second


def saved(row: Model) -> Model:
    """Store a row and return it."""
    row.save()
    return row


BROKEN: dict[str, tuple[Callable[[World], Model], str]] = {
    "municipality_code_unique": (
        lambda w: after(town(w), town(w, name="上川町")),
        "この団体コードは既に登録されています。",
    ),
    "municipality_code_six_digits": (
        lambda w: town(w, code="01468"),
        "団体コードは6桁の数字です。",
    ),
    "municipality_name_present": (lambda w: town(w, name=""), "団体の名称がありません。"),
    "municipality_kind_known": (
        lambda w: town(w, kind="county"),
        "団体の種別が正しくありません。",
    ),
    "municipality_prefecture_unless_prefecture": (
        lambda w: town(w, prefecture=None),
        "市区町村には都道府県を付け、都道府県には付けません。",
    ),
    "municipality_validity_in_order": (
        lambda w: town(w, valid_from=date(2026, 4, 2), valid_to=date(2026, 4, 1)),
        "廃止日が設置日より前です。",
    ),
    "guide_edition_code_unique": (
        lambda w: GuideEdition(code="R8", title="別の手引", audience="prefecture"),
        "この手引の版は既に登録されています。",
    ),
    "guide_edition_audience_known": (
        lambda w: GuideEdition(code="R7", title="手引", audience="nation"),
        "手引の対象が正しくありません。",
    ),
    "guide_chapter_position_unique": (
        lambda w: after(
            GuideChapter(edition=w.edition, position=1, title="一"),
            GuideChapter(edition=w.edition, position=1, title="二"),
        ),
        "総論の章の順番が重なっています。",
    ),
    "guide_section_no_unique": (
        lambda w: after(
            GuideSection(edition=w.edition, no=1, title="一"),
            GuideSection(edition=w.edition, no=1, title="二"),
        ),
        "雛型の項の番号が重なっています。",
    ),
    "guide_section_no_1_to_7": (
        lambda w: GuideSection(edition=w.edition, no=8, title="八"),
        "雛型の項の番号は1から7です。",
    ),
    "guide_section_example_not_empty": (
        lambda w: GuideSection(edition=w.edition, no=1, title="一", example=""),
        "記載例が空文字です。なければ null です。",
    ),
    "pillar_no_unique": (
        lambda w: Pillar(edition=w.edition, no=1, name="別", short_name="別"),
        "柱の番号が重なっています。",
    ),
    "pillar_no_1_to_6": (
        lambda w: Pillar(edition=w.edition, no=7, name="七", short_name="七"),
        "柱の番号は1から6です。",
    ),
    "pillar_law_article_with_source": (
        lambda w: Pillar(
            edition=w.edition, no=2, name="二", short_name="二", law_article="第11条第1項"
        ),
        "法の条項には、手引の記載か本システムの読みかを付けます。",
    ),
    "sample_measure_seq_unique": (
        lambda w: SampleMeasure(
            edition=w.edition, seq=1, pillar=w.pillar, mark="○", name="別", field="移動"
        ),
        "記載例の通し番号が重なっています。",
    ),
    "sample_measure_mark_known": (
        lambda w: SampleMeasure(
            edition=w.edition, seq=2, pillar=w.pillar, mark="〇", name="例", field="移動"
        ),
        "記載例の印は◎か○です。",
    ),
    "sample_measure_audience_fit_known": (
        lambda w: SampleMeasure(
            edition=w.edition,
            seq=2,
            pillar=w.pillar,
            mark="○",
            name="例",
            field="移動",
            audience_fit="ward",
        ),
        "向く団体の値が正しくありません。",
    ),
    "sample_national_measure_position_unique": (
        lambda w: after(
            SampleNationalMeasure(sample=w.sample, position=1, name="一"),
            SampleNationalMeasure(sample=w.sample, position=1, name="二"),
        ),
        "対応する国の施策の順番が重なっています。",
    ),
    "sample_case_ref_position_unique": (
        lambda w: after(
            SampleCaseRef(sample=w.sample, position=1, no="1-1", title="一", organisation="柏市"),
            SampleCaseRef(sample=w.sample, position=1, no="1-2", title="二", organisation="柏市"),
        ),
        "対応する事例の順番が重なっています。",
    ),
    "national_measure_edition_code_unique": (
        lambda w: NationalMeasureEdition(code="R9", title="別の一覧"),
        "この国の施策一覧の版は既に登録されています。",
    ),
    "national_measure_edition_releaser_dated": (
        lambda _: NationalMeasureEdition(code="R7", title="一覧", released_by="管理者"),
        "確定した人は、確定日時とそろえて記録してください。",
    ),
    "national_measure_edition_import_whole": (
        lambda _: NationalMeasureEdition(code="R7", title="一覧", imported_by="管理者"),
        "取込みの日時・人・ファイルは、そろえて記録してください。",
    ),
    "national_measure_no_unique": (
        lambda w: after(measure(w), measure(w, code="01-02")),
        "国の施策のNoが重なっています。",
    ),
    "national_measure_code_unique": (
        lambda w: after(measure(w), measure(w, no=2)),
        "国の施策番号が重なっています。",
    ),
    "national_measure_code_shape": (
        lambda w: measure(w, code="06-1６"),
        "国の施策番号は「06-16」の形です。",
    ),
    "national_measure_pillar_no_1_to_6": (
        lambda w: measure(w, pillar_printed="その他", pillar_no=7),
        "柱の番号は1から6で、印刷された柱があるときだけ付けます。",
    ),
    "national_measure_pillar_not_empty": (
        lambda w: measure(w, pillar_printed=""),
        "対応する柱が空文字です。なければ null です。",
    ),
    "national_measure_timing_not_empty": (
        lambda w: measure(w, timing=""),
        "掲載時期が空文字です。なければ null です。",
    ),
    "national_measure_benefit_marks_0_to_4": (
        lambda w: measure(w, benefit_marks=5),
        "期待される効果の○の数は0から4です。",
    ),
    "national_measure_audience_fit_known": (
        lambda w: measure(w, audience_fit="ward"),
        "向く団体の値が正しくありません。",
    ),
    "crosswalk_position_unique": (
        lambda w: after(crosswalk(w), crosswalk(w, name="別の施策")),
        "版の対照の順番が重なっています。",
    ),
    "crosswalk_name_unique": (
        lambda w: after(crosswalk(w), crosswalk(w, position=2)),
        "版の対照に同じ施策名が二度あります。",
    ),
    "crosswalk_source_unique": (
        lambda w: two_of_one_source(w),
        "版の対照に前の版の同じ行が二度あります。",
    ),
    "crosswalk_proposal_unconfirmed": (
        lambda w: crosswalk(
            w,
            is_proposal=True,
            confirmed_at=datetime(2027, 5, 1, tzinfo=UTC),
            confirmed_by="管理者",
        ),
        "確認された対照は、取込みの案のままではありません。",
    ),
    "crosswalk_target_with_relation": (
        lambda w: crosswalk(w, relation="same"),
        "対応する施策の有無と関係が合いません。",
    ),
    "crosswalk_confirmed_pair": (
        lambda w: crosswalk(w, confirmed_by="管理者"),
        "確認の日時と人は、そろえて記録してください。",
    ),
    "checklist_code_unique": (
        lambda _: after(group(), Checklist(code="c", title="別", source_note="別")),
        "この点検表は既に登録されています。",
    ),
    "checklist_group_position_unique": (
        lambda _: after(group(), group(title="別の組")),
        "点検表の組の順番が重なっています。",
    ),
    "checklist_item_position_unique": (
        lambda _: after(item(), item(text="別の項目")),
        "点検項目の順番が重なっています。",
    ),
    "example_plan_code_unique": (
        lambda w: after(
            example(w),
            ExamplePlan(code="e", municipality=w.prefecture, title="別", source_note="別"),
        ),
        "この計画の例は既に登録されています。",
    ),
    "example_seq_unique": (
        lambda w: after(example(w), example(w, name="別")),
        "計画の例の通し番号が重なっています。",
    ),
    "example_kind_known": (
        lambda w: example(w, kind="kpi"),
        "計画の例の種類が正しくありません。",
    ),
    "outdated_term_unique": (
        lambda _: after(term(), term(note="別")),
        "この用語は既に登録されています。",
    ),
    "outdated_term_sourced": (
        lambda _: term(source=""),
        "変わった用語には説明と典拠が要ります。",
    ),
    "retired_site_host_unique": (
        lambda _: after(site(), site(note="別")),
        "このサイトは既に登録されています。",
    ),
    "retired_site_host_shape": (
        lambda _: site(host="https://a.go.jp/"),
        "ホスト名は「www.example.go.jp」の形（小文字）です。",
    ),
    "retired_site_sourced": (
        lambda _: site(note=""),
        "閉じたサイトには説明と典拠が要ります。",
    ),
    "erratum_unique": (
        lambda w: after(erratum(), erratum(new="柱一")),
        "同じ欄の同じ日の正誤が既に登録されています。",
    ),
    "erratum_kind_known": (lambda w: erratum(kind="plan"), "正誤の種類が正しくありません。"),
    "erratum_source_present": (lambda w: erratum(source=""), "正誤には典拠が要ります。"),
    "erratum_entered_pair": (
        lambda w: erratum(entered_by="管理者"),
        "正誤を登録した日時と人は、そろえて記録してください。",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_constraint_is_named_in_japanese(world, name):
    build, message = BROKEN[name]
    with pytest.raises(ValidationError) as refused:
        build(world).validate_constraints()
    assert refused.value.messages == [message]


@pytest.mark.parametrize("name", BROKEN)
def test_constraint_is_kept_by_the_database(world, name):
    row = BROKEN[name][0](world)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_every_constraint_is_broken_above():
    constraints = {
        constraint.name
        for model in apps.get_app_config("catalog").get_models()
        for constraint in model._meta.constraints
    }
    assert constraints == set(BROKEN)


@pytest.mark.parametrize(
    ("name", "build"),
    [
        (
            "crosswalk_target_with_relation",
            lambda w: crosswalk(w, target=saved(measure(w))),
        ),
        ("crosswalk_target_with_relation", lambda w: crosswalk(w, relation="equal")),
        (
            "crosswalk_confirmed_pair",
            lambda w: crosswalk(w, confirmed_at=datetime(2026, 11, 21, tzinfo=UTC)),
        ),
        ("outdated_term_sourced", lambda _: term(note="")),
    ],
)
def test_other_ways_to_break_a_constraint(world, name, build):
    row = build(world)
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    assert refused.value.messages == [BROKEN[name][1]]


def test_a_second_way_to_break_the_pillar_number(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        measure(world, pillar_no=1).save()


def test_a_prefecture_has_no_prefecture(world):
    row = town(world, code="020001", name="青森県", kind="prefecture")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_municipality_clean_accepts_a_right_row(world):
    town(world).full_clean()


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ({"code": "014682"}, {"code": ["団体コードの検査数字が合いません。"]}),
        ({"name": "下川市"}, {"name": ["名称の末尾が種別と合いません。"]}),
    ],
)
def test_municipality_clean_refuses(world, changes, messages):
    with pytest.raises(ValidationError) as refused:
        town(world, **changes).clean()
    assert refused.value.message_dict == messages


def test_sample_clean_refuses_a_pillar_of_another_edition(world):
    other = GuideEdition.objects.create(code="R7", title="手引", audience="prefecture")
    row = SampleMeasure(edition=other, seq=1, pillar=world.pillar, mark="○")
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert refused.value.message_dict == {"pillar": ["柱は同じ版の手引から選びます。"]}


def test_municipality_properties(world):
    row = town(world)
    found = (row.suffix, row.residents, row.is_prefecture, world.prefecture.is_prefecture)
    assert found == ("町", "町民", False, True)


def test_municipality_sets(world):
    town(world).save()
    town(world, code="014699", name="旧町", valid_to=date(2005, 3, 31)).save()
    objects = Municipality.objects
    assert (
        [row.name for row in objects.current()],
        [row.name for row in objects.prefectures()],
        [row.name for row in objects.municipalities()],
    ) == (["北海道", "下川町"], ["北海道"], ["下川町", "旧町"])


@pytest.mark.parametrize(
    ("example", "paragraphs"), [(None, []), ("一。", ["一。"]), ("一。\n二。", ["一。", "二。"])]
)
def test_section_example_paragraphs(example, paragraphs):
    assert GuideSection(example=example).example_paragraphs == paragraphs


@pytest.mark.parametrize("model", [GuideEdition, NationalMeasureEdition])
def test_edition_is_released_from_its_moment_on(model):
    moment = datetime(2019, 10, 11, tzinfo=UTC)
    assert (model().is_released, model(released_at=moment).is_released) == (False, True)


def test_errata_of_a_row_come_oldest_first(world):
    erratum(old="はしら", new="柱！", date=date(2028, 5, 1)).save()
    erratum().save()
    erratum(key="2").save()
    rows = Erratum.objects.of_row(kind=ErratumKind.PILLAR, edition_code="R8", key="1")
    assert [row.date.year for row in rows] == [2027, 2028]


def test_no_row_goes_while_another_hangs_on_it(world):
    town(world).save()
    measure(world).save()
    SampleCaseRef.objects.create(sample=world.sample, position=1, no="1-1", title="一")
    for row in (world.prefecture, world.edition, world.pillar, world.sample, world.list_edition):
        with pytest.raises(ProtectedError):
            row.delete()


def test_a_list_may_print_one_name_twice(world):
    for no in (1, 2):
        source = measure(world, code=f"0{no}-01", no=no)
        source.save()
        crosswalk(world, position=no, source=source, name=source.name).save()
    assert [row.position for row in CrosswalkRow.objects.all()] == [1, 2]


def test_only_confirmed_rows_of_a_crosswalk_count(world):
    crosswalk(world).save()
    confirmed = {"confirmed_at": datetime(2027, 5, 1, tzinfo=UTC), "confirmed_by": "管理者"}
    crosswalk(world, position=2, name="確かめた施策", **confirmed).save()
    assert [row.name for row in CrosswalkRow.objects.confirmed()] == ["確かめた施策"]


def test_every_reference_is_protected():
    kinds = {
        field.remote_field.on_delete
        for model in apps.get_app_config("catalog").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
    }
    assert kinds == {PROTECT}
