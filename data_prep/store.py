"""A timeline on disk: a folder with a Parquet file per table and a manifest, swapped in whole.

    DIR/manifest.json            format, version, and per table: file, rows, sha256; inputs; problems
    DIR/actors.yml               what a reader corrects of its actors, if anything (`actors/corrections.py`)
    DIR/fetched/                 web pages as they were read, if any (`kept.py`); no writing of tables touches them
    DIR/tables-<version>/*.parquet   <version> is a hash of the files, so the same tables give the same bytes and name

Enters: tables as data frames (`tables.py`). Leaves: the folder, or an open `Timeline`. Refuses, with a `TimelineError`
that says the way out: frames that are not those tables, a folder with other things in it, a folder that is no timeline.

The tables are written beside the old ones under a new name; then one rename of the manifest over the old, which is atomic on
Linux, macOS and Windows, makes them the timeline. A reader goes by one manifest or the other, never by half of one; a
crash leaves the old one. The tables before stay until the next write, for readers that had just read their manifest; a
reader who finds tables gone all the same reads the new manifest.
"""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data_prep.actors.corrections import FILE as ACTORS
from data_prep.articles.addresses import is_address, without_password
from data_prep.cache import FOLDER as CACHE
from data_prep.cache import OURS as CACHE_FILES
from data_prep.checks import check_columns, check_tables
from data_prep.records import Problem
from data_prep.tables import TABLES, schema
from data_prep.web.kept import FOLDER as PAGES
from data_prep.web.kept import INDEX

FORMAT = 3
MANIFEST = "manifest.json"
ADDED = "added"  # what `update.py` keeps here
BESIDE = (CACHE, ADDED, PAGES, ACTORS)  # what other modules and the reader keep here; a write leaves it alone
_TRIES = 5  # a reader starts anew when a writer swaps beneath it
_SPARED = {"tables-": 60, ".writing-": 3600}  # seconds for which what no manifest names may be another writer's
_BUILD = "Build one with: dateline build INPUT... --out DIR"


