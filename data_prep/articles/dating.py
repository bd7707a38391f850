"""When was an article published that does not say so? Bounds from its own words, never from today's date.

Enters: the text, its time expressions (found with no date of publication), hints that stand outside it. Leaves: `Published`
with basis "inferred", or "unknown" with the reason. The reasoning, in its order:

1. A year: a hint ("2025/10" in a picture's address); a weekday written with its month-day, if one year near the years
   named fits; "this year", told in the past, beside the latest month named with its year ("June 2024") — with a "?", for
   news names many a year that is not its own.
2. The latest month-day told in the past: the article is of that day or later.
3. A day, if weekdays tie it down: one of them is that month-day's own, so the article is less than a week younger; of
   these days it is the one from which the weekdays lie closest behind, for news names days by their weekday only while
   they are near. It keeps a "?".
4. "Earlier this month" keeps it within the month of that day.

Refuses to guess from years alone: an article may name 1945 or 2030 at any time.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data_prep import edtf
from data_prep.records import DateHint, Published, Timex
from data_prep.timex.discourse import Discourse, nearest_year, weekday_before, weekday_year
from data_prep.timex.words import DAY_NAMES, WEEKDAYS

_MONTH_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_YEAR = re.compile(r"(\d{4})(?:$|-)")
_OPENING = 900  # characters: the headline, a caption and the first paragraphs
_BESIDE = 1000  # characters between "this year" and the date that says which
_FIT = 4  # years after the latest one named among which a weekday may choose
_COUNTED = re.compile(r"last|past|next|this|coming|the|that")
_UNTIL = re.compile(r"(?i)\b(?:by|until|till)\s$")


@dataclass(frozen=True, slots=True)
class _MonthDay:
    timex: Timex
    month: int
    day: int
    weekday: int | None  # written with it, 1 Monday … 7 Sunday
    past: bool  # told by a verb in the past, not without one


@dataclass(frozen=True, slots=True)
class _Clues:
    """What the text offers, all of it told in the past or without a tense."""

    month_days: tuple[_MonthDay, ...]
    weekdays: tuple[tuple[Timex, int], ...]
    years: tuple[tuple[Timex, int], ...]
    this_year: Timex | None
    this_month: Timex | None


def infer_published(
    text: str, timexes: Sequence[Timex], hints: Sequence[DateHint], known: Published | None = None
) -> Published:
    """The date of publication of an article that states none: a day with "?", a bound, or unknown; `why` quotes the words.

    `known`: an upper bound that says nothing of how long before (`Published.loose`). It stands where the text says no more,
    and falls where the text tells of a later day.
    """
    found = _infer(text, timexes, hints)
    bound = known.when if known is not None and known.loose else None
    if known is None or bound is None or bound.interval.end is None:
        return found
    told = [t for t in timexes if t.when and t.when.grain == "day" and not t.anchor and _is_past(text, t)]
    last = max((t.when.interval.start for t in told if t.when and t.when.interval.start), default=date.min)
    if last >= bound.interval.end + timedelta(days=1):
        return replace(found, why=f"{found.why}; otherwise {known.why}, but the text tells of {last}")
    start = found.when.interval.start if found.when else None
    if start is not None and start < bound.interval.end:
        return replace(found, why=f"{found.why}; {known.why}")
    return known


def _is_past(text: str, timex: Timex) -> bool:
    return Discourse(text, None).direction(timex.start, timex.end) < 0


def _infer(text: str, timexes: Sequence[Timex], hints: Sequence[DateHint]) -> Published:
    clues = _gather(text, timexes)
    near = _near_day(clues, hints)
    if near is None:
        return Published(None, "unknown", _why_unknown(clues))
    anchor, why_year = near
    if tied := _tied_day(clues, anchor):
        day, why = tied
        return Published(edtf.day(day, "?"), "inferred", f"about {day}: {why_year}; {why}")
    told = _latest_told(clues, anchor, _told_in_the_past)
    if told is None or (anchor.start is not None and anchor.start > told[1]):
        if anchor.start is None:
            return Published(edtf.year(anchor.day.year, "?"), "inferred", f"in {anchor.day.year}: {why_year}")
        bound = edtf.between(edtf.day(anchor.start), None)
        return Published(bound, "inferred", f"on or after {anchor.start}: {why_year}")
    words, last = _plain(told[0].timex), told[1]
    if clues.this_month is not None and anchor.fine == "year":
        end = edtf.last_day(last.year, last.month)
        month = f"'{_plain(clues.this_month)}' is taken to be the month of '{words}'"
        if last == end:
            return Published(edtf.day(last, "?"), "inferred", f"on {last}: {why_year}; {month}")
        when = edtf.between(edtf.day(last, anchor.doubt), edtf.day(end, anchor.doubt))
        return Published(when, "inferred", f"between {last} and {end}: {why_year}; {month}")
    bound = edtf.between(edtf.day(last, anchor.doubt), None)
    return Published(bound, "inferred", f"on or after {last} ('{words}'): {why_year}")


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A day near which the article must have been written, and how near."""

    day: date
    fine: str  # "month": around that day; "year": in its year, no more is known
    start: date | None = None  # not published before
    end: date | None = None  # what the text dates later than this lies ahead of it
    doubt: str = ""  # what EDTF adds to all that follows


