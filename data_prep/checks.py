"""Whether tables are what `tables.py` says, and whether what they say of each other is true.

Enters: data frames, or a timeline's folder. Leaves: problems in plain words, each with table, column and examples; an
empty list is a clean bill. Refuses nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from data_prep.edtf import parse_edtf
from data_prep.tables import TABLES

_EXAMPLES = 3
Frames = Mapping[str, pd.DataFrame]


def check_columns(name: str, frame: pd.DataFrame) -> list[str]:
    """Names, nulls and accepted values of one table's columns."""
    wanted = {column.name: column for column in TABLES[name]}
    problems = [f"table {name}: no column {missing}" for missing in wanted if missing not in frame.columns]
    problems += [
        f"table {name}: unknown column {c}; there are {', '.join(wanted)}" for c in frame.columns if c not in wanted
    ]
    for column in TABLES[name]:
        if column.name not in frame.columns:
            continue
        values = frame[column.name]
        nulls = values.isna()
        if nulls.any() and not column.nullable:
            problems.append(
                f"table {name}, column {column.name}: {int(nulls.sum())} rows are null; a value is required"
            )
        if column.accepts:
            others = sorted({str(v) for v in values[~nulls]} - set(column.accepts))
            if others:
                found, accepted = ", ".join(map(repr, others[:_EXAMPLES])), ", ".join(map(repr, column.accepts))
                problems.append(f"table {name}, column {column.name}: found {found}; accepted: {accepted}")
        if pa.types.is_list(column.type) and not all(isinstance(v, list) for v in values[~nulls]):
            problems.append(f"table {name}, column {column.name}: a list is expected in every row")
    return problems


def check_tables(frames: Frames) -> list[str]:
    """Everything that can be wrong with a timeline's tables, all of `TABLES` given."""
    problems = [problem for name in TABLES for problem in check_columns(name, frames[name])]
    if problems:
        return problems
    return [problem for check in CHECKS for problem in check(frames)]


def check_ids(frames: Frames) -> list[str]:
    """Every id stands once."""
    keys = {
        "articles": "article_id",
        "timexes": "timex_id",
        "reports": "report_id",
        "events": "event_id",
        "actors": "actor_id",
        "redirects": "old",
    }
    return [
        problem
        for table, key in keys.items()
        for problem in _tell(table, "the same id stands twice", frames[table][key][frames[table][key].duplicated()])
    ]


def check_references(frames: Frames) -> list[str]:
    """Every id that a row names is there."""
    links = (
        ("articles", "copy_of", "articles", "article_id"),
        ("timexes", "article_id", "articles", "article_id"),
        ("mentions", "article_id", "articles", "article_id"),
        ("mentions", "actor_id", "actors", "actor_id"),
        ("reports", "article_id", "articles", "article_id"),
        ("reports", "event_id", "events", "event_id"),
        ("reports", "timex_id", "timexes", "timex_id"),
        ("reports", "speaker", "actors", "actor_id"),
        ("reports", "actors", "actors", "actor_id"),
        ("events", "dated_by", "reports", "report_id"),
        ("events", "actors", "actors", "actor_id"),
        ("redirects", "new", "events", "event_id"),
    )
    problems = []
    for table, column, other, key in links:
        known = set(frames[other][key])
        values = (
            frames[table][column].explode()
            if table in ("reports", "events") and column == "actors"
            else frames[table][column]
        )
        missing = [v for v in values.dropna() if v not in known]
        problems += _tell(table, f"{column} names what is not in {other}", missing)
    return problems


def check_offsets(frames: Frames) -> list[str]:
    """Every cell that quotes an article is what stands at its offsets."""
    texts = dict(zip(frames["articles"]["article_id"], frames["articles"]["text"], strict=True))
    quoted = (
        ("timexes", "text", "start", "end"),
        ("mentions", "text", "start", "end"),
        ("reports", "sentence", "start", "end"),
        ("reports", "trigger", "trigger_start", "trigger_end"),
        ("reports", "speech", "speech_start", "speech_end"),
    )
    problems = []
    for table, column, start, end in quoted:
        frame = frames[table][frames[table][start].notna()]
        rows = zip(frame["article_id"], frame[column], frame[start], frame[end], strict=True)
        wrong = [f"{a}:{i}-{j}" for a, words, i, j in rows if texts.get(a, "")[i:j] != words]
        problems += _tell(table, f"{column} is not what stands at {start}:{end} of the article", wrong)
    reports = frames["reports"]
    outside = (reports["trigger_start"] < reports["start"]) | (reports["trigger_end"] > reports["end"])
    return problems + _tell("reports", "the trigger stands outside the sentence", reports["report_id"][outside])


