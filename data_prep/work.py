"""The work database: what the steps over all articles need of each article, in DuckDB, on disk, with little memory.

Enters: rows that begin with the article's number `n`. Leaves: a connection with a table for each kind of row. It is made
anew by every build and thrown away at its end; the tables of a timeline are written from it (`writing.py`).
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

CONFIG: dict[str, Any] = {"memory_limit": "128MB", "threads": 2, "preserve_insertion_order": False}
_AT_ONCE = 50_000  # rows on their way


def open_work(file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """An empty work database in a file, which must not exist; without one, in memory."""
    return duckdb.connect(str(file or ":memory:"), config=CONFIG if file else {"threads": 1})


@contextmanager
def work_in(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A work database in a file, for as long as it is needed."""
    for left in file.parent.glob(f"{file.name}*"):  # by a build that was killed
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    try:
        with open_work(file) as db:
            yield db
    finally:
        for left in file.parent.glob(f"{file.name}*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def fill(db: duckdb.DuckDBPyConnection, table: str, columns: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> None:
    """Append rows to a work table, which is made where there is none yet."""
    add(db, table, columns.empty_table())
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            add(db, table, as_arrow(columns, batch))
            batch = []
    add(db, table, as_arrow(columns, batch))


def as_arrow(columns: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    """Rows as an Arrow table."""
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pa.table([pa.array(v, f.type) for v, f in zip(values, columns, strict=True)], schema=columns)


def add(db: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Append an Arrow table to a work table, which is made where there is none yet."""
    db.register("rows_to_add", rows)
    db.execute(f"create table if not exists {table} as select * from rows_to_add limit 0")
    if len(rows):
        db.execute(f"insert into {table} select * from rows_to_add")
    db.unregister("rows_to_add")


def batches(db: duckdb.DuckDBPyConnection, query: str, size: int = 50_000) -> Iterator[pa.RecordBatch]:
    """The rows of a query, some at a time; the connection is free for other queries meanwhile."""
    cursor = db.cursor()
    try:
        yield from cursor.sql(query).to_arrow_reader(size)
    finally:
        cursor.close()
