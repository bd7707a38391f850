"""The timeline: actors or kinds as lanes, events as signs, the salient ones named above, undated ones on a shelf.

Enters: events (columns of `tables.py`), `Lanes`, a window in ms, the width in px it will be shown at. Leaves: a Figure
whose y axis is in px, so that labels can be placed by arithmetic; `customdata` of a sign is its event_id. Beyond
`DENSE` events a lane shows its density, and signs only for the most salient.
"""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from pages.charts.axis import Window, inside, time_axis, year_starts
from pages.charts.frame import Sign, bare_figure, cut_short, dated, plain, signs_of
from pages.charts.labels import Place
from pages.charts.naming import Plot, add_names, name_events
from pages.charts.sides import Lanes
from pages.charts.signs import STEP, Spots, add_bars, add_brackets, add_density, add_marks, days_apart, offset, stack
from pages.charts.tokens import LANE, ROW, SHELF, Look

DENSE = 250  # events in the window, beyond which lanes show density
SALIENT = 48  # signs drawn then
GAP = 13.0  # px between sides


def lanes_figure(
    events: pd.DataFrame,
    lanes: Lanes,
    window: Window,
    look: Look,
    *,
    width: int = 1000,
    selected: str | None = None,
    named: int | None = None,
) -> go.Figure:
    """Draw the timeline at `width` px. `named`: at most so many events get their names, by salience."""
    left, shelf = left_margin(width), shelf_width(events, width)
    plot = Plot(
        left,
        width - left - shelf - 8,
        shelf,
        (window[0], window[1] + 18 / (width - left - shelf - 8) * (window[1] - window[0])),
    )
    here = events[inside(events, plot.window)].sort_values("salience", ascending=False, kind="stable")
    undated = events[~dated(events)]
    dense = len(here) > DENSE
    chosen = here.head(SALIENT) if dense else here
    if dense and selected in set(here["event_id"]):
        chosen = pd.concat([chosen, here[here["event_id"] == selected]]).drop_duplicates("event_id")
    signs = signs_of(chosen, plot.window, lanes.of_event)
    px = {s.event_id: plot.px(s.at) for s in signs}
    levels = stack(signs, px, [lane.key for side in lanes.sides for lane in side], 3 if dense else 5)
    lane_y, bottom = _lane_places(lanes, levels)
    spots = {(e, lane): lane_y[lane] + offset(n) for lane, mine in levels.items() for e, n in mine.items()}
    labels, places = name_events(
        signs, plot, selected, named or (14 if width > 500 else 9), rows=9 if width > 500 else 7
    )
    head = (max((p.row for p in places.values()), default=-1) + 1) * ROW + 12
    fig = bare_figure(head + bottom + 26, look, left=left, bottom=24)
    _add_lines(fig, lane_y, plot, bottom, look, bool(len(undated)))
    if dense:
        add_density(fig, here, lanes.of_event, lane_y, plot.window, look, plot.width)
    _add_threads(fig, signs, places, spots, look, selected, dense)
    add_bars(fig, signs, spots, plot.window, look, plot.unit)
    where = [
        (s, at, spots[s.event_id, lane])
        for s in signs
        for lane in s.lanes
        for at in (days_apart(s, plot.unit) or (s.at,))
    ]
    add_marks(fig, where, look, selected)
    add_brackets(fig, signs, spots, plot.unit, look, selected)
    if len(undated):
        _add_shelf(fig, signs_of(undated, plot.window, lanes.of_event), lane_y, bottom, look, selected)
    add_names(fig, signs, labels, places, plot, look, selected, dense)
    _set_axes(fig, lanes, lane_y, plot, bottom, head, look)
    return fig


def left_margin(width: int) -> float:
    """Room for the names of lanes, px."""
    return 136 if width > 500 else 104


def shelf_width(events: pd.DataFrame, width: int) -> float:
    """Room for undated events, px."""
    if dated(events).all():
        return 12
    return SHELF if width > 500 else SHELF - 14


