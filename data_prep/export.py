"""An open timeline as JSON or CSV, for other programs.

Enters: a `Timeline`. Leaves: pieces of text, one after the other, for a timeline may be larger than memory. JSON has the tables `articles`, `actors`, `events`, `reports` with the columns of
`tables.py`; CSV has a row per event, lists joined with "; " and ids replaced by names, for spreadsheets. Dates are ISO
8601, nulls are null (empty in CSV). Articles' own texts are other people's: they go out only when asked for.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data_prep.queries import ask, read_names
from data_prep.store import Timeline, part_files, to_frame

SOME = 10_000  # rows read at a time
TABLES_OUT = ("articles", "actors", "events", "reports")
EVENT_COLUMNS = (
    *("event_id", "title", "kind", "date_edtf", "date_start", "date_end", "grain", "qualifier", "date_basis", "actors"),
    *("places", "lat", "lon", "status", "n_reports", "n_sources", "salience", "sources", "sentences", "disagrees"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so


def to_json(timeline: Timeline, *, with_text: bool = False) -> Iterator[str]:
    """The timeline as one JSON object, a list of rows per table, a row a line."""
    opening = "{"
    for name in TABLES_OUT:
        yield f'{opening}\n "{name}": ['
        opening, before = "],", "\n"
        for frame in _parts(timeline, name):
            if name == "articles" and not with_text:
                frame = frame.drop(columns="text")
            for row in _rows(frame):
                yield before + "  " + json.dumps(row, ensure_ascii=False)
                before = ",\n"
    yield "]\n}\n"


def to_csv(timeline: Timeline) -> Iterator[str]:
    """The events, a row each, with the names of their actors, their sources and their sentences."""
    who = read_names(timeline)
    names = dict(zip(who["actor_id"], who["name"], strict=True))
    yield _line(EVENT_COLUMNS)
    for frame in _parts(timeline, "events"):
        told: dict[str, list[tuple[str, str]]] = {}
        for event, source, sentence in ask(
            timeline, _TOLD, {"events": list(frame["event_id"])}, remember=False
        ).itertuples(index=False):
            told.setdefault(event, []).append((source, sentence))
        for event in _rows(frame):
            reports = told.get(event["event_id"], [])
            row = event | {
                "actors": [names.get(a, a) for a in event["actors"]],
                "sources": list(dict.fromkeys(source for source, _ in reports)),
                "sentences": list(dict.fromkeys(sentence for _, sentence in reports)),
                "disagrees": [f"{d['field']}: {d['value']}" for d in event["disagrees"]],
            }
            yield _line([_cell(row[column]) for column in EVENT_COLUMNS])


_TOLD = """select r.event_id, coalesce(a.outlet::varchar, a.title) as source, r.sentence
    from reports r join articles a using (article_id)
    where r.event_id in (select unnest($events)) order by a.number, r.start"""


def _parts(timeline: Timeline, name: str) -> Iterator[pd.DataFrame]:
    """A table, some rows at a time."""
    for path in part_files(timeline.directory, timeline.manifest, name):
        for batch in pq.ParquetFile(path).iter_batches(SOME):
            yield to_frame(pa.Table.from_batches([batch]))


def _line(cells: Sequence[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)  # as RFC 4180 has it
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
