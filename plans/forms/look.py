"""The form of an organisation's look: how its books are numbered, worded, coloured and set."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from accounts.forms import PlainWords
from catalog.storage import sha256_of_bytes
from documents.colours import LEAST_CONTRAST, contrast_on_white
from documents.content import FontFamily, Logo, Look, NewTextSide, NumberStyle, PhraseStyle
from documents.limits import COLOUR
from documents.renderers.docx_base import LIMITS, BaseError, check_base
from documents.text import clean
from documents.validation import DEEPEST_CHAPTER
from documents.workbooks.limits import MEGABYTE
from plans.forms.fields import PlainTextField, VersionField
from plans.look_words import (
    COLOURS,
    FONTS,
    PHRASES,
    PRESETS,
    SIDES,
    choices,
    colour_label,
    numbering_label,
    style_label,
)
from plans.looks import Taker, look_from
from plans.models import HouseLook
from plans.pictures import (
    MOST_BYTES,
    CleanPicture,
    PictureRefused,
    clean_picture,
    read_clean,
)
from plans.uploads import find_upload, keep_upload

FREE = "free"
OTHER = "other"
DEPTHS = tuple(f"depth_{depth}" for depth in range(1, DEEPEST_CHAPTER + 1))

_LONGEST_NAME = 200
_LOGO_PIXELS = 10_000_000  # far more than 6 cm of print can show; the web process unpacks it
_STYLES = [(style.value, style_label(style)) for style in NumberStyle]
# Fields of the same name in the look.
_PLAIN = ("header_text", "kpi_label", "schedule_label", "landscape_tables")
_FILE_ERRORS = {
    "invalid": "ファイルを選び直してください。",
    "missing": "ファイルを選び直してください。",
    "empty": "ファイルが空です。",
    "max_length": "ファイルの名前が長すぎます。",
}


class ColourField(PlainTextField):
    """A colour as #rrggbb, typed in whatever width and case, dark enough for print."""

    def to_python(self, value: Any) -> str:
        """Return the colour; refuse what is none, and what is too pale on white paper."""
        text = unicodedata.normalize("NFKC", super().to_python(value)).strip().lower()
        if not text:
            return ""
        text = f"#{text.removeprefix('#')}"
        if not COLOUR.matches(text):
            raise forms.ValidationError(
                "色は「#」と英数字6桁（0～9、a～f）で書いてください。例：#1a3f8b", code="invalid"
            )
        contrast = contrast_on_white(text)
        if contrast < LEAST_CONTRAST:
            # Cut, not rounded: 4.48 must not read as 4.5.
            raise forms.ValidationError(
                "この色は薄く、白い紙の上で読みにくくなります"
                f"（明るさの比が{int(contrast * 10) / 10}。{LEAST_CONTRAST}以上が要ります）。"
                "もっと濃い色にしてください。",
                code="pale",
            )
        return text


