"""The forms of a measure's screen: the measure, its KPI and its schedule."""

import re
from typing import Any

from django import forms

from accounts.models import Organization
from documents import content as c
from documents.codec import decode, encode
from documents.eras import DateReading, find_dates, fiscal_year_label, format_reading, read_date
from documents.text import read_number
from plans.editing import new_uid
from plans.forms.chapter import departments_of
from plans.forms.fields import (
    BlocksField,
    LongTextField,
    PlainTextField,
    VersionField,
)
from plans.models import Kpi, Measure, ScheduleItem, Tag
from plans.models.indicator import DIRECTION_LABELS, KPI_KIND_LABELS, KPI_ROLE_LABELS
from plans.models.measure import MEASURE_STATUS_LABELS

SECTION_TITLES = {
    c.SectionKind.SITUATION: "現状と課題",
    c.SectionKind.ACTIONS: "取組内容",
    c.SectionKind.EFFECTS: "期待される効果",
    c.SectionKind.MEANS: "主な推進方策",
}


class MeasureForm(forms.Form):
    """Everything of a measure that is not a KPI or a schedule."""

    name = PlainTextField(label="施策名")
    body = BlocksField(label="内容")
    status = forms.ChoiceField(
        label="新規・継続・拡充",
        required=False,
        choices=[("", "（書かない）")]
        + [(status.value, label) for status, label in MEASURE_STATUS_LABELS.items()],
    )
    mark = PlainTextField(label="印", max_length=10, help_text="◎、○など。空でもかまいません。")
    lead = PlainTextField(
        label="担当課", help_text="二つ以上あるときは「、」で区切ります。例：総務課、税務住民課"
    )
    partners = PlainTextField(
        label="連携先", help_text="ほかの課・団体・事業者など。「、」で区切ります。"
    )
    joint_with = PlainTextField(label="共同で行う団体")
    support = LongTextField(label="支援策（国・県の補助など）", rows=2)
    budget = LongTextField(label="予算", rows=2)
    notes = BlocksField(label="注（施策の最後に載せる）", rows=4, help_text="")
    version = VersionField()

    def __init__(
        self,
        *args: Any,
        measure: Measure,
        organization: Organization,
        tags: list[Tag],
        may_assign: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.sections = {section["kind"]: section for section in reversed(measure.sections)}
        body: BlocksField = self.fields["body"]  # type: ignore[assignment]
        notes: BlocksField = self.fields["notes"]  # type: ignore[assignment]
        self.initial = {
            "name": measure.name,
            "body": body.show(measure.body),
            "status": measure.status,
            "mark": measure.mark,
            "lead": self._responsible(c.ResponsibilityRole.LEAD),
            "partners": self._responsible(c.ResponsibilityRole.PARTNER),
            "joint_with": measure.joint_with,
            "support": measure.support,
            "budget": measure.budget,
            "notes": notes.show(measure.notes),
            "version": measure.version,
            **self.initial,
        }
        for kind, title in SECTION_TITLES.items():
            section = self.sections.get(kind.value, {})
            field = BlocksField(label=section.get("title") or title, rows=4, help_text="")
            self.fields[f"section_{kind.value}"] = field
            self.initial.setdefault(f"section_{kind.value}", field.show(section.get("body", [])))
        self.fields["tags"] = forms.MultipleChoiceField(
            label="柱・分類",
            required=False,
            choices=[(tag.uid, tag.label) for tag in tags],
            widget=forms.CheckboxSelectMultiple,
        )
        self.initial.setdefault("tags", measure.tags)
        if may_assign:
            self.fields["department"] = departments_of(organization)
            self.initial.setdefault("department", measure.department_id)

    def _responsible(self, role: c.ResponsibilityRole) -> str:
        people = decode(tuple[c.Responsibility, ...], self.measure.responsibilities)
        return "、".join(person.name for person in people if person.role is role)

    def _responsibilities(self) -> list[dict[str, Any]]:
        """Return the rows of 担当課 and 連携先; a name that stays keeps its uid."""
        known = {
            (person.get("role", c.ResponsibilityRole.LEAD.value), person["name"]): person["uid"]
            for person in self.measure.responsibilities
        }
        rows: list[dict[str, Any]] = []
        for role, key in (
            (c.ResponsibilityRole.LEAD, "lead"),
            (c.ResponsibilityRole.PARTNER, "partners"),
        ):
            names = [name.strip() for name in re.split(r"[、,，;；]", self.cleaned_data[key])]
            for name in dict.fromkeys(filter(None, names)):
                uid = known.get((role.value, name)) or new_uid()
                rows.append(encode(c.Responsibility(uid=uid, name=name, role=role)))
        return rows

    def _section_rows(self) -> list[dict[str, Any]]:
        """Return the named blocks; those of another kind or a second of one kind stay."""
        rows: list[dict[str, Any]] = []
        stored: list[dict[str, Any]] = self.measure.sections
        for section in stored:
            name = f"section_{section['kind']}"
            if self.sections.get(section["kind"]) is section and name in self.fields:
                if self.cleaned_data[name]:
                    rows.append({**section, "body": self.cleaned_data[name]})
            else:
                rows.append(section)
        for kind in SECTION_TITLES:
            body = self.cleaned_data[f"section_{kind.value}"]
            if body and kind.value not in self.sections:
                rows.append({"uid": new_uid(), "kind": kind.value, "body": body})
        return rows

    def changes(self) -> dict[str, Any]:
        """Return the columns of the measure that the form sets."""
        data = self.cleaned_data
        names = ("name", "body", "status", "mark", "joint_with", "support", "budget", "notes")
        changes = {name: data[name] for name in names}
        changes["sections"] = self._section_rows()
        changes["responsibilities"] = self._responsibilities()
        changes["tags"] = data["tags"]
        if "department" in data:
            changes["department"] = data["department"]
        return changes


_TARGET_LINE = re.compile(r"(?P<year>[^：:]*年度?[^：:]*)[：:](?P<written>.*)\Z", re.DOTALL)


class KpiForm(forms.Form):
    """One KPI. A name and one value are enough; the rest is there on demand."""

    name = PlainTextField(label="指標", help_text="例：オンラインで申請できる手続の数")
    target_lines = LongTextField(
        label="目標値",
        rows=2,
        max_length=5000,
        help_text="例：10件。年度ごとに書くときは1行に一つ「令和8年度：25件」のように書きます。",
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
    unit = PlainTextField(label="単位", help_text="空なら目標値から読み取ります。")
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
        plain = ("name", "kind", "role", "unit", "direction", "method", "department_name", "note")
        self.initial = {
            **{name: getattr(row, name) for name in plain},
            "target_lines": "\n".join(_target_line(target) for target in self.targets),
            "baseline_written": self.baseline.written,
            "baseline_date": self.baseline.date.written if self.baseline.date else "",
            "baseline_source": self.baseline.source,
            **self.initial,
        }

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was typed into the form of a new KPI."""
        data = self.cleaned_data
        typed = ("name", "target_lines", "baseline_written", "note", "method")
        return self.row is None and not any(data.get(name) for name in typed)

    @property
    def readings(self) -> list[str]:
        """What we read out of the stored values, for showing beside the form."""
        return [
            f"{_target_line(target)} → {target.value}{self.row.unit if self.row else ''}"
            for target in self.targets
            if target.value is not None
        ]

    def clean_target_lines(self) -> list[dict[str, Any]]:
        """Return the targets, one a line; a target that stays keeps its uid and reading."""
        known = {_target_line(target): target for target in self.targets}
        by_year = {target.fiscal_year: target.uid for target in self.targets}
        used: set[str] = set()
        targets: list[c.KpiTarget] = []
        for line in filter(None, map(str.strip, self.cleaned_data["target_lines"].split("\n"))):
            target = known.get(line) or self._read_target(line, by_year, used)
            if target.fiscal_year is not None and target.fiscal_year in {
                other.fiscal_year for other in targets
            }:
                raise forms.ValidationError("同じ年度の目標値が二つあります。", code="twice")
            used.add(target.uid)
            targets.append(target)
        return [encode(target) for target in targets]

    def _read_target(
        self, line: str, by_year: dict[int | None, str], used: set[str]
    ) -> c.KpiTarget:
        year: int | None = None
        written = line
        match = _TARGET_LINE.match(line)
        if match is not None:
            result = read_date(match["year"])
            if result.reading is None:
                raise forms.ValidationError(
                    f"「{match['year']}」を年度として読めません。{result.notice}", code="year"
                )
            year, written = result.reading.year, match["written"].strip()
        uid = by_year.get(year)
        if uid is None or uid in used:
            uid = new_uid()
        return c.KpiTarget(
            uid=uid, written=written, value=read_number(written).value, fiscal_year=year
        )

    def clean(self) -> dict[str, Any]:
        """Demand a name where anything else of a KPI is written."""
        data = super().clean() or {}
        others = ("target_lines", "baseline_written", "note", "method")
        if not data.get("name") and any(data.get(name) for name in others):
            self.add_error("name", "指標の名前を書いてください。")
        return data

    def changes(self) -> dict[str, Any]:
        """Return the columns of the KPI that the form sets."""
        data = self.cleaned_data
        plain = ("name", "role", "direction", "method", "department_name", "note")
        changes = {name: data[name] for name in plain}
        changes["kind"] = data["kind"] or c.KpiKind.NUMBER.value
        changes["targets"] = data["target_lines"]
        changes["unit"] = data["unit"] or self._unit_of_targets(data["target_lines"])
        changes["baseline"] = self._baseline()
        return changes

    def _unit_of_targets(self, targets: list[dict[str, Any]]) -> str:
        units = {read_number(target.get("written", "")).unit for target in targets} - {""}
        return units.pop() if len(units) == 1 else ""

    def _baseline(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        written, date = data["baseline_written"], data["baseline_date"]
        if not (written or date or data["baseline_source"]):
            return None
        value = (
            self.baseline.value if written == self.baseline.written else read_number(written).value
        )
        old = self.baseline.date
        when = (
            old
            if old is not None and old.written == date
            else c.WrittenDate(written=date, reading=read_date(date).reading)
            if date
            else None
        )
        return encode(  # type: ignore[no-any-return]
            c.KpiBaseline(written=written, value=value, date=when, source=data["baseline_source"])
        )


def _target_line(target: c.KpiTarget) -> str:
    if target.fiscal_year is None:
        return target.written
    return f"{fiscal_year_label(target.fiscal_year)}：{target.written}"


class ScheduleForm(forms.Form):
    """One statement on when something is done; its deadline is read from the words."""

    written = LongTextField(
        label="予定", rows=2, help_text="例：令和8年度までに実施。書いたとおりに印刷されます。"
    )
    due_written = PlainTextField(
        label="期限の読み",
        max_length=40,
        help_text="空なら文から読み取ります。違うときに直してください。例：令和8年度",
    )
    open_end = PlainTextField(label="年の定まらない期限", help_text="例：次期更新時まで")
    remove = forms.BooleanField(label="この予定を取り除く", required=False)

    def __init__(self, *args: Any, row: ScheduleItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        if row is not None:
            reading = DateReading.parse(row.due) if row.due else None
            self.initial = {
                "written": row.written,
                "due_written": format_reading(reading, gregorian=False) if reading else "",
                "open_end": row.open_end,
                **self.initial,
            }

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was typed into the form of a new statement."""
        return self.row is None and not self.cleaned_data.get("written")

    @property
    def reading(self) -> str:
        """The stored reading in 和暦 and 西暦, with a notice where the era year never came."""
        if self.row is None or not self.row.due:
            return ""
        notices = [found.notice for found in find_dates(self.row.written) if found.notice]
        text = format_reading(DateReading.parse(self.row.due))
        return f"{text}　{'　'.join(dict.fromkeys(notices))}".strip()

    def clean_due_written(self) -> DateReading | None:
        """Return the reading that a person typed, or None where none was."""
        text = self.cleaned_data["due_written"]
        if not text:
            return None
        result = read_date(text)
        if result.reading is None:
            raise forms.ValidationError(
                f"期限として読めません。{result.notice}「令和8年度」のように書いてください。",
                code="date",
            )
        return result.reading

    def clean(self) -> dict[str, Any]:
        """Demand words where anything else of a statement is written."""
        data = super().clean() or {}
        if not data.get("written") and (data.get("open_end") or data.get("due_written")):
            self.add_error("written", "予定を文で書いてください。")
        return data

    def changes(self) -> dict[str, Any]:
        """Return the columns of the item that the form sets."""
        data = self.cleaned_data
        written: str = data["written"]
        typed: DateReading | None = data["due_written"]
        old_shown = self.initial.get("due_written", "")
        shown = format_reading(typed, gregorian=False) if typed else ""
        if typed is not None and (shown != old_shown or self.row is None):
            due = str(typed)
        elif self.row is not None and written == self.row.written and typed is not None:
            due = self.row.due
        else:
            due = self._read(written)
        return {"written": written, "due": due, "open_end": data["open_end"]}

    def _read(self, written: str) -> str:
        """Return the deadline in the words: the first date with 「まで」, else the last date.

        「令和6年度に試行し、令和8年度までに実施（令和9年度に検証）」 is due in 令和8年度.
        """
        found = [date for date in find_dates(written) if date.reading is not None]
        until = [date for date in found if re.match(r"\s*(末|中)?\s*まで", written[date.end :])]
        chosen = until or found[-1:]
        return str(chosen[0].reading) if chosen else ""
