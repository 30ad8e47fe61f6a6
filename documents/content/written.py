"""What was written, and beside it our reading."""

from dataclasses import dataclass

from documents.eras import DateReading
from documents.limits import Long, Short


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as printed, with our reading of it where there is one."""

    written: Short
    reading: DateReading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of time as printed; start and end may be missing one by one."""

    written: Short = ""
    start: DateReading | None = None
    end: DateReading | None = None
    extension: Long = ""  # the decision that prolonged it, in words
