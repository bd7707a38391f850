"""One event in plain words: what, when and why this date, who says so in which sentence, why its reports were joined.

Enters: a `Timeline` and the id of an event. Leaves: text. Refuses, with a `LookupError` that offers the nearest ids and
titles, an id that is not there.
"""

from collections.abc import Hashable, Iterator
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process

from data_prep.queries import place_of
from data_prep.store import Timeline

_OFFERED = 3


def explain_event(timeline: Timeline, event_id: str) -> str:
    """The event as some lines of text."""
    events = timeline.table("events")
    found = events[events["event_id"] == event_id]
    if found.empty:
        raise LookupError(f"no event {event_id!r}. {_nearest(events, event_id)}")
    reports = timeline.table("reports")
    return "\n".join(_lines(timeline, found.iloc[0], reports[reports["event_id"] == event_id])) + "\n"


def _nearest(events: pd.DataFrame, asked: str) -> str:
    if events.empty:
        return "This timeline has no events"
    choices: dict[str, str] = dict(zip(events["event_id"], events["title"], strict=True))
    by_id: list[tuple[str, float, int]] = process.extract(asked, list(choices), scorer=fuzz.ratio, limit=_OFFERED)
    by_title = process.extract(asked, choices, scorer=fuzz.WRatio, processor=str.lower, limit=_OFFERED)
    near = [i for _, _, i in by_title] if not by_id or by_id[0][1] < 60 else [i for i, _, _ in by_id]
    return "Nearest are:\n" + "\n".join(f"  {i}  {choices[i]}" for i in near)


def _lines(timeline: Timeline, event: "pd.Series[Any]", reports: pd.DataFrame) -> Iterator[str]:
    actors = timeline.table("actors")
    names: dict[str, str] = dict(zip(actors["actor_id"], actors["name"], strict=True))
    articles = timeline.table("articles").set_index("article_id")
    yield f"{event['title']}  ({event['event_id']})"
    yield f"  kind: {event['kind']}; status: {event['status']}"
    yield f"  date: {_text(event['date_edtf']) or 'undated'}{_grain(event)}, basis: {event['date_basis']}"
    dating = reports[reports["report_id"] == event["dated_by"]]
    for why in dating["date_why"] if not dating.empty else []:
        yield f"  why this date: {why or 'nothing dates it'}"
    yield f"  actors: {', '.join(names.get(a, a) for a in event['actors']) or 'none named'}"
    yield f"  places: {', '.join(event['places']) or 'none named'}"
    for row in event["disagrees"]:
        told_by = ", ".join(_source(articles, a) for a in row["article_ids"])
        yield f"  sources disagree on {row['field']}: {row['value']} ({told_by})"
    why_joined = {row["report_id"]: row["condition"] for row in event["why_joined"]}
    yield f"  told by {event['n_sources']} {'source' if event['n_sources'] == 1 else 'sources'}:"
    for report in reports.to_dict("records"):
        yield ""
        place = place_of(articles.loc[report["article_id"], "origin"], report["start"])
        where = f"{place}, " if place else ""
        yield f"  {_source(articles, report['article_id'])}, {where}characters {report['start']}-{report['end']}"
        yield f"    “{report['sentence']}”"
        yield f"    word: {report['trigger']}; date: {_text(report['date_edtf']) or 'none'}; status: {report['status']}{_speaker(report, names)}"
        if report["date_why"]:
            yield f"    dated: {report['date_why']}"
        if report["report_id"] in why_joined:
            yield f"    joined: {why_joined[report['report_id']]}"


def _grain(event: "pd.Series[Any]") -> str:
    return f" ({_text(event['grain'])})" if _text(event["grain"]) else ""


def _source(articles: pd.DataFrame, article_id: str) -> str:
    article = articles.loc[article_id]
    return f"{_text(article['outlet']) or 'outlet not stated'}, {article['path']}"


def _speaker(report: dict[Hashable, Any], names: dict[str, str]) -> str:
    speaker = _text(report["speaker"])
    return f"; said by {names.get(speaker, speaker)}" if speaker else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
