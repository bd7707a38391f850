"""An open timeline as JSON or CSV, for other programs.

Enters: a `Timeline`. Leaves: text. JSON has the tables `articles`, `actors`, `events`, `reports` with the columns of
`tables.py`; CSV has a row per event, lists joined with "; " and ids replaced by names, for spreadsheets. Dates are ISO
8601, nulls are null (empty in CSV). Articles' own texts are other people's: they go out only when asked for.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from data_prep.store import Timeline

TABLES_OUT = ("articles", "actors", "events", "reports")
EVENT_COLUMNS = (
    *("event_id", "title", "kind", "date_edtf", "date_start", "date_end", "grain", "qualifier", "date_basis", "actors"),
    *("places", "lat", "lon", "status", "n_reports", "n_sources", "salience", "sources", "sentences", "disagrees"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so


def to_json(timeline: Timeline, *, with_text: bool = False) -> str:
    """The timeline as one JSON object, a list of rows per table."""
    tables = {name: list(_rows(timeline.table(name))) for name in TABLES_OUT}
    if not with_text:
        for article in tables["articles"]:
            del article["text"]
    return json.dumps(tables, ensure_ascii=False, indent=1) + "\n"


def to_csv(timeline: Timeline) -> str:
    """The events, a row each, with the names of their actors, their sources and their sentences."""
    names = {row["actor_id"]: row["name"] for row in _rows(timeline.table("actors"))}
    sources = {row["article_id"]: row["outlet"] or row["title"] for row in _rows(timeline.table("articles"))}
    told: dict[str, list[dict[str, Any]]] = {}
    for report in _rows(timeline.table("reports")):
        told.setdefault(report["event_id"], []).append(report)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # as RFC 4180 has it
    writer.writerow(EVENT_COLUMNS)
    for event in _rows(timeline.table("events")):
        reports = told.get(event["event_id"], [])
        row = event | {
            "actors": [names.get(a, a) for a in event["actors"]],
            "sources": list(dict.fromkeys(sources[r["article_id"]] for r in reports)),
            "sentences": list(dict.fromkeys(r["sentence"] for r in reports)),
            "disagrees": [f"{d['field']}: {d['value']}" for d in event["disagrees"]],
        }
        writer.writerow([_cell(row[column]) for column in EVENT_COLUMNS])
    return out.getvalue()


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows as plain values: days as ISO strings, nulls as None."""
    columns = list(frame.columns)
    plain = [[_plain(value) for value in frame[column]] for column in columns]
    return (dict(zip(columns, row, strict=True)) for row in zip(*plain, strict=True))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