def _lane_places(lanes: Lanes, levels: dict[str, dict[str, int]]) -> tuple[dict[str, float], float]:
    """The y of each lane's line, and of the bottom; a lane where many signs share a day is as high as they are."""
    lane_y: dict[str, float] = {}
    y = 0.0
    for side in lanes.sides:
        for lane in side:
            high = max(levels[lane.key].values(), default=0) + 1
            above, below = STEP * (high // 2), STEP * ((high - 1) // 2)
            y += LANE + max(0.0, above - 5)
            lane_y[lane.key] = y
            y += max(0.0, below - 5)
        y += GAP
    return lane_y, y - GAP + LANE * 0.75


def _add_lines(fig: go.Figure, lane_y: dict[str, float], plot: Plot, bottom: float, look: Look, shelf: bool) -> None:
    for axis, x0, x1 in (("x", *plot.window), *((("x2", 0.0, 1.0),) if shelf else ())):
        xs = [v for _ in lane_y for v in (x0, x1, None)]
        ys = [v for y in lane_y.values() for v in (y, y, None)]
        fig.add_scatter(x=xs, y=ys, xaxis=axis, mode="lines", line={"color": look.rule, "width": 1}, hoverinfo="skip")
    for at in year_starts(plot.window):
        fig.add_shape(type="line", x0=at, x1=at, y0=0, y1=bottom, line={"color": look.rule, "width": 1}, layer="below")


def _add_threads(
    fig: go.Figure,
    signs: Sequence[Sign],
    places: dict[str, Place],
    spots: Spots,
    look: Look,
    selected: str | None,
    dense: bool,
) -> None:
    """Leaders from names to lanes, and the thread through the lanes of one event; both in accent for the selected one."""
    leaders: tuple[list[float | None], list[float | None]] = ([], [])
    threads: tuple[list[float | None], list[float | None]] = ([], [])
    chosen: tuple[list[float | None], list[float | None]] = ([], [])
    for s in signs:
        ys = sorted(spots[s.event_id, lane] for lane in s.lanes if (s.event_id, lane) in spots)
        if not ys:
            continue
        top = -places[s.event_id].row * ROW - 9 if s.event_id in places else None
        if s.event_id == selected:
            chosen[0].extend([s.at, s.at])
            chosen[1].extend([top if top is not None else -6, ys[-1]])
        elif top is not None:
            leaders[0].extend([s.at, s.at, None])
            leaders[1].extend([top, ys[0], None])
        if len(ys) > 1 and (not dense or s.event_id in places):
            threads[0].extend([s.at, s.at, None])
            threads[1].extend([ys[0], ys[-1], None])
    for (x, y), line in (
        (leaders, {"color": look.rule, "width": 1}),
        (threads, {"color": look.density, "width": 1.5}),
        (chosen, {"color": look.accent, "width": 1.5}),
    ):
        fig.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _add_shelf(
    fig: go.Figure, signs: Sequence[Sign], lane_y: dict[str, float], bottom: float, look: Look, selected: str | None
) -> None:
    """Undated events, up to three a lane side by side; where there are more, two and their number."""
    fig.add_shape(
        type="rect",
        xref="x2 domain",
        yref="y",
        x0=0,
        x1=1,
        y0=4,
        y1=bottom,
        fillcolor=look.wash,
        line_width=0,
        layer="below",
    )
    fig.add_annotation(
        xref="x2 domain",
        x=0.5,
        yref="y",
        y=bottom + 13,
        text="no date",
        showarrow=False,
        font={"size": 12, "color": look.mute},
    )
    where, more = [], []
    for lane, y in lane_y.items():
        mine = sorted((s for s in signs if lane in s.lanes), key=lambda s: (s.event_id != selected, -s.salience))
        spots = {1: [0.5], 2: [0.3, 0.7], 3: [0.2, 0.5, 0.8]}.get(len(mine), [0.16, 0.44])
        where += [(s, x, y) for s, x in zip(mine, spots, strict=False)]
        if len(mine) > 3:
            more.append((y, f"+{len(mine) - 2}"))
    add_marks(fig, where, look, selected, axis="x2")
    text = {"size": 11.5, "color": look.mute}
    fig.add_scatter(
        x=[0.8] * len(more),
        y=[y for y, _ in more],
        xaxis="x2",
        mode="text",
        text=[t for _, t in more],
        textfont=text,
        hoverinfo="skip",
    )


def _set_axes(
    fig: go.Figure, lanes: Lanes, lane_y: dict[str, float], plot: Plot, bottom: float, head: float, look: Look
) -> None:
    most = int((plot.left - 8) / 6.7)
    names = [(plain(cut_short(lane.label, most)), lane) for side in lanes.sides for lane in side]
    ticks = [
        f"<b>{name}</b>" if lane.strong else f"<i>{name}</i>" if lane.key.startswith("…") else name
        for name, lane in names
    ]
    edge = plot.width / (plot.width + plot.shelf + 8)
    fig.update_layout(
        xaxis=time_axis(plot.window, plot.width, look, domain=[0, edge], anchor="free", position=0),
        xaxis2={
            "domain": [edge + 8 / (plot.width + plot.shelf + 8), 1],
            "range": [0, 1],
            "visible": False,
            "fixedrange": True,
            "anchor": "y",
        },
        yaxis={
            "range": [bottom, -head],
            "tickvals": list(lane_y.values()),
            "ticktext": ticks,
            "tickfont": {"size": 13, "color": look.ink},
            "ticks": "",
            "ticklabelstandoff": 8,
            "showgrid": False,
            "zeroline": False,
            "showline": False,
            "automargin": False,
            "fixedrange": True,
        },
    )
