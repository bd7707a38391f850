"""Which lanes a timeline has: the most frequent actors of what is shown, states with their people beneath; or kinds.

Enters: events and the table of actors. Leaves: `Lanes`: sides of lanes, and for each event the lanes it stands on. Actors
beyond the first dozen share one last lane, so that no event is without a place.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pages.charts.tokens import GROUPS, group_of, kind_label

REST = "…rest"
NOBODY = "…nobody"


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of the timeline; `strong` ones are states and groups, which head their side."""

    key: str
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Lanes:
    """The sides from top to bottom, each event's lanes (by the index of the events), and the names that share the last."""

    sides: tuple[tuple[Lane, ...], ...]
    of_event: "pd.Series[Any]"
    rest: tuple[str, ...] = ()


def lanes_by_actor(events: pd.DataFrame, actors: pd.DataFrame, most: int = 12, first: tuple[str, ...] = ()) -> Lanes:
    """Lanes of the `most` frequent actors by country, the busiest side first; `first` are taken whatever their count."""
    counts = Counter(a for who in events["actors"] for a in dict.fromkeys(who))
    known = actors.set_index("actor_id")
    ranked = [*(a for a in first if a in counts), *(a for a, _ in counts.most_common() if a not in first)]
    chosen = ranked if len(ranked) <= most + 1 else ranked[:most]
    rest = [a for a in ranked if a not in set(chosen)]
    sides: dict[str, list[str]] = {}
    for actor in chosen:
        country = known["country"].get(actor)
        sides.setdefault(country if isinstance(country, str) else "", []).append(actor)
    total = {side: sum(counts[a] for a in who) for side, who in sides.items()}
    ordered = sorted(sides, key=lambda s: (s == "", -total[s], s))
    state = {a: known["type"].get(a) == "state" for a in chosen}
    drawn = [
        tuple(
            Lane(a, str(known["name"].get(a, a)), state[a])
            for a in sorted(sides[s], key=lambda a: (not state[a], -counts[a], a))
        )
        for s in ordered
    ]
    taken = set(chosen)
    of_event = [tuple(a if a in taken else REST for a in dict.fromkeys(who)) or (NOBODY,) for who in events["actors"]]
    unique = pd.Series([tuple(dict.fromkeys(lanes)) for lanes in of_event], index=events.index, dtype="object")
    last = []
    if rest:
        last.append(Lane(REST, f"{len(rest):,} others"))
    if any(NOBODY in lanes for lanes in of_event):
        last.append(Lane(NOBODY, "nobody named"))
    if last:
        drawn.append(tuple(last))
    return Lanes(tuple(drawn), unique, tuple(str(known["name"].get(a, a)) for a in rest))


def lanes_by_kind(events: pd.DataFrame, most: int = 14) -> Lanes:
    """Lanes of the most frequent kinds, by group in the order of the legend."""
    counts = Counter(str(k) for k in events["kind"])
    chosen = [k for k, _ in counts.most_common()]
    rest = chosen[most:] if len(chosen) > most + 1 else []
    taken = [k for k in chosen if k not in set(rest)]
    drawn = []
    for group in GROUPS:
        mine = [k for k in taken if group_of(k) == group]
        if mine:
            drawn.append(tuple(Lane(k, kind_label(k)) for k in mine))
    if rest:
        drawn.append((Lane(REST, f"{len(rest)} other kinds"),))
    of_event = [(str(k),) if str(k) in set(taken) else (REST,) for k in events["kind"]]
    return Lanes(
        tuple(drawn), pd.Series(of_event, index=events.index, dtype="object"), tuple(kind_label(k) for k in rest)
    )
