"""The charts of the actors page: network, lines of counts, titles."""

import numpy as np
import pandas as pd
import pytest

from pages.charts.network import LINES, Ties, lay_out, network_figure
from pages.charts.strips import Held, Strip, strips_figure, titles_figure
from pages.charts.tokens import DARK, LIGHT

DAY = 86_400_000.0


def ties(n: int, focus: int = 1) -> Ties:
    step = np.arange(n)
    shared = (step[:, None] * 7 + step[None] * 3) % 5
    shared = np.triu(shared, 1)
    shared = shared + shared.T
    shared[0, 1:] = shared[1:, 0] = 6
    names = [f"Actor <b>{i}</b> of some Length" for i in range(n)]
    types = ["person", "state", "organisation", "armed force", "group"]
    return Ties([f"a{i}" for i in range(n)], names, [types[i % 5] for i in range(n)], [40 - i for i in range(n)], shared, focus)  # fmt: skip


def marks(figure: object) -> object:
    return next(t for t in figure.data if t.mode == "markers" and t.name != "ties")


@pytest.mark.parametrize(("n", "width", "height"), [(2, 340, 420), (12, 340, 420), (25, 900, 480)])
def test_marks_stand_apart_and_within(n: int, width: int, height: int) -> None:
    at = lay_out(ties(n).shared, width, height)
    assert at.shape == (n, 2) and (at >= 0).all() and (at[:, 0] <= width).all() and (at[:, 1] <= height).all()
    far = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) + 1e9 * np.eye(n)
    assert far.min() > 10


def test_the_same_data_give_the_same_picture() -> None:
    assert network_figure(ties(24), LIGHT).to_json() == network_figure(ties(24), LIGHT).to_json()


def test_those_that_share_much_stand_near() -> None:
    shared = np.zeros((6, 6), np.int64)
    for i, j, n in ((0, 1, 40), (2, 3, 40), (4, 5, 40), (0, 2, 1), (2, 4, 1), (0, 4, 1)):
        shared[i, j] = shared[j, i] = n
    at = lay_out(shared, 500, 500)
    near = [np.hypot(*(at[i] - at[i + 1])) for i in (0, 2, 4)]
    assert max(near) < np.hypot(*(at[0] - at[2])) and max(near) < np.hypot(*(at[1] - at[5]))


def test_size_shape_colour_and_what_a_click_gives() -> None:
    some = ties(24, 2)
    fig = network_figure(some, LIGHT, 900)
    drawn = marks(fig)
    assert list(drawn.customdata) == list(some.keys) and len(set(drawn.marker.symbol)) == 5
    assert list(drawn.marker.color).count(LIGHT.accent) == 2 and drawn.marker.size[0] > drawn.marker.size[-1]
    clickable = next(t for t in fig.data if t.name == "ties")
    assert len({tuple(pair) for pair in clickable.customdata}) == LINES == len(some.lines())
    assert {pair for pair in some.lines() if pair[0] == 0} == {(0, n) for n in range(1, 24)}  # all of the focus
    assert "<b>3</b>" not in fig.to_json()


def test_the_others_are_one_mark_without_a_click_on_its_lines() -> None:
    some = ties(4)
    rest = Ties(
        [*some.keys[:3], "…rest"], [*some.names[:3], "37 others"], [*some.types[:3], ""], some.events, some.shared
    )
    fig = network_figure(rest, DARK)
    clickable = next(t for t in fig.data if t.name == "ties")
    assert all("…rest" not in pair for pair in clickable.customdata)
    assert any("37 others" in (t.text or ()) for t in fig.data if t.mode == "text")


def counts(*n: int) -> pd.DataFrame:
    start = np.arange(len(n)) * 30 * DAY
    return pd.DataFrame({"start": start, "end": start + 30 * DAY, "n": n})


@pytest.mark.parametrize("width", [340, 960])
def test_lines_of_counts_have_one_scale(width: int) -> None:
    strips = [Strip("Anna <i>x</i>", counts(4, 0, 8), True), Strip("says it", counts(2))]
    fig = strips_figure(strips, (0.0, 120 * DAY), LIGHT, width)
    first, second = (t for t in fig.data if t.type == "bar")
    assert first.y[0] == 2 * second.y[0] and first.y[2] == 2 * first.y[0]
    assert [words.text for words in fig.layout.annotations] == ["12", "2"] and "<i>x" not in fig.to_json()


def test_a_title_seen_once_is_hollow() -> None:
    held = [
        Held("fisheries minister", "Halla", 0.0, 90 * DAY, "12 Mar to 1 Jun", False),
        Held("former <b>minister</b>", "Halla", 100 * DAY, 101 * DAY, "20 Jun", True),
    ]
    fig = titles_figure(held, (0.0, 120 * DAY), LIGHT, named=True)
    dots = next(t for t in fig.data if t.mode == "markers")
    assert list(dots.marker.color) == [LIGHT.mute, LIGHT.mute, LIGHT.paper] and len(dots.x) == 3
    assert any(t.fillgradient.colorscale for t in fig.data if t.fillgradient) and "<b>minister</b>" not in fig.to_json()
    assert [a.text.split(":")[0] for a in fig.layout.annotations] == ["Halla", "Halla"]
