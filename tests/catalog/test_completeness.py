"""The proofs that the shipped catalogue is whole, and that each of them can fail."""

import pytest

from catalog.completeness import prove_catalogue
from catalog.masters import Proof
from catalog.models import (
    CrosswalkRow,
    GuideEdition,
    GuideSection,
    NationalMeasure,
    Pillar,
    SampleCaseRef,
    SampleMeasure,
    SampleNationalMeasure,
)
from tests.queries import count_queries

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

TITLES = [
    "国の施策（R1）75件",
    "手引（H30）の雛型の項 7件",
    "手引（H30）の柱 6件",
    "手引（H30）の施策の記載例 33件",
    "記載例の柱は同じ版の手引の柱",
    "記載例が挙げる国の施策の、R1との対照",
]


def faults() -> dict[str, tuple[str, ...]]:
    """The proofs that fail."""
    return {proof.title: proof.faults for proof in prove_catalogue() if proof.faults}


def test_what_is_shipped_is_whole():
    with count_queries() as ran:
        proofs = prove_catalogue()
    assert (proofs, len(ran)) == ([Proof(title=title, faults=()) for title in TITLES], 6)


def test_a_measure_with_another_number_is_told():
    NationalMeasure.objects.filter(edition__code="R1", no=51).update(no=76)
    assert faults() == {TITLES[0]: ("51がありません。", "76は余分です。")}


def test_a_missing_section_is_told():
    GuideSection.objects.filter(edition__code="H30", no=7).delete()
    assert faults() == {TITLES[1]: ("7がありません。",)}


def test_a_missing_pillar_is_told():
    other = GuideEdition.objects.create(code="R8", title="別", audience="prefecture")
    Pillar.objects.filter(no=6).update(edition=other)
    assert faults()[TITLES[2]] == ("6がありません。",)


def test_a_missing_sample_is_told():
    last = SampleMeasure.objects.get(seq=33)
    SampleNationalMeasure.objects.filter(sample=last).delete()
    SampleCaseRef.objects.filter(sample=last).delete()
    last.delete()
    assert faults() == {TITLES[3]: ("33がありません。",)}


def test_a_pillar_of_another_edition_is_told():
    other = GuideEdition.objects.create(code="R8", title="別", audience="prefecture")
    pillar = Pillar.objects.create(edition=other, no=1, name="柱", short_name="柱")
    SampleMeasure.objects.filter(seq=1).update(pillar=pillar)
    name = SampleMeasure.objects.get(seq=1).name
    assert faults() == {TITLES[4]: (f"1 {name}",)}


def test_a_name_that_the_crosswalk_has_not_is_told_once():
    """セキュリティ人材の育成 is printed beside two samples."""
    CrosswalkRow.objects.filter(name="セキュリティ人材の育成").delete()
    assert faults() == {TITLES[5]: ("セキュリティ人材の育成",)}


def test_a_proposal_does_not_count():
    CrosswalkRow.objects.filter(name="セキュリティ人材の育成").update(
        confirmed_at=None, confirmed_by=""
    )
    assert faults() == {TITLES[5]: ("セキュリティ人材の育成",)}


def test_samples_without_any_national_measure_are_told():
    SampleNationalMeasure.objects.all().delete()
    assert faults() == {TITLES[5]: ("記載例が挙げる国の施策がありません。",)}
