"""Who appears with whom: how many events any two of some actors share.

Enters: a `Selection`, the actors that a page is about. Leaves: `Company`, numbers only. Refuses nothing. Each actor is one bit
of a number per event, so that a million events are counted without reading any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_prep.selection import Rows, Selection

MOST = 31  # actors: one bit of 32 stands for all others


@dataclass(frozen=True)
class Company:
    """Some actors, those asked for first, then those who share most events with them.

    `events`: how many events each has; `shared[i, j]`: how many two of them share, 0 on the diagonal; `with_rest`: how many
    each shares with somebody who is not among them; `rest`: how many of those there are around the ones asked for.
    """

    actors: tuple[str, ...]
    events: tuple[int, ...]
    shared: npt.NDArray[np.int64]
    with_rest: tuple[int, ...]
    rest: int

    def pairs(self) -> list[tuple[str, str, int]]:
        """Two actors and how many events they share, the most first."""
        found = [
            (a, b, int(self.shared[i, j]))
            for i, a in enumerate(self.actors)
            for j, b in enumerate(self.actors[i + 1 :], i + 1)
            if self.shared[i, j]
        ]
        return sorted(found, key=lambda pair: -pair[2])


def find_company(shown: Selection, about: Sequence[str], most: int) -> Company:
    """Those `about` and their company, at most `most` together, with what any two of them share among the events shown."""
    index = shown.index
    around = any_of(shown, about).busiest(len(index.actors.keys), about)
    actors = (*about, *(actor for actor, _ in around[: max(0, min(most, MOST) - len(about))]))
    bits = np.zeros(len(index), np.uint32)
    theirs = [shown_rows(shown, actor) for actor in actors]
    for n, rows in enumerate(theirs):
        bits[rows] |= np.uint32(1 << n)
    patterns, counts = np.unique(bits[bits & (bits - np.uint32(1)) > 0], return_counts=True)  # of two and more
    has = (patterns[:, None] >> np.arange(len(actors), dtype=np.uint32)) & 1
    shared = (has.T.astype(np.int64) * counts) @ has.astype(np.int64)
    np.fill_diagonal(shared, 0)
    known = np.bitwise_count(bits)
    return Company(
        tuple(actors),
        tuple(len(rows) for rows in theirs),
        shared,
        tuple(int((index.actors.per_event[rows] > known[rows]).sum()) for rows in theirs),
        max(0, len(around) + len(about) - len(actors)),
    )


def any_of(shown: Selection, actors: Sequence[str]) -> Selection:
    """The events in which at least one of some actors takes part."""
    mask = np.zeros(len(shown.index), bool)
    for actor in actors:
        mask[shown_rows(shown, actor)] = True
    return Selection(shown.index, mask)


def shown_rows(shown: Selection, actor: str) -> Rows:
    """The rows of the events shown in which an actor takes part."""
    rows = shown.index.actors.rows_of(shown.index.actors.at[actor])
    return rows[shown.mask[rows]]
