"""Rules of months: June 2021, June last year, last November, in August.

Enters: matches. Leaves: readings; what names no year gets one by the tense, from the day of publication or, in a history,
from where its telling is. Refuses the verbs "may" and "march", people called April, marches on a capital.
"""

import re

from data_prep.timex.calendar import YEARS, relative_year
from data_prep.timex.discourse import Discourse, month_year
from data_prep.timex.history import BEFORE_CHRIST, year_told
from data_prep.timex.rules import Reading, Rule, rule
from data_prep.timex.values import month_value
from data_prep.timex.words import AMBIGUOUS_MONTHS, NAME_MONTHS, month_number

_IN = re.compile(
    r"(?i)\b(?:in|since|by|from|until|till|of|during|before|after|through|between|for|throughout|into|to|as|and|or)\s{1,2}$"
)
_OF_PERSON = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|Gen|Sen|Miss|Lady|Sir)\.? $")
_JOINED = re.compile(r"\b(?:and|or|for|as|to) $")
# "the March accession" is a month, "the March on the capital" is none
_A_MARCH = re.compile(
    r".{0,3}\b(?:[Aa]|[Tt]he|[Ii]ts) March\s(?!(?:on|of|to|against|for|from|in|by|that|with|past|was|is|has|had|will|began|and|through|towards?)\b)[a-z]"
)


@rule(
    "month and year",
    r"\b<mod>?<month>(?:, ?| |-)(?:of )?<year>",
    on=["MONTHS"],
    examples={
        "In June 2021 they met again.": "June 2021 = 2021-06",
        "It closed in late May 2020.": "late May 2020 = 2020-05",
        "By mid-March, 2019, all was over.": "mid-March, 2019 = 2019-03",
    },
)
def month_and_year(m: re.Match[str], said: Discourse) -> Reading:
    """June 2021, complete in itself."""
    return Reading(month_value(int(m["year"]), month_number(m["month"])))


@rule(
    "month of a year counted from another",
    r"\b<mod>?<month>(?: of)? (?P<rel>" + YEARS + ") year",
    on=["MONTHS"],
    examples={
        "It began in June last year.": "June last year = 2023-06",
        "They met in 2019. In June of that year they parted.": "June of that year = 2019-06",
    },
)
def month_of_year(m: re.Match[str], said: Discourse) -> Reading:
    """June last year."""
    y, anchor, needs = relative_year(said, m["rel"], m.start())
    return Reading(month_value(y, month_number(m["month"])), anchor=anchor, needs=needs)


@rule(
    "last or next such month",
    r"(?P<early>(?:early|late|mid|in) )?(?P<rel>last|this|next|this past|this coming|this last|the coming) <month>(?!\.? \d)",
    on=["MONTHS"],
    lead=4,
    examples={
        "Prices fell last November.": "last November = 2023-11",
        "They will meet next March.": "next March = 2025-03",
        "Voters decide this June.": "this June = 2024-06",
    },
    never=["At last may we speak.", "This march was long."],
)
def near_month(m: re.Match[str], said: Discourse) -> Reading:
    """Last November: before this month; next March: after it; this June: of this year."""
    month, today = month_number(m["month"]), said.today
    if today is None:
        return Reading(month_value(None, month), anchor=said.published, needs="year")
    word = " ".join(m["rel"].lower().split())
    if word == "this":
        y = today.year
    elif word in ("next", "this coming", "the coming"):
        y = today.year if month > today.month else today.year + 1
    else:
        y = today.year if month < today.month else today.year - 1
    return Reading(month_value(y, month), anchor=said.published, needs="year")


def _month_alone(m: re.Match[str]) -> bool:
    """A bare month that is also a verb or a name needs a preposition before it."""
    before, after = m.string[max(0, m.start() - 12) : m.start()], m.string[m.end() : m.end() + 20]
    if re.search(r"\d\s{0,2}$", before) or re.match(
        r"[-–]?\d|\s\d{1,2}\b(?!\s?(?:percent|per cent|million|billion))|['’]s [A-Z]", after
    ):
        return False
    name = m["month"].lower().rstrip(".")
    if m["mod"]:
        return True
    if _OF_PERSON.search(before):
        return False
    if name == "march" and _A_MARCH.match(m.string, max(0, m.start() - 4), m.end() + 12):
        return True
    if name in AMBIGUOUS_MONTHS or (len(name) <= 3 and name != "may"):
        return bool(_IN.search(before)) and not re.match(r"\s[A-Z][a-z]", after)
    if name in NAME_MONTHS and re.match(r"\s[A-Z][a-z]", after):
        return bool(_IN.search(before)) and not _JOINED.search(before)
    return not re.match(r"\s[A-Z][a-z]+(?:\s[A-Z]|\ssaid)", after) or bool(_IN.search(before))


@rule(
    "every such month",
    r"\b(?:every|each) <month>(?![\w-]*\w| \d)",
    on=["MONTHS"],
    lead=1,
    examples={"The fair opens every June.": "every June = XXXX-06"},
)
def months(m: re.Match[str], said: Discourse) -> Reading:
    """Every June."""
    return Reading(month_value(None, month_number(m["month"])), "SET")


@rule(
    "month",
    r"\b<mod>?<month>(?!\w|-(?!{month}|to-)[\w-]*\w)",
    on=["MONTHS"],
    lead=4,
    allows=_month_alone,
    examples={
        "In August rebels took the town.": "August = 2023-08",
        "The law will change in October.": "October = 2024-10",
        "They fled in early February.": "early February = 2024-02",
        "It struck in July and December 2021.": "July = 2021-07",
        "It began with a March raid.": "March = 2024-03",
    },
    never=[
        "You may go.",
        "May I ask?",
        "The March on the capital began.",
        "April Jones spoke to June Carter.",
        "Dr. August met him.",
    ],
)
def month_alone(m: re.Match[str], said: Discourse) -> Reading:
    """In August: by tense, then the nearest; in a narrative, of the last year named."""
    month = month_number(m["month"])
    if shared := said.shared_year(m.end()):
        return Reading(month_value(int(shared), month))
    if said.before_christ is not None:
        return Reading(f"BC{said.before_christ:04d}-{month:02d}", anchor=BEFORE_CHRIST)
    if said.narrative or said.today is None:
        named = year_told(said, m.start(), month)
        if named is not None:
            return Reading(month_value(named[0], month), anchor=named[1])
    if said.today is None:
        return Reading(month_value(None, month), anchor=said.published, needs="year")
    direction = said.direction(m.start(), m.end())
    y = month_year(month, said.today, direction)
    tense = {-1: ", past by its verb", 1: ", future by its verb", 0: ", the nearest"}[direction]
    return Reading(month_value(y, month), anchor=said.published + tense, needs="year")


RULES: tuple[Rule, ...] = (month_and_year, month_of_year, near_month, months, month_alone)
