"""Rules of what is counted from another day: today, last week, two years ago, the previous day.

Enters: matches. Leaves: readings. "Last" and "ago" count from the day of publication; "previous", "following", "same",
"that", "earlier" and "later" from the last date named, in a news article only if it is near, otherwise from its own day.
"""

import re
from dataclasses import replace

from data_prep.edtf import doubted
from data_prep.records import When
from data_prep.timex.discourse import Discourse, earlier
from data_prep.timex.history import BEFORE_CHRIST, before_christ
from data_prep.timex.rules import Reading, Rule, rule
from data_prep.timex.values import date_of, duration_value, month_value, quarter_value, shift
from data_prep.timex.weekday import part_code
from data_prep.timex.words import compile_pattern, read_number, unit_code

GRAIN_UNIT = {
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "E",
    "century": "C",
}
UNIT_GRAINS = {  # mentions from which a unit can be counted: of its own grain or finer
    "D": ("day",),
    "W": ("day", "week"),
    "WE": ("day", "week"),
    "M": ("day", "week", "month"),
    "Q": ("day", "month", "quarter"),
    "Y": ("day", "week", "month", "quarter", "season", "year"),
    "E": ("day", "month", "year", "decade", "season", "quarter"),
    "C": ("day", "month", "year", "decade"),
}
_LENGTHS = ("W", "M", "Y", "E", "C")
_AGAINST = re.compile(
    r"(?<!this year)(?<!this year,) \b(?:compared with|compared to|up from|down from|(?:increase|decrease|rise|gain|decline|drop) from)\b[^.]{0,50}$"
)
_NAME_BEFORE = re.compile(r"\b[A-Z]\w+ $")
_PRESENT_AGE = compile_pattern(r"['’]s (?:\w+ )?{age}\b")
_FOR = re.compile(r"(?i)\bfor $")
_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
}
_STEP = {
    "this": 0,
    "the current": 0,
    "current": 0,
    "last": -1,
    "the last": -1,
    "the past": -1,
    "past": -1,
    "this past": -1,
    "next": 1,
}
_STEP |= {"the next": 1, "the coming": 1, "this coming": 1, "coming": 1}


def counted(said: Discourse, amount: int, unit: str) -> Reading:
    """`amount` units from the day of publication."""
    needs = "year" if unit in "MQYEC" else "day"
    value = shift(said.today, amount, unit) if said.today else None
    return Reading(value or _UNKNOWN.get(unit, "XXXX"), anchor=said.published, needs=needs)


@rule(
    "day counted from the article's day",
    r"\b(?P<shade>(?:early|late|earlier|later|mid) )?(?P<word>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow)"
    r"(?:(?:['’]s)? <part>)?\b",
    on=["today", "yesterday", "tomorrow"],
    lead=4,
    allows=lambda m: _is_day(m),
    examples={
        "The bank said today it was sorry.": "today = 2024-05-15",
        "It rained yesterday morning.": "yesterday morning = 2024-05-14TMO",
        "We met the day before yesterday.": "the day before yesterday = 2024-05-13",
    },
    never=["She reads Physics Today.", "In today's world all is fast.", "They are the leaders of tomorrow."],
)
def today(m: re.Match[str], said: Discourse) -> Reading:
    """Today, yesterday, tomorrow."""
    word = " ".join(m["word"].lower().split())
    step = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(word, 0)
    if said.narrative and not step:  # a history has no today
        return Reading("PRESENT_REF")
    reading, part = counted(said, step, "D"), part_code(m["part"])
    return Reading(reading.value + part, "TIME" if part else "DATE", reading.anchor, "day")


def _is_day(m: re.Match[str]) -> bool:
    """Whether a day is meant, not the present age ("today's world"), an age to come ("people of tomorrow") or a title."""
    before = m.string[max(0, m.start() - 20) : m.start()]
    if m["word"] == "Today" and _NAME_BEFORE.search(before):
        return False
    if m["word"] == "tomorrow" and before.endswith(" of ") and not m["part"]:
        return False
    return not (m["word"] == "today" and _PRESENT_AGE.match(m.string, m.end(), m.end() + 40))


