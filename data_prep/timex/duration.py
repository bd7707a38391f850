"""Rules of durations and of repeated times: 77 years, the past three months, weeks; daily, every two years, a year.

Enters: matches. Leaves: readings of type DURATION and SET, which are no dates. Refuses clocks ("the first half"), ages in
sums, ordinals ("the second").
"""

import re

from data_prep.timex.discourse import Discourse
from data_prep.timex.rules import Reading, Rule, rule
from data_prep.timex.values import duration_value
from data_prep.timex.words import DAY_PARTS, compile_pattern, read_number, unit_code

_PRICE = re.compile(r"(?i)(?:[$£€¥]\s?[\d.,]+|million|billion|percent|%|dollars|cents?|pounds|a share)\s{1,2}$")
_OFTEN = compile_pattern(
    r"\b(?:times|once|twice|{number}|{vague}|dozens|hundreds|thousands)(?: \w+){0,2} $"
)  # "four flights a week"

_FOR = re.compile(r"(?i)\b(?:for|in|after|takes?|took|lasted)\s{1,2}$")
_ALWAYS = re.compile(r"(?i)\b(?:24|twenty-four) hours a day\b|\b(?:7|seven) days a week\b|\b365 days a year\b")
_APART = re.compile(r"\sapart\b")
_SHARE = re.compile(r"\s(?:of|in)\b")  # three quarters of the food


def _plausible(m: re.Match[str]) -> bool:
    """ "the second", "a second attempt", a quarter of the food and "two day" before a noun are no such lengths."""
    word, number = m["unit"].lower(), m["number"].lower()
    if _ALWAYS.search(m.string, max(0, m.start() - 16), min(len(m.string), m.end() + 8)):
        return False
    if number in ("a", "an") and _PRICE.search(m.string, max(0, m.start() - 24), m.start()):
        return False  # "$3 million a year"
    if word in ("second", "weekend", "quarter", "quarters") and not number:
        return False
    if word == "quarter" or (word == "quarters" and number == "three" and _SHARE.match(m.string, m.end())):
        return False
    if m["unit"] in ("Hours", "Minutes"):  # names of programmes and races
        return False
    if " " in word and number in ("a", "an"):  # "from a school year to a tax year"
        return False
    if word == "second":
        return not re.match(r"(?i)(?:one|a|1)\b", m.group())
    return word.endswith("s") or number in ("1", "one", "a", "an") or "half" in number


@rule(
    "length of time",
    r"\b(?:(?:(?!about )<bound>|another|an additional|the full|a full|the) ){0,2}(?P<number>{number}|an?|half an?|a half)(?P<to>(?:[- ]to[- ]| or )(?:\d+|[a-z]+)|[-–]\d+)?"
    r" (?:(?:more|additional|full|consecutive|straight|whole|long|other|further|bloody|short|previous) )?<unit>(?P<half> and a half)?(?: or (?:so|more))?(?![\w-]*\w| olds?\b)",
    on=["UNITS"],
    allows=_plausible,
    examples={
        "They marked 77 years of ties.": "77 years = P77Y",
        "He spoke for more than two hours.": "more than two hours = PT2H",
        "It took a week.": "a week = P1W",
        "She waited two and a half years.": "two and a half years = P2Y6M",
        "It lasted six months or so.": "six months or so = P6M",
        "Just three days passed.": "three days = P3D",
    },
    never=[
        "A 6-year-old boy, 40 years old at most",
        "It was the second of three.",
        "a second attempt failed",
        "Give it a second thought.",
        "It buys about three quarters of its grain abroad.",
        "Guards stand there 24 hours a day.",
    ],
)
def length(m: re.Match[str], said: Discourse) -> Reading:
    """77 years, a week."""
    said_number = m["number"].lower()
    half = said_number.startswith(("half", "a half"))
    number = 0.5 if half else 1.0 if said_number in ("a", "an") else read_number(said_number)
    if m["half"] and number is not None:
        number += 0.5
    return Reading(duration_value(number, unit_code(m["unit"])), "DURATION")


@rule(
    "length of time before a noun",
    r"\b(?P<number>{number}|several|multi)[- ](?P<unit>minute|hour|day|week|month|year|decade|century)(?:[- ]long)?(?![\w-]*\w)"
    r"|\b(?:(?:the same|an?|the|this|that) )?(?P<number2>{number})-(?P<unit2>minute|hour|day|week|month|year) (?:period|term|span|stretch)(?![\w-]*\w)",
    on=["UNITS"],
    lead=4,
    allows=lambda m: bool(m["number2"]) or "-" in m.group() or m["number"].lower() not in ("1", "one", "a", "an"),
    examples={
        "A 10-day truce began.": "10-day = P10D",
        "The two day visit ended.": "two day = P2D",
        "He served a three-year term.": "a three-year term = P3Y",
        "It fell after a multi-year boom.": "multi-year = PXY",
    },
    never=["A 6-year-old boy", "He won one day."],
)
def attribute(m: re.Match[str], said: Discourse) -> Reading:
    """A 10-day truce: the article belongs to the truce; in a three-year period it belongs to the time."""
    number, unit = m["number"] or m["number2"], m["unit"] or m["unit2"]
    many = None if number.lower() in ("several", "multi") else read_number(number)
    return Reading(duration_value(many, unit_code(unit)), "DURATION")


