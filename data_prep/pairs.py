"""Which events have which actor, place or outlet, as pairs of numbers: what is counted in a moment for any part of them.

Enters: keys by number, pairs of number and row, sorted. Leaves: rows, counts, keys. Refuses nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
# firsts: the outlets again, of the article that told of it first
Of = Literal["actors", "places", "outlets", "firsts", "outlet_kinds"]


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
