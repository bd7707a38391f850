"""What the live picture and a file get of the figures: both themes, HTML, what lies beyond the window."""

import json
import re
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from laid_out import bars_of, drawn_of, lay_by_actor, whole_span
from made_timeline import many_tables, open_made

from data_prep.queries import read_events
from pages.charts.axis import beyond, time_ticks
from pages.charts.frame import MS_DAY, ms
from pages.charts.lanes import lanes_figure
from pages.charts.overview import overview_figure
from pages.charts.sides import Lane, Lanes
from pages.charts.signs import add_density
from pages.charts.tokens import DARK, LIGHT, Look
from pages.parts.live import _colours


@pytest.fixture(scope="module", params=[150, 1500])
def events(request: pytest.FixtureRequest) -> tuple[pd.DataFrame, pd.DataFrame]:
    tables = many_tables(request.param)
    return read_events(open_made(tables)), tables["actors"]


def draw(events: tuple[pd.DataFrame, pd.DataFrame], look: Look) -> tuple[go.Figure, go.Figure]:
    every, actors = events
    span = whole_span(every)
    assert span is not None
    laid = lay_by_actor(every, actors)
    window = (span[0] + 0.2 * (span[1] - span[0]), span[1])
    selected = str(every["event_id"].iloc[40])
    figure = lanes_figure(
        **drawn_of(every, laid, window, selected), lanes=laid.lanes, window=window, look=look, selected=selected
    )
    return figure, overview_figure(*bars_of(every, span), span, window, look)


def test_every_colour_of_one_theme_has_its_like_in_the_other(events: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """What the browser does when the reader changes the theme gives the figure that Python would have drawn."""
    other = {a: b for pair in _colours() for a, b in (pair, pair[::-1])}
    for light, dark in zip(draw(events, LIGHT), draw(events, DARK), strict=True):
        swapped = re.sub(r"#[0-9A-F]{6}|rgba\(\d+,\d+,\d+,", lambda m: other.get(m[0], m[0]), light.to_json())
        assert json.loads(swapped) == json.loads(dark.to_json())


def test_the_figures_go_into_a_file_too(events: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    figure, strip = draw(events, LIGHT)
    for fig in (figure, strip):
        page = fig.to_html(include_plotlyjs=False, full_html=False)
        assert "Plotly.newPlot" in page and "http" not in re.sub(r"https://plot\.ly", "", page)
    names = next(t for t in figure.data if t.mode == "text" and t.customdata is not None)
    assert names.text[0].split("</span>")[-1].strip()[:8] in figure.to_html(include_plotlyjs=False)


def test_a_picture_is_small_however_many_events_there_are(events: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    figure, strip = draw(events, LIGHT)
    assert len(figure.data) <= 60 and len(figure.to_json()) + len(strip.to_json()) < 130_000


def test_density_has_a_hill_where_events_are_and_nothing_between() -> None:
    at = np.arange(60) * MS_DAY
    n = np.where((at < 10 * MS_DAY) | (at >= 40 * MS_DAY), 4, 0)
    table = pd.concat([pd.DataFrame({"lane": lane, "at": at, "n": n * k}) for lane, k in (("a", 1), ("b", 4))])
    fig = go.Figure()
    add_density(fig, table, {"a": 100.0, "b": 200.0, "c": 300.0}, LIGHT)
    xs, ys = fig.data[0].x, fig.data[0].y
    assert np.isnan(xs).sum() == 4 and not ((xs > 12 * MS_DAY) & (xs < 38 * MS_DAY)).any()
    heights = {base: base - ys[(ys <= base) & (ys > base - 40)].min() for base in (100, 200)}
    assert heights[200] == pytest.approx(2 * heights[100], rel=0.01) and len(xs) < 80


def test_what_comes_into_sight_has_its_ticks_and_lines() -> None:
    window = tuple(float(v) for v in ms([pd.Timestamp("2030-02-01"), pd.Timestamp("2030-08-01")]))
    near, _ = time_ticks(*window, 600)
    wide, texts = time_ticks(*window, 600, around=True)
    assert set(near) < set(wide) and min(wide) < window[0] and max(wide) > window[1]
    first = texts[wide.index(near[0])]
    assert "2030" in first and sum("2030" in t for t in texts) <= 2
    lanes = Lanes(((Lane("a", "A"),),))
    none: Any = pd.DataFrame(columns=["lane", "at", "n"])
    columns = ["event_id", "title", "kind", "date_start", "date_end", "date_edtf", "grain", "qualifier", "status"]
    empty = pd.DataFrame(columns=[*columns, "salience", "disagrees", "lanes"])
    fig = lanes_figure(empty, none, lanes, window, LIGHT)
    assert (np.nanmin(fig.data[0].x), np.nanmax(fig.data[0].x)) == beyond(window)
    assert [key for key, _ in fig.layout.meta["lanes"]] == ["a"]
