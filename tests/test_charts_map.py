"""The map as a figure: circles by area, places that share one, names without overlap, no other host."""

import numpy as np
import pandas as pd
import pytest

from pages.charts.earth import frame_of
from pages.charts.map import MOST, NEAR, Sizes, crowded, draw_map, gather, map_figure, map_height, place_names
from pages.charts.tokens import DARK, LIGHT

PLACES = pd.DataFrame(
    {
        "name": ["Porto", "Gaia", "Lisbon", "Portugal", "<b>Faro</b>"],
        "country": ["Portugal"] * 5,
        "kind": ["town", "town", "capital", "country", "town"],
        "lat": [41.15, 41.13, 38.72, 39.6, 37.02],
        "lon": [-8.61, -8.62, -9.14, -8.4, -7.93],
        "n": [9, 2, 25, 4, 0],
    }
)
FRAME = frame_of(PLACES["lon"], PLACES["lat"], 960, map_height(960))


def circles() -> pd.DataFrame:
    groups = gather(PLACES, FRAME)
    heads = PLACES.iloc[[g[0] for g in groups]].reset_index(drop=True)
    others = [[PLACES["name"][i] for i in g[1:]] for g in groups]
    return heads.assign(places=groups, others=others, first="2031-03-12", last="2031-05-02")


def test_places_that_lie_together_share_a_circle_but_not_with_a_state() -> None:
    groups = gather(PLACES, FRAME)
    assert sorted(map(sorted, groups)) == [[0, 1], [2], [3], [4]]
    assert next(g for g in groups if 0 in g)[0] == 0  # the larger one leads
    far = frame_of([], [], 960, 440)
    assert [3] in gather(PLACES, far)  # the state keeps its own


def test_five_thousand_places_become_circles_that_do_not_cover_each_other() -> None:
    dice = np.random.default_rng(1)
    many = pd.DataFrame(
        {
            "lat": dice.uniform(-50, 70, 5000),
            "lon": dice.uniform(-180, 180, 5000),
            "kind": "town",
            "n": dice.integers(1, 50, 5000),
        }
    )
    frame = frame_of([], [], 960, 440)
    groups = gather(many, frame)
    assert sorted(i for g in groups for i in g) == list(range(5000)) and len(groups) < 1500
    x, y = frame.px(many["lon"], many["lat"])
    heads = np.array([[x[g[0]], y[g[0]]] for g in groups])
    apart = np.hypot(*(heads[:, None] - heads[None]).transpose(2, 0, 1)) + np.eye(len(heads)) * 1e6
    assert apart.min() >= NEAR


def test_area_is_the_number_of_events() -> None:
    sizes = Sizes.up_to(400)
    assert sizes.across(400) == pytest.approx(MOST)
    assert (sizes.across(400) / sizes.across(100)) ** 2 == pytest.approx(4)
    assert sizes.alike >= 1 and sizes.across(sizes.alike) == sizes.across(1)
    assert min(sizes.key(400)) > sizes.alike and max(sizes.key(400)) <= 400
    assert Sizes.up_to(1).key(1) == [1]


def test_the_figure_says_what_it_is_given() -> None:
    figure = map_figure(circles(), FRAME, Sizes.up_to(25), LIGHT, chosen=[2])
    marks = next(t for t in figure.data if t.mode == "markers+text")
    at = {tuple(places): n for n, places in enumerate(marks.customdata)}
    assert set(at) == {(0, 1), (2,), (3,), (4,)}
    lisbon, faro = at[2,], at[4,]
    assert marks.marker.line.color[lisbon] == LIGHT.accent and marks.text[lisbon] == "25"
    assert marks.marker.size[faro] == 4 and "no event in this stretch" in marks.hovertext[faro]
    assert "25 events" in marks.hovertext[lisbon] and "12 Mar 2031 to 2 May 2031" in marks.hovertext[lisbon]
    assert "with Gaia" in marks.hovertext[at[0, 1]] and "its middle" in marks.hovertext[at[3,]]
    assert "<b>Faro</b>" not in marks.hovertext[faro].replace("<b>&lt;b&gt;", "")  # a name is no mark-up
    assert all(trace.type == "scatter" for trace in figure.data)  # no tiles, and nothing that Plotly would fetch


def test_dark_is_the_same_in_other_colours() -> None:
    light, dark = (draw_map(circles(), FRAME, Sizes.up_to(25), look) for look in (LIGHT, DARK))
    assert [len(t["x"]) for t in light.data] == [len(t["x"]) for t in dark.data]
    assert LIGHT.rule not in str(dark.data) and DARK.rule in str(dark.data)


def test_names_meet_no_circle_and_no_name() -> None:
    dice = np.random.default_rng(2)
    x, y, radius = dice.uniform(0, 900, 60), dice.uniform(0, 400, 60), dice.uniform(3, 20, 60)
    widths = dice.uniform(30, 90, 60).tolist()
    named = place_names(widths, x, y, radius, range(60), (900, 400))
    assert len(named) > 5
    boxes = {i: (a - widths[i] / 2, b - 8, a + widths[i] / 2, b + 8) for i, (a, b) in named.items()}
    for i, (a, b, c, d) in boxes.items():
        assert a >= 0 and b >= 0 and c <= 900 and d <= 400
        for j, (e, f, g, h) in boxes.items():
            assert i == j or c <= e or g <= a or d <= f or h <= b


def test_where_most_events_are() -> None:
    far = pd.DataFrame({"lat": [50.0, 51.0, 52.0, -30.0], "lon": [30.0, 31.0, 30.5, -60.0], "n": [40, 30, 29, 1]})
    assert crowded(far).index.tolist() == [0, 1, 2]
    assert crowded(far.iloc[:1]).index.tolist() == [0]
