"""行政データにおける機械可読性に関するルール (2026-03-31), as far as a program can decide it.

The files are judged from their bytes and from their own columns.csv and codes.csv; nothing of the
code that wrote them is asked. Each check is named for its rule and yields what is wrong.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl

from tests.documents.datasets.readers import Files, records_of, rows_of

BOM = b"\xef\xbb\xbf"
READ_ME = "README.txt"
EXPLAINING = ("codes.csv", "columns.csv")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
PHYSICAL_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
NUMBERS = ("整数", "数値")

Faults = Iterator[str]


def tables(files: Files) -> dict[str, list[list[str]]]:
    """Return file → rows, for every CSV file."""
    return {name: rows_of(data) for name, data in files.items() if name.endswith(".csv")}


def columns(files: Files, name: str) -> list[dict[str, str]]:
    """Return what the dictionary says of the columns of a file."""
    return _columns(files["columns.csv"]).get(name, [])


@cache
def _columns(dictionary: bytes) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in records_of(dictionary):
        found.setdefault(row["file_name"], []).append(row)
    return found


def cells(files: Files) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield (file, what the dictionary says of the column, cell) for every cell below a head."""
    for name, (_head, *rows) in tables(files).items():
        said = columns(files, name)
        for row in rows:
            for column, cell in zip(said, row, strict=False):
                yield name, column, cell


def l1_01(files: Files) -> Faults:
    yield from (name for name in files if not name.endswith(".csv") and name != READ_ME)


def l1_02(files: Files) -> Faults:
    """One table a file: every row has the cells of the first, none of which comes again."""
    for name, (head, *rows) in tables(files).items():
        yield from (f"{name}: {row}" for row in rows if len(row) != len(head) or row == head)


def l1_03(files: Files) -> Faults:
    for name, rows in tables(files).items():
        yield from (f"{name}: row {number}" for number, row in enumerate(rows) if not any(row))


def l1_04(files: Files) -> Faults:
    """Nothing beyond the last column of the dictionary."""
    for name, rows in tables(files).items():
        wide = len(columns(files, name))
        yield from (f"{name}: {row[wide:]}" for row in rows if len(row) > wide)


def l1_05(files: Files) -> Faults:
    for name, (head, *_rows) in tables(files).items():
        said = {column["column_name"]: column for column in columns(files, name)}
        for title in head:
            if not (title in said and said[title]["column_title"] and said[title]["definition"]):
                yield f"{name}: {title}"


def l1_06(files: Files) -> Faults:
    for name, rows in tables(files).items():
        for row in rows:
            yield from (
                f"{name}: {cell!r}"
                for cell in row
                if cell != cell.strip() or re.search(r"[\n\r\t]", cell)
            )


def l1_08(files: Files) -> Faults:
    """Our own words and numbers; what the plan says stands as it was written."""
    for name, column, cell in cells(files):
        if column["column_name"] == "number" and unicodedata.normalize("NFKC", cell) != cell:
            yield f"{name}: {cell}"
    for name in EXPLAINING:
        for row in rows_of(files[name]):
            for cell in row:
                try:
                    cell.encode("shift_jis")  # JIS X 0208, without the additions of any vendor
                except UnicodeEncodeError:
                    yield f"{name}: {cell}"


def l1_09(files: Files) -> Faults:
    """A cell that must be filled is; a number that is missing is no sign and no word."""
    for name, column, cell in cells(files):
        if column["is_required"] == "1" and not cell:
            yield f"{name}: {column['column_name']} is empty"


def l1_14(files: Files) -> Faults:
    for name, rows in tables(files).items():
        body = files[name]
        lines = body.removesuffix(b"\r\n").split(b"\r\n")
        if len(lines) != len(rows) or not body.endswith(b"\r\n"):
            yield f"{name}: {len(lines)} lines, {len(rows)} records"
        if re.search(rb"[\r\n]", b"".join(lines)):
            yield f"{name}: a line end inside a record"


