"""What a row of the national list offers to a measure that answers to it, to be taken one by one.

KPI, support, budget and addresses of the list are the state's. They are never written into a plan
by themselves; a person takes over what fits, and it says as of when it was true.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from accounts.models import User
from documents import content as c
from documents.codec import encode
from documents.limits import LONG, SHORT, URL
from plans.editing import new_uid
from plans.errors import DeedNotAllowed
from plans.measures import MeasureInput, save_measure
from plans.models import Kpi, Measure, NationalLink

# Lines of the list that are no indicator: heads (＜…＞), a dash, 「未設定（…）」.
_NO_KPI = re.compile(r"＜.*＞|[-－―]|未設定.*")
_NOTHING = {"", "-", "－", "―"}


class CandidateKind(StrEnum):
    """What a candidate becomes in the measure."""

    PROGRESS = "progress"  # a KPI（進捗）
    EFFECT = "effect"  # a KPI（効果）
    SUPPORT = "support"
    BUDGET = "budget"
    REFERENCE = "reference"


LABELS = {
    CandidateKind.PROGRESS: "KPI（進捗）",
    CandidateKind.EFFECT: "KPI（効果）",
    CandidateKind.SUPPORT: "支援策",
    CandidateKind.BUDGET: "予算事業",
    CandidateKind.REFERENCE: "参考URL",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing to take over: `text` as printed, `url` of an address, `key` within the row."""

    kind: CandidateKind
    key: str
    text: str
    url: str = ""
    is_offered: bool = True  # False for a line that is only to be read
    is_taken: bool = False

    @property
    def label(self) -> str:
        """What it is called on the page."""
        return LABELS[self.kind]


def candidates_of(
    link: NationalLink, measure: Measure, kpis: Iterable[Kpi]
) -> tuple[Candidate, ...]:
    """Return everything that the row of a link offers to its measure with these present KPI.

    `link` comes with its source and the source's edition; without a source nothing is offered.
    """
    source = link.source
    if source is None:
        return ()
    has_kpi = {(kpi.name, kpi.role) for kpi in kpis}
    lines = [
        *((CandidateKind.PROGRESS, line, "") for line in source.kpi_progress),
        *((CandidateKind.EFFECT, line, "") for line in source.kpi_effect),
        *((CandidateKind.SUPPORT, line, "") for line in [source.support] if line),
        *((CandidateKind.BUDGET, line, "") for line in source.budget_programmes),
        *((CandidateKind.REFERENCE, each["label"], each["url"]) for each in source.references),
    ]
    counts: dict[CandidateKind, int] = {}
    found = []
    for kind, text, url in lines:
        number = counts.get(kind, 0)
        counts[kind] = number + 1
        match kind:
            case CandidateKind.PROGRESS | CandidateKind.EFFECT:
                offered, taken = not _NO_KPI.fullmatch(text), (text, kind.value) in has_kpi
            case CandidateKind.SUPPORT:
                offered, taken = text not in _NOTHING, text in measure.support
            case CandidateKind.BUDGET:
                offered, taken = text not in _NOTHING, text in measure.budget
            case CandidateKind.REFERENCE:
                offered = URL.matches(url) and bool(url)
                taken = _stands_in(measure.notes, text, url)
        found.append(Candidate(kind, f"{kind.value}-{number}", text, url, offered, taken))
    return tuple(found)


def take_over(
    measure: Measure, link: NationalLink, key: str, *, by: User, at: datetime
) -> Candidate | None:
    """Write one candidate into the measure and return it; None where it stands there already.

    `measure` is the row as the person saw it: StalePart is raised where there is a newer one,
    DeedNotAllowed where the row of the list offers no such thing or the field is full.
    """
    kpis = Kpi.objects.present().filter(measure=measure)
    found = next((each for each in candidates_of(link, measure, kpis) if each.key == key), None)
    if found is None or not found.is_offered:
        raise DeedNotAllowed("国の施策一覧にその欄がありません。画面を開き直してください。")
    if found.is_taken:
        return None
    as_of = link.source.edition.as_of if link.source else link.edition
    save_measure(measure, _given(found, measure, as_of), by=by, at=at)
    return found


def _given(candidate: Candidate, measure: Measure, as_of: str) -> MeasureInput:
    match candidate.kind:
        case CandidateKind.PROGRESS | CandidateKind.EFFECT:
            kpi = {"name": candidate.text[: SHORT.max_length], "role": candidate.kind.value}
            return MeasureInput(version=measure.version, changes={}, new_kpis=[kpi])
        case CandidateKind.SUPPORT | CandidateKind.BUDGET:
            name = candidate.kind.value
            added = f"{candidate.text}（国の施策一覧・{as_of}）"
            changes: Mapping[str, Any] = {name: _appended(getattr(measure, name), added)}
        case CandidateKind.REFERENCE:
            changes = {"notes": [*measure.notes, _note(candidate, as_of)]}
    return MeasureInput(version=measure.version, changes=changes)


def _appended(text: str, added: str) -> str:
    whole = f"{text}\n{added}" if text else added
    if len(whole) > LONG.max_length:
        raise DeedNotAllowed("欄がいっぱいなので、写せません。先に今の文を短くしてください。")
    return whole


def _stands_in(notes: Iterable[Mapping[str, Any]], label: str, url: str) -> bool:
    """Say whether an address stands in the notes under its own label, as `_note` writes it.

    The list gives one address under several labels, each of which is a line of its own.
    """
    words, plain = _squeezed(label or url), _squeezed(f"参考：{label} {url}（")
    for note in notes:
        text = note.get("text", "")
        if _squeezed(text).startswith(plain):
            return True
        for mark in note.get("marks", ()):
            if mark.get("ref") == url and _squeezed(text[mark["start"] : mark["end"]]) == words:
                return True
    return False


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _note(candidate: Candidate, as_of: str) -> dict[str, Any]:
    """Return an address as a paragraph; one too long for a link's mark stands as text."""
    words = candidate.text or candidate.url
    text = f"参考：{words}（国の施策一覧・{as_of}）"
    start = text.index(words)
    mark = c.Mark(kind=c.MarkKind.LINK, start=start, end=start + len(words), ref=candidate.url)
    if len(candidate.url) > SHORT.max_length:
        return _paragraph(f"参考：{candidate.text} {candidate.url}（国の施策一覧・{as_of}）", ())
    return _paragraph(text, (mark,))


def _paragraph(text: str, marks: tuple[c.Mark, ...]) -> dict[str, Any]:
    block: dict[str, Any] = encode(c.Paragraph(uid=new_uid(), text=text, marks=marks))
    return block
