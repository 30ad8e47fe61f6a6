"""Fields that clean text the way every part of a plan needs it."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from documents.codec import decode, encode
from documents.content import Block
from documents.eras import (
    FIRST_YEAR,
    LAST_YEAR,
    PROPOSES_FISCAL_YEAR,
    fiscal_year_label,
    read_date,
)
from documents.limits import LONG, SHORT, URL
from documents.markup import from_markup, to_markup
from documents.text import clean, forbidden_character
from plans.editing import new_uid
from plans.enums import FactKind
from plans.models import PlanFact


class PlainTextField(forms.CharField):
    """Text without characters that a document cannot carry; line ends are made one kind.

    The forms set only the columns whose fields were changed (`changed_data`): stored text that
    cleaning would tidy up stays as it was written until somebody edits it.
    """

    multiline = False

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", (LONG if self.multiline else SHORT).max_length)
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = (
                    "%(limit_value)d文字までにしてください（いまは%(show_value)d文字です）。"
                )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Tell the page the limit, but no maxlength: a browser cuts a pasted text silently."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        if isinstance(widget, forms.Textarea):
            attrs["data-limit"] = self.max_length
        return attrs

    def to_python(self, value: Any) -> str:
        """Return the cleaned text; refuse a forbidden character with its place."""
        text = value if isinstance(value, str) else ""
        found = forbidden_character(text.replace("\r", "").replace("\v", ""))
        if found is not None:
            raise ValidationError(found.message, code="forbidden")
        return clean(text, multiline=self.multiline)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether a person edited the text; what only cleaning changes is no edit."""
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class LongTextField(PlainTextField):
    """Text of several lines."""

    multiline = True

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)


class AddressField(PlainTextField):
    """An http(s) address, kept as typed."""

    def to_python(self, value: Any) -> str:
        """Return the address; refuse what a browser could not safely follow."""
        text = super().to_python(value)
        if text and not URL.matches(text):
            raise ValidationError(f"{URL.hint}を書いてください。", code="url")
        return text


MARKUP_HELP = (
    "空の行で段落が分かれます。「- 」で始まる行は箇条書き、「1. 」は番号付き、「| a | b |」は表、"
    "「> 」は囲みの注になります。**太字**、[文字](https://…) も使えます。"
)


# What calls a footnote or a term in the markup; only then is it looked up which there are.
_CALLS = re.compile(r"\[\^|\[\[用語")


class BlocksField(LongTextField):
    """A body as restricted Markdown; the value is blocks that keep the ids of those they were."""

    def __init__(self, *, rows: int = 14, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200_000)
        kwargs.setdefault("help_text", MARKUP_HELP)
        super().__init__(rows=rows, **kwargs)
        self.previous: tuple[Block, ...] = ()
        self.stored: list[dict[str, Any]] = []
        self.shown = ""
        self.plan_pk: int | None = None

    def show(self, stored: Sequence[dict[str, Any]], *, plan_pk: int) -> str:
        """Return stored blocks as the text to edit, and remember them for their ids.

        `plan_pk` names the plan whose footnotes and terms the text may call.
        """
        self.plan_pk = plan_pk
        self.stored = list(stored)
        self.previous = decode(tuple[Block, ...], self.stored)
        self.shown = to_markup(self.previous)
        return self.shown

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Return the blocks of the typed text, in the encoding that is stored.

        The text that `show` gave out comes back as the stored blocks, whatever they hold.
        """
        if not self.has_changed(self.shown, value):
            return self.stored
        text = super().clean(value)
        references = self._references() if _CALLS.search(text) else {}
        result = from_markup(
            text,
            previous=self.previous,
            new_uid=new_uid,
            footnotes=references.get(FactKind.FOOTNOTE, ()),
            terms=references.get(FactKind.TERM, ()),
        )
        if result.errors:
            raise ValidationError(
                [f"{error.line}行目：{error.message}" for error in result.errors], code="markup"
            )
        return [encode(block) for block in result.blocks]

    def _references(self) -> dict[str, list[str]]:
        """Return the uids of the plan's footnotes and terms by kind of fact."""
        found: dict[str, list[str]] = {}
        for kind, uid in (
            PlanFact.objects.present()
            .filter(plan=self.plan_pk, kind__in=[FactKind.FOOTNOTE, FactKind.TERM])
            .values_list("kind", "uid")
        ):
            found.setdefault(kind, []).append(uid)
        return found


