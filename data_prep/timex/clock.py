"""Rules of the clock and the parts of the day: 9 a.m. Tuesday, last night, the morning of June 3, noon, overnight.

Enters: matches. Leaves: readings of type TIME, dated by the day beside them, else by the last day named, else by the article's.
Refuses scores, ratios and verses (3:16).
"""

import re

from data_prep.timex.calendar import place_month_day, possible_day
from data_prep.timex.discourse import Discourse
from data_prep.timex.relative import counted, from_mention
from data_prep.timex.rules import Reading, Rule, rule
from data_prep.timex.weekday import part_code, place_weekday
from data_prep.timex.words import compile_pattern, day_number, month_number, read_number, weekday_number

_DAY = (
    r"(?:<fullweekday>,? )?<month> <day>(?:,? <year>)?|(?:<weekday>,? )?(?:the )?<day2> (?:of )?<month2>(?:,? <year2>)?"
    r"|(?P<rel>last |next |this )?<fullweekday2>(?: (?:morning|afternoon|evening|night))?|(?P<near>yesterday|today|tomorrow)"
)
_IN = re.compile(r"\b[Ii]n\s{1,2}$")
_DAY_BEHIND = compile_pattern(  # 9 a.m. (1400 GMT) Friday
    r" (?:\([^()]{1,20}\)|(?:local|[A-Z][a-z]{1,20}) time),? (?:on )?(?:<fullweekday>|<month> <day>,? <year>)"
)


def _clock(word: str) -> str:
    """T15:30 of 3:30 p.m. or 15:30."""
    low = word.lower()
    hours, minutes = [*re.findall(r"\d+", low), "0"][:2]
    hour = int(hours)
    if "p" in low and hour < 12:
        hour += 12
    if "a" in low and hour == 12:
        hour = 0
    return f"T{hour:02d}:{int(minutes):02d}"


def _day_beside(m: re.Match[str], said: Discourse) -> Reading:
    """The day that stands in the expression, else the last one named, else the article's."""
    g = m.groupdict()
    for n in ("", "2"):
        if g.get(f"month{n}"):
            month, day = month_number(g[f"month{n}"]), day_number(g[f"day{n}"])
            if g.get(f"year{n}"):
                return Reading(f"{int(g[f'year{n}']):04d}-{month:02d}-{day:02d}")
            return place_month_day(said, m, month, day)
    if name := g.get("fullweekday2") or g.get("fullweekday3"):
        number = weekday_number(name)
        placed = place_weekday(said, m, number, g.get("rel") or "")
        return (
            Reading(placed[0].isoformat(), "DATE", *placed[1:])
            if placed
            else Reading(f"XXXX-WXX-{number}", needs="day")
        )
    if behind := _DAY_BEHIND.match(m.string, m.end(), m.end() + 48):
        if behind["month"]:
            month, day = month_number(behind["month"]), day_number(behind["day"])
            return Reading(f"{behind['year']}-{month:02d}-{day:02d}")
        placed = place_weekday(said, behind, weekday_number(behind["fullweekday"]))
        if placed:
            return Reading(placed[0].isoformat(), "DATE", *placed[1:])
    if g.get("near"):
        return counted(said, {"yesterday": -1, "tomorrow": 1}.get(g["near"].lower(), 0), "D")
    return from_mention(said, m.start(), 0, "D")


def _timed(day: Reading, time: str) -> Reading:
    return Reading(day.value + time, "TIME", day.anchor, day.needs)


def _possible(m: re.Match[str]) -> bool:
    g = m.groupdict()
    if g.get("month") and not possible_day(m):
        return False
    plain = re.fullmatch(r"\d{1,2}:\d\d(?::\d\d)?", g.get("clock") or "")
    before, after = m.string[max(0, m.start() - 12) : m.start()], m.string[m.end() : m.end() + 6]
    if re.search(r"[\d:.,$/-]$", before) or re.match(r"[:\d]|[./-]\d", after):
        return False
    # "3:16" alone may be a score or a verse: it needs a word of time before it or a zone or a day after it
    beside = (
        g.get("zone") or g.get("zone2") or g.get("month") or g.get("month2") or g.get("fullweekday2") or g.get("near")
    )
    return (
        not plain
        or bool(beside)
        or bool(
            re.search(r"(?i)\b(?:at|by|around|about|until|till|from|to|and|since|before|after|between)\s{1,2}$", before)
        )
    )


@rule(
    "time of the clock",
    r"\b<clock>(?P<morning> in the (?:morning|afternoon|evening)| at night)?(?: ?<zone>\b| \(<zone2>\))?(?:(?:,? | on | )(?:"
    + _DAY
    + r"))?",
    on=["#clock", "m", "am", "pm"],
    allows=_possible,
    examples={
        "It fell at 10:35 a.m. on Monday.": "10:35 a.m. on Monday = 2024-05-13T10:35",
        "On June 3, 2020 at 9 p.m. they slept.": "9 p.m. = 2020-06-03T21:00",
        "The bell rang at 14:20 GMT.": "14:20 GMT = 2024-05-15T14:20",
        "They will land at 7:15 p.m. EST Friday.": "7:15 p.m. EST Friday = 2024-05-17T19:15",
    },
    never=["They won 3:1 there.", "As John 3:16 says", "I am here."],
)
def clock(m: re.Match[str], said: Discourse) -> Reading:
    """10:35 a.m. on Monday."""
    time = _clock(m["clock"])
    if m["morning"] and ("after" in m["morning"] or "even" in m["morning"]) and int(time[1:3]) < 12:
        time = f"T{int(time[1:3]) + 12:02d}{time[3:]}"
    return _timed(_day_beside(m, said), time)


