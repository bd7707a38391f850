"""The whole way, on one screen: files -> articles -> mentions and dates -> reports -> events -> tables.

Enters: files or folders. Leaves: the tables of `tables.py` as data frames. Each step is a plain function of its own module;
nothing here reads the clock or the network, so the same input gives the same tables.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from data_prep.actors.corrections import FILE, NONE, Corrections
from data_prep.actors.resolve import resolve_few
from data_prep.articles import read_articles
from data_prep.articles.copies import find_copies
from data_prep.articles.language import language_name
from data_prep.articles.sources import Source
from data_prep.cache import Cache, key_of
from data_prep.edtf import parse_edtf
from data_prep.events.identity import Known
from data_prep.frames import make_tables
from data_prep.in_memory import join_in_memory
from data_prep.mining import MINERS, Reading, correct, read_article
from data_prep.records import Actor, Article, Event, Problem, Published

ActorIds = dict[tuple[str, str], str]  # (article_id, name as that article has it) -> actor_id
Progress = Callable[[str, int, int | None], None]


def build_timeline(
    inputs: Sequence[str | Path | Source],
    on_problem: Callable[[Problem], None] | None = None,
    progress: Progress | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables of exactly these inputs, by name (`tables.TABLES`); web addresses pass through `fetch_inputs` first.

    `on_problem` is told of each input that was skipped or is doubtful; `progress` of each step's count (step, done, of).
    """
    report_problem = on_problem or (lambda problem: None)
    return make_timeline(read_articles(inputs, report_problem), report_problem, progress)


def make_timeline(
    articles: Iterable[Article],
    on_problem: Callable[[Problem], None],
    progress: Progress | None,
    cache: Cache | None = None,
    known: Known | None = None,
    corrections: Corrections = NONE,
) -> dict[str, pd.DataFrame]:
    """The tables of these articles; an article that the cache knows is not mined again.

    `known` is what the timeline of before calls its events: they keep their ids, or the old ones lead to the new.
    """
    report_progress = progress or (lambda step, done, of: None)
    readings = []
    with few_collections():
        for n, article in enumerate(articles, 1):
            readings.append(_remember(article, cache))
            if article.language not in MINERS:
                found = f"an article in {language_name(article.language)}"
                accepted = "It was kept and no events were sought in it: English is read"
                on_problem(Problem(article.path, found, accepted, skipped=False))
            report_progress("articles read", n, None)
        readings, actors, events, ids, redirects = join_readings(readings, corrections, known or Known())
        for row in corrections.unused(m.name for r in readings for m in r.mentions):
            found = f"line {row.line}: no article names {' or '.join(row.names)}"
            on_problem(Problem(FILE, found, "Accepted: names as the articles spell them", skipped=False))
        report_progress("events joined", len(events), len(events))
        return make_tables([(r.article, r.mentions, r.timexes) for r in readings], actors, events, ids, redirects)


@contextmanager
def few_collections() -> Iterator[None]:
    """Collect garbage a hundred times as rarely: records hold no cycles, and to look for them takes a sixth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(before[0] * 100, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _remember(article: Article, cache: Cache | None) -> Reading:
    """One article mined, or what the cache has of it: it is known by all but the place where it lies."""
    if cache is None:
        return read_article(article)
    key = key_of("reading", replace(article, path=""))
    kept = cache.get(key, Reading)
    if kept is None:
        kept = read_article(article)
        cache.put(key, kept)
    return replace(kept, article=replace(kept.article, path=article.path))


def find_events(
    readings: Sequence[Reading], corrections: Corrections = NONE
) -> tuple[list[Reading], list[Actor], list[Event], ActorIds]:
    """What they say together: one event out of many reports; undated articles dated by their events, then read again."""
    return join_readings(readings, corrections, Known())[:4]


def join_readings(
    readings: Sequence[Reading], corrections: Corrections, known: Known
) -> tuple[list[Reading], list[Actor], list[Event], ActorIds, dict[str, str]]:
    """The same, and where old ids lead: `known` is what the timeline of before calls its events."""
    copies = find_copies([r.article for r in readings])
    readings = [replace(r, article=replace(r.article, copy_of=copies.get(r.article.article_id))) for r in readings]
    readings = [correct(r, corrections) for r in readings]
    actors, ids = resolve_few([(r.article, r.mentions) for r in readings], corrections)
    joined = join_in_memory(readings, actors, ids, known)
    dated = [date_by_events(reading, joined.latest.get(n)) for n, reading in enumerate(readings)]
    if any(new is not old for new, old in zip(dated, readings, strict=True)):
        dated = [correct(r, corrections) for r in dated]
        actors, ids = resolve_few([(r.article, r.mentions) for r in dated], corrections)
        joined = join_in_memory(dated, actors, ids, known)
    return dated, actors, joined.events, ids, joined.redirects


def date_by_events(reading: Reading, latest: tuple[date, str] | None) -> Reading:
    """An article without a date is not older than the events it tells that other articles date; read again with that bound.

    `latest`: day and title of the last of these.
    """
    published = reading.article.published
    if latest is None or (published.when is not None and not published.loose):
        return reading
    day, title = latest
    bound = Published(
        parse_edtf(f"{day.isoformat()}/.."),
        "corroborated",
        f"it tells of “{title}”, which other articles date to {day.isoformat()}: published then or later",
    )
    return read_article(replace(reading.article, published=bound))
