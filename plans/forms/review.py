"""The forms of 起案, 決裁, 差戻し and 外部決裁の記録."""

from datetime import date
from typing import Any

from django import forms

from accounts.forms import PlainWords
from documents.content import WrittenDate
from documents.eras import read_date
from plans.decisions import DecisionFacts, ExternalFacts
from plans.forms.fields import DateField, LongTextField, PlainTextField

_NOT_COME = "決裁日が先の日付です。今日までの日付を入れてください。"


class SubmitForm(PlainWords, forms.Form):
    """起案."""

    summary = LongTextField(label="内容（何を決めるか）", required=True)
    reason = LongTextField(label="理由", help_text="改定のときは、改定の理由を書きます。")


class WithdrawForm(PlainWords, forms.Form):
    """引戻し."""

    comment = LongTextField(label="引戻しの理由")


_UNSEEN = "どの内容を読んだかが分かりません。画面を開き直して、読み直してください。"


class _SeenForm(PlainWords, forms.Form):
    content_sha256 = forms.RegexField(
        r"\A[0-9a-f]{64}\Z",
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), _UNSEEN),
    )


class ReturnForm(_SeenForm):
    """差戻し."""

    reason = LongTextField(
        label="差戻しの理由",
        required=True,
        error_messages={"required": "差戻しの理由を書いてください。"},
    )


class DecideForm(_SeenForm):
    """決裁."""

    decided_on = DateField(label="決裁日")
    document_number = PlainTextField(label="文書番号")
    established_on = DateField(
        label="策定日", required=False, help_text="空なら決裁日と同じ日にします。"
    )
    effective_on = DateField(label="施行日", required=False)
    post = PlainTextField(label="決裁者の職名", help_text="例：下川町長、総務課長（専決）")
    department = PlainTextField(label="作成部署")
    comment = LongTextField(label="意見")

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_decided_on(self) -> date:
        """Refuse a day that has not come: what is sealed cannot be mended afterwards."""
        day: date = self.cleaned_data["decided_on"]
        if self.today is not None and day > self.today:
            raise forms.ValidationError(_NOT_COME, code="future")
        return day

    def facts(self) -> DecisionFacts:
        """Return what the decider entered."""
        data = {key: value for key, value in self.cleaned_data.items() if key != "content_sha256"}
        return DecisionFacts(**data)


class ExternalForm(PlainWords, forms.Form):
    """外部決裁の記録."""

    decider = PlainTextField(label="決裁者", required=True, help_text="例：下川町長")
    decided_on = PlainTextField(
        label="決裁日", required=True, help_text="分かるところまで書きます。例：平成30年11月"
    )
    document_number = PlainTextField(label="文書番号")
    evidence = LongTextField(
        label="それを示す資料", required=True, help_text="例：決裁文書の名称と保存場所"
    )
    edition_label = PlainTextField(label="版の呼び方", help_text="例：第1版。空なら順に付けます。")
    summary = LongTextField(label="内容")
    department = PlainTextField(label="作成部署")

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_decided_on(self) -> WrittenDate:
        """Return the date as written with our reading.

        One that cannot be read is refused, as is one whose first day has not come: an edition
        decided in the future could never be published.
        """
        written = self.cleaned_data["decided_on"]
        result = read_date(written)
        if result.reading is None:
            raise forms.ValidationError(result.notice, code="date")
        if self.today is not None and result.reading.first_day > self.today:
            raise forms.ValidationError(_NOT_COME, code="future")
        return WrittenDate(written=written, reading=result.reading)

    def facts(self) -> ExternalFacts:
        """Return what was entered."""
        data = self.cleaned_data
        return ExternalFacts(established_on=data["decided_on"], **data)


class ReasonForm(PlainWords, forms.Form):
    """A deed that may carry a reason."""

    reason = LongTextField(label="理由")
