"""Lanes, overview, axis, labels: what is drawn for which events."""

import json
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from laid_out import DENSE, bars_of, drawn_of, lay_by_actor, lay_by_kind, whole_span
from made_timeline import HOSTILE, make_tables, many_tables, open_made

from data_prep.queries import read_events
from pages.charts.axis import time_ticks
from pages.charts.frame import MS_DAY, cut_short, ms, plain, possible_days, shorten
from pages.charts.labels import place_labels
from pages.charts.lanes import lanes_figure
from pages.charts.overview import overview_figure
from pages.charts.sides import NOBODY, REST
from pages.charts.tokens import DARK, GROUPS, LIGHT, STATUS, group_of, look


@pytest.fixture(scope="module")
def story() -> tuple[pd.DataFrame, pd.DataFrame]:
    tables = make_tables()
    return read_events(open_made(tables)), tables["actors"]


@pytest.fixture(scope="module")
def full() -> tuple[pd.DataFrame, pd.DataFrame]:
    tables = many_tables(2000)
    return read_events(open_made(tables)), tables["actors"]


def drawn(fig: go.Figure) -> dict[str, list[dict[str, Any]]]:
    """event_id -> its signs: x, y, symbol, colour of the fill, axis."""
    out: dict[str, list[dict[str, Any]]] = {}
    for trace in fig.data:
        if trace.mode == "markers" and trace.customdata is not None:
            for n, event in enumerate(trace.customdata):
                sign = {
                    "x": trace.x[n],
                    "y": trace.y[n],
                    "symbol": trace.marker.symbol[n],
                    "fill": trace.marker.color[n],
                    "axis": trace.xaxis,
                    "line": trace.marker.line.color[n],
                }
                out.setdefault(str(event), []).append(sign)
    return out


def draw(story: tuple[pd.DataFrame, pd.DataFrame], **more: Any) -> go.Figure:
    events, actors = story
    span = more.pop("window", whole_span(events))
    laid = more.pop("laid", None) or lay_by_actor(events, actors)
    what = drawn_of(events, laid, span, more.get("selected"))
    return lanes_figure(**what, lanes=laid.lanes, window=span, look=more.pop("tone", LIGHT), **more)


def day(text: str) -> float:
    return float(ms([pd.Timestamp(text)])[0])


