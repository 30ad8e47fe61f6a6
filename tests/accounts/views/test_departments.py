"""The pages on which a 管理者 keeps the list of departments."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Department, User
from tests.conftest import Cast
from tests.factories import make_department, make_user
from tests.pages import errors_of
from tests.queries import assert_queries

SignedIn = Callable[[User], Client]


def list_url(cast: Cast) -> str:
    return f"/accounts/organizations/{cast.town.pk}/departments/"


def add_url(cast: Cast) -> str:
    return f"{list_url(cast)}add/"


def edit_url(cast: Cast) -> str:
    return f"{list_url(cast)}{cast.department.pk}/"


PAGES = [list_url, add_url, edit_url]


def names(cast: Cast) -> list[str]:
    return [each.name for each in cast.town.departments.all()]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("admin", 200),
        ("superuser", 200),
        ("author", 403),
        ("contributor", 403),
        ("approver", 403),
        ("viewer", 403),
        ("stranger", 404),
    ],
)
def test_who_gets_in(
    cast: Cast, signed_in: SignedIn, page: Callable[[Cast], str], who: str, status: int
) -> None:
    assert signed_in(getattr(cast, who)).get(page(cast)).status_code == status


@pytest.mark.parametrize("page", PAGES[1:])
@pytest.mark.parametrize(("who", "status"), [("author", 403), ("stranger", 404)])
def test_who_may_not_look_may_not_write(
    cast: Cast, signed_in: SignedIn, page: Callable[[Cast], str], who: str, status: int
) -> None:
    data = {"name": "乗っ取り課", "position": "1", "is_active": "on"}
    response = signed_in(getattr(cast, who)).post(page(cast), data)
    assert (response.status_code, names(cast)) == (status, ["総務課"])


def test_a_department_of_another_town_is_not_found_through_ones_own(
    cast: Cast, signed_in: SignedIn
) -> None:
    other = make_department(cast.other_town, "企画課")
    url = f"{list_url(cast)}{other.pk}/"
    client = signed_in(cast.admin)
    data = {"name": "乗っ取り課", "position": "1"}
    statuses = [client.get(url).status_code, client.post(url, data).status_code]
    other.refresh_from_db()
    assert (statuses, other.name) == ([404, 404], "企画課")


def test_a_form_without_its_token_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin)
    response = client.post(add_url(cast), {"name": "企画課"})
    assert (response.status_code, names(cast)) == (403, ["総務課"])


def test_the_list_is_read_only(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.admin).post(list_url(cast)).status_code == 405


def test_the_list_counts_the_people_at_work(cast: Cast, signed_in: SignedIn) -> None:
    make_department(cast.other_town, "企画課")
    place = cast.contributor.memberships.get()
    place.pk, place.user, place.is_active = None, make_user(), False
    place.save()
    html = signed_in(cast.admin).get(list_url(cast)).text
    assert (
        re.findall(r'<th scope="row">(.*?)</th>', html),
        re.findall(r'<td class="number">(.*?)</td>', html),
    ) == (["総務課"], ["1人"])


@pytest.mark.parametrize("more", [1, 30])
def test_the_list_runs_five_queries(cast: Cast, signed_in: SignedIn, more: int) -> None:
    for number in range(more):
        make_department(cast.town, f"第{number}課")
    client = signed_in(cast.admin)
    with assert_queries(5):
        client.get(list_url(cast))


def test_a_town_without_departments_is_led_to_the_first(cast: Cast, signed_in: SignedIn) -> None:
    url = f"/accounts/organizations/{cast.other_town.pk}/departments/"
    html = signed_in(cast.stranger).get(url).text
    assert f'<a class="btn btn-primary" href="{url}add/">部署を加える</a>' in html


def test_an_added_department(cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in(cast.admin).post(add_url(cast), {"name": " 企画課　"})
    assert (response.headers["Location"], names(cast)) == (list_url(cast), ["総務課", "企画課"])


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "部署名：入れてください。"),
        ("　", "部署名：入れてください。"),
        ("総務課", "部署名：同じ名前の部署が既にあります。"),
        (
            "課" * 101,
            "部署名：この値は 100 文字以下でなければなりません( 101 文字になっています)。",
        ),
        ("総\u202e務課", "部署名：2文字目に使えない文字（U+202E）があります。"),
    ],
)
def test_what_cannot_be_added(cast: Cast, signed_in: SignedIn, name: str, error: str) -> None:
    response = signed_in(cast.admin).post(add_url(cast), {"name": name})
    assert (errors_of(response), names(cast)) == ([error], ["総務課"])


def test_a_changed_department(cast: Cast, signed_in: SignedIn) -> None:
    make_department(cast.town, "企画課")
    data = {"name": "総務企画課", "position": "2"}
    response = signed_in(cast.admin).post(edit_url(cast), data)
    changed = Department.objects.get(pk=cast.department.pk)
    assert (response.headers["Location"], names(cast), changed.is_active) == (
        list_url(cast),
        ["企画課", "総務企画課"],
        False,
    )


def test_the_form_opens_with_what_is_stored(cast: Cast, signed_in: SignedIn) -> None:
    second = make_department(cast.town, "企画課", position=7)
    html = signed_in(cast.admin).get(f"{list_url(cast)}{second.pk}/").text
    assert re.findall(r'<input type="(?:text|number)" [^>]*?value="([^"]*)"', html) == [
        "企画課",
        "2",
    ]


@pytest.mark.parametrize(
    ("position", "error"),
    [
        ("0", "並び順：この値は 1 以上でなければなりません。"),
        ("-1", "並び順：この値は 1 以上でなければなりません。"),
        ("1e9", "並び順：整数を入力してください。"),
        ("9" * 40, "並び順：この値は 9999 以下でなければなりません。"),
        ("", "並び順：入れてください。"),
    ],
)
def test_a_place_that_is_none_is_refused(
    cast: Cast, signed_in: SignedIn, position: str, error: str
) -> None:
    data = {"name": "総務企画課", "position": position, "is_active": "on"}
    response = signed_in(cast.admin).post(edit_url(cast), data)
    assert (errors_of(response), names(cast)) == ([error], ["総務課"])
