"""Full dates as the world's pages write them: ISO, figures, month names of the page's language (CLDR).

Enters: a short piece of text, the page's language. Leaves: the days that stand in it, in order. Refuses: dates without a year,
and figures that may be day-month or month-day where nothing says which ("10/02/2025" on a page in English).
English stamps of plain texts are the business of `calendar_days`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SET_OFF = r"(?<![\w/.,:+-])"
_FIGURES = (
    re.compile(rf"(?<![\d/.+-]){_YEAR}([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})(?![\d/-])", re.ASCII),
    re.compile(rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]"),
    re.compile(rf"{_SET_OFF}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>(?:19|20)?\d\d)(?![\d.:])"),
    re.compile(rf"{_SET_OFF}(?P<first>\d{{1,2}})([/-])(?P<second>\d{{1,2}})\2{_YEAR}(?![\d/-])"),
)
_EARLIEST = date(1990, 1, 1)  # the web's first pages


@dataclass(frozen=True, slots=True)
class PageDay:
    """A day in a text: `text[start:end]`."""

    day: date
    start: int
    end: int


def find_days(text: str, language: str) -> list[PageDay]:
    """The full dates in `text` (2,000 characters of it), in order, not one within another."""
    text = text[:2000] if text.isascii() else "".join(map(_western, text[:2000]))
    forms, months = _named(language)
    hits = (hit for form in (*_FIGURES, *forms) for hit in form.finditer(text))
    found = [PageDay(day, *hit.span()) for hit in hits if (day := _read(hit, language, months))]
    found.sort(key=lambda one: (one.start, -one.end))
    return [one for i, one in enumerate(found) if not i or one.start >= found[i - 1].end]


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar or the web's age forbids it."""
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if made >= _EARLIEST else None


def _western(letter: str) -> str:
    """A figure of another script as one of ours."""
    return letter if letter.isascii() or not letter.isdecimal() else str(int(letter))


def _read(hit: re.Match[str], language: str, months: dict[str, int]) -> date | None:
    parts = hit.groupdict()
    year = int(parts["year"])
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if second > 12:
            return make_day(year, first, second)
        ambiguous = language in ("", "en") and first <= 12 and first != second
        return None if ambiguous else make_day(year, second, first)
    named = parts["month"]
    month = int(named) if named.isdecimal() else months.get(named.casefold().rstrip("."), 0)
    return make_day(year, month, int(parts["day"]))


@cache
def _named(language: str) -> tuple[tuple[re.Pattern[str], ...], dict[str, int]]:
    """How dates with a month's name are written in this language or in English, and the names."""
    months = _month_names("en") | _month_names(language)
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    month = rf"(?P<month>{names})(?!\w)"
    between = r"(?:\s*(?:de|del|of|da|den|d['’])\s*|[\s.,/-]+|(?<=\d)(?=[^\W\d]))"
    nth = r"(?:st|nd|rd|th|er|re|[ºª°])?"
    return (
        re.compile(rf"(?<![\w/.:-])(?P<day>\d{{1,2}}){nth}[.]?{between}{month}{between}{_YEAR}(?!\d)", re.IGNORECASE),
        re.compile(rf"(?<!\w){month}[\s.]+(?P<day>\d{{1,2}}){nth}[\s,.]+{_YEAR}(?!\d)", re.IGNORECASE),
        re.compile(rf"(?<!\d){_YEAR}[.,]?\s*(?:m\.|g\.|año|de)?\s*{month}\s*(?P<day>\d{{1,2}})(?!\d)", re.IGNORECASE),
    ), months


@cache
def _month_names(language: str) -> dict[str, int]:
    """Names and abbreviations of the months in a language, case folded, without a stop behind them; empty if unknown."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    return {
        unicodedata.normalize("NFC", name).casefold().rstrip("."): number
        for context in ("format", "stand-alone")
        for width in ("abbreviated", "wide")
        for number, name in locale.months[context][width].items()
        if not name.isdecimal() and not name[0].isdecimal()
    }