@rule(
    "week, month or year counted from the article's day",
    r"\b(?:(?P<shade>earlier|later|early|late|sometime|mid|later on|the (?:end|beginning|start|middle|rest) of|the (?:early|latter) part of|the second half of) )?"
    r"(?P<rel>this past|this coming|the current|the coming|the last|the past|the next|this|last|next|current|past|coming)"
    r" (?:calendar |fiscal |school |academic )?(?P<grain>weekend|week|month|quarter(?! century)|year|decade|century)(?: or (?:so|two))?(?![\w-]*\w)",
    on=["weekend", "week", "month", "quarter", "year", "decade", "century"],
    examples={
        "They met earlier this month.": "earlier this month = 2024-05",
        "It was built last year.": "last year = 2023",
        "Talks resume next week.": "next week = 2024-W21",
        "Peace came at the end of last month.": "the end of last month = 2024-04",
        "Sales fell this quarter.": "this quarter = 2024-Q2",
    },
    allows=lambda m: not (m["rel"].istitle() and m["grain"].istitle()),
    never=["This year-round school", "Next weekday", "He spoke on the programme This Week."],
)
def near_period(m: re.Match[str], said: Discourse) -> Reading:
    """This month, last year, next week."""
    unit, rel = GRAIN_UNIT[m["grain"].lower()], " ".join(m["rel"].lower().split())
    if rel == "last" and unit == "Y" and _AGAINST.search(m.string, max(0, m.start() - 60), m.start()):
        quarter = said.quarter_told(m.start())
        if quarter is not None and not m["shade"]:  # "in the quarter sales rose 3%, compared with last year"
            return year_before(said, m.start())
    if rel == "the next" and unit in _LENGTHS and _FOR.search(m.string, max(0, m.start() - 5), m.start()):
        return Reading(duration_value(1, unit), "DURATION")  # "fighting went on for the next year"
    if said.narrative and rel in ("the next", "this", "the current"):
        return from_mention(said, m.start(), _STEP[rel], unit)
    return counted(said, _STEP[rel], unit)


