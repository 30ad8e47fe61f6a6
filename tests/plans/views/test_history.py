"""What a part said before can be read again, with who wrote it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from plans.editing import save_part
from plans.models import Chapter, Kpi, Measure, Plan
from tests.conftest import Cast
from tests.plans.samples import NOON
from tests.queries import count_queries

SignedIn = Callable[[User], Client]


def history(browser: Client, plan: Plan, tail: str) -> Any:
    """Return the page of the history of a part."""
    return browser.get(f"/staff/plans/{plan.pk}/parts/{tail}/history/")


def revisions_of(page: Any) -> list[tuple[str, dict[str, str]]]:
    """Return (who and what, label → text) of each revision on the page."""
    sections = re.findall(r'aria-labelledby="revision-.*?</section>', page.text, re.DOTALL)
    rows = re.compile(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", re.DOTALL)
    heads = [re.search(r"<h2[^>]*>\S+ \S+\u3000(.*?)</h2>", section) for section in sections]
    return [
        (head[1] if head else "", dict(rows.findall(s)))
        for head, s in zip(heads, sections, strict=True)
    ]


def save(part: Any, by: User, **changes: Any) -> None:
    """Save a part as it stands in the database."""
    current = type(part).objects.get(pk=part.pk)
    save_part(current, by=by, at=NOON, version=current.version, changes=changes)


def test_revisions_stand_newest_first(plan: Plan, cast: Cast, signed_in: SignedIn) -> None:
    chapter = Chapter.objects.get(plan=plan, uid="aims")
    save(chapter, cast.author, title="一つ目")
    save(chapter, cast.admin, title="二つ目")
    page = history(signed_in(cast.viewer), plan, "chapter/aims")
    text = {"本文": "便利にすることを目的とする。", "番号を付ける": "はい"}
    assert revisions_of(page) == [
        ("admin\u3000章", {"題名": "二つ目", **text}),
        ("author\u3000章", {"題名": "一つ目", **text}),
        ("計画がつくられたときの文\u3000章", {"題名": "目的", **text}),
    ]


def test_kpi_belongs_to_the_history_of_its_measure(
    plan: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    save(Kpi.objects.get(plan=plan, uid="online-kpi"), cast.author, name="新しい指標")
    page = history(signed_in(cast.viewer), plan, "measure/online")
    assert [(who, texts["指標"], texts["目標値"]) for who, texts in revisions_of(page)] == [
        ("author\u3000KPI", "新しい指標", "令和11年度：10件"),
        ("計画がつくられたときの文\u3000KPI", "オンラインの手続", "令和11年度：10件"),
    ]


def test_part_that_nobody_changed_says_so(plan: Plan, cast: Cast, signed_in: SignedIn) -> None:
    page = history(signed_in(cast.viewer), plan, "measure/review")
    assert (page.status_code, "まだ変更されていません" in page.text) == (200, True)


@pytest.mark.parametrize("tail", ["chapter/none", "kpi/online-kpi", "plan/small", "x/aims"])
def test_what_has_no_history_is_not_found(
    tail: str, plan: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    assert history(signed_in(cast.viewer), plan, tail).status_code == 404


def test_queries_do_not_grow_with_the_revisions(
    plan: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    measure = Measure.objects.get(plan=plan, uid="review")
    browser = signed_in(cast.viewer)
    counts = []
    for rounds in (1, 29):
        for number in range(rounds):
            by = (cast.author, cast.admin)[number % 2]
            save(measure, by, name=f"{rounds}-{number}")
        with count_queries() as ran:
            history(browser, plan, "measure/review")
        counts.append(len(ran))
    assert counts[0] == counts[1]
