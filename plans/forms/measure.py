"""The form of a measure: everything but its KPI and its schedule."""

import re
from typing import Any

from django import forms

from accounts.forms import PlainWords
from accounts.models import Organization
from documents import content as c
from documents.codec import decode, encode
from documents.limits import LONG, SHORT
from plans.editing import new_uid
from plans.forms.chapter import DepartmentField
from plans.forms.fields import (
    BlocksField,
    LongTextField,
    PlainTextField,
    VersionField,
)
from plans.models import Measure, Tag
from plans.models.measure import MEASURE_STATUS_LABELS

SECTION_TITLES = {
    c.SectionKind.SITUATION: "現状と課題",
    c.SectionKind.ACTIONS: "取組内容",
    c.SectionKind.EFFECTS: "期待される効果",
    c.SectionKind.MEANS: "主な推進方策",
}
# Fields that are columns of the same name.
_COLUMNS = ("name", "body", "status", "mark", "joint_with", "support", "budget", "notes")
# Fields of names → what those named are.
_NAMES = {"lead": c.ResponsibilityRole.LEAD, "partners": c.ResponsibilityRole.PARTNER}
_SEPARATORS = "、,，;；"
_SEPARATOR = re.compile(f"[{_SEPARATORS}]")


class MeasureForm(PlainWords, forms.Form):
    """Everything of a measure that is not a KPI or a schedule."""

    name = PlainTextField(label="施策名")
    body = BlocksField(label="内容")
    status = forms.ChoiceField(
        label="新規・継続・拡充",
        required=False,
        choices=[("", "（書かない）")]
        + [(status.value, label) for status, label in MEASURE_STATUS_LABELS.items()],
    )
    mark = PlainTextField(label="印", help_text="◎、○など。空でもかまいません。")
    lead = PlainTextField(
        label="担当課",
        max_length=LONG.max_length,
        help_text="二つ以上あるときは「、」で区切ります。例：総務課、税務住民課",
    )
    partners = PlainTextField(
        label="連携先",
        max_length=LONG.max_length,
        help_text="ほかの課・団体・事業者など。「、」で区切ります。",
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
            "body": body.show(measure.body, plan_pk=measure.plan_id),
            "status": measure.status,
            "mark": measure.mark,
            "lead": self._responsible(c.ResponsibilityRole.LEAD),
            "partners": self._responsible(c.ResponsibilityRole.PARTNER),
            "joint_with": measure.joint_with,
            "support": measure.support,
            "budget": measure.budget,
            "notes": notes.show(measure.notes, plan_pk=measure.plan_id),
            "version": measure.version,
            **self.initial,
        }
        for kind, title in SECTION_TITLES.items():
            section = self.sections.get(kind.value, {})
            field = BlocksField(label=section.get("title") or title, rows=4, help_text="")
            self.fields[f"section_{kind.value}"] = field
            self.initial.setdefault(
                f"section_{kind.value}",
                field.show(section.get("body", []), plan_pk=measure.plan_id),
            )
        self.fields["tags"] = forms.MultipleChoiceField(
            label="柱・分類",
            required=False,
            choices=[(tag.uid, tag.label) for tag in tags],
            widget=forms.CheckboxSelectMultiple,
        )
        self.initial.setdefault("tags", measure.tags)
        if may_assign:
            self.fields["department"] = DepartmentField(organization, present=measure.department)
            self.initial.setdefault("department", measure.department_id)

    def _responsible(self, role: c.ResponsibilityRole) -> str:
        return "、".join(person.name for person in self._people(role))

    def _people(self, role: c.ResponsibilityRole) -> list[c.Responsibility]:
        people = decode(tuple[c.Responsibility, ...], self.measure.responsibilities)
        return [person for person in people if person.role is role]

    def _clean_names(self, key: str, role: c.ResponsibilityRole) -> list[c.Responsibility]:
        """Return the people in a field of names; a name that stays keeps its uid.

        A stored name that holds a separator itself (「総務課、税務課（共管）」) is not cut.
        """
        known = self._people(role)
        whole = [person.name for person in known if _SEPARATOR.search(person.name)]
        whole.sort(key=len, reverse=True)
        pattern = "|".join([*map(re.escape, whole), f"[^{_SEPARATORS}]+"])
        names = [name.strip() for name in re.findall(pattern, self.cleaned_data[key])]
        people = []
        for name in dict.fromkeys(filter(None, names)):
            if len(name) > SHORT.max_length:
                raise forms.ValidationError(
                    f"一つの名前は{SHORT.max_length}字までです。「、」で区切ってください。",
                    code="too_long",
                )
            uid = next((person.uid for person in known if person.name == name), None)
            people.append(c.Responsibility(uid=uid or new_uid(), name=name, role=role))
        return people

    def clean(self) -> dict[str, Any]:
        """Read the names of 担当課 and 連携先 that were edited."""
        data = super().clean() or {}
        self.responsible = {role: self._people(role) for role in c.ResponsibilityRole}
        for key, role in _NAMES.items():
            if key in self.changed_data and key in data:
                try:
                    self.responsible[role] = self._clean_names(key, role)
                except forms.ValidationError as error:
                    self.add_error(key, error)
        return data

    def _section_rows(self) -> list[dict[str, Any]]:
        """Return the named blocks; those of another kind or a second of one kind stay."""
        rows: list[dict[str, Any]] = []
        for section in self.measure.sections:
            name = f"section_{section['kind']}"
            if name not in self.changed_data or self.sections[section["kind"]] is not section:
                rows.append(section)
            elif self.cleaned_data[name]:
                rows.append({**section, "body": self.cleaned_data[name]})
        for kind in SECTION_TITLES:
            body = self.cleaned_data[f"section_{kind.value}"]
            if body and kind.value not in self.sections:
                rows.append({"uid": new_uid(), "kind": kind.value, "body": body})
        return rows

    def _tags(self) -> list[str]:
        """Return the chosen tags, those that stay in the order in which they stood."""
        chosen = self.cleaned_data["tags"]
        kept = [uid for uid in self.measure.tags if uid in chosen]
        return kept + [uid for uid in chosen if uid not in kept]

    def changes(self) -> dict[str, Any]:
        """Return the columns of the measure that were edited."""
        edited = set(self.changed_data)
        columns = (*_COLUMNS, "department")
        changes = {name: self.cleaned_data[name] for name in columns if name in edited}
        if "tags" in edited:
            changes["tags"] = self._tags()
        if edited & {f"section_{kind.value}" for kind in SECTION_TITLES}:
            changes["sections"] = self._section_rows()
        if edited & set(_NAMES):
            changes["responsibilities"] = [
                encode(person) for people in self.responsible.values() for person in people
            ]
        return changes
