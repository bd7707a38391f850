"""Rules of the days of the calendar: full dates, month and day, days of a month, weeks of a day.

Enters: matches. Leaves: readings; what names no year gets one by the tense, from the day of publication or, in a narrative,
from the last year named. Refuses impossible days and counts.
"""

import re
from dataclasses import replace
from datetime import date

from data_prep.timex.discourse import Discourse, earlier, leads, likely_year, nearest_year, weekday_year
from data_prep.timex.history import year_told
from data_prep.timex.rules import Reading, Rule, rule
from data_prep.timex.values import shift, week_value
from data_prep.timex.words import (
    day_number,
    month_number,
    ordinal_number,
    weekday_number,
)

_ON = re.compile(r"(?i)\b(?:on|until|by|and) $")
YEARS = "this|last|next|that|the same|the following|the next|the previous|the current|the past"


def possible_day(m: re.Match[str]) -> bool:
    """Whether the month has that day, in that year where one is named, and no amount follows."""
    groups = m.groupdict()
    y = int(groups["year"]) if groups.get("year") else 2024
    try:
        date(y, month_number(groups["month"]), day_number(groups["day"]))
    except ValueError:
        return False
    return not re.match(
        r"[,.]\d|:\d|%|\s(?:percent|per\s?cent|million|billion|points?|people|troops)\b",
        m.string[m.end() : m.end() + 12],
    )


def _day_value(y: int | None, m: int, d: int) -> str:
    return f"{y:04d}-{m:02d}-{d:02d}" if y is not None else f"XXXX-{m:02d}-{d:02d}"


@rule(
    "full date",
    r"\b(?:<weekday>,? (?P<open>\()?)?<month> (?:the )?<day>(?:,? |,)(?:of )?<year>(?(open)\))",
    on=["MONTHS"],
    lead=1,
    allows=possible_day,
    examples={
        "It was signed on June 3, 2024, in Oslo.": "June 3, 2024 = 2024-06-03",
        "Posted Saturday, Feb. 24th 2024": "Saturday, Feb. 24th 2024 = 2024-02-24",
    },
    never=["The fleet left on Feb. 30, 2024."],
)
def month_day_year(m: re.Match[str], said: Discourse) -> Reading:
    """June 3, 2024."""
    return Reading(_day_value(int(m["year"]), month_number(m["month"]), day_number(m["day"])))


@rule(
    "full date",
    r"\b(?:<weekday>,? )?(?:(?:on )?the (?=\d+(?:st|nd|rd|th)))?<day>(?: of)?[- ]<month>,?[- ]<year>",
    on=["MONTHS"],
    allows=possible_day,
    examples={
        "They met on 2 October 2023.": "2 October 2023 = 2023-10-02",
        "Sunday 1st of May 2022 was calm.": "Sunday 1st of May 2022 = 2022-05-01",
    },
    never=["On 31 April 2024 nothing can happen."],
)
def day_month_year(m: re.Match[str], said: Discourse) -> Reading:
    """2 October 2023."""
    return Reading(_day_value(int(m["year"]), month_number(m["month"]), day_number(m["day"])))


@rule(
    "ISO date",
    r"(?<![\d./-])(?P<y>1\d{3}|20\d\d)(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12]\d|3[01]|[1-9])"
    r"(?:(?:T|,? )(?P<clock>[0-2]\d:[0-5]\d(?::[0-5]\d)?)(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]|\.\d)",
    on=["#year"],
    lead=0,
    examples={
        "Updated 2024-03-07 here": "2024-03-07 = 2024-03-07",
        "Filed at 2024-03-07 15:33:19 KST": "2024-03-07 15:33:19 = 2024-03-07T15:33:19",
    },
    never=["Part 2024-13-07 is sold out.", "Call 2024-555-0100."],
)
def iso_date(m: re.Match[str], said: Discourse) -> Reading | None:
    """2024-03-07, also with a time."""
    try:
        d = date(int(m["y"]), int(m["m"]), int(m["d"]))
    except ValueError:
        return None
    return Reading(d.isoformat() + (f"T{m['clock']}" if m["clock"] else ""), "TIME" if m["clock"] else "DATE")


