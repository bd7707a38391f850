"""The made timeline: true to itself, of every grain, the same each time."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks import synthetic
from benchmarks.made_dates import GRAINS, make_date
from benchmarks.made_rows import FIRST
from data_prep.records import GRAINS as EVERY_GRAIN
from data_prep.store import check_timeline, open_timeline


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("made") / "timeline"
    synthetic.write_synthetic(1000, directory)
    return directory


def test_a_made_timeline_is_true_to_its_articles(made: Path):
    assert check_timeline(made) == []


def test_it_has_what_a_real_one_has(made: Path):
    timeline = open_timeline(made)
    events, reports, actors = (timeline.table(name) for name in ("events", "reports", "actors"))
    assert len(events) == 1000 and len(actors) == 1000
    assert 1.4 < len(reports) / len(events) < 1.6
    assert set(events["grain"].dropna()) == set(EVERY_GRAIN)
    assert 20 < events["date_edtf"].isna().sum() < 100
    assert set(events["status"]) == {"reported", "claimed", "denied", "planned"}
    assert events["disagrees"].map(len).gt(0).any()
    assert events["date_start"].dt.year.nunique() >= 14
    assert actors["n_events"].iloc[0] > 10 * actors["n_events"].iloc[500:].mean()


def test_the_same_seed_gives_the_same_rows_with_any_number_of_workers(made: Path, tmp_path: Path):
    version = synthetic.write_synthetic(1000, tmp_path / "again", workers=1)
    assert version == open_timeline(made).manifest["version"]
    assert synthetic.write_synthetic(1000, tmp_path / "other", seed=8) != version


def test_a_large_one_is_cut_into_spans_of_whole_days():
    days = synthetic.draw_days(50_000, seed=1)
    spans = synthetic.cut_spans(days)
    assert spans[0][0] == 0 and spans[-1][1] == synthetic.DAYS
    assert all(a[1] == b[0] for a, b in pairwise(spans))
    sizes = [int(((days >= a) & (days < b)).sum()) for a, b in spans]
    assert sum(sizes) == 50_000 and max(sizes) < 2 * synthetic.SPAN


@pytest.mark.parametrize("grain", GRAINS)
def test_every_grain_of_a_date_has_words_and_days(grain: str):
    when = make_date(grain, FIRST)
    assert when.words and when.edtf
    assert (when.interval.start is not None and when.interval.start <= FIRST) or grain == "season"


def test_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["synthetic", "0", str(tmp_path)])
    with pytest.raises(SystemExit, match="accepted: 1 or more"):
        synthetic.main()
