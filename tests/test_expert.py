"""A person's table: dates read strictly, columns guessed, hostile files refused, tables kept beside a timeline."""

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_timeline import make_tables, write_made

from data_prep import expert_tables
from data_prep.edtf import parse_edtf
from data_prep.expert import (
    ExpertTable,
    find_ambiguous,
    guess_columns,
    keep_table,
    kept_tables,
    read_events,
    read_expert,
    read_kept,
    remove_table,
)
from data_prep.expert_dates import AmbiguousDate, join_dates, read_date
from data_prep.expert_tables import read_table


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        (datetime(2031, 6, 18), "2031-06-18"),
        (datetime(2031, 6, 18, 15, 30), "2031-06-18T15:30"),
        (date(2031, 6, 18), "2031-06-18"),
        (2031, "2031"),
        (2031.0, "2031"),
        ("2031-06-18", "2031-06-18"),
        ("2031-6-8", "2031-06-08"),
        ("2031/06/18", "2031-06-18"),
        ("2031-06-18 00:00:00", "2031-06-18"),
        ("2031-06-18T15:33:00Z", "2031-06-18T15:33"),
        ("2031-06", "2031-06"),
        ("06/2031", "2031-06"),
        ("2031", "2031"),
        ("18 June 2031", "2031-06-18"),
        ("18th of June, 2031", "2031-06-18"),
        ("Wednesday, 18 June 2031", "2031-06-18"),
        ("JUNE 18, 2031", "2031-06-18"),
        ("Sept. 3 2031", "2031-09-03"),
        ("18-Jun-2031", "2031-06-18"),
        ("June 2031", "2031-06"),
        ("18–20 June 2031", "2031-06-18/2031-06-20"),
        ("June 18-20, 2031", "2031-06-18/2031-06-20"),
        ("18 June – 3 July 2031", "2031-06-18/2031-07-03"),
        ("from 30 December 2030 to 2 January 2031", "2030-12-30/2031-01-02"),
        ("spring 2031", "2031-21"),
        ("Q2 2031", "2031-34"),
        ("about June 2031", "2031-06~"),
        ("18 June 2031?", "2031-06-18?"),
        ("1990s", "199X"),
        ("[2031-06-01,2031-06-08]", "[2031-06-01,2031-06-08]"),
        ("2031-06/..", "2031-06/.."),
        ("13/04/2031", "2031-04-13"),
        ("04/13/2031", "2031-04-13"),
        ("04.04.2031", "2031-04-04"),
        ("", None),
        (None, None),
        ("n.d.", None),
        ("Unknown", None),
    ],
)
def test_a_date_is_read_as_it_is_meant(cell: object, edtf: str | None) -> None:
    assert read_date(cell) == edtf
    if edtf:
        assert parse_edtf(edtf).edtf == edtf


@pytest.mark.parametrize(
    "cell",
    ["soon", "late June 2031", "31 June 2031", "03/04/31", "2031-13-01", "Monday, 18 June 2031", 45461, 3.5, True,
     "2031-06-20/2031-06-18", "=TODAY()", "June", "18 June", "12345", "2031-00"],
)  # fmt: skip
def test_what_is_no_date_is_refused(cell: object) -> None:
    with pytest.raises(ValueError):
        read_date(cell)


def test_two_meanings_are_asked_and_never_guessed() -> None:
    with pytest.raises(AmbiguousDate, match="3 April or 4 March"):
        read_date("03/04/2031")
    assert read_date("03/04/2031", "day-month") == "2031-04-03"
    assert read_date("03/04/2031", "month-day") == "2031-03-04"
    with pytest.raises(ValueError, match="no day 3 in month 18"):
        read_date("03/18/2031", "day-month")


def test_two_ends_make_a_stretch() -> None:
    assert join_dates("2031-06-18", "2031-06-20") == "2031-06-18/2031-06-20"
    assert join_dates("2031-06", "2031-06") == "2031-06" and join_dates(None, None) is None
    for first, last, said in (
        ("2031-06-20", "2031-06-18", "before it begins"),
        (None, "2031", "does not begin"),
        ("2031/2032", "2033", "stretch of time"),
    ):
        with pytest.raises(ValueError, match=said):
            join_dates(first, last)


TABLE = """When,What happened,Who,Where,Remarks
18 June 2031,Berg meets Roche,Anna Berg; Paul Roche,Oslo,seen by many

soon,A parade,,,
2031-07,,,,nobody knows
2031-08-01,A ship sinks,Navy,,,one too many
,Something undated,,,
"""