_WHOLE_DAY = "年月日で書いてください（例：令和8年3月31日）。"


class DateField(forms.DateField):
    """A day, typed in 西暦 (2026-03-31) or 和暦 (令和8年3月31日)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "例：令和8年3月31日、2026-03-31")
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the day; a reading that is no whole day is refused."""
        if isinstance(value, str) and value.strip():
            result = read_date(value)
            reading = result.reading
            if reading is None or reading.month is None or reading.day is None:
                # That the era year never came is not why a reading is refused.
                notice = "" if reading is not None else result.notice
                if not notice or notice in PROPOSES_FISCAL_YEAR:
                    notice = _WHOLE_DAY
                raise forms.ValidationError(notice, code="invalid")
            value = f"{reading.year:04d}-{reading.month:02d}-{reading.day:02d}"
        return super().to_python(value)


class FiscalYearField(forms.TypedChoiceField):
    """A fiscal year by its Gregorian number, chosen by its Japanese name; may be left open."""

    def __init__(self, *, first: int = 2016, last: int = 2050, **kwargs: Any) -> None:
        choices = [("", "（定めない）")]
        choices += [(str(y), f"{fiscal_year_label(y)}（{y}年度）") for y in range(first, last + 1)]
        super().__init__(choices=choices, coerce=int, empty_value=None, required=False, **kwargs)

    def offer(self, year: int | None) -> None:
        """Add a year outside the usual range, so that a stored one is never lost."""
        choices = _choices(self)
        known = {value for value, _ in choices}
        if year is not None and FIRST_YEAR <= year <= LAST_YEAR and str(year) not in known:
            label = f"{fiscal_year_label(year)}（{year}年度）"
            self.choices = [*choices, (str(year), label)]


_OLD_PAGE = "画面の情報が足りません。文を写してから、この画面を開き直してください。"


class VersionField(forms.IntegerField):
    """The version that the writer had before them."""

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(
            widget=forms.HiddenInput,
            min_value=1,
            required=required,
            error_messages=dict.fromkeys(("required", "invalid", "min_value"), _OLD_PAGE),
        )


class NewUidField(forms.RegexField):
    """The identifier of what is to be added, chosen with the page: sent twice, it is added once."""

    def __init__(self) -> None:
        super().__init__(
            r"\Ax[0-9a-f]{32}\Z",
            required=False,
            initial=new_uid,
            widget=forms.HiddenInput,
            error_messages={"invalid": _OLD_PAGE},
        )

    def clean(self, value: Any) -> str:
        """Return the identifier, a new one where none was sent."""
        return str(super().clean(value)) or new_uid()


def _choices(field: "forms.ChoiceField | forms.ModelChoiceField[Any]") -> list[tuple[Any, Any]]:
    choices: Any = field.choices
    return list(choices)


def shown_values(form: forms.Form) -> dict[str, str]:
    """Return label → value of the visible fields as a person reads them."""
    return {
        str(field.label): _shown(field, form[name].value())
        for name, field in form.fields.items()
        if not isinstance(field.widget, forms.HiddenInput)
    }


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return "はい" if value in (True, "on", "true", "True") else "いいえ"
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        labels = {str(key): str(label) for key, label in _choices(field)}
        chosen = value if isinstance(value, list | tuple) else [value]
        return "、".join(
            labels.get(str(item), str(item)) for item in chosen if item not in ("", None)
        )
    return str(value if value is not None else "").replace("\r\n", "\n")
