"""Rules of named stretches: weekends, seasons, decades, centuries, holidays.

Enters: matches. Leaves: readings; those without a year get one from the text or the day of publication.
"""

import re
from datetime import date, timedelta

from data_prep.timex.calendar import relative_year
from data_prep.timex.discourse import (
    Discourse,
    earlier,
    likely_year,
    nearest_year,
    weekday_after,
    weekday_before,
)
from data_prep.timex.history import BEFORE_CHRIST, year_told
from data_prep.timex.rules import Reading, Rule, rule
from data_prep.timex.values import week_value
from data_prep.timex.words import DECADES, HOLIDAYS, SEASONS, ordinal_number

_IN_SEASON = re.compile(r"(?i)\b(?:in|by|since|until|during|and|last|that same)\s{1,2}$")
_IN_WAR = re.compile(r"\s(?:offensive|campaign|season|term|session)")
_NO_SEASON = re.compile(r"\s(?:of|in|to|from|on|water|[a-z]+ed)\b")
_TITLED = re.compile(  # a song, a film: "White Christmas"
    r"\b(?!On|In|At|By|Last|This|Next|The|Since|Until|After|Before|During|Every|Each|For|When|And|But|From|To|Around)[A-Z][a-z]+ $"
)


@rule(
    "weekend nearest to the article's day",
    r"\b(?:the|this)(?: past)? weekend(?![\w-]*\w)",
    on=["weekend"],
    examples={"It rained over the weekend.": "the weekend = 2024-W19-WE"},
)
def the_weekend(m: re.Match[str], said: Discourse) -> Reading:
    """The weekend: the last one, or the next by its verb."""
    if said.today is None:
        return Reading("XXXX-WXX-WE", anchor=said.published, needs="day")
    saturday = weekday_before(6, said.today)  # on a Sunday, of this weekend
    if said.direction(m.start(), m.end()) > 0:
        saturday = weekday_after(6, said.today)
    return Reading(f"{week_value(saturday)}-WE", anchor=said.published, needs="day")


@rule(
    "season",
    r"\b(?:(?P<mod>early|late|later|mid|the early|the late|the end of|the beginning of|the middle of)[- ](?:in )?)?(?:(?P<the>the|this past|this coming|this|last|next|that|the following|the previous|every|each) )?<season>(?:,? (?:of )?(?:<year>|(?P<rel>this|last|next|that|the following) year))?(?![\w-]*\w)",
    on=["SEASONS"],
    allows=lambda m: _is_season(m),
    examples={
        "In the summer of 2019 they met.": "the summer of 2019 = 2019-SU",
        "They parted last winter.": "last winter = 2023-WI",
        "The bridge opens this autumn.": "this autumn = 2024-FA",
    },
    never=["Prices fall daily.", "A fall in prices", "spring water", "The fall of the city"],
)
def season(m: re.Match[str], said: Discourse) -> Reading | None:
    """The summer of 2019, last winter."""
    code, first = SEASONS[m["season"].lower()]["code"], SEASONS[m["season"].lower()]["months"][0]
    word = " ".join((m["the"] or "").lower().split())
    if word in ("every", "each"):
        return Reading(f"XXXX-{code}", "SET")
    if m["year"]:
        return Reading(f"{m['year']}-{code}")
    if shared := said.shared_year(m.end()):
        return Reading(f"{shared}-{code}")
    if m["rel"]:
        y, anchor, needs = relative_year(said, m["rel"], m.start())
        return Reading(f"{y:04d}-{code}" if y else f"XXXX-{code}", anchor=anchor, needs=needs)
    if said.before_christ is not None:
        return Reading(f"BC{said.before_christ:04d}-{code}", anchor=BEFORE_CHRIST)
    if said.narrative and (told := year_told(said, m.start(), first)):
        return Reading(f"{told[0] + (word == 'next'):04d}-{code}", anchor=told[1], aside=word == "next")
    named = said.last(m.start(), "day", "month", "year", "season")
    if named is not None and (said.narrative or said.today is None or word == "that"):
        return Reading(f"{named.first.year:04d}-{code}", anchor=earlier(named), needs=named.needs)
    if said.today is None:
        return Reading(f"XXXX-{code}", anchor=said.published, needs="year")
    y, month = said.today.year, said.today.month
    begun = y if month >= first else y - 1  # the season that began last
    current = 0 <= (month - first) % 12 <= 2
    if word in ("last", "this past"):
        return Reading(f"{begun - 1 if current else begun:04d}-{code}", anchor=said.published, needs="year")
    if word in ("next", "this coming"):
        return Reading(f"{begun + 1:04d}-{code}", anchor=said.published, needs="year")
    if word == "this" and code != "WI":
        return Reading(f"{y:04d}-{code}", anchor=said.published, needs="year")
    ahead = said.direction(m.start(), m.end()) > 0 and not current
    return Reading(f"{begun + 1 if ahead else begun:04d}-{code}", anchor=said.published, needs="year")


def _is_season(m: re.Match[str]) -> bool:
    """ "fall" and "spring" are also verbs and nouns: they need a year, a "last" or an "in" before them."""
    word, the, after = m["season"].lower(), (m["the"] or "").lower(), m.string[m.end() : m.end() + 12]
    if m["year"] or m["rel"] or the not in ("", "the", "that"):
        return True
    if m["season"][0].isupper() and not the and _TITLED.search(m.string, max(0, m.start() - 14), m.start()):
        return False  # Donna Summer
    if re.match(r"\s[A-Z]", after):  # the Summer Olympics
        return bool(m["mod"])
    if word in ("fall", "spring"):
        led = the or m["mod"] or _IN_SEASON.search(m.string, max(0, m.start() - 12), m.start())
        return bool(led or _IN_WAR.match(after)) and not _NO_SEASON.match(after)
    return True