def read(text: str, order: str = "", **columns: str) -> ExpertTable:
    return read_expert(text.encode(), "t.csv", columns, order)


def test_rows_are_read_and_the_others_are_named() -> None:
    table = read(TABLE)
    assert table.columns == {"date": "When", "title": "What happened", "actors": "Who", "place": "Where"}
    first, last = table.events
    assert (first.row, first.edtf, first.actors, first.place) == (2, "2031-06-18", ("Anna Berg", "Paul Roche"), "Oslo")
    assert first.rest == {"Remarks": "seen by many"} and (last.row, last.edtf) == (7, None)
    assert [(p.row, p.found) for p in table.problems] == [
        (4, "“soon” is no date that can be read"),
        (5, "neither title nor text"),
        (6, "6 cells in a table of 5 columns"),
    ]
    assert "18 June 2024" in table.problems[0].accepted


def test_columns_are_chosen_by_hand() -> None:
    text = "Datum;Was;Bis\n1.5.2031;Fest;3.5.2031\n"
    with pytest.raises(ValueError, match=r"no column is the title.*Datum, Was, Bis"):
        read(text, "day-month")
    table = read(text, "day-month", date="Datum", title="Was", end="Bis")
    assert table.events[0].edtf == "2031-05-01/2031-05-03"
    with pytest.raises(ValueError, match="no column 'Wo'"):
        read(text, "day-month", date="Wo", title="Was")
    with pytest.raises(ValueError, match="no field is called 'wann'"):
        read(text, wann="Datum")
    with pytest.raises(AmbiguousDate, match=r"1 May or 5 January.*1 more"):
        read(text, date="Datum", title="Was", end="Bis")


def test_columns_are_guessed_once_each() -> None:
    assert guess_columns(["EDTF", "Date", "Headline", "Event URL"]) == {
        "date": "EDTF", "title": "Headline", "url": "Event URL",
    }  # fmt: skip
    assert guess_columns(["a", "b"]) == {}


def workbook(rows: list[list[Any]], title: str = "One") -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.create_sheet("Second").append(["Date", "Title"])
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_with_its_dates() -> None:
    data = workbook([["Date", "Title"], [datetime(2031, 6, 18), "One"], [2031, "Two"], ["03/04/2031", "Three"]])
    table = read_table(data, "t.xlsx")
    assert table.sheets == ["One", "Second"] and [row.number for row in table.rows] == [2, 3, 4]
    assert [str(e) for e in find_ambiguous(table, {"date": "Date"})] == ["03/04/2031 can be 3 April or 4 March"]
    events = read_events(table, "t", "t.xlsx", guess_columns(table.columns), "day-month").events
    assert [e.edtf for e in events] == ["2031-06-18", "2031", "2031-04-03"]
    with pytest.raises(ValueError, match="no rows"):
        read_table(data, "t.xlsx", "Second")
    with pytest.raises(ValueError, match="no sheet 'Third'; there are One, Second"):
        read_table(data, "t.xlsx", "Third")


def test_a_formula_is_never_run() -> None:
    data = workbook([["Date", "Title"], ["=TODAY()", "One"], ["2031", '=HYPERLINK("https://evil.invalid")']])
    with pytest.raises(ValueError, match="no rows"):
        read_table(data, "t.xlsx")
    more = read_table(workbook([["Date", "Title"], ["=TODAY()", "One"], ["2031", "Two"]]), "t.xlsx")
    assert [(n, "without a result" in found) for n, found in more.problems] == [(2, True)] and len(more.rows) == 1


def test_timelinejs_as_json() -> None:
    events = [
        {
            "start_date": {"year": "2031", "month": "6", "day": "18"},
            "end_date": {"year": 2031, "month": 6, "day": 20},
            "text": {"headline": "<b>Berg</b> meets Roche", "text": "<p>In Oslo &amp; beyond.</p>"},
            "media": {"url": "https://example.org/a", "credit": "A paper"},
            "group": "Talks",
        },
        {"start_date": {"year": "2031", "month": "7"}, "text": {"headline": "A month"}},
        {"start_date": {"year": "-44"}, "text": {"headline": "Long ago"}},
        "nothing",
    ]
    table = read_expert(json.dumps({"title": {}, "events": events}).encode(), "t.json", {})
    first, month = table.events
    assert (first.title, first.text, first.edtf) == ("Berg meets Roche", "In Oslo & beyond.", "2031-06-18/2031-06-20")
    assert (first.url, first.source, first.kind) == ("https://example.org/a", "A paper", "Talks")
    assert month.edtf == "2031-07" and [p.row for p in table.problems] == [3, 4]


