"""Sign-in and sign-out, the lockout at the form, one's own password, the page of one's own places."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import LoginFailure, Membership, User
from accounts.people import reset_password
from tests.conftest import Cast
from tests.factories import BIFUKA, IBARAKI, PASSWORD, make_membership, make_organization
from tests.pages import errors_of, title_of
from tests.queries import assert_queries

LOGIN = "/accounts/login/"
WRONG = (
    "利用者IDかパスワードが違います。大文字と小文字、全角と半角を確かめてください。"
    "忘れたときは、あなたの団体の管理者に再発行を頼んでください。"
)
LOCKED = "続けて失敗したため、ログインを一時止めています。15分たってからもう一度お試しください。"


def sign_in(
    client: Client, username: str = "author", password: str = PASSWORD, to: str = ""
) -> Any:
    return client.post(LOGIN + to, {"username": username, "password": password})


def is_signed_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


# --- login -----------------------------------------------------------------------------------


def test_the_right_password_leads_to_ones_own_plans(cast: Cast, client: Client) -> None:
    assert sign_in(client).headers["Location"] == reverse("plans:home")


def test_the_session_is_a_new_one(cast: Cast, client: Client) -> None:
    session = client.session  # of an anonymous visitor, perhaps planted
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert client.cookies["sessionid"].value != planted


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("?next=/accounts/", "/accounts/"),
        ("?next=//evil.example/", "/staff/"),
        ("?next=https://evil.example/", "/staff/"),
        ("?next=https:evil", "/staff/"),
        ("?next=javascript:alert(1)", "/staff/"),
        ("?next=/%5Cevil.example", "/staff/"),
        ("?next=", "/staff/"),
    ],
)
def test_the_wish_of_the_query_is_followed_on_this_site_only(
    cast: Cast, client: Client, wish: str, expected: str
) -> None:
    assert sign_in(client, to=wish).headers["Location"] == expected


@pytest.mark.parametrize(
    ("username", "password"), [("author", "wrong"), ("nobody", PASSWORD), ("AUTHOR", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_id_sound_alike(
    cast: Cast, client: Client, username: str, password: str
) -> None:
    response = sign_in(client, username, password)
    assert (errors_of(response), is_signed_in(client)) == ([WRONG], False)


def test_an_account_that_is_shut_out_sounds_alike(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.author.pk).update(is_active=False)
    assert errors_of(sign_in(client)) == [WRONG]


def test_the_title_says_that_something_is_wrong(cast: Cast, client: Client) -> None:
    assert title_of(sign_in(client, password="wrong")) == (
        "エラー：ログイン｜planbuilder（官民データ活用推進計画 作成システム）"
    )


def test_an_empty_form_says_what_to_fill_in(cast: Cast, client: Client) -> None:
    assert errors_of(client.post(LOGIN, {})) == [
        "利用者ID：入れてください。",
        "パスワード：入れてください。",
    ]


def test_a_password_is_never_sent_back(cast: Cast, client: Client) -> None:
    assert "s3cret-typed" not in sign_in(client, password="s3cret-typed").text


def test_who_is_signed_in_is_led_on(cast: Cast, client: Client) -> None:
    client.force_login(cast.author)
    assert client.get(LOGIN).headers["Location"] == "/staff/"


@pytest.mark.parametrize("method", ["put", "delete"])
def test_login_takes_get_and_post_only(cast: Cast, client: Client, method: str) -> None:
    assert getattr(client, method)(LOGIN).status_code == 405


def test_login_asks_for_the_token(cast: Cast) -> None:
    response = sign_in(Client(enforce_csrf_checks=True))
    assert (
        response.status_code,
        "時間が経ったため、受け付けられませんでした" in response.text,
    ) == (
        403,
        True,
    )


def test_a_page_of_the_staff_asks_to_sign_in_and_leads_back(client: Client, db: None) -> None:
    assert client.get("/accounts/").headers["Location"] == "/accounts/login/?next=/accounts/"


# --- lockout ---------------------------------------------------------------------------------


def test_after_ten_failures_the_right_password_is_refused_too(cast: Cast, client: Client) -> None:
    told = [errors_of(sign_in(client, password="wrong")) for _ in range(11)]
    right = sign_in(client)
    assert (told, errors_of(right), is_signed_in(client)) == (
        [[WRONG]] * 10 + [[LOCKED]],
        [LOCKED],
        False,
    )


def test_the_lockout_binds_one_id_at_one_address(cast: Cast, client: Client) -> None:
    for _ in range(10):
        sign_in(client, password="wrong")
    other_id = sign_in(client, "viewer")
    other_address = sign_in(Client(REMOTE_ADDR="192.0.2.7"))
    assert (other_id.status_code, other_address.status_code) == (302, 302)


def test_a_success_ends_the_count(cast: Cast, client: Client) -> None:
    for _ in range(9):
        sign_in(client, password="wrong")
    sign_in(client)
    assert LoginFailure.objects.count() == 0


def test_an_over_long_id_is_refused_before_it_is_counted(cast: Cast, client: Client) -> None:
    response = sign_in(client, username="x" * 65)
    assert (response.status_code, LoginFailure.objects.count()) == (200, 0)


# --- logout ----------------------------------------------------------------------------------


def test_logout(cast: Cast, client: Client) -> None:
    sign_in(client)
    response = client.post("/accounts/logout/")
    assert (response.headers["Location"], is_signed_in(client), Session.objects.count()) == (
        "/",
        False,
        0,
    )


def test_a_link_cannot_sign_anybody_out(cast: Cast, client: Client) -> None:
    sign_in(client)
    assert (client.get("/accounts/logout/").status_code, is_signed_in(client)) == (405, True)


def test_another_site_cannot_sign_anybody_out(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.author)
    assert (client.post("/accounts/logout/").status_code, is_signed_in(client)) == (403, True)


def test_signing_out_twice_is_no_error(db: None, client: Client) -> None:
    assert client.post("/accounts/logout/").status_code == 302


# --- password --------------------------------------------------------------------------------

NEW = "another good phrase"


def change_password(client: Client, old: str = PASSWORD, new: str = NEW, again: str = "") -> Any:
    data = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post("/accounts/password/", data)


def test_a_changed_password_is_the_one_that_counts(cast: Cast, client: Client) -> None:
    sign_in(client)
    response = change_password(client)
    cast.author.refresh_from_db()
    assert (response.headers["Location"], cast.author.check_password(NEW)) == ("/accounts/", True)


def test_the_session_goes_on_and_others_end(cast: Cast, client: Client) -> None:
    other = Client()
    for each in (client, other):
        sign_in(each)
    change_password(client)
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"new": PASSWORD}, ["新しいパスワード：今のパスワードとは違うものにしてください。"]),
        (
            {"new": "1234567890987"},
            ["新しいパスワード(確認用)：このパスワードは数字しか使われていません。"],
        ),
    ],
    ids=["the old one", "digits"],
)
def test_a_weak_password_is_refused(
    cast: Cast, client: Client, typed: dict[str, str], errors: list[str]
) -> None:
    sign_in(client)
    response = change_password(client, **typed)
    cast.author.refresh_from_db()
    assert (errors_of(response), cast.author.check_password(PASSWORD)) == (errors, True)


def test_the_old_password_is_asked_for(cast: Cast, client: Client) -> None:
    sign_in(client)
    response = change_password(client, old="wrong")
    cast.author.refresh_from_db()
    assert (len(errors_of(response)), cast.author.check_password(PASSWORD)) == (1, True)


def test_two_different_new_passwords_are_refused(cast: Cast, client: Client) -> None:
    sign_in(client)
    response = change_password(client, again="something else")
    cast.author.refresh_from_db()
    assert (len(errors_of(response)), cast.author.check_password(PASSWORD)) == (1, True)


def test_an_initial_password_must_be_changed_first(cast: Cast, client: Client) -> None:
    password = reset_password(Membership.objects.get(user=cast.author), by=cast.admin)
    sign_in(client, password=password)
    before = client.get("/accounts/").headers["Location"]
    change_password(client, old=password)
    assert (before, is_signed_in(client)) == ("/accounts/password/", True)


def test_the_initial_password_is_no_new_password(cast: Cast, client: Client) -> None:
    password = reset_password(Membership.objects.get(user=cast.author), by=cast.admin)
    sign_in(client, password=password)
    change_password(client, old=password, new=password)
    cast.author.refresh_from_db()
    assert cast.author.must_change_password is True


def test_who_has_an_initial_password_can_sign_out(cast: Cast, client: Client) -> None:
    password = reset_password(Membership.objects.get(user=cast.author), by=cast.admin)
    sign_in(client, password=password)
    assert client.post("/accounts/logout/").headers["Location"] == "/"


def test_a_reset_ends_the_sessions_of_the_person(cast: Cast, client: Client) -> None:
    sign_in(client)
    reset_password(Membership.objects.get(user=cast.author), by=cast.admin)
    assert is_signed_in(client) is False


def test_a_person_who_is_shut_out_is_out_at_the_next_request(cast: Cast, client: Client) -> None:
    sign_in(client)
    User.objects.filter(pk=cast.author.pk).update(is_active=False)
    assert is_signed_in(client) is False


# --- account ---------------------------------------------------------------------------------


def test_the_account_page_names_the_active_places(cast: Cast, client: Client) -> None:
    make_membership(cast.viewer, organization=cast.other_town, is_active=False)
    client.force_login(cast.viewer)
    places = re.findall(r"<h3>(.*?)</h3>", client.get("/accounts/").text)
    assert places == ["下川町"]


def test_only_an_admin_is_shown_the_way_to_people_and_departments(cast: Cast) -> None:
    links = {}
    for who in (cast.admin, cast.author):
        client = Client()
        client.force_login(who)
        found = re.findall(r'href="(/accounts/organizations/[^"]*)"', client.get("/accounts/").text)
        links[who.username] = found
    base = f"/accounts/organizations/{cast.town.pk}"
    assert links == {"admin": [f"{base}/people/", f"{base}/departments/"], "author": []}


def test_the_account_page_of_somebody_without_a_place_says_what_to_do(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.superuser)
    assert "所属する団体がありません" in client.get("/accounts/").text


@pytest.mark.parametrize("codes", [[], [BIFUKA, IBARAKI, "082015", "010006"]])
def test_the_account_page_runs_three_queries(cast: Cast, client: Client, codes: list[str]) -> None:
    for code in codes:
        make_membership(cast.admin, role=Role.ADMIN, organization=make_organization(code))
    client.force_login(cast.admin)
    with assert_queries(3):
        client.get("/accounts/")


def test_a_page_of_a_signed_in_person_is_not_stored(cast: Cast, client: Client) -> None:
    client.force_login(cast.author)
    assert client.get("/accounts/").headers["Cache-Control"] == "no-store"
