"""All events as arrays, and the part of them that passes the filters: what is counted without looking at the events again.

Enters: days and ranks of all events, read once for a timeline (`resident.read_index`); who takes part, where and who tells,
read when first asked for; a mask of the rows that pass.
Leaves: numbers and small tables. Refuses nothing. A row is an event's place in the order of the page: by date, then by
salience, the undated last; everything here is by row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_prep.windows import Days, Window, count_periods, main_span, with_air

OPEN = 10**8  # days: a beginning or an end that is not known lies so far off
_MONTH = 31  # days of the longest stretch that still counts as known to the month

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


Of = Literal["actors", "places", "outlets"]


@dataclass(frozen=True)
class Pairs:
    """Which event has which of something: actors, places or outlets; sorted, so that what belongs to one stands together.

    The event of row `row[i]` has the one with the number `number[i]`, whose key is `keys[number[i]]`; the busiest is 0.
    """

    keys: Sequence[str]  # actor_ids, names of places, outlets
    number: npt.NDArray[Any]
    row: Rows
    n: int  # events there are

    @cached_property
    def at(self) -> dict[str, int]:
        """key -> number."""
        return {key: n for n, key in enumerate(self.keys)}

    @cached_property
    def per_event(self) -> npt.NDArray[np.int16]:
        """How many each event has."""
        return np.bincount(self.row, minlength=self.n).astype(np.int16)

    def per_key(self, mask: Mask) -> npt.NDArray[np.int64]:
        """How many of the events of a mask each has, by number."""
        return np.bincount(self.number[mask[self.row]], minlength=len(self.keys))

    @cached_property
    def _begin(self) -> npt.NDArray[np.int64]:
        """Where the rows of each begin; one more than there are keys."""
        return np.searchsorted(self.number, np.arange(len(self.keys) + 1))

    def rows_of(self, number: int) -> Rows:
        """The rows of the events that have it, ascending."""
        return self.row[self._begin[number] : self._begin[number + 1]]

    @cached_property
    def _by_row(self) -> tuple[npt.NDArray[Any], npt.NDArray[np.int32]]:
        """The numbers event by event, the busiest first, and where those of each row begin; one more than there are rows."""
        begin = np.concatenate([[0], np.cumsum(self.per_event)]).astype(np.int32)
        return self.number[np.argsort(self.row, kind="stable")], begin

    def keys_of(self, rows: Rows) -> dict[int, list[str]]:
        """What the events of these rows have."""
        which, begin = self._by_row
        return {int(row): [self.keys[n] for n in which[begin[row] : begin[row + 1]]] for row in rows}


@dataclass(frozen=True)
class Index:
    """All events: first day and day after (since 1970), rank by salience, what they are, when they were first reported."""

    start: Days  # -OPEN where not known
    end: Days  # OPEN where not known
    rank: Rows  # 0 is the most salient
    kind: npt.NDArray[np.int16]  # numbers in `kinds`
    status: npt.NDArray[np.int8]  # numbers in `statuses`
    year_only: Mask
    disputed: Mask
    several: Mask  # told by more than one source
    published: Days  # the day on which the first article told of it; -OPEN where no day is known
    kinds: Sequence[str]
    statuses: Sequence[str]
    read: Callable[[Of], Pairs]

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def actors(self) -> Pairs:
        """Who takes part in which event."""
        return self.read("actors")

    @cached_property
    def places(self) -> Pairs:
        """Which event is said to be where."""
        return self.read("places")

    @cached_property
    def outlets(self) -> Pairs:
        """Who tells of which event; a copy counts for the outlet of what it repeats."""
        return self.read("outlets")

    def pairs(self, of: Of) -> Pairs:
        """Actors, places or outlets."""
        pairs: Pairs = getattr(self, of)
        return pairs

    @cached_property
    def n_dated(self) -> int:
        """How many have a date, if only one end of it: these come first."""
        return int(((self.start > -OPEN) | (self.end < OPEN)).sum())

    @cached_property
    def middle(self) -> Days:
        """The middle of each date, in half days; of one with an open end, the known end."""
        first = np.where(self.start > -OPEN, self.start, self.end - 1)
        return first + np.where(self.end < OPEN, self.end - 1, self.start)

    def mark(self, rows: Rows) -> Mask:
        """A mask of these rows."""
        mask = np.zeros(len(self), bool)
        mask[rows] = True
        return mask


@dataclass(frozen=True)
class Tally:
    """How many of many days come before a day: the days there are, and the running count, which begins with 0."""

    days: npt.NDArray[np.int64]
    upto: npt.NDArray[np.int64]

    @classmethod
    def of(cls, days: Days) -> "Tally":
        """Count days; none of them may be OPEN."""
        if not len(days):
            return cls(np.zeros(0, np.int64), np.zeros(1, np.int64))
        first = int(days.min())
        counts = np.bincount(days - first)
        there = np.flatnonzero(counts)
        return cls(there + first, np.concatenate([[0], np.cumsum(counts[there])]))

    def before(self, at: Any) -> Any:
        """How many come before each of these days."""
        return self.upto[np.searchsorted(self.days, at)]


@dataclass(frozen=True)
class Selection:
    """The events that pass the filters, as a mask by row; what is counted is kept, so a zoom counts nothing again."""

    index: Index
    mask: Mask

    @cached_property
    def n(self) -> int:
        """How many there are."""
        return int(self.mask.sum())

    @cached_property
    def n_undated(self) -> int:
        """How many have no date."""
        return int(self.mask[self.index.n_dated :].sum())

    @cached_property
    def n_disputed(self) -> int:
        """On how many the sources disagree."""
        return int((self.mask & self.index.disputed).sum())

    @cached_property
    def n_several(self) -> int:
        """How many are told by more than one source."""
        return int((self.mask & self.index.several).sum())

    @cached_property
    def kinds(self) -> dict[str, int]:
        """How many there are of each kind, the most frequent first."""
        return _counted(self.index.kind[self.mask], self.index.kinds)

    @cached_property
    def statuses(self) -> dict[str, int]:
        """How many there are of each status, the most frequent first."""
        return _counted(self.index.status[self.mask], self.index.statuses)

    @cached_property
    def _per(self) -> dict[Of, npt.NDArray[np.int64]]:
        return {}

    def per(self, of: Of) -> npt.NDArray[np.int64]:
        """How many of them each actor, place or outlet has, by number."""
        if of not in self._per:
            self._per[of] = self.index.pairs(of).per_key(self.mask)
        return self._per[of]

    def busiest(self, most: int, without: Sequence[str] = (), of: Of = "actors") -> list[tuple[str, int]]:
        """The keys of those that have most of them, and how many; not those named."""
        keys, counts = self.index.pairs(of).keys, self.per(of)
        some = [(keys[n], int(counts[n])) for n in self.ordered(of)[: most + len(without)]]
        return [(key, n) for key, n in some if key not in without][:most]

    def ordered(self, of: Of) -> Rows:
        """The numbers of the actors, places or outlets that they have, the most frequent first."""
        counts = self.per(of)
        return np.argsort(-counts, kind="stable")[: int((counts > 0).sum())].astype(np.int32)

    def having(self, of: Of, key: str) -> "Selection":
        """Those of them that have an actor, a place or an outlet."""
        pairs = self.index.pairs(of)
        return Selection(self.index, self.mask & self.index.mark(pairs.rows_of(pairs.at[key])))

    @property
    def per_actor(self) -> npt.NDArray[np.int64]:
        """In how many of them each actor takes part, by number."""
        return self.per("actors")

    @cached_property
    def actors(self) -> Rows:
        """The numbers of the actors that take part, the most frequent first."""
        return self.ordered("actors")

    def of_actor(self, actor: str) -> "Selection":
        """Those of them in which an actor takes part."""
        return self.having("actors", actor)

    @cached_property
    def most_salient(self) -> int | None:
        """The row of the most salient event, of those with a date where there are any; None where there is none."""
        mine = np.flatnonzero(self.mask)
        mine = mine[: self.n - self.n_undated] if self.n > self.n_undated else mine
        return int(mine[np.argmin(self.index.rank[mine])]) if len(mine) else None

    def ranked(self) -> Rows:
        """The rows, the most salient first."""
        rows = np.flatnonzero(self.mask).astype(np.int32)
        return rows[np.argsort(self.index.rank[rows])]

    @cached_property
    def span(self) -> Window | None:
        """From the first to the last date, with a little air; None where nothing is dated."""
        return self._reach[0]

    @cached_property
    def main(self) -> Window | None:
        """The span, unless a few far events would squeeze the others."""
        return self._reach[1]

    @property
    def first_and_last(self) -> tuple[np.datetime64, np.datetime64] | None:
        """The first and the last day of all dates."""
        return self._reach[2]

    @cached_property
    def _reach(self) -> tuple[Window | None, Window | None, tuple[np.datetime64, np.datetime64] | None]:
        rows = np.flatnonzero(self.mask[: self.index.n_dated])
        if not len(rows):
            return None, None, None
        start, end = self.index.start[rows], self.index.end[rows]
        start, end = np.where(start > -OPEN, start, end), np.where(end < OPEN, end, start)
        latest = np.maximum.accumulate(end[::-1])[::-1]
        first, last = int(start[0]), int(np.maximum(end - 1, start).max())  # rows go by their first day
        days = np.datetime64(first, "D"), np.datetime64(last, "D")
        return with_air(first, int(latest[0])), main_span(start, latest), days

    @cached_property
    def bars(self) -> pd.DataFrame:
        """How many that are known to the month begin in each month, quarter or year: start, end (ms), n, words."""
        start, end = self.index.start, self.index.end
        known = Tally.of(start[self.mask & (end - start <= _MONTH)])
        return count_periods(known.days, np.diff(known.upto), self.span or (0.0, 0.0))

    @cached_property
    def years_only(self) -> dict[int, int]:
        """How many are known to the year only: year -> n."""
        known = Tally.of(self.index.start[self.mask & self.index.year_only])
        years = known.days.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
        some = np.bincount(years, np.diff(known.upto)) if len(years) else np.zeros(0)
        return {int(year): int(some[year]) for year in np.flatnonzero(some)}

    def step(self, row: int) -> tuple[int, int | None, int | None]:
        """How many come before a row, and the rows before and after it, None where there is none."""
        before, after = self.mask[:row], self.mask[row + 1 :]
        last, following = before[::-1].argmax() if before.any() else None, after.argmax() if after.any() else None
        return (
            int(before.sum()),
            None if last is None else int(row - 1 - last),
            None if following is None else int(row + 1 + following),
        )


def _counted(numbers: npt.NDArray[Any], names: Sequence[str]) -> dict[str, int]:
    counts = np.bincount(numbers, minlength=len(names))
    return {
        names[n]: int(counts[n]) for n in sorted(range(len(names)), key=lambda n: (-counts[n], names[n])) if counts[n]
    }
