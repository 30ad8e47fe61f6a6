"""The sheet of a measure."""

from dataclasses import replace

from documents.content import (
    Chapter,
    Look,
    Measure,
    NationalLink,
    NumberStyle,
    Placement,
    Responsibility,
    Tag,
    TagScheme,
)
from documents.tree import Heading, Label, Paragraph, ParagraphRole, Table, TableRole, inline_text
from tests.documents.assemble.plans import (
    after_heading,
    chapter,
    draft,
    plan,
    text,
    with_measure,
    words,
)
from tests.documents.printed import demo_plan
from tests.documents.samples import everything


def sheet(measure: Measure, **fields: object) -> list[str]:
    """Return what is printed under the only measure of a plan."""
    document = draft(with_measure(measure, **fields))
    return words(after_heading(document, measure.name))


def test_the_parts_of_a_sheet_stand_in_their_order() -> None:
    nodes = after_heading(
        draft(everything()), everything().measures[0].mark + everything().measures[0].name
    )
    labels = [node.text for node in nodes if isinstance(node, Label)]
    assert labels[:7] == [
        "現状と課題",
        "独自の見出し",
        "＜指標の札＞",
        "＜予定の札＞",
        "対応する国の施策",
        "類似の事例",
        "関連施策",
    ]


def test_a_measure_with_nothing_but_a_name_is_a_heading() -> None:
    assert sheet(Measure(uid="m", name="施策")) == []


def test_departments_and_partners_stand_in_the_facts() -> None:
    measure = Measure(
        uid="m",
        name="施策",
        responsibilities=(
            Responsibility(uid="r1", name="総務課"),
            Responsibility(uid="r2", name="企画課"),
        ),
        joint_with="隣町",
    )
    document = draft(with_measure(measure))
    table = after_heading(document, "施策")[0]
    assert isinstance(table, Table)
    assert table.role is TableRole.FACTS
    assert words((table,)) == ["担当課", "総務課、企画課", "共同で行う団体", "隣町"]


def test_tags_stand_by_scheme() -> None:
    tags = (
        Tag(uid="t1", scheme=TagScheme.FIELD, label="農林水産"),
        Tag(uid="t2", scheme=TagScheme.FIELD, label="観光"),
        Tag(uid="t3", scheme=TagScheme.OWN, label="重点事業"),
    )
    measure = Measure(uid="m", name="施策", tags=("t1", "t2", "t3"))
    assert sheet(measure, tags=tags) == ["分類", "重点分野：農林水産、観光", "重点事業"]


def test_a_pillar_that_the_title_above_says_is_not_said_again() -> None:
    tags = (Tag(uid="t1", scheme=TagScheme.PILLAR, label="c1"),)
    assert sheet(Measure(uid="m", name="施策", tags=("t1",)), tags=tags) == []


def test_a_pillar_that_no_title_above_says_is_printed() -> None:
    tags = (Tag(uid="t1", scheme=TagScheme.PILLAR, label="オンライン化"),)
    assert sheet(Measure(uid="m", name="施策", tags=("t1",)), tags=tags) == [
        "分類",
        "基本的な方針の柱：オンライン化",
    ]


def test_national_measures_are_printed_with_number_and_edition() -> None:
    link = NationalLink(uid="n", edition="令和元年版", name="利用促進", no=2, code="01-06")
    measure = Measure(uid="m", name="施策", national_measures=(link,))
    assert sheet(measure) == ["対応する国の施策", "No.2\u3000利用促進（令和元年版）"]


def test_a_plan_may_leave_national_measures_out() -> None:
    link = NationalLink(uid="n", edition="令和元年版", name="利用促進")
    measure = Measure(uid="m", name="施策", national_measures=(link,))
    assert sheet(measure, prints_national_measures=False) == []


def test_support_and_budget_are_facts() -> None:
    measure = Measure(uid="m", name="施策", support="補助金", budget="100万円")
    assert sheet(measure) == ["支援策", "補助金", "予算", "100万円"]


def nameless(*, look: Look, reprint: bool = False, measure: Measure | None = None) -> Paragraph:
    place = Placement(uid="p", measure="m", reprint=reprint)
    content = plan(
        chapters=(Chapter(uid="c1", title="章", placements=(place,)),),
        measures=(
            measure or Measure(uid="m", body=(text("b", "一つ目。"), text("b2", "二つ目。"))),
        ),
        look=look,
    )
    first = after_heading(draft(content), "章")[0]
    assert isinstance(first, Paragraph)
    return first


DOTS = Look(numbering=(NumberStyle.RING, NumberStyle.DOT))


def test_a_measure_without_a_name_is_its_text_after_the_sign() -> None:
    first = nameless(look=DOTS)
    assert (first.role, first.anchor, inline_text(first.inlines)) == (
        ParagraphRole.BULLET,
        "m-m",
        "一つ目。",
    )


def test_the_sign_of_a_reprint_follows_the_text() -> None:
    first = nameless(look=DOTS, reprint=True)
    assert (first.anchor, inline_text(first.inlines)) == ("p-p", "一つ目。【再掲】")


def test_a_measure_without_a_name_and_a_sign_is_plain_text() -> None:
    first = nameless(look=Look(numbering=()))
    assert (first.role, inline_text(first.inlines)) == (ParagraphRole.BODY, "一つ目。")


def test_a_measure_without_name_and_text_says_so() -> None:
    first = nameless(look=Look(numbering=()), measure=Measure(uid="m"))
    assert inline_text(first.inlines) == "（名称のない施策）"


def test_the_reprint_of_a_named_measure_carries_its_mark_in_the_heading() -> None:
    content = with_measure(Measure(uid="m", name="施策", mark="○", body=(text("b", "文。"),)))
    place = Placement(uid="p-2", measure="m", reprint=True)
    content = replace(content, chapters=(*content.chapters, chapter("c2", placements=(place,))))
    headings = [node for node in draft(content).nodes if isinstance(node, Heading)]
    assert [(node.text, node.anchor, node.marks) for node in headings] == [
        ("c1", "c-c1", ()),
        ("○施策", "m-m", ()),
        ("c2", "c-c2", ()),
        ("○施策", "p-p-2", ("【再掲】",)),
    ]


def test_茨城県_prints_its_fourth_pillar_with_one_reprint() -> None:
    title = "「情報システムに係る規格の整備及び互換性の確保等に係る取組」 (標準化、デジタル化、システム改革、BPR) について"
    printed = words(after_heading(draft(demo_plan("ibaraki")), title)[:8])
    assert printed[:3] == [
        "・住民サービスの向上を図るため、市町村と共同し、「いばらき電子申請・届出サービス」システム、「統合型GIS（地理情報システム）」の利用や、共通業務の自治体クラウド化を推進。【再掲】",
        "・ICTの積極的な活用により、勤務場所や勤務時間に捉われず効率的に仕事ができる環境づくりを進める。また、業務の更なる効率化のため、AIやRPAの導入を図る。",
        "〈主な推進方策〉",
    ]


def test_下川町_prints_its_first_measure() -> None:
    printed = words(after_heading(draft(demo_plan("shimokawa")), "行政手続の棚卸し"))
    assert printed[2:11] == [
        "<KPI>",
        "指標",
        "目標値",
        "申請・届出手続きの棚卸し",
        "10件",
        "<スケジュール>",
        "平成32年度までに随時実施。必要に応じて前倒しし、早期実現に努めます。",
        "※KPI",
        "Key Performance Indicatorsの略で、目標の達成度を評価するための主要な評価指標のこと。",
    ]
