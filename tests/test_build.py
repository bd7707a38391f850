"""The whole way: files -> tables, twice the same, and sound."""

from pathlib import Path

import pandas as pd
import pytest

from data_prep import build_timeline
from data_prep.records import Problem
from data_prep.tables import TABLES

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return build_timeline([SEEDS])


def test_every_table_has_its_columns(tables: dict[str, pd.DataFrame]) -> None:
    assert list(tables) == list(TABLES)
    for name, frame in tables.items():
        assert list(frame.columns) == [c.name for c in TABLES[name]]


def test_built_twice_the_tables_are_identical(tables: dict[str, pd.DataFrame]) -> None:
    for name, frame in build_timeline([SEEDS]).items():
        pd.testing.assert_frame_equal(frame, tables[name])


def test_every_row_can_be_traced(tables: dict[str, pd.DataFrame]) -> None:
    texts = dict(zip(tables["articles"].article_id, tables["articles"].text, strict=True))
    for r in tables["reports"].itertuples():
        assert texts[r.article_id][r.start : r.end] == r.sentence
        assert texts[r.article_id][r.trigger_start : r.trigger_end] == r.trigger
    for t in [*tables["timexes"].itertuples(), *tables["mentions"].itertuples()]:
        assert texts[t.article_id][t.start : t.end] == t.text
    events, timexes = set(tables["events"].event_id), set(tables["timexes"].timex_id)
    assert set(tables["reports"].event_id) == events
    assert set(tables["reports"].timex_id.dropna()) <= timexes
    assert tables["reports"].report_id.is_unique and tables["events"].event_id.is_unique


def test_no_date_is_invented(tables: dict[str, pd.DataFrame]) -> None:
    """A dated event names the report that dates it; a month stays a month; an undated one has no date at all."""
    for e in tables["events"].itertuples():
        assert pd.isna(e.date_edtf) == (e.date_basis == "none") == pd.isna(e.dated_by) == pd.isna(e.grain)
        if e.grain == "month":
            assert len(e.date_edtf.rstrip("?~%")) == 7 and (e.date_end - e.date_start).days >= 28


def test_a_bad_file_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("LISBON, May 12, 2023 (Reuters) - Ana Lima met Jan Nowak on Tuesday.")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02" * 100)
    (tmp_path / "empty.md").write_text("")
    problems: list[Problem] = []
    tables = build_timeline([tmp_path], problems.append)
    assert len(tables["articles"]) == 1 and len(tables["events"]) == 1
    assert sorted(p.path for p in problems) == ["bad.txt", "empty.md"]


def test_progress_is_told() -> None:
    seen: list[tuple[str, int, int | None]] = []
    build_timeline([SEEDS], progress=lambda step, done, of: seen.append((step, done, of)))
    assert seen[0][0] == "articles read" and seen[-1][0] == "parts written"


@pytest.mark.parametrize(
    ("word", "edtf", "names"),
    [
        ("met in pyongyang", "2024-06", {"Vladimir Putin", "Kim Jong-un"}),
        ("incursion", "2024-08", {"Ukraine"}),
        ("held talks", "2024-11-29", {"Andrei Belousov", "No Kwang-chol"}),
        ("unveiling", "2025-10-01", {"Andrei Belousov", "No Kwang-chol"}),
        ("treaty", "2024", {"Russia", "North Korea"}),
        ("deployed troops", "2024", {"North Korea"}),
        ("in beijing", "2025-09-04", {"Vladimir Putin", "Kim Jong-un"}),
        ("speech", "2025-09-29", {"Kim Son-gyong"}),
        ("nuclear power", "2025-10-01", {"Vasily Nebenzya"}),
        ("anniversary", "2025-10-12", {"North Korea", "Russia"}),
        ("banquet", "[2025-10-17,2025-10-24]", {"North Korea", "Russia"}),
    ],
)
def test_the_story_of_the_seeds(tables: dict[str, pd.DataFrame], word: str, edtf: str, names: set[str]) -> None:
    """The events that a careful reader of the five digests writes down, at their true precision."""
    shown = dict(zip(tables["actors"].actor_id, tables["actors"].name, strict=True))
    told = tables["reports"].groupby("event_id").sentence.agg(" ".join)
    rows = [
        e
        for e in tables["events"].itertuples()
        if word in f"{e.title} {told[e.event_id]}".lower() and names <= {shown[a] for a in e.actors}
    ]
    assert edtf in [None if pd.isna(e.date_edtf) else e.date_edtf.rstrip("?~%") for e in rows], [
        (e.title, e.date_edtf) for e in rows
    ]


def test_the_ceremony_is_one_event_of_three_articles(tables: dict[str, pd.DataFrame]) -> None:
    ceremony = tables["events"][(tables["events"].kind == "ceremony") & (tables["events"].date_edtf == "2025-10-01")]
    assert ceremony.n_sources.tolist() == [3]
    assert {d["field"] for d in ceremony.disagrees.iloc[0]} >= {"what"}
