"""The pages on which a 管理者 adds people, changes them and gives out passwords."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import Membership, User
from tests.conftest import Cast
from tests.factories import PASSWORD, make_department, make_membership, make_user
from tests.pages import errors_of, notices_of
from tests.queries import assert_queries

SignedIn = Callable[[User], Client]


def people_url(cast: Cast) -> str:
    return f"/accounts/organizations/{cast.town.pk}/people/"


def add_url(cast: Cast) -> str:
    return f"{people_url(cast)}add/"


def edit_url(cast: Cast) -> str:
    return f"{people_url(cast)}{place_of(cast.author).pk}/"


def password_url(cast: Cast) -> str:
    return f"{edit_url(cast)}password/"


PAGES = [people_url, add_url, edit_url, password_url]


def place_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


NEW = {"username": "hanako", "name": "下川 花子", "email": "", "role": "viewer", "post": ""}


def facts_of(membership: Membership, **changed: Any) -> dict[str, Any]:
    """Return what the form of a person sends, with changes."""
    facts = {
        "name": membership.user.name,
        "email": membership.user.email,
        "role": membership.role,
        "department": membership.department_id or "",
        "post": membership.post,
        "is_active": "on",
    }
    return {name: value for name, value in {**facts, **changed}.items() if value is not None}


# --- who gets in -----------------------------------------------------------------------------


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
    place = place_of(cast.author)
    data = {**facts_of(place), **NEW, "role": "admin"}
    response = signed_in(getattr(cast, who)).post(page(cast), data)
    now = place_of(cast.author)
    assert (
        response.status_code,
        User.objects.filter(username="hanako").exists(),
        now.role,
        now.user.check_password(PASSWORD),
    ) == (status, False, Role.AUTHOR, True)


def test_a_stranger_sees_nobodys_name(cast: Cast, signed_in: SignedIn) -> None:
    make_user("hidden", name="隠れた人", role=Role.AUTHOR, organization=cast.town)
    assert "隠れた人" not in signed_in(cast.stranger).get(people_url(cast)).text


@pytest.mark.parametrize("tail", ["", "password/"])
def test_a_person_of_another_town_is_not_found_through_ones_own(
    cast: Cast, signed_in: SignedIn, tail: str
) -> None:
    other = place_of(cast.stranger)
    url = f"{people_url(cast)}{other.pk}/{tail}"
    client = signed_in(cast.admin)
    statuses = [client.get(url).status_code, client.post(url, facts_of(other)).status_code]
    cast.stranger.refresh_from_db()
    assert (statuses, cast.stranger.check_password(PASSWORD)) == ([404, 404], True)


@pytest.mark.parametrize("page", PAGES)
def test_somebody_unknown_is_asked_to_sign_in(
    cast: Cast, client: Client, page: Callable[[Cast], str]
) -> None:
    assert client.get(page(cast)).headers["Location"] == f"/accounts/login/?next={page(cast)}"


def test_a_form_without_its_token_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin)
    response = client.post(add_url(cast), NEW)
    assert (response.status_code, User.objects.filter(username="hanako").exists()) == (403, False)


def test_the_list_is_read_only(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.admin).post(people_url(cast)).status_code == 405


# --- people ----------------------------------------------------------------------------------


def names_listed(response: Any) -> list[str]:
    return re.findall(r'<th scope="row">(.*?)</th>', response.text)


def test_the_list_holds_the_town_and_nobody_else(cast: Cast, signed_in: SignedIn) -> None:
    Membership.objects.filter(user=cast.approver).update(is_active=False)
    assert names_listed(signed_in(cast.admin).get(people_url(cast))) == [
        "admin",
        "author",
        "contributor",
        "viewer",
        "approver",
    ]


@pytest.mark.parametrize("more", [1, 30])
def test_the_list_runs_six_queries(cast: Cast, signed_in: SignedIn, more: int) -> None:
    for number in range(more):
        department = make_department(cast.town, f"第{number}課")
        make_user(role=Role.AUTHOR, organization=cast.town, department=department)
    client = signed_in(cast.admin)
    with assert_queries(6):
        client.get(people_url(cast))


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 50), ("?page=2", 5), ("?page=99", 5), ("?page=-1", 5), ("?page=x", 50)],
)
def test_the_list_has_pages(cast: Cast, signed_in: SignedIn, query: str, count: int) -> None:
    for _ in range(50):
        make_user(role=Role.VIEWER, organization=cast.town)
    response = signed_in(cast.admin).get(people_url(cast) + query)
    assert (response.status_code, len(names_listed(response))) == (200, count)


# --- person_add ------------------------------------------------------------------------------


def test_an_added_person_signs_in_with_the_password_shown(
    cast: Cast, signed_in: SignedIn, client: Client
) -> None:
    response = signed_in(cast.admin).post(add_url(cast), {**NEW, "department": cast.department.pk})
    shown = re.search(r"<dt>初期パスワード</dt><dd>(.*?)</dd>", response.text)
    assert shown is not None
    entered = client.post("/accounts/login/", {"username": "hanako", "password": shown[1]})
    place = place_of(User.objects.get(username="hanako"))
    assert (entered.status_code, place.organization, place.role, place.department) == (
        302,
        cast.town,
        Role.VIEWER,
        cast.department,
    )


def test_a_page_with_a_password_is_not_stored(cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in(cast.admin).post(add_url(cast), NEW)
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        (
            {"username": "stranger"},
            ["利用者ID：この利用者IDは使えません。別のIDを入れてください。"],
        ),
        (
            {"username": "花子"},
            ["利用者ID：半角の英字・数字と @ . + - _ だけで入れてください。"],
        ),
        ({"username": ""}, ["利用者ID：入れてください。"]),
        ({"name": ""}, ["氏名：入れてください。"]),
        ({"name": "下\x08川"}, ["氏名：2文字目に使えない文字（U+0008）があります。"]),
        ({"email": "x"}, ["メールアドレス：有効なメールアドレスを入力してください。"]),
        ({"role": ""}, ["役割：選んでください。"]),
        (
            {"role": "mayor"},
            ["役割：正しく選択してください。 mayor は候補にありません。"],
        ),
        (
            {"role": "contributor"},
            ["部署：「各課担当」の人には部署を選んでください。"],
        ),
    ],
)
def test_what_cannot_be_added(
    cast: Cast, signed_in: SignedIn, changed: dict[str, str], errors: list[str]
) -> None:
    before = User.objects.count()
    response = signed_in(cast.admin).post(add_url(cast), {**NEW, **changed})
    assert (errors_of(response), User.objects.count()) == (errors, before)


@pytest.mark.parametrize("whose", ["other_town", "unused"])
def test_a_department_that_is_not_offered_is_refused(
    cast: Cast, signed_in: SignedIn, whose: str
) -> None:
    department = {
        "other_town": lambda: make_department(cast.other_town, "企画課"),
        "unused": lambda: make_department(cast.town, "旧課", is_active=False),
    }[whose]()
    response = signed_in(cast.admin).post(add_url(cast), {**NEW, "department": department.pk})
    assert errors_of(response) == ["部署：正しく選択してください。選択したものは候補にありません。"]


@pytest.mark.parametrize("extra", ["is_superuser", "is_staff", "must_change_password"])
def test_a_field_that_is_not_on_the_form_is_ignored(
    cast: Cast, signed_in: SignedIn, extra: str
) -> None:
    signed_in(cast.admin).post(add_url(cast), {**NEW, extra: "1"})
    user = User.objects.get(username="hanako")
    assert (user.is_superuser, user.must_change_password) == (False, True)


def test_markup_in_a_name_is_text(cast: Cast, signed_in: SignedIn) -> None:
    name = '<script>alert("x")</script>{{ 7|add:"1" }}'
    client = signed_in(cast.admin)
    client.post(add_url(cast), {**NEW, "name": name})
    shown = names_listed(client.get(people_url(cast)))
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;{{ 7|add:&quot;1&quot; }}" in shown


# --- person_edit -----------------------------------------------------------------------------


def test_a_changed_person_is_listed_so(cast: Cast, signed_in: SignedIn) -> None:
    data = facts_of(place_of(cast.author), name="新 氏名", role="approver", post="課長")
    client = signed_in(cast.admin)
    response = client.post(edit_url(cast), data)
    place = place_of(cast.author)
    assert (response.headers["Location"], place.user.name, place.role, place.post) == (
        people_url(cast),
        "新 氏名",
        Role.APPROVER,
        "課長",
    )


def test_a_person_is_shut_out(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.author)
    data = facts_of(place_of(cast.author), is_active=None)
    signed_in(cast.admin).post(edit_url(cast), data)
    gone = client.get("/accounts/").headers["Location"]
    assert (place_of(cast.author).is_active, gone) == (False, "/accounts/login/?next=/accounts/")


@pytest.mark.parametrize("changed", [{"role": "author"}, {"is_active": None}])
def test_the_last_admin_is_told_why_they_stay(
    cast: Cast, signed_in: SignedIn, changed: dict[str, Any]
) -> None:
    place = place_of(cast.admin)
    response = signed_in(cast.admin).post(
        f"{people_url(cast)}{place.pk}/", facts_of(place, **changed)
    )
    now = place_of(cast.admin)
    assert (errors_of(response), now.role, now.is_active) == (
        [
            "この人は最後の管理者です。管理者がいなくなると人と部署を管理できません。"
            "先にほかの人を管理者にしてください。"
        ],
        Role.ADMIN,
        True,
    )


def test_an_admin_may_hand_over_and_loses_the_pages(cast: Cast, signed_in: SignedIn) -> None:
    make_user(role=Role.ADMIN, organization=cast.town)
    place = place_of(cast.admin)
    client = signed_in(cast.admin)
    client.post(f"{people_url(cast)}{place.pk}/", facts_of(place, role="author"))
    assert client.get(people_url(cast)).status_code == 403


def test_a_department_out_of_use_is_kept_by_who_has_it(cast: Cast, signed_in: SignedIn) -> None:
    cast.department.is_active = False
    cast.department.save()
    place = place_of(cast.contributor)
    url = f"{people_url(cast)}{place.pk}/"
    signed_in(cast.admin).post(url, facts_of(place, post="主任"))
    now = place_of(cast.contributor)
    assert (now.post, now.department) == ("主任", cast.department)


def test_the_name_of_a_shared_account_cannot_be_sent(cast: Cast, signed_in: SignedIn) -> None:
    make_membership(cast.viewer, organization=cast.other_town)
    place = Membership.objects.get(user=cast.viewer, organization=cast.town)
    url = f"{people_url(cast)}{place.pk}/"
    client = signed_in(cast.admin)
    said = "編集不可：サイトの管理者だけが変えられます。" in client.get(url).text
    client.post(url, facts_of(place, name="乗っ取り", email="x@example.jp"))
    cast.viewer.refresh_from_db()
    assert (said, cast.viewer.name, cast.viewer.email) == (True, "viewer", "")


# --- person_password -------------------------------------------------------------------------


def test_looking_at_the_question_changes_nothing(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.admin).get(password_url(cast))
    cast.author.refresh_from_db()
    assert cast.author.check_password(PASSWORD) is True


def test_the_new_password_is_shown_once(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.admin)
    response = client.post(password_url(cast))
    shown = re.search(r"<dt>初期パスワード</dt><dd>(.*?)</dd>", response.text)
    assert shown is not None
    cast.author.refresh_from_db()
    assert (
        cast.author.check_password(shown[1]),
        cast.author.must_change_password,
        shown[1] in client.get(password_url(cast)).text,
    ) == (True, True, False)


def test_ones_own_password_is_changed_elsewhere(cast: Cast, signed_in: SignedIn) -> None:
    url = f"{people_url(cast)}{place_of(cast.admin).pk}/"
    client = signed_in(cast.admin)
    response = client.post(f"{url}password/", follow=True)
    assert (response.redirect_chain, notices_of(response)) == (
        [(url, 302)],
        [("danger", "自分のパスワードは「パスワードの変更」で変えてください。")],
    )
