"""Full calendar dates as pages write them, in stamps, headers, datelines and front matter.

Enters: a short line or value. Leaves: the `When` of a date that is complete in itself, with the words that gave it.
Refuses: anything that leaves out the year, and numbers that could be day-month or month-day ("10/02/2025").
Dates inside running text are the business of `timex/`.
"""

import re
from dataclasses import dataclass
from datetime import date

from data_prep.edtf import parse_edtf
from data_prep.records import When

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:(?P<weekday>Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_NTH = r"(?:st|nd|rd|th)?"
_TIME = r"(?:[T,\s]\s*(?:at\s+)?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?)?"
_FORMS = (
    rf"{_WEEKDAY}(?P<month>{MONTH})\s+(?P<day>\d{{1,2}}){_NTH},?\s+(?P<year>\d{{4}})\b{_TIME}",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}}){_NTH}\s+(?:of\s+)?(?P<month>{MONTH}),?\s+(?P<year>\d{{4}})\b{_TIME}",
    rf"{_WEEKDAY}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d){_TIME}",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}})(?!\d){_TIME}",
    rf"{_WEEKDAY}(?P<either>\d{{1,2}})/(?P<other>\d{{1,2}})/(?P<year>\d{{4}})(?!\d){_TIME}",
)
_YEAR = re.compile(r"\d{4}")
_DATES = tuple(re.compile(rf"(?<![\w/.-]){form}", re.IGNORECASE) for form in _FORMS)


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A full date in a line: the day, its words, whether a time stands beside it."""

    day: date
    start: int
    end: int
    text: str
    has_time: bool
    contradicts: bool  # the weekday named is not that day's

    @property
    def when(self) -> When:
        """The day in EDTF, uncertain where the weekday contradicts it."""
        return parse_edtf(self.day.isoformat() + ("?" if self.contradicts else ""))


def find_day(line: str) -> FoundDay | None:
    """The first full date in `line`; None where there is none, or only impossible or ambiguous ones."""
    line = line[:1000]
    if _YEAR.search(line) is None:  # as in most lines
        return None
    hits = (hit for form in _DATES for hit in form.finditer(line))
    for hit in sorted(hits, key=lambda h: h.start()):
        if found := _read(hit):
            return found
    return None


def read_when(value: str) -> When:
    """A value that is one date: EDTF, or a full date in English. Raises ValueError naming what is accepted."""
    try:
        return parse_edtf(value)
    except ValueError:
        found = find_day(value)
        rest = (value[: found.start] + value[found.end :]).strip(" .,()") if found else value
        if found and re.fullmatch(r"(?:[A-Z]{1,4}|Z|[+-]\d\d:?\d\d)?", rest):
            return found.when
    raise ValueError(f"{value!r} is not a date")


def month_number(name: str) -> int:
    """1 to 12 for a month's English name or abbreviation."""
    return MONTHS.index(name[:3].lower()) + 1


def _read(hit: re.Match[str]) -> FoundDay | None:
    parts = hit.groupdict()
    if either := parts.get("either"):
        numbers = int(either), int(parts["other"])
        if min(numbers) > 12 or (max(numbers) <= 12 and numbers[0] != numbers[1]):
            return None
        day, month = max(numbers), min(numbers)
    else:
        day = int(parts["day"])
        month = int(parts["month"]) if parts["month"].isdigit() else month_number(parts["month"])
    try:
        found = date(int(parts["year"]), month, day)
    except ValueError:
        return None
    weekday = parts.get("weekday")
    contradicts = weekday is not None and WEEKDAYS.index(weekday[:3].lower()) != found.weekday()
    has_time = bool(re.search(r"\d[:.h]\d\d(?!\d{2})", hit.group()[10:]))
    return FoundDay(found, *hit.span(), hit.group().strip(), has_time, contradicts)
