"""Each constraint of the store and of the jobs, broken once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from publishing.models import DraftFile, Job, Rendering
from tests.publishing.conftest import AT

pytestmark = pytest.mark.django_db


def rendering_of(edition, **changes) -> Rendering:
    values = {
        "edition": edition,
        "format": "pdf",
        "key": "a" * 64,
        "sha256": "b" * 64,
        "size": 10,
        "name": "renderings/bb/b.pdf",
        "created_at": AT,
    }
    return Rendering(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": "exe"}, "ファイルの形式が正しくありません。"),
        ({"key": "a" * 63}, "ハッシュは16進数64桁です。"),
        ({"sha256": "B" * 64}, "ハッシュは16進数64桁です。"),
        ({"size": 0}, "空のファイルは保管できません。"),
    ],
)
def test_a_wrong_row_is_refused(edition, changes, message) -> None:
    row = rendering_of(edition, **changes)
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert refusal.value.messages == [message]
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


JOB: dict[str, object] = {
    "kind": "draft",
    "format": "pdf",
    "key": "a" * 64,
    "content_sha256": "b" * 64,
    "content_json": "{}",
    "created_at": AT,
    "called_at": AT,
}


@pytest.fixture
def make_row(plan, edition):
    """Return a function that makes unsaved jobs; "edition" and "file" stand for one that is there."""
    file = DraftFile.objects.create(
        format="pdf", key="a" * 64, sha256="b" * 64, size=10, name="drafts/x.pdf", created_at=AT
    )

    def make(**changes) -> Job:
        rows = {"edition": edition, "file": file}
        there = {name: row for name, row in rows.items() if name in changes}
        return Job(**{**JOB, "plan": plan, **changes, **there})

    return make


ENDED = {"ended_at": AT, "content_json": ""}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"state": "running", "lease_until": AT},
        {"state": "done", "file": "file", **ENDED},
        {"state": "failed", "error": "理由", **ENDED},
        {"state": "cancelled", **ENDED},
        {"kind": "edition", "format": "", "edition": "edition", "content_json": ""},
        {
            "kind": "edition",
            "format": "",
            "edition": "edition",
            "state": "done",
            **ENDED,
        },
        {"step": 3, "steps": 3},
    ],
)
def test_a_sound_job_is_taken(make_row, changes) -> None:
    row = make_row(**changes)
    row.validate_constraints()
    row.save(force_insert=True)


KIND = "案のファイルには形式、版のファイルには版が要ります。"
HASH = "ハッシュは16進数64桁です。"
LEASE = "実行中のときだけ、作業の期限があります。"
END = "終わったときは、終わった日時が要ります。"
FILE = "完了した案の作成にだけ、ファイルがあります。"
CONTENT = "案を作り終えるまでの間だけ、その内容を持ちます。"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"state": "lost", **ENDED}, "ファイルの作成の状態が正しくありません。"),
        ({"format": ""}, KIND),
        ({"format": "exe"}, KIND),
        ({"edition": "edition"}, KIND),
        ({"kind": "edition", "content_json": "", "format": ""}, KIND),
        ({"kind": "edition", "content_json": "", "edition": "edition"}, KIND),
        ({"kind": "other", "content_json": ""}, KIND),
        ({"key": "a" * 63}, HASH),
        ({"content_sha256": "B" * 64}, HASH),
        ({"state": "running"}, LEASE),
        ({"lease_until": AT}, LEASE),
        ({"state": "cancelled", "content_json": ""}, END),
        ({"ended_at": AT}, END),
        ({"state": "failed", **ENDED}, "失敗には理由が要ります。"),
        ({"error": "理由"}, "失敗には理由が要ります。"),
        ({"state": "done", **ENDED}, FILE),
        ({"file": "file"}, FILE),
        ({"state": "cancelled", "file": "file", **ENDED}, FILE),
        ({"content_json": ""}, CONTENT),
        ({"state": "cancelled", "ended_at": AT}, CONTENT),
        ({"step": 4, "steps": 3}, "段階の数が合いません。"),
    ],
)
def test_a_wrong_job_is_refused(make_row, changes, message) -> None:
    row = make_row(**changes)
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert refusal.value.messages == [message]
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_the_same_work_is_open_once(make_row, state) -> None:
    make_row(state=state, lease_until=AT if state == "running" else None).save()
    again = make_row()
    with pytest.raises(ValidationError) as refusal:
        again.validate_constraints()
    assert refusal.value.messages == ["このファイルは、いま作っているところです。"]
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_what_has_ended_stands_in_no_way(make_row, make_plan) -> None:
    make_row(state="cancelled", **ENDED).save()
    make_row().save()
    make_row(plan=make_plan("second")).save()
    assert Job.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": "exe"}, "ファイルの形式が正しくありません。"),
        ({"key": "c" * 63}, "ハッシュは16進数64桁です。"),
        ({"size": 0}, "空のファイルは保管できません。"),
        ({"key": "a" * 64}, "このファイルは既に作られています。"),
    ],
)
def test_a_wrong_file_of_a_draft_is_refused(make_row, changes, message) -> None:
    values = {
        "format": "pdf",
        "key": "c" * 64,
        "sha256": "b" * 64,
        "size": 10,
        "name": "drafts/y.pdf",
        "created_at": AT,
    }
    row = DraftFile(**{**values, **changes})
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert refusal.value.messages == [message]
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_file_that_a_job_names_cannot_be_deleted(make_row) -> None:
    row = make_row(state="done", file="file", **ENDED)
    row.save()
    with pytest.raises(ProtectedError):
        row.file.delete()


def test_a_key_stands_once(edition) -> None:
    rendering_of(edition).save(force_insert=True)
    again = rendering_of(edition, format="docx")
    with pytest.raises(ValidationError) as refusal:
        again.validate_constraints()
    assert refusal.value.messages == ["このファイルは既に作られています。"]
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_an_edition_with_files_cannot_be_deleted(edition) -> None:
    rendering_of(edition).save(force_insert=True)
    with pytest.raises(ProtectedError):
        edition.delete()