def l1_15(files: Files) -> Faults:
    """A comma without quotes around its cell makes one cell too many."""
    for name, (head, *rows) in tables(files).items():
        yield from (f"{name}: {row}" for row in rows if len(row) > len(head))


def l2_01(files: Files) -> Faults:
    for name, column, cell in cells(files):
        if column["value_type"] in NUMBERS and cell and not NUMBER.fullmatch(cell):
            yield f"{name}: {column['column_name']} = {cell}"


def l2_02(files: Files) -> Faults:
    """What the rows of a table have in common stands in each of them."""
    for name, (head, *rows) in tables(files).items():
        front = [head.index(one) for one in ("organization_code", "plan_id") if one in head]
        first = [rows[0][index] for index in front] if rows else []
        for row in rows:
            found = [row[index] for index in front if index < len(row)]
            if found != first or not all(found):
                yield f"{name}: {found}"


def l2_03(files: Files) -> Faults:
    for name, (head, *_rows) in tables(files).items():
        if len(set(head)) != len(head):
            yield f"{name}: {head}"


def _codes(files: Files) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in records_of(files["codes.csv"]):
        found.setdefault(row["code_list"], set()).add(row["code"])
    return found


def l2_04(files: Files) -> Faults:
    known = _codes(files)
    for name, column, cell in cells(files):
        codes = column["code_list"]
        if codes and cell and cell not in known.get(codes, set()):
            yield f"{name}: {column['column_name']} = {cell}"


def l2_05(files: Files) -> Faults:
    """Where a choice may be other, its words have a column of their own."""
    others = {row["code_list"] for row in records_of(files["codes.csv"]) if row["code"] == "other"}
    for name, column, _cell in cells(files):
        titles = {one["column_name"] for one in columns(files, name)}
        own = column["column_name"].removesuffix("_kind") + "_title"
        if column["code_list"] in others and own not in titles:
            yield f"{name}: {column['column_name']} has no {own}"


def l3_01(files: Files) -> Faults:
    for name, (head, *_rows) in tables(files).items():
        if head != [column["column_name"] for column in columns(files, name)]:
            yield f"{name}: {head}"


def l3_02(files: Files) -> Faults:
    known = _codes(files)
    wanted = {row["code_list"] for row in records_of(files["columns.csv"])} - {""}
    yield from sorted(wanted - set(known))
    for row in records_of(files["codes.csv"]):
        if not (row["label"] and row["meaning"]):
            yield row["code"]


def l3_03(files: Files) -> Faults:
    """There are no special marks among numbers, and the README says so."""
    yield from l2_01(files)
    if "数の列に、秘匿などの特別な記号は使っていません" not in files[READ_ME].decode():
        yield READ_ME


def l3_04(files: Files) -> Faults:
    for row in records_of(files["columns.csv"]):
        if row["value_type"] not in NUMBERS:
            continue
        if row["unit"] == "unitの列による":
            names = {one["column_name"] for one in columns(files, row["file_name"])}
            if "unit" in names:
                continue
        elif row["unit"]:
            continue
        yield f"{row['file_name']}: {row['column_name']}"


def l3_05(files: Files) -> Faults:
    for name, (head, *_rows) in tables(files).items():
        for title in head:
            if title.endswith("_wareki"):
                stem = title.removesuffix("_wareki")
                if not {stem, f"{stem}_first_day"} & set(head):
                    yield f"{name}: {title} without a Gregorian column"
    for name, column, cell in cells(files):
        if not cell:
            continue
        if column["value_type"].startswith("日付"):
            try:
                date.fromisoformat(cell)
            except ValueError:
                yield f"{name}: {cell}"
        if column["column_name"] == "fiscal_year" and not re.fullmatch("[0-9]{4}", cell):
            yield f"{name}: {cell}"