def _gather(text: str, timexes: Sequence[Timex]) -> _Clues:
    said = Discourse(text, None)
    month_days, weekdays, years = [], [], []
    this_year = this_month = None
    for timex in timexes:
        plain, direction = _plain(timex).lower(), said.direction(timex.start, timex.end)
        if plain in ("this year", "earlier this year") and direction < 0:
            this_year = this_year or timex
        if plain.endswith(" this month"):
            this_month = this_month or timex
        if direction > 0 or timex.type not in ("DATE", "TIME"):
            continue
        if _UNTIL.search(text, max(0, timex.start - 8), timex.start):
            continue
        if found := _MONTH_DAY.match(timex.value):
            weekday = WEEKDAYS.get(re.split(r"\W", plain)[0])
            month_days.append(_MonthDay(timex, int(found[1]), int(found[2]), weekday, direction < 0))
        elif found := _WEEKDAY.match(timex.value):
            if not _COUNTED.match(plain):  # "last Friday" may be any of two
                weekdays.append((timex, int(found[1])))
        elif found := _YEAR.match(timex.value):
            years.append((timex, int(found[1])))
    return _Clues(tuple(month_days), tuple(weekdays), tuple(years), this_year, this_month)


def _near_day(clues: _Clues, hints: Sequence[DateHint]) -> tuple[_Anchor, str] | None:
    """The middle of the year or month in which the article must lie, and how that is known."""
    bounded = [hint for hint in hints if hint.when.interval.start and hint.when.interval.end]
    if bounded:
        hint = max(bounded, key=lambda hint: (hint.when.interval.start or date.min, hint.why))
        start, days = hint.when.interval.start or date.min, hint.when.interval.days or 1
        return _Anchor(
            start + timedelta(days=days // 2), "month" if days < 32 else "year", start, hint.when.interval.end
        ), hint.why
    latest = max(clues.years, key=lambda item: (item[1], -item[0].start), default=None)
    if latest is None:
        return None
    timex, y = latest
    for month_day in clues.month_days:
        if month_day.weekday is None:
            continue
        fits = [
            n
            for n in range(y, y + _FIT)
            if weekday_year(month_day.month, month_day.day, month_day.weekday, date(n, 7, 1)) == n
        ]
        if fits:
            return _Anchor(
                date(fits[0], month_day.month, month_day.day), "month"
            ), f"'{_plain(month_day.timex)}' fits {fits[0]}, near '{_plain(timex)}'"
    if clues.this_year is not None and _beside(clues.this_year, timex):
        why = f"'{_plain(clues.this_year)}' beside '{_plain(timex)}', the latest year named"
        return _Anchor(date(y, 7, 1), "year", doubt="?"), why
    return None


def _beside(this_year: Timex, named: Timex) -> bool:
    """A year named with its month or day, near "this year"."""
    grain = named.when.grain if named.when else ""
    return grain in ("month", "day") and abs(named.start - this_year.start) < _BESIDE


def _told_in_the_past(month_day: _MonthDay) -> bool:
    return month_day.past


def _heads_the_news(month_day: _MonthDay) -> bool:
    """In the opening; and not "Friday, Oct. 23": what has its weekday with it is no longer of this week."""
    return month_day.timex.start < _OPENING and month_day.weekday is None


def _latest_told(clues: _Clues, anchor: _Anchor, which: Callable[[_MonthDay], bool]) -> tuple[_MonthDay, date] | None:
    """The latest month-day of those asked for, in the year that the anchor gives it; of equal ones the first."""
    days = []
    for month_day in filter(which, clues.month_days):
        y: int | None = anchor.day.year
        if anchor.fine != "year":
            y = nearest_year(month_day.month, month_day.day, anchor.day, 0)
        try:
            day = date(y or 0, month_day.month, month_day.day)
        except ValueError:
            continue
        if anchor.end is None or day < anchor.end:
            days.append((day, -month_day.timex.start, month_day))
    if not days:
        return None
    latest, _, month_day = max(days, key=lambda item: item[:2])
    return month_day, latest


def _tied_day(clues: _Clues, anchor: _Anchor) -> tuple[date, str] | None:
    """The day of publication, if a month-day that heads the news falls on a weekday that is named there too.

    It is that day or one of the next six: the one from which all weekdays named lie closest behind. On newswire of known
    dates this gave the very day or the one before in 12 of 14 cases, hence the doubt that it carries.
    """
    told = _latest_told(clues, anchor, _heads_the_news)
    opening = {number for timex, number in clues.weekdays if timex.start < _OPENING}
    numbers = sorted({number for _, number in clues.weekdays})
    if told is None or told[1].isoweekday() not in opening:
        return None
    month_day, last = told

    def distance(day: date) -> tuple[int, date]:
        return sum((day - weekday_before(number, day)).days for number in numbers), day

    best = min((last + timedelta(days=n) for n in range(7)), key=distance)
    if anchor.start is not None and best < anchor.start:
        return None
    named = " and ".join(dict.fromkeys(f"'{_plain(timex)}'" for timex, _ in clues.weekdays))
    why = (
        f"'{_plain(month_day.timex)}' is then a {DAY_NAMES[last.weekday()]}, and from {best} {named} lie closest behind"
    )
    return best, why


def _why_unknown(clues: _Clues) -> str:
    if clues.month_days:
        return f"no date of publication; '{_plain(clues.month_days[0].timex)}' names no year and nothing else fixes one"
    if clues.years:
        return f"no date of publication; '{_plain(clues.years[0][0])}' alone does not say how long ago that was"
    return "no date of publication, and no date in the text that would bound it"


def _plain(timex: Timex) -> str:
    return " ".join(timex.text.split())
