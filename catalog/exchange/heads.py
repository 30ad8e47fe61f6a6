"""The first row of an uploaded sheet → what each of its columns is."""

from collections.abc import Collection, Mapping, Sequence

from catalog.exchange.columns import (
    BENEFIT_JOINT,
    BENEFITS_HEAD,
    BY_FIELD,
    COLUMNS,
    COUNT_SUFFIX,
    EXTRA,
    LONGEST_HEAD,
    Placed,
    head_key,
    printed_head,
)
from catalog.exchange.facts import MOST_BENEFITS
from catalog.exchange.faults import Faults
from documents.workbooks import Cell, Sheet, address_of


def place_columns(
    sheet: Sheet, *, known: Mapping[str, str], benefit_names: Sequence[str], faults: Faults
) -> dict[int, Placed]:
    """Return the columns of a sheet by their number; an unknown head is one that is kept as it is.

    Args:
        sheet: as uploaded.
        known: field by key of a head, from `columns.known_heads`.
        benefit_names: heads that are benefits even where they stand alone.
        faults: takes heads that are missing, doubled, too long or too many, and values without.
    """
    columns: dict[int, Placed] = {}
    seen: dict[tuple[str, str], str] = {}
    heads = {
        column: (cell, "".join(line.strip() for line in cell.text.split("\n")))
        for column, cell in sheet.rows.get(1, {}).items()
    }
    counted = {
        head.removesuffix(COUNT_SUFFIX) for _, head in heads.values() if head.endswith(COUNT_SUFFIX)
    }
    for column, (cell, head) in heads.items():
        if len(head) > LONGEST_HEAD:
            faults.add(cell.address, f"見出しは{LONGEST_HEAD}文字までです。")
            continue
        placed = _placed(head, known, benefit_names, counted)
        key = (placed.field, placed.part or (head if placed.field == EXTRA else ""))
        if key in seen:
            faults.add(cell.address, f"見出し「{head}」は{seen[key]}と同じ欄です。")
            continue
        seen[key] = cell.address
        columns[column] = placed
    for column_of_list in COLUMNS:
        if column_of_list.is_required and (column_of_list.field, "") not in seen:
            faults.add("", f"1行目に見出し「{column_of_list.heads[0]}」がありません。")
    benefits = [column for column, placed in columns.items() if placed.field == "benefits"]
    for column in benefits[MOST_BENEFITS:]:
        faults.add(address_of(1, column), f"期待される効果の欄は{MOST_BENEFITS}つまでです。")
    _tell_values_without_head(sheet.cells, heads, faults)
    return columns


def _placed(
    head: str, known: Mapping[str, str], benefit_names: Sequence[str], counted: Collection[str]
) -> Placed:
    """Return what a head means; `counted` are the heads of marks whose count has a column too."""
    field = known.get(head_key(head))
    if field is None and head.removesuffix(COUNT_SUFFIX) != head:
        field = "benefit_marks"
    if field is not None:
        return Placed(field, head, printed_head(field, head))
    before, joint, part = head.partition(BENEFIT_JOINT)
    if joint and part and (before.endswith(BENEFITS_HEAD) or before in counted):
        return Placed("benefits", head, before, part=part)
    if head in benefit_names:
        return Placed("benefits", head, BENEFITS_HEAD, part=head)
    return Placed(EXTRA, head, head)


def _tell_values_without_head(
    cells: Sequence[Cell], heads: Collection[int], faults: Faults
) -> None:
    """Tell of values below an empty head, once for each column."""
    told = set(heads)
    for cell in cells:
        if cell.column not in told:
            told.add(cell.column)
            if not faults.is_told(address_of(1, cell.column)):
                faults.add(cell.address, "この列の1行目に見出しがありません。")


def printed_columns(columns: Mapping[int, Placed]) -> list[dict[str, str]]:
    """Return the columns that the state prints, as an edition keeps them; marks are one column."""
    printed: list[dict[str, str]] = []
    has_count = any(placed.field == "benefit_marks" for placed in columns.values())
    for placed in columns.values():
        if placed.field == "benefits":
            if not has_count:
                has_count = True
                printed.append({"field": "benefit_marks", "head": placed.printed})
        elif placed.field == EXTRA or BY_FIELD[placed.field].is_printed:
            printed.append({"field": placed.field, "head": placed.printed})
    return printed
