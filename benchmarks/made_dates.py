"""Dates for made articles, of every grain: the words as an article has them, and what they mean.

Enters: a grain of GRAINS and a day. Leaves: a `MadeDate`. Refuses, with a KeyError, a grain that is not listed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from data_prep.edtf import parse_edtf
from data_prep.records import Interval

GRAINS = {  # name -> its share; the rest is undated
    "day": 0.72, "part": 0.02, "week": 0.02, "month": 0.09, "quarter": 0.01, "season": 0.01, "year": 0.03, "decade": 0.002,
    "days": 0.015, "since": 0.005, "either": 0.005, "about": 0.015, "doubtful": 0.01,
}  # fmt: skip
_SEASONS = ("spring", "summer", "autumn", "winter")
_ORDER = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class MadeDate:
    """A date in an article: the word before it, its own words, TIMEX3 value, EDTF, days, grain and qualifier."""

    before: str
    words: str
    value: str
    edtf: str
    interval: Interval
    grain: str
    qualifier: str


@lru_cache(maxsize=100_000)
def make_date(grain: str, day: date) -> MadeDate:
    """This day, told so precisely."""
    before, words, value, edtf = _FORMS[grain](day)
    when = parse_edtf(edtf)
    kept = grain if grain in ("week", "part") else when.grain  # EDTF has no word for these two
    return MadeDate(before, words, value, edtf, when.interval, kept, when.qualifier)


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _week(day: date) -> tuple[str, str, str, str]:
    monday = day - timedelta(days=day.weekday())
    return "in", f"the week of {_long(monday)}", f"{day:%G-W%V}", f"{monday}/{monday + timedelta(days=6)}"


def _season(day: date) -> tuple[str, str, str, str]:
    n, year = (day.month // 3 - 1) % 4, day.year - (day.month < 3)
    return "in", f"the {_SEASONS[n]} of {year}", f"{year}-{('SP', 'SU', 'FA', 'WI')[n]}", f"{year}-{21 + n}"


def _quarter(day: date) -> tuple[str, str, str, str]:
    n = (day.month - 1) // 3
    return "in", f"the {_ORDER[n]} quarter of {day.year}", f"{day.year}-Q{n + 1}", f"{day.year}-{33 + n}"


def _days(day: date) -> tuple[str, str, str, str]:
    last = day + timedelta(days=4)
    return "from", f"{_long(day)} to {_long(last)}", day.isoformat(), f"{day}/{last}"


_FORMS: dict[str, Callable[[date], tuple[str, str, str, str]]] = {
    "day": lambda d: ("on", _long(d), d.isoformat(), d.isoformat()),
    "part": lambda d: ("on", f"the morning of {_long(d)}", f"{d}TMO", d.isoformat()),
    "week": _week,
    "month": lambda d: ("in", f"{d:%B %Y}", f"{d:%Y-%m}", f"{d:%Y-%m}"),
    "quarter": _quarter,
    "season": _season,
    "year": lambda d: ("in", f"{d.year}", f"{d.year}", f"{d.year}"),
    "decade": lambda d: ("in", f"the {d.year // 10}0s", f"{d.year // 10}", f"{d.year // 10}X"),
    "days": _days,
    "since": lambda d: ("since", _long(d), d.isoformat(), f"{d}/.."),
    "either": lambda d: ("on", f"{_long(d)} or two days later", d.isoformat(), f"[{d},{d + timedelta(days=2)}]"),
    "about": lambda d: ("around", f"{d:%B %Y}", f"{d:%Y-%m}", f"{d:%Y-%m}~"),
    "doubtful": lambda d: ("perhaps on", _long(d), d.isoformat(), f"{d}?"),
}
