"""The timeline: actors or kinds as lanes, events as signs, the salient ones named above, undated ones on a shelf.

Enters: the events to draw one by one, how many others lie where, `Lanes`, a window in ms, the width in px it will be shown
at. Leaves: a Figure whose y axis is in px, so that labels can be placed by arithmetic; `customdata` of a sign is its
event_id. Nothing is counted or chosen here: what is drawn was chosen before, by the level of detail.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from pages.charts.axis import Window, beyond, time_axis, year_starts
from pages.charts.frame import Sign, Sketch, bare_figure, cut_short, finished, plain, signs_of
from pages.charts.labels import Place
from pages.charts.naming import Plot, add_names, name_events
from pages.charts.sides import Lanes
from pages.charts.signs import (
    STEP,
    Spots,
    add_bars,
    add_brackets,
    add_delays,
    add_density,
    add_marks,
    days_apart,
    offset,
    stack,
)
from pages.charts.tokens import LANE, ROW, SHELF, Look

GAP = 13.0  # px between sides
CROWD = 100  # signs, beyond which fewer stand above each other, and threads are drawn for events with names only


def draw_lanes(
    drawn: pd.DataFrame,
    density: pd.DataFrame,
    lanes: Lanes,
    window: Window,
    look: Look,
    *,
    width: int = 1000,
    selected: str | None = None,
    undated: pd.DataFrame | None = None,
    undated_counts: Mapping[str, int] | None = None,
    named: int | None = None,
    first: Collection[str] = (),
) -> Sketch:
    """Draw the timeline at `width` px.

    `drawn`: dated events with a sign each, at most some 250, with a column `lanes` (tuple of lane keys). `density`: lane,
    at (ms, the middle of a stretch), n; empty where all are drawn. `undated`: events of the shelf, up to three a lane, with
    `lanes`; `undated_counts`: lane -> how many there are. `named`: at most so many events get their names, by salience, those in
    `first` before all others. Where `drawn` has the columns `happened` (ms) and `told`, signs stand for first reports.
    """
    counts = undated_counts or {}
    left, shelf = left_margin(width), shelf_width(bool(counts), width)
    crowded = not density.empty or len(drawn) > CROWD
    plot = Plot(left, width - left - shelf - 8, shelf, window)
    signs = signs_of(drawn, plot.window)
    px = {s.event_id: plot.px(s.at) for s in signs}
    lane_y, bottom, spots = _lane_places(lanes, stack(signs, px, lanes.keys, 3 if crowded else 5))
    most, rows = (14, 9) if width > 500 else (9, 7)
    labels, places = name_events(signs, plot, selected, named or most, rows, first)
    head = (max((p.row for p in places.values()), default=-1) + 1) * ROW + 12
    fig = bare_figure(head + bottom + 26, look, left=left, bottom=24)
    _add_lines(fig, lane_y, plot, bottom, look, bool(counts))
    if not density.empty:
        add_density(fig, density, lane_y, look)
    _add_threads(fig, signs, places, spots, look, selected, crowded)
    add_delays(
        fig, [s for s in signs if s.event_id in places or s.event_id == selected], spots, look, plot.unit, selected
    )
    add_bars(fig, signs, spots, look, plot.unit)
    where = [
        (s, at, spots[s.event_id, lane])
        for s in signs
        for lane in s.lanes
        if (s.event_id, lane) in spots
        for at in (days_apart(s, plot.unit) or (s.at,))
    ]
    add_marks(fig, where, look, selected)
    add_brackets(fig, signs, spots, plot.unit, look, selected)
    if counts:
        _add_shelf(
            fig, signs_of(undated, window) if undated is not None else [], counts, lane_y, bottom, look, selected
        )
    add_names(fig, signs, labels, places, plot, look, selected, crowded)
    _set_axes(fig, signs, lanes, lane_y, plot, bottom, head, look)
    return fig


lanes_figure = finished(draw_lanes)


def left_margin(width: int) -> float:
    """Room for the names of lanes, px."""
    return 136 if width > 500 else 104


def shelf_width(undated: bool, width: int) -> float:
    """Room for undated events, px; a little air where there are none."""
    if not undated:
        return 12
    return SHELF if width > 500 else SHELF - 14


def _lane_places(lanes: Lanes, levels: dict[str, dict[str, int]]) -> tuple[dict[str, float], float, Spots]:
    """The y of each lane's line, of the bottom, of each sign; a lane where many signs share a day is as high as they are."""
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
    spots = {(e, lane): lane_y[lane] + offset(n) for lane, mine in levels.items() for e, n in mine.items()}
    return lane_y, y - GAP + LANE * 0.75, spots


