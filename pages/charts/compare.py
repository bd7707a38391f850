"""Two tellings of one story on one axis of time: a person's table above, the timeline below, a thread from each event to its other half.

Enters: marks with their time, which lane they stand on, what they are (`both`, `differ`, `alone`), and the threads between them.
Leaves: a Figure; `customdata` of a mark is its key. Filled: both have it; a ring: one alone; a diamond and a dashed thread:
both have it, with dates that do not meet. What has no date is not drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts.axis import Window, time_axis
from pages.charts.frame import MS_DAY, Sketch, bare_figure, plain, shorten
from pages.charts.tokens import SIGN, Look

LANE = 92.0  # px from lane to lane
LEVEL = 0.075  # of a lane: marks of one place stand one above the other
LEVELS = 5
MOST = 200  # marks of a lane: what the eye can hold
_SYMBOL = {"both": "circle", "differ": "diamond", "alone": "circle-open"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One event of one lane (0: the table, 1: the timeline); times in ms, both None where it has no date."""

    key: str
    lane: int
    state: str
    start: float | None
    end: float | None
    title: str
    words: str

    @property
    def at(self) -> float:
        """Where its sign stands: on its day, or in the middle of its stretch."""
        assert self.start is not None and self.end is not None
        return self.start if self.end - self.start <= MS_DAY else (self.start + self.end) / 2


def compare_figure(
    marks: Sequence[Mark], threads: Sequence[tuple[str, str, bool]], lanes: tuple[str, str], look: Look, width: int
) -> go.Figure:
    """The picture; `threads`: the keys of a mark above and one below, and whether their dates differ."""
    drawn = [m for m in marks if m.start is not None and m.end is not None]
    fig = bare_figure(2 * LANE + 64, look, left=4, right=12, top=24, bottom=26)
    window = window_of(drawn)
    heights = _dodge(drawn, window, width)
    by_key = {m.key: m for m in drawn}
    for y, name in enumerate(lanes):
        base = {"xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"color": look.rule, "width": 1}}
        fig.add_shape(type="line", layer="below", **base)
        fig.add_annotation(
            xref="paper", x=0, xanchor="left", y=y - 0.44 if y == 0 else y + 0.46, text=plain(shorten(name, width // 8)),
            showarrow=False, font={"size": 13, "color": look.mute},
        )  # fmt: skip
    _add_threads(fig, [(by_key[a], by_key[b], d) for a, b, d in threads if a in by_key and b in by_key], heights, look)
    _add_marks(fig, drawn, heights, look)
    fig.update_layout(
        xaxis=time_axis(window, width - 16, look, range=list(window)),
        yaxis={"visible": False, "range": [1.58, -0.58], "fixedrange": True},
    )
    return fig.figure()


def window_of(marks: Sequence[Mark]) -> Window:
    """The time from the first to the last mark, with a little air."""
    ends = [t for m in marks for t in (m.start, m.end) if t is not None]
    if not ends:
        return 0.0, 365 * MS_DAY
    air = max(0.03 * (max(ends) - min(ends)), 4 * MS_DAY)
    return min(ends) - air, max(ends) + air


def _dodge(marks: Sequence[Mark], window: Window, width: int) -> dict[str, float]:
    """How high each mark stands: away from the other lane where its place is taken."""
    taken: dict[tuple[int, int], int] = {}
    out = {}
    for m in sorted(marks, key=lambda m: ("both", "differ", "alone").index(m.state)):
        place = m.lane, int((m.at - window[0]) / (window[1] - window[0]) * width / (SIGN + 2))
        level = taken.get(place, 0)
        taken[place] = level + 1
        out[m.key] = m.lane + (LEVEL if m.lane else -LEVEL) * min(level, LEVELS)
    return out


def _add_threads(
    fig: Sketch, threads: Sequence[tuple[Mark, Mark, bool]], heights: dict[str, float], look: Look
) -> None:
    for differs, line in (
        (False, {"color": look.faint, "width": 1}),
        (True, {"color": look.accent, "width": 1.6, "dash": "dot"}),
    ):
        some = [(a, b) for a, b, d in threads if d == differs]
        fig.add_scatter(
            x=[x for a, b in some for x in (a.at, b.at, None)],
            y=[y for a, b in some for y in (heights[a.key], heights[b.key], None)],
            mode="lines",
            line=line,
            hoverinfo="skip",
        )


def _add_marks(fig: Sketch, marks: Sequence[Mark], heights: dict[str, float], look: Look) -> None:
    """Stretches longer than a day as thin bars behind their signs."""
    long = [m for m in marks if m.end is not None and m.start is not None and m.end - m.start > MS_DAY]
    fig.add_scatter(
        x=[x for m in long for x in (m.start, m.end, None)],
        y=[heights[m.key] for m in long for _ in range(3)],
        mode="lines",
        line={"color": look.density, "width": 5},
        hoverinfo="skip",
    )
    hue = {"both": look.ink, "differ": look.accent, "alone": look.mute}
    fig.add_scatter(
        x=[m.at for m in marks],
        y=[heights[m.key] for m in marks],
        mode="markers",
        customdata=[[m.key] for m in marks],
        hovertext=[f"<b>{plain(shorten(m.title, 90))}</b><br>{plain(m.words)}" for m in marks],
        hoverinfo="text",
        cliponaxis=False,
        unselected={"marker": {"opacity": 1}},
        marker={
            "symbol": [_SYMBOL[m.state] for m in marks],
            "size": SIGN,
            "opacity": 1,
            "color": [hue[m.state] for m in marks],
            "line": {"color": [hue[m.state] for m in marks], "width": 2},
        },
    )
