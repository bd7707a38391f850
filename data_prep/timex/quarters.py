"""Rules of quarters and halves of a year, and of the periods that a report of business compares.

Enters: matches. Leaves: readings; "a year earlier" and "the 2019 period" mean the quarter whose figures are told.
"""

import re
from datetime import date

from data_prep.timex.calendar import relative_year
from data_prep.timex.discourse import Discourse, Mention, earlier
from data_prep.timex.relative import year_before
from data_prep.timex.rules import Reading, Rule, rule
from data_prep.timex.values import quarter_value
from data_prep.timex.words import compile_pattern, month_number, ordinal_number

_ENDED = compile_pattern(r" (?:that )?end(?:ed|ing) <month>")
_REPORTED = 4  # months within which the results of a quarter are told: "expects to report a third-quarter loss"
_YEARS = r"this|last|next|that|the same|the following|the previous|the current|the"


@rule(
    "quarter of a year",
    r"\b(?:the (?!(?:fiscal[- ])?(?:first|second|third|fourth)-q))?(?:fiscal[- ])?(?P<n>first|second|third|fourth|1st|2nd|3rd|4th)[- ](?:fiscal[- ])?quarter(?:s)?(?: of(?: fiscal)?(?: year)? <year>|,? <year2>| (?:of )?(?P<rel>"
    + _YEARS
    + r") year)?"
    r"|Q(?P<q>[1-4])(?: (?:of )?<year3>)?|<year4>(?:[- ])?Q(?P<q2>[1-4])|(?:the )?<year5>(?:['’]s)? (?P<n2>first|second|third|fourth) quarter|(?P<rel2>this|last|next) year['’]s (?P<n3>first|second|third|fourth) quarter",
    on=["quarter", "quarters", "q"],
    examples={
        "Output rose in the third quarter of 2022.": "the third quarter of 2022 = 2022-Q3",
        "First-quarter sales fell.": "First-quarter = 2024-Q1",
        "In Q4 2021 it closed.": "Q4 2021 = 2021-Q4",
        "It lost money in 2022's second quarter.": "2022's second quarter = 2022-Q2",
    },
)
def quarter(m: re.Match[str], said: Discourse) -> Reading:
    """The third quarter: the last that has begun, where no year is named."""
    ordinal = m["n"] or m["n2"] or m["n3"]
    n = ordinal_number(ordinal) if ordinal else int(m["q"] or m["q2"])
    y = m["year"] or m["year2"] or m["year3"] or m["year4"] or m["year5"]
    if y:
        return Reading(quarter_value(int(y), n))
    if rel := m["rel"] or m["rel2"]:
        counted, anchor, needs = relative_year(said, "that" if rel.lower() == "the" else rel, m.start())
        return Reading(quarter_value(counted, n), anchor=anchor, needs=needs)
    if said.today is None:
        return Reading(quarter_value(None, n), anchor=said.published, needs="year")
    year = said.today.year if 3 * n - 2 <= said.today.month else said.today.year - 1
    ended = (said.today.year - year) * 12 + said.today.month - 3 * n  # months since it ended
    if ended > _REPORTED and said.direction(m.start(), m.end()) > 0:
        year += 1
    return Reading(quarter_value(year, n), anchor=said.published, needs="year")


def _latest_quarter(today: date) -> tuple[int, int]:
    """Year and number of the last quarter that has ended."""
    months = today.year * 4 + (today.month - 1) // 3 - 1
    return months // 4, months % 4 + 1


