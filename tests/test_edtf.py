"""EDTF: what each notation spans, where its borders lie, what is refused."""

from datetime import date

import pytest

from data_prep import edtf
from data_prep.edtf import parse_edtf


@pytest.mark.parametrize(
    ("value", "start", "end", "grain", "qualifier"),
    [
        ("2024", "2024-01-01", "2025-01-01", "year", ""),
        ("2024-12", "2024-12-01", "2025-01-01", "month", ""),
        ("2024-02-29", "2024-02-29", "2024-03-01", "day", ""),
        ("2024-12-31", "2024-12-31", "2025-01-01", "day", ""),
        ("2024-06-18T15:33:19", "2024-06-18", "2024-06-19", "part", ""),
        ("2024~", "2024-01-01", "2025-01-01", "year", "~"),
        ("2025-09-04?", "2025-09-04", "2025-09-05", "day", "?"),
        ("2025-09%", "2025-09-01", "2025-10-01", "month", "%"),
        ("202X", "2020-01-01", "2030-01-01", "decade", ""),
        ("19XX", "1900-01-01", "2000-01-01", "interval", ""),
        ("2024-21", "2024-03-01", "2024-06-01", "season", ""),
        ("2024-24", "2024-12-01", "2025-03-01", "season", ""),
        ("2024-33", "2024-01-01", "2024-04-01", "quarter", ""),
        ("2024-36", "2024-10-01", "2025-01-01", "quarter", ""),
        ("2024-41", "2024-07-01", "2025-01-01", "interval", ""),
        ("2024-06-18/2024-06-19", "2024-06-18", "2024-06-20", "interval", ""),
        ("2024-06-17/2024-06-23", "2024-06-17", "2024-06-24", "week", ""),
        ("2024-06/2024-08", "2024-06-01", "2024-09-01", "interval", ""),
        ("2024-11-29/..", "2024-11-29", None, "interval", ""),
        ("../2025-10-25", None, "2025-10-26", "interval", ""),
        ("2024-06?/2024-08~", "2024-06-01", "2024-09-01", "interval", "%"),
        ("[2025-10-17,2025-10-24]", "2025-10-17", "2025-10-25", "day", ""),
        ("[2025-10-10,2025-10-17,2025-10-24]", "2025-10-10", "2025-10-25", "day", ""),
        ("[2024,2025-03]", "2024-01-01", "2025-04-01", "year", ""),
        ("9999-12-31", "9999-12-31", "9999-12-31", "day", ""),
    ],
)
def test_each_notation_spans_its_days(value: str, start: str | None, end: str | None, grain: str, qualifier: str):
    when = parse_edtf(value)
    assert when.interval.start == (start and date.fromisoformat(start))
    assert when.interval.end == (end and date.fromisoformat(end))
    assert (when.edtf, when.grain, when.qualifier) == (value, grain, qualifier)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "today",
        "2024-13",
        "2024-02-30",
        "2023-02-29",
        "24-06",
        "2024-06-18/2024-06-17",
        "../..",
        "2024/",
        "[]",
        "[2024",
        "0000",
        "2024-00",
        "2024-25",
        "2024-6-1",
        "2024-06-18 ",
        "20XX-06",
        "2024??",
        "2024/2025/2026",
    ],
)
def test_anything_else_is_refused_by_name(value: str):
    with pytest.raises(ValueError, match="EDTF") as error:
        parse_edtf(value)
    assert repr(value) in str(error.value)


def test_makers_write_what_the_parser_reads():
    d = date(2024, 2, 29)
    made = [
        edtf.day(d),
        edtf.day(d, "?"),
        edtf.month(2024, 2),
        edtf.year(2024, "~"),
        edtf.season(2024, 2),
        edtf.quarter(2024, 3),
        edtf.half(2024, 2),
        edtf.decade(2024),
        edtf.century(1945),
        edtf.week(d),
        edtf.between(edtf.month(2024, 2), edtf.day(d)),
        edtf.between(None, edtf.day(d)),
        edtf.either(edtf.day(d), edtf.day(date(2024, 1, 1))),
        edtf.doubted(edtf.week(d)),
        edtf.doubted(edtf.either(edtf.day(d), edtf.day(date(2024, 1, 1))), "~"),
        edtf.doubted(edtf.month(2024, 2, "~")),
    ]
    assert [parse_edtf(when.edtf) for when in made] == made
    assert edtf.week(d).edtf == "2024-02-26/2024-03-03"
    assert made[-1].edtf == "2024-02%"
    assert edtf.last_day(2024, 2) == d


def test_one_of_two_weeks_is_the_stretch_of_both():
    either = edtf.either(edtf.week(date(2024, 2, 29)), edtf.week(date(2024, 3, 14)))
    assert (either.edtf, either.grain, either.qualifier) == ("2024-02-26?/2024-03-17?", "interval", "?")
    assert edtf.either(parse_edtf("2024-02-29/.."), edtf.year(2025)).edtf == "2024-02-29?/.."


def test_one_choice_is_no_set():
    assert edtf.either(edtf.year(2024)) == edtf.year(2024)
