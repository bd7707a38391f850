"""Parquet tables of articles: a document a row.

Enters: a source. Leaves: its rows, with their numbers. Refuses, with a `Problem`: tables without a known text column (their
columns are listed), damaged files. It is read some rows at a time, and of the columns only those that mean something here.
"""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from data_prep.articles.columns import NAMED, find_columns
from data_prep.articles.rows import Row, Told, documents_of, list_columns
from data_prep.articles.sources import Document, Report, Source
from data_prep.records import Problem

_LARGEST_PACKED = 50_000_000  # bytes of a table within an archive: it is held in memory
_AT_ONCE = 64  # rows


def read_parquet(source: Source, on_problem: Report) -> Iterator[Document]:
    """The articles of a Parquet table. Raises OSError, ValueError."""
    told = Told(source.path, on_problem)
    yield from documents_of(parquet_rows(source, told), source.beside.get("columns", ""), told)
    told.end()


def parquet_rows(source: Source, told: Told) -> Iterator[Row]:
    """The rows of a Parquet table, counted from 1; ends where its rest is damaged."""
    import pyarrow as pa
    from pyarrow import parquet

    number = 0
    try:
        with _seekable(source) as stream, parquet.ParquetFile(stream) as table:
            names = table.schema_arrow.names
            columns = find_columns(names, source.beside.get("columns", ""))
            if not columns["text"]:
                found = f"a table without a column that is known to be the text; it has {list_columns(names)}"
                told.on_problem(Problem(told.path, found, NAMED))
                told.count += 1
                return
            wanted = [name for name in names if any(name in known for known in columns.values())]
            for batch in table.iter_batches(batch_size=_AT_ONCE, columns=wanted):
                for record in batch.to_pylist():
                    number += 1
                    yield f"row {number}", {name: _plain(value) for name, value in record.items()}
    except pa.ArrowException as error:  # a damaged file; ArrowInvalid is a ValueError too
        why = " ".join(str(error).split())[:120]
        told.broken(f"row {number + 1}", f"a damaged Parquet table ({why})", "What stands before was read")


def _seekable(source: Source) -> BinaryIO:
    """A stream that can be read from its end."""
    stream = source.open()
    if source.depth == 0 and stream.seekable():
        return stream
    stream.close()
    return io.BytesIO(source.read(_LARGEST_PACKED))


def _plain(value: Any) -> Any:
    """A value as JSON has it: days and times, numbers of any kind as text."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
