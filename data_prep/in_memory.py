"""The steps of `build.py` over readings that are at hand, in a database in memory: for benchmarks, tests, few articles.

Enters: readings. Leaves: what they say together. Refuses nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import pandas as pd

from data_prep.actors.corrections import NONE, Corrections
from data_prep.actors.places import locate_few, locate_places
from data_prep.actors.resolve import as_actor
from data_prep.articles.copies import root_articles
from data_prep.build import find_events as find_spans
from data_prep.engines import here
from data_prep.events.identity import Known, set_known
from data_prep.events.shipped import rank_span
from data_prep.frames import Row, article_row, event_row, in_order, make_frame, mention_row, report_row, timex_row
from data_prep.joining import ranked_items
from data_prep.mining import Reading, correct
from data_prep.outline import Outline, make_outline
from data_prep.packing import pack
from data_prep.records import Actor, ActorMention, Article, Event, Timex
from data_prep.shelf import pack_reading, unpack_reading
from data_prep.tables import TABLES
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


def make_tables(
    readings: Sequence[tuple[Article, Sequence[ActorMention], Sequence[Timex]]],
    actors: Sequence[Actor],
    events: Sequence[Event],
    ids: Mapping[tuple[str, str], str],
    redirects: Mapping[str, str],
) -> dict[str, pd.DataFrame]:
    """All tables of a timeline. Events come in the order of their dates, undated last.

    `ids`: (article_id, name as that article has it) -> actor_id; `redirects`: an event_id of before -> the one of now.
    """
    ordered = in_order(events)
    roots = root_articles(a for a, _, _ in readings)
    places = locate_few((a, mentions) for a, mentions, _ in readings)
    states = {a.country: a.actor_id for a in actors if a.type == "state"}
    taking_part = Counter(actor for e in events for actor in e.participants)
    of_article: dict[str, dict[str, str]] = {}
    for (article_id, name), actor in ids.items():
        of_article.setdefault(article_id, {})[name] = actor
    rows: dict[str, list[Row]] = {
        "articles": [article_row(a) for a, _, _ in readings],
        "timexes": [timex_row(a, t) for a, _, timexes in readings for t in timexes],
        "mentions": [
            row
            for a, mentions, _ in readings
            for m in mentions
            if (row := mention_row(a, m, of_article.get(a.article_id, {}), states))
        ],
        "reports": [report_row(e, r) for e in ordered for r in e.reports],
        "events": [event_row(e, roots, places) for e in ordered],
        "actors": [_actor_row(a, taking_part[a.actor_id]) for a in actors],
        "redirects": [{"old": old, "new": new} for old, new in redirects.items()],
        "places": [asdict(place) for place in places.values()],
        "edits": [],
    }
    return {name: make_frame(name, rows[name]) for name in TABLES}


def _actor_row(a: Actor, n_events: int) -> Row:
    roles = [
        {"role": role, "first": dates[0] if dates else None, "last": dates[-1] if dates else None}
        for role, dates in sorted(a.roles.items(), key=lambda row: (not row[1], row[1], row[0]))
    ]
    return {
        "actor_id": a.actor_id,
        "name": a.name,
        "type": a.type,
        "country": a.country,
        "aliases": a.aliases,
        "roles": roles,
        "why": [{"alias": alias, "why": why} for alias, why in a.why.items()],
        "n_events": n_events,
    }
