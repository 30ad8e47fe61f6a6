"""The forms of a plan's facts: legal bases, related plans, 推進体制, 策定経過, terms."""

from typing import Any

from django import forms

from accounts.forms import PlainWords
from documents import content as c
from documents.codec import decode, encode
from documents.eras import read_date
from plans.enums import FactKind
from plans.forms.fields import (
    AddressField,
    FiscalYearField,
    LongTextField,
    NewUidField,
    PlainTextField,
    VersionField,
)
from plans.forms.period import PeriodForm
from plans.models import PlanFact
from plans.starting import LAW


class FactForm(PlainWords, forms.Form):
    """What the forms of facts share: the row they edit and what becomes of its `data`."""

    version = VersionField(required=False)  # a new fact has none yet

    def __init__(self, *args: Any, row: PlanFact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        if row is None:
            self.fields["uid"] = NewUidField()
        else:
            self.fields["version"].required = True
            names = [name for name in self.fields if name != "version"]
            self.initial = {
                "version": row.version,
                **{name: row.data.get(name, "") for name in names},
                **self.initial,
            }

    @property
    def edited(self) -> list[str]:
        """The fields whose values are to be stored: of a new fact all, else what was changed."""
        names = list(self.fields) if self.row is None else self.changed_data
        return [name for name in names if name not in {"version", "uid"}]

    def clean(self) -> dict[str, Any]:
        """Refuse a new fact that says nothing but what the form proposed."""
        data = super().clean() or {}
        if self.row is None and not self.errors and not set(self.changed_data) - {"version", "uid"}:
            self.add_error(None, "何も書かれていません。")
        return data

    def data_column(self) -> dict[str, Any]:
        """Return the `data` of the fact; what was not edited, or is not shown here, stays."""
        kept = dict(self.row.data) if self.row else {}
        for name in self.edited:
            value = self.cleaned_data[name]
            if value in ("", None, False):
                kept.pop(name, None)
            else:
                kept[name] = value
        return kept


class HatForm(FactForm, PeriodForm):
    """A legal basis, with the period that it has where that is not the plan's."""

    law = PlainTextField(label="法令など", required=True, initial=LAW)
    article = PlainTextField(label="条・項", help_text="例：第9条第3項")
    description = LongTextField(label="説明", rows=2)
    first_year = FiscalYearField(
        label="計画期間の始まり", help_text="この根拠による計画の期間が別にあるときだけ選びます。"
    )
    last_year = FiscalYearField(label="計画期間の終わり")
    period_written = PlainTextField(
        label="計画期間の書き方", help_text="空なら年度から作ります。例：平成30年度から5年間"
    )

    def __init__(self, *args: Any, row: PlanFact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row is not None:
            period = decode(c.Period, row.data.get("period"))
            self.initial = {**self.initial, **self.show_period(period)}

    def data_column(self) -> dict[str, Any]:
        """Return the fact's data with the period made anew where a person edited it."""
        kept = super().data_column()
        for name in ("first_year", "last_year", "period_written"):
            kept.pop(name, None)
        if self.period_edited:
            kept.pop("period", None)
            period = self.edited_period()
            if period is not None:
                kept["period"] = encode(period)
        return kept


class RelatedPlanForm(FactForm):
    """Another plan and how this one stands to it."""

    relation = forms.ChoiceField(
        label="関係",
        choices=[
            (c.Relation.PARENT.value, "盛り込み先の計画（パターン2）"),
            (c.Relation.UPPER.value, "上位計画"),
            (c.Relation.SIBLING.value, "関連計画"),
            (c.Relation.PREDECESSOR.value, "前の計画"),
            (c.Relation.SUCCESSOR.value, "後の計画"),
        ],
    )
    title = PlainTextField(label="計画の名称", required=True)
    url = AddressField(label="URL")
    pages = PlainTextField(label="ページ")
    abolished = forms.BooleanField(label="廃止した", required=False)
    note = LongTextField(label="説明（廃止した理由など）", rows=2)


class GovernanceBodyForm(FactForm):
    """A body of the 推進体制."""

    name = PlainTextField(label="会議・組織の名前", required=True)
    head = PlainTextField(label="長", help_text="例：副町長（CIO）")
    members = LongTextField(label="構成員", rows=2)
    office = PlainTextField(label="事務局")
    reporting_rhythm = PlainTextField(label="報告の頻度", help_text="例：四半期ごと")
    role = LongTextField(label="役割", rows=2)


class ProcessStepForm(FactForm):
    """A step of the 策定経過."""

    title = PlainTextField(label="できごと", required=True)
    date_written = PlainTextField(label="日付", help_text="例：令和8年1月15日")
    parties = PlainTextField(label="相手・参加者")
    description = LongTextField(label="説明", rows=2)

    def __init__(self, *args: Any, row: PlanFact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row is not None:
            self.initial["date_written"] = row.data.get("date", {}).get("written", "")

    def data_column(self) -> dict[str, Any]:
        """Return the fact's data with the date read anew where its words changed."""
        kept = super().data_column()
        kept.pop("date_written", None)
        written = self.cleaned_data["date_written"]
        if "date_written" in self.edited:
            kept.pop("date", None)
            if written:
                reading = read_date(written).reading
                kept["date"] = encode(c.WrittenDate(written=written, reading=reading))
        return kept


class TermForm(FactForm):
    """A word of the glossary."""

    word = PlainTextField(label="用語", required=True)
    reading = PlainTextField(label="読み（ひらがな）")
    explanation = LongTextField(label="説明", required=True)


FACT_FORMS: dict[FactKind, type[FactForm]] = {
    FactKind.HAT: HatForm,
    FactKind.RELATED_PLAN: RelatedPlanForm,
    FactKind.GOVERNANCE_BODY: GovernanceBodyForm,
    FactKind.PROCESS_STEP: ProcessStepForm,
    FactKind.TERM: TermForm,
}
