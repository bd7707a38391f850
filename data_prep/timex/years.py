"""Rules of years: 1997, late 2008, fiscal 2023, '98, nineteen eighty-four, 490 BC.

Enters: matches. Leaves: readings, complete in themselves. Refuses prices, counts, addresses, numbers of things.
"""

import re

from data_prep.timex.discourse import Discourse
from data_prep.timex.rules import Reading, Rule, rule
from data_prep.timex.values import month_value
from data_prep.timex.words import NUMBERED, SEASONS, month_number, read_number

_COUNTED = re.compile(r"\s(?!(?:is|was|has|as|does|this|its|his|across|thus)\b)[a-z]+s\b")  # "in 1500 towns"
_PEOPLE = re.compile(r"\s(?:[a-z]+\s)?(?:people|[a-z]+s|men|women|children)\b")
_COMPOUND = re.compile(r"(?i)\b(?:mid|early|late|pre|post)-$")
_TALLY = re.compile(r"\d\s[a-z]+\sand\s$")  # "5,000 soldiers and 2015 tanks"
_WORD_BEFORE = re.compile(r"([A-Za-z]+)\.?\s{1,2}$")
_LEADS = re.compile(
    r"(?i)\b(?:in|since|by|from|until|till|of|during|before|after|to|through|and|or|between|for|that|late|early|mid|every|each"
    r"|this|last|next|past|around|about|circa|the|throughout|into|fiscal|year|than|as|per|on|winter|spring|summer|autumn|fall|its|his|her|their|our|a|an)\s{0,2}$|[-–—/(,]\s{0,2}$"
)


def _is_year(m: re.Match[str]) -> bool:
    """Not a count, a price, an address, a number of something."""
    before, after = m.string[max(0, m.start() - 14) : m.start()], m.string[m.end() : m.end() + 16]
    if re.search(r"[$£€¥#@]\s?$|[A-Za-z\d][-–/.:]$", before):
        first = re.search(r"(?<![-\d])(\d{4})\s?[-–/]$", before)  # of a range of years
        return bool(_COMPOUND.search(before)) or (first is not None and first[1] < m["year"])
    word = _WORD_BEFORE.search(before)
    if word and word[1].lower() in NUMBERED:
        return False
    if re.match(
        r"[-–/]?[A-Za-z]?\d|\s?(?:percent|per cent|%|°|km|kg|mph|points?\b|[ap]\.?m\.?\b|GMT|block\b|hours?\b|yen|won\b|dollars)|[:.]\d|°|s\b",
        after,
    ):
        return bool(re.match(r"[-–/]\d{2}(?:\d\d)?\b", after))
    y = int(m["year"])
    if m.groupdict().get("mod") or _LEADS.search(before):
        listed = before.rstrip()[-1:] in (",", "(") or _TALLY.search(m.string, max(0, m.start() - 24), m.start())
        if listed and _PEOPLE.match(after):
            return False
        return y >= 1900 or not _COUNTED.match(after)
    return 1900 <= y <= 2099 and not _PEOPLE.match(after)


@rule(
    "year",
    r"\b(?:<mod>|the years? )?<year>(?: and beyond| or later| or earlier)?(?!\s?(?:BC|B\.C))",
    on=["#year"],
    allows=_is_year,
    examples={
        "The pact of 1997 lapsed.": "1997 = 1997",
        "It was founded in late 2008.": "late 2008 = 2008",
        "He resigned (1880) in grief.": "1880 = 1880",
        "Prices fell from their 2006 highs.": "2006 = 2006",
        "The war ended around 1453.": "around 1453 = 1453",
        "It will pay off in 2031 or later.": "2031 or later = 2031",
    },
    never=[
        "It cost $2000 in all.",
        "Some 1,997 men came.",
        "1500 soldiers died.",
        "Version 2.2015 is out.",
        "Call 555-2015 or 82-2-2024-1234.",
        "There were 5,000 soldiers and 2015 tanks.",
        "Windows 2000 and Agenda 2030 ran in room 2012.",
        "The house stands in the 1900 block of Elm Street.",
    ],
)
def year_alone(m: re.Match[str], said: Discourse) -> Reading:
    """1997."""
    return Reading(m["year"])


