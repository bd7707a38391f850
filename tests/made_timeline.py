"""A timeline made by hand, with every sign that the dashboard can draw, and a generator for a full one.

The story is invented: a quarrel about mackerel between Iceland and Portugal. `make_tables()` gives the tables of
`data_prep.tables`, `many_tables(n)` synthetic ones, `write_made` puts either on disk as a timeline.
"""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from data_prep.edtf import parse_edtf
from data_prep.frames import make_frame
from data_prep.records import When
from data_prep.resident import keep_in_memory
from data_prep.tables import TABLES, schema

HOSTILE = (
    '<script>window.hacked = 1</script><img src="http://evil.invalid/x.png" onerror="window.hacked = 2"> '
    "![picture](http://evil.invalid/y.png) [press here](javascript:alert(1)) <style>body{display:none}</style>"
    '<iframe src="http://evil.invalid/z"></iframe> $x^2$ </mark></p></section> &lt;b&gt; :material/warning: \u202e olleh'
)

TEXTS = {
    "gazette": (
        "Harbour Gazette",
        "newspaper",
        "2031-03-13",
        "stated",
        "The article carries the date 13 March 2031.",
        "Ministers meet over mackerel in Porto",
        "Fisheries minister Sigrun Halla met her Portuguese opposite number Duarte Vilhena on Wednesday in Porto.\n\n"
        "The two signed a letter on shared counts of mackerel, the ministry said. "
        "Iceland had closed its western grounds in the third quarter of 2030. "
        "A first round of talks took place in November 2030.\n\n"
        "Vilhena said that “nobody fishes alone” and that Portugal would send two survey ships on 2 May. "
        "Halla will speak at the sea congress of the Federation of Associations of Small Coastal Fishing Enterprises of the Eastern Atlantic.",
    ),
    "wire": (
        "Atlantic Wire",
        "wire",
        "2031-03-13",
        "dateline",
        "The dateline reads PORTO, March 13; the year stands beside it.",
        "Iceland and Portugal put mackerel letter to paper",
        "PORTO, March 13, 2031 — Duarte Vilhena and Sígrun Halla met the previous day and signed a letter on mackerel counts. "
        "Portugal’s navy denied that a patrol boat had cut nets off Madeira in February. "
        "The Seiners’ Union claims that forty boats lost their gear in 2029.",
    ),
    "blog": (
        None,
        "blog",
        None,
        "unknown",
        "Nothing in the text says when it was written.",
        "Why <b>mackerel</b> & ministers do not mix",
        "Last week Halla and Vilhena shook hands over a sculpture of a net in Lisbon, on the 11th by one account. "
        "The harbour feast fell on one of two Fridays, the 7th or the 14th of March. "
        "Around the spring of 2028 the first boats had turned back. "
        "The quarrel is as old as the cod war of 1976. "
        f"A reader writes: {HOSTILE} "
        "Somebody once promised a treaty.",
    ),
    "official": (
        "Ministry of the Sea",
        "official",
        "../2031-04-02",
        "header",
        "The page’s header carries 2 April 2031, which may be the day it was saved.",
        "Statement of the ministry",
        "The minister Duarte Vilhena will visit Reykjavik in the second week of June. No further statement is made.",
    ),
}

ACTORS = [
    ("iceland", "Iceland", "state", "IS", ["Iceland"], []),
    ("portugal", "Portugal", "state", "PT", ["Portugal", "Lisbon"], []),
    (
        "halla",
        "Sigrun Halla",
        "person",
        "IS",
        ["Sigrun Halla", "Sígrun Halla", "Halla"],
        [{"role": "fisheries minister", "first": "2031-03-12", "last": "2031-03-13"}],
    ),
    (
        "vilhena",
        "Duarte Vilhena",
        "person",
        "PT",
        ["Duarte Vilhena", "Vilhena"],
        [{"role": "minister", "first": "2031-03-12", "last": "2031-06"}],
    ),
    ("navy", "Portuguese Navy", "armed force", "PT", ["Portugal’s navy"], []),
    ("union", "Seiners’ Union", "organisation", None, ["Seiners’ Union"], []),
    (
        "federation",
        "Federation of Associations of Small Coastal Fishing Enterprises of the Eastern Atlantic",
        "organisation",
        None,
        ["Federation of Associations of Small Coastal Fishing Enterprises of the Eastern Atlantic"],
        [],
    ),
]

