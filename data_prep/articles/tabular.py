"""JSON, JSON Lines, CSV and TSV of articles: a document a record.

Enters: a source. Leaves: a document per record, with its row or line as place. Refuses, with a `Problem`: tables without a
known text column (their columns are listed), lines that are no JSON, records without text. CSV and JSON Lines are streamed.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath

from data_prep.articles.columns import NAMED, find_columns
from data_prep.articles.rows import Row, Told, documents_of, list_columns, with_text
from data_prep.articles.sources import LARGEST, Document, Report, Source
from data_prep.records import Problem

LARGEST_JSON = 50_000_000  # bytes of one JSON value: it is read as a whole
_SURROGATE = re.compile("[\udc80-\udcff]+")
_JSON = "Accepted: an object, a list of objects, an object with such a list, or JSON Lines"
_ROWS = "Accepted: rows as the first line names their columns"
_LISTS = ("articles", "items", "documents", "docs", "entries", "results", "data", "news", "stories", "rows", "records")


def read_json(source: Source, on_problem: Report) -> Iterator[Document]:
    """The articles of a JSON file, which may also be JSON Lines. Raises OSError, ValueError where it is too large."""
    return _read(json_rows, source, on_problem)


def read_table(source: Source, on_problem: Report) -> Iterator[Document]:
    """The articles of a CSV or TSV file. Raises OSError."""
    return _read(table_rows, source, on_problem)


def _read(rows: Callable[[Source, Told], Iterator[Row]], source: Source, on_problem: Report) -> Iterator[Document]:
    told = Told(source.path, on_problem)
    yield from documents_of(rows(source, told), source.beside.get("columns", ""), told)
    told.end()


def json_rows(source: Source, told: Told) -> Iterator[Row]:
    """The records of a JSON file that may be articles. Raises as `read_json`."""
    return with_text(_json_records(source, told), source.beside.get("columns", ""), told)


def table_rows(source: Source, told: Told) -> Iterator[Row]:
    """The rows of a CSV or TSV file. Raises OSError."""
    return with_text(_csv_rows(source, told), source.beside.get("columns", ""), told)


def _json_records(source: Source, told: Told) -> Iterator[Row]:
    if PurePath(source.path).suffix.lower() in (".jsonl", ".ndjson") or _is_lines(source):
        yield from _json_lines(source, told)
        return
    found, accepted = "", _JSON
    records: list[object] | None = None
    try:
        value = json.loads(source.read(LARGEST_JSON))
        records = _find_records(value)
        if records is None:
            found = f"an object with {list_columns(value)}" if isinstance(value, dict) else "JSON that holds no objects"
            accepted = f"{_JSON}. {NAMED}"
    except RecursionError:
        found = "JSON nested too deep"
    except UnicodeDecodeError:
        found, accepted = "JSON that is not UTF-8", "Accepted: UTF-8; save it so"
    except json.JSONDecodeError as error:
        found = f"broken JSON at line {error.lineno}, column {error.colno}: {error.msg}"
    if found:
        told.on_problem(Problem(source.path, found, accepted))
        told.count += 1
    yield from _number(records or (), told)


def read_text_lines(source: Source, told: Told) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers, one at a time; longer ones than an article may be are told and left out."""
    with source.open() as binary:
        mark = source.opening()[:2]
        encoding = "utf-16" if mark in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        stream = io.TextIOWrapper(
            binary, encoding, errors="surrogateescape" if encoding != "utf-16" else "replace", newline=""
        )
        number, doubted = 0, False
        while line := stream.readline(LARGEST):
            number += 1
            if len(line) >= LARGEST and not line.endswith("\n"):
                while (rest := stream.readline(LARGEST)) and not rest.endswith("\n"):
                    pass
                told.broken(
                    f"line {number}",
                    f"a line of more than {LARGEST / 1e6:.0f} million letters",
                    "Accepted: an article a record",
                )
                continue
            if _SURROGATE.search(line):
                if not doubted:
                    found = f"text that is not UTF-8 (line {number}); such letters were read as cp1252"
                    told.on_problem(
                        Problem(told.path, found, "Accepted: UTF-8; save it so to be certain", skipped=False)
                    )
                doubted = True
                line = _SURROGATE.sub(_as_cp1252, line)
            yield number, line.replace("\x00", "")


