"""The forms of a new plan, of a plan's facts, and of picking from the catalogue."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.forms import PlainWords
from accounts.models import Organization
from catalog.models import Pillar
from documents import content as c
from documents.codec import decode, encode
from documents.eras import read_date
from plans.chapters import ListedChapter
from plans.forms.chapter import ChapterField
from plans.forms.fields import (
    AddressField,
    FiscalYearField,
    LongTextField,
    NewUidField,
    PlainTextField,
    VersionField,
)
from plans.forms.period import PeriodForm, check_years
from plans.models import Plan
from plans.models.plan import PATTERN_LABELS, STAGE_LABELS
from plans.starting import LAW, Wish, default_title, legal_basis

_PATTERNS = [(pattern.value, label) for pattern, label in PATTERN_LABELS.items()]


class NewPlanForm(PlainWords, forms.Form):
    """How a new plan begins."""

    uid = NewUidField()
    title = PlainTextField(label="計画の名称", required=True)
    pattern = forms.ChoiceField(
        label="つくり方",
        choices=_PATTERNS,
        widget=forms.RadioSelect,
        initial=c.Pattern.STANDALONE.value,
    )
    parent_title = PlainTextField(
        label="盛り込み先の計画", help_text="ほかの計画に盛り込むときに書きます。例：第6期総合計画"
    )
    parent_url = AddressField(label="その計画のURL")
    parent_pages = PlainTextField(label="そのページ", help_text="例：45〜52ページ")
    first_year = FiscalYearField(
        label="計画期間の始まり", help_text="期間を定めないときは、選ばずに進めます。"
    )
    last_year = FiscalYearField(label="計画期間の終わり")
    pillars = forms.MultipleChoiceField(
        label="取り上げる柱",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="五つの全てを取り上げる必要はありません。あとで足したり外したりできます。",
    )
    with_examples = forms.BooleanField(
        label="手引の記載例を下書きとして入れる",
        required=False,
        initial=True,
        help_text="「○○県」は団体の名前に置き換えます。白紙から始めるときは外してください。",
    )

    def __init__(
        self, *args: Any, organization: Organization, pillars: list[Pillar], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: forms.MultipleChoiceField = self.fields["pillars"]  # type: ignore[assignment]
        field.choices = [(str(pillar.no), pillar.name) for pillar in pillars]
        self.initial = {
            "title": default_title(organization.municipality),
            "pillars": [str(pillar.no) for pillar in pillars],
            **self.initial,
        }
        self.legal_basis = f"{LAW}{legal_basis(organization.municipality)}"

    def clean(self) -> dict[str, Any]:
        """Check what only holds for two fields together."""
        data = super().clean() or {}
        check_years(self, data.get("first_year"), data.get("last_year"))
        if data.get("pattern") == c.Pattern.EMBEDDED.value and not data.get("parent_title"):
            self.add_error("parent_title", "盛り込み先の計画の名称を書いてください。")
        return data

    def wish(self) -> Wish:
        """Return what was asked for."""
        data = self.cleaned_data
        embedded = data["pattern"] == c.Pattern.EMBEDDED.value
        return Wish(
            title=data["title"],
            pattern=c.Pattern(data["pattern"]),
            first_year=data["first_year"],
            last_year=data["last_year"],
            pillars=tuple(int(no) for no in data["pillars"]),
            with_examples=data["with_examples"],
            parent_title=data["parent_title"] if embedded else "",
            parent_url=data["parent_url"] if embedded else "",
            parent_pages=data["parent_pages"] if embedded else "",
        )


_PLAIN = (
    "title",
    "subtitle",
    "short_name",
    "vision",
    "pattern",
    "stage",
    "prefectural_plan_note",
    "licence",
    "prints_national_measures",
)
# A plain check: what is refused is surely no address; that mail arrives no pattern can say.
_MAIL = re.compile(r"[^@＠\s]+@[^@＠\s]+")
_CONTACT = ("department", "postal_address", "phone", "fax", "email", "url")


class PlanFactsForm(PlainWords, PeriodForm):
    """The plan's own row: names, period, contact. None but the title is obligatory."""

    title = PlainTextField(label="計画の名称", required=True)
    subtitle = PlainTextField(label="副題")
    short_name = PlainTextField(label="略称")
    vision = LongTextField(label="ビジョン")
    pattern = forms.ChoiceField(label="つくり方", choices=_PATTERNS)
    stage = forms.ChoiceField(
        label="段階", choices=[(stage.value, label) for stage, label in STAGE_LABELS.items()]
    )
    first_year = FiscalYearField(label="計画期間の始まり")
    last_year = FiscalYearField(label="計画期間の終わり")
    period_written = PlainTextField(
        label="計画期間の書き方",
        help_text="空なら年度から作ります。例：令和8年度から令和11年度までの4年間",
    )
    cover_date = PlainTextField(
        label="表紙の日付", help_text="空なら決裁のあとの策定日を載せます。例：令和8年3月"
    )
    prefectural_plan_note = LongTextField(
        label="都道府県計画を勘案した点", help_text="市町村の計画だけ（法第9条第3項）。"
    )
    contact_department = PlainTextField(label="問い合わせ先の部署")
    contact_postal_address = PlainTextField(label="住所")
    contact_phone = PlainTextField(label="電話")
    contact_fax = PlainTextField(label="ファクス")
    contact_email = PlainTextField(label="メール")
    contact_url = AddressField(label="問い合わせのページ")
    licence = PlainTextField(label="利用条件", help_text="例：CC BY 4.0")
    prints_national_measures = forms.BooleanField(
        label="各施策に「対応する国の施策」を載せる",
        required=False,
        help_text=(
            "手引は「必ずしも併記する必要はありません」としています（雛型６の脚注5）。"
            "載せなくても、対応の記録は計画に残ります。"
        ),
    )
    version = VersionField()

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_cover_date: c.WrittenDate | None = decode(c.WrittenDate, plan.cover_date)
        self.contact: c.Contact = decode(c.Contact, plan.contact) or c.Contact()
        self.initial = {
            **{name: getattr(plan, name) for name in (*_PLAIN, "version")},
            **self.show_period(decode(c.Period, plan.period)),
            "cover_date": self.stored_cover_date.written if self.stored_cover_date else "",
            **{f"contact_{name}": getattr(self.contact, name) for name in _CONTACT},
            **self.initial,
        }

    def clean_contact_email(self) -> str:
        """Return the address; one that was edited must be such that mail can go there."""
        address: str = self.cleaned_data["contact_email"]
        if address and "contact_email" in self.changed_data and not _MAIL.fullmatch(address):
            wide = "「＠」を半角の「@」にして、" if "＠" in address else ""
            raise forms.ValidationError(
                f"{wide}一つのメールアドレスを「joho@example.jp」の形で書いてください。",
                code="email",
            )
        return address

    def changes(self) -> dict[str, Any]:
        """Return the columns of the plan that were edited."""
        data, edited = self.cleaned_data, set(self.changed_data)
        changes: dict[str, Any] = {name: data[name] for name in _PLAIN if name in edited}
        if self.period_edited:
            changes["period"] = encode(self.edited_period())
        if "cover_date" in edited:
            written = data["cover_date"]
            date = c.WrittenDate(written=written, reading=read_date(written).reading)
            changes["cover_date"] = encode(date) if written else None
        entries = {
            name: data[f"contact_{name}"] for name in _CONTACT if f"contact_{name}" in edited
        }
        if entries:
            contact = replace(self.contact, **entries)
            changes["contact"] = encode(contact) if contact != c.Contact() else None
        return changes


