"""How many: the numbers that a report's title counts with, so that sources which differ can be shown.

Enters: the title of a report. Leaves: (what is counted, number, as it is told) for each number. Refuses ages, dates and what
is counted with nothing: only sums of money, shares, those killed, wounded, arrested, and things in the plural.
"""

import re
from functools import cache

from data_prep.events.clues import meaning
from data_prep.timex.words import NUMBERS, PIECES, UNITS
from data_prep.words import read_words

Figure = tuple[str, float, str]
SUFFERED = ("killed", "wounded", "arrested", "evacuated", "infected")  # said of people, before them or behind
_REACH = 4  # words between a number and what is said of those counted
_SCALES = {"thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_MULTIPLES = ("dozen", "hundred", "thousand")
_BOUND = r"at least|at most|more than|less than|fewer than|up to|as many as|about|around|some|nearly|almost|over|an estimated"
_FIGURE = re.compile(
    rf"(?<![\w.,-])(?P<bound>(?:{_BOUND}) )?(?P<money>[$£€])?(?P<number>{PIECES['number']})"
    rf"(?: ?(?P<scale>million|billion|trillion|bn|m)\b)?(?P<share>%| per ?cent\b)?(?![\w-])(?=(?P<rest>[^.;:]*))",
    re.IGNORECASE,
)
_MEASURES = frozenset(unit + "s" for unit in UNITS) | frozenset(read_words("same_events")["measures"])
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


def find_figures(title: str) -> list[Figure]:
    """The figures of a title: ("killed", 11.0, "at least 11")."""
    found: list[Figure] = []
    for match in _FIGURE.finditer(title) if any(c.isdigit() for c in title) or _spelt().search(title) else ():
        counted = _counted(match, title)
        number = _value(match["number"], match["scale"])
        if counted and number is not None:
            told = title[match.start() : match.start("rest")].strip()
            found.append((counted, number, told))
    return found


def _counted(match: re.Match[str], title: str) -> str | None:
    """What a number counts."""
    if match["money"]:
        return "amount"
    if match["share"]:
        return "share"
    behind = _WORD.findall(match["rest"])[: _REACH + 1]
    before = re.findall(r"([A-Za-z'’-]+) $", title[: match.start()])
    for word in (*before, *behind):
        if (said := _said_of_people().get(meaning(word.lower()))) is not None:
            return said
    noun = next((w for w in behind[:3] if w.islower() and w.endswith("s") and not w.endswith("ss")), None)
    if noun in _MEASURES:
        return None
    return f"number of {noun}" if noun else None


@cache
def _said_of_people() -> dict[str, str]:
    return {meaning(word): word for word in SUFFERED}


@cache
def _spelt() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(NUMBERS))})\b", re.IGNORECASE)


def _value(number: str, scale: str | None) -> float | None:
    """The number that digits or words stand for; None for words that are not read."""
    times = _SCALES[scale.lower()] if scale else 1.0
    digits = number.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return float(digits) * times
    value = 0.0
    for word in re.split(r"[\s-]+", number.lower()):
        if word in ("a", "an"):
            continue
        if word not in NUMBERS:
            return None
        value = (value or 1) * NUMBERS[word] if word in _MULTIPLES else value + NUMBERS[word]
    return value * times