def check_dates(frames: Frames) -> list[str]:
    """Every EDTF value parses, and its first day, day after and grain are those beside it."""
    problems = []
    for table, prefix in (("articles", "published"), ("timexes", "date"), ("reports", "date"), ("events", "date")):
        frame = frames[table]
        edtf = frame["edtf" if table == "timexes" else f"{prefix}_edtf"]
        grains = frame["grain"] if "grain" in frame else pd.Series([None] * len(frame))
        rows = zip(edtf, frame[f"{prefix}_start"], frame[f"{prefix}_end"], grains, strict=True)
        wrong = [said for row in rows if (said := _wrong_date(*row, has_grain="grain" in frame))]
        problems += _tell(table, "dates that do not agree", wrong)
    return problems


def check_counts(frames: Frames) -> list[str]:
    """n_reports, n_sources, parts of the salience, roles beside actors, and a place or an actor, not both, in a mention."""
    events, reports, mentions = frames["events"], frames["reports"], frames["mentions"]
    articles = frames["articles"]
    root = articles["copy_of"].fillna(articles["article_id"]).set_axis(articles["article_id"]).to_dict()
    told = reports.assign(root=reports["article_id"].map(root)).groupby("event_id")
    n_reports, n_sources = told.size().to_dict(), told["root"].nunique().to_dict()
    rows = list(zip(events["event_id"], events["n_reports"], events["n_sources"], strict=True))
    wrong_reports = [f"{e} ({n}, counted {n_reports.get(e, 0)})" for e, n, _ in rows if n != n_reports.get(e, 0)]
    wrong_sources = [f"{e} ({n}, counted {n_sources.get(e, 0)})" for e, _, n in rows if n != n_sources.get(e, 0)]
    summed = [sum(row["value"] for row in parts) for parts in events["salience_parts"]]
    numbers = zip(events["event_id"], events["salience"], summed, strict=True)
    pairs = zip(reports["report_id"], reports["actors"], reports["roles"], strict=True)
    unequal = [report for report, actors, roles in pairs if len(actors) != len(roles)]
    both = mentions["actor_id"].isna() == mentions["place_id"].isna()
    return [
        *_tell("events", "n_reports is wrong", wrong_reports),
        *_tell("events", "n_sources is wrong", wrong_sources),
        *_tell(
            "events", "salience is not the sum of its parts", [e for e, n, parts in numbers if abs(n - parts) > 1e-6]
        ),
        *_tell("events", "no report tells of it", [e for e, _, _ in rows if e not in n_reports]),
        *_tell("reports", "roles and actors differ in number", unequal),
        *_tell("mentions", "an actor or a place is expected, one of the two", mentions["text"][both]),
    ]


CHECKS: tuple[Callable[[Frames], list[str]], ...] = (
    check_ids,
    check_references,
    check_offsets,
    check_dates,
    check_counts,
)


def _wrong_date(edtf: object, start: object, end: object, grain: object, *, has_grain: bool) -> str | None:
    """What is wrong with one date, None if nothing is."""
    days = _day(start), _day(end)
    if not isinstance(edtf, str):
        return (
            None
            if days == (None, None) and not isinstance(grain, str)
            else f"no EDTF value, but {start} to {end}, {grain}"
        )
    try:
        when = parse_edtf(edtf)
    except ValueError as error:
        return str(error)
    if (when.interval.start, when.interval.end) != days:
        return f"{edtf} is {when.interval.start} to {when.interval.end}, beside it stands {days[0]} to {days[1]}"
    # EDTF writes a week as an interval, and a part of a day as the day.
    if has_grain and grain != when.grain and (when.grain, grain) not in (("interval", "week"), ("day", "part")):
        return f"{edtf} has the grain {when.grain}, beside it stands {grain}"
    return None


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _tell(table: str, what: str, found: Iterable[object]) -> list[str]:
    """A problem with its number of rows and the first few of them; none for none."""
    rows = list(found)
    if not rows:
        return []
    more = f" and {len(rows) - _EXAMPLES} more" if len(rows) > _EXAMPLES else ""
    return [f"table {table}: {what}: {', '.join(map(str, rows[:_EXAMPLES]))}{more}"]