class PillarsForm(PlainWords, forms.Form):
    """Which pillars the plan takes up."""

    pillars = forms.MultipleChoiceField(
        label="取り上げる柱",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="外した柱の章は「取り除いたもの」に入り、いつでも元に戻せます。",
    )

    def __init__(self, *args: Any, pillars: list[Pillar], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.MultipleChoiceField = self.fields["pillars"]  # type: ignore[assignment]
        field.choices = [(str(pillar.no), pillar.name) for pillar in pillars]


class PickForm(PlainWords, forms.Form):
    """Rows of the catalogue to copy, and the chapter they go to."""

    chapter = ChapterField(label="入れる章", required=False, empty_label="（柱に合う章に入れる）")
    uid = NewUidField()

    def __init__(
        self,
        *args: Any,
        chapters: Sequence[ListedChapter],
        rows: QuerySet[Any],
        wanted: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        chapter: ChapterField = self.fields["chapter"]  # type: ignore[assignment]
        chapter.offer(chapters)
        self.initial.setdefault("chapter", chapter.key_of(wanted))
        self.rows = rows
        # `forms.ModelMultipleChoiceField` would name a wrong key in a sentence of its own.
        self.fields["sources"] = forms.TypedMultipleChoiceField(
            label="施策",
            coerce=int,
            choices=self._offered,
            error_messages={"required": "入れる施策を一つ以上選んでください。"},
        )

    def _offered(self) -> list[tuple[int, str]]:
        """Return the keys that may be sent; asked only where something was."""
        return list(self.rows.values_list("pk", "name")) if self.is_bound else []

    def clean_sources(self) -> list[Any]:
        """Return the chosen rows, in the order of the list."""
        return list(self.rows.filter(pk__in=self.cleaned_data["sources"]))

    def chosen_rows(self) -> list[Any]:
        """Return the rows that were ticked, be the rest of the form right or not."""
        sent = self.data.getlist("sources") if hasattr(self.data, "getlist") else []
        keys = {str(pk): pk for pk, _ in self._offered()}
        return list(self.rows.filter(pk__in=[keys[key] for key in sent if key in keys]))
