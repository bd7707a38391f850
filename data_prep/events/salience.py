"""How much an event matters: one number from 0 to 1, the sum of named parts that are kept with it.

Enters: events, the types of their actors, when their articles were published, how often each actor takes part. Leaves: the same events with `salience` and `salience_parts`.
Refuses nothing: an undated event of one source has a small number, never none.

Each part is worth at most its `most`; together they make 1. A count n gives n / (n + half): the first ones say most, and
a number from a corpus of ten articles stands beside one from ten thousand. Copies of one text are one source.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data_prep.events.kinds import KINDS
from data_prep.records import Event

NEWS = timedelta(days=2)  # what is printed so soon after is news of the day; what is told later is remembered
_PRECISE = {"part": 1.0, "day": 1.0, "week": 0.7, "month": 0.6, "quarter": 0.4, "season": 0.4, "year": 0.3}
_CERTAIN = {"reported": 1.0, "claimed": 0.6, "denied": 0.4, "planned": 0.2}


@dataclass(frozen=True, slots=True)
class Part:
    """One reason why an event matters: what it is worth at most, what it says to people."""

    most: float
    says: str


PARTS: Mapping[str, Part] = {
    "sources": Part(0.3, "independent articles that tell it beside the first"),
    "later": Part(0.15, "independent articles that still tell it more than two days after"),
    "retold": Part(0.05, "times it is told again, within articles too"),
    "kind": Part(0.2, "how much an event of this kind tends to matter"),
    "actors": Part(0.1, "how many events of the corpus its most frequent party takes part in"),
    "parties": Part(0.05, "two or more people or states take part"),
    "date": Part(0.1, "how precisely it is dated, less where the date is doubtful"),
    "status": Part(0.05, "told as fact, rather than claimed, denied or planned"),
}


def rank_events(
    events: Sequence[Event],
    types: Mapping[str, str],
    roots: Mapping[str, str],
    published: Mapping[str, date | None],
    taken: Mapping[str, int],
) -> list[Event]:
    """The same events with their salience. `types`: actor_id -> type of actor; `roots`: article_id -> the one that it repeats or
    itself; `published`: of these the day; `taken`: in how many events of the corpus each actor takes part.
    """
    ranked = []
    for event in events:
        shares = _shares(event, types, roots, published, taken)
        parts = tuple((name, round(part.most * shares[name], 4)) for name, part in PARTS.items())
        ranked.append(replace(event, salience=round(sum(value for _, value in parts), 4), salience_parts=parts))
    return ranked


def _shares(
    event: Event,
    types: Mapping[str, str],
    roots: Mapping[str, str],
    published: Mapping[str, date | None],
    taken: Mapping[str, int],
) -> dict[str, float]:
    """For each part how much of it this event has, 0 to 1."""
    sources = {roots[r.article_id] for r in event.reports}
    last = event.when.interval.end if event.when is not None else None
    days = {source: published.get(source) for source in sources}
    later = [source for source, day in days.items() if last and day and day - last >= NEWS]
    most_taken = max((taken[actor] for actor in event.participants), default=0)
    great = sum(types.get(actor) in ("person", "state") for actor in event.participants)
    precise = _PRECISE.get(event.when.grain, 0.3) if event.when is not None else 0.0
    return {
        "sources": _saturate(len(sources) - 1, 2),
        "later": _saturate(len(later), 1),
        "retold": _saturate(len(event.reports) - 1, 2),
        "kind": KINDS[event.kind].weight,
        "actors": _saturate(most_taken - 1, 5),
        "parties": float(great >= 2),
        "date": precise * (0.7 if event.when is not None and event.when.qualifier else 1.0),
        "status": _CERTAIN[event.status],
    }


def _saturate(count: int, half: int) -> float:
    """A count as a share: 0 for none, 0.5 for `half`, never quite 1."""
    return count / (count + half)
