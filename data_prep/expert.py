"""An expert's timeline: a table that a person made, read as events and kept beside the extracted ones.

    DIR/expert/<name>.json    one table, swapped in whole; a build of the timeline leaves it alone

Enters: a `Table` (`expert_tables.py`), which column is which, in which order numbers stand in a date. Leaves: `ExpertTable`: the events
and, for each row that could not be read, what was found and what is accepted. Refuses, with a ValueError, a name or a choice of columns
that makes no sense; with an AmbiguousDate, dates that can be meant in two ways as long as nobody said how.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from data_prep.edtf import parse_edtf
from data_prep.expert_dates import ACCEPTED, AmbiguousDate, join_dates, read_date
from data_prep.expert_tables import Row, Table, read_table

FOLDER = "expert"
FIELDS: Mapping[
    str, tuple[str, ...]
] = {  # what a column may be, and how such columns are called; the first is preferred
    "date": (
        "edtf",
        "date edtf",
        "date",
        "start date",
        "start",
        "when",
        "day",
        "event date",
        "date start",
        "from",
        "year",
    ),
    "end": ("end date", "end", "date end", "until", "to", "last day"),
    "title": ("title", "headline", "event", "what", "name", "summary", "heading"),
    "text": ("text", "description", "details", "body", "sentence", "notes", "note"),
    "actors": ("actors", "who", "actor", "people", "persons", "participants", "parties"),
    "place": ("place", "places", "where", "location", "city"),
    "source": ("source", "sources", "outlet", "outlets", "reference", "media credit"),
    "url": ("url", "link", "address", "media", "web"),
    "kind": ("kind", "type", "category", "group", "tag"),
}


@dataclass(frozen=True, slots=True)
class ExpertEvent:
    """One row as an event; `row` is its number in the table, `rest` what stood in other columns."""

    row: int
    title: str
    text: str = ""
    edtf: str | None = None
    actors: tuple[str, ...] = ()
    place: str = ""
    source: str = ""
    url: str = ""
    kind: str = ""
    rest: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read as an event."""

    row: int
    found: str
    accepted: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.found}; {self.accepted}"


@dataclass(frozen=True, slots=True)
class ExpertTable:
    """A person's table, as it is kept."""

    name: str
    file: str
    columns: dict[str, str]  # field -> column
    order: str
    events: list[ExpertEvent]
    problems: list[BadRow]


def guess_columns(columns: list[str]) -> dict[str, str]:
    """Which column is which, by their names; a column stands for one field at most."""
    plain = {column: re.sub(r"[^a-z]+", " ", column.lower()).strip() for column in columns}
    found: dict[str, str] = {}
    for exactly in (True, False):
        for name, words in FIELDS.items():
            if name in found:
                continue
            for word in words:
                fits = [
                    c
                    for c, p in plain.items()
                    if c not in found.values() and (p == word if exactly else f" {word} " in f" {p} ")
                ]
                if fits:
                    found[name] = fits[0]
                    break
    return found


def find_ambiguous(table: Table, columns: Mapping[str, str]) -> list[AmbiguousDate]:
    """The dates that can be meant in two ways: as long as there are any, the order must be said."""
    found = []
    for row in table.rows:
        for name in ("date", "end"):
            try:
                read_date(row.cells.get(columns.get(name, "")))
            except AmbiguousDate as error:
                found.append(error)
            except ValueError:
                continue
    return found


def read_events(table: Table, name: str, file: str, columns: Mapping[str, str], order: str = "") -> ExpertTable:
    """The rows as events. Raises ValueError where neither title nor text is chosen, or a column is not there."""
    chosen = {k: v for k, v in columns.items() if v}
    if unknown := [c for c in chosen.values() if c not in table.columns]:
        raise ValueError(f"there is no column {unknown[0]!r}; there are {', '.join(table.columns)}")
    if "title" not in chosen and "text" not in chosen:
        raise ValueError(f"no column is the title or the text of an event; there are {', '.join(table.columns)}")
    if "date" not in chosen:
        raise ValueError(f"no column is the date of an event; there are {', '.join(table.columns)}")
    cut = ";" if any(";" in str(row.cells.get(chosen.get("actors", ""), "")) for row in table.rows) else ","
    events: list[ExpertEvent] = []
    problems = [BadRow(number, found, "a row as the first one names the columns") for number, found in table.problems]
    for row in table.rows:
        event = _read_row(row, chosen, order, cut)
        (events if isinstance(event, ExpertEvent) else problems).append(event)  # type: ignore[arg-type]
    return ExpertTable(name, file, chosen, order, events, sorted(problems, key=lambda p: p.row))


