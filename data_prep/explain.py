"""One event in plain words, step by step: from the words of each report to the row of the table.

Of each report: where it stands, the word that tells of an event, the words of time and the rule that read them, the words
that name each party and place and why, who says so, why it was joined. Then the row: whose date, whose title, what differs.

Enters: a `Timeline` and the id of an event, of now or of before. Leaves: text. Refuses, with a `LookupError` that offers the nearest ids and
titles, an id that is not there.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data_prep.actors.corrections import FILE as CORRECTED
from data_prep.actors.places import place_id
from data_prep.events.kinds import KINDS
from data_prep.queries import (
    ask,
    find_event,
    place_of,
    read_actors,
    read_article,
    read_event,
    read_reports,
    read_spans,
)
from data_prep.store import Timeline

Row = dict[Hashable, Any]
_OFFERED = 3


def explain_event(timeline: Timeline, event_id: str) -> str:
    """The event as some lines of text."""
    found = find_event(timeline, event_id)
    if found is None:
        raise LookupError(f"no event {event_id!r}. {_nearest(timeline, event_id)}")
    event = read_event(timeline, found[1])
    evidence = _gather(timeline, event)
    return "\n".join([*_row_lines(event, evidence), *_report_lines(event, evidence)]) + "\n"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the tables hold of one event: its reports, the articles they stand in (by id), and what was found there."""

    reports: list[Row]
    articles: dict[str, Row]
    timexes: dict[str, Row]
    mentions: list[Row]
    names: dict[str, str]  # actor_id -> the name shown
    spellings: dict[str, dict[str, str]]  # actor_id -> why each spelling is this actor's
    places: dict[str, Row]


def _gather(timeline: Timeline, event: Row) -> Evidence:
    """The rows that concern the event, an empty cell as None."""

    def rows(frame: pd.DataFrame) -> list[Row]:
        return frame.astype(object).where(frame.notna(), None).to_dict("records")

    reports = rows(read_reports(timeline, event["event_id"]))
    articles = {r["article_id"]: read_article(timeline, r["article_id"]) or {} for r in reports}
    spans = [read_spans(timeline, article_id) for article_id in articles]
    actors = read_actors(
        timeline, list({a for r in reports for a in [*r["actors"], r["speaker"], *event["actors"]] if a})
    )
    return Evidence(
        reports,
        {i: {k: None if v is pd.NaT else v for k, v in article.items()} for i, article in articles.items()},
        {row["timex_id"]: row for some in spans for row in rows(some["timexes"])},
        [row for some in spans for row in rows(some["mentions"])],
        dict(zip(actors["actor_id"], actors["name"], strict=True)),
        {
            actor: {row["alias"]: row["why"] for row in why}
            for actor, why in zip(actors["actor_id"], actors["why"], strict=True)
        },
        {row["place_id"]: row for row in rows(ask(timeline, "select * from places"))},
    )


def _nearest(timeline: Timeline, asked: str) -> str:
    """The events whose ids are the likest, or, where none is like it, whose titles are."""
    found = ask(timeline, _LIKE, {"asked": asked, "most": _OFFERED})
    if found.empty:
        return "This timeline has no events"
    return "Nearest are:\n" + "\n".join(
        f"  {e}  {title}" for e, title in zip(found["event_id"], found["title"], strict=True)
    )


_LIKE = """with likeness as (select row, event_id, title, jaro_similarity(event_id, $asked) as id,
        greatest(contains(lower(title), lower($asked))::integer, jaccard(lower(title), lower($asked))) as words from events)
    select event_id, title from likeness
    order by if((select max(id) from likeness) > 0.6, id, words) desc, row limit $most"""


def _row_lines(event: Row, evidence: Evidence) -> Iterator[str]:
    """The row of the table, and where each of its cells comes from."""
    names = evidence.names
    yield f"{event['title']}  ({event['event_id']})"
    yield f"  kind: {event['kind']} ({KINDS[event['kind']].label.lower()}); status: {event['status']}"
    yield f"  date: {_text(event['date_edtf']) or 'undated'}{_grain(event)}, basis: {event['date_basis']}"
    dating = next((r for r in evidence.reports if r["report_id"] == event["dated_by"]), None)
    if dating is not None:
        yield f"  why this date: {dating['date_why'] or 'nothing dates it'}{_preferred(event, evidence, dating)}"
    yield f"  actors: {', '.join(names.get(a, a) for a in event['actors']) or 'none named'}"
    for actor in event["actors"]:
        yield from _spelling_lines(evidence, actor)
    yield f"  places: {', '.join(event['places']) or 'none named'}"
    for place in event["places"]:
        if (row := evidence.places.get(place_id(place))) is not None:
            yield f"    {place}: {_whereabouts(row)}"
    parts = ", ".join(f"{row['part']} {row['value']:.2f}" for row in event["salience_parts"] if row["value"])
    yield f"  salience: {event['salience']:.2f}, made of {parts}"
    for row in event["disagrees"]:
        told_by = ", ".join(_source(evidence.articles[a]) for a in row["article_ids"])
        yield f"  sources disagree on {row['field']}: {row['value']} ({told_by})"
    yield f"  told by {event['n_sources']} {'source' if event['n_sources'] == 1 else 'sources'}:"