class TimelineError(Exception):
    """A folder or table that is no timeline; its text says what was found and the way out."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """An open timeline: its folder, its manifest, and a DuckDB connection with a table in memory per name of `TABLES`.

    A DuckDB connection is for one thread at a time: others take `connection.cursor()`.
    """

    directory: Path
    manifest: dict[str, Any]
    connection: duckdb.DuckDBPyConnection

    def table(self, name: str) -> pd.DataFrame:
        """A whole table: dates as datetime64[s], lists as Python lists. Raises KeyError with the names there are."""
        return to_frame(self.connection.cursor().sql(f"select * from {_known(name)}").to_arrow_table())


def write_timeline(
    tables: Mapping[str, pd.DataFrame],
    directory: Path | str,
    *,
    inputs: Sequence[Path | str],
    problems: Sequence[Problem],
) -> str:
    """Make `directory` the timeline of these tables and return its version; a table that is not given is empty.

    Raises TimelineError if the tables do not fit `tables.py` or the folder holds something else; OSError as it comes.
    """
    directory = Path(directory)
    refuse_other_folder(directory)
    arrow = {name: to_arrow(name, tables.get(name)) for name in TABLES}
    if unknown := sorted(set(tables) - set(TABLES)):
        raise TimelineError(f"no such tables: {', '.join(unknown)}. There are {', '.join(TABLES)}")
    directory.mkdir(parents=True, exist_ok=True)
    before = _read_manifest(directory)["version"] if is_timeline(directory) else None
    beside = directory / f".writing-{os.getpid()}-{secrets.token_hex(4)}"
    new = directory / f"{beside.name}.json"
    beside.mkdir()
    try:
        entries = {name: _write_table(table, beside / f"{name}.parquet") for name, table in arrow.items()}
        version = hashlib.sha256("".join(e["sha256"] for e in entries.values()).encode()).hexdigest()[:12]
        _settle(beside, directory / f"tables-{version}", entries)
        manifest = {
            "format": FORMAT,
            "version": version,
            "tables": entries,
            "inputs": [_last_part(given) for given in inputs],
            "problems": [asdict(problem) | {"path": _own_part(problem.path)} for problem in problems],
        }
        _replace(directory / MANIFEST, new, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        new.unlink(missing_ok=True)
    _clear(directory, version, before)
    return version


def open_timeline(directory: Path | str) -> Timeline:
    """Open the timeline in `directory`. Raises TimelineError if there is none, or none that this version can read."""
    directory = Path(directory)
    for attempt in range(_TRIES):
        manifest = _read_manifest(directory)
        connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
        try:
            for name in TABLES:
                _load_table(connection, name, directory, manifest)
        except FileNotFoundError as error:  # swapped meanwhile, or broken
            connection.close()
            if attempt + 1 == _TRIES or _read_manifest(directory) == manifest:
                raise TimelineError(f"{directory}: {error} is missing. {_BUILD}") from None
            continue
        except BaseException:
            connection.close()
            raise
        connection.execute("set enable_external_access = false")  # from here on, no query reads or writes a file
        return Timeline(directory, manifest, connection)
    raise AssertionError("the last attempt returns or raises")


def is_timeline(directory: Path | str) -> bool:
    """Whether there is a timeline that can be opened, by its manifest."""
    try:
        _read_manifest(Path(directory))
    except TimelineError:
        return False
    return True


def refuse_other_folder(directory: Path) -> None:
    """Raise TimelineError if `directory` is a file, or a folder that holds anything but a timeline."""
    if directory.exists() and not directory.is_dir():
        raise TimelineError(f"{directory} is a file. Give --out a folder")
    others = [p.name for p in directory.iterdir() if not _is_left_by_us(p)] if directory.exists() else []
    if others and not (directory / MANIFEST).exists():
        raise TimelineError(
            f"{directory} is not empty and no timeline (it holds {', '.join(sorted(others)[:3])}). "
            "Give --out a new or empty folder, or the folder of a timeline, which is then replaced"
        )


def to_arrow(name: str, frame: pd.DataFrame | None) -> pa.Table:
    """A data frame as the Arrow table of that name; its columns in order, without pandas' own metadata.

    Raises TimelineError where columns, types or values are not those of `tables.py`.
    """
    wanted = schema(_known(name))
    if frame is None:
        return wanted.empty_table()
    if problems := check_columns(name, frame):
        raise TimelineError("; ".join(problems))
    columns = []
    for field in wanted:
        try:
            columns.append(pa.Array.from_pandas(frame[field.name], type=field.type))
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise TimelineError(f"table {name}, column {field.name}: {error}. Accepted: {field.type}") from None
    return pa.Table.from_arrays(columns, schema=wanted)


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


def table_path(directory: Path, manifest: Mapping[str, Any], name: str) -> Path:
    """Where the manifest says the table is."""
    return directory / f"tables-{manifest['version']}" / str(manifest["tables"][name]["file"])


def _last_part(given: Path | str) -> str:
    """An input's own name: where it lay on this machine is nobody's business who gets the timeline. Addresses stay whole."""
    if is_address(given):
        return without_password(str(given))
    path = Path(given)
    return path.name if path.name not in ("", "..") else path.resolve().name


def _own_part(path: str) -> str:
    return _last_part(path) if Path(path).is_absolute() else path


def _known(name: str) -> str:
    if name not in TABLES:
        raise KeyError(f"no table {name!r}; there are {', '.join(TABLES)}")
    return name


def _is_left_by_us(path: Path) -> bool:
    """Whether it is of a timeline, or of one that came to nothing; a folder that is merely named so is not."""
    if path.name == CACHE:
        return all(file.name.startswith(CACHE_FILES) for file in path.glob("*"))
    if path.name == PAGES:
        return any(path.glob(INDEX)) or any(path.glob("feeds")) or not any(path.iterdir())
    return path.name != ADDED and _is_ours(path.name)


def _is_ours(name: str) -> bool:
    return name.startswith((".writing-", "tables-")) or name in (MANIFEST, *BESIDE)


def _read_manifest(directory: Path) -> dict[str, Any]:
    path = directory / MANIFEST
    if not path.is_file():
        what = "has no manifest.json" if directory.is_dir() else "does not exist"
        raise TimelineError(f"{directory} {what}, so it is no timeline. {_BUILD}")
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        found, tables = manifest["format"], manifest["tables"]
        complete = isinstance(manifest["version"], str) and set(TABLES) <= set(tables)
        complete = complete and all({"file", "rows", "sha256"} <= set(tables[name]) for name in TABLES)
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise TimelineError(f"{path} cannot be read as a timeline's manifest ({error}). {_BUILD}") from None
    if found != FORMAT:
        raise TimelineError(
            f"{directory} has format {found!r}; this version of Dateline reads {FORMAT}. Update it, or build anew"
        )
    if not complete:
        raise TimelineError(f"{path} does not list every table. {_BUILD}")
    if not isinstance(manifest.get("problems", []), list):
        found = type(manifest["problems"]).__name__
        raise TimelineError(f"{path}: `problems` is of the type {found}; accepted: a list. {_BUILD}")
    return dict(manifest)


def _load_table(connection: duckdb.DuckDBPyConnection, name: str, directory: Path, manifest: Mapping[str, Any]) -> None:
    path = table_path(directory, manifest, name)
    if not path.is_file():
        raise FileNotFoundError(path.name)
    try:
        found = pq.read_schema(path)
        if found.remove_metadata() != schema(name):
            raise TimelineError(f"{path}: its columns are not those of the table {name}. {_BUILD}")
        connection.read_parquet(str(path)).create(name)
    except (pa.ArrowInvalid, duckdb.Error) as error:
        if not path.is_file():
            raise FileNotFoundError(path.name) from None
        raise TimelineError(f"{path} cannot be read ({str(error).splitlines()[0]}). {_BUILD}") from None


def _write_table(table: pa.Table, path: Path) -> dict[str, Any]:
    pq.write_table(table, path, compression="zstd")
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return {"file": path.name, "rows": table.num_rows, "sha256": hash_file(path)}


def _settle(beside: Path, place: Path, entries: Mapping[str, Mapping[str, Any]]) -> None:
    """Move the tables from `beside` to `place`, unless the same ones are there, whole, already."""
    files = {str(e["file"]): e["sha256"] for e in entries.values()}
    if not place.is_dir():
        try:
            beside.replace(place)
            _sync_folder(place.parent)
            return
        except OSError:
            if not place.is_dir():
                raise  # else another writer of the same tables was first
    if all((place / f).is_file() and hash_file(place / f) == digest for f, digest in files.items()):
        os.utime(place)  # in use again: no other writer is to clear it away now
        return
    for file in files:  # damaged: mend it in place, a file at a time
        (beside / file).replace(place / file)


def _sync_folder(folder: Path) -> None:
    """Put a rename on the disk; Windows has no such call."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _replace(path: Path, new: Path, text: str) -> None:
    """Write `new` and rename it over `path`; each writer has a `new` of its own."""
    with new.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    _sync_folder(path.parent)


