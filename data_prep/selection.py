"""All events as arrays, and the part of them that passes the filters: what is counted without looking at the events again.

Enters: days and ranks of all events, read once for a timeline (`resident.read_index`); who takes part, where and who tells,
read when first asked for; a mask of the rows that pass.
Leaves: numbers and small tables. Refuses nothing. A row is an event's place in the order of the page: by date, then by
salience, the undated last; everything here is by row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_prep.pairs import Mask as Mask
from data_prep.pairs import Of, Pairs
from data_prep.pairs import Rows as Rows
from data_prep.windows import Days, Window, count_periods, main_span, with_air

OPEN = 10**8  # days: a beginning or an end that is not known lies so far off
MONTH = 31  # days of the longest stretch that still counts as known to the month


Clock = Literal["happened", "published"]


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
    read: Callable[[Of], Pairs]  # which remembers
    clock: Clock = "happened"  # what `start` and `end` tell of

    def __len__(self) -> int:
        return len(self.start)

    @property
    def actors(self) -> Pairs:
        """Who takes part in which event."""
        return self.read("actors")

    @property
    def places(self) -> Pairs:
        """Which event is said to be where."""
        return self.read("places")

    @property
    def outlets(self) -> Pairs:
        """Who tells of which event; a copy counts for the outlet of what it repeats."""
        return self.read("outlets")

    @cached_property
    def outlet_kinds(self) -> Pairs:
        """What kind of outlet tells of which event."""
        return self.read("outlet_kinds")

    def pairs(self, of: Of) -> Pairs:
        """Actors, places or outlets."""
        return self.read(of)

    @cached_property
    def dated(self) -> Mask:
        """Which have a date, if only one end of it."""
        known: Mask = (self.start > -OPEN) | (self.end < OPEN)
        return known

    @cached_property
    def as_published(self) -> "Index":
        """The same events, each on the day on which it was first reported; rows stay what they are."""
        end = np.where(self.published > -OPEN, self.published + 1, OPEN).astype(np.int32)
        return replace(self, start=self.published, end=end, year_only=np.zeros(len(self), bool), clock="published")

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
    def digest(self) -> str:
        """Tells it from others of the same timeline: what was made of it is remembered by that."""
        return f"{self.index.clock} {blake2b(np.packbits(self.mask).tobytes(), digest_size=12).hexdigest()}"

    def by_clock(self, clock: Clock) -> "Selection":
        """The same events on the days on which they happened, or, if asked of those, were first reported."""
        return self._published if clock != self.index.clock else self

    @cached_property
    def _published(self) -> "Selection":
        return Selection(self.index.as_published, self.mask)

    @cached_property
    def dated(self) -> Rows:
        """The rows of those with a date."""
        return np.flatnonzero(self.mask & self.index.dated).astype(np.int32)

    @cached_property
    def n(self) -> int:
        """How many there are."""
        return int(self.mask.sum())

    @cached_property
    def n_undated(self) -> int:
        """How many have no date."""
        return self.n - len(self.dated)

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
        mine = self.dated if len(self.dated) else np.flatnonzero(self.mask)
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
        if not len(self.dated):
            return None, None, None
        start, end = self.index.start[self.dated], self.index.end[self.dated]
        start, end = np.where(start > -OPEN, start, end), np.where(end < OPEN, end, start)
        if self.index.clock == "published":  # else rows go by their first day
            order = np.argsort(start)
            start, end = start[order], end[order]
        latest = np.maximum.accumulate(end[::-1])[::-1]
        first, last = int(start[0]), int(np.maximum(end - 1, start).max())
        days = np.datetime64(first, "D"), np.datetime64(last, "D")
        return with_air(first, int(latest[0])), main_span(start, latest), days

    @cached_property
    def bars(self) -> pd.DataFrame:
        """How many that are known to the month begin in each month, quarter or year: start, end (ms), n, words."""
        start, end = self.index.start, self.index.end
        known = Tally.of(start[self.mask & (end - start <= MONTH)])
        return count_periods(known.days, np.diff(known.upto), self.span or (0.0, 0.0))

    @cached_property
    def years_only(self) -> dict[int, int]:
        """How many are known to the year only: year -> n."""
        known = Tally.of(self.index.start[self.mask & self.index.year_only])
        years = known.days.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
        some = np.bincount(years, np.diff(known.upto)) if len(years) else np.zeros(0)
        return {int(year): int(some[year]) for year in np.flatnonzero(some)}

    def walk(self, row: int, by: int) -> int | None:
        """The row that so many steps lead to, back where negative, not beyond the first and the last; None for no event."""
        rows = np.flatnonzero(self.mask)
        here = int(np.searchsorted(rows, row)) + (by if by < 0 or self.mask[row] else by - 1)
        return int(rows[min(max(here, 0), len(rows) - 1)]) if len(rows) else None

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