def test_timelinejs_as_a_spreadsheet() -> None:
    text = (
        "Year,Month,Day,Time,End Year,End Month,End Day,Display Date,Headline,Text,Media,Type\n"
        "2031,,,,,,,,The whole,,,title\n2031,6,18,,2031,6,20,,Berg meets Roche,In Oslo,https://example.org/a,\n"
        "2031,June,3,,,,,,In words,,,\n2031,,4,,,,,,No month,,,\n2030,,,,2032,,,,An era,,,era\n"
    )
    table = read(text)
    assert [(e.row, e.edtf, e.title) for e in table.events] == [
        (3, "2031-06-18/2031-06-20", "Berg meets Roche"),
        (4, "2031-06-03", "In words"),
    ]
    assert [(p.row, p.found) for p in table.problems] == [
        (2, "the title of the timeline, which is no event"),
        (5, "“2031 without a month, day 4” is no date that can be read"),
        (6, "the era of the timeline, which is no event"),
    ]


def test_encodings_and_signs() -> None:
    for data in (TABLE.encode("utf-16"), b"\xef\xbb\xbf" + TABLE.encode(), TABLE.replace(",", "\t").encode()):
        assert len(read_expert(data, "t.csv", {}).events) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0rest", "old kind"),
        (b"PK\x03\x04 no archive", "cannot be read as a workbook"),
        (b"{broken", "broken JSON"),
        (b'{"events": 3}', "without a list of events"),
        (b"[" * 100_000, "broken JSON"),
        (b"a,b\n", "no rows"),
        (b"a\0\0,b\n1,2", "binary data"),
        (b",".join(b"c%d" % n for n in range(500)) + b"\n" + b"1," * 499 + b"1", "500 columns"),
        (b"date,title\n" + b"2031,x\n" * 100_000, "more than 20,000 rows"),
        (json.dumps([{"date": "2031"}] * 20_001).encode(), "more than 20,000 rows"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_table(data, "t")


def test_a_workbook_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expert_tables, "MOST_ROWS", 100)
    book, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("big")
    for n in range(102):
        sheet.append([2031, f"event {n}"])
    book.save(out)
    with pytest.raises(ValueError, match="more than 100 rows"):
        read_table(out.getvalue(), "big.xlsx")


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expert_tables, "UNPACKED", 10_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (expert_tables.UNPACKED + 1))
    assert len(out.getvalue()) < 100_000
    with pytest.raises(ValueError, match="unpacks to"):
        read_table(out.getvalue(), "bomb.xlsx")


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expert_tables, "LARGEST", 10)
    with pytest.raises(ValueError, match="MB"):
        read_table(b"date,title\n2031,x", "t.csv")


def test_tables_are_kept_replaced_and_removed(tmp_path: Path) -> None:
    table = read(TABLE)
    keep_table(tmp_path, table)
    assert kept_tables(tmp_path) == ["t"] and read_kept(tmp_path, "t") == table
    other = read_expert(b"date,title\n2031,x", "t.csv", {}, name="T")
    keep_table(tmp_path, other)
    assert kept_tables(tmp_path) == ["T"] and read_kept(tmp_path, "t") == other
    assert [p.name for p in (tmp_path / "expert").iterdir()] == ["t.json"]
    (tmp_path / "expert" / "broken.json").write_text('{"name": 3}')
    assert kept_tables(tmp_path) == ["T"] and read_kept(tmp_path, "broken") is None
    remove_table(tmp_path, "T")
    assert kept_tables(tmp_path) == []


def test_a_name_leads_nowhere_else(tmp_path: Path) -> None:
    directory = tmp_path / "timeline"
    directory.mkdir()
    table = read_expert(b"date,title\n2031,x", "t.csv", {}, name="../../out")
    assert keep_table(directory, table) == directory / "expert" / "out.json" and kept_tables(directory) == ["../../out"]
    with pytest.raises(ValueError, match="is no name"):
        read_kept(directory, "../..")


def test_a_build_leaves_tables_alone(tmp_path: Path) -> None:
    tables = make_tables()
    directory = write_made(tables, tmp_path / "made")
    keep_table(directory, read(TABLE))
    write_made(tables | {"mentions": tables["mentions"].head(1)}, directory)
    assert kept_tables(directory) == ["t"]
