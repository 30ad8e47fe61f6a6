"""The forms with which the site's administrator imports, compares and corrects national lists."""

import unicodedata
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from accounts.forms import PlainWords
from catalog.editions import is_edition_code
from catalog.enums import CrosswalkRelation
from catalog.errors import DeedRefused, StaleRow
from catalog.exchange.reading import LIMITS
from catalog.models import CrosswalkRow, NationalMeasure
from documents.workbooks.limits import MEGABYTE
from plans.forms.fields import DateField, LongTextField, PlainTextField

_OLD_PAGE = "画面の情報が足りません。この画面を開き直してください。"
_HASH = r"\A[0-9a-f]{64}\Z"


class EditionCodeField(PlainTextField):
    """The code of an edition, typed in whatever width and case."""

    def to_python(self, value: Any) -> str:
        """Return the code; refuse what names no edition."""
        code = unicodedata.normalize("NFKC", super().to_python(value)).upper()
        if code and not is_edition_code(code):
            raise forms.ValidationError(
                "R2のように、英大文字と数字（20文字まで）で書いてください。", code="invalid"
            )
        return code


class WhatToImportForm(PlainWords, forms.Form):
    """Which edition an upload is to become."""

    edition = EditionCodeField(
        label="版の符号",
        required=True,
        help_text="例：令和2年の一覧はR2。確定していない版は、同じ符号でもう一度取り込めます。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    title = PlainTextField(
        label="題",
        max_length=200,
        help_text="空ならファイルの「版」のシートに書かれた題にします。",
    )


class UploadForm(WhatToImportForm):
    """A workbook, and what it is to become."""

    file = forms.FileField(
        label="Excelブック（.xlsx）",
        help_text=f"{LIMITS.max_bytes // MEGABYTE}MBまで。マクロや数式のないもの。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "ファイルを選んでください。",
            "empty": "ファイルが空です。",
            "invalid": "ファイルを選び直してください。",
            "missing": "ファイルを選び直してください。",
            "max_length": "ファイルの名前が長すぎます。",
        },
    )
    field_order = ("file", "edition", "title")

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse a file by its size before it is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > LIMITS.max_bytes:
            raise forms.ValidationError(
                f"ファイルが大きすぎます。{LIMITS.max_bytes // MEGABYTE}MBまでです。", code="size"
            )
        return file


class ConfirmImportForm(WhatToImportForm):
    """What was looked at and is to be imported; `digest` names the preview."""

    digest = forms.RegexField(
        _HASH, error_messages=dict.fromkeys(("required", "invalid"), _OLD_PAGE)
    )


class SeenForm(PlainWords, forms.Form):
    """Which state of a row the person had before them."""

    seen = forms.RegexField(
        _HASH,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), _OLD_PAGE),
    )
    is_stale = False

    def tell(self, refusal: DeedRefused, *, seen: str) -> None:
        """Show why a deed was refused.

        Where the row had changed the page shows what it says now, and what was typed can be sent
        again: `seen` names that state.
        """
        self.add_error(refusal.field or None, str(refusal))
        if isinstance(refusal, StaleRow):
            self.is_stale = True
            self.data = {name: self.data[name] for name in self.data} | {"seen": seen}

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows this form."""
        return 409 if self.is_stale else 422 if self.is_bound else 200


class AnswerForm(SeenForm):
    """What a row of a former list answers to."""

    relation = forms.ChoiceField(
        label="関係", choices=CrosswalkRelation.choices, widget=forms.RadioSelect
    )
    target = forms.ModelChoiceField(
        NationalMeasure.objects.none(),
        label="対応する施策",
        required=False,
        empty_label="（なし）",
        error_messages={"invalid_choice": "この版の施策から選んでください。"},
    )
    reason = LongTextField(label="理由", required=True)

    def __init__(
        self,
        *args: Any,
        row: CrosswalkRow,
        choices: QuerySet[NationalMeasure],
        **kwargs: Any,
    ) -> None:
        initial = {"relation": row.relation, "target": row.target_id, "reason": row.reason}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        target = self.fields["target"]
        assert isinstance(target, forms.ModelChoiceField)  # it is declared above
        target.queryset = choices


class CorrectionForm(SeenForm):
    """An erratum: what the cell is to say, on whose word, and from when."""

    text = LongTextField(
        label="訂正後",
        max_length=32_767,
        rows=8,
        help_text="空欄が正しいときは、何も書きません。",
    )
    source = LongTextField(
        label="典拠", required=True, help_text="例：令和2年6月1日付け内閣官房事務連絡"
    )
    day = DateField(label="訂正日")
