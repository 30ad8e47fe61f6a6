"""The form of a chapter, and of a new one."""

from typing import Any

from django import forms
from django.db.models import Q

from accounts.forms import PlainWords
from accounts.models import Department, Organization
from documents.content import ChapterKind
from plans.forms.fields import BlocksField, PlainTextField, VersionField
from plans.models import Chapter
from plans.models.chapter import CHAPTER_KIND_LABELS


def departments_of(
    organization: Organization, *, present: int | None
) -> "forms.ModelChoiceField[Department]":
    """Return the field that assigns a part to a section of the organisation.

    A section out of use is offered to the part that has it already (`present`, its key).
    """
    return forms.ModelChoiceField(
        Department.objects.filter(Q(is_active=True) | Q(pk=present), organization=organization),
        label="書く部署",
        required=False,
        empty_label="（割り当てない）",
        help_text="割り当てた部署の「各課担当」も、この部分を直せるようになります。",
    )


class ChapterForm(PlainWords, forms.Form):
    """Title and text of a chapter; a draft may leave both thin."""

    title = PlainTextField(label="題名", required=True)
    body = BlocksField(label="本文")
    numbered = forms.BooleanField(label="番号を付ける", required=False)
    version = VersionField()

    def __init__(
        self, *args: Any, chapter: Chapter, organization: Organization, may_assign: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        body: BlocksField = self.fields["body"]  # type: ignore[assignment]
        self.initial = {
            "title": chapter.title,
            "body": body.show(chapter.body),
            "numbered": chapter.numbered,
            "version": chapter.version,
            **self.initial,
        }
        if may_assign:
            self.fields["department"] = departments_of(organization, present=chapter.department_id)
            self.initial.setdefault("department", chapter.department_id)

    def changes(self) -> dict[str, Any]:
        """Return the columns of the chapter that were edited."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "version"}


class NewChapterForm(PlainWords, forms.Form):
    """A chapter to be added under a parent or at the top."""

    title = PlainTextField(label="題名", required=True)
    kind = forms.ChoiceField(
        label="種類",
        choices=[(kind.value, label) for kind, label in CHAPTER_KIND_LABELS.items()],
        initial=ChapterKind.TEXT.value,
    )
    parent = forms.ModelChoiceField(
        Chapter.objects.none(), label="上の章", required=False, empty_label="（いちばん上）"
    )

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ModelChoiceField[Chapter] = self.fields["parent"]  # type: ignore[assignment]
        field.queryset = parents


class PlacementForm(PlainWords, forms.Form):
    """The chapter in which a measure is to stand, by its uid."""

    chapter = forms.ModelChoiceField(
        Chapter.objects.none(),
        label="章",
        to_field_name="uid",
        error_messages={
            "required": "章を選んでください。",
            "invalid_choice": "その章はありません。画面を開き直してください。",
        },
    )

    def __init__(self, *args: Any, chapters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ModelChoiceField[Chapter] = self.fields["chapter"]  # type: ignore[assignment]
        field.queryset = chapters