def from_mention(said: Discourse, at: int, amount: int, unit: str, *, keep: bool = False) -> Reading:
    """`amount` units from the last date named (in news, if it is near), else from the day of publication.

    With `keep`, a year from a month or a quarter is that month or quarter of another year.
    """
    if said.before_christ is not None:
        return Reading(before_christ(said, amount, unit), anchor=BEFORE_CHRIST)
    mention = said.nearby(at, *UNIT_GRAINS.get(unit, ()))
    if mention is None:
        return counted(said, amount, unit)
    value = shift(mention.first, amount, unit)
    if value and keep and unit == "Y" and mention.grain in ("quarter", "month"):
        y = mention.first.year + amount
        months = month_value(y, mention.first.month), quarter_value(y, (mention.first.month + 2) // 3)
        value = months[mention.grain == "quarter"]
    return Reading(value or _UNKNOWN.get(unit, "XXXX"), anchor=earlier(mention), needs=mention.needs)


def year_before(said: Discourse, at: int) -> Reading:
    """A year before the quarter that is spoken of, else before the last date named nearby, else before today."""
    quarter = said.quarter_told(at)
    if quarter is not None and quarter.value[:4].isdigit():
        value = quarter_value(quarter.first.year - 1, int(quarter.value[-1]))
        return Reading(value, anchor=earlier(quarter), needs=quarter.needs, aside=True)
    return replace(from_mention(said, at, -1, "Y", keep=said.narrative), aside=not said.narrative)


@rule(
    "period counted from a date in the text",
    r"\b(?:(?P<shade>earlier|later|early|late) (?:on |in )?)?(?P<rel>the (?:very )?(?:previous|preceding|following|next|same|subsequent)|that same|that)"
    r"(?: calendar| fiscal)? (?P<grain>day|week|month|quarter|year|decade|century)(?: (?:before|after|following))?(?![\w-]*\w)",
    on=["day", "week", "month", "quarter", "year", "decade", "century"],
    examples={
        "On June 3, 2020 they met. The next day they parted.": "The next day = 2020-06-04",
        "They said so the previous day.": "the previous day = 2024-05-14",
        "In 1998 he won. The following year he lost.": "The following year = 1999",
        "On 9 May 2021 it rained; later that day it snowed.": "later that day = 2021-05-09",
        "They met on Monday. On the same day it rained.": "the same day = 2024-05-13",
    },
    never=["the day-to-day work", "Is that week-old bread?"],
)
def told_period(m: re.Match[str], said: Discourse) -> Reading | None:
    """The previous day, that year, the same month."""
    unit, rel = GRAIN_UNIT[m["grain"].lower()], m["rel"].lower().split()[-1]
    if rel in ("previous", "preceding"):
        return replace(from_mention(said, m.start(), -1, unit), aside=unit == "Y")
    if rel in ("following", "next", "subsequent"):
        return from_mention(said, m.start(), 1, unit)
    mention = said.last(m.start(), *UNIT_GRAINS[unit])
    if said.before_christ is not None:
        return from_mention(said, m.start(), 0, unit)
    if mention is None:
        return Reading(_UNKNOWN[unit], anchor="no such date earlier in the text", needs="day")
    return Reading(shift(mention.first, 0, unit) or _UNKNOWN[unit], anchor=earlier(mention), needs=mention.needs)


@rule(
    "the day before or after",
    r"\bthe (?:day|night) (?P<rel>before|after|earlier|following)(?=[,.;]|$)|(?P<one>a|one) day (?P<rel2>earlier|later|(?:before|after)(?=[,.;)]|$))(?=[,.;)\s]|$)",
    on=["day", "night"],
    examples={
        "On June 3, 2020 they met. The day before, he had called.": "The day before = 2020-06-02",
        "He died a day later.": "a day later = 2024-05-16",
    },
)
def day_before(m: re.Match[str], said: Discourse) -> Reading:
    """The day before; a day later."""
    step = -1 if (m["rel"] or m["rel2"]).lower() in ("before", "earlier") else 1
    return from_mention(said, m.start(), step, "D")


@rule(
    "so long before the article's day",
    r"\b(?:<bound> )?(?:<number>|<vague>|(?P<one>an?|one)) <unit>(?: or (?:so|more))? ago\b"
    r"|\b(?P<many>hours|days|weeks|months|years|decades) ago\b",
    on=["ago"],
    examples={
        "It sank two years ago.": "two years ago = 2022",
        "He left three days ago.": "three days ago = 2024-05-12",
        "They wed about a month ago.": "about a month ago = 2024-04",
        "It burned down several years ago.": "several years ago = PAST_REF",
        "He rang two hours ago.": "two hours ago = 2024-05-15",
    },
)
def ago(m: re.Match[str], said: Discourse) -> Reading:
    """Two years ago, at the grain of its unit."""
    if m["many"] or (m["vague"] and read_number(m["vague"]) is None):
        return Reading("PAST_REF")
    unit = unit_code(m["unit"])
    number = 1.0 if m["one"] else read_number(m["number"] or m["vague"]) or 0
    if unit.startswith("T"):
        return counted(said, 0, "D")
    if unit == "Y" and number == 1 and said.quarter_told(m.start()):
        return year_before(said, m.start())
    if said.narrative:
        return from_mention(said, m.start(), *_stepped(-number, unit))
    return counted(said, *_stepped(-number, unit))


def _stepped(number: float, unit: str) -> tuple[int, str]:
    """Decades and centuries in years, half-years in months: what `shift` counts by."""
    if unit in ("E", "C"):
        number, unit = number * {"E": 10, "C": 100}[unit], "Y"
    if number != int(number) and unit == "Y":
        number, unit = number * 12, "M"
    return int(number), unit


@rule(
    "so long before or after a date in the text",
    r"\b(?:<bound> )?(?:(?:<number>|<vague>|(?P<one>an?|one)) <unit>|(?P<many>hours|days|weeks|months|years|decades)(?! before that)) (?P<rel>earlier|later|previously|before that|after that|afterwards?|beforehand|thereafter|hence|from now|from today)\b",
    on=["UNITS"],
    examples={
        "On June 3, 2020 they met. Two days later they parted.": "Two days later = 2020-06-05",
        "In March 2019 he won; a month earlier he had lost.": "a month earlier = 2019-02",
        "A few days later they left.": "A few days later = FUTURE_REF",
        "The bridge opens three days from today.": "three days from today = 2024-05-18",
    },
)
def later(m: re.Match[str], said: Discourse) -> Reading:
    """Two days later, a month earlier."""
    back = m["rel"].lower().split()[0] in ("earlier", "previously", "before", "beforehand")
    if m["many"] or (m["vague"] and read_number(m["vague"]) is None):
        reading = Reading("PAST_REF" if back else "FUTURE_REF")
        if not unit_code(m["many"] or m["unit"]).startswith("T"):
            return reading
        day = from_mention(said, m.start(), 0, "D")  # hours later it is mostly still that day
        return replace(day, value=reading.value, when=_doubted(date_of(day.value)), aside=True)
    unit = unit_code(m["unit"])
    number = 1.0 if m["one"] else read_number(m["number"] or m["vague"]) or 0
    if unit.startswith("T"):
        return from_mention(said, m.start(), 0, "D")
    number = -number if back else number
    if unit == "Y" and number == -1:
        return year_before(said, m.start())
    if m["rel"].lower().split()[0] in ("from", "hence"):
        return counted(said, *_stepped(number, unit))
    return from_mention(said, m.start(), *_stepped(number, unit), keep=True)


def _doubted(when: When | None) -> When | None:
    return doubted(when) if when else None


RULES: tuple[Rule, ...] = (
    today,
    near_period,
    told_period,
    day_before,
    ago,
    later,
)
