"""Texts that tell history: which year the telling has reached, also before Christ.

Enters: what has been named so far (`Discourse`). Leaves: the year for a bare month or season, values before Christ. In news
they are counted from the day of publication instead; whether a text is a history is decided by `is_history`.
"""

import re

from data_prep.records import When
from data_prep.timex.discourse import Discourse, Mention, earlier

_FOUR_FIGURES = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_ERA = re.compile(r"\d BC")
_NEAR_DAYS = re.compile(r"\b(?:to|yester)day\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_TOLD = ("day", "month", "quarter", "season")
_PARAGRAPH = 2000  # characters: no paragraph is taken to be longer
_BESIDE = 60  # characters between a day and its year
_FAR_YEARS = 10
_TURN = 8  # months back that mean the next year
_YEARS_OF = {"Y": 1, "E": 10, "C": 100}
BEFORE_CHRIST = "the year before Christ named last"


def is_history(named: str, published: When | None) -> bool:
    """Whether a text tells history, by the times it names (one string): many years, few days counted from its own."""
    own = published.interval.start or published.interval.end if published else None
    far = sum(own is None or abs(int(y) - own.year) > 1 for y in _FOUR_FIGURES.findall(named))
    far += len(_ERA.findall(named))
    return far >= 8 and far > 4 * len(_NEAR_DAYS.findall(named))


def year_told(said: Discourse, at: int, month: int) -> tuple[int, str] | None:
    """The year in which a history has arrived, for a bare month, and its anchor; None outside histories.

    Telling goes forward: after a November, February is the next year's. A day or month told in the same paragraph
    comes first, then a year named in it, then what was named last at the head of a sentence or in a heading: what is
    named in passing ("declassified in 2005") does not move the story.
    """
    if not said.narrative or not said.mentions:
        return None
    named = _in_paragraph(said, at) or said.head or said.mentions[-1]
    if named.grain == "year":
        named = _day_of(said, named) or named
    turned = named.grain in ("day", "month") and named.first.month - month >= _TURN
    return named.first.year + turned, earlier(named)


def _in_paragraph(said: Discourse, at: int) -> Mention | None:
    here = max(said.text.rfind("\n", max(0, at - _PARAGRAPH), at), at - _PARAGRAPH)
    named = None
    for mention in reversed(said.mentions):
        if mention.start < here:
            break
        if mention.grain in _TOLD or mention is said.head:
            return mention
        named = named or mention
    told = said.last(at, *_TOLD)
    passing = named is not None and told is not None and abs(told.first.year - named.first.year) > _FAR_YEARS
    return None if passing else named


def _day_of(said: Discourse, year: Mention) -> Mention | None:
    """The day or month that is of the year named with it or before it: "December 7 (a Sunday), 1941"."""
    told = said.last(year.start, "day", "month")
    beside = told is not None and told.first.year == year.first.year and told.start > year.start - _BESIDE
    return told if beside else None


def before_christ(said: Discourse, amount: int, unit: str) -> str:
    """The value `amount` units after the year before Christ in which the telling is; it knows no days."""
    if years := _YEARS_OF.get(unit):
        figures = {"Y": 4, "E": 3, "C": 2}[unit]
        return f"BC{(said.before_christ or 0) // years - amount:0{figures}d}"
    return {"M": "BCXXXX-XX", "W": "BCXXXX-WXX", "D": "BCXXXX-XX-XX"}.get(unit, "BCXXXX")
