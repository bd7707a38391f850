"""A timeline as JSON, CSV or an Excel workbook, for other programs and for spreadsheets.

Enters: a `Cargo`, a file. Leaves: the file written, some rows at a time. JSON has what is said of the whole and the tables
`articles`, `actors`, `events`, `reports` with the columns of `tables.py`; CSV has a row per event, lists joined with "; " and ids
replaced by names; Excel the same and a sheet each for reports, sources and actors. Dates are ISO 8601, nulls are null (empty in
cells). A cell that a spreadsheet could take for a formula is made harmless: in CSV by an apostrophe, in Excel as text.

CSV stays a table, as RFC 4180 has it: what is said of the whole stands in the last column of its first row, since a line of
comment would be a broken row to every reader, and a second file gets lost.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, BinaryIO

from data_prep.exports.cargo import SOME, About, Cargo, Entry, read_article_rows, read_event_rows, read_report_rows
from data_prep.queries import read_actors
from data_prep.saying import VOUCHED
from data_prep.tables import TABLES

EVENT_COLUMNS = (
    *("event_id", "title", "date", "kind", "date_edtf", "date_start", "date_end", "grain", "qualifier", "date_basis"),
    *(
        "actors",
        "places",
        "lat",
        "lon",
        "status",
        "n_reports",
        "n_sources",
        "salience",
        "sources",
        "links",
        "sentences",
    ),
    "disagrees",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # a spreadsheet may run a cell that begins so
CELL = 32_767  # characters that a cell of a workbook holds
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_json(cargo: Cargo, file: BinaryIO) -> About:
    """One JSON object: `about`, then a list of rows per table, a row a line."""
    about = cargo.about

    def write(text: str) -> None:
        file.write(text.encode())

    write('{\n "about": ' + json.dumps(about.as_dict(), ensure_ascii=False))
    columns = ", ".join(f'"{c.name}"' for c in TABLES["articles"] if cargo.with_text or c.name != "text")
    named: set[str] = set()

    def events() -> Iterator[dict[str, Any]]:
        for rows in cargo.chunks():
            for row in read_event_rows(cargo.timeline, rows):
                named.update(row["actors"])
                yield row

    def reports() -> Iterator[dict[str, Any]]:
        for rows in cargo.chunks():
            for row in read_report_rows(cargo.timeline, rows):
                named.update((*row["actors"], row["speaker"]))
                yield row

    tables: dict[str, Iterable[dict[str, Any]]] = {
        "articles": _once(read_article_rows(cargo.timeline, rows, columns) for rows in cargo.chunks()),
        "events": events(),
        "reports": reports(),
        "actors": _actors(cargo, named),  # last, when all are known that are named
    }
    for name, rows in tables.items():
        write(f',\n "{name}": [')
        before = "\n  "
        for row in rows:
            write(before + json.dumps(row, ensure_ascii=False, default=date.isoformat))
            before = ",\n  "
        write("\n ]")
    write("\n}\n")
    return about


def _once(some: Iterable[list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Articles that come again and again, each once."""
    seen: set[str] = set()
    for rows in some:
        yield from (row for row in rows if row["article_id"] not in seen)
        seen.update(row["article_id"] for row in rows)


def _actors(cargo: Cargo, named: Iterable[str | None]) -> Iterator[dict[str, Any]]:
    """The rows of these actors, by name."""
    mine = sorted((a for a in named if a is not None), key=lambda a: (cargo.names.get(a, a), a))
    for at in range(0, len(mine), SOME):
        frame = read_actors(cargo.timeline, mine[at : at + SOME])[[c.name for c in TABLES["actors"]]]
        for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
            yield {str(column): value for column, value in row.items()}


def write_csv(cargo: Cargo, file: BinaryIO) -> About:
    """The events, a row each; UTF-8 with the mark by which spreadsheets know it."""
    file.write("\ufeff".encode() + _line([*EVENT_COLUMNS, "about"]))
    about = " ".join(cargo.about.lines())
    for entry in cargo.entries():
        file.write(_line([*(harmless(_joined(cell)) for cell in cells(entry)), about]))
        about = ""
    return cargo.about


def cells(entry: Entry) -> list[Any]:
    """The cells of an event's row, as in `EVENT_COLUMNS`."""
    found = entry.event | {
        "date": entry.words,
        "actors": list(entry.actors),
        "sources": _unique(s.name for s in entry.sources),
        "links": _unique(s.link for s in entry.sources if s.link),
        "sentences": _unique(text for s in entry.sources for text, *_ in s.sentences),
        "disagrees": [f"{d['field']}: {d['value']}" for d in entry["disagrees"]],
    }
    return [found[column] for column in EVENT_COLUMNS]


def _unique(some: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(some))


def _joined(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else "" if value is None else value


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _line(row: Sequence[Any]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(row)
    return out.getvalue().encode()


def write_excel(cargo: Cargo, file: BinaryIO) -> About:
    """A workbook: Events, Reports, Sources, Actors, About; written row by row."""
    from openpyxl import Workbook  # it takes a moment, and only this needs it

    book = Workbook(write_only=True)
    sheets = {
        "Events": EVENT_COLUMNS,
        "Reports": ("event_id", "event", "date", "sentence", "status", "speaker", "source", "article_id", "link"),
        "Sources": ("article_id", "title", "outlet", "kind of outlet", "author", "published", "link", "copy of"),
        "Actors": ("actor_id", "name", "type", "country", "spellings", "events"),
        "About": ("what is in this file",),
    }
    for name, head in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for at, column in enumerate(head):
            sheet.column_dimensions[chr(ord("A") + at)].width = _WIDTHS.get(column, 16)
        sheet.append([_cell(sheet, column) for column in head])
    add = {
        name: (lambda row, sheet=book[name]: sheet.append([_cell(sheet, _joined(v)) for v in row])) for name in sheets
    }
    seen: set[str] = set()
    named: set[str] = set()
    for entry in cargo.entries():
        add["Events"](cells(entry))
        named.update(entry["actors"])
        for source in entry.sources:
            for sentence, status, speaker in source.sentences:
                told = (sentence, VOUCHED[status], speaker, source.name, source.article_id, source.link)
                add["Reports"]([entry["event_id"], entry["title"], entry.words, *told])
            if source.article_id not in seen:
                seen.add(source.article_id)
                known = (
                    source.outlet,
                    source.outlet_kind,
                    source.author,
                    source.published,
                    source.link,
                    source.copy_of,
                )
                add["Sources"]([source.article_id, source.title, *known])
    for a in _actors(cargo, named):
        add["Actors"]([a["actor_id"], a["name"], a["type"], a["country"], a["aliases"], a["n_events"]])
    for line in (cargo.about.title, *cargo.about.lines()):
        add["About"]([line])
    book.save(file)
    return cargo.about


_WIDTHS = {"title": 48, "event": 48, "sentence": 80, "sentences": 80, "actors": 32, "what is in this file": 110}


def _cell(sheet: Any, value: Any) -> Any:
    """A cell; what looks like a formula is marked as text, which no spreadsheet runs, also when somebody edits it."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    text = _NOT_IN_XML.sub("", value)
    text = text if len(text) <= CELL else text[: CELL - 1] + "…"
    if not text.startswith((*_FORMULA, "#")):  # "#N/A" would be an error
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type, cell.quotePrefix = "s", True
    return cell
