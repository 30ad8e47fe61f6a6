"""The demo: 下川町 and 茨城県 as they were published, with a person for each role.

Both plans were decided outside the system; they enter as 外部決裁の記録. Neither prints the day on
which it was published, so none is recorded.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from accounts.enums import Role
from accounts.models import Department, Membership, Organization, User
from catalog.models import Municipality
from documents.content import WrittenDate
from documents.eras import DateReading
from plans.decisions import ExternalFacts
from plans.importing import import_plan_file
from plans.models import Plan
from plans.workflow import publish, record_external

PASSWORD = "demo-pass-2026"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An account of the demo; without a role it is the administrator of the whole site."""

    username: str
    name: str
    role: Role | None
    department: str
    post: str
    organization: str


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """A plan of the demo and how it was decided outside."""

    slug: str
    code: str
    facts: ExternalFacts


PEOPLE = (
    DemoPerson("shimokawa-author", "下川 作成", Role.AUTHOR, "総務課", "主査", "下川町"),
    DemoPerson("shimokawa-section", "下川 担当", Role.CONTRIBUTOR, "税務住民課", "主任", "下川町"),
    DemoPerson("shimokawa-manager", "下川 承認", Role.APPROVER, "総務課", "課長", "下川町"),
    DemoPerson("shimokawa-admin", "下川 管理", Role.ADMIN, "総務課", "係長", "下川町"),
    DemoPerson("shimokawa-viewer", "下川 閲覧", Role.VIEWER, "税務住民課", "主事", "下川町"),
    DemoPerson("ibaraki-author", "茨城 作成", Role.AUTHOR, "情報政策課", "主任", "茨城県"),
    DemoPerson("ibaraki-manager", "茨城 承認", Role.APPROVER, "情報政策課", "課長", "茨城県"),
    DemoPerson("site-admin", "サイト 管理", None, "", "", ""),
)

PLANS = (
    DemoPlan(
        slug="shimokawa",
        code="014681",
        facts=ExternalFacts(
            decider="下川町（原典に決裁者の氏名の記載なし）",
            evidence="計画書の「計画の新規策定／改定一覧」1版："
            "策定 平成30年7月12日、作成部署 総務課",
            decided_on=WrittenDate(
                written="平成 30 年 7 月 12 日", reading=DateReading(2018, 7, 12)
            ),
            established_on=WrittenDate(
                written="平成 30 年 7 月 12 日", reading=DateReading(2018, 7, 12)
            ),
            effective_on=WrittenDate(
                written="平成 30 年 7 月 12 日", reading=DateReading(2018, 7, 12)
            ),
            edition_label="1 版",
            summary="新規策定(平成 30 年 7 月 12 日施行)",
            department="総務課",
        ),
    ),
    DemoPlan(
        slug="ibaraki",
        code="080004",
        facts=ExternalFacts(
            decider="茨城県（原典に決裁者の氏名の記載なし）",
            evidence="「茨城県官民データ活用推進計画の策定について」（平成31年3月6日、政策企画部"
            "ICT戦略チーム）：平成30年11月策定（新たな県総合計画と同日付）",
            decided_on=WrittenDate(written="平成30年11月", reading=DateReading(2018, 11)),
            established_on=WrittenDate(written="平成30年11月", reading=DateReading(2018, 11)),
            edition_label="第1版",
            summary="新たな県総合計画への盛込み",
        ),
    ),
)


def _person(person: DemoPerson, role: Role, organization: Organization) -> User:
    user = User.objects.filter(username=person.username).first()
    if user is not None:
        return user
    user = User.objects.create_user(person.username, PASSWORD, name=person.name)
    department, _ = Department.objects.get_or_create(
        organization=organization, name=person.department
    )
    Membership.objects.create(
        user=user,
        organization=organization,
        department=department,
        role=role,
        post=person.post,
    )
    return user


def load_demo(*, at: datetime, only_list: bool = False) -> tuple[DemoPerson, ...]:
    """Load what of the demo is not there yet and return its accounts.

    Plans that exist are left as they are, whatever became of them since. Raises
    Municipality.DoesNotExist, with nothing written, where the reference data is not loaded.
    """
    if only_list:
        return PEOPLE
    with transaction.atomic():
        for plan in PLANS:
            municipality = Municipality.objects.get(code=plan.code)
            organization, _ = Organization.objects.get_or_create(municipality=municipality)
            users = {
                person.role: _person(person, person.role, organization)
                for person in PEOPLE
                if person.role is not None and person.organization == organization.name
            }
            if not Plan.objects.filter(slug=plan.slug).exists():
                _load_plan(plan, organization, users, at=at)
        for person in PEOPLE:
            if person.role is None and not User.objects.filter(username=person.username).exists():
                User.objects.create_superuser(person.username, PASSWORD, name=person.name)
    return PEOPLE


def _load_plan(
    demo: DemoPlan, organization: Organization, users: dict[Role, User], *, at: datetime
) -> None:
    data = (settings.BASE_DIR / "fixtures" / "demo" / f"{demo.slug}.json").read_bytes()
    plan = import_plan_file(
        data, organization=organization, by=users[Role.AUTHOR], at=at, slug=demo.slug
    )
    edition = record_external(plan, by=users[Role.APPROVER], at=at, facts=demo.facts)
    publish(edition, by=users[Role.APPROVER], at=at, published_on=None)
