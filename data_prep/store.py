"""A timeline on disk, for reading: a folder with a manifest and Parquet files; `writing.py` writes it.

    DIR/manifest.json            format, version; per table its rows and its parts: file, rows, sha256; a hash of each table's
                                 content; inputs; problems
    DIR/actors.yml               what a reader corrects of its actors, if anything (`actors/corrections.py`)
    DIR/fetched/                 web pages as they were read, if any (`kept.py`); no writing of tables touches them
    DIR/tables-<version>/<table>/since=<day>/part.parquet   <version> is a hash of the files; `since` is the first day of a
                                 part, "any" where a table has but one or what stands in it has no day
    DIR/tables-<version>/resident-<layout>.duckdb           made of them, and made anew where it is not there (`resident.py`)

Enters: a folder. Leaves: an open `Timeline`. Refuses, with a `TimelineError` that says the way out, what is no timeline.

What pages ask for all the time is at hand in slim tables, the rest is read from its files when it is asked for:
a question with a `since` touches one file. A reader goes by one manifest or the other, never by half of one; a reader
who finds tables gone reads the new manifest.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data_prep.checks import check_columns, check_truth
from data_prep.resident import bring, quoted
from data_prep.tables import TABLES, schema

FORMAT = 4
MANIFEST = "manifest.json"
ANY = "any"  # the `since` of what has no day, and of a table in one part
_TRIES = 5  # a reader starts anew when a writer swaps beneath it
_CONFIG: dict[str, Any] = {  # no Parquet file of a timeline is kept in memory
    "autoinstall_known_extensions": False, "autoload_known_extensions": False, "enable_external_file_cache": False,
}  # fmt: skip
_BUILD = "Build one with: dateline build INPUT... --out DIR"


class TimelineError(Exception):
    """A folder or table that is no timeline; its text says what was found and the way out."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """An open timeline: its folder, its manifest, and a DuckDB connection with a table per name of `TABLES`.

    `whole.<name>` is the view of a table's files, with one column more, `since`, which says in which part a row stands. Of
    some there are slim tables at hand (`resident.py`). A DuckDB connection is for one thread at a time: others take
    `connection.cursor()`.
    """

    directory: Path
    manifest: dict[str, Any]
    connection: duckdb.DuckDBPyConnection

    def table(self, name: str) -> pd.DataFrame:
        """A whole table: dates as datetime64[s], lists as Python lists. Raises KeyError with the names there are."""
        question = f"select * exclude (since) from whole.{known_table(name)}"
        return to_frame(self.connection.cursor().sql(question).to_arrow_table())


def open_timeline(directory: Path | str) -> Timeline:
    """Open the timeline in `directory`. Raises TimelineError if there is none, or none that this version can read."""
    directory = Path(directory)
    for attempt in range(_TRIES):
        manifest = read_manifest(directory)
        connection = duckdb.connect(config=_CONFIG)
        try:
            connection.execute("create schema whole")
            _load(connection, directory, manifest)
        except FileNotFoundError as error:  # swapped meanwhile, or broken
            connection.close()
            if attempt + 1 == _TRIES or read_manifest(directory) == manifest:
                raise TimelineError(f"{directory}: {error} is missing. {_BUILD}") from None
            continue
        except BaseException:
            connection.close()
            raise
        connection.execute(f"set allowed_directories = [{quoted(tables_folder(directory, manifest))}]")
        connection.execute("set enable_external_access = false")  # from here on, no query reads or writes another file
        return Timeline(directory, manifest, connection)
    raise AssertionError("the last attempt returns or raises")


def is_timeline(directory: Path | str) -> bool:
    """Whether there is a timeline that can be opened, by its manifest."""
    try:
        read_manifest(Path(directory))
    except TimelineError:
        return False
    return True


def to_frame(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as a data frame: dates as datetime64[s], lists as Python lists, their structs as dicts."""
    columns: dict[str, pd.Series[Any]] = {}
    for field in table.schema:
        column = table.column(field.name).combine_chunks()
        if pa.types.is_list(field.type):
            columns[field.name] = pd.Series(column.to_pylist(), dtype=object)
        elif pa.types.is_date(field.type):
            columns[field.name] = column.cast(pa.timestamp("s")).to_pandas()
        else:
            counted = (
                pa.types.is_integer(field.type) and column.null_count
            )  # a missing number makes no fractions of the others
            columns[field.name] = column.to_pandas().astype("Int32") if counted else column.to_pandas()
    return pd.DataFrame(columns)


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tables_folder(directory: Path, manifest: Mapping[str, Any]) -> Path:
    """Where the manifest says the tables are."""
    return directory / f"tables-{manifest['version']}"


