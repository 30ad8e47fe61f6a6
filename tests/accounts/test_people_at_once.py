"""Two administrators act in the same instant: the town keeps one."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from accounts import people
from accounts.enums import Role
from accounts.errors import AccountsError
from accounts.models import Membership
from accounts.people import Place, change_person
from tests.factories import make_membership


@pytest.mark.django_db(transaction=True)
def test_two_admins_cannot_take_the_role_from_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite runs one writing transaction at a time")
    both_have_looked = Barrier(2)
    is_last_admin = people._is_last_admin

    def look_and_wait(membership: Membership) -> bool:
        answer = is_last_admin(membership)
        # Without the lock both threads meet here, each having seen the other as 管理者.
        with suppress(BrokenBarrierError):
            both_have_looked.wait(timeout=1)
        return answer

    def demote(membership: Membership) -> str:
        try:
            change_person(
                membership, name="氏名", email="", place=Place(Role.AUTHOR), is_active=True
            )
        except AccountsError:
            return "refused"
        finally:
            connection.close()
        return "done"

    admins = [make_membership(role=Role.ADMIN) for _ in range(2)]
    monkeypatch.setattr(people, "_is_last_admin", look_and_wait)
    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(demote, admins))
    assert (outcomes, Membership.objects.filter(role=Role.ADMIN).count()) == (
        ["done", "refused"],
        1,
    )