@rule(
    "date in figures",
    r"(?<![\d./-])(?P<a>0?[1-9]|[12]\d|3[01])(?P<sep>[/.])(?P<b>0?[1-9]|[12]\d|3[01])(?P=sep)(?P<year>(?:1\d|20)\d\d)(?![\d/-])"
    r"|(?<![\d./-])(?P<a2>0?[1-9]|1[0-2])/(?P<b2>0?[1-9]|[12]\d|3[01])/(?P<yy>\d\d)(?![\d/-])",
    on=["#year", "#slash"],
    lead=2,
    examples={
        "Received 10/24/2023 by mail": "10/24/2023 = 2023-10-24",
        "Gesendet am 24.10.2023 per Post": "24.10.2023 = 2023-10-24",
        "Filed 2/27/98 by wire": "2/27/98 = 1998-02-27",
    },
    never=["Ratio 24/30/2023 is no date."],
)
def figures(m: re.Match[str], said: Discourse) -> Reading | None:
    """Slashes are read month first unless that is impossible, dots day first."""
    a, b = int(m["a"] or m["a2"]), int(m["b"] or m["b2"])
    month, day = (a, b) if m["sep"] != "." and a <= 12 else (b, a)
    this = said.today.year if said.today else 2010
    y = int(m["year"] or max(y for y in (int(m["yy"]) + 1900, int(m["yy"]) + 2000) if y <= this + 5 or y < 2000))
    try:
        return Reading(date(y, month, day).isoformat())
    except ValueError:
        return None


def place_month_day(said: Discourse, m: re.Match[str], month: int, day: int, weekday: int | None = None) -> Reading:
    """Give a month-day its year: of the narrative, by the weekday beside it, or by tense from the day of publication."""
    if shared := said.shared_year(m.end()):
        return Reading(_day_value(int(shared), month, day))
    direction = said.direction(m.start(), m.end())
    if said.narrative or said.today is None:
        named = year_told(said, m.start(), month)
        if named is not None:
            return Reading(_day_value(named[0], month, day), anchor=named[1])
    if said.today is None:
        return Reading(_day_value(None, month, day), anchor=said.published, needs="year")
    if weekday is not None and (y := weekday_year(month, day, weekday, said.today)) is not None:
        return Reading(_day_value(y, month, day), anchor=f"{said.published}, by its weekday", needs="year")
    if direction < 0 and leads(m.string, m.start()):
        found = nearest_year(month, day, said.today, direction)  # "on Jan. 2 they met" leaves no doubt
    else:
        found, direction = likely_year(month, day, said.today, direction)
    tense = {-1: ", past by its verb", 1: ", future by its verb", 0: ", the nearest"}[direction]
    return Reading(_day_value(found, month, day), anchor=said.published + tense, needs="year")


@rule(
    "month and day in words",
    r"\b(?:(?:this coming|this|next|last) )?(?:<weekday>,? )?<month> (?:the )?<nth>(?![\w-]*\w)",
    on=["MONTHS"],
    lead=3,
    examples={"It opens this Friday, May seventeenth.": "this Friday, May seventeenth = 2024-05-17"},
)
def month_day_words(m: re.Match[str], said: Discourse) -> Reading:
    """May seventeenth, as broadcasts are written down."""
    return place_month_day(said, m, month_number(m["month"]), ordinal_number(m["nth"]))


@rule(
    "day of a month in question",
    r"\bthe (?P<nth>(?:[12]?\d|3[01])(?:st|nd|rd|th))(?: of (?P<rel>this|last|next|the|that|the same|the previous|the following) month)?(?![\w-]*\w)(?! (?:century|[a-z]))",
    on=["st", "nd", "rd", "th"],
    allows=lambda m: bool(m["rel"] or _ON.search(m.string, max(0, m.start() - 8), m.start())),
    examples={
        "It opened on the 3rd of this month.": "the 3rd of this month = 2024-05-03",
        "They met on April 2, 2020, and on the 5th.": "the 5th = 2020-04-05",
    },
    never=["He came the 3rd time.", "On the 5th floor", "The 20th man left."],
)
def day_of_month(m: re.Match[str], said: Discourse) -> Reading | None:
    """The 3rd of this month; on the 5th, of the month named last."""
    rel = (m["rel"] or "").lower()
    if rel in ("this", "last", "next"):
        steps = {"this": 0, "last": -1, "next": 1}[rel]
        month = shift(said.today, steps, "M") if said.today else None
        anchor, needs = said.published, "year"
    else:
        named = said.last(m.start(), "day", "month")
        first = named.first if named else said.today
        month = shift(first, {"the previous": -1, "the following": 1}.get(rel, 0), "M") if first else None
        anchor, needs = (earlier(named), named.needs) if named else (said.published, "year")
    return Reading(f"{month or 'XXXX-XX'}-{day_number(m['nth']):02d}", anchor=anchor, needs=needs)


