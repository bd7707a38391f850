"""Where events are said to have happened: the places of a timeline, and what is counted of them.

Enters: a timeline, a `Selection` of its events, numbers of places. Leaves: small tables and numbers. Refuses nothing. Whatever
is counted goes by masks over the pairs of places and events, so it takes milliseconds for a million events as for eleven.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_prep.actors.lexicon import state_names
from data_prep.queries import Opened, ask
from data_prep.selection import OPEN, Mask, Selection
from data_prep.windows import MS_DAY, Window


def known_places(timeline: Opened) -> pd.DataFrame:
    """Every place that an event names, by number (the busiest is 0): name, kind, country (in words, "" for none), lat, lon, why.

    Of a place that only events name, and no list of places, the kind is "unknown".
    """
    found = ask(
        timeline,
        """select number, name, coalesce(kind, 'unknown') as kind, country, lat, lon, coalesce(why, 'no list knows it') as why
        from places where n_events > 0 order by number""",
    )
    names = {code: state_names().get(code, code) for code in found["country"].dropna().unique()}
    return found.assign(country=[names.get(code, "") for code in found["country"]]).set_index("number")


def within(selection: Selection, window: Window) -> Selection:
    """Those that may have happened in a stretch of time; of the undated nobody knows it."""
    index = selection.index
    inside = (index.end > window[0] / MS_DAY) & (index.start < window[1] / MS_DAY)
    return Selection(index, selection.mask & index.dated & inside)


def at_places(selection: Selection, numbers: Sequence[int]) -> Selection:
    """Those of them that are said to have happened at any of these places."""
    return Selection(selection.index, selection.mask & _marked(selection, numbers))


def count_nowhere(selection: Selection) -> int:
    """How many of them name no place."""
    return int((selection.mask & (selection.index.places.per_event == 0)).sum())


def count_together(selection: Selection, groups: Sequence[Sequence[int]]) -> npt.NDArray[np.int64]:
    """How many events each of these groups of places has; one that happened at two places of a group counts once."""
    per, pairs = selection.per("places"), selection.index.places

    def once(group: Sequence[int]) -> int:
        rows = np.concatenate([pairs.rows_of(number) for number in group])
        return len(np.unique(rows[selection.mask[rows]]))

    return np.array([per[group[0]] if len(group) == 1 else once(group) for group in groups], np.int64)


def first_and_last(selection: Selection) -> pd.DataFrame:
    """The first and the last day of the events of each place, by number: `first`, `last` as ISO dates, None where none has a date."""
    index, pairs = selection.index, selection.index.places
    dated = (selection.mask & index.dated)[pairs.row]
    number, row = pairs.number[dated].astype(np.int64), pairs.row[dated]
    start, end = index.start[row], index.end[row]
    start, end = np.where(start > -OPEN, start, end - 1), np.where(end < OPEN, end, start + 1)
    begin = np.flatnonzero(np.diff(number, prepend=-1))
    first, last = np.full(len(pairs.keys), OPEN), np.full(len(pairs.keys), -OPEN)
    if len(begin):
        first[number[begin]] = np.minimum.reduceat(start, begin)
        last[number[begin]] = np.maximum.reduceat(end, begin) - 1
    return pd.DataFrame({"first": _iso(first, OPEN), "last": _iso(last, -OPEN)}, dtype="object")


def _iso(days: npt.NDArray[np.int64], none: int) -> list[str | None]:
    there = days != none
    words = np.where(there, days, 0).astype("datetime64[D]").astype(str)
    return [word if known else None for word, known in zip(words.tolist(), there.tolist(), strict=True)]


def _marked(selection: Selection, numbers: Sequence[int]) -> Mask:
    rows = [selection.index.places.rows_of(number) for number in numbers]
    return selection.index.mark(np.concatenate(rows)) if rows else np.zeros(len(selection.index), bool)
