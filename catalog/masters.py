"""Proof that the master of municipalities is whole and right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.enums import MunicipalityKind
from catalog.models import Municipality
from catalog.municipalities import is_valid_code, suffix_of

# 47 prefectures; 1,741 municipalities since 2014: 792 + 743 + 183, and the 23 wards of Tokyo.
EXPECTED: dict[MunicipalityKind, int] = {
    MunicipalityKind.PREFECTURE: 47,
    MunicipalityKind.CITY: 792,
    MunicipalityKind.TOWN: 743,
    MunicipalityKind.VILLAGE: 183,
    MunicipalityKind.SPECIAL_WARD: 23,
}
KANA = frozenset(chr(point) for point in range(0x3041, 0x3097)) | {"ー"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One thing that was looked at; `faults` is empty where it holds."""

    title: str
    faults: tuple[str, ...]


def prove_masters() -> list[Proof]:
    """Look at every body, in one query.

    Returns:
        the proofs: counts, check digits, uniqueness, endings, readings, prefectures, dates.
    """
    return prove(Municipality.objects.select_related("prefecture"))


def prove(rows: Iterable[Municipality]) -> list[Proof]:
    """Look at the given bodies; their prefecture must be at hand.

    Those that have been abolished do not count, and their name may be that of a later body.
    """
    bodies = list(rows)
    current = [row for row in bodies if row.valid_to is None]
    counts = Counter(row.kind for row in current)
    codes = Counter(row.code for row in bodies)
    names = Counter((row.prefecture_id, row.name) for row in current)
    return [
        *(
            Proof(
                title=f"{kind.label} {expected:,}件",
                faults=()
                if counts[kind.value] == expected
                else (f"{counts[kind.value]:,}件あります。",),
            )
            for kind, expected in EXPECTED.items()
        ),
        Proof(
            title="団体コードの検査数字",
            faults=tuple(f"{row.code} {row}" for row in bodies if not is_valid_code(row.code)),
        ),
        Proof(
            title="団体コードの重なりなし",
            faults=tuple(code for code, count in codes.items() if count > 1),
        ),
        Proof(
            title="同じ都道府県に同じ名称の団体なし",
            faults=tuple(name for (_, name), count in names.items() if count > 1),
        ),
        Proof(
            title="名称の末尾と種別の一致",
            faults=tuple(
                f"{row.code} {row}"
                for row in bodies
                if not suffix_of(row.name, MunicipalityKind(row.kind))
            ),
        ),
        Proof(
            title="よみは平仮名",
            faults=tuple(
                f"{row.code} {row}"
                for row in bodies
                if not row.name_kana or not KANA.issuperset(row.name_kana)
            ),
        ),
        Proof(
            title="都道府県と団体コードの頭2桁の一致",
            faults=tuple(f"{row.code} {row}" for row in bodies if not _lies_rightly(row)),
        ),
        Proof(
            title="設置日は廃止日より前",
            faults=tuple(
                f"{row.code} {row}"
                for row in bodies
                if row.valid_from and row.valid_to and row.valid_to < row.valid_from
            ),
        ),
    ]


def _lies_rightly(row: Municipality) -> bool:
    """Whether a municipality lies in a prefecture that its code names, and a prefecture in none."""
    if row.prefecture is None:
        return row.is_prefecture
    return (
        not row.is_prefecture
        and row.prefecture.is_prefecture
        and row.prefecture.code[:2] == row.code[:2]
    )
