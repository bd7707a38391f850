"""A timeline on disk, for writing: tables beside the old ones, part by part, then swapped in whole. `store.py` says how it lies.

Enters: Arrow tables of `tables.py`, one part after another, or data frames. Leaves: the folder. Refuses, with a
`TimelineError` that says the way out: frames that are not those tables, a folder with other things in it.

The parts are written into a folder of their own; then one rename of the manifest over the old, which is atomic on Linux,
macOS and Windows, makes them the timeline. A crash leaves the old one. The tables before stay until the next write, for
readers that had just read their manifest.
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
from functools import cache
from io import BytesIO
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
from data_prep.checks import check_columns
from data_prep.expert import FOLDER as EXPERT
from data_prep.records import Problem
from data_prep.store import ANY, FORMAT, MANIFEST, TimelineError, hash_file, is_timeline, known_table, read_manifest
from data_prep.tables import TABLES, schema
from data_prep.web.kept import FOLDER as PAGES
from data_prep.web.kept import INDEX

ADDED = "added"  # what `update.py` keeps here
BESIDE = (CACHE, ADDED, PAGES, ACTORS, EXPERT)  # what other modules and the reader keep here; a write leaves it alone
HISTORY = ("redirects", "edits")  # tables that tell how a timeline came about, not what it says
_SPARED = {"tables-": 60, ".writing-": 3600}  # seconds for which what no manifest names may be another writer's
_CONTENT = """select coalesce(sum(md5_number_upper(row)), 0) % 18446744073709551616, coalesce(sum(md5_number_lower(row)), 0) % 18446744073709551616
    from (select to_json(part)::varchar as row from part)"""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a table as it goes to disk: Parquet, its rows, and the sum of their hashes (`sum_rows`)."""

    table: str
    since: str
    data: bytes
    rows: int
    content: tuple[int, int]


def pack_part(name: str, since: str, table: pa.Table, canonical: Mapping[str, str] | None = None) -> Part:
    """An Arrow table as a part; `canonical`: event_id -> the one that it would have without a history, where they differ.

    Runs wherever the table was made: nothing but bytes goes to the one who writes.
    """
    buffer = BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return Part(name, since, buffer.getvalue(), table.num_rows, sum_rows(table, canonical or {}))


def sum_rows(table: pa.Table, canonical: Mapping[str, str]) -> tuple[int, int]:
    """The sum of the MD5 of all rows, in two halves of 64 bits: the same in whatever order and parts the rows come.

    A multiset hash (Bellare and Micciancio 1997, AdHash); it tells an accident, not an attack.
    """
    if canonical and "event_id" in table.column_names:
        ids = [canonical.get(e, e) for e in table.column("event_id").to_pylist()]
        table = table.set_column(table.column_names.index("event_id"), "event_id", pa.array(ids, pa.string()))
    with _counting().cursor() as cursor:
        cursor.register("part", table)
        upper, lower = cursor.execute(_CONTENT).fetchall()[0]
    return int(upper), int(lower)


@cache
def _counting() -> duckdb.DuckDBPyConnection:
    """An empty database for sums: to open one takes longer than to sum a small table."""
    return duckdb.connect(config={"threads": 1})


