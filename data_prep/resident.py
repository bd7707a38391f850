"""What an open timeline has at hand: what pages ask for all the time, as slim as it can be, in the order of the page.

Enters: a DuckDB connection with a view of every whole table in the schema `whole`. Leaves: tables under the plain names, from a
database beside the timeline's files, which whoever opens the timeline first makes; where none can be written, in memory.

    events      row (0 is the first by date, then by salience; the undated last), what a sign, a label and a line of a list
                need, `disputed`: the fields on which its sources differ, in words, `since`: in which part the rest stands,
                `first_article`: the number of the article that told of it first, by day, and `published`: that day
    actors      with `number` (0 is the busiest), which stands for actor_id in `parties`
    places      with `number` and `n_events`, those too that no event has; one that only events name has a name and no more
    outlets     number, outlet, kind, n_events; a copy counts for the outlet of what it repeats
    articles    with `number` (by day of publication), what a line of a list needs, `n_events`, `root`: the number of the
                article that it repeats, or its own; `since`
    parties     actor (number), row, place (which of the event's actors it is); by actor
    scenes      place (number), row: which event is said to be where; by place
    tellings    article (number), row: which article tells of which event; by article
    voices      outlet (number), row: who tells of which event, copies folded; by outlet
    redirects, edits: whole

Words of a small vocabulary are enums: a byte or two instead of sixteen. All other tables are views of their files. `read_index`
gives the events as arrays (`selection.Index`); who and where, and who tells, it reads once they are asked for.
"""

import hashlib
import os
import secrets
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from data_prep.pairs import Of, Pairs
from data_prep.selection import OPEN, Index

WHOLE = ("redirects", "edits")
VIEWS = ("reports", "timexes", "mentions")
_ENUMS = {
    "events": ("kind", "status", "grain", "qualifier", "since"),
    "articles": ("outlet", "outlet_kind", "language", "published_basis", "since"),
}
_DISPUTED = "array_to_string(list_sort(list_distinct(list_transform(disagrees, lambda d: d.field))), ', ')"
# As `actors.places.place_id` makes it of a name.
PLACE_ID = r"""replace(trim(regexp_replace(strip_accents(lower(
    replace(replace(replace(regexp_replace(name, '^[Tt]he ', ''), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'))), '[^\pL\pN_]+', ' ', 'g')), ' ', '-')"""
_VOICED = """select distinct r.outlet, t.row from tellings t join articles a on a.number = t.article
        join articles r on r.number = a.root where r.outlet is not null"""
_TABLES = {
    "actors": "select (row_number() over (order by n_events desc, name, actor_id) - 1)::integer as number, * from whole.actors order by number",
    "events": f"""with first as (select event_id, min(number) as first_article, min(published_start) as published
            from whole.reports join numbered using (article_id)
            where published_end - published_start = 1 group by event_id)
        select (row_number() over () - 1)::integer as row, * replace (salience::float as salience) from (
            select event_id, title, kind::events_kind as kind, date_edtf, date_start, date_end, grain::events_grain as grain,
                qualifier::events_qualifier as qualifier, n_sources, status::events_status as status, salience,
                if(len(disagrees) = 0, '', {_DISPUTED}) as disputed, since::events_since as since, first_article, published, actors, places
            from whole.events left join first using (event_id)
            order by coalesce(date_start, date_end) nulls last, date_end, salience desc, event_id)""",
    "places": f"""with named as (select {PLACE_ID} as place_id, name, row from (select unnest(places) as name, row from events)),
            found as (select place_id, mode(name) as called, count(distinct row) as n from named group by place_id)
        select (row_number() over (order by n_events desc, name, place_id) - 1)::integer as number, * from (
            select place_id, coalesce(name, called) as name, * exclude (place_id, name, called, n), coalesce(n, 0)::integer as n_events
            from whole.places full join found using (place_id)) order by number""",
    "scenes": f"""select distinct number as place, row from (select {PLACE_ID} as place_id, row
            from (select unnest(places) as name, row from events)) join places using (place_id) order by all""",
    "parties": """select number as actor, row, min(place)::smallint as place
        from (select row, unnest(actors) as actor_id, generate_subscripts(actors, 1) as place from events) join actors using (actor_id)
        group by all order by actor, row""",
    "tellings": """select distinct a.number as article, e.row from whole.reports r
        join events e using (event_id) join numbered a using (article_id) order by all""",
    "articles": """select a.*, coalesce(r.number, a.number) as root, coalesce(t.n, 0)::integer as n_events from numbered a
        left join numbered r on r.article_id = a.copy_of
        left join (select article, count(*) as n from tellings group by article) t on t.article = a.number
        order by a.number""",
    "outlets": f"""with n as (select outlet, count(*) as n from ({_VOICED}) group by outlet)
        select (row_number() over (order by n_events desc, outlet) - 1)::integer as number, * from (
            select a.outlet::varchar as outlet, mode(a.outlet_kind::varchar) as kind, coalesce(any_value(n), 0)::integer as n_events
            from articles a left join n using (outlet) where outlet is not null group by a.outlet) order by number""",
    "voices": f"select number as outlet, row from ({_VOICED}) v join outlets o on o.outlet = v.outlet::varchar order by all",
}
_NUMBERED = """create temp table numbered as select (row_number() over () - 1)::integer as number, * exclude (path) from (
        select article_id, title, outlet::articles_outlet as outlet, outlet_kind::articles_outlet_kind as outlet_kind,
            language::articles_language as language, published_edtf, published_start, published_end,
            published_basis::articles_published_basis as published_basis, copy_of, since::articles_since as since, path
        from whole.articles order by published_start nulls last, published_end nulls last, path)"""