@rule(
    "week of a day",
    r"\b(?:the )?week of <month> <day>(?:,? <year>)?",
    on=["week"],
    allows=possible_day,
    examples={"The court sits the week of June 3.": "the week of June 3 = 2024-W23"},
)
def week_of(m: re.Match[str], said: Discourse) -> Reading:
    """The week of June 3."""
    month, day = month_number(m["month"]), day_number(m["day"])
    reading = Reading(_day_value(int(m["year"]), month, day)) if m["year"] else place_month_day(said, m, month, day)
    if reading.value.startswith("X"):
        return reading
    return replace(reading, value=week_value(date.fromisoformat(reading.value)))


def relative_year(said: Discourse, word: str, at: int) -> tuple[int | None, str, str]:
    """The year that "this", "last", "that" … year is, its anchor, and what it needs of the publication."""
    word = " ".join(word.lower().split())
    steps = {"last": -1, "next": 1, "this": 0, "the current": 0, "the past": -1}
    if word in steps and said.today is not None:
        return said.today.year + steps[word], said.published, "year"
    if word in steps:
        return None, said.published, "year"
    named = said.last(at, "year", "month", "day", "quarter", "season")
    step = {"the following": 1, "the next": 1, "the previous": -1}.get(word, 0)
    if named is not None:
        return named.first.year + step, earlier(named), "year" if named.needs else ""
    if said.today is not None:
        return said.today.year + step, said.published, "year"
    return None, said.published, "year"


@rule(
    "month and day",
    r"\b(?:around |about )?(?:<weekday>,? (?P<open>\()?)?<month> (?:the )?<day>(?(open)\))(?:,? (?:of )?(?P<rel>"
    + YEARS
    + r") year)?",
    on=["MONTHS"],
    lead=2,
    allows=possible_day,
    examples={
        "He resigned on March 4.": "March 4 = 2024-03-04",
        "The vote will be held on Nov. 5.": "Nov. 5 = 2024-11-05",
        "She arrived on Tuesday (May 7) by train.": "Tuesday (May 7) = 2024-05-07",
        "It opened on Nov. 5 last year.": "Nov. 5 last year = 2023-11-05",
        "On June 3 they parted.": "June 3 = 2023-06-03",
    },
    never=["Exports in March 10 percent up", "The May 35 protest", "We may 5 times repeat it."],
)
def month_day(m: re.Match[str], said: Discourse) -> Reading:
    """March 4; the year comes from elsewhere."""
    month, day = month_number(m["month"]), day_number(m["day"])
    if m["rel"]:
        y, anchor, needs = relative_year(said, m["rel"], m.start())
        return Reading(_day_value(y, month, day), anchor=anchor, needs=needs)
    return place_month_day(said, m, month, day, weekday_number(m["weekday"]) if m["weekday"] else None)


@rule(
    "day and month",
    r"(?<![\d.,$£€:])(?:<weekday>,? )?(?:the )?<day>(?: of)?[- ]<month>(?:,? (?:of )?(?P<rel>"
    + YEARS
    + r") year)?(?![- ]\d)",
    on=["MONTHS"],
    allows=possible_day,
    examples={
        "He resigned on 4 March.": "4 March = 2024-03-04",
        "They parted on the 1st of May.": "the 1st of May = 2024-05-01",
    },
    never=["Some 12 may come.", "On 31 June nothing happens."],
)
def day_month(m: re.Match[str], said: Discourse) -> Reading:
    """4 March; the year comes from elsewhere."""
    month, day = month_number(m["month"]), day_number(m["day"])
    if m["rel"]:
        y, anchor, needs = relative_year(said, m["rel"], m.start())
        return Reading(_day_value(y, month, day), anchor=anchor, needs=needs)
    return place_month_day(said, m, month, day, weekday_number(m["weekday"]) if m["weekday"] else None)


RULES: tuple[Rule, ...] = (
    month_day_year,
    day_month_year,
    iso_date,
    figures,
    month_day,
    month_day_words,
    day_of_month,
    week_of,
    day_month,
)