PLACES = [  # of Madeira no list knows where it is
    {"place_id": "porto", "name": "Porto", "kind": "town", "country": "PT", "lat": 41.15, "lon": -8.61, "why": "the only place of that name"},
    {"place_id": "reykjavik", "name": "Reykjavik", "kind": "capital", "country": "IS", "lat": 64.15, "lon": -21.94, "why": "the only place of that name"},
    {"place_id": "madeira", "name": "Madeira", "kind": "unknown", "country": None, "lat": None, "lon": None, "why": "no list knows it"},
]  # fmt: skip

# event, title, kind, edtf, basis, actors, places, status, salience, disagreements
EVENTS: list[tuple[Any, ...]] = [
    (
        "meeting",
        "Sigrun Halla and Duarte Vilhena meet in Porto over mackerel",
        "consult",
        "2031-03-12",
        "relative",
        ["halla", "vilhena"],
        ["Porto"],
        "reported",
        0.95,
        True,
    ),
    (
        "letter",
        "Iceland and Portugal sign a letter on mackerel counts",
        "agree",
        "2031-03-12",
        "relative",
        ["iceland", "portugal"],
        ["Porto"],
        "reported",
        0.85,
        False,
    ),
    (
        "closing",
        "Iceland closes its western fishing grounds",
        "sanction",
        "2030-35",
        "stated",
        ["iceland"],
        [],
        "reported",
        0.6,
        False,
    ),
    (
        "round",
        "A first round of mackerel talks",
        "consult",
        "2030-11",
        "stated",
        ["iceland", "portugal"],
        [],
        "reported",
        0.5,
        False,
    ),
    (
        "ships",
        "Portugal sends two survey ships",
        "mobilize",
        "2031-05-02",
        "stated",
        ["portugal"],
        [],
        "planned",
        0.55,
        False,
    ),
    (
        "congress",
        "Halla speaks at the sea congress of the Federation of Associations of Small Coastal Fishing Enterprises of the Eastern Atlantic",
        "statement",
        None,
        "none",
        ["halla", "federation"],
        [],
        "planned",
        0.2,
        False,
    ),
    (
        "nets",
        "A patrol boat cuts nets off Madeira",
        "assault",
        "2031-02",
        "relative",
        ["navy"],
        ["Madeira"],
        "denied",
        0.45,
        False,
    ),
    ("gear", "Forty boats lose their gear", "disaster", "2029", "stated", ["union"], [], "claimed", 0.4, False),
    (
        "feast",
        "The harbour feast",
        "ceremony",
        "[2031-03-07,2031-03-14]",
        "inferred",
        ["portugal"],
        [],
        "reported",
        0.3,
        False,
    ),
    ("boats", "The first boats turn back", "retreat", "2028-21~", "stated", [], [], "reported", 0.25, False),
    ("codwar", "The cod war", "assault", "1976", "stated", ["iceland"], [], "reported", 0.1, False),
    (
        "letters",
        f"A reader writes {HOSTILE}"[:150],
        "statement",
        "2031-03-05?",
        "inferred",
        ["portugal"],
        [],
        "claimed",
        0.5,
        False,
    ),
    ("treaty", "A treaty is promised", "support", None, "none", ["portugal"], [], "reported", 0.15, False),
    (
        "visit",
        "Duarte Vilhena visits Reykjavik",
        "travel",
        "2031-06-09/2031-06-15",
        "stated",
        ["vilhena"],
        ["Reykjavik"],
        "planned",
        0.35,
        False,
    ),
]