def _as_cp1252(hit: re.Match[str]) -> str:
    return hit.group().encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _is_lines(source: Source) -> bool:
    """Whether the first line is an object of its own, and another follows."""
    first, _, rest = source.opening().lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    try:
        return isinstance(json.loads(first), dict) and rest.lstrip()[:1] == b"{"
    except (ValueError, RecursionError):
        return False


def _json_lines(source: Source, told: Told) -> Iterator[Row]:
    for number, line in read_text_lines(source, told):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            value = json.loads(line)
        except RecursionError:
            told.broken(place, "JSON nested too deep", "Accepted: an object a line")
            continue
        except ValueError as error:
            told.broken(place, f"broken JSON ({error})", "Accepted: an object a line")
            continue
        if isinstance(value, dict):
            yield place, value
        else:
            told.broken(place, f"{_name(value)} where an object should be", "Accepted: an object a line")


def _find_records(value: object) -> list[object] | None:
    """The records of a JSON value: a list, a list in an object (one that is named so, else the only one), or the object."""
    if isinstance(value, list):
        return value if any(isinstance(one, dict) for one in value) else None
    if not isinstance(value, dict):
        return None
    if find_columns(value)["text"]:
        texts = find_columns(value)["text"]
        if any(isinstance(value[name], str) for name in texts):
            return [value]
    lists = {
        name: one for name, one in value.items() if isinstance(one, list) and any(isinstance(r, dict) for r in one)
    }
    named = [lists[name] for name in _LISTS if name in lists] or (list(lists.values()) if len(lists) == 1 else [])
    if named:
        return named[0]
    inner = [one for one in value.values() if isinstance(one, dict)]  # {"response": {"docs": […]}}
    found = [records for one in inner if (records := _find_records(one)) is not None] if len(inner) == 1 else []
    return found[0] if found else ([value] if find_columns(value)["text"] else None)


def _number(records: Iterable[object], told: Told) -> Iterator[Row]:
    for number, record in enumerate(records, 1):
        if isinstance(record, dict):
            yield f"record {number}", record
        else:
            told.broken(f"record {number}", f"{_name(record)} where an object should be", _JSON)


def _csv_rows(source: Source, told: Told) -> Iterator[Row]:
    """The rows of a table. Row 1 is the one below the names of the columns."""
    csv.field_size_limit(LARGEST)  # the module's own limit, 131,072 letters, is less than some articles have
    delimiter = _find_delimiter(source)
    rows = csv.reader((line for _, line in read_text_lines(source, told)), delimiter=delimiter)
    names: list[str] = []
    number = 0
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            told.broken(f"row {number + 1}", f"a broken row ({error})", f"{_ROWS}. The rows below it were left out")
            return
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if not names:
            names = [name.strip() or f"column {n}" for n, name in enumerate(row, 1)]
            if not find_columns(names, source.beside.get("columns", ""))["text"]:
                found = f"a table without a column that is known to be the text; it has {list_columns(names)}"
                told.on_problem(Problem(told.path, found, NAMED))
                told.count += 1
                return
            continue
        number += 1
        if len(row) > len(names):
            told.broken(f"row {number}", f"{len(row)} cells in a table of {len(names)} columns", _ROWS)
            continue
        yield f"row {number}", dict(zip(names, row, strict=False))


def _find_delimiter(source: Source) -> str:
    """The sign that stands most often in the first line, outside quotes."""
    opening = source.opening()
    text = (
        opening.decode("utf-16", "replace")
        if opening[:2] in (b"\xff\xfe", b"\xfe\xff")
        else opening.decode("utf-8", "replace")
    )
    first = re.sub(r'"[^"]*"', "", text.lstrip("\ufeff\r\n ").split("\n")[0])
    if PurePath(source.path).suffix.lower() == ".tsv" and "\t" in first:
        return "\t"
    return max(",;\t|", key=lambda sign: (first.count(sign), sign == ","))


def _name(value: object) -> str:
    kinds = {list: "a list", str: "a text", bool: "a truth value", int: "a number", float: "a number"}
    return kinds.get(type(value), "nothing")
