"""Level of detail: which events of a selection are drawn one by one in a window, and how dense the others lie.

Enters: a `Selection`, the lanes that are wanted, a window in milliseconds. Leaves: rows of events to read and draw, and small
tables of numbers. Refuses nothing. Density is looked up in running counts of days, lane by lane, so that a zoom takes
the same few milliseconds whether eleven events pass the filters or a million.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from data_prep.selection import Mask, Rows, Selection, Tally
from data_prep.windows import MS_DAY, Window

REST = "…rest"  # the lane that all share who have none of their own
NOBODY = "…nobody"  # the lane of events that name nobody, no place, no outlet
DENSE = 250  # events in the window, beyond which lanes show how dense they are
NARROW = 500  # px of a phone, where a third of them can be told apart
SALIENT = 48  # events drawn then
SHELF = 3  # undated events of a lane drawn one by one
LISTED = 12  # names of those without a lane
_STRETCHES, _EACH = 24, 3  # the drawn ones are spread: so many in each stretch of the window, before any has more
By = Literal["actors", "kinds", "places", "outlets"]


@dataclass(frozen=True)
class Plan:
    """The lanes of a selection: keys (actor_ids, kinds, names of places, outlets) and counts of events, then what shares the last.

    `rest`: how many of them have no lane of their own, `others`: the first of them; `lanes`: keys of all lanes with
    `REST` and `NOBODY`. Per lane: the middles of its dates, how many undated events it has; `shelf`: rows of those drawn.
    """

    by: By
    keys: tuple[str, ...]
    counts: tuple[int, ...]
    rest: int
    others: tuple[str, ...]
    times: dict[str, Tally]
    undated: dict[str, int]
    shelf: Rows

    def lanes_of(self, keys: Sequence[str]) -> tuple[str, ...]:
        """The lanes on which an event stands that has these."""
        return tuple(dict.fromkeys(key if key in self.times else REST for key in keys)) or (NOBODY,)


@dataclass(frozen=True)
class Detail:
    """What a window shows: how many events lie in it, before and after it, which are drawn, and the density of the lanes.

    `rows`: the events to draw, the most salient first; `dense`: whether there are more; `density`: lane, at (ms, the middle of
    a stretch), n; empty where all are drawn.
    """

    inside: int
    before: int
    after: int
    rows: Rows
    dense: bool
    density: pd.DataFrame


def plan_lanes(selection: Selection, by: By, most: int, first: Sequence[str] = ()) -> Plan:
    """A lane for each of the `most` frequent actors, kinds, places or outlets; `first` have one whatever their count.

    One more than `most` may stand, for then nothing is left over for a lane that others share.
    """
    ranked, total = _rank(selection, by, most, first)
    keys = ranked[:total] if total <= most + 1 else ranked[:most]
    shared = [key for key in (REST, NOBODY) if key == NOBODY or total > len(keys)]
    lanes = {key: lane_rows(selection, by, keys, key) for key in (*keys, *shared)}
    if not len(lanes[NOBODY]):
        del lanes[NOBODY]
    dated, rank = selection.index.dated, selection.index.rank
    times = {key: Tally.of(selection.index.middle[rows[dated[rows]]]) for key, rows in lanes.items()}
    late = {key: rows[~dated[rows]] for key, rows in lanes.items()}
    shelf = [rows[np.argsort(rank[rows])[:SHELF]] for rows in late.values()]
    return Plan(
        by,
        tuple(keys),
        tuple(len(lanes[key]) for key in keys),
        total - len(keys),
        tuple(ranked[len(keys) : len(keys) + LISTED]),
        times,
        {key: len(rows) for key, rows in late.items() if len(rows)},
        np.unique(np.concatenate(shelf)).astype(np.int32) if shelf else np.zeros(0, np.int32),
    )


def _rank(selection: Selection, by: By, most: int, first: Sequence[str]) -> tuple[list[str], int]:
    """Those asked for, then the most frequent, as many as may be needed; and how many there are."""
    if by == "kinds":
        there = selection.kinds
        return [*(k for k in first if k in there), *(k for k in there if k not in first)], len(there)
    at, counts, order = selection.index.pairs(by).at, selection.per(by), selection.ordered(by)
    lead = [key for key in first if key in at and counts[at[key]]]
    keys = selection.index.pairs(by).keys
    ranked = [keys[n] for n in order[: most + 1 + LISTED + len(lead)]]
    return [*lead, *(key for key in ranked if key not in lead)], len(order)


def lane_rows(selection: Selection, by: By, keys: Sequence[str], lane: str) -> Rows:
    """The events of the selection that stand on a lane, by row, where `keys` have lanes of their own."""
    index = selection.index
    if by == "kinds":
        wanted = np.array([kind == lane or (lane == REST and kind not in keys) for kind in index.kinds], bool)
        return _rows(selection.mask & (wanted[index.kind] if len(wanted) else False))
    pairs = index.pairs(by)
    if lane == NOBODY:
        return _rows(selection.mask & (pairs.per_event == 0))
    if lane != REST:
        rows = pairs.rows_of(pairs.at[lane])
        return rows[selection.mask[rows]]
    known = np.zeros(len(index), np.int16)  # how many of what it has have lanes
    for key in keys:
        known[pairs.rows_of(pairs.at[key])] += 1
    return _rows(selection.mask & (pairs.per_event > known))


def _rows(mask: Mask) -> Rows:
    return np.flatnonzero(mask).astype(np.int32)


def together(selection: Selection, keys: Sequence[str]) -> Selection:
    """Those of the selection in which at least two of these actors take part."""
    actors = selection.index.actors
    known = np.zeros(len(selection.index), np.int16)
    for key in keys:
        known[actors.rows_of(actors.at[key])] += 1
    return Selection(selection.index, selection.mask & (known > 1))


def see(selection: Selection, plan: Plan, window: Window, *, width: int = 960, keep: int | None = None) -> Detail:
    """What is drawn of a selection in a window, on `width` px; `keep`: the row of an event that is drawn in any case, if it lies there."""
    index = selection.index
    first, last = window[0] / MS_DAY, window[1] / MS_DAY
    early, late = index.end <= first, index.start >= last
    mask = selection.mask & index.dated
    inside = mask & ~early & ~late
    rows = np.flatnonzero(inside)
    before, after = int((mask & early).sum()), int((mask & late).sum())
    if len(rows) <= (DENSE if width > NARROW else DENSE // 3):
        order = np.argsort(index.rank[rows])
        return Detail(len(rows), before, after, rows[order].astype(np.int32), False, _NO_DENSITY)
    chosen = _spread(selection, inside, len(rows), (first, last))
    if keep is not None and inside[keep] and keep not in chosen:
        chosen = np.append(chosen, keep)
    return Detail(len(rows), before, after, chosen.astype(np.int32), True, _density(plan, (first, last), width // 4))


_NO_DENSITY = pd.DataFrame({"lane": pd.Series([], dtype="str"), "at": np.zeros(0), "n": np.zeros(0, np.int64)})


def _spread(selection: Selection, inside: Mask, n: int, days: tuple[float, float]) -> Rows:
    """The most salient of a window, a few in each stretch of it before any stretch has more: they tell all the time."""
    index, wanted = selection.index, SALIENT * 12
    limit = 2 * wanted * len(index) // n  # ranks below which as many as that may be expected
    rows = np.flatnonzero(inside & (index.rank < limit))
    while len(rows) < min(wanted, n):
        limit *= 4
        rows = np.flatnonzero(inside & (index.rank < limit))
    rows = rows[np.argsort(index.rank[rows])][:wanted]
    middle = np.clip(index.middle[rows] / 2, *days)
    stretch = np.minimum(((middle - days[0]) / (days[1] - days[0]) * _STRETCHES).astype(int), _STRETCHES - 1)
    turn = pd.Series(stretch).groupby(stretch).cumcount().to_numpy() // _EACH
    order = np.lexsort((np.arange(len(rows)), turn))[:SALIENT]
    return rows[np.sort(order)].astype(np.int32)


def _density(plan: Plan, days: tuple[float, float], bins: int) -> pd.DataFrame:
    """How many middles of dates lie in each stretch of the window, lane by lane."""
    edges = np.linspace(*days, bins + 1)
    at = (edges[1:] + edges[:-1]) / 2 * MS_DAY
    counts = {lane: np.diff(tally.before(2 * edges)) for lane, tally in plan.times.items()}
    lanes = np.repeat(list(counts), bins)
    return pd.DataFrame({"lane": lanes, "at": np.tile(at, len(counts)), "n": np.concatenate(list(counts.values()))})


def list_within(selection: Selection, plan: Plan, lane: str, window: Window) -> Rows:
    """The rows of the events of a lane whose middle lies in a window, by date: what a stretch of density is made of."""
    index = selection.index
    mine = lane_rows(selection, plan.by, plan.keys, lane)
    mine = mine[index.dated[mine]]
    mine = mine[np.argsort(index.start[mine], kind="stable")]
    middle = index.middle[mine] / 2 * MS_DAY
    return mine[(middle >= window[0]) & (middle < window[1])]