def _add_lines(fig: Sketch, lane_y: dict[str, float], plot: Plot, bottom: float, look: Look, shelf: bool) -> None:
    """A line for each lane, and one for the beginning of each year."""
    a, b = beyond(plot.window)
    lines = [(a, b, y, y) for y in lane_y.values()]
    lines += [(at, at, 0.0, bottom) for at in year_starts(plot.window)]
    for axis, mine in (("x", lines), *((("x2", [(0.0, 1.0, y, y) for y in lane_y.values()]),) if shelf else ())):
        xs = np.array([(x0, x1, np.nan) for x0, x1, _, _ in mine]).ravel()
        ys = np.array([(y0, y1, np.nan) for _, _, y0, y1 in mine]).ravel()
        fig.add_scatter(x=xs, y=ys, xaxis=axis, mode="lines", line={"color": look.rule, "width": 1}, hoverinfo="skip")


def _add_threads(
    fig: Sketch,
    signs: Sequence[Sign],
    places: dict[str, Place],
    spots: Spots,
    look: Look,
    selected: str | None,
    crowded: bool,
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
        if len(ys) > 1 and (not crowded or s.event_id in places):
            threads[0].extend([s.at, s.at, None])
            threads[1].extend([ys[0], ys[-1], None])
    for (x, y), line in (
        (leaders, {"color": look.rule, "width": 1}),
        (threads, {"color": look.density, "width": 1.5}),
        (chosen, {"color": look.accent, "width": 1.5}),
    ):
        fig.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _add_shelf(
    fig: Sketch,
    signs: Sequence[Sign],
    counts: Mapping[str, int],
    lane_y: dict[str, float],
    bottom: float,
    look: Look,
    selected: str | None,
) -> None:
    """Undated events, up to three a lane side by side; where there are more, one and their number."""
    fig.add_shape(
        type="rect",
        xref="x2 domain",
        yref="y",
        x0=0,
        x1=1,
        y0=4,
        y1=bottom,
        fillcolor=look.wash,
        line={"width": 0},
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
        n = counts.get(lane, 0)
        spots = {1: [0.5], 2: [0.3, 0.7], 3: [0.2, 0.5, 0.8]}.get(n, [0.16])
        where += [(s, x, y) for s, x in zip(mine, spots, strict=False)]
        if n > 3:
            more.append((y, f"+{n - 1}" if n < 1000 else f"+{n // 1000}k"))
    add_marks(fig, where, look, selected, axis="x2")
    text = {"size": 11.5, "color": look.mute}
    fig.add_scatter(
        x=[0.66] * len(more),
        y=[y for y, _ in more],
        xaxis="x2",
        mode="text",
        text=[t for _, t in more],
        textfont=text,
        hoverinfo="skip",
    )


def _set_axes(
    fig: Sketch,
    signs: Sequence[Sign],
    lanes: Lanes,
    lane_y: dict[str, float],
    plot: Plot,
    bottom: float,
    head: float,
    look: Look,
) -> None:
    most = int((plot.left - 8) / 6.7)
    names = [(plain(cut_short(lane.label, most)), lane) for side in lanes.sides for lane in side]
    ticks = [
        f"<b>{name}</b>" if lane.strong else f"<i>{name}</i>" if lane.key.startswith("…") else name
        for name, lane in names
    ]
    edge = plot.width / (plot.width + plot.shelf + 8)
    fig.update_layout(
        meta={  # for who draws it elsewhere
            "shelf": plot.shelf,
            "lanes": [[key, y] for key, y in lane_y.items()],
            "happened": {s.event_id: s.happened for s in signs if not np.isnan(s.happened)},
            "accent": look.accent,
        },
        xaxis=time_axis(plot.window, plot.width, look, around=True, domain=[0, edge], anchor="free", position=0),
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
