"""EDTF, our subset: strings in, `When` records out, and makers of the values that the pipeline needs.

The notation is ISO 8601-2:2019 (Extended Date/Time Format, levels 0 and 1, of level 2 the set "one of" and the longer
sub-year groupings, §4.8):

    2024  2024-06  2024-06-18       year, month, day; 2024-06-18T15:33(:19) is read as part of that day
    202X  19XX                      decade, century (a century has grain "interval")
    2024-21 … 2024-24               spring, summer, autumn, winter of the northern half; winter runs into the next year
    2024-33 … 2024-36               quarters; 2024-40 and 2024-41 are half-years (grain "interval")
    2024-06?  2024~  2024-06-18%    uncertain, approximate, both
    a/b  a/..  ../b                 from a to b, both included; open at one end
    [a,b]                           one of these; its interval spans them, its grain is theirs

A week has no EDTF of its own: it is the interval of its seven days, Monday to Sunday, and gets the grain "week".
Refused, with a ValueError that names the value: anything else, impossible days, years outside 1–9999.
"""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from data_prep.records import GRAINS, Interval, When

_SIMPLE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d(?::\d\d){0,2}(?:Z|[+-]\d\d(?::\d\d)?)?)?)?)?([?~%]?)")
_DECADE = re.compile(r"(\d{3})X([?~%]?)")
_CENTURY = re.compile(r"(\d{2})XX([?~%]?)")
_ACCEPTED = "accepted: YYYY, YYYY-MM, YYYY-MM-DD, 202X, 2024-21 (season), 2024-33 (quarter), a/b, a/.., ../b, [a,b], each with ?, ~ or %"
_MONTHS_OF = {  # sub-year grouping -> first month, months, grain
    **{21 + n: (3 + 3 * n, 3, "season") for n in range(4)},
    **{33 + n: (1 + 3 * n, 3, "quarter") for n in range(4)},
    **{40 + n: (1 + 6 * n, 6, "interval") for n in range(2)},
}


@lru_cache(maxsize=65536)
def parse_edtf(edtf: str) -> When:
    """Read an EDTF value of our subset. Raises ValueError naming the value and what is accepted."""
    try:
        if edtf.startswith("[") and edtf.endswith("]"):
            return either(*(_parse_simple(part.strip()) for part in edtf[1:-1].split(",")))
        if "/" in edtf:
            first, _, last = edtf.partition("/")
            return between(*(None if end == ".." else _parse_simple(end) for end in (first, last)))
        return _parse_simple(edtf)
    except ValueError as error:
        raise ValueError(f"{edtf!r} is not a date in EDTF ({error}); {_ACCEPTED}") from None


def _parse_simple(edtf: str) -> When:
    if found := _SIMPLE.fullmatch(edtf):
        y, m, d, clock, qualifier = found.groups()
        if d:
            return replace(day(date(int(y), int(m), int(d)), qualifier), edtf=edtf, grain="part" if clock else "day")
        if m and int(m) > 12:
            return _months(edtf, int(y), int(m), qualifier)
        return month(int(y), int(m), qualifier) if m else year(int(y), qualifier)
    if found := _DECADE.fullmatch(edtf):
        return decade(int(found[1]) * 10, found[2])
    if found := _CENTURY.fullmatch(edtf):
        return century(int(found[1]) * 100, found[2])
    raise ValueError(f"found {edtf!r}")


def _months(edtf: str, y: int, code: int, qualifier: str) -> When:
    if code not in _MONTHS_OF:
        raise ValueError(f"no month, season, quarter or half-year has the number {code}")
    first, count, grain = _MONTHS_OF[code]
    return When(edtf, Interval(date(y, first, 1), _month_after(y, first, count)), grain, qualifier)


