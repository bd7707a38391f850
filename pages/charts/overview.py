"""The strip above the timeline: how many events when, and which part of the time the lanes show.

Enters: bars that were counted, the window that the lanes show. Leaves: a Figure. What is known to the year only is a
dashed line beneath, never spread over its months.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data_prep.saying import date_words
from pages.charts.axis import Window, time_axis
from pages.charts.frame import MS_DAY, Sketch, bare_figure, finished, ms
from pages.charts.lanes import left_margin
from pages.charts.tokens import Look

HEIGHT = 66  # px


def draw_overview(
    bars: pd.DataFrame,
    years_only: Mapping[int, int],
    span: Window,
    window: Window,
    look: Look,
    width: int = 1000,
    shelf: float = 12,
) -> Sketch:
    """`bars`: start, end (ms), n, one row each: months, quarters or years; `years_only`: year -> how many events are known to it only.

    `span` is the whole stretch of time, `window` the part of it that the lanes show (ms); `width` of the picture and of
    the shelf beside the lanes in px.
    """
    left = left_margin(width)
    plot = width - left - shelf - 8
    fig = bare_figure(HEIGHT, look, left=left, right=shelf + 8, top=4, bottom=24)
    top = float(bars["n"].max()) if len(bars) else 1.0
    _add_window(fig, span, window, look)
    starts, ends = (bars[c].to_numpy("float64") for c in ("start", "end"))
    thin = 3 * (span[1] - span[0]) / plot  # a bar is never thinner than 3 px
    fig.add_bar(
        x=(starts + ends) / 2,
        y=bars["n"].to_numpy("float64"),
        width=np.maximum((ends - starts) * 0.82, thin),
        marker={"color": look.faint, "line": {"width": 0}},
        hovertext=[_bar_words(*bar) for bar in zip(starts, ends, bars["n"], strict=True)],
        hoverinfo="text",
    )
    if years_only:
        edges = ms([day for year in years_only for day in (f"{year:04}-01-04", f"{year:04}-12-28", "NaT")])
        text = [f"{n:,} known only to the year {year}" for year, n in years_only.items() for _ in range(3)]
        line = {"color": look.faint, "width": 2, "dash": "4px,3px"}
        fig.add_scatter(x=edges, y=[-0.11 * top] * len(edges), mode="lines", line=line, hoverinfo="text", text=text)
    fig.update_layout(
        bargap=0,
        xaxis=time_axis(span, min(plot, 240 if plot > 500 else plot), look),
        yaxis={"visible": False, "range": [-0.2 * top, top * 1.05], "fixedrange": True},
    )
    return fig


overview_figure = finished(draw_overview)


def _bar_words(start: float, end: float, n: int) -> str:
    """What stands over a month, a quarter or a year."""
    return f"{period_words(start, end)}: {n:,} event{'s' * (n != 1)}"


def period_words(start: float, end: float) -> str:
    """A month, a quarter or a year (ms) in words."""
    first, last = (np.datetime64(int(at), "ms").astype("datetime64[M]") for at in (start, end - MS_DAY))
    when = str(first)[:4] if (last - first).astype(int) > 3 else f"{first}/{last}" if last > first else str(first)
    return date_words(when, long=True)


def _add_window(fig: Sketch, span: Window, window: Window, look: Look) -> None:
    """The window's edges in accent, the time outside of it washed out."""
    across = {"xref": "x", "yref": "paper", "y0": -0.06, "y1": 1}
    for a, b in ((span[0], window[0]), (window[1], span[1])):
        if b - a > 20 * MS_DAY:
            fig.add_shape(type="rect", x0=a, x1=b, fillcolor=look.wash, line={"width": 0}, layer="below", **across)
    for edge in window:
        fig.add_shape(type="line", x0=edge, x1=edge, line={"color": look.accent, "width": 2}, **across)
