"""The form of a KPI: its targets are typed one a line, with the fiscal year in front."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from accounts.forms import PlainWords
from documents import content as c
from documents.assemble.blocks import number_text
from documents.codec import decode, encode
from documents.eras import DateReading, fiscal_year_label, format_reading, read_date
from documents.kpi_values import DATED, amount_of, unit_read, year_of
from documents.limits import SHORT
from documents.text import read_number
from plans.editing import new_uid
from plans.forms.fields import LongTextField, PlainTextField
from plans.models import Kpi
from plans.models.indicator import DIRECTION_LABELS, KPI_KIND_LABELS, KPI_ROLE_LABELS

# Fields that are columns of the same name.
_COLUMNS = ("name", "kind", "role", "unit", "direction", "method", "department_name", "note")
_BASELINE = ("baseline_written", "baseline_date", "baseline_source")

# 「令和0年度」 is meant as a year and is none; 「年間」 and 「3年間」 are words.
# Our reading of a value, corrected by a person: 「約3割（読み：28）」.
_READING = re.compile(r"(?P<words>.*?)[（(]読み[：:](?P<given>[^（）()]*)[）)]\s*", re.DOTALL)
_MEANT_AS_YEAR = re.compile(r"年度|[0-9０-９元〇一二三四五六七八九十]\s*年(?!間)")


class KpiForm(PlainWords, forms.Form):
    """One KPI. A name and one value are enough; the rest is there on demand."""

    name = PlainTextField(label="指標", help_text="例：オンラインで申請できる手続の数")
    target_lines = LongTextField(
        label="目標値",
        rows=2,
        max_length=5000,
        help_text="例：10件。年度ごとに書くときは1行に一つ「令和8年度：25件」のように書きます。"
        "数の読みが違うときは、行の終わりに「（読み：28）」と書きます。",
    )
    kind = forms.ChoiceField(
        label="種類",
        required=False,
        choices=[(kind.value, label) for kind, label in KPI_KIND_LABELS.items()],
    )
    role = forms.ChoiceField(
        label="進捗・効果",
        required=False,
        choices=[("", "（書かない）")] + [(r.value, label) for r, label in KPI_ROLE_LABELS.items()],
    )
    unit = PlainTextField(label="単位", help_text="「10」のように単位のない数に付けて印刷します。")
    direction = forms.ChoiceField(
        label="向き",
        required=False,
        choices=[("", "（書かない）")]
        + [(d.value, label) for d, label in DIRECTION_LABELS.items()],
    )
    baseline_written = PlainTextField(label="基準値", help_text="例：3件")
    baseline_date = PlainTextField(label="基準値の時点", help_text="例：令和6年度末")
    baseline_source = PlainTextField(label="出典")
    method = LongTextField(label="算出方法", rows=2)
    department_name = PlainTextField(label="所管")
    note = LongTextField(label="注", rows=2)
    remove = forms.BooleanField(label="このKPIを取り除く", required=False)

    def __init__(self, *args: Any, row: Kpi | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.targets: tuple[c.KpiTarget, ...] = ()
        self.baseline = c.KpiBaseline()
        if row is None:
            self.initial.setdefault("kind", c.KpiKind.NUMBER.value)
            return
        self.targets = decode(tuple[c.KpiTarget, ...], row.targets)
        self.baseline = decode(c.KpiBaseline, row.baseline) or c.KpiBaseline()
        self.initial = {
            **{name: getattr(row, name) for name in _COLUMNS},
            "target_lines": "\n".join(self._line(target) for target in self.targets),
            "baseline_written": _with_reading(self._words(self.baseline), self.baseline.value),
            "baseline_date": self.baseline.date.written if self.baseline.date else "",
            "baseline_source": self.baseline.source,
            **self.initial,
        }

    def _words(self, value: c.KpiTarget | c.KpiBaseline) -> str:
        """Return a value as it was written, or as it is printed where only its number is known."""
        if value.written or value.value is None or self.row is None:
            return value.written
        return number_text(value.value) + self.row.unit

    def _line(self, target: c.KpiTarget) -> str:
        """Return a target as a line of the field."""
        words = self._words(target)
        line = _with_reading(words, target.value)
        if target.year_written:
            return f"{target.year_written}：{line}"
        if target.fiscal_year is None or year_of(words) == target.fiscal_year:
            return line
        return f"{fiscal_year_label(target.fiscal_year)}：{line}"

    @property
    def edited(self) -> set[str]:
        """The fields whose values are to be stored: of a new KPI all, else what was changed."""
        return set(self.fields) if self.row is None else set(self.changed_data)

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was typed into the form of a new KPI."""
        typed = ("name", "target_lines", *_BASELINE, "note", "method", "department_name", "unit")
        return self.row is None and not any(self.cleaned_data.get(name) for name in typed)

    def _unit(self, target: c.KpiTarget) -> str:
        """Return the unit of a number that we show: of its own words, else the stored one."""
        own = read_number(amount_of(target.written))
        stored = self.row.unit if self.row else ""
        return own.unit or stored if own.value == target.value else stored

    @property
    def unit_reading(self) -> str:
        """The unit that the words of the stored targets give, where none is typed."""
        if self.row is None or self.row.unit:
            return ""
        return unit_read(c.Kpi(uid="", name="", targets=self.targets))

    @property
    def readings(self) -> list[str]:
        """What we read out of the stored targets, for showing beside the form."""
        readings = []
        for target in self.targets:
            read = []
            if target.fiscal_year is not None:
                read.append(format_reading(DateReading(target.fiscal_year, is_fiscal=True)))
            if target.value is not None:
                read.append(number_text(target.value) + self._unit(target))
            if read:
                readings.append(f"{self._line(target)} → {'　'.join(read)}")
        return readings

    def clean_target_lines(self) -> list[dict[str, Any]]:
        """Return the targets, one a line.

        A line that stays is the target that it was, with its uid and reading; an edited one takes
        the uid of a target of its year that went.
        """
        lines = [line.strip() for line in self.cleaned_data["target_lines"].split("\n")]
        left = list(self.targets)
        kept: list[c.KpiTarget | None] = []
        for line in filter(None, lines):
            same = next((target for target in left if self._line(target).strip() == line), None)
            if same is not None:
                left.remove(same)
            kept.append(same)
        targets = [
            same or _read_target(line, left)
            for line, same in zip(filter(None, lines), kept, strict=True)
        ]
        years = [target.fiscal_year for target in targets if target.fiscal_year is not None]
        if len(years) > len(set(years)):
            raise forms.ValidationError("同じ年度の目標値が二つあります。", code="twice")
        return [encode(target) for target in targets]

    def clean_baseline_written(self) -> str:
        """Return the words; refuse a number that cannot be one."""
        written: str = self.cleaned_data["baseline_written"]
        if "baseline_written" in self.changed_data:
            _value_of(*_cut_reading(written))
        return written

    def clean(self) -> dict[str, Any]:
        """Demand a name where anything else of a KPI is written, and where there was one."""
        data = super().clean() or {}
        wanted = self.row.name != "" if self.row else not self.is_blank
        if wanted and not data.get("name") and "name" not in self.errors and not data.get("remove"):
            self.add_error("name", "指標の名前を書いてください。")
        return data

    def changes(self) -> dict[str, Any]:
        """Return the columns of the KPI that were edited."""
        data, edited = self.cleaned_data, self.edited
        changes = {name: data[name] for name in _COLUMNS if name in edited}
        if "kind" in changes:
            changes["kind"] = changes["kind"] or c.KpiKind.NUMBER.value
        if "target_lines" in edited:
            changes["targets"] = data["target_lines"]
        if edited & set(_BASELINE):
            changes["baseline"] = self._baseline()
        return changes

    def _baseline(self) -> dict[str, Any] | None:
        """Return the baseline; what was not edited keeps its words and its reading."""
        data, edited, old = self.cleaned_data, self.edited, self.baseline
        written, value, date, source = old.written, old.value, old.date, old.source
        if "baseline_written" in edited:
            written, given = _cut_reading(data["baseline_written"])
            value = _value_of(written, given)
        if "baseline_date" in edited:
            words = data["baseline_date"]
            reading = read_date(words).reading
            date = c.WrittenDate(written=words, reading=reading) if words else None
        if "baseline_source" in edited:
            source = data["baseline_source"]
        baseline = c.KpiBaseline(written=written, value=value, date=date, source=source)
        return None if baseline == c.KpiBaseline() else encode(baseline)