@rule(
    "length of time and a half",
    r"\b(?:(?:<bound>) )?<number> and (?:a|one) half <unit>(?![\w-]*\w)",
    on=["half"],
    examples={"She waited two and a half years.": "two and a half years = P2Y6M"},
)
def length_and_half(m: re.Match[str], said: Discourse) -> Reading:
    """Two and a half years."""
    return Reading(duration_value((read_number(m["number"]) or 0) + 0.5, unit_code(m["unit"])), "DURATION")


@rule(
    "vague length of time",
    r"\b(?:(?!over (?:the|next|past|last|recent|coming)\b)<bound> )?(?:(?:the )?(?:next|last|past|first|coming|final|early) )?(?P<vague>{vague}|many|recent|coming|past|the coming|the early|the final|the past|the last|the next|the)"
    r" (?:more )?(?P<unit>seconds|minutes|hours|days|weeks|months|quarters|years|decades|centuries)(?: (?:and|or) (?:days|weeks|months|years))?(?: ahead)?(?! ago| earlier| later| old|['’]|[\w-]*\w)",
    on=["seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years", "decades", "centuries"],
    allows=lambda m: (
        m["vague"].lower() != "the" or m.group().lower().startswith("the years") or m.group().lower().endswith("ahead")
    ),
    examples={
        "It rained for several days.": "several days = PXD",
        "Ties warmed in recent years.": "recent years = PXY",
        "In the past few weeks he slept.": "the past few weeks = PXW",
    },
)
def vague_length(m: re.Match[str], said: Discourse) -> Reading:
    """Several days, recent years."""
    number = 2 if "couple" in m["vague"].lower() else None
    return Reading(duration_value(number, unit_code(m["unit"])), "DURATION")


@rule(
    "a while",
    r"\b(?:(?:quite )?a (?:little |long |short )?while|some time)(?= ?[.,;:)]| and | or | to | before | after |$)",
    on=["while", "time"],
    lead=3,
    allows=lambda m: bool(_FOR.search(m.string, max(0, m.start() - 12), m.start())),
    examples={"They had to wait for a while.": "a while = PXX", "It will last for some time.": "some time = PXX"},
    never=["They spent some time to talk.", "A while ago it shut."],
)
def a_while(m: re.Match[str], said: Discourse) -> Reading:
    """For a while, for some time."""
    return Reading("PXX", "DURATION")


@rule(
    "bare plural",
    r"(?<![-\w])(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)(?P<or> (?:or|and) (?:hours|days|weeks|months|years))?(?:-long)?(?! ago| earlier| later| old|['’][sS]|[\w-]*\w)",
    on=["minutes", "hours", "days", "weeks", "months", "years", "decades", "centuries"],
    lead=2,
    allows=lambda m: (
        not _APART.match(m.string, m.end())
        and not re.search(
            r"(?i)(?:\d|\bmatter of|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|these|those|half|school|office|business|my|his|her|their|our|wee|small|rush|peak|working|opening|visiting|teen|teenage|golden|dog|happy))[ -]$",
            m.string[max(0, m.start() - 12) : m.start()],
        )
    ),
    examples={
        "The siege went on for months.": "months = PXM",
        "They quarrelled for weeks or months.": "weeks or months = PXW",
    },
    never=["These days it rains.", "office hours", "The two blasts were minutes apart.", "It is a matter of days."],
)
def bare_plural(m: re.Match[str], said: Discourse) -> Reading:
    """Weeks, years."""
    return Reading(duration_value(None, unit_code(m["unit"])), "DURATION")


@rule(
    "length of time next to now",
    r"\b(?:(?P<b>at least|each of) )?(?:the )?(?:past|last|next|first|previous|preceding|following|coming|final|latest|initial|remaining|year-earlier|year-ago) <number>(?P<to> to (?:\d+|[a-z]+)|[-–]\d+)? (?:or (?:so|more) |more |full |trading |business |consecutive )?<unit>(?: or so)?(?![\w-]*\w)",
    on=["UNITS"],
    examples={
        "In the past three months it sank twice.": "the past three months = P3M",
        "Rain is due in the next two weeks.": "the next two weeks = P2W",
        "It opens in the next 12 to 18 months.": "the next 12 to 18 months = PXM",
    },
)
def near_length(m: re.Match[str], said: Discourse) -> Reading:
    """The past three months: a length, as annotators read it."""
    return Reading(duration_value(None if m["to"] else read_number(m["number"]), unit_code(m["unit"])), "DURATION")