def part_files(directory: Path, manifest: Mapping[str, Any], name: str) -> list[Path]:
    """The files of a table, in the order of its rows."""
    return [tables_folder(directory, manifest) / str(part["file"]) for part in manifest["tables"][name]["parts"]]


def known_table(name: str) -> str:
    """The name, if there is such a table. Raises KeyError with the names there are."""
    if name not in TABLES:
        raise KeyError(f"no table {name!r}; there are {', '.join(TABLES)}")
    return name


def read_manifest(directory: Path) -> dict[str, Any]:
    """The manifest of a timeline. Raises TimelineError where there is none, or none that can be read."""
    path = directory / MANIFEST
    if not path.is_file():
        what = "has no manifest.json" if directory.is_dir() else "does not exist"
        raise TimelineError(f"{directory} {what}, so it is no timeline. {_BUILD}")
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        found, tables = manifest["format"], manifest["tables"]
        if found != FORMAT:
            raise TimelineError(
                f"{directory} has format {found!r}; this version of Dateline reads {FORMAT}. Update it, or build anew"
            )
        complete = isinstance(manifest["version"], str) and set(TABLES) <= set(tables)
        complete = complete and all(tables[name]["parts"] for name in TABLES)
        complete = complete and all({"file", "rows", "sha256"} <= set(p) for n in TABLES for p in tables[n]["parts"])
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise TimelineError(f"{path} cannot be read as a timeline's manifest ({error}). {_BUILD}") from None
    if not complete:
        raise TimelineError(f"{path} does not list every table. {_BUILD}")
    if not isinstance(manifest.get("problems", []), list):
        found = type(manifest["problems"]).__name__
        raise TimelineError(f"{path}: `problems` is of the type {found}; accepted: a list. {_BUILD}")
    return dict(manifest)


def _attach(connection: duckdb.DuckDBPyConnection, name: str, files: list[Path]) -> None:
    """The view of a table's files."""
    for file in files:
        if not file.is_file():
            raise FileNotFoundError("/".join(file.parts[-3:]))
    try:
        if pq.read_schema(files[0]).remove_metadata() != schema(name):
            raise TimelineError(f"{files[0]}: its columns are not those of the table {name}. {_BUILD}")
    except pa.ArrowInvalid as error:
        raise TimelineError(f"{files[0]} cannot be read ({str(error).splitlines()[0]}). {_BUILD}") from None
    listed = ", ".join(map(quoted, files))
    parquet = f"read_parquet([{listed}], hive_partitioning = true, hive_types = {{'since': varchar}})"
    connection.execute(f"create view whole.{name} as select * from {parquet}")


def _load(connection: duckdb.DuckDBPyConnection, directory: Path, manifest: Mapping[str, Any]) -> None:
    """The views of the files, and the tables at hand."""

    def see(other: duckdb.DuckDBPyConnection) -> None:
        for name in TABLES:
            _attach(other, name, part_files(directory, manifest, name))

    see(connection)
    try:
        bring(connection, tables_folder(directory, manifest), see)
    except duckdb.Error as error:
        files = [file for name in TABLES for file in part_files(directory, manifest, name)]
        gone = next((file for file in files if not file.is_file()), None)
        if gone is not None:
            raise FileNotFoundError("/".join(gone.parts[-3:])) from None
        raise TimelineError(f"{directory} cannot be read ({str(error).splitlines()[0]}). {_BUILD}") from None


def check_timeline(directory: Path | str) -> list[str]:
    """What is wrong with a timeline: each file against the manifest and `tables.py`, then all against all (`checks.py`).

    [] for nothing. A part is looked at after the other. Raises TimelineError if the timeline cannot be opened at all.
    """
    timeline = open_timeline(directory)
    problems = []
    for name in TABLES:
        files = part_files(timeline.directory, timeline.manifest, name)
        for path, part in zip(files, timeline.manifest["tables"][name]["parts"], strict=True):
            if hash_file(path) != part["sha256"]:
                problems.append(f"{path} was changed after it was written: its hash is not the manifest's")
            problems += check_columns(name, to_frame(pq.ParquetFile(path).read()))
    with timeline.connection.cursor() as cursor:
        cursor.execute("use whole")
        return list(dict.fromkeys([*problems, *check_truth(cursor)]))