def l3_06(files: Files) -> Faults:
    for name, (head, *rows) in tables(files).items():
        if name in EXPLAINING:
            continue
        if head[:2] != ["organization_code", "organization_name"]:
            yield f"{name}: {head[:2]}"
            continue
        for row in rows:
            digits = [int(digit) for digit in row[0]] if re.fullmatch("[0-9]{6}", row[0]) else []
            total = sum(n * digit for n, digit in zip((6, 5, 4, 3, 2), digits, strict=False))
            wanted = 11 - total if total < 11 else (11 - total % 11) % 10
            if not digits or digits[5] != wanted or not row[1]:
                yield f"{name}: {row[:2]}"


def l3_08(files: Files) -> Faults:
    words = files[READ_ME].decode("utf-8-sig")
    for wanted in ("UTF-8", "BOM", "更新履歴", "データの作り方", "出典：", "columns.csv"):
        if wanted not in words:
            yield f"{READ_ME}: {wanted}"
    for name, (head, *_rows) in tables(files).items():
        if not files[name].startswith(BOM) or files[name].startswith(BOM * 2):
            yield f"{name}: BOM"
        yield from (f"{name}: {title}" for title in head if not PHYSICAL_NAME.fullmatch(title))


def l3_09(files: Files) -> Faults:
    """No column is named for a year or numbered: what comes again is a row."""
    for name, (head, *_rows) in tables(files).items():
        yield from (
            f"{name}: {title}" for title in head if re.search(r"\d", title.replace("sha256", ""))
        )


CHECKS: dict[str, Callable[[Files], Faults]] = {
    "L1-01": l1_01,
    "L1-02": l1_02,
    "L1-03": l1_03,
    "L1-04": l1_04,
    "L1-05": l1_05,
    "L1-06": l1_06,
    "L1-08": l1_08,
    "L1-09": l1_09,
    "L1-14": l1_14,
    "L1-15": l1_15,
    "L2-01": l2_01,
    "L2-02": l2_02,
    "L2-03": l2_03,
    "L2-04": l2_04,
    "L2-05": l2_05,
    "L3-01": l3_01,
    "L3-02": l3_02,
    "L3-03": l3_03,
    "L3-04": l3_04,
    "L3-05": l3_05,
    "L3-06": l3_06,
    "L3-08": l3_08,
    "L3-09": l3_09,
}


def faults(files: Files) -> dict[str, list[str]]:
    """Return rule → what is wrong, for the rules that the files of a plan break."""
    found = {rule: list(check(files)) for rule, check in CHECKS.items()}
    return {rule: wrong for rule, wrong in found.items() if wrong}


# --- workbooks ---------------------------------------------------------------------------------


def workbook_faults(data: bytes) -> dict[str, list[str]]:
    """Return rule → what is wrong, for the rules on Excel that a workbook breaks.

    The workbook for people has a title above its table and is no long format, so that only the
    rules that keep a sheet readable at all are asked of it.
    """
    found: dict[str, list[str]] = {
        rule: [] for rule in ("L1-10", "L1-11", "L1-12", "L1-13", "L2-06")
    }
    book: Any = openpyxl.load_workbook(BytesIO(data))
    for sheet in book.worksheets:
        if sheet._images or sheet._charts or sheet.legacy_drawing:
            found["L1-10"].append(sheet.title)
        found["L1-12"] += [f"{sheet.title}: {one}" for one in sheet.merged_cells.ranges]
        for sizes in (sheet.row_dimensions, sheet.column_dimensions):
            found["L1-13"] += [f"{sheet.title}: {key}" for key, one in sizes.items() if one.hidden]
        if sheet.sheet_state != "visible":
            found["L1-13"].append(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    found["L2-06"].append(f"{sheet.title}: {cell.coordinate}")
                if cell.fill.fill_type and not cell.value:
                    found["L1-11"].append(f"{sheet.title}: {cell.coordinate}")
    return {rule: wrong for rule, wrong in found.items() if wrong}
