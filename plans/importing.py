"""A plan file becomes a new plan, never written over an old one."""

import re
from datetime import datetime

from django.apps import apps
from django.db import DataError, IntegrityError, transaction
from django.utils.text import slugify

from accounts.models import Organization, User
from documents.codec import parse_plan
from documents.content import Figure, Logo, PlanContent
from documents.validation import ContentError, Problem, walk
from plans.enums import Deed
from plans.models import BaseDocumentFile, FigureFile, Plan
from plans.storing import plan_columns, store_content
from plans.workflow import note_birth


def import_plan_file(
    data: bytes,
    *,
    organization: Organization,
    by: User | None,
    at: datetime,
    slug: str = "",
) -> Plan:
    """Return the new plan made from a plan file (docs/plan-format.md).

    Raises ContentError with every place at fault; then nothing is written.
    """
    return import_plan(parse_plan(data), organization=organization, by=by, at=at, slug=slug)


def import_plan(
    content: PlanContent,
    *,
    organization: Organization,
    by: User | None,
    at: datetime,
    slug: str = "",
) -> Plan:
    """Return the new plan that says `content`.

    `slug` is its short name in addresses; where it is empty or taken, one is made from the code
    of the organisation. Raises ContentError where the content is another organisation's, refers
    to something that this site does not have, or says what the database refuses; then nothing is
    written.
    """
    if content.organization.code != organization.code:
        raise ContentError(
            [
                Problem(
                    "plan.organization.code",
                    f"団体コード {content.organization.code} の計画です。"
                    f"{organization.name}（{organization.code}）には取り込めません。",
                )
            ]
        )
    _check_files(content, organization)
    columns = plan_columns(content)
    if content.organization.name != organization.name:
        columns["organization_name"] = content.organization.name
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                organization=organization,
                slug=free_slug(organization, slug),
                created_at=at,
                **columns,
            )
            store_content(plan, content)
            note_birth(plan, Deed.IMPORT, by=by, at=at)
    except (IntegrityError, DataError) as error:
        raise ContentError([Problem("plan", _refusal(error))]) from error
    return plan


def _refusal(error: IntegrityError | DataError) -> str:
    """Say in Japanese what the database refused: the last resort behind documents/validation.py."""
    said = str(error)
    for model in apps.get_app_config("plans").get_models():
        for constraint in model._meta.constraints:
            if re.search(rf"\b{constraint.name}\b", said):
                return f"{model._meta.verbose_name}：{constraint.violation_error_message}"
    return "データベースに入らない値があります（数が大きすぎる、文が長すぎるなど）。"


def _check_files(content: PlanContent, organization: Organization) -> None:
    """Raise ContentError for each picture and base document that the organisation has not."""
    places = [
        (place, value) for place, value in walk(content, "plan") if isinstance(value, Figure | Logo)
    ]
    known = set(
        FigureFile.objects.filter(
            organization=organization, sha256__in={value.sha256 for _, value in places}
        ).values_list("sha256", flat=True)
    )
    problems = [
        Problem(
            f"{place}.sha256",
            f"この{'ロゴ' if isinstance(value, Logo) else '図'}のファイルが登録されていません。",
        )
        for place, value in places
        if value.sha256 not in known
    ]
    base = content.look.base_document
    bases = BaseDocumentFile.objects.filter(organization=organization, sha256=base)
    if base is not None and not bases.exists():
        problems.append(
            Problem(
                "plan.look.base_document",
                "このWordのひな形が登録されていません。団体の「体裁」の画面で先に登録するか、"
                "この項目を除いてください。",
            )
        )
    if problems:
        raise ContentError(problems)


def free_slug(organization: Organization, wish: str = "") -> str:
    """Return `wish` where it is a slug and free, else the organisation's code with a number."""
    base = slugify(wish)[:50] or organization.code
    taken = set(
        Plan.objects.filter(slug__regex=rf"^{re.escape(base)}(-[0-9]+)?$").values_list(
            "slug", flat=True
        )
    )
    if wish and base not in taken:
        return base
    return next(
        name for name in (f"{base}-{number}" for number in range(1, 10_000)) if name not in taken
    )
