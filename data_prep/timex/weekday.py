"""Rules of the days of the week: bare by tense, with last, next, previous, with a part of the day, in sets.

Enters: matches. Leaves: readings, counted from the day of publication, in a narrative from the last day named.
Refuses names such as "Black Friday".
"""

import re
from datetime import date, timedelta

from data_prep.edtf import last_day
from data_prep.timex.discourse import Discourse, earlier, month_year, weekday_after, weekday_before
from data_prep.timex.rules import Reading, Rule, rule
from data_prep.timex.words import (
    DAY_PARTS,
    NAMES_AFTER_DAYS,
    NAMES_OF_DAYS,
    month_number,
    ordinal_number,
    weekday_number,
)

_TITLE_BEHIND = re.compile(rf"\s(?:{'|'.join(NAMES_AFTER_DAYS)})\b")


_IN_TEXT = {  # what is counted from a day in the text: the step from it
    "the previous": -1,
    "the preceding": -1,
    "the following": 1,
    "the next": 1,
    "that": 0,
    "the same": 0,
    "that same": 0,
}
_FEW = 4  # dates: how far back another such weekday is still in mind
_WILL = re.compile(
    r"(?:\s\w+){1,3}\s(?:will|could|may|is expected|is due|is scheduled)\b"
)  # "Friday's vote will decide"


def part_code(part: str | None) -> str:
    """MO of morning, AF, EV, NI; T12:00 of noon; "" of nothing."""
    code = DAY_PARTS[re.sub(r"\s|-", "", part.lower())] if part else ""
    return code if code.startswith("T") or not code else "T" + code


def no_name(m: re.Match[str]) -> bool:
    """Whether the word before or behind makes it no weekday: Black Friday, the Sunday Times."""
    if _TITLE_BEHIND.match(m.string, m.end("fullweekday")):
        return False
    before = re.search(r"([A-Za-z]+)\.?\s{1,2}$", m.string[max(0, m.start() - 14) : m.start()])
    return not (before and before[1].lower() in NAMES_OF_DAYS)


def _counted_in_text(said: Discourse, at: int, weekday: int, step: int) -> tuple[date, str, str] | None:
    """The weekday before (-1), from (0) or after (1) the last day named nearby, else the article's.

    "The previous Friday" is the one before the Friday that has just been told of, whatever day was named since.
    """
    told = said.nearby(at, "day")
    if step:
        days = (day for day in reversed(said.mentions[-_FEW:]) if day.grain == "day")
        told = next((day for day in days if day.first.isoweekday() == weekday), told)
    base = told.first if told else said.today
    if base is None:
        return None
    if step < 0 or (step == 0 and told is None):
        found = weekday_before(weekday, base, strictly=step < 0)
    else:
        found = weekday_after(weekday, base, strictly=step > 0)
    return (found, earlier(told), told.needs) if told else (found, said.published, "day")


def place_weekday(said: Discourse, m: re.Match[str], weekday: int, rel: str = "") -> tuple[date, str, str] | None:
    """The day that a weekday is, its anchor, and what it needs of the publication; None if nothing fixes it."""
    rel = " ".join(rel.lower().split())
    if rel in _IN_TEXT or (said.narrative and not rel):
        return _counted_in_text(said, m.start(), weekday, _IN_TEXT.get(rel, 0))
    if said.today is None:
        return None
    if rel in ("last", "this past", "past", "this last"):
        return weekday_before(weekday, said.today, strictly=True), said.published, "weekday"
    if rel in ("next", "this coming", "coming", "the coming"):
        return weekday_after(weekday, said.today, strictly=True), said.published, "weekday"
    told = m.string[m.end() : m.end() + 2] in ("'s", "’s")  # "Wednesday's ruling" is mostly known by now
    if told:
        direction = 1 if _WILL.match(m.string, m.end() + 2, m.end() + 60) else -1
    else:
        direction = said.direction(m.start(), m.end())
    tomorrow = weekday_after(weekday, said.today) == said.today + timedelta(days=1)
    if direction > 0 or (direction == 0 and (rel == "this" or tomorrow)):  # nobody calls a day of a week ago so
        tense = "future by its verb" if direction > 0 else "the nearest"
        return weekday_after(weekday, said.today), f"{said.published}, {tense}", "weekday"
    return weekday_before(weekday, said.today), said.published, "weekday"


