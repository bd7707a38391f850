"""TIMEX3 values: from calendar facts to the value, and from the value to the date of a timeline.

Enters: days, months, amounts. Leaves: values as TimeML's TIMEX3 writes them (Pustejovsky et al. 2003; ISO 24617-1), and
`date_of`, the `When` that a value stands for, None where it stands for no date of the calendar.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from data_prep import edtf
from data_prep.records import When

SEASON_CODES = {"SP": 1, "SU": 2, "FA": 3, "WI": 4}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_PERIOD = re.compile(r"(\d{4})-(?:(\d\d)|W(\d\d)(-WE)?|Q([1-4])|H([12])|(SP|SU|FA|WI))")


@lru_cache(maxsize=16384)
def date_of(value: str) -> When | None:
    """The date that a TIMEX3 value stands for; None for durations, sets, references and values with X."""
    try:
        if found := _DAY.fullmatch(value):
            return edtf.day(date(int(found[1]), int(found[2]), int(found[3])))
        if found := _PERIOD.fullmatch(value):
            return _period(int(found[1]), *found.groups()[1:])
        if re.fullmatch(r"\d{4}", value):
            return edtf.year(int(value))
        if re.fullmatch(r"\d{3}", value):
            return edtf.decade(int(value) * 10)
        if re.fullmatch(r"\d{2}", value):
            return edtf.century(int(value) * 100)
        if "/" in value:
            first, _, last = value.partition("/")
            begin, end = date_of(first), date_of(last)
            return edtf.between(begin, end) if begin and end else None
    except ValueError:  # the 31st of a short month, a year 0000: no date
        return None
    return None


def _period(
    y: int, m: str | None, w: str | None, weekend: str | None, q: str | None, h: str | None, s: str | None
) -> When:
    if m:
        return edtf.month(y, int(m))
    if w:
        monday = date.fromisocalendar(y, int(w), 1)
        if weekend:
            return edtf.between(edtf.day(monday + timedelta(days=5)), edtf.day(monday + timedelta(days=6)))
        return edtf.week(monday)
    if q:
        return edtf.quarter(y, int(q))
    return edtf.half(y, int(h)) if h else edtf.season(y, SEASON_CODES[s or ""])


def week_value(d: date) -> str:
    """The ISO week of a day: 2024-W25."""
    y, w, _ = d.isocalendar()
    return f"{y:04d}-W{w:02d}"


def month_value(y: int | None, m: int) -> str:
    """2024-06, or XXXX-06 where the year is not known."""
    return f"{y:04d}-{m:02d}" if y is not None else f"XXXX-{m:02d}"


def quarter_value(y: int | None, q: int) -> str:
    """2024-Q2, or XXXX-Q2 where the year is not known."""
    return f"{y:04d}-Q{q}" if y is not None else f"XXXX-Q{q}"


def duration_value(amount: float | None, unit: str) -> str:
    """P3D of 3 and D, PT2H of 2 and TH, PXY of None and Y; halves as the next smaller unit where there is one."""
    if unit == "2W":
        amount, unit = (None if amount is None else amount * 2), "W"
    time, letter = ("T", unit[1:]) if unit.startswith("T") else ("", unit)
    if amount is None:
        return f"P{time}X{letter}"
    if letter in "EC" and amount != 1:
        amount, letter = amount * (10 if letter == "E" else 100), "Y"
    smaller = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60), "D": ("TH", 24)}
    if amount != int(amount) and unit in smaller and (amount * smaller[unit][1]) % 1 == 0:
        lesser, many = smaller[unit]
        whole = f"{int(amount)}{letter}" if amount >= 1 else ""
        return f"P{time}{whole}{round(amount % 1 * many)}{lesser}"
    return f"P{time}{amount:g}{letter}" if amount < 100000 else f"P{time}{int(amount)}{letter}"


def shift(d: date, amount: int, unit: str) -> str | None:
    """The value `amount` units after `d` (before, if negative), at the grain of the unit; None beyond the calendar."""
    try:
        if unit == "D":
            return (d + timedelta(days=amount)).isoformat()
        if unit in ("W", "2W"):
            return week_value(d + timedelta(weeks=amount * (2 if unit == "2W" else 1)))
        if unit == "WE":
            return week_value(d + timedelta(weeks=amount)) + "-WE"
        if unit in ("M", "Q"):
            months = d.year * 12 + d.month - 1 + amount * (3 if unit == "Q" else 1)
            y, m = divmod(months, 12)
            if not 1 <= y <= 9999:
                return None
            return month_value(y, m + 1) if unit == "M" else quarter_value(y, m // 3 + 1)
        years = d.year + amount * {"Y": 1, "E": 10, "C": 100}[unit]
    except (OverflowError, KeyError):
        return None
    if not 1 <= years <= 9999:
        return None
    return f"{years:04d}"[: {"Y": 4, "E": 3, "C": 2}[unit]]
