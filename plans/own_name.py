"""The guide's words in a body's own name, and the places that only a person can put right.

The guide speaks as 「○○県」, a prefecture whose word 県 means itself. What surely means the body is
replaced; every other word that speaks as a prefecture stays and is told as a doubt, with the place
where it stands. Real names (山梨県) and kinds (都道府県) are no blanks and are never touched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from catalog.models import Municipality
from documents.date_patterns import HALF_WIDTH, WORDS, count
from documents.eras import FoundDate, find_dates, read_date

RING = "[○〇◯]"  # three code points that print alike; the guide mixes them
_ADAPT = "自分の団体に合わせて直してください"
_STARTED = "始めた年を書いてください"
_EXPIRED = "期限が過ぎています"
_WARDS = "特別区を含むときは「区市町村」に直してください"
_AROUND = 12  # characters that are quoted on each side

_NAMED_BY_PREFECTURE = re.compile(rf"{RING}{{2}}(?:都道府県|[都道府県])")
_NAMED_BY_MUNICIPALITY = re.compile(rf"{RING}{{2}}(?:都道府県|[都道府県市区町村])")
# A 県 behind another kanji is the end of a name or of a compound (山梨県, 近県, 都道府県); only in
# 「平成○年度県民アンケート」 does the kanji belong to the word before.
_BARE = r"(?:(?<![一-龥々])|(?<=年度)|(?<=年))県"
_OURS = re.compile("(?<![一-龥々])本県")  # not the end of 熊本県
_RESIDENTS = re.compile(rf"{_BARE}民")
# What follows a 県 that surely means the prefecture that speaks.
_ITSELF = re.compile(
    rf"{_BARE}(?=内|職員|主導|全体|全域|庁|立|議会|及び|並びに|又は|[がはをにとのもでや、])"
)
_SPEAKS = "[がはをにとのもで、]|公式"  # what follows a name that is the subject of a sentence
_OPEN_YEAR = re.compile(
    rf"平成(?P<rings>{RING}{{1,3}})年(?P<month>(?={RING}{{1,2}}月|[0-9０-９]{{1,2}}月))?度?"
)
# 「平成〇年より行ってきた」 has begun already: no year of the present era to be filled.
_PAST_START = re.compile(
    r"(?:より|から)(?=[^。、\n]{0,30}?[てで](?:きた|きました|いる|います|いた|いました))"
)
# A year that leaves out the era of the one before it: 「平成29年度に○箇所、30年度に○箇所」.
_CONTINUED = re.compile(r"(?<![0-9.,/-])(?P<number>[0-9]{1,2})年(?P<fiscal>度)?")
_LONGEST_STEP = 10  # years; more is a span (「30年に一度」) rather than the next year
_SENTENCE_END = re.compile(r"[。\n]|\Z")
_AND = "(?:及び|並びに|や|と|、)"
_BODIES = "(?:市町村|自治体)[間等]?"
_COMPOUND = (
    r"県(?:職員|主導|警察本部|警察|警|庁|立|道|境|域|都|議会|有|営|税|費|土|下|知事"
    r"|内(?:全域)?|全体|全域|[のがはをにともでへや]?[一-龥ァ-ヶー]{0,3})"
)
# What stands behind a year that is meant as a deadline or as the year of a step.
_DEADLINE = re.compile(
    rf"(?:末|中|内)?(?P<word>までに|まで|に向けて|に向け|を目途に|を目途|に(?={RING}|[0-9０-９]))"
    r"|(?P<during>中に)"
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that a person must read: the words, what stands around them, what to do."""

    phrase: str
    around: str
    advice: str

    def __str__(self) -> str:
        return f"「{self.phrase}」は{self.advice}"


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text in the body's own name, and what of it is not certain."""

    text: str
    doubts: tuple[Doubt, ...] = ()


def in_own_name(text: str, municipality: Municipality) -> OwnText:
    """Return guide text as the body itself would say it, with the doubts that are left.

    ○○県 and its like (any mix of the rings) become the body's name, 本県 becomes 本市 and so on,
    県民 becomes 市民. Where the body is a 都, 道 or 府, a 県 that means the prefecture itself
    becomes its own word. Years left open are opened anew by `with_open_years`.
    """
    blank = _NAMED_BY_PREFECTURE if municipality.is_prefecture else _NAMED_BY_MUNICIPALITY
    own = blank.sub(municipality.name, text)
    if municipality.suffix:
        own = _OURS.sub(f"本{municipality.suffix}", own)
        own = _RESIDENTS.sub(municipality.residents, own)
        if municipality.is_prefecture:
            own = _ITSELF.sub(municipality.suffix, own)
    return OwnText(own, doubts_in(own, municipality))


def in_own_name_of(text: str, other: Municipality, municipality: Municipality) -> str:
    """Return a text of another body's plan as this body would say it, where that is certain.

    The other's name is replaced where it speaks (下川町では, 下川町が保有する), and so is its 本町;
    in the names of other things it stays, for a person to read.
    """
    own = re.sub(rf"{re.escape(other.name)}(?={_SPEAKS})", municipality.name, text)
    if other.suffix and municipality.suffix:
        own = re.sub(
            rf"(?<![一-龥々])本{other.suffix}(?![一-龥々])", f"本{municipality.suffix}", own
        )
    return own