class LookForm(PlainWords, forms.Form):
    """The house look, and which drafts take it.

    A file that was sent waits with the form while it is shown again; `picture` and `base` hold
    what is sound of them. A field that is wrong leaves its part of the look as it was, so that a
    sample can be shown all the same.
    """

    numbering = forms.ChoiceField(
        label="章・節・施策の番号",
        choices=[
            *((key, numbering_label(styles)) for key, styles in PRESETS.items()),
            (FREE, "段ごとに選ぶ"),
        ],
        widget=forms.RadioSelect,
    )
    part_numbering = forms.ChoiceField(
        label="部の番号",
        required=False,
        choices=_STYLES,
        help_text="部のある計画だけで使います。部ごとに、章の番号は1から始まります。",
    )
    phrases = forms.ChoiceField(
        label="文の結び",
        choices=choices(PHRASES),
        widget=forms.RadioSelect,
        help_text="一覧の前書きなど、自動で入る文の書き方です。書かれた文は変わりません。",
    )
    heading_font = forms.ChoiceField(
        label="見出しの書体", choices=choices(FONTS), widget=forms.RadioSelect
    )
    body_font = forms.ChoiceField(
        label="本文の書体", choices=choices(FONTS), widget=forms.RadioSelect
    )
    accent = forms.ChoiceField(
        label="見出しの色",
        choices=[*((c, colour_label(c)) for c in COLOURS), (OTHER, "ほかの色（下の欄に書く）")],
        widget=forms.RadioSelect,
    )
    own_accent = ColourField(
        label="ほかの色",
        help_text="「#」と英数字6桁。例：#1a3f8b。白い紙の上で読める濃さのものに限ります。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    header_text = PlainTextField(
        label="柱の文字",
        max_length=60,
        help_text="各ページの右上に入ります。空なら計画の名称が入ります。",
    )
    kpi_label = PlainTextField(
        label="KPIの見出し", max_length=30, required=True, help_text="例：＜KPI＞、■指標と目標"
    )
    schedule_label = PlainTextField(
        label="スケジュールの見出し",
        max_length=30,
        required=True,
        help_text="例：＜スケジュール＞、■工程",
    )
    landscape_tables = forms.BooleanField(
        label="列の多い表を横向きのページに載せる", required=False
    )
    new_text = forms.ChoiceField(
        label="新旧対照表", choices=choices(SIDES), widget=forms.RadioSelect
    )
    logo = forms.FileField(
        label="ロゴの画像",
        required=False,
        help_text=(
            f"表紙の上に入ります。PNG又はJPEG、{MOST_BYTES // MEGABYTE}MBまで。"
            "撮影場所などの情報は取り除いて登録します。"
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages=_FILE_ERRORS,
    )
    logo_alt = PlainTextField(
        label="ロゴの説明", help_text="図を見られない人に読み上げられる言葉です。例：下川町の町章"
    )
    logo_remove = forms.BooleanField(label="ロゴを外す", required=False)
    base_document = forms.FileField(
        label="Wordのひな形（.docx）",
        required=False,
        help_text=(
            f"{LIMITS.max_bytes // MEGABYTE}MBまで。スタイル（標準、見出し1～3など）だけを使い、"
            "中の文章は使いません。マクロや外部へのリンクのあるものは登録できません。"
        ),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages=_FILE_ERRORS,
    )
    base_remove = forms.BooleanField(label="ひな形を外す", required=False)
    plans = forms.TypedMultipleChoiceField(
        label="この体裁にする計画",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "選んだ計画に、いまは下書きでないものがあります。選び直してください。"
        },
    )
    # What an earlier sending left (plans/uploads.py); looked at with the file that it stands for.
    logo_waiting = forms.Field(required=False, widget=forms.HiddenInput)
    base_waiting = forms.Field(required=False, widget=forms.HiddenInput)
    base_name = forms.Field(required=False, widget=forms.HiddenInput)
    version = VersionField()

    def __init__(
        self, *args: Any, house_look: HouseLook, takers: Sequence[Taker], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organization = house_look.organization
        self.present = look_from(house_look.data)
        self.picture: CleanPicture | None = None
        self.base: bytes | None = None
        self.base_title = ""
        drafts = [taker for taker in takers if taker.may_take]
        plans = self.fields["plans"]
        assert isinstance(plans, forms.TypedMultipleChoiceField)  # it is declared above
        titles = Counter(taker.plan.title for taker in drafts)
        plans.choices = [
            # Two plans of one name are told apart by the word in their addresses.
            (plan.pk, plan.title if titles[plan.title] == 1 else f"{plan.title}（{plan.slug}）")
            for plan in (taker.plan for taker in drafts)
        ]
        for number, name in enumerate(DEPTHS, start=1):
            self.fields[name] = forms.ChoiceField(
                label=f"{number}段目", required=False, choices=_STYLES
            )
        self.initial = {
            **_initial(self.present),
            "version": house_look.version,
            "plans": [taker.plan.pk for taker in drafts if taker.follows],
            **self.initial,
        }

    # --- files -------------------------------------------------------------------------------

    def _sent(self, name: str, most: int) -> bytes | None:
        """Return the bytes of a file that came with this sending."""
        file: UploadedFile[bytes] | None = self.cleaned_data[name]
        if file is None:
            return None
        if file.size is None or file.size > most:
            raise forms.ValidationError(
                f"ファイルが大きすぎます。{most // MEGABYTE}MBまでです。", code="size"
            )
        data: bytes = file.read()
        return data

    def _waiting(self, kind: str) -> bytes | None:
        """Return the bytes of a file that came with an earlier sending, was looked at and waits."""
        key = str(self.data.get(f"{kind}_waiting", ""))
        if not key or self.data.get(f"{kind}_remove"):
            return None
        data = find_upload(key, organization=self.organization, kind=kind)
        if data is None:
            raise forms.ValidationError(
                "前に選んだファイルは、時間がたって消えました。もう一度選んでください。",
                code="gone",
            )
        return data

    def clean_logo(self) -> None:
        """Take the picture apart and write it anew; `picture` holds it."""
        sent = self._sent("logo", MOST_BYTES)
        if sent is None:
            waiting = self._waiting("logo")
            self.picture = None if waiting is None else read_clean(waiting)
            return
        try:
            self.picture = clean_picture(sent, most_pixels=_LOGO_PIXELS)
        except PictureRefused as refusal:
            raise forms.ValidationError(str(refusal), code="picture") from refusal

    def clean_base_document(self) -> None:
        """Look at the .docx without trust; `base` and `base_title` hold it."""
        file: UploadedFile[bytes] | None = self.cleaned_data["base_document"]
        sent = self._sent("base_document", LIMITS.max_bytes)
        if file is None or sent is None:
            self.base = self._waiting("base")
            self.base_title = _file_name(self.data.get("base_name"))
            return
        try:
            check_base(sent)
        except BaseError as refusal:
            raise forms.ValidationError(list(refusal.problems), code="base") from refusal
        self.base, self.base_title = sent, _file_name(file.name)

    def keep_files(self, *, at: datetime) -> None:
        """Let the files that were sent wait, so that the form can be shown again with them."""
        kept = {"logo_waiting": "", "base_waiting": "", "base_name": ""}
        if self.picture is not None:
            kept["logo_waiting"] = keep_upload(
                self.picture.data, organization=self.organization, kind="logo", at=at
            )
        if self.base is not None:
            kept["base_waiting"] = keep_upload(
                self.base, organization=self.organization, kind="base", at=at
            )
            kept["base_name"] = self.base_title
        assert isinstance(self.data, QueryDict)  # it was posted
        self.data = self.data.copy()
        for name, value in kept.items():
            self.data[name] = value

    # --- together ----------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        """Check what only holds for several fields together."""
        data = super().clean() or {}
        if self._wants_own_accent() and not data.get("own_accent", OTHER):
            self.add_error("own_accent", "色を書くか、上の色から選んでください。")
        if self.look().logo is not None and not data.get("logo_alt", OTHER):
            self.add_error("logo_alt", "ロゴが何であるかを書いてください。例：下川町の町章")
        return data

    def _wants_own_accent(self) -> bool:
        """Say whether the colour is the one that was typed.

        Who types a colour and leaves the choice above it as it was wants what they typed.
        """
        chosen, typed = self.cleaned_data.get("accent"), self.cleaned_data.get("own_accent")
        edited = set(self.changed_data)
        return chosen == OTHER or bool(typed and "own_accent" in edited and "accent" not in edited)

    def _accent(self) -> str:
        name = "own_accent" if self._wants_own_accent() else "accent"
        return self.cleaned_data.get(name) or self.present.accent

    def _numbering(self) -> tuple[NumberStyle, ...]:
        """Return the chosen numbers; who changes a depth only wants what they chose there."""
        chosen = self.cleaned_data.get("numbering")
        edited = set(self.changed_data)
        depths_only = "numbering" not in edited and not edited.isdisjoint(DEPTHS)
        if chosen in PRESETS and not depths_only:
            return PRESETS[chosen]
        if chosen is None or not self.cleaned_data.keys() >= set(DEPTHS):
            return self.present.numbering
        return _to_last_number(NumberStyle(self.cleaned_data[name]) for name in DEPTHS)

    def _logo(self) -> Logo | None:
        alt = self.cleaned_data.get("logo_alt", "")
        if self.picture is not None:
            sha256 = sha256_of_bytes(self.picture.data)
            return Logo(sha256=sha256, media_type=self.picture.media_type, alt=alt)
        if self.cleaned_data.get("logo_remove") or self.present.logo is None:
            return None
        return replace(self.present.logo, alt=alt)

    def _base_document(self) -> str | None:
        if self.base is not None:
            return sha256_of_bytes(self.base)
        return None if self.cleaned_data.get("base_remove") else self.present.base_document

    def look(self) -> Look:
        """Return the look that the form says; what is wrong in it stays as it was before."""
        data, present = self.cleaned_data, self.present
        plain = {name: data.get(name, getattr(present, name)) for name in _PLAIN}
        return Look(
            numbering=self._numbering(),
            part_numbering=NumberStyle(data.get("part_numbering", present.part_numbering)),
            phrases=PhraseStyle(data.get("phrases", present.phrases)),
            heading_font=FontFamily(data.get("heading_font", present.heading_font)),
            body_font=FontFamily(data.get("body_font", present.body_font)),
            new_text=NewTextSide(data.get("new_text", present.new_text)),
            accent=self._accent(),
            logo=self._logo(),
            base_document=self._base_document(),
            **plain,
        )


def _file_name(name: Any) -> str:
    """Return what a person called a file as one line of text; it names nothing in the storage."""
    printable = "".join(sign for sign in str(name or "") if sign.isprintable())
    return clean(printable, multiline=False)[:_LONGEST_NAME] or "名前のないファイル"


def _to_last_number(styles: Any) -> tuple[NumberStyle, ...]:
    """Return the styles without the depths at the end that have no number."""
    found = list(styles)
    while found and not found[-1].value:
        found.pop()
    return tuple(found)


def _initial(look: Look) -> dict[str, Any]:
    """Return what the form shows of a look."""
    preset = next((key for key, styles in PRESETS.items() if styles == look.numbering), FREE)
    depths = [*look.numbering, *[NumberStyle.NONE] * len(DEPTHS)]
    named = look.accent in COLOURS
    return {
        **{name: getattr(look, name) for name in _PLAIN},
        "numbering": preset,
        **{name: style.value for name, style in zip(DEPTHS, depths, strict=False)},
        "part_numbering": look.part_numbering.value,
        "phrases": look.phrases.value,
        "heading_font": look.heading_font.value,
        "body_font": look.body_font.value,
        "accent": look.accent if named else OTHER,
        "own_accent": "" if named else look.accent,
        "new_text": look.new_text.value,
        "logo_alt": look.logo.alt if look.logo else "",
    }


class LookVersionForm(forms.Form):
    """Which state of the house look the person had before them."""

    version = VersionField()
