"""Which lanes a timeline has: actors, states with their people beneath; kinds; places by country; outlets by their kind.

Enters: the actors, kinds, places or outlets that were chosen for lanes, with their counts, and how many share the last one. Leaves: `Lanes`,
sides of lanes. Which lanes an event stands on is told by its row.
"""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from data_prep.detail import NOBODY, REST
from pages.charts.tokens import GROUPS, group_of, kind_label


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of the timeline; `strong` ones are states and groups, which head their side."""

    key: str
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Lanes:
    """The sides from top to bottom; the last holds the lane that others share, and that of events which name nobody."""

    sides: tuple[tuple[Lane, ...], ...]

    @property
    def keys(self) -> list[str]:
        """The keys of all lanes, from top to bottom."""
        return [lane.key for side in self.sides for lane in side]


def lanes_by_actor(counts: pd.DataFrame, n_rest: int = 0, nobody: bool = False) -> Lanes:
    """A lane for each of `counts` (actor_id, name, type, country, n) by country, the busiest side first.

    `n_rest` other actors share the lane `REST`; events that name no actor have `NOBODY` where there are any.
    """
    rows = counts[["actor_id", "name", "country", "type", "n"]]
    return _by_side(rows, ("state",), n_rest, "nobody named" if nobody else "")


def lanes_by_place(counts: pd.DataFrame, n_rest: int = 0, nowhere: bool = False) -> Lanes:
    """A lane for each of `counts` (name, country, kind, n) by country, which heads its towns."""
    rows = counts.assign(key=counts["name"])[["key", "name", "country", "kind", "n"]]
    return _by_side(rows, ("country",), n_rest, "no place named" if nowhere else "")


def lanes_by_outlet(counts: pd.DataFrame, n_rest: int = 0, unknown: bool = False) -> Lanes:
    """A lane for each of `counts` (outlet, kind, n) by kind of outlet."""
    rows = counts.assign(name=counts["outlet"], head="")[["outlet", "name", "kind", "head", "n"]]
    return _by_side(rows, (), n_rest, "outlet not stated" if unknown else "")


def _by_side(rows: pd.DataFrame, heads: tuple[str, ...], n_rest: int, none: str) -> Lanes:
    """Rows of key, label, side, type, n; those of the types `heads` stand first on their side and are strong."""
    total: Counter[str] = Counter()
    sides: dict[str, list[tuple[bool, int, Lane]]] = {}
    for key, name, of, type_, n in rows.itertuples(index=False):
        side, head = of if isinstance(of, str) else "", type_ in heads
        total[side] += n
        sides.setdefault(side, []).append((not head, -n, Lane(str(key), str(name), head)))
    drawn = [
        tuple(lane for *_, lane in sorted(sides[side], key=lambda row: (*row[:2], row[2].key)))
        for side in sorted(sides, key=lambda s: (s == "", -total[s], s))
    ]
    last = [Lane(REST, f"others ({n_rest:,})")] * (n_rest > 0) + [Lane(NOBODY, none)] * bool(none)
    return Lanes((*drawn, tuple(last)) if last else tuple(drawn))


def lanes_by_kind(counts: pd.DataFrame, n_rest: int = 0) -> Lanes:
    """A lane for each of `counts` (kind, n), by group in the order of the legend, the busiest first; `n_rest` others share one."""
    kinds = [str(k) for k in counts.sort_values(["n", "kind"], ascending=[False, True])["kind"]]
    drawn = [tuple(Lane(k, kind_label(k)) for k in kinds if group_of(k) == group) for group in GROUPS]
    if n_rest:
        drawn.append((Lane(REST, f"others ({n_rest:,})"),))
    return Lanes(tuple(side for side in drawn if side))
