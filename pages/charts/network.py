"""Who appears with whom as a network: a mark for each actor, a line for each two that share events.

Enters: how many events some actors have and share (`Ties`). Leaves: a Figure. `customdata` of a mark is its actor_id, of the
middle of a line the two. The layout is worked out here, from the same numbers always to the same picture: a library for
graphs would bring more code than the whole dashboard has, for two dozen marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from pages.charts.frame import Floats, Sketch, bare_figure, plain, shorten, text_px
from pages.charts.tokens import Look

SHAPES = {  # what an actor is: Plotly's symbol
    "person": "circle",
    "state": "square",
    "organisation": "diamond",
    "armed force": "triangle-up",
    "group": "pentagon",
}
LINES = 48  # drawn at most, the strongest
WIDTHS = (1.0, 1.75, 2.75, 4.0, 6.0)  # px, from the least shared to the most
STEPS = 300  # of the layout
Box = tuple[float, float, float, float]  # left, right, top, bottom


@dataclass(frozen=True, slots=True)
class Ties:
    """Actors with what they are called and are, how many events each has, and how many any two share; `focus`: how many come first.

    The last one may stand for all others: its type is "".
    """

    keys: Sequence[str]
    names: Sequence[str]
    types: Sequence[str]
    events: Sequence[int]
    shared: npt.NDArray[np.int64]
    focus: int = 1

    def lines(self) -> list[tuple[int, int]]:
        """The ties to draw: all with one of the focus, then the strongest, the weakest first."""
        pairs = [(int(i), int(j)) for i, j in zip(*np.nonzero(np.triu(self.shared, 1)), strict=True)]
        pairs.sort(key=lambda pair: (pair[0] >= self.focus, -int(self.shared[pair])))
        return pairs[:LINES][::-1]


def network_figure(ties: Ties, look: Look, width: int = 640, height: int = 430) -> go.Figure:
    """Draw the network at `width` px."""
    fig = bare_figure(height, look)
    size = [9 + 17 * (n / max(ties.events, default=1)) ** 0.5 for n in ties.events]
    spots = lay_out(ties.shared, width, height)
    _add_lines(fig, ties, spots, look)
    hues = [look.accent if n < ties.focus else look.mute for n in range(len(ties.keys))]
    fig.add_scatter(
        x=spots[:, 0].tolist(),
        y=spots[:, 1].tolist(),
        mode="markers",
        customdata=list(ties.keys),
        hovertext=[_words(ties, n) for n in range(len(ties.keys))],
        hoverinfo="text",
        unselected={"marker": {"opacity": 1}},
        marker={
            "size": size,
            "symbol": [SHAPES.get(t, "circle-open") for t in ties.types],
            "color": hues,
            "opacity": 1,
            "line": {"color": look.paper, "width": 1.5},
        },
    )
    _add_names(fig, ties, spots, size, look, (width, height))
    axis = {"visible": False, "fixedrange": True}
    fig.update_layout(xaxis={**axis, "range": [0, width]}, yaxis={**axis, "range": [height, 0]})
    return fig.figure()


def _words(ties: Ties, n: int) -> str:
    if not ties.types[n]:
        return f"<b>{plain(ties.names[n])}</b>"
    return f"<b>{plain(ties.names[n])}</b><br>{plain(ties.types[n])}, {_events(ties.events[n])}"


def _events(n: int) -> str:
    return f"{n:,} event" if n == 1 else f"{n:,} events"


def _add_lines(fig: Sketch, ties: Ties, spots: Floats, look: Look) -> None:
    """Lines in five widths, then places on each where it can be hovered over and clicked."""
    lines = [pair for pair in ties.lines() if ties.types[pair[1]]]
    dotted = [pair for pair in ties.lines() if not ties.types[pair[1]]]  # to all others
    most = max((int(ties.shared[pair]) for pair in lines), default=1)
    steps = [min(int((ties.shared[pair] / most) ** 0.5 * len(WIDTHS)), len(WIDTHS) - 1) for pair in lines]
    for step, thick in enumerate(WIDTHS):
        mine = [pair for pair, s in zip(lines, steps, strict=True) if s == step]
        for focused, hue in ((False, look.density), (True, look.faint)):
            _draw(fig, [pair for pair in mine if (pair[0] < ties.focus) == focused], spots, width=thick, color=hue)
    _draw(fig, dotted, spots, width=1, color=look.faint, dash="dot")
    places = [(spots[i] * (1 - t) + spots[j] * t, i, j) for i, j in lines for t in (0.35, 0.5, 0.65)]
    fig.add_scatter(
        x=[float(at[0]) for at, _, _ in places],
        y=[float(at[1]) for at, _, _ in places],
        mode="markers",
        name="ties",
        customdata=[[ties.keys[i], ties.keys[j]] for _, i, j in places],
        hovertext=[
            f"{plain(ties.names[i])} and {plain(ties.names[j])}<br>{_events(ties.shared[i, j])}" for _, i, j in places
        ],
        hoverinfo="text",
        marker={"size": 12, "color": "rgba(0,0,0,0)", "opacity": 1},
        unselected={"marker": {"opacity": 1}},
    )


def _draw(fig: Sketch, pairs: Sequence[tuple[int, int]], spots: Floats, **line: object) -> None:
    fig.add_scatter(
        x=[x for i, j in pairs for x in (spots[i, 0], spots[j, 0], None)],
        y=[y for i, j in pairs for y in (spots[i, 1], spots[j, 1], None)],
        mode="lines",
        line=line,
        hoverinfo="skip",
    )


def _add_names(
    fig: Sketch, ties: Ties, spots: Floats, size: Sequence[float], look: Look, room: tuple[float, float]
) -> None:
    """Each name at the side of its mark where it covers least."""
    taken: list[Box] = [(x - s / 2, x + s / 2, y - s / 2, y + s / 2) for (x, y), s in zip(spots, size, strict=True)]
    where, texts = [], []
    for n, name in enumerate(ties.names):
        text = shorten(name, 24)
        (x, y), gap, wide = spots[n], size[n] / 2 + 4, text_px(text) * (1.08 if n < ties.focus else 1)
        sides: list[tuple[str, Box]] = [
            ("middle right", (x + gap, x + gap + wide, y - 8, y + 8)),
            ("middle left", (x - gap - wide, x - gap, y - 8, y + 8)),
            ("bottom center", (x - wide / 2, x + wide / 2, y + gap - 2, y + gap + 14)),
            ("top center", (x - wide / 2, x + wide / 2, y - gap - 14, y - gap + 2)),
        ]
        others = taken[:n] + taken[n + 1 :]
        costs = [sum(_overlap(box, other) for other in others) + _outside(box, room) for _, box in sides]
        side, box = sides[int(np.argmin(np.round(costs, 1)))]
        taken.append(box)
        where.append(side)
        texts.append(f"<b>{plain(text)}</b>" if n < ties.focus else plain(text))
    for side in dict.fromkeys(where):
        mine = [n for n, s in enumerate(where) if s == side]
        fig.add_scatter(
            x=[float(spots[n, 0]) + (size[n] / 2 if "right" in side else -size[n] / 2 if "left" in side else 0) for n in mine],
            y=[float(spots[n, 1]) + (size[n] / 2 if "bottom" in side else -size[n] / 2 if "top" in side else 0) for n in mine],
            mode="text",
            text=[texts[n] for n in mine],
            textposition=side,
            textfont={
                "size": 13,
                "color": [look.accent if n < ties.focus else look.ink for n in mine],
                "shadow": ", ".join(f"{x}px {y}px 2px {look.paper}" for x in (-1, 1) for y in (-1, 1)),
            },
            hoverinfo="skip",
        )  # fmt: skip


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a[1], b[1]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[2], b[2]))


def _outside(box: Box, room: tuple[float, float]) -> float:
    """What is cut off counts for more than what is covered."""
    return 40 * (max(0.0, -box[0]) + max(0.0, box[1] - room[0]) + max(0.0, -box[2]) + max(0.0, box[3] - room[1]))


def lay_out(shared: npt.NDArray[np.int64], width: float, height: float) -> Floats:
    """Where each stands, in px: those that share much near each other, all apart (Fruchterman and Reingold, 1991).

    It begins from a spiral instead of chance, the first in the middle, and is stretched to the room at the end.
    """
    n = len(shared)
    turn = np.arange(n) * 2.399963  # the golden angle
    at = np.sqrt(np.arange(n) / max(n, 1))[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])
    pull = np.sqrt(shared / max(int(shared.max(initial=0)), 1))
    apart = 1 / np.sqrt(max(n, 1))
    for step in range(STEPS):
        gap = at[:, None] - at[None]
        far = np.maximum(np.hypot(gap[..., 0], gap[..., 1]), 1e-3)
        force = apart**2 / far**2 - pull * far / apart
        move = (gap * force[..., None]).sum(1) - 0.3 * at  # a little towards the middle
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        at = at + move * (np.minimum(length, 0.12 * (1 - step / STEPS)) / length)[:, None]
    low, high = (at.min(0), at.max(0)) if n else (np.zeros(2), np.ones(2))
    air = np.array([min(90.0, width / 5), 30.0])
    room = np.array([width, height]) - 2 * air
    out: Floats = np.round(air + (at - low) / np.maximum(high - low, 1e-9) * room, 1)
    return out if n > 1 else np.full((n, 2), [width / 2, height / 2])
