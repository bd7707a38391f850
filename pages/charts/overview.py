"""The strip above the timeline: events per month, or per year where there are many; a box drawn on it chooses the dates.

Enters: all events that the other filters leave, the window that the lanes show. Leaves: a Figure. What is known to the
year only is a dashed line beneath, never spread over its months.
"""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from pages.charts.axis import Window, time_axis
from pages.charts.frame import MS_DAY, Floats, bare_figure, ms
from pages.charts.lanes import left_margin, shelf_width
from pages.charts.tokens import Look

MONTH = pd.Timedelta(days=31)
MOST_BARS = 160


def overview_figure(
    events: pd.DataFrame, span: Window, window: Window, look: Look, width: int = 1000, shelf: float | None = None
) -> go.Figure:
    """`span` is the whole stretch of time, `window` the part of it that the lanes show (both ms); `width` in px."""
    left = left_margin(width)
    right = (shelf_width(events, width) if shelf is None else shelf) + 8
    plot = width - left - right
    end = span[1] + 18 / plot * (span[1] - span[0])
    fig = bare_figure(66, look, left=left, right=right, top=4, bottom=24)
    starts, widths, counts, words = count_bars(events, span)
    top = float(counts.max()) if len(counts) else 1.0
    for a, b in ((span[0], window[0]), (window[1], end)):
        if (b - a > 20 * MS_DAY and (a, b) != (window[1], end)) or (b > a and window[1] < span[1]):
            fig.add_shape(
                type="rect",
                xref="x",
                yref="paper",
                x0=a,
                x1=b,
                y0=-0.06,
                y1=1,
                fillcolor=look.wash,
                line_width=0,
                layer="below",
            )
    thin = 3 * (end - span[0]) / plot  # a bar is never thinner than 3 px
    fig.add_bar(
        x=starts + widths / 2,
        y=counts,
        width=np.maximum(widths * 0.82, thin),
        marker={"color": look.faint, "line": {"width": 0}},
        hovertext=words,
        hoverinfo="text",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    for year, n in _years_only(events).items():
        edges = ms([pd.Timestamp(year=year, month=1, day=4), pd.Timestamp(year=year, month=12, day=28)])
        text = f"{n} known only to the year {year}"
        line = {"color": look.faint, "width": 2, "dash": "4px,3px"}
        fig.add_scatter(x=edges, y=[-0.11 * top] * 2, mode="lines", line=line, hoverinfo="text", text=text)
    for edge in window:
        line = {"color": look.accent, "width": 2}
        fig.add_shape(type="line", xref="x", yref="paper", x0=edge, x1=edge, y0=-0.06, y1=1, line=line)
    fig.update_layout(
        bargap=0,
        xaxis=time_axis((span[0], end), min(plot, 240 if plot > 500 else plot), look),
        yaxis={"visible": False, "range": [-0.2 * top, top * 1.05], "fixedrange": True},
        dragmode="select",
        selectdirection="h",
        newselection={"line": {"color": look.accent, "width": 1}},
        activeselection={"fillcolor": look.accent, "opacity": 0.1},
    )
    return fig


def count_bars(events: pd.DataFrame, span: Window) -> tuple[Floats, Floats, Floats, list[str]]:
    """Starts and lengths of the bars (ms), how many events known to the month begin in each, and the words of each."""
    begins = events["date_start"][events["date_end"] - events["date_start"] <= MONTH]  # an open end is no length
    months = (span[1] - span[0]) / MS_DAY / 30.4
    freq = next((f for f, n in (("M", 1), ("Q", 3), ("Y", 12)) if months / n <= MOST_BARS), "Y")
    counts = begins.dt.to_period(freq).value_counts().sort_index()
    periods = pd.PeriodIndex(counts.index, freq=freq)
    starts, ends = ms(periods.start_time), ms((periods + 1).start_time)
    shape = {"M": "{0:%B %Y}", "Q": "quarter from {0:%B %Y}", "Y": "{0:%Y}"}[freq]
    words = [f"{shape.format(p.start_time)}: {n} event{'s' * (n != 1)}" for p, n in zip(periods, counts, strict=True)]
    return starts, ends - starts, counts.to_numpy("float64"), words


def _years_only(events: pd.DataFrame) -> dict[int, int]:
    rows = events[(events["grain"] == "year") & events["date_start"].notna()]
    return {int(y): int(n) for y, n in rows["date_start"].dt.year.value_counts().sort_index().items()}
