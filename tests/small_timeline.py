"""A small timeline in which everything agrees: two articles tell of one event, one of them of an undated second."""

from collections.abc import Mapping

import pandas as pd

from data_prep.tables import TABLES

TEXT_A = "GENEVA, May 3 (Reuters) -- Anna Berg met Paul Roche in Geneva on Friday.\n\nShe thanked him."
TEXT_B = "Ministers Berg and Roche met in Geneva on May 3, 2024."


def small_tables() -> dict[str, pd.DataFrame]:
    """All tables of `TABLES`, with `edits` empty."""
    return {name: _frame(name, rows) for name, rows in _rows().items()}


def _frame(name: str, rows: list[Mapping[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[c.name for c in TABLES[name]])
    for column in frame.columns:
        if column.endswith(("_start", "_end")) and "trigger" not in column and "speech" not in column:
            frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    return frame


def _rows() -> dict[str, list[Mapping[str, object]]]:
    day = {
        "date_edtf": "2024-05-03",
        "date_start": "2024-05-03",
        "date_end": "2024-05-04",
        "grain": "day",
        "date_why": "the words say so",
    }
    undated = {"date_edtf": None, "date_start": None, "date_end": None, "grain": None, "date_why": "nothing dates it"}
    published = {"published_edtf": "2024-05-03", "published_start": "2024-05-03", "published_end": "2024-05-04"}
    unknown = {"published_edtf": None, "published_start": None, "published_end": None}
    about = {"outlet_kind": None, "author": None, "language": "en", "copy_of": None, "url": None}
    return {
        "articles": [
            {
                **about,
                **published,
                "article_id": "a",
                "title": "Berg meets Roche",
                "outlet": "Reuters",
                "outlet_kind": "wire",
                "published_basis": "dateline",
                "published_confidence": "high",
                "origin": [{"start": 0, "at": "line 3"}],
                "published_why": "the dateline says so",
                "text": TEXT_A,
                "path": "a.txt",
            },
            {
                **about,
                **unknown,
                "article_id": "b",
                "title": "Talks, in Geneva",
                "outlet": None,
                "published_basis": "unknown",
                "published_confidence": "none",
                "origin": [],
                "published_why": "nothing states it",
                "text": TEXT_B,
                "path": "sub/b.md",
            },
        ],
        "timexes": [
            _at(
                "b",
                TEXT_B,
                "May 3, 2024",
                timex_id="b:t",
                type="DATE",
                value="2024-05-03",
                edtf="2024-05-03",
                rule="month_day_year",
                mod="",
                anchor="",
                **{k: v for k, v in day.items() if k != "date_edtf"},
            ),
        ],
        "mentions": [
            _at("a", TEXT_A, "Anna Berg", actor_id="berg", place_id=None, why="a full name"),
            _at("b", TEXT_B, "Geneva", actor_id=None, place_id="geneva", why="after in"),
        ],
        "reports": [
            _report(
                "a",
                TEXT_A,
                "Anna Berg met Paul Roche in Geneva on Friday.",
                "met",
                report_id="a:1",
                event_id="e1",
                timex_id=None,
                date_basis="relative",
                kind="consult",
                actors=["berg", "roche"],
                roles=["agent", "with"],
                places=["Geneva"],
                **day,
            ),
            _report(
                "b",
                TEXT_B,
                TEXT_B,
                "met",
                report_id="b:1",
                event_id="e1",
                timex_id="b:t",
                date_basis="stated",
                kind="consult",
                actors=["berg", "roche"],
                roles=["agent", "agent"],
                places=["Geneva"],
                **day,
            ),
            _report(
                "a",
                TEXT_A,
                "She thanked him.",
                "thanked",
                report_id="a:2",
                event_id="e2",
                timex_id=None,
                date_basis="none",
                kind="statement",
                actors=["berg"],
                roles=["agent"],
                places=[],
                **undated,
            ),
        ],
        "events": [
            {
                "event_id": "e1",
                "title": "Anna Berg meets Paul Roche",
                "kind": "consult",
                **day,
                "qualifier": "",
                "date_basis": "stated",
                "dated_by": "b:1",
                "actors": ["berg", "roche"],
                "places": ["Geneva"],
                "lat": 46.2,
                "lon": 6.14,
                "n_reports": 2,
                "n_sources": 2,
                "status": "reported",
                "salience": 0.9,
                "salience_parts": [{"part": "sources", "value": 0.9}],
                "why_joined": [{"report_id": "a:1", "condition": "same day and people"}],
                "disagrees": [{"field": "date", "value": "2024-05-02", "article_ids": ["a"]}],
            },
            {
                "event_id": "e2",
                "title": "Anna Berg thanks Paul Roche",
                "kind": "statement",
                **undated,
                "qualifier": "",
                "date_basis": "none",
                "dated_by": None,
                "actors": ["berg"],
                "places": [],
                "lat": None,
                "lon": None,
                "n_reports": 1,
                "n_sources": 1,
                "status": "reported",
                "salience": 0.1,
                "salience_parts": [{"part": "sources", "value": 0.1}],
                "why_joined": [],
                "disagrees": [],
            },
        ],
        "actors": [
            {
                "actor_id": "berg",
                "name": "Anna Berg",
                "type": "person",
                "country": None,
                "aliases": ["Anna Berg", "Berg"],
                "roles": [{"role": "minister", "first": "2024-05-03", "last": "2024-05-03"}],
                "why": [],
                "n_events": 2,
            },
            {
                "actor_id": "roche",
                "name": "Paul Roche",
                "type": "person",
                "country": "FR",
                "aliases": ["Paul Roche"],
                "roles": [],
                "why": [],
                "n_events": 1,
            },
        ],
        "places": [
            {
                "place_id": "geneva",
                "name": "Geneva",
                "kind": "town",
                "country": "CH",
                "region": "Geneva",
                "lat": 46.2,
                "lon": 6.14,
                "why": "the only place of that name in the gazetteer",
            }
        ],
        "redirects": [{"old": "e0", "new": "e1"}],
        "edits": [],
    }


def _at(article: str, text: str, words: str, **rest: object) -> Mapping[str, object]:
    start = text.index(words)
    return {"article_id": article, "start": start, "end": start + len(words), "text": words, **rest}


def _report(article: str, text: str, sentence: str, trigger: str, **rest: object) -> Mapping[str, object]:
    start = text.index(sentence)
    at = text.index(trigger, start)
    return {
        "article_id": article,
        "start": start,
        "end": start + len(sentence),
        "sentence": sentence,
        "trigger": trigger,
        "trigger_start": at,
        "trigger_end": at + len(trigger),
        "speaker": None,
        "speech": None,
        "speech_start": None,
        "speech_end": None,
        "speech_verb": None,
        "status": "reported",
        **rest,
    }