def _later_than(named: Mention, today: date) -> bool:
    """Whether a quarter had not ended yet."""
    return (named.first.year, (named.first.month + 2) // 3) > _latest_quarter(today)


@rule(
    "quarter in question",
    r"\b(?:the|this|that|its) (?:latest|same|most recent|recent|just-ended)? ?(?:fiscal )?quarter(?![\w-]*\w)|the latest period",
    on=["quarter", "period"],
    allows=lambda m: m.group().lower() != "this quarter",
    examples={
        "Sales rose in the quarter.": "the quarter = 2024-Q1",
        "The third quarter of 2022 was poor. Sales fell in the quarter.": "the quarter = 2022-Q3",
    },
    never=["the quarter-mile race"],
)
def the_quarter(m: re.Match[str], said: Discourse) -> Reading:
    """The quarter: the last one named, else the last that has ended."""
    if ended := _ENDED.match(m.string, m.end(), m.end() + 24):  # "the quarter ended Sept. 29"
        y, n = said.today.year if said.today else None, (month_number(ended["month"]) + 2) // 3
        if said.today is not None and month_number(ended["month"]) > said.today.month:
            y = said.today.year - 1
        return Reading(quarter_value(y, n), anchor=said.published, needs="year")
    named = said.last(m.start(), "quarter")
    if (
        named is not None
        and "latest" in m.group().lower()
        and said.today is not None
        and _later_than(named, said.today)
    ):
        named = None
    if named is not None:
        return Reading(named.value, anchor=earlier(named), needs=named.needs)
    if said.today is None:
        return Reading("XXXX-QX", anchor=said.published, needs="year")
    return Reading(quarter_value(*_latest_quarter(said.today)), anchor=said.published, needs="year")


@rule(
    "period compared with",
    r"\byear-(?:ago|earlier)(?![\w-]*\w)"
    r"|\b(?:(?:the|its) )?(?:comparable |corresponding |same )?year-(?:ago|earlier) (?:period|quarter|(?P<n>first|second|third|fourth) quarter)(?![\w-]*\w)",
    on=["ago", "earlier"],
    examples={
        "The third quarter of 2022 was poor, after a year-earlier gain.": "year-earlier = 2021-Q3",
        "Profit beat the year-ago period.": "the year-ago period = 2023",
    },
)
def year_earlier(m: re.Match[str], said: Discourse) -> Reading:
    """The year-earlier quarter: a year before the quarter named last."""
    if m["n"]:
        y = said.today.year - 1 if said.today else None
        return Reading(quarter_value(y, ordinal_number(m["n"])), anchor=said.published, needs="year")
    if m.group().lower().endswith("quarter") and said.today and not said.quarter_told(m.start()):
        y, n = _latest_quarter(said.today)
        return Reading(quarter_value(y - 1, n), anchor=said.published, needs="year")
    return year_before(said, m.start())


@rule(
    "period of a year",
    r"\bthe <year> period(?![\w-]*\w)",
    on=["period"],
    examples={
        "It lost more in the 2019 period.": "the 2019 period = 2019",
        "Sales fell in the third quarter. In the 2019 period they rose.": "the 2019 period = 2019-Q3",
    },
)
def year_period(m: re.Match[str], said: Discourse) -> Reading:
    """The 2019 period: the quarter that is spoken of, in that year."""
    quarter = said.quarter_told(m.start())
    return Reading(quarter_value(int(m["year"]), int(quarter.value[-1])) if quarter else m["year"], aside=True)


@rule(
    "half of a year",
    r"\b(?:the )?(?P<n>first|second|last|latter|1st|2nd)[- ]half (?:of )?(?:<year>|(?P<rel>this|last|next|that|the) year)|H(?P<h>[12]) <year2>|<year3>[- ]H(?P<h2>[12])",
    on=["half", "h"],
    examples={"In the first half of 2024 it grew.": "the first half of 2024 = 2024-H1"},
    never=["The second half of the match"],
)
def half(m: re.Match[str], said: Discourse) -> Reading:
    """The first half of 2024."""
    n = int(m["h"] or m["h2"] or (1 if m["n"] and m["n"].lower() in ("first", "1st") else 2))
    y, anchor, needs = m["year"] or m["year2"] or m["year3"], "", ""
    if not y:
        rel = "this" if m["rel"].lower() == "the" else m["rel"]
        counted, anchor, needs = relative_year(said, rel, m.start())
        y = f"{counted:04d}" if counted else "XXXX"
    return Reading(f"{y}-H{n}", anchor=anchor, needs=needs)


RULES: tuple[Rule, ...] = (quarter, the_quarter, year_earlier, year_period, half)
