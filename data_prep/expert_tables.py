"""A table that a person made, as it comes: CSV, Excel, or TimelineJS (its JSON, or the spreadsheet from which that is made).

Enters: the bytes of a file and its name. Leaves: a `Table` of named columns, each row with its number as a spreadsheet counts it. Year,
Month and Day in columns of their own become one date. Refuses, with a ValueError that says what was found and what is accepted:
other formats, more than can be looked at, archives that unpack to far more than they are. Nothing in a file is run: of a formula,
the result that was saved with it is read.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from typing import Any

from data_prep.articles.text import decode
from data_prep.records import Problem

LARGEST = 20_000_000  # bytes of a file
UNPACKED = 200_000_000  # bytes of what a workbook unpacks to: 20,000 rows of long texts are a tenth of that
MOST_ROWS, MOST_COLUMNS = 20_000, 100
_CELL = 20_000  # letters of a cell
_ACCEPTED = "Accepted: CSV, Excel (.xlsx), TimelineJS JSON"
_PARTS = ("Year", "Month", "Day"), ("End Year", "End Month", "End Day")
_DATES = "Date", "End Date"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is what a spreadsheet shows at its left, or which of a JSON's events it is."""

    number: int
    cells: Mapping[str, object]  # texts, numbers, dates; what is empty is not in it


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds."""

    columns: list[str]
    rows: list[Row]
    problems: list[tuple[int, str]] = field(default_factory=list)  # rows that were left out, with what was found
    sheets: list[str] = field(default_factory=list)  # of a workbook; the first is read unless another is asked for


def read_table(data: bytes, name: str, sheet: str = "") -> Table:
    """The table in a file. Raises ValueError, for people, where there is none or too much."""
    if not data:
        raise ValueError(f"{name} is empty. {_ACCEPTED}")
    if len(data) > LARGEST:
        raise ValueError(f"{name} has {len(data) / 1e6:,.0f} MB; a table may have {LARGEST / 1e6:.0f}")
    if data.startswith(b"PK"):
        table = _read_workbook(data, name, sheet)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValueError(
            f"{name} is a workbook of the old kind (.xls), or one with a password. Save it as .xlsx or CSV"
        )
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        table = _read_json(data, name)
    else:
        table = _read_csv(data, name)
    if not table.rows:
        raise ValueError(f"{name} has no rows below the names of its columns")
    return _dates_of_parts(table)


def _read_csv(data: bytes, name: str) -> Table:
    problems: list[Problem] = []
    text = decode(data, name, problems.append)
    if text is None:
        raise ValueError(f"{name}: {problems[0].found}. {_ACCEPTED}; save it as UTF-8")
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n ").split("\n", 1)[0])
    delimiter = max(",;\t|", key=lambda sign: (first.count(sign), sign == ","))
    before = csv.field_size_limit(LARGEST)
    try:
        return _table(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), name)
    except csv.Error as error:
        raise ValueError(f"{name} cannot be read as CSV ({error}). {_ACCEPTED}") from None
    finally:
        csv.field_size_limit(before)


def _table(lines: Iterable[Sequence[object]], name: str, sheets: Sequence[str] = ()) -> Table:
    """Lines of cells; the first that is not empty names the columns."""
    columns: list[str] = []
    rows: list[Row] = []
    problems: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        cells = [_cell(value) for value in line]
        if all(cell is None for cell in cells):
            if number > 3 * MOST_ROWS:
                break  # a sheet of a million empty rows ends here
        elif not columns:
            columns = _name_columns(cells, name)
        elif any(cell is not None for cell in cells[len(columns) :]):
            problems.append((number, f"{len(cells)} cells in a table of {len(columns)} columns"))
        elif formula := next((c for c in cells if isinstance(c, _Formula)), None):
            problems.append(
                (number, f"the formula {formula.text[:40]} without a result: open and save it in a spreadsheet")
            )
        else:
            _refuse_more(len(rows), name)
            rows.append(Row(number, {c: v for c, v in zip(columns, cells, strict=False) if v is not None}))
    return Table(columns, rows, problems, list(sheets))


def _refuse_more(n: int, name: str) -> None:
    if n >= MOST_ROWS:
        raise ValueError(f"{name} has more than {MOST_ROWS:,} rows, which nobody made by hand. Split it")


def _name_columns(cells: Sequence[object], name: str) -> list[str]:
    while cells and cells[-1] is None:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise ValueError(f"{name} has {len(cells):,} columns; a table may have {MOST_COLUMNS}")
    named: list[str] = []
    for at, cell in enumerate(cells, 1):
        given = " ".join(str(cell).split())[:80] if cell is not None else f"Column {at}"
        named.append(given if given not in named else f"{given} ({at})")
    return named


@dataclass(frozen=True, slots=True)
class _Formula:
    """A formula whose result nobody saved."""

    text: str


def _cell(value: object) -> object:
    """A cell without what surrounds it; None for an empty one."""
    if isinstance(value, (int, float, datetime, date, _Formula)) or value is None:
        return value
    text = str(value).replace("\x00", "").strip()[:_CELL]
    return text or None


def _read_workbook(data: bytes, name: str, sheet: str) -> Table:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > UNPACKED or len(archive.infolist()) > 2000:
                raise ValueError(
                    f"{name} unpacks to {unpacked / 1e6:,.0f} MB in {len(archive.infolist()):,} parts, too much for a table"
                )
        books = [openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=d) for d in (True, False)]
        names = [s.title for s in books[0].worksheets]
        if not names or (sheet and sheet not in names):
            raise ValueError(
                f"{name} has no sheet {sheet!r}; there are {', '.join(names)}" if names else f"{name} has no sheet"
            )
        return _table(_cells_of(*(book[sheet or names[0]] for book in books)), name, names)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        OSError,
        SyntaxError,
        TypeError,
        AttributeError,
    ) as error:
        raise ValueError(f"{name} cannot be read as a workbook ({error}). {_ACCEPTED}") from None


def _cells_of(results: Any, formulas: Any) -> Iterator[list[object]]:
    """The rows of a sheet; a formula whose result is not there stays one. What a sheet says of its size is not believed."""
    for one in (results, formulas):
        one.reset_dimensions()
    both = (s.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True) for s in (results, formulas))
    for line, told in zip(*both, strict=True):
        yield [
            _Formula(str(how)) if value is None and isinstance(how, str) and how.startswith("=") else value
            for value, how in zip(line, told, strict=True)
        ]


def _read_json(data: bytes, name: str) -> Table:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{name} is broken JSON ({error}). {_ACCEPTED}") from None
    events = value.get("events") if isinstance(value, dict) else value
    if not isinstance(events, list):
        raise ValueError(
            f"{name} is JSON without a list of events. Accepted: TimelineJS, {{'events': […]}}, or a list of objects"
        )
    _refuse_more(len(events) - 1, name)
    rows: list[Row] = []
    problems: list[tuple[int, str]] = []
    for number, event in enumerate(events, 1):
        if isinstance(event, dict):
            flat = {str(k)[:80]: _cell(v) for k, v in _flat(event).items()}
            rows.append(Row(number, {k: v for k, v in flat.items() if v is not None}))
        else:
            problems.append((number, "no object"))
    columns = list(dict.fromkeys(column for row in rows for column in row.cells))
    if len(columns) > MOST_COLUMNS:
        raise ValueError(f"{name} has {len(columns):,} fields; a table may have {MOST_COLUMNS}")
    return Table(columns, rows, problems)


def _flat(event: Mapping[str, Any]) -> dict[str, object]:
    """An event of TimelineJS as a row of its spreadsheet; other objects as they are, lists joined."""
    flat: dict[str, object] = {}
    for key, value in event.items():
        if key in ("start_date", "end_date") and isinstance(value, dict):
            parts = _PARTS[key == "end_date"]
            flat |= {part: value.get(part.split()[-1].lower()) for part in parts}
        elif key == "text" and isinstance(value, dict):
            flat |= {"Headline": _words(value.get("headline")), "Text": _words(value.get("text"))}
        elif key == "media" and isinstance(value, dict):
            flat |= {f"Media {k}".removesuffix(" url"): _words(v) for k, v in value.items() if isinstance(v, str)}
        elif isinstance(value, list):
            flat[key] = "; ".join(str(one) for one in value if isinstance(one, (str, int, float)))
        elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
            flat[key] = value
    return flat


def _words(text: object) -> str | None:
    """Text of TimelineJS without its tags."""
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", text)).split()) if isinstance(text, str) else None


def _dates_of_parts(table: Table) -> Table:
    """Year, Month and Day as one date, as they stand in the spreadsheet of TimelineJS; a title or an era in it is no event."""
    known = {column.lower(): column for column in table.columns}
    whole = [tuple(known.get(p.lower()) for p in parts) for parts in _PARTS]
    if whole[0][0] is None or whole[0][1] is None or {d.lower() for d in _DATES} & set(known):
        return table
    used = {column for parts in whole for column in parts if column}
    kind, rows, problems = known.get("type"), [], list(table.problems)
    for row in table.rows:
        told = str(row.cells.get(kind or "", "")).lower()
        if told in ("title", "era"):
            problems.append((row.number, f"the {told} of the timeline, which is no event"))
            continue
        made = {name: _join([row.cells.get(p or "") for p in parts]) for name, parts in zip(_DATES, whole, strict=True)}
        rest = {c: v for c, v in row.cells.items() if c not in used}
        rows.append(Row(row.number, {n: v for n, v in made.items() if v} | rest))
    columns = [*_DATES, *(c for c in table.columns if c not in used)]
    return Table(columns, rows, sorted(problems), table.sheets)


def _join(parts: Sequence[object]) -> str:
    """Numbers as ISO has them, names of months as people write them."""
    y, m, d = (str(int(p)) if isinstance(p, float) and p == int(p) else str(p or "").strip() for p in parts)
    if all(p.isdigit() or not p for p in (y, m, d)):
        return "-".join([y, *(p.zfill(2) for p in (m, d) if p)]) if m or not d else f"{y} without a month, day {d}"
    return " ".join(p for p in (d, m, y) if p)
