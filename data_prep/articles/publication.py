"""Of several dates of publication, which counts: given by a person, stated by the article, by its metadata, its address.

Enters: the dates as found, each with its basis and the place that gives it. Leaves: one `Published` whose `why` says what
decided, and what disagreed. A date of the page (header, crawl, copyright) is only an upper bound: nothing was published
after it, and where nothing else dates the article, it stays a bound.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from data_prep.articles.sources import FoundDate
from data_prep.records import Published, When

OF_VERSION = "the day of this version"  # in the reason of a stamp that dates the last change, not the first publication
_RANK = ("given", "stated", "metadata", "dateline", "address")
_NEVER = date.max
_NEAR = timedelta(days=1)  # by which two places may differ without disagreeing: time zones


def choose_published(given: When | None, words: str, own: Published, found: Sequence[FoundDate]) -> Published:
    """The date given by a person, else the best of the article's own and those found beside its text."""
    if given:
        return Published(given, "given", f"its front matter or sidecar gives {words}")
    dates = [*([FoundDate(own.when, own.basis, own.why)] if own.when else ()), *found]
    if not dates:
        return own
    bounds = [one for one in dates if one.when.interval.start is None]
    possible = [one for one in dates if not any(_rules_out(bound, one) for bound in bounds)]
    best = min(possible, key=_rank)
    others = [one.why for one in dates if one is not best and _disagree(best.when, one)]
    why = best.why + (f"; otherwise {' and '.join(dict.fromkeys(others))}" if others else "")
    return Published(best.when, best.basis, why, best.loose)


def _rank(found: FoundDate) -> tuple[int, date]:
    """Its place among the bases: the day of a later version behind what else gives a day, then bounds, the tightest first."""
    if found.basis == "header":
        return len(_RANK), found.when.interval.end or _NEVER
    return (len(_RANK) - 1 if OF_VERSION in found.why else _RANK.index(found.basis)), _NEVER


def _rules_out(bound: FoundDate, one: FoundDate) -> bool:
    """Whether it is later than a bound allows. The day on which a file was saved may be its template's: no match for words."""
    start, end = one.when.interval.start, bound.when.interval.end
    if bound.loose and one.basis in ("stated", "dateline"):
        return False
    return start is not None and end is not None and start >= end + _NEAR


def _disagree(when: When, other: FoundDate) -> bool:
    """Whether both cannot be right: days further apart than time zones, or later than an upper bound."""
    a, b = when.interval, other.when.interval
    if a.start is None and a.end is not None and b.start is not None:
        return b.start > a.end
    if a.start is None or b.end is None:
        return False
    if b.start is None:
        return a.start > b.end
    return abs(a.start - b.start) > _NEAR and not a.overlaps(b)