# event, article, opening of the sentence, its end, words of time, trigger, rule, anchor, edtf of the words, speaker, speech
REPORTS: list[tuple[Any, ...]] = [
    (
        "meeting",
        "gazette",
        "Fisheries minister",
        "in Porto.",
        "Wednesday",
        "met",
        "weekday-last",
        "13 March 2031, the article’s date",
        "2031-03-12",
        None,
        None,
    ),
    ("letter", "gazette", "The two signed", "ministry said.", None, "signed", "", "", None, None, None),
    (
        "closing",
        "gazette",
        "Iceland had closed",
        "of 2030.",
        "the third quarter of 2030",
        "closed",
        "quarter-year",
        "",
        "2030-35",
        None,
        None,
    ),
    (
        "round",
        "gazette",
        "A first round",
        "November 2030.",
        "November 2030",
        "talks",
        "month-year",
        "",
        "2030-11",
        None,
        None,
    ),
    (
        "ships",
        "gazette",
        "Vilhena said",
        "on 2 May.",
        "2 May",
        "send",
        "month-day",
        "13 March 2031, the article’s date",
        "2031-05-02",
        "vilhena",
        "nobody fishes alone",
    ),
    ("congress", "gazette", "Halla will speak", "Atlantic.", None, "speak", "", "", None, None, None),
    (
        "meeting",
        "wire",
        "Duarte Vilhena and Sígrun",
        "mackerel counts.",
        "the previous day",
        "met",
        "day-before",
        "PORTO, March 13, the dateline",
        "2031-03-12",
        None,
        None,
    ),
    (
        "letter",
        "wire",
        "Duarte Vilhena and Sígrun",
        "mackerel counts.",
        "the previous day",
        "signed",
        "day-before",
        "PORTO, March 13, the dateline",
        "2031-03-12",
        None,
        None,
    ),
    (
        "nets",
        "wire",
        "Portugal’s navy denied",
        "in February.",
        "February",
        "cut",
        "month-last",
        "13 March 2031, the dateline",
        "2031-02",
        "navy",
        None,
    ),
    ("gear", "wire", "The Seiners’ Union claims", "in 2029.", "2029", "lost", "year", "", "2029", "union", None),
    (
        "meeting",
        "blog",
        "Last week Halla",
        "one account.",
        "the 11th",
        "shook hands",
        "day-of-month",
        "the month of the event",
        "2031-03-11",
        None,
        None,
    ),
    (
        "feast",
        "blog",
        "The harbour feast",
        "of March.",
        "the 7th or the 14th of March",
        "feast",
        "either-day",
        "the year of the event",
        "[2031-03-07,2031-03-14]",
        None,
        None,
    ),
    (
        "boats",
        "blog",
        "Around the spring",
        "turned back.",
        "the spring of 2028",
        "turned back",
        "season-year",
        "",
        "2028-21~",
        None,
        None,
    ),
    ("codwar", "blog", "The quarrel", "of 1976.", "1976", "war", "year", "", "1976", None, None),
    ("letters", "blog", "A reader writes", "olleh", None, "writes", "", "", None, None, HOSTILE),
    ("treaty", "blog", "Somebody once", "treaty.", None, "promised", "", "", None, None, None),
    (
        "visit",
        "official",
        "The minister Duarte",
        "of June.",
        "the second week of June",
        "visit",
        "week-of-month",
        "2 April 2031, the header",
        "2031-06-09/2031-06-15",
        None,
        None,
    ),
]


