"""Of several dates of publication, which counts: given by a person, stated by the article, by its metadata, its address.

Enters: the dates as found, each with its basis and the place that gives it. Leaves: one `Published` whose `why` says what
decided, and what disagreed. A date of the page (header, crawl, copyright) is only an upper bound.
"""

from collections.abc import Sequence

from data_prep.articles.sources import FoundDate
from data_prep.records import Published, When

_RANK = ("given", "stated", "metadata", "dateline", "address", "header")
_NEAR = 1  # days by which two places may differ without disagreeing: time zones


def choose_published(given: When | None, words: str, own: Published, found: Sequence[FoundDate]) -> Published:
    """The date given by a person, else the best of the article's own and those found beside its text."""
    if given:
        return Published(given, "given", f"its front matter or sidecar gives {words}")
    dates = [*([FoundDate(own.when, own.basis, own.why)] if own.when else ()), *found]
    if not dates:
        return own
    best = min(dates, key=lambda date: _RANK.index(date.basis))
    others = [date.why for date in dates if date is not best and _disagree(best.when, date)]
    why = best.why + (f"; otherwise {' and '.join(others)}" if others else "")
    return Published(best.when, best.basis, why)


def _disagree(when: When, other: FoundDate) -> bool:
    """Whether both cannot be right: days further apart than time zones, or later than an upper bound."""
    a, b = when.interval, other.when.interval
    if a.start is None or b.end is None:
        return False
    if b.start is None:
        return a.start > b.end
    return abs((a.start - b.start).days) > _NEAR and not a.overlaps(b)
