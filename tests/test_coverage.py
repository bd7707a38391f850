"""Who tells of what, who is first, who is alone; what an article's words of time are used for."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from made_timeline import make_tables, open_made

from data_prep.coverage import (
    PLACES,
    UNSTATED,
    Coverage,
    busiest_sources,
    count_outlets,
    most_told,
    read_cells,
    read_coverage,
    read_sources,
)
from data_prep.queries import ask, find_event, read_spans
from data_prep.resident import read_index
from data_prep.unused import use_of_times
from pages.words import sources as words


def opened(blog: str | None = "2031-03-15", **more: Any) -> SimpleNamespace:
    """The story; the blog came out on this day, and other articles have these values in `copy_of` or `published_start`."""
    tables = make_tables()
    articles = tables["articles"].set_index("article_id", drop=False)
    day = pd.NaT if blog is None else pd.Timestamp(blog)
    articles.loc["blog", ["published_start", "published_end"]] = [day, day + pd.Timedelta(days=1)]
    for article, original in more.items():
        articles.loc[article, "copy_of"] = original
    return open_made(tables | {"articles": articles.reset_index(drop=True)})


def places(timeline: SimpleNamespace, event_id: str, by: Any = "outlets") -> dict[str, tuple[str, float]]:
    coverage, found = read_coverage(timeline, by), find_event(timeline, event_id)
    assert found is not None
    mine = np.flatnonzero(coverage.row == found[0])
    outlets = dict(ask(timeline, "select number, outlet from outlets").itertuples(index=False))
    names = [outlets.get(int(source), "none") for source in coverage.source[mine]]
    return {n: (PLACES[coverage.place[i]], float(coverage.delay[i])) for n, i in zip(names, mine, strict=True)}


def test_two_of_one_day_are_both_first_and_neither_alone_so() -> None:
    told = places(opened(), "meeting")
    assert told["Harbour Gazette"] == told["Atlantic Wire"] == ("tied", 0.0) and told["none"] == ("later", 2.0)


def test_an_unknown_date_leaves_open_who_was_first() -> None:
    told = places(opened(blog=None), "meeting")
    assert {place for place, _ in told.values()} == {"perhaps"} and all(np.isnan(delay) for _, delay in told.values())


def test_a_copy_counts_as_what_it_repeats() -> None:
    timeline = opened(wire="gazette")
    assert places(timeline, "meeting")["Harbour Gazette"] == ("first", 0.0)
    assert "Atlantic Wire" not in places(timeline, "meeting")
    assert places(timeline, "nets") == {"Harbour Gazette": ("alone", pytest.approx(float("nan"), nan_ok=True))}
    table = count_outlets(timeline, read_coverage(timeline, "outlets"), np.ones(14, bool)).set_index("outlet")
    assert table.at["Atlantic Wire", "copies"] == 1 and table.at["Atlantic Wire", "events"] == 0


def test_the_table_by_outlet_counts_what_the_filters_leave() -> None:
    timeline = opened()
    coverage, index = read_coverage(timeline, "outlets"), read_index(timeline.connection)
    table = count_outlets(timeline, coverage, np.ones(len(index), bool)).set_index("number")
    gazette = table[table["outlet"] == "Harbour Gazette"].iloc[0]
    assert (gazette["events"], gazette["first"], gazette["tied"]) == (6, 0, 2) and gazette["kind"] == "newspaper"
    assert gazette["alone"] == 4 and gazette["articles"] == 1 and gazette["delay"] == 0
    assert table.at[UNSTATED, "kind"] == "blog" and table.at[UNSTATED, "delay"] == 2
    found = find_event(timeline, "meeting")
    assert found is not None
    only = count_outlets(timeline, coverage, index.mark(np.array([found[0]], np.int32)))
    assert only["events"].sum() == 3 and only["alone"].sum() == 0


def test_lines_and_columns_of_the_picture() -> None:
    timeline = opened()
    index = read_index(timeline.connection)
    every = np.ones(len(index), bool)
    for by in ("outlets", "articles"):
        coverage = read_coverage(timeline, by)
        rows, sources = most_told(coverage, every, index.rank, 5), busiest_sources(coverage, every, 12, by)
        meeting = find_event(timeline, "meeting")
        assert meeting is not None and rows[0] == meeting[0] and len(sources) == 4
        cells = read_cells(timeline, coverage, rows.tolist(), by)
        assert set(cells["source"]) <= set(sources) and not cells.duplicated(["row", "source"]).any()
        first = cells[cells["row"] == rows[0]]
        assert set(first["article_id"]) == {"gazette", "wire", "blog"}
        named = read_sources(timeline, sources, by)
        assert named["source"].tolist() == sources and set(named["outlet"].dropna()) >= {"Harbour Gazette"}


def test_no_tellings_are_no_trouble() -> None:
    empty = Coverage(*(np.zeros(0, dtype) for dtype in (np.int32, np.int32, np.int8, np.float32)))
    assert len(most_told(empty, np.ones(3, bool), np.arange(3, dtype=np.int32), 5)) == 0
    assert busiest_sources(empty, np.ones(3, bool), 5, "outlets") == []


def test_what_words_of_time_are_used_for() -> None:
    timeline = opened()
    spans = read_spans(timeline, "gazette")
    used = {t.text: t.use for t in use_of_times(spans)}
    assert set(used.values()) == {"dates"}
    reports = spans["reports"]
    apart = spans["timexes"].assign(timex_id=[f"x{n}" for n in range(len(spans["timexes"]))])
    kinds = use_of_times({"timexes": apart, "reports": reports})
    assert {t.use for t in kinds} == {"beside"} and all(not t.events for t in kinds)
    assert {t.use for t in use_of_times({"timexes": apart, "reports": reports.head(0)})} == {"nothing"}
    lengths = apart.assign(type="DURATION", edtf=None)
    assert {t.use for t in use_of_times({"timexes": lengths, "reports": reports})} == {"length"}
    vague = apart.assign(edtf=None)
    assert {t.use for t in use_of_times({"timexes": vague, "reports": reports})} == {"vague"}


def test_places_in_words() -> None:
    assert (
        words.place("later", 1.0) == "1 day after the first"
        and words.place("later", float("nan")) == "tells it later than others"
    )
    assert words.place("tied", 0.0) == "the first, on the same day as others"
    assert words.head(1, 1) == "1 article from 1 outlet" and words.head(5, 0) == "5 articles"
    assert words.told_here(3, 1) == "3 events told here, one of them without a date"
    assert words.words_of_time(5, 1) == "5 time expressions, 1 of which dates no event"
