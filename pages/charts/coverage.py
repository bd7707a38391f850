"""Which source tells of which event. A filled square: several tell it, in the colour of its kind; hollow: this one alone.

Enters: events with `sources` (article_ids), articles in the order of the columns. Leaves: a Figure; `customdata` of a
square is its event_id and article_id.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.charts.dates import date_words
from pages.charts.frame import Sketch, bare_figure, plain, shorten, text_px
from pages.charts.tokens import SIGN, Look, group_of

ROW = 24.0  # px
DATED = 240  # px, the least width of a row's name that begins with its date
WORDS = 44.0  # px, the least width of a column that carries its outlet beside its number


def coverage_figure(
    events: pd.DataFrame, articles: pd.DataFrame, look: Look, selected: str | None = None, width: int = 600
) -> go.Figure:
    """One row per event, in the order given; one column per article, with its outlet and number."""
    narrow = width < 480
    left = min(0.58 * width, width - 28 * len(articles)) if narrow else min(330, width - 24 * len(articles))
    left = max(left, 120 if narrow else 190)
    columns = {str(a): n for n, a in enumerate(articles["article_id"])}
    n, cell = len(columns), (width - left - 8) / max(1, len(columns))
    head = 44 if cell >= WORDS else 26
    fig = bare_figure(len(events) * ROW + head + 4, look, left=left, right=8, top=head, bottom=4)
    lines_x = [v for _ in range(len(events)) for v in (-0.5, n - 0.5, None)]
    lines_y = [v for row in range(len(events)) for v in (row, row, None)]
    fig.add_scatter(x=lines_x, y=lines_y, mode="lines", line={"color": look.rule, "width": 1}, hoverinfo="skip")
    outlets = [outlet_words(o) for o in articles["outlet"]]
    _add_squares(fig, events, columns, outlets, look)
    most = int(left / 6.9)
    rows = [_row_name(e, most, look, selected, narrow or left < DATED) for e in events.to_dict("records")]
    heads = [f"<b>{n + 1}</b><br>{plain(_fold(o, cell))}".replace(" ⏎ ", "<br>") for n, o in enumerate(outlets)]
    fig.update_layout(
        xaxis={
            "range": [-0.5, n - 0.5],
            "tickvals": list(range(n)),
            "ticktext": heads if cell >= WORDS else [f"<b>{n + 1}</b>" for n in range(n)],
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
            "range": [len(events) - 0.4, -0.7],
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


def outlet_words(outlet: object) -> str:
    """An outlet's name, or the words for none."""
    return outlet if isinstance(outlet, str) and outlet else "outlet not stated"


def _add_squares(fig: Sketch, events: pd.DataFrame, columns: dict[str, int], outlets: list[str], look: Look) -> None:
    xs, ys, fills, hues, ids, tips = [], [], [], [], [], []
    for row, e in enumerate(events.to_dict("records")):
        hue, alone = look.kind[group_of(str(e["kind"]))], len(e["sources"]) == 1
        for article in e["sources"]:
            if article in columns:
                xs.append(columns[article])
                ys.append(row)
                fills.append(look.paper if alone else hue)
                hues.append(hue)
                ids.append([e["event_id"], article])
                title = plain(shorten(str(e["title"]), 90))
                tips.append(f"<b>{title}</b><br>{plain(outlets[columns[article]])}{' · alone' if alone else ''}")
    fig.add_scatter(
        x=xs,
        y=ys,
        mode="markers",
        customdata=ids,
        hovertext=tips,
        hoverinfo="text",
        unselected={"marker": {"opacity": 1}},
        marker={
            "symbol": "square",
            "size": SIGN + 2,
            "color": fills,
            "opacity": 1,
            "line": {"color": hues, "width": 2},
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
