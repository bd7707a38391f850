"""From reports to events, over all spans of time, out of core: plan, link, stitch, name, make, rank.

Enters: a work database (DuckDB) with the outlines' tables `articles`, `heads`, `spellings`, and `copies(n, copy_of)`, both
numbers, `ids(n, name, actor_id)`, `actors(actor_id, name, type)`, `located` (as `places` in `tables.py`); a shelf that gives the
packed reports of articles by their number, as corrected; an engine. Leaves: tables of the same database (`told`, `named`,
`redirects`, `made`, `taking_part`, `latest`), and the events a span at a time. Refuses, with a `JoiningError` that names the span,
what an engine could not do.

Nothing of the size of the corpus is held in Python: a span's reports are on their way to a worker or back, and the database
keeps the rest. The results depend on the reports alone, not on the engine nor on which span is done first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

import duckdb
import pyarrow as pa

from data_prep.actors.places import Located
from data_prep.engines import Engine, EngineError, Failure, Progress
from data_prep.events.shipped import Bundle, Grouped, Made, Ranked, Source, Told, link_span, make_events
from data_prep.events.spans import Span
from data_prep.events.stitch import TOLD, Key, Stitcher
from data_prep.outline import Readings
from data_prep.work import add, as_arrow

Db = duckdb.DuckDBPyConnection
Result = TypeVar("Result")

_MADE = pa.schema([("span", pa.int32()), ("events", pa.large_binary()), ("places", pa.list_(pa.string()))])
_TAKEN = pa.schema([("span", pa.int32()), ("actor_id", pa.string()), ("events", pa.int32())])
_LATEST = pa.schema([("article_id", pa.string()), ("day", pa.date32()), ("title", pa.string())])
_SOURCES = """
select a.article_id, r.article_id, a.own_day is null, case when r.published_end - r.published_start = 1 then r.published_start end
from articles a left join copies c using (n) join articles r on r.n = coalesce(c.copy_of, a.n)
where a.n in (select unnest($ns))
"""
_SPELLINGS = """
select a.article_id, i.actor_id, arg_min(s.text, s.k)
from spellings s join ids i using (n, name) join articles a using (n) where s.n in (select unnest($ns)) group by all
"""


class JoiningError(EngineError):
    """The reports of a span could not be worked on."""


def link_spans(db: Db, shelf: Readings, engine: Engine, spans: Sequence[Span], progress: Progress) -> None:
    """Link the reports of each span with those of its context, and note in `told` in which event each stands."""
    _begin(db, "told", TOLD)
    stitcher, done, every = Stitcher(), 0, sum(span.reports for span in spans)
    bundles = (_bundle(db, shelf, _reports_of(db, span)) for span in spans)
    for span, groups in _done(spans, engine.map(link_span, bundles)):
        add(db, "told", as_arrow(TOLD, stitcher.stitch(span.number, groups)))
        done += span.reports
        progress("reports joined", done, every)


def make_spans(db: Db, shelf: Readings, engine: Engine, spans: Sequence[Span], progress: Progress) -> None:
    """Make the events of each span, and count for all in how many each actor takes part."""
    for table, columns in (("made", _MADE), ("taken", _TAKEN), ("latest", _LATEST)):
        _begin(db, table, columns)
    items = (_grouped(db, shelf, span) for span in spans)
    for span, made in _done(spans, engine.map(make_events, items)):
        _keep(db, span, made)
        progress("events made", span.number + 1, len(spans))
    db.execute(
        "create or replace table taking_part as select actor_id, sum(events)::integer as events from taken group by all"
    )


def date_by_events(db: Db) -> dict[int, tuple[date, str]]:
    """For articles without a date, by number: day and title of the latest event that they tell and others date."""
    rows = db.execute(
        "select n, day, title from latest join articles using (article_id) "
        "qualify row_number() over (partition by n order by day desc, title desc) = 1 order by n"
    ).fetchall()
    return {n: (day, title) for n, day, title in rows}


def ranked_items(db: Db, spans: Sequence[Span]) -> Iterator[Ranked]:
    """What is needed to rank the events of each span and to write them."""
    for span in spans:
        row = db.execute("select events, places from made where span = ?", [span.number]).fetchone()
        events, named = row or (b"", [])
        actors = db.execute(
            "select actor_id, type, t.events from taking_part t join actors using (actor_id) "
            "where actor_id in (select actor_id from taken where span = ?)",
            [span.number],
        ).fetchall()
        located = db.execute(
            "select * from located where place_id in (select unnest($named))", {"named": named}
        ).fetchall()
        changed = db.execute(
            "select event_id, canonical from named where span = ? and event_id <> canonical", [span.number]
        ).fetchall()
        numbers = [n for (n,) in db.execute("select distinct n from told where span = ?", [span.number]).fetchall()]
        yield Ranked(
            span.name,
            events,
            {actor: type_ for actor, type_, _ in actors},
            {actor: n for actor, _, n in actors},
            _sources(db, numbers),
            {row[0]: Located(*row) for row in located},
            dict(changed),
        )


def _reports_of(db: Db, span: Span) -> dict[int, list[int]]:
    """The reports of a span and of its context: n -> which, both in order."""
    rows = db.execute(
        "select n, list(k order by k) from homes where home >= ? and (home < ? or ? is null) group by n order by n",
        [span.context, span.until, span.until],
    )
    return dict(rows.fetchall())


def _bundle(db: Db, shelf: Readings, wanted: Mapping[int, Sequence[int]]) -> Bundle:
    ns = list(wanted)
    ids: dict[int, dict[str, str]] = {n: {} for n in ns}
    for n, name, actor in db.execute(
        "select n, name, actor_id from ids where n in (select unnest($ns))", {"ns": ns}
    ).fetchall():
        ids[n][name] = actor
    actors = db.execute(
        "select actor_id, name, type from actors where actor_id in (select unnest($ids))",
        {"ids": sorted({actor for named in ids.values() for actor in named.values()})},
    ).fetchall()
    packed = zip(ns, shelf.reports(ns), strict=True)
    told = [Told(n, reports, tuple(wanted[n]), ids[n]) for n, reports in packed]
    return Bundle(told, {actor: (name, type_) for actor, name, type_ in actors})


def _grouped(db: Db, shelf: Readings, span: Span) -> Grouped:
    """The events of a span as item of `make_events`: those that began in it, with all their reports."""
    rows = db.execute(
        "select event, event_id, n, k, reason from told join named using (event) where told.span = ? order by event, n, k",
        [span.number],
    ).fetchall()
    events: dict[int, tuple[str, list[tuple[Key, str]]]] = {}
    wanted: dict[int, list[int]] = {}
    for event, event_id, n, k, reason in rows:
        events.setdefault(event, (event_id, []))[1].append(((n, k), reason))
        wanted.setdefault(n, []).append(k)
    wanted = {n: sorted(wanted[n]) for n in sorted(wanted)}
    spellings = db.execute(_SPELLINGS, {"ns": list(wanted)}).fetchall()
    return Grouped(
        _bundle(db, shelf, wanted),
        list(events.values()),
        _sources(db, list(wanted)),
        {(article, actor): [text] for article, actor, text in spellings},
    )


def _sources(db: Db, ns: Sequence[int]) -> dict[str, Source]:
    rows = db.execute(_SOURCES, {"ns": list(ns)}).fetchall()
    return {article: Source(root, day, undated) for article, root, undated, day in rows}


def _keep(db: Db, span: Span, made: Made) -> None:
    add(db, "made", as_arrow(_MADE, [(span.number, made.events, made.places)]))
    add(db, "taken", as_arrow(_TAKEN, [(span.number, actor, n) for actor, n in sorted(made.taken.items())]))
    add(db, "latest", as_arrow(_LATEST, made.latest))


def _done(spans: Sequence[Span], results: Iterable[Result | Failure]) -> Iterator[tuple[Span, Result]]:
    """The results with their spans; without one of them there is no timeline, so a failure ends it."""
    for span, result in zip(spans, results, strict=True):
        if isinstance(result, Failure):
            raise JoiningError(
                f"the {span.reports} reports from {span.name} on could not be joined: {result.why}. "
                "Build again: what was read is kept; with --engine here it is seen where it fails"
            )
        yield span, result


def _begin(db: Db, table: str, columns: pa.Schema) -> None:
    """An empty table in the place of one that is there."""
    db.execute(f"drop table if exists {table}")
    add(db, table, columns.empty_table())
