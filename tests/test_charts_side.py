"""The charts beside the timeline: who with whom, who tells what."""

import pandas as pd
import pytest
from made_timeline import make_tables, open_made

from data_prep.queries import find_events, read_articles
from pages.charts.coverage import coverage_figure, outlet_words
from pages.charts.together import count_pairs, together_figure
from pages.charts.tokens import LIGHT


@pytest.fixture(scope="module")
def asked() -> tuple[pd.DataFrame, pd.DataFrame]:
    timeline = open_made(make_tables())
    return find_events(timeline), read_articles(timeline)


def test_pairs_are_counted_once_an_event(asked: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    events, _ = asked
    assert count_pairs(events, ["portugal", "iceland", "halla", "vilhena"]) == {
        ("portugal", "iceland"): 2,
        ("halla", "vilhena"): 1,
    }


def test_together_marks_the_focus(asked: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    events, _ = asked
    fig = together_figure(
        events, ["portugal", "iceland", "halla", "vilhena"], {"halla": "Sigrun <Halla>"}, LIGHT, "halla"
    )
    discs = next(t for t in fig.data if t.mode == "markers+text")
    assert list(discs.text) == ["2", "1"] or sorted(discs.text) == ["1", "2"]
    assert LIGHT.accent in discs.marker.color and LIGHT.mute in discs.marker.color
    assert "<Halla>" not in fig.to_json()


@pytest.mark.parametrize("width", [300, 460, 900])
def test_coverage_tells_alone_from_several(asked: tuple[pd.DataFrame, pd.DataFrame], width: int) -> None:
    events, articles = asked
    fig = coverage_figure(events, articles, LIGHT, "meeting", width)
    squares = next(t for t in fig.data if t.mode == "markers")
    fills = dict(zip([tuple(c) for c in squares.customdata], squares.marker.color, strict=True))
    assert fills["meeting", "wire"] == LIGHT.kind["meet"] and fills["gear", "wire"] == LIGHT.paper
    assert sum(len(s) for s in events["sources"]) == len(squares.x)
    assert "<script" not in fig.to_json()


def test_no_outlet_has_words() -> None:
    assert outlet_words(None) == outlet_words(float("nan")) == "outlet not stated"
