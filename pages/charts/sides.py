"""Which lanes a timeline has: actors, states with their people beneath; or kinds.

Enters: the actors or kinds that were chosen for lanes, with their counts, and how many share the last one. Leaves: `Lanes`,
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
    total: Counter[str] = Counter()
    sides: dict[str, list[tuple[bool, int, Lane]]] = {}
    for key, name, type_, country, n in counts[["actor_id", "name", "type", "country", "n"]].itertuples(index=False):
        side = country if isinstance(country, str) else ""
        total[side] += n
        sides.setdefault(side, []).append((type_ != "state", -n, Lane(str(key), str(name), type_ == "state")))
    drawn = [
        tuple(lane for *_, lane in sorted(sides[side], key=lambda row: (*row[:2], row[2].key)))
        for side in sorted(sides, key=lambda s: (s == "", -total[s], s))
    ]
    last = [Lane(REST, f"others ({n_rest:,})")] * (n_rest > 0) + [Lane(NOBODY, "nobody named")] * nobody
    return Lanes((*drawn, tuple(last)) if last else tuple(drawn))


def lanes_by_kind(counts: pd.DataFrame, n_rest: int = 0) -> Lanes:
    """A lane for each of `counts` (kind, n), by group in the order of the legend, the busiest first; `n_rest` others share one."""
    kinds = [str(k) for k in counts.sort_values(["n", "kind"], ascending=[False, True])["kind"]]
    drawn = [tuple(Lane(k, kind_label(k)) for k in kinds if group_of(k) == group) for group in GROUPS]
    if n_rest:
        drawn.append((Lane(REST, f"others ({n_rest:,})"),))
    return Lanes(tuple(side for side in drawn if side))