def test_every_event_has_a_sign_and_undated_ones_stand_on_the_shelf(story: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    signs = drawn(draw(story))
    assert set(signs) == set(story[0]["event_id"])
    assert {s["axis"] for s in signs["treaty"]} == {"x2"} and {s["axis"] for s in signs["meeting"]} == {"x"}


def test_place_is_the_day_and_one_sign_stands_on_each_participant(story: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    signs = drawn(draw(story))["meeting"]
    assert len(signs) == 2 and {s["x"] for s in signs} == {day("2031-03-12")} and len({s["y"] for s in signs}) == 2


def test_only_a_known_day_is_filled(story: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    signs = drawn(draw(story))
    assert signs["meeting"][0]["fill"] == LIGHT.kind["meet"]
    for event in ("round", "closing", "gear", "letters", "visit", "boats"):
        assert signs[event][0]["fill"] == LIGHT.paper, event
    assert day("2030-11-01") < signs["round"][0]["x"] < day("2030-12-01")


def test_shape_says_who_vouches(story: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    signs = drawn(draw(story))
    found = {event: signs[event][0]["symbol"] for event in ("meeting", "gear", "ships", "nets")}
    assert found == {"meeting": "circle", "gear": "diamond", "ships": "triangle-right", "nets": "x"}


def test_both_days_of_a_set_are_drawn_where_they_can_be_told_apart(story: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    near = drawn(draw(story, window=(day("2031-02-01"), day("2031-04-01"))))["feast"]
    assert [s["x"] for s in near] == [day("2031-03-07"), day("2031-03-14")]
    assert len(drawn(draw(story))["feast"]) == 1


def test_the_selected_event_is_named_whatever_its_salience(story: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    for width in (320, 800, 1200):
        names = next(
            t for t in draw(story, selected="codwar", width=width).data if t.mode == "text" and t.customdata is not None
        )
        assert "codwar" in names.customdata, width


def test_article_text_never_becomes_a_tag_of_plotly(story: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    spec = draw(story, selected="letters").to_json() + json.dumps(plain(HOSTILE))
    assert "<script" not in spec and "<img" not in spec and "<a " not in spec and "\\u003cscript" not in spec
    assert "$" not in plain(HOSTILE)


def test_signs_of_one_day_stand_above_each_other(full: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    events, actors = full
    rows = pd.concat([events[events["grain"] == "day"].head(1)] * 4, ignore_index=True)
    rows["event_id"] = [f"same{i}" for i in range(4)]
    ys = [s[0]["y"] for s in drawn(draw((rows, actors))).values()]
    assert len(set(ys)) == 4 and min(np.diff(sorted(ys))) >= 10


def test_a_full_timeline_shows_density_and_few_signs(full: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    events, _ = full
    assert len(events) > DENSE
    fig = draw(full, selected=str(events["event_id"].iloc[7]))
    dated = [e for e, signs in drawn(fig).items() if signs[0]["axis"] == "x"]
    assert len(dated) <= 50 and str(events["event_id"].iloc[7]) in dated
    assert len(fig.to_json()) < 200_000


def test_lanes_are_few_and_the_rest_share_one(full: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    laid = lay_by_actor(*full, most=12)
    keys = laid.lanes.keys
    assert len(keys) == 13 and keys[-1] == REST and len(laid.rest) > 100
    assert laid.lanes.sides[-1][-1].label == f"others ({len(laid.rest)})"
    assert all(set(who) <= set(keys) for who in laid.of_event)


def test_states_head_their_side(story: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    laid = lay_by_actor(*story)
    lanes = laid.lanes
    assert [side[0].key for side in lanes.sides][:2] == ["portugal", "iceland"]
    assert {lane.key for lane in lanes.sides[1]} == {"iceland", "halla"}
    assert lanes.sides[-1][-1].key == NOBODY and laid.of_event[story[0]["event_id"] == "boats"].iloc[0] == (NOBODY,)


def test_lanes_by_kind_hold_every_event(story: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    laid = lay_by_kind(story[0])
    assert {k for who in laid.of_event for k in who} == set(story[0]["kind"]) == set(laid.lanes.keys)
    assert set(drawn(draw(story, laid=laid, tone=DARK))) == set(story[0]["event_id"])


@pytest.mark.parametrize(("days", "width"), [(10, 300), (60, 900), (400, 300), (3000, 900), (200_000, 300)])
def test_ticks_keep_apart(days: int, width: int) -> None:
    start = day("2024-03-05")
    values, texts = time_ticks(start, start + days * MS_DAY, width)
    px = np.array(values) / (days * MS_DAY) * width
    assert 1 <= len(values) == len(texts) <= width / 20 and (len(px) < 2 or np.diff(px).min() > 20)
    assert any(c.isdigit() for c in texts[0])


def test_years_are_not_spread_over_months(story: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    events, _ = story
    span = whole_span(events)
    assert span is not None
    bars, years = bars_of(events, span)
    assert bars["n"].sum() == (events["grain"].isin(["day", "week", "month"]) & events["date_start"].notna()).sum()
    fig = overview_figure(bars, years, span, span, LIGHT)
    assert list(fig.data[0].y) == list(bars["n"])
    said = dict.fromkeys(fig.data[1].text)  # one trace, and for each year a line, a gap, its words
    assert len(said) == len(years) and len(fig.data[1].x) == 3 * len(years)


def test_an_open_end_is_drawn_within_the_window(story: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    events, actors = story
    row = events[events["event_id"] == "letter"].copy()
    row["date_edtf"], row["date_end"], row["grain"] = "2031-03-12/..", pd.NaT, "interval"
    both = pd.concat([row, events[events["event_id"] == "round"]], ignore_index=True)
    window = (day("2030-10-01"), day("2031-06-01"))
    sign = drawn(draw((both, actors), window=window))["letter"][0]
    assert sign["fill"] == LIGHT.paper and day("2031-03-12") <= sign["x"] <= day("2031-04-20")


def test_labels_meet_neither_each_other_nor_a_leader() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        at, widths = rng.uniform(0, 800, 14), rng.uniform(60, 330, 14)
        placed = place_labels(widths.tolist(), at.tolist(), (-130, 860), 9)
        assert any(p.i == 0 for p in placed)
        for p in placed:
            assert p.a >= -130 and p.b <= 860
            for q in placed:
                if p is not q:
                    assert p.row != q.row or p.b + 11 < q.a or q.b + 11 < p.a
                    assert not (q.row > p.row and p.a < q.x < p.b and abs(p.x - q.x) > 1)


def test_small_things() -> None:
    assert shorten("one two three four", 12) == "one two…" and shorten("short", 12) == "short"
    assert (
        possible_days("[2031-03-07,2031-03-14]") == (day("2031-03-07"), day("2031-03-14")) and possible_days(None) == ()
    )
    assert look("dark") is DARK and look(None) is LIGHT and group_of("no such kind") == "other"
    assert set(LIGHT.kind) == set(DARK.kind) == set(GROUPS) and set(STATUS) == {
        "reported",
        "claimed",
        "denied",
        "planned",
    }


def test_names_of_wide_letters_are_cut_sooner() -> None:
    assert cut_short("Moammar Gadhafi", 14) == "Moammar Gad…"  # 12.8 letters and the ellipsis
    assert cut_short("Transitional", 12) == "Transitional"
    assert cut_short("United Kingdom", 14) == "United Kingdom"
    assert cut_short("", 5) == ""