class TimelineWriter:
    """Writes a timeline's tables part by part; `finish` makes them the timeline. A context manager: left early, nothing changes.

    Raises TimelineError if the folder holds something else; OSError as it comes.
    """

    def __init__(self, directory: Path | str) -> None:
        self.directory = Path(directory)
        refuse_other_folder(self.directory)
        self._parts: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self._content: dict[str, list[int]] = {name: [0, 0] for name in TABLES if name not in HISTORY}

    def __enter__(self) -> "TimelineWriter":
        self.directory.mkdir(parents=True, exist_ok=True)
        self._beside = self.directory / f".writing-{os.getpid()}-{secrets.token_hex(4)}"
        self._beside.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._beside, ignore_errors=True)

    def add(self, part: Part) -> None:
        """Write a part behind those of its table that were added before."""
        file = self._beside / part.table / f"since={part.since}" / "part.parquet"
        entry = _write_file(part.data, file)
        self._parts[part.table].append(
            {"file": file.relative_to(self._beside).as_posix(), "rows": part.rows, "sha256": entry}
        )
        if part.table in self._content:
            sums = self._content[part.table]
            sums[:] = [(mine + other) % 2**64 for mine, other in zip(sums, part.content, strict=True)]

    def finish(self, *, inputs: Sequence[Path | str], problems: Sequence[Problem]) -> str:
        """Make what was added the timeline; a table of which nothing was added is empty. The version."""
        for name in TABLES:
            if not self._parts[name]:
                self.add(pack_part(name, ANY, schema(name).empty_table()))
        before = read_manifest(self.directory)["version"] if is_timeline(self.directory) else None
        parts = [part for name in TABLES for part in self._parts[name]]
        version = hashlib.sha256("".join(p["file"] + p["sha256"] for p in parts).encode()).hexdigest()[:12]
        _settle(self._beside, self.directory / f"tables-{version}", parts)
        tables = {
            name: {"rows": sum(p["rows"] for p in self._parts[name]), "parts": self._parts[name]} for name in TABLES
        }
        manifest = {
            "format": FORMAT,
            "version": version,
            "tables": tables,
            "content": {name: f"{upper:016x}{lower:016x}" for name, (upper, lower) in self._content.items()},
            "inputs": [_last_part(given) for given in inputs],
            "problems": [asdict(problem) | {"path": _own_part(problem.path)} for problem in problems],
        }
        new = self.directory / f"{self._beside.name}.json"
        try:
            _replace(self.directory / MANIFEST, new, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        finally:
            new.unlink(missing_ok=True)
        _clear(self.directory, version, before)
        return version


def write_timeline(
    tables: Mapping[str, pd.DataFrame],
    directory: Path | str,
    *,
    inputs: Sequence[Path | str],
    problems: Sequence[Problem],
) -> str:
    """Make `directory` the timeline of these tables, a part each, and return its version; a table not given is empty.

    Raises TimelineError if the tables do not fit `tables.py` or the folder holds something else; OSError as it comes.
    """
    if unknown := sorted(set(tables) - set(TABLES)):
        raise TimelineError(f"no such tables: {', '.join(unknown)}. There are {', '.join(TABLES)}")
    with TimelineWriter(directory) as writer:
        for part in [pack_part(name, ANY, to_arrow(name, frame)) for name, frame in tables.items()]:
            writer.add(part)
        return writer.finish(inputs=inputs, problems=problems)


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
    wanted = schema(known_table(name))
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


def _last_part(given: Path | str) -> str:
    """An input's own name: where it lay on this machine is nobody's business who gets the timeline. Addresses stay whole."""
    if is_address(given):
        return without_password(str(given))
    path = Path(given)
    return path.name if path.name not in ("", "..") else path.resolve().name


def _own_part(path: str) -> str:
    return _last_part(path) if Path(path).is_absolute() else path


def _is_left_by_us(path: Path) -> bool:
    """Whether it is of a timeline, or of one that came to nothing; a folder that is merely named so is not."""
    if path.name == CACHE:
        return all(file.name.startswith(CACHE_FILES) for file in path.glob("*"))
    if path.name == PAGES:
        return any(path.glob(INDEX)) or any(path.glob("feeds")) or not any(path.iterdir())
    return path.name != ADDED and _is_ours(path.name)


def _is_ours(name: str) -> bool:
    return name.startswith((".writing-", "tables-")) or name in (MANIFEST, *BESIDE)


def _write_file(data: bytes, file: Path) -> str:
    """Put a part on the disk; its SHA-256."""
    file.parent.mkdir(parents=True)
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    return hashlib.sha256(data).hexdigest()


def _settle(beside: Path, place: Path, parts: Sequence[Mapping[str, Any]]) -> None:
    """Move the tables from `beside` to `place`, unless the same ones are there, whole, already."""
    if not place.is_dir():
        try:
            beside.replace(place)
            _sync_folder(place.parent)
            return
        except OSError:
            if not place.is_dir():
                raise  # else another writer of the same tables was first
    files = {str(part["file"]): part["sha256"] for part in parts}
    if all((place / f).is_file() and hash_file(place / f) == digest for f, digest in files.items()):
        os.utime(place)  # in use again: no other writer is to clear it away now
        return
    for file in files:  # damaged: mend it in place, a file at a time
        (place / file).parent.mkdir(parents=True, exist_ok=True)
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
