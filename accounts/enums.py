"""Roles of people in an organisation."""

from django.db import models


class Role(models.TextChoices):
    """What a member does for the organisation; one role a membership."""

    AUTHOR = "author", "作成者"
    CONTRIBUTOR = "contributor", "各課担当"
    APPROVER = "approver", "承認者"
    ADMIN = "admin", "管理者"
    VIEWER = "viewer", "閲覧者"


ROLE_DESCRIPTIONS: dict[Role, str] = {
    Role.AUTHOR: "計画をつくり、全ての章と施策を直し、起案します。",
    Role.CONTRIBUTOR: "自分の課に割り当てられた章と施策を直します。",
    Role.APPROVER: "起案された計画を読み、決裁又は差戻しをし、公表します。",
    Role.ADMIN: "作成者と同じ仕事に加えて、人・部署・パスワードを管理し、公表します。",
    Role.VIEWER: "団体の計画を下書きも含めて読みます。",
}
