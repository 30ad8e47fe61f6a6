"""Bad input through the pages: never a 500, a message at the field, nothing half written."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from documents.limits import LONG, SHORT
from plans import workflow
from plans.content import content_of
from plans.models import Plan
from tests.conftest import Cast
from tests.pages import errors_of
from tests.plans.samples import NOON
from tests.plans.views.browser import Form, forms_of, main_form, send

SCRIPT = "<script>alert(1)</script>"
TEMPLATE = "{{ settings.SECRET_KEY }}"

FORM = "application/x-www-form-urlencoded"

# Screen → the fields of free text on it, with the most that each takes.
SHORT_, LONG_, BODY = SHORT.max_length, LONG.max_length, 200_000
SCREENS: dict[str, dict[str, int]] = {
    "chapters/aims/": {"title": SHORT_, "body": BODY},
    "chapters/new/": {"title": SHORT_},
    "basics/": {
        "title": SHORT_,
        "subtitle": SHORT_,
        "short_name": SHORT_,
        "vision": LONG_,
        "period_written": SHORT_,
        "cover_date": SHORT_,
        "prefectural_plan_note": LONG_,
        "contact_department": SHORT_,
        "contact_postal_address": SHORT_,
        "contact_phone": SHORT_,
        "contact_fax": SHORT_,
        "contact_email": SHORT_,
        "contact_url": SHORT_,
        "licence": SHORT_,
    },
    "facts/hat/new/": {
        "law": SHORT_,
        "article": SHORT_,
        "description": LONG_,
        "period_written": SHORT_,
    },
    "facts/related_plan/new/": {"title": SHORT_, "url": SHORT_, "pages": SHORT_, "note": LONG_},
    "facts/governance_body/new/": {
        "name": SHORT_,
        "head": SHORT_,
        "members": LONG_,
        "office": SHORT_,
        "reporting_rhythm": SHORT_,
        "role": LONG_,
    },
    "facts/process_step/new/": {
        "title": SHORT_,
        "date_written": SHORT_,
        "parties": SHORT_,
        "description": LONG_,
    },
    "facts/term/new/": {"word": SHORT_, "reading": SHORT_, "explanation": LONG_},
    "measures/online/": {
        "name": SHORT_,
        "body": BODY,
        "mark": SHORT_,
        "lead": LONG_,
        "partners": LONG_,
        "joint_with": SHORT_,
        "support": LONG_,
        "budget": LONG_,
        "notes": BODY,
        "section_situation": BODY,
        "section_actions": BODY,
        "section_effects": BODY,
        "section_means": BODY,
        "kpi-online-kpi-name": SHORT_,
        "kpi-online-kpi-target_lines": 5000,
        "kpi-online-kpi-unit": SHORT_,
        "kpi-online-kpi-baseline_written": SHORT_,
        "kpi-online-kpi-baseline_date": SHORT_,
        "kpi-online-kpi-baseline_source": SHORT_,
        "kpi-online-kpi-method": LONG_,
        "kpi-online-kpi-department_name": SHORT_,
        "kpi-online-kpi-note": LONG_,
        "item-online-when-written": LONG_,
        "item-online-when-due_written": 40,
        "item-online-when-open_end": SHORT_,
        "new-kpi-0-name": SHORT_,
        "new-kpi-0-target_lines": 5000,
        "new-kpi-0-note": LONG_,
        "new-item-0-written": LONG_,
        "new-item-0-open_end": SHORT_,
    },
    "submit/": {"summary": LONG_, "reason": LONG_},
}
# What is no free text: it takes an address or a date and nothing else.
PICKY = {"contact_url", "contact_email", "url", "item-online-when-due_written"}
# What a form needs besides the field under test.
NEEDED = {
    "chapters/new/": {"title": "題"},
    "facts/related_plan/new/": {"title": "計画"},
    "facts/governance_body/new/": {"name": "会議"},
    "facts/process_step/new/": {"title": "できごと"},
    "facts/term/new/": {"word": "用語", "explanation": "説明"},
    "measures/online/": {"new-kpi-0-name": "指標", "new-item-0-written": "予定"},
    "submit/": {"summary": "新規策定"},
}


def url(plan: Plan, tail: str) -> str:
    """Return an address inside a plan."""
    return f"/staff/plans/{plan.pk}/{tail}"


def opened(browser: Client, plan: Plan, tail: str) -> Form:
    """Return the form of a screen as it is opened."""
    return main_form(browser.get(url(plan, tail)), name=next(iter(SCREENS[tail])))


def everything() -> dict[str, list[Any]]:
    """Return every row of the tables of plans."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("plans").get_models()
    }


