"""Ranges: "June 18-19, 2024", "from Monday to Wednesday": two expressions that share one interval.

Enters: matches, and the neighbouring expressions of a text once read. Leaves: readings whose value is an ISO 8601 interval,
and for each range two expressions, each with a value of its own and the interval of the whole as its date.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from data_prep import edtf
from data_prep.records import Timex, When
from data_prep.timex.calendar import place_month_day
from data_prep.timex.discourse import Discourse
from data_prep.timex.rules import Reading, Rule, rule
from data_prep.timex.values import date_of, month_value
from data_prep.timex.words import day_number, month_number

_TO = re.compile(r"\s*(?:[-–—]|,?\s(?:to|through|thru|until|till|up to))\s*(?:the\s)?(?:late|early)?\s*", re.IGNORECASE)
# "May 3 and 4 people": a small word that is no function word makes the second figure a count
_COUNTED = re.compile(
    r"\s(?!(?:in|at|on|to|as|by|and|or|before|after|when|with|for|but|the|that|where|during|while|of|it|he|she|they|we|were|was|are|is|will|had|have|has)\b)[a-z]"
)
_DASH = re.compile(r"\s?[-–—]\s?")
_AND = re.compile(r"\s*(?:and|to)\s*", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:about\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)


def _ordered_days(m: re.Match[str]) -> bool:
    """Both days exist, and follow each other where the month is one."""
    try:
        for n in ("", "2"):
            month = m.groupdict().get("month2") if n and m.groupdict().get("month2") else m["month"]
            date(2024, month_number((month or "").strip()), day_number(m[f"day{n}"]))
    except ValueError:
        return False
    first, last = day_number(m["day"]), day_number(m["day2"])
    if m.groupdict().get("and"):  # "Aug. 23 and 24" is a stretch, "Aug. 3 and 24" is not
        return last == first + 1 and not _COUNTED.match(m.string, m.end(), m.end() + 20)
    return bool(m.groupdict().get("month2")) or first < last


def _days(m: re.Match[str], said: Discourse) -> Reading:
    first_month = month_number(m["month"])
    last_month = month_number(m["month2"].strip()) if m.groupdict().get("month2") else first_month
    first, last = day_number(m["day"]), day_number(m["day2"])
    if m["year"]:
        y = int(m["year"])
        y0 = y - 1 if last_month < first_month else y
        return Reading(f"{y0:04d}-{first_month:02d}-{first:02d}/{y:04d}-{last_month:02d}-{last:02d}")
    begin = place_month_day(said, m, first_month, first)
    y_text = begin.value[:4]
    if last_month < first_month and y_text.isdigit():
        y_text = f"{int(y_text) + 1:04d}"
    return replace(begin, value=f"{begin.value}/{y_text}-{last_month:02d}-{last:02d}")


@rule(
    "range of days",
    r"<month> <day>(?:\s?[-–—]\s?| to | through | until |(?P<and> and ))(?P<month2>{month} (?=\d{1,2},? {year}))?<day2>(?!\d|[:/])(?:,? <year>)?",
    on=["MONTHS"],
    lead=0,
    allows=_ordered_days,
    second=("month2", "day2"),
    examples={
        "They spoke on March 23 and 24 in Rome.": "24 = 2024-03-24",
        "The summit of June 18-19, 2023, failed.": "June 18 = 2023-06-18",
        "They talked on March 30 – April 2, 2023.": "April 2, 2023 = 2023-04-02",
    },
    never=["June 18-41"],
)
def month_days(m: re.Match[str], said: Discourse) -> Reading:
    """June 18-19, 2024."""
    return _days(m, said)


@rule(
    "range of days",
    r"<day>(?: <month>)?(?:\s?[-–—]\s?| to | until | through )<day2> (?:of )?<month2>(?:,? <year>)?|(?<=between\s)(?:the )?<day3> and (?:the )?<day4> (?:of )?<month3>(?:,? <year2>)?",
    on=["MONTHS"],
    allows=lambda m: _ordered_days_before(m),
    second=("day2", "day4"),
    examples={
        "It rained between 1 and 30 March 2022.": "30 March 2022 = 2022-03-30",
        "It ran from 18 to 19 June 2023.": "18 = 2023-06-18",
        "Held 28 April–2 May 2023 in Rome": "28 April = 2023-04-28",
    },
)
def days_month(m: re.Match[str], said: Discourse) -> Reading:
    """18-19 June 2024, between 1 and 30 March."""
    last_month = month_number(m["month2"] or m["month3"])
    first_month = month_number(m["month"]) if m["month"] else last_month
    first, last = day_number(m["day"] or m["day3"]), day_number(m["day2"] or m["day4"])
    if year := m["year"] or m["year2"]:
        y0 = int(year) - (1 if last_month < first_month else 0)
        return Reading(f"{y0:04d}-{first_month:02d}-{first:02d}/{int(year):04d}-{last_month:02d}-{last:02d}")
    begin = place_month_day(said, m, first_month, first)
    return replace(begin, value=f"{begin.value}/{begin.value[:4]}-{last_month:02d}-{last:02d}")


def _ordered_days_before(m: re.Match[str]) -> bool:
    try:
        last = date(2024, month_number(m["month2"] or m["month3"]), day_number(m["day2"] or m["day4"]))
        first = date(2024, month_number(m["month"]) if m["month"] else last.month, day_number(m["day"] or m["day3"]))
    except ValueError:
        return False
    return first < last or bool(m["month"])


@rule(
    "range of months",
    r"<month>(?:\s?[-–—]\s?| to | through | until | (?P<both>and) )<month2>,? (?:of )?<year>",
    on=["MONTHS"],
    lead=0,
    allows=lambda m: not m["both"] or bool(_BETWEEN.search(m.string[max(0, m.start() - 12) : m.start()])),
    second=("month2",),
    examples={
        "It fell between June and August 2023.": "June = 2023-06",
        "From April to May 2022 it rained.": "May 2022 = 2022-05",
    },
)
def months(m: re.Match[str], said: Discourse) -> Reading:
    """June to August 2024; the year stands for both."""
    first, last, y = month_number(m["month"]), month_number(m["month2"]), int(m["year"])
    return Reading(f"{month_value(y if first <= last else y - 1, first)}/{month_value(y, last)}")


@rule(
    "range of years",
    r"<year>\s?[-–—/]\s?(?P<last>\d\d)(?![\d-])",
    on=["#year"],
    allows=lambda m: _later_year(m) is not None,
    second=("last",),
    examples={"The war of 1914-18 ended.": "18 = 1918"},
    never=["2019-20-05", "He made 1990-15 of them.", "1998-97"],
)
def years(m: re.Match[str], said: Discourse) -> Reading:
    """1914-18; "1914-1918" is two expressions that share an interval."""
    return Reading(f"{m['year']}/{_later_year(m):04d}")


def _later_year(m: re.Match[str]) -> int | None:
    first, last = int(m["year"]), int(m["last"])
    last = last if last > 99 else first - first % 100 + last
    return last if first < last <= first + 200 else None


RULES: tuple[Rule, ...] = (month_days, days_month, months, years)


def ends_of(timex: Timex, match: re.Match[str], rule: Rule) -> list[Timex]:
    """The two ends of a range, each with its own value and the date of the whole; anything else as it is."""
    at = next((match.start(name) for name in rule.second if match[name]), None)
    if at is None or "/" not in timex.value:
        return [timex]
    (first, last), cut = timex.value.split("/"), at - timex.start
    before = timex.text[:cut].rstrip(" \n\t-–—/")
    before = re.sub(r"(?i)\s(?:to|through|until|and)(?:\s+the)?$", "", before)
    return [
        replace(timex, end=timex.start + len(before), text=before, value=first, rule=f"{timex.rule}, its start"),
        replace(timex, start=at, text=timex.text[cut:], value=last, rule=f"{timex.rule}, its end"),
    ]


def join_ranges(text: str, timexes: Sequence[Timex]) -> list[Timex]:
    """Give both ends of "from Monday to Wednesday", "between 2019 and 2021" the interval of the whole."""
    joined = list(timexes)
    for n in range(len(joined) - 1):
        first, last = joined[n], joined[n + 1]
        if not _linked(text, first, last) or first.when is None or last.when is None:
            continue
        whole = _span(first, last)
        if whole is not None:
            joined[n] = replace(first, when=whole, rule=f"{first.rule}, start of a range")
            joined[n + 1] = replace(last, when=whole, rule=f"{last.rule}, end of a range")
    return joined


def _linked(text: str, first: Timex, last: Timex) -> bool:
    between, before = text[first.end : last.start], text[max(0, first.start - 16) : first.start]
    if len(between) > 12:
        return False
    if _DASH.fullmatch(between) and first.type == last.type == "DATE":
        return True
    return bool(
        (_FROM.search(before) and _TO.fullmatch(between)) or (_BETWEEN.search(before) and _AND.fullmatch(between))
    )


def _span(first: Timex, last: Timex) -> When | None:
    start, end = first.when, last.when
    if start is None or end is None or "/" in start.edtf + end.edtf or "[" in start.edtf + end.edtf:
        return None
    if start.interval.start and end.interval.start and end.interval.start < start.interval.start:
        begun = _moved_back(first, end.interval.start)
        if begun is None:
            return None
        start = edtf.doubted(begun, start.qualifier) if start.qualifier else begun
    try:
        return edtf.between(start, end)
    except ValueError:
        return None


def _moved_back(first: Timex, end: date) -> When | None:
    """The start of a range that fell after its end: a week earlier if a weekday, the end's year if a month or month-day."""
    begun = date_of(first.value)
    if begun is None or begun.interval.start is None:
        return None
    start = begun.interval.start
    if first.rule.startswith("weekday"):
        return edtf.day(start - timedelta(days=7))
    if first.rule in ("month and day", "day and month", "month") and start.replace(day=1, year=end.year) <= end:
        return date_of(f"{end.year:04d}{first.value[4:]}")
    return None
