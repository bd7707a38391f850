"""The whole way, on one screen: files -> articles -> mentions and dates -> reports -> events -> tables.

Enters: files or folders. Leaves: the tables of `tables.py` as data frames. Each step is a plain function of its own module;
nothing here reads the clock or the network, so the same input gives the same tables.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from data_prep.actors.corrections import FILE, NONE, Corrections
from data_prep.actors.resolve import Actor, resolve_actors
from data_prep.articles import read_articles
from data_prep.articles.copies import find_copies, root_articles
from data_prep.articles.language import language_name
from data_prep.articles.sources import Source
from data_prep.cache import Cache, key_of
from data_prep.edtf import parse_edtf
from data_prep.events.identity import Known, settle_ids
from data_prep.events.link import link_reports
from data_prep.events.merge import date_by_scene, make_event
from data_prep.events.salience import rank_events
from data_prep.frames import make_tables
from data_prep.mining import MINERS, Reading, correct, read_article
from data_prep.records import Article, Event, Problem, Published, Report

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
        readings, actors, events, ids = find_events(readings, corrections)
        events, redirects = settle_ids(events, [r.article for r in readings], known)
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
    copies = find_copies([r.article for r in readings])
    readings = [replace(r, article=replace(r.article, copy_of=copies.get(r.article.article_id))) for r in readings]
    readings = [correct(r, corrections) for r in readings]
    actors, events, ids = _join(readings, corrections)
    latest = latest_events(events)
    dated = [date_by_events(reading, latest) for reading in readings]
    if any(new is not old for new, old in zip(dated, readings, strict=True)):
        dated = [correct(r, corrections) for r in dated]
        actors, events, ids = _join(dated, corrections)
    return dated, actors, events, ids


def _join(readings: Sequence[Reading], corrections: Corrections) -> tuple[list[Actor], list[Event], ActorIds]:
    actors, ids = resolve_actors([(r.article, r.mentions) for r in readings], corrections)
    types = {a.actor_id: a.type for a in actors}
    names = {a.actor_id: a.name for a in actors}
    reports = [_with_ids(report, ids, names) for r in readings for report in r.reports]
    spellings = _spellings(readings, ids)
    articles = [r.article for r in readings]
    roots = root_articles(articles)
    groups = [g for g in link_reports(reports, types) if any(r.title for r in g.reports)]
    events = [make_event(group, types, names, spellings, roots) for group in groups]
    return actors, rank_events(date_by_scene(events), types, articles), ids


def _with_ids(report: Report, ids: ActorIds, names: dict[str, str]) -> Report:
    """A report with actor ids for names; its title has the spelling by which the actor is shown."""
    title, here = report.title, report.article_id
    for name, _ in report.participants:
        if (here, name) in ids and " " in name:
            title = title.replace(name, names[ids[here, name]])
    participants = {ids[here, name]: role for name, role in reversed(report.participants) if (here, name) in ids}
    return replace(
        report,
        title=title,
        participants=tuple(reversed(participants.items())),
        speaker=ids.get((here, report.speaker or "")),
    )


def _spellings(readings: Sequence[Reading], ids: ActorIds) -> dict[tuple[str, str], list[str]]:
    """(article_id, actor_id) -> the full spellings of people used there, in order."""
    found: dict[tuple[str, str], list[str]] = {}
    for reading in readings:
        for m in reading.mentions:
            if (
                m.type == "person"
                and (reading.article.article_id, m.name) in ids
                and " " in m.text
                and not m.why.startswith("the only ")
            ):
                here = reading.article.article_id
                seen = found.setdefault((here, ids[here, m.name]), [])
                if m.text not in seen:
                    seen.append(m.text)
    return found


def date_by_events(reading: Reading, latest: Mapping[str, tuple[date, str]]) -> Reading:
    """An article without a date is not older than the events it tells that other articles date; read again with that bound."""
    published, mine = reading.article.published, reading.article.article_id
    if mine not in latest or (published.when is not None and not published.loose):
        return reading
    day, title = latest[mine]
    bound = Published(
        parse_edtf(f"{day.isoformat()}/.."),
        "corroborated",
        f"it tells of “{title}”, which other articles date to {day.isoformat()}: published then or later",
    )
    return read_article(replace(reading.article, published=bound))


def latest_events(events: Iterable[Event]) -> dict[str, tuple[date, str]]:
    """article_id -> day and title of the latest event that it tells without a date and other articles date."""
    latest: dict[str, tuple[date, str]] = {}
    for event in events:
        for r in event.reports:
            if not r.status == event.status == "reported" or r.date_basis != "corroborated" or r.when is None:
                continue
            day = r.when.interval.start
            if r.when.grain == "day" and day is not None:
                latest[r.article_id] = max(latest.get(r.article_id, (date.min, "")), (day, event.title))
    return latest