@rule(
    "length made of a unit",
    r"(?P<unit>second|minute|hour|day|week|month|year|decade|centurie|century)s?-long(?![\w-]*\w)",
    on=["long"],
    examples={"The year-long siege ended.": "year-long = P1Y", "Their decades-long feud": "decades-long = PXE"},
)
def unit_long(m: re.Match[str], said: Discourse) -> Reading:
    """Year-long; decades-long."""
    many = m.group().lower().split("-")[0].endswith("s")
    return Reading(duration_value(None if many else 1, unit_code(m["unit"])), "DURATION")


@rule(
    "repeated at each unit",
    r"\b(?:every|each)(?: single| (?P<other>other|second))? (?:(?P<n>{number}|few|couple of) )?<unit>(?![\w-]*\w)|(?P<adverb>hourly|daily|nightly|weekly|fortnightly|monthly|yearly|annually)(?![\w-]*\w)(?!\s(?-i:[A-Z][a-z]))",
    on=[
        "UNITS",
        "hourly",
        "daily",
        "nightly",
        "weekly",
        "monthly",
        "quarterly",
        "yearly",
        "annually",
        "fortnightly",
    ],
    lead=4,
    examples={
        "It is printed daily.": "daily = P1D",
        "They vote every two years.": "every two years = P2Y",
        "Each month he paid.": "Each month = P1M",
        "The ferry runs every other day.": "every other day = P2D",
    },
)
def repeated(m: re.Match[str], said: Discourse) -> Reading:
    """Daily, every two years."""
    codes = {
        "hourly": "TH",
        "daily": "D",
        "nightly": "D",
        "weekly": "W",
        "fortnightly": "2W",
        "monthly": "M",
    }
    if m["unit"]:
        often = 2 if m["other"] else read_number(m["n"]) if m["n"] else 1
        return Reading(duration_value(often, unit_code(m["unit"])), "SET")
    return Reading(duration_value(1, codes.get((m["adverb"] or "daily").lower(), "Y")), "SET")


@rule(
    "so often in a unit",
    r"\b(?P<how>an?|per) (?P<unit>minute|hour|day|week|month|quarter|year|decade)(?![\w-]*\w)(?! (?:ago|earlier|later|or))",
    on=["minute", "hour", "day", "week", "month", "quarter", "year", "decade"],
    lead=1,
    allows=lambda m: _is_rate(m),
    examples={"Twice a week they met.": "a week = P1W", "It has four flights a day.": "a day = P1D"},
    never=["It costs $3 million a year.", "It gained $2 a week."],
)
def rate(m: re.Match[str], said: Discourse) -> Reading:
    """Twice a week; a price is no time."""
    return Reading(duration_value(1, unit_code(m["unit"])), "SET")


def _is_rate(m: re.Match[str]) -> bool:
    before = max(0, m.start() - 32), m.start()
    if _ALWAYS.search(m.string, max(0, m.start() - 16), m.end()):
        return False
    return not _PRICE.search(m.string, *before) and (
        m["how"].lower() == "per" or bool(_OFTEN.search(m.string, *before))
    )


@rule(
    "repeated part of the day or week",
    r"\b(?:every|each) <part>(?![\w-]*\w)|(?<![\w-])(?P<plural>weekends|weekdays)(?![\w-]*\w)|\bevery weekend(?![\w-]*\w)",
    on=["PARTS", "weekend", "weekends", "weekdays"],
    examples={
        "They train every morning.": "every morning = XXXX-XX-XXTMO",
        "The park opens on weekends.": "weekends = XXXX-WXX-WE",
    },
)
def repeated_part(m: re.Match[str], said: Discourse) -> Reading:
    """Every morning, weekends."""
    word = (m["plural"] or m["part"] or "weekend").lower().removesuffix("s")
    if word.startswith("week"):
        return Reading("XXXX-WXX-WE" if word == "weekend" else "XXXX-WXX-WD", "SET")
    code = DAY_PARTS[word]
    return Reading(f"XXXX-XX-XX{'' if code.startswith('T') else 'T'}{code}", "SET")


RULES: tuple[Rule, ...] = (
    near_length,
    rate,
    length,
    attribute,
    length_and_half,
    vague_length,
    a_while,
    bare_plural,
    unit_long,
    repeated,
    repeated_part,
)