def _spelling_lines(evidence: Evidence, actor: str) -> Iterator[str]:
    """The other names of an actor in the articles of the event, and what `actors.yml` says of it: why they are one."""
    used = {m["text"] for m in evidence.mentions if m["actor_id"] == actor}
    for alias, why in evidence.spellings.get(actor, {}).items():
        if alias in used or str(why).startswith(CORRECTED):
            yield f"    {evidence.names.get(actor, actor)}, also “{alias}”: {why}"


def _whereabouts(row: Row) -> str:
    """What a place is, where, and why this one of that name."""
    parts = [row["kind"], row["region"], row["country"]]
    at = f"{row['lat']}, {row['lon']}" if row["lat"] is not None else "no coordinates"
    return f"{', '.join(str(p) for p in parts if p)} ({at}): {row['why']}"


def _preferred(event: Row, evidence: Evidence, dating: Row) -> str:
    """Which of several dates the event has: the most precise that its reports agree on."""
    others = {r["date_edtf"] for r in evidence.reports} - {None, event["date_edtf"]}
    of = f"; by {_source(evidence.articles[dating['article_id']])}" if len(evidence.articles) > 1 else ""
    return f"{of}; more precise or better founded than {', '.join(sorted(others))}" if others else of


def _report_lines(event: Row, evidence: Evidence) -> Iterator[str]:
    """Each report from its words on."""
    why_joined = {row["report_id"]: row["condition"] for row in event["why_joined"]}
    for report in evidence.reports:
        article = evidence.articles[report["article_id"]]
        place = place_of(article["origin"], report["start"])
        where = f"{place}, " if place else ""
        yield ""
        yield f"  {_source(article)}, {where}characters {report['start']}-{report['end']}"
        yield f"    “{report['sentence']}”"
        yield f"    what: “{report['trigger']}” tells of {report['kind']} ({KINDS[report['kind']].label.lower()})"
        yield from _when_lines(report, evidence, article)
        yield from _who_lines(report, evidence)
        speech = f"; in their words: “{report['speech']}”" if report["speech"] else ""
        verb = f" ({report['speech_verb']})" if report["speech_verb"] else ""
        speaker = report["speaker"]
        said = f"; said by {evidence.names.get(speaker, speaker)}{verb}" if speaker else "; told by the outlet itself"
        yield f"    status: {report['status']}{said}{speech}"
        if report["report_id"] in why_joined:
            yield f"    joined: {why_joined[report['report_id']]}"


def _when_lines(report: Row, evidence: Evidence, article: Row) -> Iterator[str]:
    """The words of time, how they were read, and what the article's own day is where they were counted from it."""
    yield f"    when: {report['date_edtf'] or 'none'}, basis: {report['date_basis']}"
    timex = evidence.timexes.get(report["timex_id"])
    if timex is not None:
        counted = f", counted from {timex['anchor']}" if timex["anchor"] else ""
        read = f"{timex['type']} {timex['value']}, by the rule “{timex['rule']}”{counted}"
        yield f"      “{timex['text']}” (characters {timex['start']}-{timex['end']}): {read}"
    if report["date_why"] and (
        timex is None or not report["date_why"].startswith(f"“{timex['text']}”: {timex['rule']}")
    ):
        yield f"      {report['date_why']}"
    if report["date_basis"] in ("relative", "dateline", "published", "inferred"):
        day = article["published_edtf"] or "unknown"
        yield f"      the article is of {day}: {article['published_why']}"


def _who_lines(report: Row, evidence: Evidence) -> Iterator[str]:
    """The words that name each party and place: in the sentence, or the last before it."""
    for actor, role in zip(report["actors"], report["roles"], strict=True):
        yield f"    {role}: {evidence.names.get(actor, actor)}{_named_by(report, evidence, 'actor_id', actor)}"
    for place in report["places"]:
        yield f"    where: {place}{_named_by(report, evidence, 'place_id', place_id(place))}"


def _named_by(report: Row, evidence: Evidence, column: str, wanted: str) -> str:
    here = [m for m in evidence.mentions if m["article_id"] == report["article_id"] and m[column] == wanted]
    inside = [m for m in here if report["start"] <= m["start"] < report["end"]]
    nearest = inside[:1] or [m for m in here if m["start"] < report["start"]][-1:] or here[:1]
    if not nearest:
        return ""
    mention = nearest[0]
    elsewhere = "" if inside else f", characters {mention['start']}-{mention['end']}"
    return f": “{mention['text']}”{elsewhere}, {mention['why']}"


def _grain(event: Row) -> str:
    return f" ({_text(event['grain'])})" if _text(event["grain"]) else ""


def _source(article: Row) -> str:
    return f"{article['outlet'] or 'outlet not stated'}, {article['path']}"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
