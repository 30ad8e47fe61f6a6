"""Each constraint of the store, broken once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from publishing.models import Rendering
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
