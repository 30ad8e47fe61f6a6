"""Forms of sign-in, people and departments."""

from typing import Any

from django import forms
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from accounts.enums import ROLE_DESCRIPTIONS, Role
from accounts.lockout import client_address, forget_failures, is_locked, record_failure
from accounts.models import Department, Membership, Organization, User
from accounts.people import Place, is_account_of_others_too
from documents.text import clean, forbidden_character

LONGEST_USERNAME = 64

_WRONG = (
    "利用者IDかパスワードが違います。大文字と小文字、全角と半角を確かめてください。"
    "忘れたときは、あなたの団体の管理者に再発行を頼んでください。"
)
_LOCKED = "続けて失敗したため、ログインを一時止めています。15分たってからもう一度お試しください。"


class PlainWords(forms.BaseForm):
    """Says in plain words that a field is empty, and leaves the focus to the error summary.

    Django's own words (このフィールドは必須です) speak of the form, not of what to do.
    """

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for field in self.fields.values():
            chosen = isinstance(field, forms.ChoiceField)
            words = "選んでください。" if chosen else "入れてください。"
            if (
                field.error_messages.get("required")
                == forms.Field.default_error_messages["required"]
            ):
                field.error_messages["required"] = words
            field.widget.attrs.pop("autofocus", None)


class LineField(forms.CharField):
    """One line of text without characters that no document can carry."""

    def to_python(self, value: Any) -> str:
        """Return the cleaned line; refuse a forbidden character with its place."""
        text = super().to_python(value) or ""
        found = forbidden_character(text)
        if found is not None:
            raise ValidationError(found.message, code="forbidden")
        return clean(text, multiline=False)


class SignInForm(PlainWords, auth_forms.AuthenticationForm):
    """User ID and password; after repeated failures even the right one is refused for a while."""

    error_messages = {"invalid_login": _WRONG, "inactive": _WRONG, "locked": _LOCKED}

    def clean_username(self) -> str:
        """Refuse an ID that is longer than any: Django's form only tells the browser the limit."""
        username = str(self.cleaned_data["username"])
        if len(username) > LONGEST_USERNAME:
            raise ValidationError(_WRONG)
        return username

    def clean(self) -> dict[str, Any]:
        """Check ID and password, and count the failures of this ID from this address."""
        username = self.cleaned_data.get("username")
        if username is None or self.request is None:
            return self.cleaned_data
        now, address = timezone.now(), client_address(self.request)
        if is_locked(username, address, at=now):
            raise ValidationError(_LOCKED, code="locked")
        try:
            cleaned = super().clean()
        except ValidationError:
            record_failure(username, address, at=now)
            raise
        forget_failures(username, address)
        return cleaned


class OwnPasswordForm(PlainWords, auth_forms.PasswordChangeForm):
    """The old password and a new one, twice."""

    def clean_new_password1(self) -> str:
        """Refuse the old password: an initial one is known to whoever handed it over."""
        password = str(self.cleaned_data["new_password1"])
        if self.user.check_password(password):
            raise ValidationError("今のパスワードとは違うものにしてください。")
        return password

    def save(self, commit: bool = True) -> User:
        """Set the password; the person is free to use the site."""
        self.user.must_change_password = False
        return super().save(commit)


class PersonForm(PlainWords, forms.Form):
    """What an administrator says about a person; `place()` and `facts()` hand it to the deeds."""

    _facts: tuple[str, ...] = ("name", "email")

    name = LineField(label="氏名", max_length=100)
    email = forms.EmailField(label="メールアドレス", required=False, max_length=254)
    role = forms.ChoiceField(
        label="役割",
        choices=[(role.value, f"{role.label}：{ROLE_DESCRIPTIONS[role]}") for role in Role],
        widget=forms.RadioSelect,
    )
    department = forms.ModelChoiceField(
        label="部署",
        queryset=Department.objects.none(),
        required=False,
        empty_label="（部署なし）",
        help_text="「各課担当」は、自分の部署に割り当てられた章と施策だけを直せます。",
    )
    post = LineField(label="職名", max_length=100, required=False, help_text="例：主任、課長")

    def __init__(
        self, *args: Any, organization: Organization, current: Department | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        departments = self.fields["department"]
        assert isinstance(departments, forms.ModelChoiceField)
        departments.queryset = organization.departments.filter(
            Q(is_active=True) | Q(pk=current.pk if current else None)
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the department of a 各課担当, who could otherwise edit nothing."""
        cleaned = self.cleaned_data
        needed = cleaned.get("role") == Role.CONTRIBUTOR and "department" not in self.errors
        if needed and not cleaned.get("department"):
            self.add_error("department", "「各課担当」の人には部署を選んでください。")
        return cleaned

    def place(self) -> Place:
        """Return role, department and post; the form must be valid."""
        cleaned = self.cleaned_data
        return Place(
            role=Role(cleaned["role"]), department=cleaned["department"], post=cleaned["post"]
        )

    def facts(self) -> dict[str, Any]:
        """Return name, mail address and what else is no part of the place; as `place()`."""
        return {name: self.cleaned_data[name] for name in self._facts}


class NewPersonForm(PersonForm):
    """A person who gets an account."""

    _facts = ("username", "name", "email")
    username = forms.CharField(
        label="利用者ID",
        max_length=LONGEST_USERNAME,
        validators=User._meta.get_field("username").validators,
        help_text="ログインに使います。半角の英字・数字と @ . + - _ が使えます。",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
        error_messages={
            "invalid": "半角の英字・数字と @ . + - _ だけで入れてください。",
        },
    )
    field_order = ("username", "name", "email", "role", "department", "post")


class ChangePersonForm(PersonForm):
    """A person who has an account."""

    _facts = ("name", "email", "is_active")
    is_active = forms.BooleanField(
        label="この団体の仕事でこのシステムを使えるようにする",
        required=False,
        help_text="外すと、この団体の計画を見ることも直すこともできなくなります。"
        "書いた文と履歴は残ります。",
    )

    def __init__(self, *args: Any, membership: Membership, **kw: Any) -> None:
        user = membership.user
        initial = {
            "name": user.name,
            "email": user.email,
            "role": membership.role,
            "department": membership.department_id,
            "post": membership.post,
            "is_active": membership.is_active,
        }
        super().__init__(
            *args,
            organization=membership.organization,
            current=membership.department,
            initial=initial,
            **kw,
        )
        if is_account_of_others_too(user, membership.organization):
            for name in ("name", "email"):
                self.fields[name].disabled = True
                self.fields[name].help_text = "編集不可：サイトの管理者だけが変えられます。"


class NewDepartmentForm(PlainWords, forms.Form):
    """The name of a new department."""

    name = LineField(label="部署名", max_length=100, help_text="例：総務課、企画財政課")


class ChangeDepartmentForm(NewDepartmentForm):
    """Name, place in the list and use of a department."""

    position = forms.IntegerField(
        label="並び順",
        min_value=1,
        max_value=9999,
        help_text="一覧の上から何番目に置くかの数です。",
    )
    is_active = forms.BooleanField(
        label="使用中",
        required=False,
        help_text="外すと、新しく選ぶことができなくなります。既に書かれた所には残ります。",
    )

    def __init__(self, *args: Any, department: Department, place: int, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.initial = {
            "name": department.name,
            "position": place,
            "is_active": department.is_active,
        }
