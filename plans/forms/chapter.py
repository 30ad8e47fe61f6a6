"""The form of a chapter, and of a new one."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from accounts.forms import PlainWords
from accounts.models import Department, Organization
from documents.content import ChapterKind
from documents.validation import DEEPEST_CHAPTER
from plans.chapters import ListedChapter
from plans.editing import new_uid
from plans.forms.fields import BlocksField, NewUidField, PlainTextField, VersionField
from plans.models import Chapter
from plans.models.chapter import CHAPTER_KIND_LABELS, SHOWN_LABELS

if TYPE_CHECKING:
    _ChapterChoice = forms.ModelChoiceField[Chapter]
    _DepartmentChoice = forms.ModelChoiceField[Department]
else:  # at run time Django's class takes no parameter
    _ChapterChoice = _DepartmentChoice = forms.ModelChoiceField


class DepartmentField(_DepartmentChoice):
    """The section of the organisation that writes a part; it keeps the one it has unasked."""

    def __init__(self, organization: Organization, *, present: Department | None) -> None:
        # A section out of use is offered to the part that has it already.
        offered = Q(is_active=True)
        if present is not None:
            offered |= Q(pk=present.pk)
        super().__init__(
            Department.objects.filter(offered, organization=organization),
            label="書く部署",
            required=False,
            empty_label="（割り当てない）",
            help_text="割り当てた部署の「各課担当」も、この部分を直せるようになります。",
        )
        self.present = present

    def clean(self, value: Any) -> Department | None:
        """Return the chosen section."""
        if self.present is not None and value == str(self.present.pk):
            return self.present
        chosen: Department | None = super().clean(value)
        return chosen


class ShownField(forms.MultipleChoiceField):
    """The facts that a chapter prints after its text, in the order in which it has them already.

    What is chosen anew follows in the order of the list.
    """

    def __init__(self, *, present: Sequence[str]) -> None:
        super().__init__(
            label="続けて載せる情報",
            required=False,
            choices=[(shown.value, label) for shown, label in SHOWN_LABELS.items()],
            widget=forms.CheckboxSelectMultiple,
            help_text="選んだものが、本文のあとに計画の内容から作られて載ります。書き写す必要はありません。",
        )
        self.present = present

    def clean(self, value: Any) -> list[str]:
        """Return what was chosen in its order."""
        chosen: list[str] = super().clean(value)
        kept = [name for name in self.present if name in chosen]
        return [*kept, *(name for name in chosen if name not in kept)]


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
            "body": body.show(chapter.body, plan_pk=chapter.plan_id),
            "numbered": chapter.numbered,
            "version": chapter.version,
            **self.initial,
        }
        if may_assign:
            self.fields["department"] = DepartmentField(organization, present=chapter.department)
            self.initial.setdefault("department", chapter.department_id)
            self.fields["shows"] = ShownField(present=chapter.shows)
            self.initial.setdefault("shows", chapter.shows)

    def changes(self) -> dict[str, Any]:
        """Return the columns of the chapter that were edited."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "version"}


class ChapterField(_ChapterChoice):
    """A chapter of the plan, offered in the order of the book.

    After cleaning, `depth` is the depth of the chosen chapter, −1 where none was chosen.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Chapter.objects.none(), **kwargs)
        self.listed: Sequence[ListedChapter] = ()
        self.depth = -1

    def offer(self, chapters: Sequence[ListedChapter]) -> None:
        """Offer these chapters and no other."""
        self.listed = chapters
        self.queryset = Chapter.objects.filter(pk__in=[each.chapter.pk for each in chapters])
        empty = [("", self.empty_label)] if self.empty_label is not None else []
        self.choices = [
            *empty,
            *((self.prepare_value(each.chapter), each.label) for each in chapters),
        ]

    def clean(self, value: Any) -> Chapter | None:
        """Return the chosen chapter and note how deep it stands."""
        chapter: Chapter | None = super().clean(value)
        self.depth = next((each.depth for each in self.listed if each.chapter == chapter), -1)
        return chapter

    def key_of(self, uid: str) -> int | None:
        """Return the key of the offered chapter with this uid, or None."""
        return next((each.chapter.pk for each in self.listed if each.chapter.uid == uid), None)


class NewPartForm(forms.Form):
    """A part to be added, of which nothing is known yet but who it is."""

    uid = NewUidField()

    @classmethod
    def uid_in(cls, data: Mapping[str, Any]) -> str:
        """Return the identifier that was sent, a new one where none or a wrong one was."""
        form = cls(data)
        return form.cleaned_data["uid"] if form.is_valid() else new_uid()


class NewChapterForm(PlainWords, forms.Form):
    """A chapter to be added under a parent or at the top."""

    uid = NewUidField()
    title = PlainTextField(label="題名", required=True)
    kind = forms.ChoiceField(
        label="種類",
        choices=[(kind.value, label) for kind, label in CHAPTER_KIND_LABELS.items()],
        initial=ChapterKind.TEXT.value,
    )
    parent = ChapterField(label="上の章", required=False, empty_label="（いちばん上）")

    def __init__(
        self, *args: Any, parents: Sequence[ListedChapter], wanted: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: ChapterField = self.fields["parent"]  # type: ignore[assignment]
        field.offer(parents)
        self.initial.setdefault("parent", field.key_of(wanted))

    def clean_parent(self) -> Chapter | None:
        """Refuse a place deeper than the format allows."""
        parent: Chapter | None = self.cleaned_data["parent"]
        field: ChapterField = self.fields["parent"]  # type: ignore[assignment]
        if field.depth + 2 > DEEPEST_CHAPTER:
            raise forms.ValidationError(
                f"章の段は{DEEPEST_CHAPTER}段までです。もっと上の章を選んでください。", code="deep"
            )
        return parent


class PlacementForm(PlainWords, forms.Form):
    """The chapter in which a measure is to stand, by its uid."""

    chapter = ChapterField(
        label="章",
        to_field_name="uid",
        error_messages={
            "required": "章を選んでください。",
            "invalid_choice": "その章はありません。画面を開き直してください。",
        },
    )

    def __init__(self, *args: Any, chapters: Sequence[ListedChapter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: ChapterField = self.fields["chapter"]  # type: ignore[assignment]
        field.offer(chapters)
