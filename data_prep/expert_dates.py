"""Dates as people write them in tables, read strictly: what can be meant in two ways is asked, never guessed.

Enters: a cell of a table, and in which order its numbers stand, if that was said. Leaves: an EDTF value of our subset, None for an
empty cell. Refuses, with a ValueError that says what is wrong: everything else; with an `AmbiguousDate`, 03/04/2024 as long as
nobody said whether the day or the month comes first.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time

from babel import Locale

from data_prep.edtf import between, day, month, parse_edtf, quarter, season, year
from data_prep.records import When

ORDERS = ("day-month", "month-day")
ACCEPTED = (
    "accepted: 2024-06-18, 2024-06, 2024, 18 June 2024, June 18, 2024, June 2024, 18–20 June 2024, 18/06/2024, spring 2024, "
    "about 2024, EDTF, or a date cell of a spreadsheet"
)
_UNDATED = ("", "-", "–", "?", "n.d.", "nd", "undated", "no date", "unknown", "none", "n/a", "na")
_ENGLISH = Locale("en")
_NAMES = [_ENGLISH.months["format"]["wide"][n].lower() for n in range(1, 13)]
_MONTHS = {name[:n]: at for at, name in enumerate(_NAMES, 1) for n in {3, len(name)}} | {"sept": 9}
_WEEKDAYS = tuple(_ENGLISH.days["format"]["wide"][n].lower() for n in range(7))  # 0 is Monday
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_M = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_D, _Y = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})"
_W = rf"(?:(?P<weekday>{'|'.join(f'{w[:3]}(?:{w[3:]})?' for w in _WEEKDAYS)}),? )?"
_TO = r" ?[–-] ?(?P<last>\d{1,2})(?:st|nd|rd|th)?"
_DOUBT = re.compile(
    r"(?:(?P<about>about|around|circa|ca?\.|approximately|~) ?|(?P<perhaps>perhaps|possibly|probably|maybe) )?(?P<rest>.*?)(?P<mark> ?\?)?"
)
_RANGE = re.compile(r"(?:(?:from|between) )?(.+?)(?: ?– ?| - | (?:to|until|till|through|and) )(.+)")
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)


class AmbiguousDate(ValueError):
    """A date that has two readings, as 03/04/2024."""


def read_date(cell: object, order: str = "") -> str | None:
    """A cell as EDTF; `order`: "day-month" or "month-day" where numbers stand in one, "" as long as nobody said."""
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return _edtf_of(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (int, float)):
        return _year_of(cell)
    text = " ".join(str(cell).replace("—", "–").replace("−", "-").split())
    if text.lower() in _UNDATED:
        return None
    if clock := _CLOCK.fullmatch(text):
        return _edtf_of(datetime.fromisoformat(f"{clock[1]}T{clock[2]}"))
    found = _read(text.lower(), order) or _between(text.lower(), order)
    if found is None:
        raise ValueError(f"“{text[:60]}” is no date that can be read")
    return found.edtf


def join_dates(first: str | None, last: str | None) -> str | None:
    """The time from one date to another, both included. Raises ValueError where they make none."""
    if last is None or first == last:
        return first
    if first is None:
        raise ValueError("it ends, but does not begin: the date is empty")
    if any(sign in edge for edge in (first, last) for sign in "/["):
        raise ValueError(f"{first} and {last} are no two ends, since one of them is a stretch of time itself")
    return _joined(parse_edtf(first), parse_edtf(last)).edtf


def _joined(a: When, b: When) -> When:
    starts = a.interval.start, b.interval.start
    if starts[0] is None or starts[1] is None or starts[1] < starts[0]:
        raise ValueError(f"it ends ({b.edtf}) before it begins ({a.edtf})")
    return between(a, b)


def _edtf_of(moment: datetime) -> str:
    """A date cell of a spreadsheet carries midnight where nobody gave a time."""
    if moment.time() == time(0):
        return moment.date().isoformat()
    return moment.strftime("%Y-%m-%dT%H:%M")


def _year_of(number: float) -> str:
    if isinstance(number, bool) or number != int(number) or not 1000 <= number <= 2999:
        raise ValueError(f"{number} is a number: give the cell the form of a date (a year of four digits is one)")
    return f"{int(number):04d}"


def _read(text: str, order: str) -> When | None:
    """One date, with its doubt; None where it has no known form."""
    doubt = _DOUBT.fullmatch(text)
    assert doubt is not None  # all its parts may be missing but the rest
    rest = doubt["rest"]
    sign = {(True, False): "~", (False, True): "?", (True, True): "%"}.get(
        (bool(doubt["about"]), bool(doubt["perhaps"] or doubt["mark"])), ""
    )
    for pattern, make in _FORMS:
        if hit := pattern.fullmatch(rest):
            when = make(hit, order)
            return parse_edtf(when.edtf + sign) if sign and when.edtf[-1].isdigit() and "/" not in when.edtf else when
    try:
        return parse_edtf(text.upper())
    except ValueError:
        return None


def _between(text: str, order: str) -> When | None:
    """Two dates with words or a dash between them; the first may leave the year to the second."""
    hit = _RANGE.fullmatch(text)
    if hit is None:
        return None
    last = _read(hit[2], order)
    if last is None:
        return None
    first = _read(hit[1], order) or _read(f"{hit[1]} {last.edtf[:4]}", order)
    return None if first is None else _joined(first, last)


def _of_words(hit: re.Match[str], _: str) -> When:
    y, m = int(hit["year"]), _MONTHS[hit["month"]]
    first = day(_day(y, m, int(hit["day"])))
    if "last" in hit.groupdict():
        return _joined(first, day(_day(y, m, int(hit["last"]))))
    told = hit["weekday"]
    begin = first.interval.start
    if told and begin is not None and not _WEEKDAYS[begin.weekday()].startswith(told[:3]):
        raise ValueError(f"{first.edtf} is a {_WEEKDAYS[begin.weekday()].capitalize()}, not a {told.capitalize()}")
    return first


def _of_numbers(hit: re.Match[str], order: str) -> When:
    a, b, y = int(hit[1]), int(hit[3]), int(hit[4])
    if a <= 12 and b <= 12 and a != b and not order:
        raise AmbiguousDate(f"{hit[0]} can be {a} {_NAMES[b - 1].title()} or {b} {_NAMES[a - 1].title()}")
    if order == "month-day" or (not order and b > 12):
        return day(_day(y, a, b))
    return day(_day(y, b, a))


def _day(y: int, m: int, d: int) -> date:
    try:
        return date(y, m, d)
    except ValueError:
        raise ValueError(f"there is no day {d} in month {m} of {y}") from None


def _of_iso(hit: re.Match[str], _: str) -> When:
    y, m, d = int(hit[1]), int(hit[3]), hit[4]
    return day(_day(y, m, int(d))) if d else month(y, m)


def _two_digits(hit: re.Match[str], _: str) -> When:
    raise ValueError(f"{hit[0]} has a year of two digits: give it four")


_Maker = Callable[[re.Match[str], str], When]
_FORMS: list[tuple[re.Pattern[str], _Maker]] = [
    (re.compile(pattern), make)
    for pattern, make in [
        (r"(\d{4})", lambda hit, _: year(int(hit[1]))),
        (r"(\d{3})0s", lambda hit, _: parse_edtf(f"{hit[1]}X")),
        (r"(\d{4})([/.])(\d{1,2})(?:\2(\d{1,2}))?", _of_iso),
        (r"(\d{4})(-)(\d{1,2})-(\d{1,2})", _of_iso),
        (r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", _of_numbers),
        (r"\d{1,2}([/.-])\d{1,2}\1\d{2}", _two_digits),
        (r"(\d{1,2})[/.-](\d{4})", lambda hit, _: month(int(hit[2]), int(hit[1]))),
        (rf"{_W}{_D}[ -](?:of )?{_M},?[ -]{_Y}", _of_words),
        (rf"{_W}{_M} {_D},? {_Y}", _of_words),
        (rf"{_D}{_TO} {_M},? {_Y}", _of_words),
        (rf"{_M} {_D}{_TO},? {_Y}", _of_words),
        (rf"{_M},? (?:of )?{_Y}", lambda hit, _: month(int(hit["year"]), _MONTHS[hit["month"]])),
        (
            rf"(?P<season>{'|'.join(_SEASONS)})(?: of)? {_Y}",
            lambda hit, _: season(int(hit["year"]), _SEASONS[hit["season"]]),
        ),
        (r"q([1-4]) (\d{4})", lambda hit, _: quarter(int(hit[2]), int(hit[1]))),
        (r"(\d{4})[ -]q([1-4])", lambda hit, _: quarter(int(hit[1]), int(hit[2]))),
    ]
]
