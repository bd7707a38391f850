"""Rules of what points at a time without naming it: the year in question, year-end, recently, now, the future.

Enters: matches. Leaves: readings; the period in question is the article's own, in a history the one where its telling is.
Refuses "woman of the year", the past tense, futures, current affairs.
"""

import re

from data_prep.timex.discourse import Discourse
from data_prep.timex.relative import GRAIN_UNIT, UNIT_GRAINS, counted, from_mention
from data_prep.timex.rules import Reading, Rule, rule
from data_prep.timex.words import REFERENCES, compile_pattern

_MODAL_BEFORE = compile_pattern(r"\b{modal} $")
_MODAL_BEHIND = compile_pattern(r" {modal}\b")
_ENDING = compile_pattern(r" (?:that )?end(?:ing|ed) (?:<month> <day>|<day2> <month2>),? <year>")
_HISTORY = "".join(f"In {year} the town was sacked. " for year in range(1631, 1640))  # what makes a text a history


@rule(
    "part of the year, month or week in question",
    r"\b(?P<shade>earlier|later|early|late|the (?:end|beginning|start|middle) of) (?:in )?the (?P<grain>year|month|week|quarter|decade|century)(?![\w-]*\w)",
    on=["year", "month", "week", "quarter", "decade", "century"],
    lead=5,
    examples={"They will leave at the end of the year.": "the end of the year = 2024"},
)
def part_of_period(m: re.Match[str], said: Discourse) -> Reading:
    """The end of the year: of the one named last in a narrative, else the article's."""
    unit = GRAIN_UNIT[m["grain"].lower()]
    mention = said.last(m.start(), *UNIT_GRAINS[unit]) if said.narrative or said.today is None else None
    return from_mention(said, m.start(), 0, unit) if mention else counted(said, 0, unit)


@rule(
    "year or week in question",
    r"\bthe (?:(?:latest )?fiscal |full |whole |entire )?(?P<grain>year|week|month)(?![\w-]*\w)",
    on=["year", "week", "month"],
    lead=3,
    allows=lambda m: _in_period(m),
    examples={
        "Exports fell for the year, the bank said.": "the year = 2024",
        "It sold most in the first nine months of the year.": "the year = 2024",
    },
    never=["She was woman of the year.", "He knew the year in which it fell.", "It was the month that changed it."],
)
def the_period(m: re.Match[str], said: Discourse) -> Reading:
    """For the year: the one named last in a narrative, else the article's."""
    unit = GRAIN_UNIT[m["grain"].lower()]
    ending = _ENDING.match(m.string, m.end(), m.end() + 40)  # "the year ending June 30, 2020"
    if ending and unit == "Y":
        return Reading(ending["year"])
    mention = said.last(m.start(), *UNIT_GRAINS[unit]) if said.narrative or said.today is None else None
    return from_mention(said, m.start(), 0, unit) if mention else counted(said, 0, unit)


def _in_period(m: re.Match[str]) -> bool:
    before, after = m.string[max(0, m.start() - 18) : m.start()], m.string[m.end() : m.end() + 12]
    if re.match(r"\s(?:that|when|in which|before|after|following|to|of (?:the|his|her|its)|\d)", after):
        return False
    led = re.search(
        r"(?i)\b(?:in|for|during|throughout|over)\s$|\b(?:months|quarters?|half|rest|part|remainder) of\s$", before
    )
    return bool(led) or after.startswith(("'s ", "’s "))


@rule(
    "end of the year",
    r"\b(?:(?:about|around|the) )?year(?:['’]s |-| )end(?![\w-]*\w)",
    on=["year"],
    lead=2,
    examples={"It will close by year-end.": "year-end = 2024"},
    never=["Each year ends in winter."],
)
def year_end(m: re.Match[str], said: Discourse) -> Reading:
    """By year-end."""
    named = said.last(m.start(), *UNIT_GRAINS["Y"]) if said.narrative else None
    return from_mention(said, m.start(), 0, "Y") if named else counted(said, 0, "Y")


@rule(
    "points at a time without naming it",
    r"\b<reference>(?![\w-]*\w)",
    on=["REFERENCES"],
    allows=lambda m: _is_reference(m),
    examples={
        "They recently met.": "recently = PAST_REF",
        "It is now closed.": "now = PRESENT_REF",
        "In the near future it opens.": "the near future = FUTURE_REF",
    },
    never=["Futures fell.", "the past tense", "Now, let us begin."],
)
def reference(m: re.Match[str], said: Discourse) -> Reading:
    """Recently, now, soon: no date of the timeline."""
    return Reading(REFERENCES[" ".join(m["reference"].lower().split())])


def _is_reference(m: re.Match[str]) -> bool:
    word, after = m["reference"].lower(), m.string[m.end() : m.end() + 14]
    if m["reference"] == "Now" and re.match(r",|\s(?:for|to)\b", after):
        return False  # it opens what is said: "Now, the committee"
    if word == "current" and not re.match(r"\s(?!affairs)[a-z\d]", after):
        return False
    if (m["reference"].startswith("the ") and m["reference"].istitle()) or m["reference"].endswith("Future"):
        return False
    if word == "recently" and re.match(r"\sas\b", after):
        return False
    if word in ("the past", "the recent past"):
        return not re.match(
            r"\s(?:\w+\s)?(?:\d+|tense|year|month|week|day|decade|centur|few|several|two|three|four|five|six|seven|eight|nine|ten)",
            after,
        )
    if word in ("recent", "current", "future"):
        return not re.match(r"\s(?:year|month|week|day|decade|quarter|account|centur|hour|time)", after)
    return True


@rule(
    "time to come",
    r"\b(?:one|some) ?day(?![\w-]*\w)|(?<=\bin\s)an? (?:day|week|month|year) or two\b|\bfuture (?:weeks|months|quarters|years|decades)\b",
    on=["day", "someday", "two", "weeks", "months", "quarters", "years", "decades"],
    lead=3,
    allows=lambda m: "day" not in m.group().lower().split()[-1] or _beside_modal(m),
    examples={
        "The island may one day vanish.": "one day = FUTURE_REF",
        "It will reopen in a year or two.": "a year or two = FUTURE_REF",
        "Taxes will fall in future years.": "future years = FUTURE_REF",
    },
    never=["The visit took one day.", "One day in June it rained."],
)
def to_come(m: re.Match[str], said: Discourse) -> Reading:
    """May one day, in a year or two, in future years."""
    return Reading("FUTURE_REF")


def _beside_modal(m: re.Match[str]) -> bool:
    before = _MODAL_BEFORE.search(m.string, max(0, m.start() - 8), m.start())
    return bool(before or _MODAL_BEHIND.match(m.string, m.end()))


@rule(
    "former or future, in a history",
    r"\b(?:former|future)(?![\w-]*\w)",
    on=["former", "future"],
    examples={_HISTORY + "The former king hoped for future wars.": "former = PAST_REF"},
    never=["The former king hoped for future wars."],
)
def once(m: re.Match[str], said: Discourse) -> Reading | None:
    """The former king: annotators of histories mark the word, those of news do not, and it dates nothing."""
    if not said.narrative:
        return None
    return Reading("PAST_REF" if m.group().lower() == "former" else "FUTURE_REF")


RULES: tuple[Rule, ...] = (part_of_period, the_period, year_end, reference, to_come, once)
