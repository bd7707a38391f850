"""Whether tables are what `tables.py` says, and whether what they say of each other is true.

Enters: data frames, or tables in DuckDB. Leaves: problems in plain words, each with table, column and examples; an
empty list is a clean bill. Refuses nothing. A further check is a further row of `CHECKS`: table, words, and a question for
the rows that are wrong, as they are named to people.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb
import pandas as pd
import pyarrow as pa

from data_prep.edtf import parse_edtf
from data_prep.tables import TABLES, schema

_EXAMPLES = 3
Frames = Mapping[str, pd.DataFrame]
Check = tuple[str, str, str]


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
    with duckdb.connect() as db:
        for name in TABLES:
            db.register(name, pa.Table.from_pandas(frames[name], schema=schema(name), preserve_index=False))
        return check_truth(db)


def check_truth(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Whether what tables of the right columns say of each other is true. `db`: a table or view per name of `TABLES`."""
    problems = []
    for table, says, question in CHECKS:
        found = db.execute(f"with wrong(row) as ({question}) select row, count(*) over () from wrong limit {_EXAMPLES}")
        rows = found.fetchall()
        problems += _tell(table, says, [row for row, _ in rows], rows[0][1] if rows else 0)
    return [*problems, *check_dates(db)]


def _twice(table: str, key: str) -> Check:
    return table, "the same id stands twice", f"select {key} from {table} group by 1 having count(*) > 1 order by 1"


def _names(table: str, column: str, other: str, key: str) -> Check:
    value = "unnest(actors)" if column == "actors" else column
    missing = f"select value from (select {value} as value from {table}) where value is not null"
    says = f"{column} names what is not in {other}"
    return table, says, f"{missing} and value not in (select {key} from {other}) order by 1"


def _quotes(table: str, column: str, start: str, end: str) -> Check:
    says = f"{column} is not what stands at {start}:{end} of the article"
    return (
        table,
        says,
        f"""select row.article_id || ':' || row."{start}" || '-' || row."{end}"
        from {table} as row left join articles a using (article_id)
        where row."{start}" is not null and row.{column} is distinct from a.text[row."{start}" + 1 : row."{end}"]""",
    )


_COUNTED = """with told as (
        select event_id, count(*) as n_reports, count(distinct coalesce(copy_of, article_id)) as n_sources
        from reports join articles using (article_id) group by event_id)
    select e.event_id || ' (' || e.{n} || ', counted ' || coalesce(told.{n}, 0) || ')'
    from events e left join told using (event_id) where e.{n} is distinct from coalesce(told.{n}, 0) order by 1"""

CHECKS: tuple[Check, ...] = (
    _twice("articles", "article_id"),
    _twice("timexes", "timex_id"),
    _twice("reports", "report_id"),
    _twice("events", "event_id"),
    _twice("actors", "actor_id"),
    _twice("redirects", "old"),
    _names("articles", "copy_of", "articles", "article_id"),
    _names("timexes", "article_id", "articles", "article_id"),
    _names("mentions", "article_id", "articles", "article_id"),
    _names("mentions", "actor_id", "actors", "actor_id"),
    _names("reports", "article_id", "articles", "article_id"),
    _names("reports", "event_id", "events", "event_id"),
    _names("reports", "timex_id", "timexes", "timex_id"),
    _names("reports", "speaker", "actors", "actor_id"),
    _names("reports", "actors", "actors", "actor_id"),
    _names("events", "dated_by", "reports", "report_id"),
    _names("events", "actors", "actors", "actor_id"),
    _names("redirects", "new", "events", "event_id"),
    _quotes("timexes", "text", "start", "end"),
    _quotes("mentions", "text", "start", "end"),
    _quotes("reports", "sentence", "start", "end"),
    _quotes("reports", "trigger", "trigger_start", "trigger_end"),
    _quotes("reports", "speech", "speech_start", "speech_end"),
    ("reports", "the trigger stands outside the sentence", 'select report_id from reports where trigger_start < start or trigger_end > "end"'),
    ("events", "n_reports is wrong", _COUNTED.format(n="n_reports")),
    ("events", "n_sources is wrong", _COUNTED.format(n="n_sources")),
    ("events", "salience is not the sum of its parts", "select event_id from events where abs(salience - coalesce(list_sum([p.value for p in salience_parts]), 0)) > 1e-6"),
    ("events", "no report tells of it", "select event_id from events where event_id not in (select event_id from reports)"),
    ("reports", "roles and actors differ in number", "select report_id from reports where len(roles) <> len(actors)"),
    ("mentions", "an actor or a place is expected, one of the two", "select text from mentions where (actor_id is null) = (place_id is null)"),
)  # fmt: skip
_DATED = {"articles": "published_", "timexes": "", "reports": "date_", "events": "date_"}  # before `edtf`


def check_dates(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Every EDTF value parses, and its first day, day after and grain are those beside it."""
    problems = []
    for table, prefix in _DATED.items():
        days = "published_start, published_end, null" if table == "articles" else "date_start, date_end, grain"
        rows = db.execute(f"select {prefix}edtf, {days}, count(*) from {table} group by all order by all").fetchall()
        wrong = [(said, n) for *row, n in rows if (said := _wrong_date(*row, has_grain=table != "articles"))]
        problems += _tell(table, "dates that do not agree", [said for said, _ in wrong], sum(n for _, n in wrong))
    return problems


def _wrong_date(edtf: str | None, start: date | None, end: date | None, grain: str | None, *, has_grain: bool) -> str:
    """What is wrong with one date, "" if nothing is."""
    if edtf is None:
        return "" if (start, end, grain) == (None, None, None) else f"no EDTF value, but {start} to {end}, {grain}"
    try:
        when = parse_edtf(edtf)
    except ValueError as error:
        return str(error)
    if (when.interval.start, when.interval.end) != (start, end):
        return f"{edtf} is {when.interval.start} to {when.interval.end}, beside it stands {start} to {end}"
    # EDTF writes a week as an interval, and a part of a day as the day.
    if has_grain and grain != when.grain and (when.grain, grain) not in (("interval", "week"), ("day", "part")):
        return f"{edtf} has the grain {when.grain}, beside it stands {grain}"
    return ""


def _tell(table: str, what: str, found: Sequence[object], count: int) -> list[str]:
    """A problem with its number of rows and the first few of them; none for none."""
    if not count:
        return []
    more = f" and {count - _EXAMPLES} more" if count > _EXAMPLES else ""
    return [f"table {table}: {what}: {', '.join(map(str, found[:_EXAMPLES]))}{more}"]
