"""A whole edition of the guide, ready to be read from top to bottom, as it is stored.

The marks of footnotes stand apart from the text; here they are put back after the words that
carry them, so that a reader can go to the note and back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.cells import Correction, corrections_of_guide
from catalog.editions import newest_first
from catalog.enums import Audience, ErratumKind
from catalog.models import GuideChapter, GuideEdition, GuideSection, Pillar, SampleMeasure

# Stands before the chapters and carries no number in print, while the text counts the others
# (「６．都道府県官民データ活用推進計画の構成」で示す内容).
_PREFACE = "はじめに"
_FIGURE = "＜図"


@dataclass(frozen=True, slots=True)
class Run:
    """Words, and the number of the note whose mark stands after them (None: no mark)."""

    text: str
    note: int | None = None


Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; `after` are the words that carry its mark where they stand elsewhere, else ""."""

    no: int
    text: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of Ⅰ総論; `no` is None for the preface."""

    anchor: str
    no: int | None
    title: Text
    paragraphs: tuple[Text, ...]
    notes: tuple[Note, ...]
    corrections: tuple[Correction, ...]

    @property
    def name(self) -> str:
        """Its number and title without marks, as the contents list says it."""
        title = _plain(self.title)
        return title if self.no is None else f"{self.no}．{title}"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of Ⅱ雛型."""

    anchor: str
    no: int
    title: Text
    example: tuple[Text, ...]
    explanation: tuple[Text, ...]
    required_note: str
    notes: tuple[Note, ...]
    corrections: tuple[Correction, ...]

    @property
    def name(self) -> str:
        """Its number and title without marks, as the contents list says it."""
        return f"{self.no}．{_plain(self.title)}"


@dataclass(frozen=True, slots=True)
class PillarOfGuide:
    """A pillar, and the sample measures that the guide prints under it."""

    anchor: str
    row: Pillar
    samples: tuple[SampleMeasure, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class WholeGuide:
    """An edition of the guide; `template_title` and `notes` are those of Ⅱ雛型 as a whole."""

    edition: GuideEdition
    chapters: tuple[Chapter, ...]
    template_title: Text
    notes: tuple[Note, ...]
    sections: tuple[Section, ...]
    pillars: tuple[PillarOfGuide, ...]
    corrections: tuple[Correction, ...]

    @property
    def names_figures(self) -> bool:
        """Whether a figure is named in the text, which is stored without figures."""
        return any(
            run.text.startswith(_FIGURE)
            for chapter in self.chapters
            for paragraph in chapter.paragraphs
            for run in paragraph
        )


def guide_editions() -> list[GuideEdition]:
    """Return the editions of the guide from the newest to the oldest, in one query."""
    return newest_first(GuideEdition.objects.all())


def whole_guide(edition: GuideEdition) -> WholeGuide:
    """Return an edition with all its parts, in five queries."""
    corrections = corrections_of_guide(edition)
    marks = Marks(edition.footnotes)
    audience = Audience(edition.audience).label
    title = marks.put(f"Ⅱ　{audience}官民データ活用推進計画の雛型")
    chapters = list(edition.chapters.order_by("position"))
    unnumbered = 1 if chapters and chapters[0].title == _PREFACE else 0
    samples: dict[int, list[SampleMeasure]] = {}
    for sample in edition.sample_measures.order_by("seq"):
        samples.setdefault(sample.pillar_id, []).append(sample)
    return WholeGuide(
        edition=edition,
        chapters=tuple(
            _chapter(
                row,
                no=place - unnumbered,
                corrections=corrections.get((ErratumKind.GUIDE_CHAPTER, str(row.position)), ()),
            )
            for place, row in enumerate(chapters, start=1)
        ),
        template_title=title,
        notes=marks.notes(),
        sections=tuple(
            _section(row, corrections.get((ErratumKind.GUIDE_SECTION, str(row.no)), ()))
            for row in edition.sections.order_by("no")
        ),
        pillars=tuple(
            PillarOfGuide(
                anchor=f"pillar-{row.no}",
                row=row,
                samples=tuple(samples.get(row.pk, ())),
                corrections=corrections.get((ErratumKind.PILLAR, str(row.no)), ()),
            )
            for row in edition.pillars.order_by("no")
        ),
        corrections=corrections.get((ErratumKind.GUIDE_EDITION, ""), ()),
    )


def _chapter(row: GuideChapter, *, no: int, corrections: tuple[Correction, ...]) -> Chapter:
    marks = Marks(row.footnotes)
    return Chapter(
        anchor=f"chapter-{row.position}",
        no=no or None,
        title=marks.put(row.title),
        paragraphs=marks.put_all(row.paragraphs),
        notes=marks.notes(),
        corrections=corrections,
    )


def _section(row: GuideSection, corrections: tuple[Correction, ...]) -> Section:
    marks = Marks(row.footnotes)
    return Section(
        anchor=f"section-{row.no}",
        no=row.no,
        title=marks.put(row.title),
        example=marks.put_all(row.example_paragraphs),
        explanation=marks.put_all(row.explanation),
        required_note=row.required_note,
        notes=marks.notes(),
        corrections=corrections,
    )


class Marks:
    """The footnotes of one part; each is marked once, where its words stand first.

    Args:
        footnotes: as stored: {"no": 1, "after": the words that carry the mark, "text": the note}.
    """

    def __init__(self, footnotes: Sequence[dict[str, Any]]) -> None:
        self._all = list(footnotes)
        self._open = list(footnotes)

    def put(self, text: str) -> Text:
        """Return a text with the marks that were not yet put and whose words stand in it."""
        places = []
        for note in list(self._open):
            start = text.find(note["after"])
            if start >= 0:
                places.append((start + len(note["after"]), int(note["no"])))
                self._open.remove(note)
        runs = []
        done = 0
        for end, no in sorted(places):
            runs.append(Run(text[done:end], no))
            done = end
        if done < len(text) or not runs:
            runs.append(Run(text[done:]))
        return tuple(runs)

    def put_all(self, texts: Iterable[str]) -> tuple[Text, ...]:
        """Return texts with marks, in order."""
        return tuple(self.put(text) for text in texts)

    def notes(self) -> tuple[Note, ...]:
        """Return the notes, to be asked for once all texts of the part have their marks."""
        return tuple(
            Note(
                no=int(note["no"]),
                text=str(note["text"]),
                after=str(note["after"]) if note in self._open else "",
            )
            for note in self._all
        )


def _plain(text: Text) -> str:
    return "".join(run.text for run in text)
