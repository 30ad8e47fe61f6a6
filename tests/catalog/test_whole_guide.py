"""The whole guide as it is read: numbers, marks of footnotes, samples under pillars, errata."""

from typing import Any

import pytest

from catalog.cells import NOTHING_PRINTED
from catalog.enums import ErratumKind
from catalog.models import Erratum, GuideEdition
from catalog.whole_guide import Marks, Note, Run, WholeGuide, guide_editions, whole_guide
from tests.catalog.reference_files import guide
from tests.queries import assert_queries


def note(no: int, after: str, text: str = "脚注。") -> dict[str, Any]:
    return {"no": no, "after": after, "text": text}


# --- marks -----------------------------------------------------------------------------------


def test_a_mark_stands_after_its_words() -> None:
    assert Marks([note(1, "基本法")]).put("その基本法では、") == (
        Run("その基本法", 1),
        Run("では、"),
    )


def test_a_mark_at_the_end_leaves_nothing_behind_it() -> None:
    assert Marks([note(1, "基本法")]).put("その基本法") == (Run("その基本法", 1),)


def test_marks_of_one_text_stand_in_its_order() -> None:
    marks = Marks([note(1, "丙"), note(2, "乙")])
    assert marks.put("甲乙丙丁") == (Run("甲乙", 2), Run("丙", 1), Run("丁"))


def test_a_note_is_marked_once() -> None:
    marks = Marks([note(1, "法")])
    assert marks.put_all(["法と法", "法"]) == ((Run("法", 1), Run("と法")), (Run("法"),))


def test_an_empty_text_is_one_empty_run() -> None:
    assert Marks([]).put("") == (Run(""),)


def test_a_note_whose_words_stand_elsewhere_names_them() -> None:
    marks = Marks([note(4, "電子行政"), note(5, "法")])
    marks.put("法")
    assert marks.notes() == (Note(4, "脚注。", after="電子行政"), Note(5, "脚注。"))


# --- the shipped guide -----------------------------------------------------------------------


def read(code: str = "H30") -> WholeGuide:
    return whole_guide(GuideEdition.objects.get(code=code))


@pytest.mark.usefixtures("shipped")
@pytest.mark.django_db
def test_the_chapters_count_as_the_text_counts_them() -> None:
    assert [chapter.name for chapter in read().chapters] == [
        "はじめに",
        "1．都道府県官民データ活用推進計画とは",
        "2．都道府県官民データ活用推進計画の目的",
        "3．都道府県官民データ活用推進計画の効果",
        "4．都道府県官民データ活用推進計画作成における基本的考え方",
        "5．都道府県官民データ活用推進計画の策定及び推進体制",
        "6．都道府県官民データ活用推進計画の構成",
        "7．国の施策との整合",
        "8．国からの支援策の積極的活用",
        "9．サイバーセキュリティ及び個人情報等の適正な取扱いの確保",
    ]


@pytest.mark.usefixtures("shipped")
@pytest.mark.django_db
def test_every_printed_footnote_is_there_and_those_of_the_samples_name_their_words() -> None:
    whole = read()
    parts: list[Any] = [*whole.chapters, whole, *whole.sections]
    assert [(note.no, note.after) for part in parts for note in part.notes] == [
        (1, ""),
        (2, ""),
        (3, ""),
        (4, "電子行政"),
        (5, "【対応する国の施策】"),
        (6, "【対応する事例集の施策】"),
        (7, ""),
    ]


@pytest.mark.usefixtures("shipped")
@pytest.mark.django_db
def test_the_marks_change_no_word() -> None:
    whole = read()

    def joined(texts: Any) -> list[str]:
        return ["".join(run.text for run in text) for text in texts]

    edition = whole.edition
    assert [
        (joined([section.title]), joined(section.example), joined(section.explanation))
        for section in whole.sections
    ] == [([row.title], row.example_paragraphs, row.explanation) for row in edition.sections.all()]
    assert [joined(chapter.paragraphs) for chapter in whole.chapters] == [
        row.paragraphs for row in edition.chapters.all()
    ]


@pytest.mark.usefixtures("shipped")
@pytest.mark.django_db
def test_the_samples_stand_under_their_pillar() -> None:
    whole = read()
    printed = [[sample.seq for sample in pillar.samples] for pillar in whole.pillars]
    assert [seq for seqs in printed for seq in seqs] == list(range(1, 34))
    assert all(sample.pillar == pillar.row for pillar in whole.pillars for sample in pillar.samples)


@pytest.mark.usefixtures("shipped")
@pytest.mark.django_db
def test_a_whole_guide_costs_five_queries() -> None:
    edition = GuideEdition.objects.get(code="H30")
    with assert_queries(5):
        whole_guide(edition)


# --- other editions, errata ------------------------------------------------------------------


def test_a_guide_without_preface_counts_from_its_first_chapter(load: Any) -> None:
    data = guide()
    data["rows"]["general"][0]["title"] = "計画とは"
    load(data)
    whole = read("R8")
    assert ([chapter.name for chapter in whole.chapters], whole.names_figures) == (
        ["1．計画とは"],
        False,
    )


def test_the_title_of_the_template_names_whom_the_edition_is_for(load: Any) -> None:
    load(guide())
    assert read("R8").template_title == (Run("Ⅱ　市町村官民データ活用推進計画の雛型"),)


def test_the_newest_edition_comes_first(load: Any) -> None:
    codes = ("R7", "H28", "R10", "H29")
    for code in codes:
        GuideEdition.objects.create(code=code, title="手引", audience="prefecture")
    load(guide())
    assert [each.code for each in guide_editions() if each.code in (*codes, "R8")] == [
        "R10",
        "R8",
        "R7",
        "H29",
        "H28",
    ]


def test_errata_stand_on_their_part_in_words(load: Any) -> None:
    load(guide())
    footnote = note(1, "例の一")
    for day, (kind, key, field, old, new) in enumerate(
        (
            (ErratumKind.GUIDE_EDITION, "", "audience", "prefecture", "municipality"),
            (ErratumKind.GUIDE_CHAPTER, "1", "paragraphs", ["総論。"], ["総論の段落。"]),
            (ErratumKind.GUIDE_SECTION, "1", "footnotes", [], [footnote]),
            (ErratumKind.PILLAR, "1", "law_article_source", "ours", "guide"),
            (ErratumKind.PILLAR, "1", "policy", "", "方針。"),
        ),
        start=1,
    ):
        for code in ("R8", "R7"):
            Erratum.objects.create(
                kind=kind,
                edition_code=code,
                key=key,
                field=field,
                old=old,
                new=new,
                source="事務連絡",
                date=f"2027-05-{day:02}",
            )
    whole = read("R8")
    parts: list[Any] = [whole, *whole.chapters, *whole.sections, *whole.pillars]
    assert [[(each.head, each.old, each.new) for each in part.corrections] for part in parts] == [
        [("対象", "都道府県", "市町村")],
        [("本文", "総論。", "総論の段落。")],
        [("脚注", NOTHING_PRINTED, "注1（「例の一」に付く）：脚注。")],
        [
            ("条項の典拠", "本システムの読み", "手引の記載"),
            ("基本的な方針", NOTHING_PRINTED, "方針。"),
        ],
    ]
