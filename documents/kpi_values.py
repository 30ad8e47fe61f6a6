"""What the written values of a KPI say: the year in front, the amount, the unit.

A unit that a person typed or a file brought is stored with the KPI. One that stands in the words
of the values is read from them each time, so that it can never outlive them.
"""

import re

from documents.content import Kpi
from documents.eras import fiscal_year_of, read_date
from documents.text import read_number

DATED = re.compile(r"(?P<date>[^：:]*年[^：:]*)[：:](?P<value>.*)", re.DOTALL)


def year_of(written: str) -> int | None:
    """Return the fiscal year of a value that is written with a month, day or calendar year."""
    match = DATED.fullmatch(written)
    reading = read_date(match["date"]).reading if match else None
    if reading is None or reading.is_fiscal:
        return None
    return fiscal_year_of(reading.first_day) if reading.month else reading.year


def amount_of(written: str) -> str:
    """Return what stands behind the date of a dated value, or the whole of another."""
    match = DATED.fullmatch(written)
    return match["value"].strip() if match and year_of(written) is not None else written


def is_bare_number(written: str) -> bool:
    """Say whether a value gives a number (or several) and no unit: 「約1,200」, 「10～20」."""
    amount = amount_of(written)
    number = read_number(amount)
    if number.value is not None:
        return not number.unit
    return any(char.isdecimal() for char in amount) and not any(map(str.isalpha, amount))


def unit_read(kpi: Kpi) -> str:
    """Return the one unit that the words of the targets give, or "" where none or several do."""
    units = {read_number(amount_of(target.written)).unit for target in kpi.targets} - {""}
    return units.pop() if len(units) == 1 else ""
