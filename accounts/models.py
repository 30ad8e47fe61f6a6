"""Users, organisations, departments and memberships."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models

from accounts.enums import Role
from catalog.models import Municipality


class Organization(models.Model):
    """A prefecture or municipality that uses the site."""

    municipality = models.OneToOneField(
        Municipality, on_delete=models.PROTECT, related_name="organization", verbose_name="団体"
    )
    created_at = models.DateTimeField("登録日時", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "組織"
        ordering = ("municipality__code",)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name as it stands in the master of municipalities."""
        return self.municipality.name

    @property
    def code(self) -> str:
        """The six-digit 全国地方公共団体コード."""
        return self.municipality.code


class Department(models.Model):
    """A section (課) of an organisation."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="departments", verbose_name="組織"
    )
    name = models.CharField("部署名", max_length=100)
    position = models.PositiveIntegerField("順", default=0)
    is_active = models.BooleanField("使用中", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "部署"
        ordering = (
            "position",
            "pk",
        )
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="department_name_unique_in_organization",
                violation_error_message="同じ名前の部署が既にあります。",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="department_name_not_empty",
                violation_error_message="部署名を入れてください。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new saved user; without a password nobody can sign in as them."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str, **fields: Any) -> "User":
        """Return a new site administrator."""
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in."""

    username = models.CharField(
        "利用者ID",
        max_length=64,
        unique=True,
        validators=[ASCIIUsernameValidator()],
        error_messages={"unique": "この利用者IDは既に使われています。"},
    )
    name = models.CharField("氏名", max_length=100)
    email = models.EmailField("メールアドレス", blank=True)
    is_active = models.BooleanField("有効", default=True)
    must_change_password = models.BooleanField("次にパスワードを変える", default=False)
    date_joined = models.DateTimeField("登録日時", auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "利用者"
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name or self.username

    def get_short_name(self) -> str:
        """Return the name to greet with."""
        return self.name or self.username


class Membership(models.Model):
    """A user's place in an organisation."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="memberships", verbose_name="利用者"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="memberships", verbose_name="組織"
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name="部署",
    )
    role = models.CharField("役割", max_length=20, choices=Role.choices)
    post = models.CharField("職名", max_length=100, blank=True)
    is_active = models.BooleanField("有効", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "所属"
        ordering = ("user__username",)
        constraints = (
            models.UniqueConstraint(
                fields=["user", "organization"],
                name="membership_unique",
                violation_error_message="この利用者は既に所属しています。",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="membership_role_known",
                violation_error_message="役割が正しくありません。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}（{self.get_role_display()}）"


class LoginFailure(models.Model):
    """A sign-in that failed; accounts/lockout.py counts them."""

    username = models.CharField("入力された利用者ID", max_length=64)
    address = models.CharField("接続元", max_length=45, blank=True)
    failed_at = models.DateTimeField("日時")

    class Meta:
        verbose_name = verbose_name_plural = "ログインの失敗"
        ordering = ("-failed_at",)
        indexes = (
            models.Index(fields=["username", "address", "failed_at"], name="login_failure_pair"),
        )

    def __str__(self) -> str:
        return f"{self.username}（{self.address}）"