def strings_in(value: Any) -> Iterator[str]:
    """Yield every string in rows of the database."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)


def test_every_field_of_free_text_is_tried(plan: Plan, author: Client) -> None:
    # Which fields of a page are text, the page itself says: neither hidden, chosen nor ticked.
    chosen = {"kind", "role", "direction", "status", "stage", "pattern", "relation", "parent",
              "numbered", "department", "first_year", "last_year", "prints_national_measures",
              "tags", "version", "uid", "csrfmiddlewaretoken"}  # fmt: skip
    shown = {
        tail: {
            name
            for name in opened(author, plan, tail).names()
            if name not in chosen and not name.endswith(("-kind", "-role", "-direction"))
        }
        for tail in SCREENS
    }
    untried = {tail: sorted(names - set(SCREENS[tail])) for tail, names in shown.items()}
    same_form = ("unit", "baseline_written", "baseline_date", "baseline_source", "method", "department_name")  # fmt: skip
    assert untried == {
        **{tail: [] for tail in SCREENS},
        # A new row has the form of a stored one.
        "measures/online/": sorted(
            ["new-item-0-due_written", *(f"new-kpi-0-{name}" for name in same_form)]
        ),
    }


@pytest.mark.parametrize("tail", SCREENS)
def test_markup_is_stored_as_it_was_typed_and_shown_as_text(
    tail: str, plan: Plan, author: Client
) -> None:
    typed = {name: f"{SCRIPT}{TEMPLATE}{name}" for name in SCREENS[tail] if name not in PICKY}
    form = opened(author, plan, tail)
    response = send(author, form, **{**NEEDED.get(tail, {}), **typed})
    assert (response.status_code, errors_of(response)) == (302, [])
    stored = "\n".join(strings_in(list(everything().values())))
    assert [name for name, text in typed.items() if text not in stored] == []
    pages = [author.get(url(plan, each)) for each in ("", "preview/")]
    pages.append(author.get(response.headers["Location"]))
    assert [SCRIPT in page.text for page in pages] == [False, False, False]
    assert [settings.SECRET_KEY in page.text for page in pages] == [False, False, False]


@pytest.mark.parametrize("tail", SCREENS)
def test_markup_is_shown_as_text_beside_a_fault(tail: str, plan: Plan, author: Client) -> None:
    before = everything()
    typed = dict.fromkeys(SCREENS[tail], f"{SCRIPT}{TEMPLATE}\x08")
    page = send(author, opened(author, plan, tail), **typed)
    assert (page.status_code, SCRIPT in page.text) == (422, False)
    assert page.text.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ settings") >= len(typed)
    assert everything() == before


def test_markup_everywhere_at_once_is_shown_as_text_to_everybody(
    plan: Plan, cast: Cast, author: Client, approver: Client, client: Client
) -> None:
    text = f"{SCRIPT}{TEMPLATE}"
    for tail, names in SCREENS.items():
        if tail == "submit/":
            continue
        data = {name: text for name in names if name not in PICKY}
        response = send(author, opened(author, plan, tail), **{**NEEDED.get(tail, {}), **data})
        assert (tail, response.status_code) == (tail, 302)
        if tail == "chapters/new/":  # an empty chapter could not be put up
            uid = response.headers["Location"].split("/")[-2]
            author.post(url(plan, f"parts/chapter/{uid}/remove/"))
    assert send(author, opened(author, plan, "submit/"), summary=text, reason=text).status_code == 302  # fmt: skip
    review = approver.get(url(plan, "review/"))
    form = main_form(review, name="decide-content_sha256")
    send(approver, form, **{f"decide-{name}": text for name in ("post", "department", "comment", "document_number")}, **{"decide-decided_on": "2026-03-31"})  # fmt: skip
    edition = plan.editions.get()
    workflow.publish(edition, by=cast.approver, at=NOON, published_on=NOON.date())
    pages = [
        review,
        *(author.get(url(plan, tail)) for tail in ("", "events/", "preview/", "editions/1/")),
        *(author.get(url(plan, tail)) for tail in ("facts/term/", "measures/online/", "removed/")),
        author.get("/staff/"),
        client.get("/"),
        client.get(f"/plans/{plan.slug}/"),
    ]
    shown = "&lt;script&gt;alert(1)&lt;/script&gt;{{ settings.SECRET_KEY }}"
    assert [SCRIPT in page.text for page in pages] == [False] * len(pages)
    assert [settings.SECRET_KEY in page.text for page in pages] == [False] * len(pages)
    assert [page.request["PATH_INFO"] for page in pages if shown not in page.text] == []


FORBIDDEN = {"\x00": "0000", "\x08": "0008", "\u202e": "202E"}


@pytest.mark.parametrize("char", FORBIDDEN)
@pytest.mark.parametrize("tail", SCREENS)
def test_a_character_that_no_document_carries_is_refused_at_every_field(
    tail: str, char: str, plan: Plan, author: Client
) -> None:
    form = opened(author, plan, tail)
    before = everything()
    data = dict.fromkeys(SCREENS[tail], f"あ{char}い")
    response = send(author, form, **{**NEEDED.get(tail, {}), **data})
    told = [error.partition("：")[2] for error in errors_of(response)]
    message = f"2文字目に使えない文字（U+{FORBIDDEN[char]}）があります。"
    assert (response.status_code, told) == (422, [message] * len(SCREENS[tail]))
    assert everything() == before


@pytest.mark.parametrize("tail", SCREENS)
def test_over_long_text_is_refused_at_every_field(tail: str, plan: Plan, author: Client) -> None:
    form = opened(author, plan, tail)
    before = everything()
    data = {name: "長" * (most + 1) for name, most in SCREENS[tail].items()}
    response = send(author, form, **{**NEEDED.get(tail, {}), **data})
    told = [error.partition("：")[2] for error in errors_of(response)]
    addresses = {"contact_url", "url"}
    assert response.status_code == 422
    assert len(told) == len(SCREENS[tail])
    assert [
        error
        for error, name in zip(told, SCREENS[tail], strict=True)
        if "文字までにしてください" not in error and not addresses & set(SCREENS[tail])
    ] == []
    assert everything() == before


@pytest.mark.parametrize("tail", SCREENS)
def test_the_longest_text_is_taken(tail: str, plan: Plan, author: Client) -> None:
    paragraph = "長" * 9_999 + "\n\n"
    data = {
        name: "長" * most if most < BODY else paragraph * 19
        for name, most in SCREENS[tail].items()
        if name not in PICKY and "lead" not in name and "partners" not in name
    }
    data |= {name: "長" * SHORT_ for name in SCREENS[tail] if name in {"lead", "partners"}}
    data |= {name: "全部" for name in SCREENS[tail] if name.endswith("target_lines")}
    response = send(author, opened(author, plan, tail), **{**NEEDED.get(tail, {}), **data})
    assert (response.status_code, errors_of(response)) == (302, [])


def test_a_lone_surrogate_is_replaced_as_browsers_do(plan: Plan, author: Client) -> None:
    form = opened(author, plan, "chapters/aims/")
    body = f"title=%ED%A0%80x&version=1&body=&numbered=on&csrf={form.method}"
    response = author.generic("POST", url(plan, "chapters/aims/"), body, FORM)
    assert response.status_code == 302
    assert content_of(plan).chapters[0].title == "\ufffd\ufffd\ufffdx"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("1e999", "「1e999」：指数の書き方（1e10など）は使えません。"),
        ("令和8年度：1E+400件", "「1E+400件」：指数の書き方（1e10など）は使えません。"),
        ("10^400", "「10^400」：指数の書き方（1e10など）は使えません。"),
        ("NaN", "「NaN」：数ではありません。"),
        ("Infinity", "「Infinity」：数ではありません。"),
        ("∞", "「∞」：数ではありません。"),
        ("9" * 400, f"「{'9' * 40}」：数は15桁までで書いてください。"),
        ("令和0年度：10件", "「令和0年度」：令和0年はありません。"),
        ("西暦年度：10件", "「西暦年度」：日付として読めません。「令和8年度」「令和8年4月1日」のように書いてください。"),
        ("3000年度：10件", "「3000年度」：1868年から2199年までで書いてください。"),
    ],
)  # fmt: skip
def test_a_target_that_is_no_number_or_no_year(
    value: str, message: str, plan: Plan, author: Client
) -> None:
    form = opened(author, plan, "measures/online/")
    before = everything()
    for name in ("kpi-online-kpi-target_lines", "new-kpi-0-target_lines"):
        response = send(author, form, **{"new-kpi-0-name": "指標", name: value})
        assert (response.status_code, errors_of(response)) == (422, [f"目標値：{message}"])
    assert everything() == before


# --- the request itself ------------------------------------------------------------------------


def test_a_body_of_two_megabytes_is_too_long_for_its_field(plan: Plan, author: Client) -> None:
    form = opened(author, plan, "chapters/aims/")
    before = everything()
    response = send(author, form, body="あ" * 700_000)
    assert (response.status_code, errors_of(response)) == (
        422,
        ["本文：200000文字までにしてください（いまは700000文字です）。"],
    )
    assert everything() == before


@pytest.mark.parametrize(
    "data",
    [
        {"body": "x" * 5_000_000, "title": "題", "version": "1"},
        {f"field{number}": "x" for number in range(6000)},
    ],
    ids=["five megabytes", "6,000 fields"],
)
def test_what_no_form_sends_is_refused_whole(
    data: dict[str, str], plan: Plan, cast: Cast, author: Client
) -> None:
    before = everything()
    tails = ("chapters/aims/", "measures/online/", "basics/", "facts/hat/new/", "submit/")
    answers = [author.post(url(plan, tail), data) for tail in tails]
    assert [answer.status_code for answer in answers] == [400] * 5
    assert ["送られた内容を受け付けられませんでした" in answer.text for answer in answers] == [
        True
    ] * 5
    assert everything() == before


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe=%", FORM),
        (b"title=x&version=1", f"{FORM}; charset=utf-16"),
        (b"{}", "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
    ],
)
def test_a_body_that_is_no_form_changes_nothing(
    body: bytes, kind: str, plan: Plan, author: Client
) -> None:
    before = everything()
    for tail in ("chapters/aims/", "measures/online/", "basics/", "chapters/new/"):
        response = author.generic("POST", url(plan, tail), body, kind)
        assert response.status_code in {400, 422}
    assert everything() == before


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=%00", "page=" + "9" * 50])
def test_an_odd_page_is_some_page(query: str, plan: Plan, author: Client) -> None:
    addresses = (f"/staff/?{query}", f"{url(plan, 'events/')}?{query}")
    assert [author.get(address).status_code for address in addresses] == [200, 200]


@pytest.mark.parametrize("name", ["parent", "chapter"])
def test_an_odd_wish_in_the_address_is_ignored(
    name: str, plan: Plan, author: Client, reference: None
) -> None:
    for tail in ("chapters/new/", "pick/national/", "pick/samples/"):
        for odd in ("%00", "%ED%A0%80", "x" * 5000, "'--", "%E2%80%AE"):
            assert author.get(f"{url(plan, tail)}?{name}={odd}").status_code == 200


def test_forms_carry_their_token(plan: Plan, cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.author)
    before = everything()
    form = opened(browser, plan, "chapters/aims/")
    refused = browser.post(form.action, form.data(title="題", csrfmiddlewaretoken=None))
    accepted = send(browser, form, title="題")
    assert (refused.status_code, accepted.status_code) == (403, 302)
    assert "csrfmiddlewaretoken" in form.names()
    assert everything() != before


def test_every_form_that_changes_something_carries_its_token(plan: Plan, author: Client) -> None:
    tails = ("", "chapters/aims/", "measures/online/", "basics/", "facts/hat/", "removed/", "submit/")  # fmt: skip
    bare = [
        (tail, form.action)
        for tail in tails
        for form in forms_of(author.get(url(plan, tail)))
        if form.method == "post" and "csrfmiddlewaretoken" not in form.names()
    ]
    assert bare == []
