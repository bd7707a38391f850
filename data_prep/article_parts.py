"""The tables of articles, and those that are one list, written part by part from the work database.

Enters: a work database with `articles(n, article_id, path, published_start)`, `copies`, `ids`, `actors`, `taking_part`, `located`,
`redirects`; a shelf that gives packed readings by their number. Leaves: the parts of the tables `articles`, `timexes`,
`mentions`, `actors`, `places` and `redirects`, with the writer. Refuses nothing.

A part of the first three is a run of whole days of publication. What is too much for one part, be it a day, the articles
without a date or all actors, goes into several: "any", "any-2", so that no part is larger than memory allows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from data_prep.frames import article_row, mention_row, timex_row
from data_prep.outline import Readings
from data_prep.shelf import unpack_body
from data_prep.store import ANY
from data_prep.tables import schema
from data_prep.work import batches
from data_prep.writing import Part, TimelineWriter, pack_part

Item = TypeVar("Item")
TARGET = 1_000  # articles of a part: some of them are on their way at once, and each takes some 15 KB, packed
_ROWS = 100_000  # of a part of a list
_AT_ONCE = 100  # articles whose rows are Python's
_TABLES = ("articles", "timexes", "mentions")
_LISTS = {
    "actors": """select actor_id, name, type, country, aliases, roles, why, coalesce(events, 0) as n_events
        from actors left join taking_part using (actor_id) order by actor_id""",
    "places": "select * from located order by place_id",
    "redirects": "select old, new from redirects order by old",
}


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article on its way to a worker: its packed reading, what it repeats, name -> actor_id."""

    reading: bytes
    copy_of: str | None
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shipment:
    """The articles of a part, and the actor_id of each state by its code."""

    since: str
    articles: Sequence[Shelved]
    states: Mapping[str | None, str]


def parts_of_articles(db: duckdb.DuckDBPyConnection, target: int = TARGET) -> list[tuple[str, Sequence[int]]]:
    """(name of the part, numbers of its articles), by day of publication; the undated first. One part is called "any"."""
    days: dict[str, list[int]] = {}
    for day, ns in db.execute(
        "select published_start, list(n order by n) from articles group by all order by published_start nulls first"
    ).fetchall():
        days[day.isoformat() if day is not None else ANY] = ns
    runs: list[tuple[str, list[int]]] = []
    for day, ns in days.items():
        if runs and runs[-1][0] != ANY and len(runs[-1][1]) < target:
            runs[-1][1].extend(ns)
        else:
            runs.append((day, ns))
    if sum(len(ns) for _, ns in runs) <= target:
        runs = [(ANY, [n for _, ns in runs for n in ns])] if runs else []
    return [(_piece(since, k), ns) for since, every in runs for k, ns in enumerate(_cut(every, 2 * target), 1)]


def _cut(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def _piece(since: str, k: int) -> str:
    return since if k == 1 else f"{since}-{k}"


def shipments(
    db: duckdb.DuckDBPyConnection, shelf: Readings, parts: Iterable[tuple[str, Sequence[int]]]
) -> Iterator[Shipment]:
    """The items of `article_tables`, one for each of `parts_of_articles`."""
    states = dict(db.execute("select country, max(actor_id) from actors where type = 'state' group by all").fetchall())
    for since, ns in parts:
        yield Shipment(since, _shelved(db, shelf, ns), states)


def _shelved(db: duckdb.DuckDBPyConnection, shelf: Readings, ns: Sequence[int]) -> list[Shelved]:
    ids: dict[int, dict[str, str]] = {}
    for n, name, actor in db.execute(
        "select n, name, actor_id from ids where n in (select unnest($ns))", {"ns": list(ns)}
    ).fetchall():
        ids.setdefault(n, {})[name] = actor
    copies = db.execute(
        "select c.n, o.article_id from copies c join articles o on o.n = copy_of where c.n in (select unnest($ns))",
        {"ns": list(ns)},
    )
    copy_of = dict(copies.fetchall())
    packed = zip(ns, shelf.readings(ns), strict=True)
    return [Shelved(reading, copy_of.get(n), ids.get(n, {})) for n, reading in packed]


def article_tables(item: Shipment) -> list[Part]:
    """The parts of `articles`, `timexes`, `mentions` that these articles make up; runs wherever there is a hand free."""
    made: dict[str, list[pa.Table]] = {name: [schema(name).empty_table()] for name in _TABLES}
    for some in _cut(item.articles, _AT_ONCE):
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
        for shelved in some:
            said = unpack_body(shelved.reading)
            article = replace(said.article, copy_of=shelved.copy_of)
            rows["articles"].append(article_row(article))
            rows["timexes"] += [timex_row(article, t) for t in said.timexes]
            rows["mentions"] += [r for m in said.mentions if (r := mention_row(article, m, shelved.ids, item.states))]
        for name in _TABLES:
            made[name].append(pa.Table.from_pylist(rows[name], schema=schema(name)))
    return [pack_part(name, item.since, pa.concat_tables(made[name])) for name in _TABLES]


def write_lists(db: duckdb.DuckDBPyConnection, writer: TimelineWriter, rows: int = _ROWS) -> None:
    """Write the tables that are one list: `actors`, `places`, `redirects`."""
    for name, query in _LISTS.items():
        for k, batch in enumerate(filter(len, batches(db, query, rows)), 1):
            writer.add(pack_part(name, _piece(ANY, k), pa.Table.from_batches([batch]).cast(schema(name))))
