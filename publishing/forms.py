"""The two small forms of publication."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.text import clean, forbidden_character
from plans.forms.fields import DateField

LONGEST_REASON = 2_000


class PublishForm(forms.Form):
    """The day of publication."""

    published_on = DateField(
        label="公表日",
        help_text="計画書と公表ページに載る日です。既にほかの方法で公表した計画なら、その日を入れます。"
        "例：令和8年3月31日、2026-03-31",
        error_messages={"required": "公表日を入れてください。"},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["published_on"].initial = today

    def clean_published_on(self) -> date:
        """Refuse a day to come: the page appears at once."""
        day: date = self.cleaned_data["published_on"]
        if day > self.today:
            raise ValidationError(
                "公表日が今日より後です。公表はすぐに行われるので、今日までの日を入れてください。"
            )
        return day


class UnpublishForm(forms.Form):
    """Why an edition is taken off the public site."""

    reason = forms.CharField(
        label="取下げの理由",
        help_text="この計画の記録に残ります。公表ページには出ません。",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "公表を取り下げる理由を書いてください。"},
    )

    def clean_reason(self) -> str:
        """Return the reason with tidy line ends; refuse characters that no document can carry."""
        reason = clean(self.cleaned_data["reason"], multiline=True)
        if not reason:
            raise ValidationError("公表を取り下げる理由を書いてください。")
        if (found := forbidden_character(reason)) is not None:
            raise ValidationError(found.message)
        return reason
