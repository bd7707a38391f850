"""Events that stand near one: the last before and the first after it with its actors, those of the same actors, those of the
same kind in the same place.

Enters: the arrays of all events (`selection.Index`) and the row of one. Leaves: `Related`s, the reason of each as numbers and
names. Refuses nothing: an event without actors and places has no relatives. No event is looked at again.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from data_prep.selection import OPEN, Index, Mask

Counts = npt.NDArray[np.int8]
Why = Literal["before", "after", "together", "alike"]
MOST = 2  # of those together, and of those alike
_ALL = 20  # actors of one event that are asked about


@dataclass(frozen=True, slots=True)
class Related:
    """One relative: `shared` are the actors of both, `days` how much later it is, 0 where the dates meet, None where one has none."""

    row: int
    why: Why
    shared: tuple[str, ...]
    days: int | None
    rough: bool  # a date of the two is not a day
    place: str = ""


def find_related(index: Index, row: int) -> list[Related]:
    """The relatives of an event, each once: before, after, together, alike."""
    at = np.array([row], np.int32)
    who, where = index.actors.keys_of(at)[row][:_ALL], index.places.keys_of(at)[row][:_ALL]
    shared = np.zeros(len(index), np.int8)
    for actor in who:
        shared[index.actors.rows_of(index.actors.at[actor])] += 1
    shared[row] = 0
    found: list[tuple[int, Why]] = []
    sides: tuple[tuple[Why, Mask], ...] = (("before", _before(index, row)), ("after", _after(index, row)))
    for why, there in sides:
        if (near := _nearest(index, row, shared, there, len(who))) is not None:
            found.append((near, why))
    shared[[other for other, _ in found]] = 0
    found += [(other, "together") for other in _together(index, shared, min(2, len(who)))]
    found += [(other, "alike") for other in _alike(index, row, where, [row, *(other for other, _ in found)])]
    rows = np.array([other for other, _ in found], np.int32)
    actors, places = index.actors.keys_of(rows), index.places.keys_of(rows)
    return [
        Related(
            other,
            why,
            tuple(a for a in who if a in actors[other]),
            *_distance(index, row, other),
            next((p for p in where if p in places[other]), ""),
        )
        for other, why in found
    ]


def _before(index: Index, row: int) -> Mask:
    """Which are over when it begins."""
    return np.asarray(index.end <= index.start[row])


def _after(index: Index, row: int) -> Mask:
    """Which begin when it is over."""
    return np.asarray((index.start >= index.end[row]) & (index.start < OPEN))


def _nearest(index: Index, row: int, shared: Counts, there: Mask, n: int) -> int | None:
    """The nearest in time of two of its actors or more, else of one; of several, the most salient."""
    for least in (2, 1) if n > 1 else (1,):
        rows = np.flatnonzero(there & (shared >= least))
        if len(rows):
            gap = np.maximum(index.start[rows] - index.end[row], index.start[row] - index.end[rows])
            return int(rows[np.lexsort((index.rank[rows], gap))[0]])
    return None


def _together(index: Index, shared: Counts, least: int) -> list[int]:
    """The most salient of those in which most of its actors are found again, `least` of them or more."""
    most = int(shared.max(initial=0))
    rows = np.flatnonzero(shared == most) if most >= max(1, least) else np.zeros(0, int)
    return [int(at) for at in rows[np.argsort(index.rank[rows])[:MOST]]]


def _alike(index: Index, row: int, places: list[str], taken: list[int]) -> list[int]:
    """Those of the same kind that name one of its places, the nearest in time first."""
    same = np.zeros(len(index), bool)
    for place in places:
        same[index.places.rows_of(index.places.at[place])] = True
    same &= index.kind == index.kind[row]
    same[taken] = False
    rows = np.flatnonzero(same)
    gap = np.abs(index.middle[rows].astype(np.int64) - int(index.middle[row]))
    return [int(at) for at in rows[np.lexsort((index.rank[rows], gap))[:MOST]]]


def _distance(index: Index, row: int, other: int) -> tuple[int | None, bool]:
    """How many days later the other is, and whether that is not to be taken to the day."""
    (a, b), (c, d) = ((int(index.start[r]), int(index.end[r])) for r in (row, other))
    if -OPEN in (a, c) or OPEN in (b, d):
        return None, True
    days = c - b + 1 if c >= b else d - 1 - a if d <= a else 0
    return days, b - a > 1 or d - c > 1