def _month_after(y: int, m: int, count: int) -> date:
    months = y * 12 + m - 1 + count
    if months // 12 > 9999:
        return date.max
    return date(months // 12, months % 12 + 1, 1)


def day(d: date, qualifier: str = "") -> When:
    """One day."""
    return When(d.isoformat() + qualifier, Interval(d, _next_day(d)), "day", qualifier)


def month(y: int, m: int, qualifier: str = "") -> When:
    """One month, `m` from 1 to 12. Raises ValueError for others."""
    return When(f"{y:04d}-{m:02d}{qualifier}", Interval(date(y, m, 1), _month_after(y, m, 1)), "month", qualifier)


def year(y: int, qualifier: str = "") -> When:
    """One year, 1 to 9999. Raises ValueError for others."""
    return When(f"{y:04d}{qualifier}", Interval(date(y, 1, 1), _month_after(y, 1, 12)), "year", qualifier)


def season(y: int, number: int, qualifier: str = "") -> When:
    """Spring (1), summer (2), autumn (3) or the winter (4) that begins in December of `y`."""
    return _months(f"{y:04d}-{20 + number}{qualifier}", y, 20 + number, qualifier)


def quarter(y: int, number: int, qualifier: str = "") -> When:
    """A calendar quarter, 1 to 4."""
    return _months(f"{y:04d}-{32 + number}{qualifier}", y, 32 + number, qualifier)


def half(y: int, number: int, qualifier: str = "") -> When:
    """A half-year, 1 or 2; its grain is "interval"."""
    return _months(f"{y:04d}-{39 + number}{qualifier}", y, 39 + number, qualifier)


def decade(y: int, qualifier: str = "") -> When:
    """The ten years of which `y` is one: 2024 gives 202X."""
    first = y - y % 10
    end = _month_after(first, 1, 120)
    return When(f"{first // 10:03d}X{qualifier}", Interval(date(max(first, 1), 1, 1), end), "decade", qualifier)


def century(y: int, qualifier: str = "") -> When:
    """The hundred years of which `y` is one, counted as EDTF does: 1945 gives 19XX, 1900 to 1999."""
    first = y - y % 100
    end = _month_after(first, 1, 1200)
    return When(f"{first // 100:02d}XX{qualifier}", Interval(date(max(first, 1), 1, 1), end), "interval", qualifier)


def week(d: date) -> When:
    """The week, Monday to Sunday, in which `d` lies."""
    monday = d - timedelta(days=d.weekday())
    return between(day(monday), day(monday + timedelta(days=6)))


def between(first: When | None, last: When | None) -> When:
    """From `first` to `last`, both included; None is an open end. Raises ValueError if both are open or out of order."""
    if first is None and last is None:
        raise ValueError("an interval open at both ends says nothing")
    start = first.interval.start if first else None
    end = last.interval.end if last else None
    if start is not None and end is not None and start >= end:
        raise ValueError(f"{first and first.edtf} is later than {last and last.edtf}")
    edtf = f"{first.edtf if first else '..'}/{last.edtf if last else '..'}"
    grain = "week" if _is_week(start, end) and first and first.grain == "day" else "interval"
    return When(edtf, Interval(start, end), grain, _joined(first, last))


def either(*choices: When) -> When:
    """One of several dates, and it is not known which; in order, spanned by the interval. One choice is itself.

    A set has no intervals in it: of weeks and ranges the whole stretch is taken, with a "?".
    """
    if not choices:
        raise ValueError("a set of dates needs at least one")
    if len(choices) == 1:
        return choices[0]
    ordered = sorted(choices, key=lambda when: (when.interval.start or date.min, when.edtf))
    starts = [when.interval.start for when in ordered]
    ends = [when.interval.end for when in ordered]
    start = None if None in starts else min(s for s in starts if s is not None)
    end = None if None in ends else max(e for e in ends if e is not None)
    if any("/" in when.edtf for when in ordered):
        last = None if end is None else day(end - timedelta(days=1), "?")
        return replace(between(None if start is None else day(start, "?"), last), grain="interval")
    grain = max((when.grain for when in ordered), key=GRAINS.index)
    edtf = "[" + ",".join(when.edtf for when in ordered) + "]"
    return When(edtf, Interval(start, end), grain, _joined(*ordered))


def doubted(when: When, qualifier: str = "?") -> When:
    """The same date with `?` (uncertain), `~` (approximate) or `%` (both) added to what it already has."""
    both = _join(when.qualifier, qualifier)
    if "/" in when.edtf:
        ends = (None if end == ".." else doubted(parse_edtf(end), qualifier) for end in when.edtf.split("/"))
        return replace(between(*ends), grain=when.grain)
    if when.edtf.startswith("["):
        return either(*(doubted(parse_edtf(part), qualifier) for part in when.edtf[1:-1].split(",")))
    return replace(when, edtf=when.edtf.rstrip("?~%") + both, qualifier=both)


def _is_week(start: date | None, end: date | None) -> bool:
    return start is not None and end is not None and start.weekday() == 0 and (end - start).days == 7


def _join(one: str, other: str) -> str:
    marks = set((one + other).replace("%", "?~"))
    return "%" if len(marks) == 2 else "".join(marks)


def _joined(*whens: When | None) -> str:
    qualifier = ""
    for when in whens:
        qualifier = _join(qualifier, when.qualifier if when else "")
    return qualifier


def _next_day(d: date) -> date:
    return d + timedelta(days=1) if d < date.max else d


def last_day(y: int, m: int) -> date:
    """The last day of a month."""
    return date(y, m, monthrange(y, m)[1])
