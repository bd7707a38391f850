"""Which source tells of which event. Square: it tells it, filled where it was the first; disc: nobody else tells it.

Enters: events in the order of the lines, sources in the order of the columns, and who tells what. Leaves: a Figure;
`customdata` of a sign is an event_id and an article_id. A letter in the colour of its kind stands over each column.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from data_prep.saying import date_words
from pages.charts.frame import Sketch, bare_figure, plain, shorten, text_px
from pages.charts.tokens import SIGN, TOLD, Look, group_of, outlet_sign

ROW = 24.0  # px
BADGE = 16.0  # px, the letter over a column
DATED = 240  # px, the least width of a row's name that begins with its date
WORDS = 44.0  # px, the least width of a column that carries its outlet beside its number


def coverage_figure(
    events: pd.DataFrame,
    sources: pd.DataFrame,
    cells: pd.DataFrame,
    look: Look,
    selected: str | None = None,
    width: int = 600,
) -> go.Figure:
    """Events: `event_id`, `title`, `kind`, `date_edtf`. Sources: `name`, `kind`. Cells: `event` and `source` as positions,
    `place` (a key of `TOLD`), `says`, `article_id`."""
    narrow = width < 400
    left = min(0.58 * width, width - 28 * len(sources)) if narrow else min(330, width - 24 * len(sources))
    left = max(left, 120 if narrow else 190)
    n, cell = len(sources), (width - left - 8) / max(1, len(sources))
    head = 44 if cell >= WORDS else 26
    fig = bare_figure((len(events) + 0.8) * ROW + head + 4, look, left=left, right=8, top=head, bottom=4)
    lines_x = [v for _ in range(len(events)) for v in (-0.5, n - 0.5, None)]
    lines_y = [v for row in range(len(events)) for v in (row, row, None)]
    fig.add_scatter(x=lines_x, y=lines_y, mode="lines", line={"color": look.rule, "width": 1}, hoverinfo="skip")
    _add_badges(fig, sources, look)
    _add_signs(fig, events, sources, cells, look)
    most = int(left / 6.9)
    rows = [_row_name(e, most, look, selected, narrow or left < DATED) for e in events.to_dict("records")]
    names = [
        f"<b>{at + 1}</b><br>{plain(_fold(o, cell))}".replace(" ⏎ ", "<br>") for at, o in enumerate(sources["name"])
    ]
    fig.update_layout(
        xaxis={
            "range": [-0.5, n - 0.5],
            "tickvals": list(range(n)),
            "ticktext": names if cell >= WORDS else [f"<b>{at + 1}</b>" for at in range(n)],
            "side": "top",
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
            "tickangle": 0,
            "tickfont": {"size": 11.5, "color": look.mute},
            "fixedrange": True,
            "automargin": False,
        },
        yaxis={
            "range": [len(events) - 0.4, -1.4],
            "tickvals": list(range(len(events))),
            "ticktext": rows,
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
            "ticklabelstandoff": 6,
            "tickfont": {"size": 13, "color": look.ink},
            "fixedrange": True,
            "automargin": False,
        },
    )
    return fig.figure()


def _add_badges(fig: Sketch, sources: pd.DataFrame, look: Look) -> None:
    """What kind of outlet each column is: a letter on its colour."""
    kinds = [outlet_sign(kind) for kind in sources["kind"]]
    fig.add_scatter(
        x=list(range(len(sources))),
        y=[-0.95] * len(sources),
        mode="markers+text",
        text=[f"<b>{letter}</b>" for _, letter in kinds],
        textfont={"size": 11, "color": look.paper},
        hovertext=[
            f"<b>{plain(name)}</b><br>{plain(kind)}" for name, (kind, _) in zip(sources["name"], kinds, strict=True)
        ],
        hoverinfo="text",
        unselected={"marker": {"opacity": 1}},
        marker={
            "symbol": "square",
            "size": BADGE,
            "color": [look.outlet[kind] for kind, _ in kinds],
            "opacity": 1,
            "line": {"width": 0},
        },
    )


def _add_signs(fig: Sketch, events: pd.DataFrame, sources: pd.DataFrame, cells: pd.DataFrame, look: Look) -> None:
    hues = [look.kind[group_of(str(kind))] for kind in events["kind"]]
    ids, titles = events["event_id"].tolist(), events["title"].tolist()
    names = sources["name"].tolist()
    colours = [hues[at] for at in cells["event"]]
    fills = [hue if TOLD[place][1] else look.paper for hue, place in zip(colours, cells["place"], strict=True)]
    fig.add_scatter(
        x=cells["source"].tolist(),
        y=cells["event"].tolist(),
        mode="markers",
        customdata=[[ids[at], article] for at, article in zip(cells["event"], cells["article_id"], strict=True)],
        hovertext=[
            f"<b>{plain(shorten(str(titles[event]), 90))}</b><br>{plain(names[source])}: {plain(says)}"
            for event, source, says in zip(cells["event"], cells["source"], cells["says"], strict=True)
        ],
        hoverinfo="text",
        unselected={"marker": {"opacity": 1}},
        marker={
            "symbol": [TOLD[place][0] for place in cells["place"]],
            "size": SIGN + 2,
            "color": fills,
            "opacity": 1,
            "line": {"color": colours, "width": 2},
        },
    )


def _row_name(event: Mapping[Any, Any], most: int, look: Look, selected: str | None, narrow: bool) -> str:
    words = date_words(event["date_edtf"] if isinstance(event["date_edtf"], str) else None)
    title = plain(shorten(str(event["title"]), most if narrow else max(12, most - len(words) - 2)))
    if event["event_id"] == selected:
        title = f'<b><span style="color:{look.accent}">{title}</span></b>'
    return title if narrow else f'<span style="color:{look.mute}">{plain(words)}</span>  {title}'


def _fold(name: str, cell: float) -> str:
    """A name on at most two lines of `cell` px, the break written as ⏎."""
    lines: list[str] = []
    for word in name.split():
        if lines and text_px(f"{lines[-1]} {word}") <= cell + 4:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    most = max(4, int(cell / 6))
    shown = [shorten(line, most) for line in lines[:2]]
    return " ⏎ ".join(shown) + ("…" if len(lines) > 2 and not shown[-1].endswith("…") else "")