def _read_row(row: Row, columns: Mapping[str, str], order: str, cut: str) -> ExpertEvent | BadRow:
    def text(name: str) -> str:
        value = row.cells.get(columns.get(name, ""))
        return " ".join(str(value).split()) if value is not None else ""

    title = text("title") or text("text")[:120]
    if not title:
        return BadRow(row.number, "neither title nor text", "accepted: words that say what happened")
    try:
        first, last = (read_date(row.cells.get(columns.get(name, "")), order) for name in ("date", "end"))
        edtf = join_dates(first, last)
    except AmbiguousDate as error:
        return BadRow(row.number, str(error), "say which comes first, the day or the month")
    except ValueError as error:
        return BadRow(row.number, str(error), ACCEPTED)
    rest = {c: str(v) for c, v in row.cells.items() if c not in columns.values()}
    who = tuple(dict.fromkeys(part.strip() for part in re.split(rf"[{cut}|]", text("actors")) if part.strip()))
    more = {name: text(name) for name in ("text", "place", "source", "url", "kind")}
    return ExpertEvent(row=row.number, title=title, edtf=edtf, actors=who, rest=rest, **more)


def read_expert(
    data: bytes, file: str, columns: Mapping[str, str], order: str = "", sheet: str = "", name: str = ""
) -> ExpertTable:
    """A file as events: columns by their names but for those that are given. Raises ValueError, AmbiguousDate."""
    if unknown := set(columns) - set(FIELDS):
        raise ValueError(f"no field is called {sorted(unknown)[0]!r}; there are {', '.join(FIELDS)}")
    table = read_table(data, file, sheet)
    guessed = {k: v for k, v in guess_columns(table.columns).items() if v not in columns.values()}
    chosen = {**guessed, **columns}
    if not order and (doubtful := find_ambiguous(table, chosen)):
        more = f" (and {len(doubtful) - 1:,} more)" if len(doubtful) > 1 else ""
        raise AmbiguousDate(f"{doubtful[0]}{more}: say which comes first, the day or the month (--order)")
    return read_events(table, name or Path(file).stem, file, chosen, order)


def keep_table(directory: Path, table: ExpertTable) -> Path:
    """Keep a table beside a timeline, in the place of one of the same name. Raises ValueError for a bad name, OSError."""
    file = _file(directory, table.name)
    file.parent.mkdir(exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
    try:
        part.write_bytes(msgspec.json.encode(table))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return file


def kept_tables(directory: Path) -> list[str]:
    """The names of the tables that are kept beside a timeline."""
    files = (directory / FOLDER).glob("*.json")
    names = [table.name for file in files if (table := _read(file)) is not None]
    return sorted(names, key=str.lower)


def read_kept(directory: Path, name: str) -> ExpertTable | None:
    """A kept table by its name; None where there is none, or none that can be read."""
    return _read(_file(directory, name))


def remove_table(directory: Path, name: str) -> None:
    """Take a table away. Raises OSError."""
    _file(directory, name).unlink(missing_ok=True)


def _read(file: Path) -> ExpertTable | None:
    try:
        table = msgspec.json.decode(file.read_bytes(), type=ExpertTable)
        for event in table.events:
            if event.edtf is not None:
                parse_edtf(event.edtf)  # somebody may have written in it
        return table
    except (OSError, ValueError, msgspec.MsgspecError):
        return None


def _file(directory: Path, name: str) -> Path:
    """Names that differ in their signs alone are one file, so that no name leads elsewhere."""
    slug = re.sub(r"[^\w]+", "-", name.lower()).strip("-")[:60]
    if not slug:
        raise ValueError(f"“{name}” is no name. Use letters or digits")
    return directory / FOLDER / f"{slug}.json"