def _clear(directory: Path, version: str, before: str | None) -> None:
    """Remove what neither this manifest nor the one before names, unless another writer may be at it.

    The tables of the manifest before stay until the next write, for readers that had just read it.
    """
    kept = (f"tables-{version}", f"tables-{before}")
    for path in directory.iterdir():
        if path.name in kept or not path.name.startswith(tuple(_SPARED)):
            continue
        with contextlib.suppress(OSError):  # what cannot be removed now goes next time
            spared = next(seconds for start, seconds in _SPARED.items() if path.name.startswith(start))
            if time.time() - path.stat().st_mtime > spared:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def check_timeline(directory: Path | str) -> list[str]:
    """What is wrong with a timeline: files against the manifest, then all of `checks.check_tables`; [] for nothing.

    Raises TimelineError if it cannot be opened at all.
    """
    timeline = open_timeline(directory)
    problems = []
    for name in TABLES:
        path, entry = table_path(timeline.directory, timeline.manifest, name), timeline.manifest["tables"][name]
        if not path.is_file():
            problems.append(f"{path} is missing")
        elif hash_file(path) != entry["sha256"]:
            problems.append(f"{path} was changed after it was written: its hash is not the manifest's")
    return problems + check_tables({name: timeline.table(name) for name in TABLES})
