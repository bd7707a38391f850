"""The events that a search finds, as `dateline query` prints them.

Enters: an open timeline, a search text. Leaves: pieces of text, one event a line, or JSON, or CSV; by date, the undated last.
Refuses, with a `SearchError`, a text that cannot be read (`search.py`).
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from data_prep.exports.tables_out import harmless
from data_prep.queries import Opened, find_rows, read_events
from data_prep.saying import date_words
from data_prep.search import parse_search

FORMATS = ("text", "json", "csv")
_SOME = 5_000  # events read at a time
_COLUMNS = ("event_id", "date_edtf", "title", "kind", "status", "outlets")


def find_matches(timeline: Opened, text: str, limit: int | None) -> tuple[int, Iterator[pd.DataFrame]]:
    """How many events match, and the first of them, some at a time, as `read_events` has them. Raises SearchError."""
    parse_search(text)
    rows = sorted(find_rows(timeline, "text", {"text": text}).tolist())
    shown = rows[:limit]
    return len(rows), (read_events(timeline, shown[at : at + _SOME]) for at in range(0, len(shown), _SOME))


def write_matches(frames: Iterator[pd.DataFrame], form: str) -> Iterator[str]:
    """Events in one of FORMATS, a piece at a time."""
    events: Iterator[Any] = (event for frame in frames for event in frame[list(_COLUMNS)].itertuples(index=False))
    if form == "text":
        for _, date, title, _, _, outlets in events:
            yield f"{date_words(date):<22}  {_plain(title)}  ({'; '.join(map(_plain, outlets))})\n"
    elif form == "csv":
        yield _line(_COLUMNS)
        for event in events:
            yield _line([harmless("; ".join(cell) if isinstance(cell, list) else cell or "") for cell in event])
    else:
        opening = "["
        for event in events:
            yield f"{opening}\n {json.dumps(event._asdict(), ensure_ascii=False)}"
            opening = ","
        yield "[]\n" if opening == "[" else "\n]\n"


def _plain(text: str) -> str:
    """A text that stays on its line and tells the terminal nothing."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+", " ", text).strip()


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
