"""The charts beside the timeline: who with whom, who tells what."""

import pandas as pd
import pytest
from made_timeline import make_tables, open_made

from data_prep.queries import read_articles, read_events
from pages.charts.coverage import coverage_figure, outlet_words
from pages.charts.together import together_figure
from pages.charts.tokens import LIGHT


@pytest.fixture(scope="module")
def asked() -> tuple[pd.DataFrame, pd.DataFrame]:
    timeline = open_made(make_tables())
    return read_events(timeline), read_articles(timeline)


def test_together_marks_the_focus() -> None:
    shared = {("portugal", "iceland"): 2, ("halla", "vilhena"): 1}
    fig = together_figure(
        shared, ["portugal", "iceland", "halla", "vilhena"], {"halla": "Sigrun <Halla>"}, LIGHT, {"halla"}
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