def make_tables() -> dict[str, pd.DataFrame]:
    """The whole story."""
    spans = _spans()
    reports = _report_rows(spans)
    return {
        "articles": pd.DataFrame([_article_row(key, *rest) for key, rest in TEXTS.items()]),
        "timexes": pd.DataFrame(_timex_rows(spans)).drop_duplicates("timex_id"),
        "mentions": pd.DataFrame(_mention_rows()),
        "reports": pd.DataFrame(reports),
        "events": pd.DataFrame([_event_row(reports, *event) for event in EVENTS]),
        "actors": pd.DataFrame(
            [
                dict(
                    zip(("actor_id", "name", "type", "country", "aliases", "roles"), a, strict=True),
                    why=[],
                    n_events=sum(a[0] in e[5] for e in EVENTS),
                )
                for a in ACTORS
            ]
        ),
        "redirects": pd.DataFrame({"old": ["trawler"], "new": ["nets"]}),
        "places": make_frame("places", PLACES),
        "edits": pd.DataFrame(columns=[c.name for c in TABLES["edits"]]),
    }


def empty_tables(articles: bool = False, undated: bool = False, single: bool = False) -> dict[str, pd.DataFrame]:
    """A timeline without events; with the articles only, with undated events only, or with one event."""
    tables = make_tables()
    keep: set[str] = {"congress", "treaty"} if undated else {"meeting"} if single else set()
    if not (articles or keep):
        return {name: frame.iloc[:0] for name, frame in tables.items()}
    tables["redirects"] = tables["redirects"].iloc[:0]
    for name in ("events", "reports"):
        tables[name] = tables[name][tables[name]["event_id"].isin(keep)].reset_index(drop=True)
    return tables


def many_tables(n: int = 5000, seed: int = 7) -> dict[str, pd.DataFrame]:
    """Synthetic events over six years, uneven on purpose: bursts, quiet months, a few leaders, many extras."""
    rng = np.random.default_rng(seed)
    tables = make_tables() | {"redirects": make_tables()["redirects"].iloc[:0]}
    extras = [
        (f"extra{i}", f"Deckhand Number {i}", "person", "IS" if i % 2 else "PT", [f"Deckhand Number {i}"], [])
        for i in range(300)
    ]
    people = [*(a[0] for a in ACTORS), *(e[0] for e in extras)]
    weight = np.r_[[9, 10, 6, 5, 3, 2, 1], np.full(300, 0.03)]
    bursts = [
        date(2026, 3, 1),
        date(2027, 7, 15),
        date(2028, 2, 24),
        date(2029, 9, 13),
        date(2030, 11, 20),
        date(2031, 3, 1),
    ]
    kinds = [
        "consult",
        "agree",
        "statement",
        "sanction",
        "assault",
        "ceremony",
        "disaster",
        "travel",
        "support",
        "accuse",
    ]
    events, reports = [], []
    for i in range(n):
        day = (
            bursts[rng.integers(6)] + timedelta(int(rng.exponential(38)))
            if rng.random() < 0.45
            else date(2026, 1, 1) + timedelta(int(rng.uniform(0, 1950)))
        )
        edtf = {0: f"{day:%Y-%m-%d}", 1: f"{day:%Y-%m}", 2: f"{day:%Y}", 3: None}[
            int(rng.choice(4, p=[0.84, 0.11, 0.03, 0.02]))
        ]
        who = list(dict.fromkeys(str(w) for w in rng.choice(people, 2, p=weight / weight.sum())))
        kind = str(rng.choice(kinds))
        status = str(rng.choice(["reported", "claimed", "planned", "denied"], p=[0.78, 0.14, 0.05, 0.03]))
        article = str(rng.choice(list(TEXTS)))
        reports.append(
            _report_row(
                f"m{i}",
                article,
                0,
                10,
                TEXTS[article][6][:10],
                "met",
                None,
                edtf,
                "stated",
                who,
                kind,
                status,
                None,
                None,
            )
        )
        events.append(
            _event_row(
                reports[-1:],
                f"m{i}",
                f"{kind.capitalize()} number {i}: {who[0]} and {who[-1]}",
                kind,
                edtf,
                "stated",
                who,
                [],
                status,
                float(rng.beta(1.2, 6)),
                False,
            )
        )
    tables["events"], tables["reports"] = pd.DataFrame(events), pd.DataFrame(reports)
    names = ("actor_id", "name", "type", "country", "aliases", "roles")
    tables["actors"] = pd.DataFrame(
        [
            dict(zip(names, a, strict=True), why=[], n_events=sum(a[0] in e["actors"] for e in events))
            for a in [*ACTORS, *extras]
        ]
    )
    return tables