def bring(
    connection: duckdb.DuckDBPyConnection, folder: Path, see: Callable[[duckdb.DuckDBPyConnection], None]
) -> None:
    """Give a connection that has the schema `whole` the tables from the database in `folder`, which is written if it is not there.

    `see` makes the views in `whole` of another connection. Raises duckdb.Error where a file of the timeline cannot be read.
    """
    file = folder / f"resident-{_LAYOUT}.duckdb"
    try:
        if not file.exists():
            _write(file, see)
        connection.execute(f"attach {quoted(file)} as resident (read_only)")
    except (OSError, duckdb.Error):  # a folder that may only be read, a full disk, a file that was harmed
        keep_in_memory(connection)
        return
    for name in (*_TABLES, *WHOLE):
        connection.execute(f"create view {name} as select * from resident.{name}")
    _see_views(connection)


def _write(file: Path, see: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
    """Write the database beside and swap it in whole: another process may be at the same."""
    part = file.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with duckdb.connect(part) as connection:
            # Texts are fetched here and there: what is packed tightly is unpacked by the thousand for each.
            connection.execute("set disabled_compression_methods = 'zstd,fsst,dict_fsst'")
            connection.execute("attach ':memory:' as whole")
            see(connection)
            _make(connection)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def keep_in_memory(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables in memory. Raises duckdb.Error where a file cannot be read."""
    _make(connection)
    _see_views(connection)


def _see_views(connection: duckdb.DuckDBPyConnection) -> None:
    for name in VIEWS:
        connection.execute(f"create view {name} as select * from whole.{name}")


def _make(connection: duckdb.DuckDBPyConnection) -> None:
    for table, columns in _ENUMS.items():
        lists = ", ".join(f"coalesce(list(distinct {column} order by {column}), []) as {column}" for column in columns)
        connection.execute(f"create temp table words as select {lists} from whole.{table}")  # in one reading
        for column in columns:
            connection.execute(f"create type {table}_{column} as enum (select unnest({column}) from words)")
        connection.execute("drop table words")
    connection.execute(_NUMBERED)
    for name, question in _TABLES.items():
        connection.execute(f"create table {name} as {question}")
    connection.execute("drop table numbered")
    for column in ("actors", "places"):
        connection.execute(f"alter table events drop column {column}")  # `parties` and `scenes` have them
    for name in WHOLE:
        connection.execute(f"create table {name} as select * from whole.{name}")


_LAYOUT = hashlib.sha256(repr((duckdb.__version__, _ENUMS, _TABLES, _NUMBERED, WHOLE)).encode()).hexdigest()[:8]
_INDEX = f"""select coalesce(date_start - date '1970-01-01', -{OPEN})::integer as first, coalesce(date_end - date '1970-01-01', {OPEN})::integer as last,
    coalesce(published - date '1970-01-01', -{OPEN})::integer as published, salience, enum_code(kind)::smallint as kind, enum_code(status)::tinyint as status,
    coalesce(grain::varchar = 'year' and date_start is not null, false) as year_only, disputed <> '' as disputed, n_sources > 1 as several
    from events order by row"""


def quoted(path: Path) -> str:
    """A path as SQL has it."""
    return "'" + str(path.resolve()).replace("'", "''") + "'"


_PAIRS: dict[Of, str] = {
    "actors": "select actor as number, row from parties order by all",
    "places": "select place as number, row from scenes order by all",
    "outlets": "select outlet as number, row from voices order by all",
    "outlet_kinds": """select distinct kinds.number, row from voices v join outlets o on o.number = v.outlet
        join (select kind, row_number() over (order by kind) - 1 as number from outlets where kind is not null group by kind) kinds using (kind)
        order by all""",
    "firsts": """select o.number, e.row from events e join articles a on a.number = e.first_article
        join outlets o on o.outlet = a.outlet::varchar order by all""",
}
_KEYS: dict[Of, str] = {
    "actors": "select actor_id from actors order by number",
    "places": "select name from places order by number",
    "outlets": "select outlet from outlets order by number",
    "outlet_kinds": "select kind from outlets where kind is not null group by kind order by kind",
    "firsts": "select outlet from outlets order by number",
}


def read_index(connection: duckdb.DuckDBPyConnection) -> Index:
    """The events of the tables in memory as arrays."""
    with connection.cursor() as cursor:
        events = _arrays(cursor, _INDEX)
        names = [
            cursor.execute(f"select unnest(enum_range(any_value({column})))::varchar from events").fetchall()
            for column in ("kind", "status")
        ]
    rank = np.empty(len(events["salience"]), np.int32)
    rank[np.argsort(-events["salience"], kind="stable")] = np.arange(len(rank), dtype=np.int32)
    kinds, statuses = ([name for (name,) in some] for some in names)
    return Index(
        events["first"], events["last"], rank, events["kind"], events["status"], events["year_only"], events["disputed"],
        events["several"], events["published"], kinds, statuses, cache(partial(_read_pairs, connection)),
    )  # fmt: skip


def _read_pairs(connection: duckdb.DuckDBPyConnection, of: Of) -> Pairs:
    with connection.cursor() as cursor:
        keys = [key for (key,) in cursor.execute(_KEYS[of]).fetchall()]
        pairs = _arrays(cursor, _PAIRS[of])
        (n,) = cursor.execute("select count(*) from events").fetchone() or (0,)
    return Pairs(keys, pairs["number"].astype(np.min_scalar_type(max(len(keys), 1))), pairs["row"], n)


def _arrays(cursor: duckdb.DuckDBPyConnection, question: str) -> dict[str, npt.NDArray[Any]]:
    return {name: np.asarray(values) for name, values in cursor.execute(question).fetchnumpy().items()}
