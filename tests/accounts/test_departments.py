"""Deeds on departments: names, order, use."""

from typing import Any

import pytest

from accounts.departments import add_department, change_department
from accounts.errors import AccountsError
from accounts.models import Department, Organization
from tests.factories import BIFUKA, make_department, make_organization

NAMES = ("総務課", "税務住民課", "保健福祉課")


@pytest.fixture
def town(db: None) -> Organization:
    """下川町 with three departments, and another town with one of the same name."""
    make_department(make_organization(BIFUKA), "総務課")
    town = make_organization()
    for name in NAMES:
        add_department(town, name=name)
    return town


def listed(town: Organization) -> list[tuple[int, str]]:
    return [(each.position, each.name) for each in town.departments.all()]


def change(department: Department, **changed: Any) -> Department:
    facts = {
        "name": department.name,
        "position": department.position,
        "is_active": department.is_active,
    }
    return change_department(department, **{**facts, **changed})


def refusal(deed: Any, *args: Any, **kw: Any) -> tuple[str, str | None]:
    with pytest.raises(AccountsError) as caught:
        deed(*args, **kw)
    return str(caught.value), caught.value.field


def test_a_new_department_stands_at_the_end(town: Organization) -> None:
    add_department(town, name="建設水道課")
    assert listed(town) == [(1, "総務課"), (2, "税務住民課"), (3, "保健福祉課"), (4, "建設水道課")]


def test_a_second_department_of_a_name_is_refused(town: Organization) -> None:
    assert refusal(add_department, town, name="総務課") == (
        "同じ名前の部署が既にあります。",
        "name",
    )


@pytest.mark.parametrize(
    ("position", "order"),
    [
        (1, ["保健福祉課", "総務課", "税務住民課"]),
        (2, ["総務課", "保健福祉課", "税務住民課"]),
        (3, ["総務課", "税務住民課", "保健福祉課"]),
        (99, ["総務課", "税務住民課", "保健福祉課"]),
    ],
)
def test_a_moved_department_renumbers_all(
    town: Organization, position: int, order: list[str]
) -> None:
    change(town.departments.get(name="保健福祉課"), position=position)
    assert listed(town) == list(enumerate(order, start=1))


def test_a_department_moves_down(town: Organization) -> None:
    change(town.departments.get(name="総務課"), position=3)
    assert listed(town) == [(1, "税務住民課"), (2, "保健福祉課"), (3, "総務課")]


def test_a_department_is_renamed(town: Organization) -> None:
    change(town.departments.get(name="税務住民課"), name="町民課")
    assert listed(town) == [(1, "総務課"), (2, "町民課"), (3, "保健福祉課")]


def test_a_department_may_keep_its_name(town: Organization) -> None:
    assert change(town.departments.get(name="総務課")).name == "総務課"


def test_the_name_of_another_department_is_refused(town: Organization) -> None:
    assert refusal(change, town.departments.get(name="税務住民課"), name="総務課") == (
        "同じ名前の部署が既にあります。",
        "name",
    )


def test_a_department_out_of_use_stays(town: Organization) -> None:
    change(town.departments.get(name="総務課"), is_active=False)
    assert [each.is_active for each in town.departments.all()] == [False, True, True]


def test_departments_of_another_town_are_left_alone(town: Organization) -> None:
    change(town.departments.get(name="総務課"), position=3, name="総務企画課")
    assert listed(make_organization(BIFUKA)) == [(1, "総務課")]