def with_open_years(text: str) -> str:
    """Return text whose open years of 平成 are open fiscal years of 令和, the rings kept.

    平成○年, 平成〇年度 and 平成○○年度末 are to be filled by the body, and no plan is written for
    平成 any more. A year with a month (平成○年○月, the date of another plan) stays a year; one in
    which something has begun (平成○年より行ってきた) stays as it is and is told by `doubts_in`.
    """

    def opened(match: re.Match[str]) -> str:
        if _PAST_START.match(text, match.end()):
            return match[0]
        unit = "年" if match["month"] is not None else "年度"
        return f"令和{match['rings']}{unit}"

    return _OPEN_YEAR.sub(opened, text)


def adapted(text: str, municipality: Municipality) -> str:
    """Return guide text as it is put into a plan: in the body's own name, its years open."""
    return with_open_years(in_own_name(text, municipality).text)


def doubts_in(text: str, municipality: Municipality) -> tuple[Doubt, ...]:
    """Return what in `text` speaks as a prefecture, or as another kind of one, in its order.

    An open year of 平成 in which something has begun is told too.
    """
    pattern = _doubtful(municipality)
    found = [
        (match.start(), _doubt(text, match.start(), match.end(), municipality))
        for match in (pattern.finditer(text) if pattern else ())
    ]
    for match in _OPEN_YEAR.finditer(text):
        behind = _PAST_START.match(text, match.end())
        if behind is not None:
            found.append((match.start(), _quoted(text, match.start(), behind.end(), _STARTED)))
    return tuple(doubt for _, doubt in sorted(found, key=lambda each: each[0]))


def past_deadlines(text: str, today: date) -> tuple[Doubt, ...]:
    """Return the deadlines in `text` that lie before `today`: 「平成32年までに」 and its like.

    They are printed as they are written. Dates of laws and decisions are no deadlines.
    """
    return tuple(_past(text, today))


def _past(text: str, today: date) -> Iterator[Doubt]:
    for found in _dates(text):
        behind = _DEADLINE.match(text, found.end)
        if found.reading is None or behind is None or found.reading.last_day >= today:
            continue
        yield _quoted(text, found.start, behind.end(), _EXPIRED)


def _dates(text: str) -> Iterator[FoundDate]:
    """Yield the dates in `text`, with the years that continue an era in the same sentence."""
    narrow = text.translate(HALF_WIDTH)
    dates = find_dates(text)
    for found, later in zip_longest(dates, dates[1:]):
        yield found
        written = WORDS.fullmatch(narrow[found.start : found.end])
        last = count(written["number"]) if written else None
        if written is None or last is None:
            continue
        sentence = _SENTENCE_END.search(narrow, found.end)
        stop = sentence.start() if sentence else len(narrow)
        if later is not None:
            stop = min(stop, later.start)
        for match in _CONTINUED.finditer(narrow, found.end, stop):
            number = int(match["number"])
            if match["fiscal"] != written["fiscal"] or not last < number <= last + _LONGEST_STEP:
                continue
            last = number
            yield FoundDate(*match.span(), read_date(f"{written['era']}{match[0]}").reading)


def _doubtful(municipality: Municipality) -> re.Pattern[str] | None:
    """Return the pattern of what this body would not say; None for a 県."""
    if municipality.is_prefecture:
        if municipality.suffix in ("県", ""):
            return None
        words = [rf"{_BARE}{_COMPOUND[1:]}", "[全当]県"]
        if municipality.suffix == "都":
            words.insert(0, "(?<!区)市町村[間等]?")
        return re.compile("|".join(words))
    name = re.escape(municipality.name)
    return re.compile(
        "|".join(
            (
                rf"(?:{_BARE}|{name}){_AND}(?:(?:県|{name})内の?|区域の|域内の)?{_BODIES}",
                rf"市町村{_AND}県(?:職員)?",
                rf"(?:(?:{_BARE}|{name})内?|区域|域内|管内)の?(?:多くの|全ての|一部の|関係|各)?{_BODIES}",
                r"(?:関係|一部の|各|未導入の|導入済)?市町村[間等]?",
                r"(?:47|４７)?都道府県",
                r"副?知事",
                r"[全各他近両隣当]県(?:内|下)?",
                rf"{_BARE}{_COMPOUND[1:]}",
            )
        )
    )


def _doubt(text: str, start: int, end: int, municipality: Municipality) -> Doubt:
    is_tokyo = municipality.is_prefecture and text.startswith("市町村", start)
    return _quoted(text, start, end, _WARDS if is_tokyo else _ADAPT)


def _quoted(text: str, start: int, end: int, advice: str) -> Doubt:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    around = text[first:last].replace("\n", " ")
    return Doubt(
        phrase=text[start:end],
        around=f"{'…' if first else ''}{around}{'…' if last < len(text) else ''}",
        advice=advice,
    )
