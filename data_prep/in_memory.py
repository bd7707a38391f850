"""The steps of `build.py` over readings that are at hand, in a database in memory: for benchmarks, tests, few articles.

Enters: readings. Leaves: what they say together. Refuses nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data_prep.actors.corrections import NONE, Corrections
from data_prep.actors.places import locate_places
from data_prep.actors.resolve import as_actor
from data_prep.build import find_events as find_spans
from data_prep.engines import here
from data_prep.events.identity import Known, set_known
from data_prep.events.shipped import rank_span
from data_prep.frames import in_order
from data_prep.joining import ranked_items
from data_prep.mining import Reading, correct
from data_prep.outline import Outline, make_outline
from data_prep.packing import pack
from data_prep.records import Actor, Event
from data_prep.shelf import pack_reading, unpack_reading
from data_prep.work import open_work

ActorIds = dict[tuple[str, str], str]  # (article_id, name as that article has it) -> actor_id


@dataclass(frozen=True, slots=True)
class Joined:
    """Readings as they are dated in the end, actors by id, events in the order of time, old ids -> the new ones."""

    readings: list[Reading]
    actors: list[Actor]
    events: list[Event]
    ids: ActorIds
    redirects: dict[str, str]


class Pile:
    """Readings as a shelf."""

    def __init__(self, readings: Sequence[Reading], corrections: Corrections) -> None:
        self._given, self._corrections = readings, corrections
        self.all = [correct(reading, corrections) for reading in readings]

    def outlines(self) -> Iterator[tuple[int, Outline]]:
        """All of them, by number."""
        return ((n, make_outline(reading, self._corrections)) for n, reading in enumerate(self._given))

    def readings(self, ns: Sequence[int]) -> Iterator[bytes]:
        """The packed readings of these articles."""
        return (pack_reading(self.all[n]) for n in ns)

    def reports(self, ns: Sequence[int]) -> Iterator[bytes]:
        """The packed reports of these articles."""
        return (pack(self.all[n].reports) for n in ns)

    def replace(self, n: int, reading: bytes, outline: Outline) -> None:
        """Put another reading in the place of one."""
        self.all[n] = unpack_reading(reading)


def join_readings(readings: Sequence[Reading], corrections: Corrections = NONE, known: Known | None = None) -> Joined:
    """What these readings say together; `known` is what the timeline of before calls its events."""
    pile = Pile(readings, corrections)
    with open_work() as db, here() as engine:
        set_known(db, known or Known())
        spans = find_spans(db, pile, engine, corrections, lambda step, done, of: None)
        locate_places(db)
        events = [event for item in ranked_items(db, spans) for event in rank_span(item)]
        actors = [as_actor(row) for row in db.execute("select * from actors order by actor_id").fetchall()]
        names = [r.article.article_id for r in pile.all]
        ids = {(names[n], name): actor for n, name, actor in db.execute("select n, name, actor_id from ids").fetchall()}
        copies = dict(db.execute("select n, copy_of from copies").fetchall())
        redirects = dict(db.execute("select old, new from redirects").fetchall())
    dated = [
        replace(r, article=replace(r.article, copy_of=names[copies[n]] if n in copies else None))
        for n, r in enumerate(pile.all)
    ]
    return Joined(dated, actors, in_order(events), ids, redirects)


def find_events(
    readings: Sequence[Reading], corrections: Corrections = NONE
) -> tuple[list[Reading], list[Actor], list[Event], ActorIds]:
    """The same without the redirects."""
    found = join_readings(readings, corrections)
    return found.readings, found.actors, found.events, found.ids