@rule(
    "weekday before or after the article's day",
    r"\b(?P<shade>(?:early|late|mid)(?: on)? )?"
    r"(?:(?P<rel>last|next|this past|this coming|this|coming|past|the previous|the preceding|the following|the next|the same|that same|that) )?"
    r"<fullweekday>(?:,? (?P<week>last|next|this) week)?(?:(?: | in the |'s )<part>)?(?![\w-]*\w)",
    on=["WEEKDAYS"],
    lead=3,
    allows=no_name,
    examples={
        "The two met on Monday.": "Monday = 2024-05-13",
        "The council will vote on Friday.": "Friday = 2024-05-17",
        "They spoke on Wednesday.": "Wednesday = 2024-05-15",
        "They spoke last Wednesday.": "last Wednesday = 2024-05-08",
        "Polls open next Sunday.": "next Sunday = 2024-05-19",
        "Shells fell late Tuesday night.": "late Tuesday night = 2024-05-14TNI",
        "On 3 June 2020 he fell ill. The following Friday he died.": "The following Friday = 2020-06-05",
    },
    never=[
        "Shops filled on Black Friday sales.",
        "The Sunday Times wrote so.",
        "On Friday the 13th he hid.",
        "Mondays are hard.",
    ],
)
def weekday(m: re.Match[str], said: Discourse) -> Reading:
    """Monday, last Friday, Tuesday night."""
    number, part = weekday_number(m["fullweekday"]), part_code(m["part"])
    kind = "TIME" if part else "DATE"
    if m["week"] and said.today is not None:
        monday = said.today.toordinal() - said.today.weekday()
        step = {"last": -7, "next": 7, "this": 0}[m["week"].lower()]
        d = date.fromordinal(monday + step + number - 1)
        return Reading(d.isoformat() + part, kind, said.published, "weekday")
    placed = place_weekday(said, m, number, m["rel"] or "")
    if placed is None:
        return Reading(f"XXXX-WXX-{number}{part}", kind, said.published, "weekday")
    return Reading(placed[0].isoformat() + part, kind, placed[1], placed[2])


@rule(
    "every such weekday",
    r"\b(?:every|each) (?:other )?<fullweekday>(?: <part>)?\b|<fullweekday2>s(?: <part2>s?)?\b|<fullweekday3> <part3>s\b|<fullweekday4>(?= (?:and|or) {fullweekday} {part}s\b)",
    on=["WEEKDAYS"],
    lead=2,
    examples={
        "The court sits every Monday.": "every Monday = XXXX-WXX-1",
        "They play on Saturdays.": "Saturdays = XXXX-WXX-6",
        "The choir sings Friday nights.": "Friday nights = XXXX-WXX-5TNI",
        "It plays on Monday and Friday nights.": "Monday = XXXX-WXX-1",
    },
)
def weekdays(m: re.Match[str], said: Discourse) -> Reading:
    """Every Monday, Saturdays, Friday nights."""
    name = m["fullweekday"] or m["fullweekday2"] or m["fullweekday3"] or m["fullweekday4"]
    part = part_code(m["part"] or m["part2"] or m["part3"])
    return Reading(f"XXXX-WXX-{weekday_number(name)}{part}", "SET")


@rule(
    "such weekday of a month",
    r"\bthe (?P<n>first|second|third|fourth|last) <fullweekday> (?:of|in) <month>(?:,? <year>)?",
    on=["WEEKDAYS"],
    lead=2,
    examples={"It closed on the first Monday of May 2020.": "the first Monday of May 2020 = 2020-05-04"},
)
def weekday_of_month(m: re.Match[str], said: Discourse) -> Reading:
    """The first Monday of May 2020."""
    month = month_number(m["month"])
    y = (
        int(m["year"])
        if m["year"]
        else month_year(month, said.today, said.direction(m.start(), m.end()))
        if said.today
        else None
    )
    if y is None:
        return Reading(f"XXXX-{month:02d}", anchor=said.published, needs="year")
    if m["n"].lower() == "last":
        d = weekday_before(weekday_number(m["fullweekday"]), last_day(y, month))
    else:
        first = weekday_after(weekday_number(m["fullweekday"]), date(y, month, 1))
        d = first + timedelta(weeks=ordinal_number(m["n"]) - 1)
    return Reading(d.isoformat(), anchor="" if m["year"] else said.published, needs="" if m["year"] else "year")


RULES: tuple[Rule, ...] = (weekdays, weekday, weekday_of_month)