@rule(
    "decade",
    r"(?:(?P<mod>the early|the late|the mid|early|late|mid|the end of the|the beginning of the|the start of the|the|the latter half of the|the (?:first|last|second) half of the)[- ])?(?:(?P<c>1\d|20)(?P<d>\d)0['’]?s|['’‘]?(?P<dd>[1-9])0['’]?s|(?P<century>nineteen|eighteen)? ?<decade>)(?![\w-]*\w)",
    on=["#year", "#decade", "DECADES"],
    examples={
        "In the late 1970s it fell apart.": "the late 1970s = 197",
        "The nineties were loud.": "The nineties = 199",
        "Music of the '60s": "the '60s = 196",
        "It closed in the early '80s.": "the early '80s = 198",
        "It was '60s music": "'60s = 196",
    },
    never=["He is in his 60s.", "Temperatures in the 30s are due."],
    allows=lambda m: not m["dd"] or bool(re.search(r"['’‘]\d", m.group())),
)
def decade(m: re.Match[str], said: Discourse) -> Reading:
    """The late 1970s, the nineties, the '60s."""
    if m["c"]:
        return Reading(m["c"] + m["d"])
    tens = int(m["dd"]) if m["dd"] else DECADES[m["decade"].lower()] // 10
    century = (
        18
        if (m["century"] or "").lower() == "eighteen"
        else 20
        if said.today and said.today.year >= 2020 and tens == 2 and not m["century"]
        else 19
    )
    return Reading(f"{century}{tens}")


@rule(
    "century",
    r"\b(?:the )?(?:(?:early|late|mid|the end of the|the beginning of the|the turn of the)[- ])?(?P<n>{ordinal})[- ]century(?P<bc> BCE?| B\.C\.)?(?![\w-]*\w)",
    on=["century"],
    examples={
        "Temples of the 11th century stand there.": "the 11th century = 10",
        "A nineteenth-century hall": "nineteenth-century = 18",
    },
)
def century(m: re.Match[str], said: Discourse) -> Reading:
    """The 11th century."""
    n = ordinal_number(m["n"])
    return Reading(f"BC{n - 1:02d}" if m["bc"] else f"{n - 1:02d}")


def holiday_date(name: str, y: int) -> date:
    """The day of a feast in a year: fixed, by its weekday, or from Easter (Gregorian; Meeus, Astronomical Algorithms, ch. 8)."""
    entry = HOLIDAYS[name]
    if "easter" in entry:
        a, b, c = y % 19, y // 100, y % 100
        h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
        i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
        k = (a + 11 * h + 22 * i) // 451
        month, day = divmod(h + i - 7 * k + 114, 31)
        return date(y, month, day + 1) + timedelta(days=entry["easter"])
    if "weekday" in entry:
        if entry["nth"] < 0:
            last = date(y, entry["month"] % 12 + 1, 1) - timedelta(days=1)
            return last - timedelta(days=(last.weekday() - entry["weekday"]) % 7)
        first = date(y, entry["month"], 1)
        return first + timedelta(days=(entry["weekday"] - first.weekday()) % 7 + 7 * (entry["nth"] - 1))
    return date(y, entry["month"], entry["day"])


@rule(
    "feast day",
    r"\b(?:(?P<rel>last|this|next) )?<holiday>(?:,? (?:of )?<year>| (?P<rel2>this|last|next) year)?(?![\w-]*\w)(?! (?:tree|card|gift|shopping|song|carol|present|party))",
    on=["HOLIDAYS"],
    lead=4,
    allows=lambda m: not _TITLED.search(m.string, max(0, m.start() - 14), m.start()),
    examples={
        "They met on Christmas Day.": "Christmas Day = 2023-12-25",
        "On Easter Sunday 2021 it rained.": "Easter Sunday 2021 = 2021-04-04",
        "They parted last Thanksgiving.": "last Thanksgiving = 2023-11-23",
        "On Easter Monday they met.": "Easter Monday = 2024-04-01",
    },
    never=["The choir sang White Christmas.", "Bring a Christmas tree."],
)
def holiday(m: re.Match[str], said: Discourse) -> Reading:
    """Christmas Day, Easter 2021."""
    low = " ".join(m["holiday"].lower().replace("’", "'").split())
    name = next((h for h in HOLIDAYS if h.replace("'", "") == low.replace("'", "")), low)
    if "year" in HOLIDAYS[name]:
        return Reading(holiday_date(name, HOLIDAYS[name]["year"]).isoformat())
    if m["year"]:
        return Reading(holiday_date(name, int(m["year"])).isoformat())
    named = said.last(m.start(), "day", "month", "year") if said.narrative else None
    if named:
        return Reading(holiday_date(name, named.first.year).isoformat(), anchor=earlier(named), needs=named.needs)
    if said.today is None:
        return Reading("XXXX-XX-XX", anchor=said.published, needs="year")
    if m["rel2"]:
        step = {"last": -1, "this": 0, "next": 1}[m["rel2"].lower()]
        return Reading(holiday_date(name, said.today.year + step).isoformat(), anchor=said.published, needs="year")
    d = holiday_date(name, said.today.year)
    if rel := {"last": -1, "next": 1}.get((m["rel"] or "").lower()):
        y = nearest_year(d.month, d.day, said.today, rel)
    else:
        y, _ = likely_year(d.month, d.day, said.today, said.direction(m.start(), m.end()))
    y = y or said.today.year
    return Reading(holiday_date(name, y).isoformat(), anchor=said.published, needs="year")


RULES: tuple[Rule, ...] = (the_weekend, season, decade, century, holiday)
