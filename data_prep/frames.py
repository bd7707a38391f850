"""Records -> rows of tables, by the definitions of `tables.py`: the end of the pipeline.

Enters: articles with their mentions and time expressions, events with their reports. Leaves: rows, parts of tables, data
frames; in a fixed order, so that the same input gives the same tables. Refuses nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from data_prep.actors.places import Located, place_id
from data_prep.events.shipped import Ranked, rank_span
from data_prep.records import ActorMention, Article, Event, Report, Timex, When
from data_prep.tables import TABLES, schema
from data_prep.writing import Part, pack_part

Row = dict[str, Any]


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events by their dates, the undated last, those of one day by their salience."""
    return sorted(
        events,
        key=lambda e: (
            e.when is None,
            e.when.interval.start if e.when and e.when.interval.start else date.min,
            -e.salience,
            e.event_id,
        ),
    )


def tables_of_span(item: Ranked) -> list[Part]:
    """The parts of `events` and `reports` that a span makes up; runs wherever there is a hand free."""
    events, roots = in_order(rank_span(item)), item.roots
    rows: dict[str, list[Row]] = {
        "events": [event_row(e, roots, item.places) for e in events],
        "reports": [report_row(e, r) for e in events for r in e.reports],
    }
    return [
        pack_part(name, item.since, pa.Table.from_pylist(rows[name], schema=schema(name)), item.canonical)
        for name in rows
    ]


def make_frame(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Rows -> a data frame with the table's columns and types; days as `datetime64[s]`."""
    frame: pd.DataFrame = pa.Table.from_pylist(list(rows), schema=schema(table)).to_pandas(date_as_object=False)
    for column in TABLES[table]:
        if column.type == pa.date32():
            frame[column.name] = frame[column.name].astype("datetime64[s]")
        elif column.type == pa.int32() and frame[column.name].isna().any():
            frame[column.name] = frame[column.name].astype("Int32")
        elif pa.types.is_list(column.type):
            frame[column.name] = pd.Series([_plain(v) for v in frame[column.name]], dtype=object)
    return frame


def _plain(value: Any) -> Any:
    """Arrow's nested arrays as Python lists and dicts."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if hasattr(value, "__iter__") and not isinstance(value, str) else value


def _dates(when: When | None, prefix: str = "date_") -> Row:
    interval = when.interval if when is not None else None
    return {
        f"{prefix}edtf": when.edtf if when else None,
        f"{prefix}start": interval.start if interval else None,
        f"{prefix}end": interval.end if interval else None,
    }


def article_row(a: Article) -> Row:
    """The row of an article."""
    return {
        "article_id": a.article_id, "title": a.title, "outlet": a.outlet, "outlet_kind": a.outlet_kind, "url": a.url, "author": a.author,
        "language": a.language, **_dates(a.published.when, "published_"), "published_basis": a.published.basis,
        "published_confidence": a.published.confidence, "origin": [{"start": p.start, "at": p.at} for p in a.places],
        "published_why": a.published.why, "copy_of": a.copy_of, "text": a.text, "path": a.path,
    }  # fmt: skip


def timex_id(article_id: str, timex: Timex) -> str:
    """The id of a time expression: where it stands."""
    return f"{article_id}:{timex.start}-{timex.end}"


def timex_row(a: Article, t: Timex) -> Row:
    """The row of an expression of time."""
    dates = _dates(t.when)
    return {
        "timex_id": timex_id(a.article_id, t), "article_id": a.article_id, "start": t.start, "end": t.end, "text": t.text, "type": t.type,
        "value": t.value, "mod": t.mod, "edtf": dates.pop("date_edtf"), **dates, "grain": t.when.grain if t.when else None, "rule": t.rule, "anchor": t.anchor,
    }  # fmt: skip


def mention_row(a: Article, m: ActorMention, ids: Mapping[str, str], states: Mapping[str | None, str]) -> Row | None:
    """The row of a mention; None for a word that says whose, where that state is no actor of the timeline.

    `ids`: name -> actor_id, in this article; `states`: country -> actor_id.
    """
    actor = ids.get(m.name) if m.type not in ("place", "modifier") else None
    if m.type == "modifier" and m.country:
        actor = states.get(m.country)
    place = place_id(m.name) if m.type == "place" else None
    if actor is None and place is None:
        return None
    return {
        "article_id": a.article_id,
        "start": m.start,
        "end": m.end,
        "text": m.text,
        "actor_id": actor,
        "place_id": place,
        "why": m.why,
    }


def report_row(e: Event, r: Report) -> Row:
    """The row of a report, which tells of that event."""
    start, end = r.span.start, r.span.end
    return {
        "report_id": r.report_id, "article_id": r.article_id, "event_id": e.event_id, "start": start, "end": end, "sentence": r.sentence,
        "trigger": r.trigger_text, "trigger_start": r.trigger.start, "trigger_end": r.trigger.end, "kind": r.kind,
        "timex_id": timex_id(r.article_id, r.timex) if r.timex is not None and r.date_basis != "corroborated" else None, **_dates(r.when),
        "grain": r.when.grain if r.when else None, "date_basis": r.date_basis, "date_why": r.date_why,
        "actors": [a for a, _ in r.participants], "roles": [role for _, role in r.participants], "places": list(r.places),
        "speaker": r.speaker, "speech": r.speech, "speech_start": r.speech_at.start if r.speech_at else None,
        "speech_end": r.speech_at.end if r.speech_at else None, "speech_verb": r.speech_verb, "status": r.status,
    }  # fmt: skip


def _spot(e: Event, places: Mapping[str, Located]) -> tuple[float | None, float | None]:
    """Where an event is drawn: its first town, or else its first region, water, state; None, None where nothing is known."""
    found = [p for name in e.places if (p := places.get(place_id(name))) is not None and p.lat is not None]
    fine = {"town": 0, "capital": 0, "region": 1, "water": 1}
    best = min(found, key=lambda p: fine.get(p.kind, 2), default=None)
    return (best.lat, best.lon) if best is not None else (None, None)


def event_row(e: Event, roots: Mapping[str, str], places: Mapping[str, Located]) -> Row:
    """The row of an event. `roots`: article_id -> the article that it repeats or itself; `places` by their id."""
    lat, lon = _spot(e, places)
    return {
        "event_id": e.event_id, "title": e.title, "kind": e.kind, **_dates(e.when), "grain": e.when.grain if e.when else None,
        "qualifier": e.when.qualifier if e.when else "", "date_basis": e.date_basis, "dated_by": e.dated_by, "actors": list(e.participants),
        "places": list(e.places), "lat": lat, "lon": lon, "n_reports": len(e.reports), "n_sources": len({roots[r.article_id] for r in e.reports}),
        "status": e.status, "disagrees": [{"field": f, "value": v, "article_ids": list(ids)} for f, v, ids in e.disagrees],
        "salience": e.salience, "salience_parts": [{"part": p, "value": v} for p, v in e.salience_parts],
        "why_joined": [{"report_id": r, "condition": c} for r, c in e.joined],
    }  # fmt: skip