def write_made(tables: dict[str, pd.DataFrame], directory: Path, problems: list[dict[str, str]] | None = None) -> Path:
    """Put tables on disk as a timeline."""
    from data_prep.records import Problem
    from data_prep.writing import write_timeline

    write_timeline(tables, directory, inputs=["made"], problems=[Problem(**p) for p in problems or []])
    return directory


def open_made(tables: dict[str, pd.DataFrame]) -> SimpleNamespace:
    """The tables in a DuckDB connection as an open timeline has them, without a disk between."""
    connection = duckdb.connect()
    connection.execute("create schema whole")
    for name in TABLES:
        arrow = pa.Table.from_pandas(tables[name], schema=schema(name), preserve_index=False)
        connection.register("arrow", arrow)
        connection.execute(f"create table whole.{name} as select *, 'any' as since from arrow")
        connection.unregister("arrow")
    keep_in_memory(connection)
    return SimpleNamespace(connection=connection, manifest={})


def _when(edtf: str | None) -> When | None:
    return parse_edtf(edtf) if edtf else None


def _dates(edtf: str | None) -> dict[str, Any]:
    when = _when(edtf)
    start, end = (when.interval.start, when.interval.end) if when else (None, None)
    return {
        "date_edtf": edtf,
        "date_start": _stamp(start),
        "date_end": _stamp(end),
        "grain": when.grain if when else None,
    }


def _stamp(day: date | None) -> Any:
    return pd.NaT if day is None else pd.Timestamp(day).as_unit("s")


def _article_row(
    key: str, outlet: str | None, kind: str, published: str | None, basis: str, why: str, title: str, text: str
) -> dict[str, Any]:
    dates = _dates(published)
    return {
        "article_id": key, "title": title, "outlet": outlet, "outlet_kind": kind, "url": f"https://news.invalid/{key}", "author": None, "language": "en",
        "published_edtf": published, "published_start": dates["date_start"], "published_end": dates["date_end"], "published_basis": basis,
        "published_confidence": "high" if published else "none", "published_why": why, "copy_of": None, "text": text, "path": f"{key}.md",
        "origin": [{"start": 0, "at": "line 1"}],
    }  # fmt: skip


def _spans() -> list[dict[str, Any]]:
    """Where each report's sentence, words of time and trigger stand."""
    out = []
    for event, article, opening, end, words, trigger, rule, anchor, edtf, speaker, speech in REPORTS:
        text = TEXTS[article][6]
        start = text.index(opening)
        stop = text.index(end, start) + len(end)
        at = text.index(words, start) if words else None
        out.append({
            "event": event, "article": article, "start": start, "end": stop, "words": words, "at": at, "trigger": trigger,
            "trigger_at": text.index(trigger, start), "rule": rule, "anchor": anchor, "edtf": edtf, "speaker": speaker, "speech": speech,
        })  # fmt: skip
    return out