def _with_reading(words: str, value: Decimal | None) -> str:
    """Return words with our reading of them where it is not what they say by themselves."""
    if value == read_number(amount_of(words)).value:
        return words
    return f"{words}（読み：{'なし' if value is None else number_text(value)}）"


def _cut_reading(text: str) -> tuple[str, str | None]:
    """Return the words of a value and the reading given behind them, None where none is."""
    match = _READING.fullmatch(text)
    return (match["words"].strip(), match["given"].strip()) if match else (text, None)


def _value_of(words: str, given: str | None) -> Decimal | None:
    """Return the number of a value: the one given, else the one read from its words."""
    if given is None:
        return _number(amount_of(words))
    value = None if given in {"", "なし"} else _number(given)
    if value is None and given not in {"", "なし"}:
        raise forms.ValidationError(
            f"「読み：{given[:40]}」を数として読めません。「（読み：28）」のように書いてください。",
            code="number",
        )
    return value


def _number(written: str) -> Decimal | None:
    number = read_number(written)
    if number.is_refused:
        raise forms.ValidationError(f"「{written[:40]}」：{number.notice}", code="number")
    return number.value


def _read_target(line: str, left: list[c.KpiTarget]) -> c.KpiTarget:
    """Read a line; takes the target of `left` whose uid it carries on out of that list."""
    written, given = _cut_reading(line)
    year, year_written = year_of(written), ""
    match = DATED.fullmatch(written)
    if match is not None and year is None:
        result = read_date(match["date"])
        if result.reading is not None:
            year, written = result.reading.year, match["value"].strip()
            if (named := match["date"].strip()) != fiscal_year_label(year):
                year_written = named
        elif _MEANT_AS_YEAR.search(match["date"]):
            raise forms.ValidationError(f"「{match['date'][:40]}」：{result.notice}", code="year")
    if len(written) > SHORT.max_length:
        raise forms.ValidationError(
            f"一つの目標値は{SHORT.max_length}字までです。", code="too_long"
        )
    before = next((target for target in left if target.fiscal_year == year), None)
    if before is not None:
        left.remove(before)
    return c.KpiTarget(
        uid=before.uid if before else new_uid(),
        written=written,
        value=_value_of(written, given),
        fiscal_year=year,
        year_written=year_written,
    )
