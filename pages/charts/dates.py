"""Dates in words, never finer than their grain.

Enters: EDTF values of our subset, or null. Leaves: short words for charts ("17 or 24 Oct 2025"), long ones for the
panel. Refuses nothing: a value that is no EDTF is shown as it stands.
"""

from datetime import date, timedelta
from functools import lru_cache

from data_prep.edtf import parse_edtf
from data_prep.records import When

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DOUBT = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
GRAIN_WORDS = {
    "part": "to the part of a day",
    "day": "to the day",
    "week": "to the week",
    "month": "to the month",
    "quarter": "to the quarter",
    "season": "to the season",
    "year": "to the year",
    "decade": "to the decade",
    "interval": "a stretch of time",
}


@lru_cache(maxsize=16384)
def date_words(edtf: str | None, long: bool = False) -> str:
    """A date as people write it; "no date" for null."""
    if not edtf:
        return "no date"
    try:
        if edtf.startswith("["):
            return _either([p.strip() for p in edtf[1:-1].split(",")], long)
        if "/" in edtf:
            return _between(*edtf.split("/", 1), long=long)
        return _one(parse_edtf(edtf), long)
    except ValueError:
        return edtf


def month_name(number: int, long: bool) -> str:
    """January or Jan."""
    return MONTHS[number - 1] if long else MONTHS[number - 1][:3]


def _one(when: When, long: bool) -> str:
    first, end = when.interval.start, when.interval.end
    assert first is not None and end is not None  # only "a/.." is open, and that goes another way
    if when.grain in ("day", "part"):
        words = f"{first.day} {month_name(first.month, long)} {first.year}"
    elif when.grain == "month":
        words = f"{month_name(first.month, long)} {first.year}"
    elif when.grain == "quarter":
        words = f"{month_name(first.month, long)}–{month_name((end - timedelta(days=1)).month, long)} {first.year}"
    elif when.grain == "season":
        words = f"{SEASONS[first.month]} {first.year}"
    elif when.grain == "decade":
        words = f"{first.year // 10 * 10}s"
    elif when.grain == "year":
        words = str(first.year)
    else:  # half-years, centuries
        words = _days(first, end - timedelta(days=1), long)
    return DOUBT[when.qualifier] + words


def _either(parts: list[str], long: bool) -> str:
    """Days of one month share its name: "17 or 24 Oct 2025"."""
    days = [parse_edtf(p) for p in parts]
    first = [d.interval.start for d in days]
    if all(d.grain == "day" for d in days) and len({(f.year, f.month) for f in first if f}) == 1:
        last = first[-1]
        assert last is not None
        numbers = [str(f.day) for f in first if f]
        return f"{', '.join(numbers[:-1])} or {numbers[-1]} {month_name(last.month, long)} {last.year}"
    words = [_one(d, long) for d in days]
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _between(first: str, last: str, *, long: bool) -> str:
    if first in ("", ".."):
        return f"by {date_words(last, long)}"
    if last in ("", ".."):
        return f"{date_words(first, long)} or later"
    a, b = parse_edtf(first), parse_edtf(last)
    if a.grain == b.grain == "day" and a.qualifier == b.qualifier and a.interval.start and b.interval.start:
        return DOUBT[a.qualifier] + _days(a.interval.start, b.interval.start, long)
    return f"{_one(a, long)} to {_one(b, long)}"


def _days(a: date, b: date, long: bool) -> str:
    """From a to b, both included: "18–19 Jun 2024"."""
    tail = f"{b.day} {month_name(b.month, long)} {b.year}"
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{tail}"
    head = f"{a.day} {month_name(a.month, long)}" + ("" if a.year == b.year else f" {a.year}")
    return f"{head} – {tail}"
