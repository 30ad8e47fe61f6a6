"""An edition is released once, and from then on loads no workbook and no file."""

from datetime import UTC, datetime

import pytest

from catalog.errors import DeedRefused
from catalog.models import NationalMeasure, NationalMeasureEdition
from catalog.releasing import release

AT = datetime(2027, 5, 1, tzinfo=UTC)
LATER = datetime(2027, 5, 2, tzinfo=UTC)


@pytest.fixture
def edition(db: None) -> NationalMeasureEdition:
    """R9 without rows."""
    return NationalMeasureEdition.objects.create(
        code="R9", title="題", as_of="時点", source_note="出典"
    )


def state() -> tuple[object, ...]:
    return NationalMeasureEdition.objects.values_list("released_by", "released_at").get()


def test_a_release_is_recorded_and_stands(edition):
    NationalMeasure.objects.create(
        edition=edition, no=1, code="01-01", name="施策", benefit_marks=0
    )
    release(edition, by="管理者", at=AT)
    release(edition, by="別の人", at=LATER)
    assert state() == ("管理者", AT)


def test_an_edition_without_rows_is_not_released(edition):
    with pytest.raises(DeedRefused, match="施策が一つもない版は、確定できません。"):
        release(edition, by="管理者", at=AT)
    assert state() == ("", None)