@rule(
    "fiscal year",
    r"\b(?:the )?fiscal(?: year)? ?<year>(?: fiscal year)?|(?:the )?<year2> fiscal year",
    on=["fiscal"],
    examples={"Profit rose in fiscal 2023.": "fiscal 2023 = 2023"},
)
def fiscal_year(m: re.Match[str], said: Discourse) -> Reading:
    """Fiscal 2023: taken as the year it is named after."""
    return Reading(m["year"] or m["year2"], about=True)


@rule(
    "year of two figures",
    r"(?<![\w'’])['’‘](?P<yy>\d\d)(?![\w%'’])",
    on=["#short"],
    examples={"The class of '98 met.": "'98 = 1998"},
    never=["He was '6' feet tall."],
)
def short_year(m: re.Match[str], said: Discourse) -> Reading:
    """'98: the one nearest to the day of publication, but not far ahead of it."""
    yy, this = int(m["yy"]), said.today.year if said.today else 2010
    return Reading(str(max(y for y in (1800 + yy, 1900 + yy, 2000 + yy) if y <= this + 5 or y < 1900)))


@rule(
    "year in words",
    r"\b(?:<month> |(?:the )?<season> of |the year )?(?P<century>eighteen|nineteen|twenty)[- ]<number>|the year (?P<thousand>two thousand)(?: and <number2>)?",
    on=["eighteen", "nineteen", "twenty", "thousand"],
    allows=lambda m: bool(m["thousand"]) or _says_year(m),
    examples={
        "In nineteen eighty-four it rained.": "nineteen eighty-four = 1984",
        "It began in January nineteen ninety-seven.": "January nineteen ninety-seven = 1997-01",
        "We met in the summer of nineteen sixty-nine.": "the summer of nineteen sixty-nine = 1969-SU",
    },
    never=["He sold nineteen ninety-cent stamps.", "nineteen two-way radios"],
)
def spelled_year(m: re.Match[str], said: Discourse) -> Reading:
    """Nineteen eighty-four, as broadcasts are written down."""
    if m["thousand"]:
        return Reading(str(2000 + int(read_number(m["number2"]) or 0 if m["number2"] else 0)))
    century = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[m["century"].lower()]
    y = century + int(read_number(m["number"]) or 0)
    if m["season"]:
        return Reading(f"{y}-{SEASONS[m['season'].lower()]['code']}")
    return Reading(month_value(y, month_number(m["month"])) if m["month"] else str(y))


def _says_year(m: re.Match[str]) -> bool:
    said = read_number(m["number"]) if m["number"] and not m["number"][0].isdigit() else None
    return (
        said is not None and 10 <= said <= 99 and not re.match(r"-|\s(?:cent|percent)", m.string[m.end() : m.end() + 9])
    )


@rule(
    "year before Christ",
    r"\b<mod>?(?:<month>,? (?:of )?|(?:the )?<season>,? (?:of )?|the (?=\d+s))?(?:ca?\.? )?(?P<bc>\d{1,4})(?P<decade>(?<=0)s)? {era}",
    on=["bc", "bce", "b"],
    examples={
        "Athens won in 490 BC.": "490 BC = BC0490",
        "They sailed in the spring of 480 BC.": "the spring of 480 BC = BC0480-SP",
        "It fell in late August 480 BC.": "late August 480 BC = BC0480-08",
        "The league fought throughout the 470s BC.": "the 470s BC = BC047",
    },
)
def before_christ(m: re.Match[str], said: Discourse) -> Reading:
    """490 BC; beyond the calendar of the timeline, so without a date."""
    y = int(m["bc"])
    if m["decade"]:
        return Reading(f"BC{y // 10:03d}")
    part = (
        f"-{month_number(m['month']):02d}"
        if m["month"]
        else f"-{SEASONS[m['season'].lower()]['code']}"
        if m["season"]
        else ""
    )
    return Reading(f"BC{y:04d}{part}")


@rule(
    "year before another before Christ",
    r"(?<![\d.,-])(?P<bc>\d{1,4})(?=(?:\s?[-–—/]\s?| to | and | or | until | through )\d{1,4} {era})",
    on=["bc", "bce", "b"],
    examples={"The revolt of 499-493 BC failed.": "499 = BC0499"},
)
def before_christ_too(m: re.Match[str], said: Discourse) -> Reading:
    """499-493 BC: the era stands for both."""
    return Reading(f"BC{int(m['bc']):04d}")


RULES: tuple[Rule, ...] = (
    year_alone,
    fiscal_year,
    short_year,
    spelled_year,
    before_christ,
    before_christ_too,
)
