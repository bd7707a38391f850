"""The whole way, on one screen: articles as they were read -> copies -> actors -> reports -> events -> tables.

Enters: a shelf with what was read of each article (`mining.py` is what happens to one article by itself). Leaves: the tables of
`tables.py`, written part by part. Each step is a plain function of its own module; nothing here reads the clock or the network,
so the same articles give the same tables, whichever engine works on them. What is as large as the corpus lies on the shelf and
in a work database; of it only some articles, a block of names or a span of time at once is in memory.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pandas as pd

from data_prep.actors.corrections import FILE, Corrections
from data_prep.actors.places import locate_places
from data_prep.actors.resolve import resolve_actors
from data_prep.article_parts import article_tables, parts_of_articles, shipments, write_lists
from data_prep.articles.copies import mark_copies
from data_prep.articles.sources import Source
from data_prep.edtf import parse_edtf
from data_prep.engines import Engine, Progress, do, done
from data_prep.events.identity import settle_ids
from data_prep.events.spans import Span, plan_spans
from data_prep.frames import make_frame, tables_of_span
from data_prep.joining import date_by_events, link_spans, make_spans, ranked_items
from data_prep.mining import correct, read_article
from data_prep.outline import Outline, Readings, lay_out, make_outline, take_out
from data_prep.records import Problem, Published
from data_prep.shelf import pack_reading, unpack_reading
from data_prep.tables import TABLES
from data_prep.writing import Part, TimelineWriter

OnProblem = Callable[[Problem], None]
Db = duckdb.DuckDBPyConnection


def build_timeline(
    inputs: Sequence[str | Path | Source], on_problem: OnProblem | None = None, progress: Progress | None = None
) -> dict[str, pd.DataFrame]:
    """The tables of exactly these inputs, by name (`tables.TABLES`); web addresses pass through `fetch_inputs` first.

    `on_problem` is told of each input that was skipped or is doubtful; `progress` of each step's count (step, done, of).
    """
    from data_prep.store import open_timeline
    from data_prep.update import NothingRead, build_into

    with TemporaryDirectory() as folder:
        try:
            build_into(Path(folder) / "timeline", inputs, on_problem or (lambda problem: None), progress)
        except NothingRead:
            return {name: make_frame(name, []) for name in TABLES}
        timeline = open_timeline(Path(folder) / "timeline")
        with timeline.connection:
            return {name: timeline.table(name) for name in TABLES}


def write_tables(
    db: Db,
    shelf: Readings,
    engine: Engine,
    writer: TimelineWriter,
    corrections: Corrections,
    on_problem: OnProblem,
    progress: Progress,
) -> None:
    """The tables of the articles on the shelf. `db` is a work database; where there is a timeline of before, it knows its ids."""
    spans = find_events(db, shelf, engine, corrections, progress)
    tell_unused(db, corrections, on_problem)
    locate_places(db)
    write_parts(db, shelf, engine, spans, writer, progress)
    write_lists(db, writer)


def write_parts(
    db: Db, shelf: Readings, engine: Engine, spans: Sequence[Span], writer: TimelineWriter, progress: Progress
) -> None:
    """Write the events with their reports, a part a span, and the articles; together, so that no hand is idle."""
    of_articles = parts_of_articles(db)
    jobs: Iterator[tuple[Callable[[Any], list[Part]], Any]] = chain(
        ((tables_of_span, item) for item in ranked_items(db, spans)),
        ((article_tables, item) for item in shipments(db, shelf, of_articles)),
    )
    for n, parts in enumerate(done(engine.map(do, jobs)), 1):
        for part in parts:
            writer.add(part)
        progress("parts written", n, len(spans) + len(of_articles))


def find_events(db: Db, shelf: Readings, engine: Engine, corrections: Corrections, progress: Progress) -> list[Span]:
    """What all articles say together: one event out of many reports; undated articles dated by their events, then read again."""
    lay_out(db, shelf.outlines(), lambda n: progress("articles laid out", n, None))
    mark_copies(db)
    spans = join(db, shelf, engine, corrections, progress)
    if read_again(db, shelf, engine, corrections):
        spans = join(db, shelf, engine, corrections, progress)
    return spans


def join(db: Db, shelf: Readings, engine: Engine, corrections: Corrections, progress: Progress) -> list[Span]:
    """Names to actors, reports to events, with their ids; the spans of time in which that was done."""
    resolve_actors(db, engine, corrections)
    spans = plan_spans(db)
    link_spans(db, shelf, engine, spans, progress)
    settle_ids(db)
    make_spans(db, shelf, engine, spans, progress)
    return spans


def read_again(db: Db, shelf: Readings, engine: Engine, corrections: Corrections) -> int:
    """Read those articles again that get a bound of their date from the events they tell; how many."""
    bounds = date_by_events(db)
    items = (
        (reading, *bound, corrections)
        for reading, bound in zip(shelf.readings(list(bounds)), bounds.values(), strict=True)
    )
    paths = dict(db.execute("select n, path from articles where n in (select unnest(?))", [list(bounds)]).fetchall())
    new: dict[int, Outline] = {}
    for n, again in zip(bounds, done(engine.map(read_with_bound, items)), strict=True):
        if again is not None:
            shelf.replace(n, *again)
            new[n] = replace(again[1], path=paths[n])
    take_out(db, list(new))
    lay_out(db, new.items(), lambda n: None)
    return len(new)


def read_with_bound(item: tuple[bytes, date, str, Corrections]) -> tuple[bytes, Outline] | None:
    """An article without a date is not older than the events it tells that other articles date; read again with that bound.

    The item: a packed reading, day and title of the last of these events. None for an article that has its own date.
    """
    packed, day, title, corrections = item
    reading = unpack_reading(packed)
    published = reading.article.published
    if published.when is not None and not published.loose:
        return None
    bound = Published(
        parse_edtf(f"{day.isoformat()}/.."),
        "corroborated",
        f"it tells of “{title}”, which other articles date to {day.isoformat()}: published then or later",
    )
    again = read_article(replace(reading.article, published=bound))
    return pack_reading(correct(again, corrections)), make_outline(again, corrections)


def tell_unused(db: Db, corrections: Corrections, on_problem: OnProblem) -> None:
    """Tell of corrections that are about nobody."""
    for row in corrections.unused_in(db):
        found = f"line {row.line}: no article names {' or '.join(row.names)}"
        on_problem(Problem(FILE, found, "Accepted: names as the articles spell them", skipped=False))
