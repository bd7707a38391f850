"""Small pictures over time, one line above the other: how often in each month or year, and from when to when.

Enters: counts per period (`windows.count_periods`) or stretches of time, a window in ms. Leaves: a Figure whose y axis is in px.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from pages.charts.axis import Window, time_axis
from pages.charts.frame import MS_DAY, Sketch, bare_figure, cut_short, plain, shorten
from pages.charts.lanes import left_margin
from pages.charts.overview import period_words
from pages.charts.tokens import LANE, Look, rgb

TALL, RIGHT, GANTT = 20.0, 46.0, 36.0  # px: a bar at most, room for the sums, from title to title


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of counts: its name, start, end (ms), n by period; `strong` ones head those that follow."""

    label: str
    counts: pd.DataFrame
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """One title: whose, from when to when it was seen (ms), in words; `once`: only at one date."""

    title: str
    whose: str
    start: float
    end: float
    words: str
    once: bool


def strips_figure(strips: Sequence[Strip], window: Window, look: Look, width: int = 960) -> go.Figure:
    """A line of bars for each strip, all on one scale, with its sum at the right."""
    left = left_margin(width)
    fig = bare_figure(len(strips) * (TALL + 7) + 30, look, left=left, right=RIGHT, bottom=24)
    most = max((int(s.counts["n"].max()) for s in strips if len(s.counts)), default=1)
    lines = [(n + 1) * (TALL + 7) for n in range(len(strips))]
    for strip, y in zip(strips, lines, strict=True):
        high = [max(TALL * n / most, 1.5) for n in strip.counts["n"]]
        start, end = strip.counts["start"], strip.counts["end"]
        fig.add_bar(
            x=((start + end) / 2).tolist(),
            y=[-h for h in high],
            base=y,
            width=((end - start) * 0.86).tolist(),
            marker={"color": look.mute if strip.strong else look.faint, "line": {"width": 0}},
            hovertext=[
                f"<b>{plain(strip.label)}</b><br>{plain(_words(*row))}"
                for row in zip(start, end, strip.counts["n"], strict=True)
            ],
            hoverinfo="text",
        )
    for strip, y in zip(
        strips, lines, strict=True
    ):  # as annotations: Plotly hides the words of points outside of the range
        words = f"{int(strip.counts['n'].sum()):,}"
        font = {"size": 12, "color": look.mute}
        fig.add_annotation(text=words, xref="paper", x=1, xanchor="left", xshift=4, y=y - 8, showarrow=False, font=font)
    _add_rules(fig, window, lines, look)
    fig.update_layout(
        barmode="overlay",
        xaxis=time_axis(window, width - left - RIGHT, look),
        yaxis={
            "range": [len(strips) * (TALL + 7) + 6, 0],
            "tickvals": [y - 8 for y in lines],
            "ticktext": [_label(s, int((left - 8) / 6.7)) for s in strips],
            "tickfont": {"size": 13, "color": look.ink},
            "ticks": "",
            "ticklabelstandoff": 8,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
    )
    return fig.figure()


def _words(start: float, end: float, n: int) -> str:
    return f"{period_words(start, end)}: {n:,} event{'s' * (n != 1)}"


def _label(strip: Strip, most: int) -> str:
    label = plain(cut_short(strip.label, most))
    return f"<b>{label}</b>" if strip.strong else label


def _add_rules(fig: Sketch, window: Window, lines: Sequence[float], look: Look) -> None:
    fig.add_scatter(
        x=[x for _ in lines for x in (*window, None)],
        y=[v for y in lines for v in (y, y, None)],
        mode="lines",
        line={"color": look.rule, "width": 1},
        hoverinfo="skip",
    )


def titles_figure(
    titles: Sequence[Held], window: Window, look: Look, width: int = 440, named: bool = False
) -> go.Figure:
    """A bar for each title from the first to the last date at which it was seen; seen once: a hollow mark with soft ends.

    `named`: whose title it is stands beside it.
    """
    height = len(titles) * GANTT
    fig = bare_figure(height + 30, look, bottom=24)
    unit = (window[1] - window[0]) / width
    for n, held in enumerate(titles):
        _add_title(fig, held, n * GANTT + 26, unit, look, f"{held.whose}: {held.title}" if named else held.title)
    lines = [n * GANTT + 26 for n in range(len(titles))]
    _add_rules(fig, window, lines, look)
    ends = [
        (x, y, held)
        for held, y in zip(titles, lines, strict=True)
        for x in dict.fromkeys((held.start, max(held.start, held.end - MS_DAY)))
    ]
    fig.add_scatter(
        x=[x for x, _, _ in ends],
        y=[y for _, y, _ in ends],
        mode="markers",
        marker={
            "size": 9,
            "opacity": 1,
            "color": [look.paper if held.once else look.mute for _, _, held in ends],
            "line": {"color": look.mute, "width": 2},
        },
        hovertext=[f"<b>{plain(held.title)}</b><br>{plain(held.whose)}, {plain(held.words)}" for _, _, held in ends],
        hoverinfo="text",
        cliponaxis=False,
    )
    fig.update_layout(
        xaxis=time_axis(window, width, look),
        yaxis={"range": [height + 6, 0], "visible": False, "fixedrange": True},
    )
    return fig.figure()


def _add_title(fig: Sketch, held: Held, y: float, unit: float, look: Look, words: str) -> None:
    """The bar with its words above it."""
    soft = 14 * unit
    a, b = (held.start - soft, held.start + soft) if held.once else (held.start, max(held.end, held.start + MS_DAY))
    clear = rgb(look.mute)
    fades = [[0, clear + "0)"], [0.5, clear + ".6)"], [1, clear + "0)"]]
    more = {"fillgradient": {"type": "horizontal", "colorscale": fades}} if held.once else {"fillcolor": clear + ".55)"}
    fig.add_scatter(
        x=[a, b, b, a, a],
        y=[y - 3, y - 3, y + 3, y + 3, y - 3],
        mode="lines",
        line={"width": 0},
        fill="toself",
        hoverinfo="skip",
        **more,
    )
    fig.add_annotation(
        xref="x domain",
        x=0,
        y=y - LANE / 2 - 1,
        text=plain(shorten(words, 48)),
        showarrow=False,
        xanchor="left",
        align="left",
        font={"size": 13, "color": look.ink},
    )
