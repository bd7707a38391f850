"""Every format, opened with a library of its own; hostile texts; what is said of what was left out."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import numpy as np
import openpyxl
import pytest
from made_timeline import HOSTILE, make_tables, write_made

from data_prep.exports.cargo import Cargo, pack
from data_prep.exports.formats import FORMATS, write_file
from data_prep.exports.prose import plain
from data_prep.selection import Selection
from data_prep.store import open_timeline
from data_prep.tables import TABLES

AT = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1")


@pytest.fixture(scope="module")
def cargo(made_directory: Path) -> Cargo:
    return pack(open_timeline(made_directory), "", AT)


@pytest.fixture(scope="module")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Cargo:
    tables = make_tables()
    tables["events"]["title"] = [FORMULAS[i % len(FORMULAS)] for i in range(len(tables["events"]))]
    return pack(open_timeline(write_made(tables, tmp_path_factory.mktemp("formulas") / "t")), "", AT)


def written(form: str, cargo: Cargo) -> bytes:
    file = io.BytesIO()
    write_file(form, cargo, file)
    return file.getvalue()


def only(cargo: Cargo, rows: list[int]) -> Cargo:
    return Cargo(cargo.timeline, Selection(cargo.shown.index, cargo.shown.index.mark(np.array(rows, int))), "Some", AT)


def table_of(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_every_format_says_when_it_was_made_and_from_which_build(cargo: Cargo) -> None:
    for name in FORMATS:
        if name == "xlsx":
            continue
        text = written(name, cargo).decode().replace("\r\n ", "").replace("\\", "")
        assert "6 May 2031, 07:08 UTC" in text and cargo.about.build in text and "no time zone" in text, name


def test_csv(cargo: Cargo) -> None:
    rows = table_of(written("csv", cargo))
    assert len(rows) == 14 and None not in rows[0]
    meeting = next(r for r in rows if r["event_id"] == "meeting")
    assert meeting["date"] == "12 Mar 2031" and "Harbour Gazette" in meeting["sources"]
    assert rows[0]["about"].startswith("14 events") and {r["about"] for r in rows[1:]} == {""}


def test_no_cell_is_a_formula(formulas: Cargo) -> None:
    titles = [r["title"] for r in table_of(written("csv", formulas))]
    assert all(t.startswith("'") for t in titles) and "'=HYPERLINK(1)" in titles
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", formulas)))["Events"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert {c.data_type for c in cells} == {"s"} and all(c.quotePrefix for c in cells)


def test_excel(cargo: Cargo) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", cargo)))
    assert book.sheetnames == ["Events", "Reports", "Sources", "Actors", "About"]
    assert book["Events"].max_row == 15 and book["Sources"].max_row == 5
    reports = list(book["Reports"].values)
    assert any(HOSTILE[:40] in str(row[3]) for row in reports)
    start = [c.value for c in book["Events"][1]].index("date_start")
    assert isinstance(next(r[start] for r in book["Events"].values if r[0] == "meeting"), (date, datetime))
    assert any("07:08 UTC" in str(row[0]) for row in book["About"].values)
    assert "Sigrun Halla" in [row[1] for row in book["Actors"].values]


def test_json_holds_what_passes_and_nothing_else(cargo: Cargo) -> None:
    whole = json.loads(written("json", cargo))
    assert list(whole) == ["about", "articles", "events", "reports", "actors"] and len(whole["events"]) == 14
    row = next(i for i, e in enumerate(whole["events"]) if e["event_id"] == "nets")
    some = json.loads(written("json", only(cargo, [row])))
    assert [e["event_id"] for e in some["events"]] == ["nets"]
    assert {r["event_id"] for r in some["reports"]} == {"nets"}
    assert {a["article_id"] for a in some["articles"]} == {r["article_id"] for r in some["reports"]}
    assert {a["actor_id"] for a in some["actors"]} >= set(some["events"][0]["actors"])
    assert "text" not in some["articles"][0] and (some["about"]["events"], some["about"]["events_in_timeline"]) == (
        1,
        14,
    )
    told = pack(cargo.timeline, "", AT, with_text=True)
    assert set(json.loads(written("json", told))["articles"][0]) == {c.name for c in TABLES["articles"]}


def test_calendar(cargo: Cargo) -> None:
    calendar = icalendar.Calendar.from_ical(written("ics", cargo))
    events = {str(e["uid"]): e for e in calendar.walk("VEVENT")}
    meeting = events["meeting@dateline"]
    assert (meeting.decoded("dtstart"), meeting.decoded("dtend")) == (date(2031, 3, 12), date(2031, 3, 13))
    assert meeting["transp"] == "TRANSPARENT" and meeting.decoded("dtstamp") == AT
    month = next(e for e in calendar.walk("VEVENT") if (e.decoded("dtend") - e.decoded("dtstart")).days in (30, 31))
    assert "[" in str(month["summary"]) and "known to the month" in str(month["description"])
    undated = cargo.shown.n_undated
    assert undated and len(events) < 14 and f"{undated} event" in str(calendar["x-wr-caldesc"])
    assert str(calendar["x-wr-calname"]) == cargo.title


def test_timelinejs_is_as_its_documentation_says(cargo: Cargo) -> None:
    timeline = json.loads(written("timelinejs", cargo))
    assert set(timeline) == {"scale", "title", "events"} and timeline["scale"] == "human"
    assert "start_date" not in timeline["title"] and "without a date left out" in timeline["title"]["text"]["text"]
    assert len({e["unique_id"] for e in timeline["events"]}) == len(timeline["events"])
    for slide in timeline["events"]:
        known = {
            "start_date",
            "end_date",
            "text",
            "media",
            "group",
            "display_date",
            "background",
            "autolink",
            "unique_id",
        }
        assert set(slide) <= known and set(slide["text"]) == {"headline", "text"}
        for day in (slide["start_date"], slide.get("end_date", slide["start_date"])):
            _is_date(day)
        assert "<script" not in json.dumps(slide) and "<img" not in json.dumps(slide)
    whole_month = next(s for s in timeline["events"] if list(s["start_date"]) == ["year", "month"])
    assert set(whole_month["end_date"]) == {"year", "month", "day"}


def _is_date(day: dict[str, Any]) -> None:
    assert list(day) == ["year", "month", "day"][: len(day)] and all(isinstance(v, int) for v in day.values())
    date(day["year"], day.get("month", 1), day.get("day", 1))


def test_geojson(tmp_path: Path) -> None:
    geojson = pytest.importorskip("geojson")
    tables = make_tables()
    tables["events"]["lat"], tables["events"]["lon"] = 41.15, -8.61
    tables["events"].loc[2:, ["lat", "lon"]] = None
    found = geojson.loads(written("geojson", pack(open_timeline(write_made(tables, tmp_path / "t")), "", AT)))
    assert found.is_valid and found["type"] == "FeatureCollection"
    assert [f["geometry"]["coordinates"] for f in found["features"]] == [[-8.61, 41.15]] * 2
    assert (found["about"]["events"], "12 events without coordinates left out." in found["about"]["says"]) == (2, True)


def test_markdown_shows_hostile_text_and_nothing_of_it_happens(cargo: Cargo) -> None:
    text = written("markdown", cargo).decode()
    assert text.startswith(f"# {cargo.title}\n") and "## 2031" in text and "## Without a date" in text
    assert "\\<script\\>" in text and "!\\[" not in text.replace("\\!\\[", "") and "](http://evil" not in text
    assert "](javascript:" not in text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# a *b* [c](d)", "\\# a \\*b\\* \\[c\\]\\(d\\)"),
        ("- x", "\\- x"),
        ("12. of May", "12\\. of May"),
        ("2031 was\n\n> dry", "2031 was \\> dry"),
        ("a-b + c", "a-b + c"),
        ("", ""),
    ],
)
def test_words_stay_words_in_markdown(text: str, line: str) -> None:
    assert plain(text) == line


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_a_file_too(cargo: Cargo, name: str) -> None:
    body = written(name, only(cargo, []))
    assert body
    if name in ("json", "timelinejs"):
        assert json.loads(body)["events"] == []


def test_what_a_format_cannot_hold_is_the_least_salient_and_said(cargo: Cargo) -> None:
    some = cargo.at_most(3, "Excel")
    assert some.shown.n == 3 and set(some.rows) == set(cargo.shown.ranked()[:3].tolist())
    assert some.about.lines()[1] == "11 events less salient left out, for Excel holds 3 at most."


def test_a_search_leaves_what_it_finds_and_says_so(made_directory: Path) -> None:
    found = pack(open_timeline(made_directory), "shook hands", AT)
    assert [e["event_id"] for e in found.entries()] == ["meeting"]
    assert "1 event of 14." in found.about.lines() and any("shook" in line for line in found.about.lines())


def test_another_format_is_refused_by_name(cargo: Cargo) -> None:
    with pytest.raises(KeyError, match="there are html, csv, xlsx, json"):
        write_file("docx", cargo, io.BytesIO())
