"""The forms of a switch to a newer national list: one decision on one link each."""

import unicodedata
from typing import Any

from django import forms

from accounts.forms import PlainWords
from catalog.models import NationalMeasure, NationalMeasureEdition
from plans.forms.fields import PlainTextField, VersionField

LIST_ID = "rows-of-the-newer-list"


class DecisionForm(PlainWords, forms.Form):
    """The version of the measure that the person saw."""

    version = VersionField()


class AcceptForm(DecisionForm):
    """The row of the newer list to which a link is pinned, named by its code.

    `uid` is the link's: the fields of many links stand on one page.
    """

    code = PlainTextField(
        label="国の施策番号",
        required=True,
        help_text="新しい版の番号。例：06-16",
        max_length=10,
        widget=forms.TextInput(attrs={"list": LIST_ID, "autocomplete": "off"}),
        error_messages={"required": "新しい版の国の施策番号を入れてください。"},
    )

    def __init__(
        self, *args: Any, uid: str, edition: NationalMeasureEdition, **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id=f"id_{uid}_%s", **kwargs)
        self.edition = edition

    def clean_code(self) -> NationalMeasure:
        """Return the row of the edition with this code, typed in whatever width."""
        code = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        row = NationalMeasure.objects.filter(edition=self.edition, code=code).first()
        if row is None:
            raise forms.ValidationError(
                f"「{code}」という番号は、この版の一覧にありません。", code="unknown"
            )
        return row
