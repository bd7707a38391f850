"""What people read of a value: dates in words, never finer than their grain, in the order and with the months of the reader's
locale; what kind it is; who vouches for it.

Enters: EDTF values of our subset, or null, kinds; the locale, once a run (`write_dates_for`). Leaves: short words for charts ("17
or 24 Oct 2025"), long ones for the panel. Patterns are CLDR's, by Babel; the words around them are English. Refuses nothing: a
value that is no EDTF is shown as it stands, and so is a kind that is not known; a locale that CLDR does not know is taken as
British English.
"""

from contextvars import ContextVar
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from data_prep.edtf import parse_edtf
from data_prep.events.kinds import KINDS
from data_prep.records import When

BRITISH = "en_GB"
_LOCALE = ContextVar("locale", default=BRITISH)  # a run is one reader's, and thousands of dates are written in it
GROUPS = {  # six groups and the rest, never more; the order is that of the legend
    "meet": "Meet",
    "agree": "Agree, cooperate",
    "say": "Speak",
    "press": "Accuse, press",
    "force": "Use force",
    "ceremony": "Commemorate",
    "other": "Other",
}
VOUCHED = {  # who vouches for it
    "reported": "told as fact",
    "claimed": "claimed by somebody",
    "planned": "planned",
    "denied": "denied",
}
DOUBT = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
GRAIN_WORDS = {
    "part": "to the part of a day",
    "day": "to the day",
    "week": "to the week",
    "month": "to the month",
    "quarter": "to the quarter",
    "season": "to the season",
    "year": "to the year",
    "decade": "to the decade",
    "interval": "a stretch of time",
}


def group_of(kind: str) -> str:
    """The group of a kind of event; "other" for a kind that the words do not know."""
    known = KINDS.get(kind)
    return known.group if known is not None and known.group in GROUPS else "other"


def kind_label(kind: str) -> str:
    """A kind in words."""
    known = KINDS.get(kind)
    return known.label if known is not None else kind


def write_dates_for(locale: str | None) -> None:
    """From here on, in this run, dates are written as this locale has them: "en-US", "de", as browsers name them."""
    _LOCALE.set(_known(locale or ""))


def dates_locale() -> str:
    """The locale in which dates are written now."""
    return _LOCALE.get()


@lru_cache(maxsize=256)
def _known(locale: str) -> str:
    try:
        return str(Locale.parse(locale, sep="-"))
    except (ValueError, UnknownLocaleError):
        return BRITISH


def date_words(edtf: str | None, long: bool = False) -> str:
    """A date as people write it; "no date" for null."""
    return _words(edtf, long, _LOCALE.get())


def month_name(month: date) -> str:
    """The month alone, short."""
    return str(Locale.parse(_LOCALE.get()).months["format"]["abbreviated"][month.month])


@lru_cache(maxsize=16384)
def _words(edtf: str | None, long: bool, locale: str) -> str:
    if not edtf:
        return "no date"
    try:
        if edtf.startswith("["):
            return _either([p.strip() for p in edtf[1:-1].split(",")], long, locale)
        if "/" in edtf:
            return _between(*edtf.split("/", 1), long=long, locale=locale)
        return _one(parse_edtf(edtf), long, locale)
    except ValueError:
        return edtf


def _one(when: When, long: bool, locale: str) -> str:
    first, end = when.interval.start, when.interval.end
    assert first is not None and end is not None  # only "a/.." is open, and that goes another way
    last = end - timedelta(days=1)
    if when.grain in ("day", "part"):
        words = _stretch("yMMMd", first, first, long, locale)
    elif when.grain in ("month", "quarter"):
        words = _stretch("yMMM", first, last.replace(day=1), long, locale)
    elif when.grain == "season":
        words = f"{SEASONS[first.month]} {first.year}"
    elif when.grain == "decade":
        words = f"{first.year // 10 * 10}s"
    elif when.grain == "year":
        words = str(first.year)
    else:  # half-years, centuries
        words = _stretch("yMMMd", first, last, long, locale)
    return DOUBT[when.qualifier] + words


def _either(parts: list[str], long: bool, locale: str) -> str:
    """Two days of one month share its name, where English is read: "17 or 24 Oct 2025"."""
    words = [_words(p, long, locale) for p in parts]
    tails = {w.removeprefix(w.split(" ")[0]) for w in words}
    if len(tails) == 1 and all(w[:1].isdigit() for w in words):
        words = [*(w.split(" ")[0] for w in words[:-1]), words[-1]]
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _between(first: str, last: str, *, long: bool, locale: str) -> str:
    if first in ("", ".."):
        return f"by {_words(last, long, locale)}"
    if last in ("", ".."):
        return f"{_words(first, long, locale)} or later"
    a, b = parse_edtf(first), parse_edtf(last)
    if a.grain == b.grain == "day" and a.qualifier == b.qualifier and a.interval.start and b.interval.start:
        return DOUBT[a.qualifier] + _stretch("yMMMd", a.interval.start, b.interval.start, long, locale)
    return f"{_one(a, long, locale)} to {_one(b, long, locale)}"


def _stretch(skeleton: str, a: date, b: date, long: bool, locale: str) -> str:
    """From a to b, both included, as CLDR writes it, which says once what both share: "18–19 Jun 2024"."""
    tongue = Locale.parse(locale)
    pattern = [str(tongue.datetime_skeletons[skeleton].pattern)]
    if a != b:
        differ = "y" if a.year != b.year else "M" if a.month != b.month else "d"
        pattern = list(tongue.interval_formats[skeleton][differ])
    if long:
        pattern = [p.replace("MMM", "MMMM").replace("LLL", "LLLL") for p in pattern]
    return _plain("".join(format_date(day, p, locale) for day, p in zip((a, b), pattern, strict=False)))


def _plain(text: str) -> str:
    """CLDR's thin spaces are ours: a date is compared, copied and searched for."""
    return text.replace("\u2009", " ").replace("\u202f", " ").replace("\xa0", " ")
