"""What all charts share: an empty figure of our look, days as milliseconds, and text made safe for Plotly.

Enters: frames of events with the columns of `tables.py` and `sources` (list of article_id). Leaves: a bare `go.Figure`;
`Sign` records for what is drawn one by one. Every text that comes from articles goes through `plain` on its way in.
"""

import html
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from itertools import accumulate
from math import isnan, nan
from typing import Any, ParamSpec

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from data_prep.edtf import parse_edtf
from data_prep.saying import date_words
from pages.charts.tokens import SANS, Look, group_of

MS_DAY = 86_400_000.0
OPEN = 0.08  # of the window: how far a date that is open at one end is drawn
CHAR = 6.2  # px, a character of Source Sans at 13 px, on average
P = ParamSpec("P")
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sign:
    """One event as a chart draws it. Times are milliseconds; `days` are the days that remain possible of a set."""

    event_id: str
    title: str
    words: str
    group: str
    status: str
    start: float
    end: float
    solid: bool  # known to be on that very day
    days: tuple[float, ...]
    disputed: bool
    salience: float
    lanes: tuple[str, ...]
    at: float  # where thread, sign and label go
    told: str = ""  # a further line of the hover
    happened: float = nan  # ms, where the sign stands for the first report instead


class Sketch:
    """A figure as plain dicts while it is drawn: `go.Figure` checks each value that is added, which takes far longer than the drawing."""

    def __init__(self) -> None:
        self.data: list[dict[str, Any]] = []
        self.layout: dict[str, Any] = {}

    def add_scatter(self, **trace: Any) -> None:
        """One more trace of lines, marks or words."""
        self.data.append({"type": "scatter", **trace})

    def add_bar(self, **trace: Any) -> None:
        """One more trace of bars."""
        self.data.append({"type": "bar", **trace})

    def add_shape(self, **shape: Any) -> None:
        """One more shape of the layout."""
        self.layout.setdefault("shapes", []).append(shape)

    def add_annotation(self, **words: Any) -> None:
        """One more annotation of the layout."""
        self.layout.setdefault("annotations", []).append(words)

    def update_layout(self, **layout: Any) -> None:
        """Set what the layout says; what was said of the same is replaced."""
        self.layout.update(layout)

    def figure(self) -> go.Figure:
        """The figure, whose values are then not checked again."""
        return go.Figure({"data": self.data, "layout": self.layout}, _validate=False)


def finished(draw: Callable[P, Sketch]) -> Callable[P, go.Figure]:
    """The same drawing as a figure: what goes to a file, where the page takes the sketch."""

    @wraps(draw)
    def figure(*args: P.args, **more: P.kwargs) -> go.Figure:
        return draw(*args, **more).figure()

    return figure


def bare_figure(
    height: float, look: Look, left: float = 0, right: float = 0, top: float = 0, bottom: float = 0
) -> Sketch:
    """A figure without any of Plotly's own furniture; margins in px."""
    fig = Sketch()
    fig.update_layout(
        template={"data": {"scatter": [{"type": "scatter"}]}},  # Plotly's template "none", spelt out
        height=int(height),
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": SANS, "size": 13, "color": look.ink},
        showlegend=False,
        hovermode="closest",
        hoverdistance=5,  # px from the edge of a sign: what a click takes for it too
        dragmode=False,
        hoverlabel={
            "bgcolor": look.paper,
            "bordercolor": look.faint,
            "font": {"family": SANS, "size": 13, "color": look.ink},
            "align": "left",
        },
    )
    return fig


def ms(when: "pd.Series[Any] | Sequence[Any] | pd.DatetimeIndex") -> Floats:
    """Days as milliseconds since 1970, NaN where there is none."""
    days = np.asarray(when, "datetime64[ms]")
    return np.where(np.isnat(days), np.nan, days.astype("int64").astype("float64"))


def plain(text: object) -> str:
    """Text for Plotly: no tag, no link, no formula; white space folded."""
    return html.escape(" ".join(str(text).split())).replace("$", "&#36;")


def shorten(text: str, most: int) -> str:
    """At most so many characters, cut at a word with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:—-") + "…"


def cut_short(text: str, most: int) -> str:
    """At most so many characters' width, cut anywhere: a name says more with half a word than without.

    The widest letters take more than one: "Moammar" is not cut off at the edge of a phone.
    """
    text = " ".join(text.split())
    widths = list(accumulate(1.6 if c in "mwMW" else 1.0 for c in text))
    if not text or widths[-1] <= most * 1.05:  # a whole name may take the margin that callers leave
        return text
    return text[: sum(width <= most - 1 for width in widths)].rstrip() + "…"


@lru_cache(maxsize=10_000)
def text_px(text: str) -> float:
    """About how wide a text is at 13 px; Chinese, Japanese and Korean characters take two."""
    wide = 0 if text.isascii() else sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return CHAR * (len(text) + 1.1 * wide)


_OF_SIGN = ("event_id", "title", "date_edtf", "grain", "qualifier", "kind", "status", "disagrees", "salience", "lanes")


def signs_of(events: pd.DataFrame, window: tuple[float, float]) -> list[Sign]:
    """Events (with a column `lanes`: the keys of the lanes each stands on) as `Sign`s within a window (ms)."""
    starts, ends = ms(events["date_start"]), ms(events["date_end"])
    lows, highs = np.clip(starts, *window).tolist(), np.clip(ends, *window).tolist()
    rows = [events[c].tolist() for c in _OF_SIGN]  # a frame hands out columns far sooner than rows
    told = events["told"].tolist() if "told" in events else [""] * len(events)
    happened = events["happened"].tolist() if "happened" in events else [nan] * len(events)
    out = []
    for n, (event_id, title, edtf, grain, qualifier, kind, status, disagrees, salience, lanes) in enumerate(
        zip(*rows, strict=True)
    ):
        days = possible_days(edtf)
        solid = grain in ("day", "part") and not qualifier and not days
        no_start, no_end = isnan(starts[n]), isnan(ends[n])
        a, b = window[0] if no_start else lows[n], window[1] if no_end else highs[n]
        if no_start != no_end:  # open at one end: it fades out from the known one
            reach = OPEN * (window[1] - window[0])
            a, b = (a, min(b, a + reach)) if no_end else (max(a, b - reach), b)
        at = days[0] if days else float(starts[n]) if solid else (a + b) / 2
        out.append(
            Sign(
                event_id=str(event_id),
                title=str(title),
                words=date_words(_none(edtf)),
                group=group_of(str(kind)),
                status=str(status),
                start=a,
                end=b,
                solid=solid,
                days=days,
                disputed=len(disagrees) > 0,
                salience=float(salience),
                lanes=tuple(lanes),
                at=at if isinstance(edtf, str) else nan,
                told=str(told[n]),
                happened=float(happened[n]),
            )
        )
    return out


def possible_days(edtf: object) -> tuple[float, ...]:
    """The days of a set such as `[2025-10-17,2025-10-24]` in ms; () for every other date."""
    if not isinstance(edtf, str) or not edtf.startswith("["):
        return ()
    starts = [parse_edtf(part.strip()).interval.start for part in edtf[1:-1].split(",")]
    return tuple(float(v) for v in ms([s for s in starts if s is not None]))


def _none(value: object) -> str | None:
    return value if isinstance(value, str) else None