def _timex_rows(spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for s in spans:
        if s["at"] is not None:
            end = s["at"] + len(s["words"])
            dates = _dates(s["edtf"])
            rows.append({
                "timex_id": f"{s['article']}:{s['at']}-{end}", "article_id": s["article"], "start": s["at"], "end": end, "text": s["words"], "type": "DATE",
                "value": s["edtf"].strip("[]~?"), "mod": "", "edtf": dates.pop("date_edtf"), **dates, "rule": s["rule"], "anchor": s["anchor"],
            })  # fmt: skip
    return rows


def _report_rows(spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    events = {e[0]: e for e in EVENTS}
    rows = []
    for s in spans:
        _, _, kind, _, basis, actors, _, status, _, _ = events[s["event"]]
        timex = f"{s['article']}:{s['at']}-{s['at'] + len(s['words'])}" if s["at"] is not None else None
        sentence = TEXTS[s["article"]][6][s["start"] : s["end"]]
        row = _report_row(
            s["event"],
            s["article"],
            s["start"],
            s["end"],
            sentence,
            s["trigger"],
            timex,
            s["edtf"],
            basis if s["edtf"] else "none",
            actors,
            kind,
            status,
            s["speaker"],
            s["speech"],
        )
        row |= {
            "trigger_start": s["trigger_at"],
            "trigger_end": s["trigger_at"] + len(s["trigger"]),
            "report_id": f"{s['article']}:{s['trigger_at']}",
        }
        rows.append(row)
    return rows


def _report_row(
    event: str,
    article: str,
    start: int,
    end: int,
    sentence: str,
    trigger: str,
    timex: str | None,
    edtf: str | None,
    basis: str,
    actors: list[str],
    kind: str,
    status: str,
    speaker: str | None,
    speech: str | None,
) -> dict[str, Any]:
    return {
        "report_id": f"{article}:{event}", "article_id": article, "event_id": event, "start": start, "end": end, "sentence": sentence, "trigger": trigger,
        "trigger_start": start, "trigger_end": start + len(trigger), "kind": kind, "timex_id": timex, **_dates(edtf), "date_basis": basis, "date_why": "counted from the article’s date" if edtf else "",
        "actors": list(actors), "roles": ["agent"] * len(actors), "places": [], "speaker": speaker, "speech": speech, "speech_start": None, "speech_end": None,
        "speech_verb": "say" if speech else None, "status": status,
    }  # fmt: skip


def _event_row(
    reports: list[dict[str, Any]],
    event: str,
    title: str,
    kind: str,
    edtf: str | None,
    basis: str,
    actors: list[str],
    places: list[str],
    status: str,
    salience: float,
    disagrees: bool,
) -> dict[str, Any]:
    mine = [r for r in reports if r["event_id"] == event]
    dates = _dates(edtf)
    when = _when(edtf)
    rows = (
        [
            {"field": "date", "value": "2031-03-12", "article_ids": ["gazette", "wire"]},
            {"field": "date", "value": "2031-03-11", "article_ids": ["blog"]},
            {"field": "place", "value": "Porto", "article_ids": ["gazette"]},
            {"field": "place", "value": "<b>Lisbon</b>", "article_ids": ["blog"]},
        ]
        if disagrees
        else []
    )
    return {
        "event_id": event, "title": title, "kind": kind, **dates, "qualifier": when.qualifier if when else "", "date_basis": basis,
        "dated_by": mine[0]["report_id"] if mine and edtf else None, "actors": list(actors), "places": list(places), "lat": None, "lon": None,
        "n_reports": len(mine), "n_sources": len({r["article_id"] for r in mine}), "status": status, "disagrees": rows, "salience": salience,
        "salience_parts": [{"part": "sources", "value": salience}],
        "why_joined": [{"report_id": r["report_id"], "condition": "same two people, same day, both meet"} for r in mine[1:]],
    }  # fmt: skip


def _mention_rows() -> list[dict[str, Any]]:
    rows = []
    for key, article in TEXTS.items():
        text, taken = article[6], [False] * len(article[6])
        for actor, name, _, _, aliases, _ in ACTORS:
            for alias in sorted(aliases, key=len, reverse=True):
                at = text.find(alias)
                while at >= 0:
                    if not any(taken[at : at + len(alias)]):
                        taken[at : at + len(alias)] = [True] * len(alias)
                        rows.append(
                            {
                                "article_id": key,
                                "start": at,
                                "end": at + len(alias),
                                "text": alias,
                                "actor_id": actor,
                                "place_id": None,
                                "why": f"a name of {name}",
                            }
                        )
                    at = text.find(alias, at + 1)
    return rows