@rule(
    "hour of the day",
    r"\b(?P<hour>{number})(?: o['’]clock(?: in the <part>| at night)?| in the <part2>)(?: (?:on )?(?:(?P<rel>last |next |this )?<fullweekday2>|(?P<near>yesterday|today|tomorrow)))?",
    on=["clock", "morning", "afternoon", "evening"],
    allows=lambda m: 1 <= (read_number(m["hour"]) or 0) <= 12,
    examples={
        "They left at five o'clock.": "five o'clock = 2024-05-15T05:00",
        "It rang at 4 in the afternoon.": "4 in the afternoon = 2024-05-15T16:00",
    },
    never=["He saw 40 in the morning."],
)
def hour(m: re.Match[str], said: Discourse) -> Reading:
    """Five o'clock, 4 in the afternoon."""
    n, part = int(read_number(m["hour"]) or 0), (m["part"] or m["part2"] or m.group()).lower()
    late = n < 12 and ("afternoon" in part or "evening" in part or ("night" in part and n > 5))
    return _timed(_day_beside(m, said), f"T{n + 12 * late:02d}:00")


@rule(
    "part of a day",
    r"\b(?:(?:early|late|earlier|later|mid)(?: in)? )?(?P<this>this|that|the same|the next|the following|the previous|last|the) (?:very )?(?P<part>(?:early |small )?(?:morning )?hours|morning|afternoon|evening|night)(?: of (?:"
    + _DAY
    + r"))?(?![\w-]*\w)",
    on=["morning", "afternoon", "evening", "night", "hours"],
    allows=lambda m: (
        " of " in m.group().lower()
        or (
            "hours" not in m["part"].lower()
            and (m["this"].lower() != "the" or bool(_IN.search(m.string, max(0, m.start() - 5), m.start())))
        )
    ),
    examples={
        "It rained last night.": "last night = 2024-05-14TNI",
        "Drones came in the early hours of Monday.": "the early hours of Monday = 2024-05-13TMO",
        "He spoke this morning.": "this morning = 2024-05-15TMO",
        "They fled on the night of June 3, 2020.": "the night of June 3, 2020 = 2020-06-03TNI",
        "On June 3, 2020 they met. The next morning they left.": "The next morning = 2020-06-04TMO",
        "It reopened on June 3, 2020; in the evening it shut again.": "the evening = 2020-06-03TEV",
    },
    never=["He runs in the morning."],
)
def day_part(m: re.Match[str], said: Discourse) -> Reading | None:
    """Last night, that afternoon, the morning of June 3."""
    hours = m["part"].lower().endswith("hours")  # "the early hours of Saturday"
    part, word = "TMO" if hours else part_code(m["part"]), " ".join(m["this"].lower().split())
    if " of " in m.group().lower():
        return _timed(_day_beside(m, said), part)
    if word in ("this", "last"):
        return _timed(counted(said, -1 if word == "last" else 0, "D"), part)
    if word == "the" and said.nearby(m.start(), "day") is None:
        return None  # "he runs in the morning"
    step = {"the next": 1, "the following": 1, "the previous": -1}.get(word, 0)
    return _timed(from_mention(said, m.start(), step, "D"), part)


@rule(
    "time of day beside a day",
    r"(?P<part>(?:mid[- ])?(?:morning|afternoon)|evening|night|noon|midday|midnight) (?:on )?(?P<near>yesterday|today|tomorrow)|(?:mid[- ])?(?P<part2>morning|afternoon|evening|night|noon|midday|midnight),? (?:on )?(?:(?P<rel>last |next )?<fullweekday2>|<month> <day>(?:,? <year>)?)"
    r"|(?<=at\s)(?P<word>noon|midday|midnight)|(?P<dark>tonight|overnight)(?: (?:on |into |to )?<fullweekday3>)?|(?P<vague>mid[- ]?(?:morning|afternoon))",
    on=["PARTS", "tonight", "overnight", "midmorning", "midafternoon", "yesterday", "today", "tomorrow"],
    allows=lambda m: possible_day(m) if m["month"] else True,
    examples={
        "It closed at noon Saturday.": "noon Saturday = 2024-05-11T12:00",
        "They play tonight.": "tonight = 2024-05-15TNI",
        "Prices fell overnight.": "overnight = 2024-05-15TNI",
        "A depot burned overnight on Tuesday.": "overnight on Tuesday = 2024-05-14TNI",
    },
)
def day_time(m: re.Match[str], said: Discourse) -> Reading:
    """Noon Saturday, tonight, overnight."""
    if m["dark"]:
        return _timed(_day_beside(m, said) if m["fullweekday3"] else counted(said, 0, "D"), "TNI")
    word = m["part"] or m["part2"] or m["word"] or m["vague"]
    return _timed(
        _day_beside(m, said),
        part_code(re.sub(r"(?i)^mid[- ]?(?=[ma])", "", word) if word.lower() != "midday" else word),
    )


RULES: tuple[Rule, ...] = (clock, hour, day_part, day_time)
