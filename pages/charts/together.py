"""Who appears with whom: a triangle of discs, the number of shared events inside.

Enters: how many events each two of some actors share. Leaves: a Figure; rows and columns of the
focus are in the accent; `customdata` of a disc is the two.
"""

from collections.abc import Collection, Mapping, Sequence

import plotly.graph_objects as go

from pages.charts.frame import bare_figure, plain, shorten
from pages.charts.tokens import Look

CELL = 30.0  # px


def together_figure(
    shared: Mapping[tuple[str, str], int],
    actors: Sequence[str],
    names: Mapping[str, str],
    look: Look,
    focus: Collection[str] = (),
    width: int = 460,
) -> go.Figure:
    """The triangle of `actors`; `shared`: how many events two of them have in common, pairs in the order of `actors`.

    `names` gives what they are called, `width` the px it will be shown at.
    """
    n = len(actors)
    labels = {a: plain(shorten(names.get(a, a), 26)) for a in actors}
    pairs = [(actors.index(a), actors.index(b), both, a, b) for (a, b), both in shared.items()]
    most = max((both for *_, both, _, b in pairs if not b.startswith("…")), default=1)  # "…" stands for many
    fig = bare_figure(n * CELL + 8, look)
    grid = [(i, j) for i in range(n) for j in range(i)]
    dots = {"size": 3, "color": look.rule}
    fig.add_scatter(x=[j for _, j in grid], y=[i for i, _ in grid], mode="markers", hoverinfo="skip", marker=dots)
    fig.add_scatter(
        x=[i for i, *_ in pairs],
        y=[j for _, j, *_ in pairs],
        mode="markers+text",
        marker={
            "size": [17 + 11 * min(1.0, both / max(most, 3)) ** 0.5 for _, _, both, _, _ in pairs],
            "color": [look.accent if a in focus or b in focus else look.mute for *_, a, b in pairs],
            "line": {"width": 0},
            "opacity": 1,
        },
        customdata=[[a, b] for *_, a, b in pairs],
        unselected={"marker": {"opacity": 1}, "textfont": {"color": look.paper}},
        text=[_short(both) for _, _, both, _, _ in pairs],
        textfont={"size": 11.5, "color": look.paper},
        hovertext=[f"{labels[a]} and {labels[b]}: {both:,} event{'s' * (both > 1)}" for _, _, both, a, b in pairs],
        hoverinfo="text",
        cliponaxis=False,
    )
    fig.add_scatter(
        x=[i - 0.35 for i in range(n)],
        y=list(range(n)),
        mode="text",
        text=[f"<b>{labels[a]}</b>" if a in focus else labels[a] for a in actors],
        textposition="middle right",
        textfont={"size": 13, "color": [look.accent if a in focus else look.mute for a in actors]},
        hoverinfo="skip",
        cliponaxis=False,
    )
    fig.update_layout(
        xaxis={"visible": False, "range": [-0.6, width / CELL - 0.6], "fixedrange": True},
        yaxis={"visible": False, "range": [n - 0.4, -0.6], "fixedrange": True},
    )
    return fig.figure()


def _short(n: int) -> str:
    """A number as a disc can hold it: 34k is 34,000 and some."""
    return str(n) if n < 1000 else f"{n / 1000:.1f}k" if n < 10_000 else f"{n // 1000}k"
