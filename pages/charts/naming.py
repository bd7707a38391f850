"""The names of events above the lanes: how long they may be, where they go, how they are set.

Enters: `Sign`s, the measures of the drawing. Leaves: labels and their places, then one trace of text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from pages.charts.axis import Window
from pages.charts.frame import CHAR, Sign, plain, shorten, text_px
from pages.charts.labels import Place, place_labels
from pages.charts.tokens import ROW, Look

SHORTER = 0.95  # what the names are worth when they are cut shorter by a step


@dataclass(frozen=True, slots=True)
class Plot:
    """Measures of one drawing: px of margin, plot and shelf, the window with its air, ms per px."""

    left: float
    width: float
    shelf: float
    window: Window

    @property
    def unit(self) -> float:
        """Milliseconds a px."""
        return (self.window[1] - self.window[0]) / self.width

    def px(self, at: float) -> float:
        """Px from the left edge of the plot."""
        return (at - self.window[0]) / self.unit


def name_events(
    signs: Sequence[Sign], plot: Plot, selected: str | None, most: int, rows: int
) -> tuple[dict[str, str], dict[str, Place]]:
    """The names and their places: those lengths that let the most salience be named, long names before short ones."""
    weight = {s.event_id: s.salience for s in signs}
    best: tuple[dict[str, str], dict[str, Place]] = ({}, {})
    best_score = -1.0
    for n, characters in enumerate((52, 44, 36, 28) if plot.left > 120 else (34, 24)):
        labels = _fit_labels(signs, plot, characters)
        places = _name(signs, labels, plot, selected, most, rows)
        score = sum(weight[e] for e in places) * SHORTER**n
        if score > best_score:
            best, best_score = (labels, places), score
    return best


def _fit_labels(signs: Sequence[Sign], plot: Plot, most: int) -> dict[str, str]:
    """Each event's name, cut to what has room on the better side of its sign."""
    out = {}
    for s in signs:
        x = plot.px(s.at)
        room = max(x + plot.left, plot.width + plot.shelf - x) - text_px(s.words) - 20
        out[s.event_id] = shorten(s.title, max(8, min(most, int(room / CHAR / 1.08))))
    return out


def _name(
    signs: Sequence[Sign], labels: dict[str, str], plot: Plot, selected: str | None, most: int, rows: int
) -> dict[str, Place]:
    """Which events are named, and where: the selected one always, then by salience."""
    naming = sorted(signs, key=lambda s: s.event_id != selected)[:most]
    widths = [
        text_px(s.words) + 2 * 3.2 + text_px(labels[s.event_id]) * (1.06 if s.event_id == selected else 1.0)
        for s in naming
    ]
    placed = place_labels(widths, [plot.px(s.at) for s in naming], (-plot.left, plot.width + plot.shelf), rows)
    return {naming[p.i].event_id: p for p in placed}


def add_names(
    fig: go.Figure,
    signs: Sequence[Sign],
    labels: dict[str, str],
    places: dict[str, Place],
    plot: Plot,
    look: Look,
    selected: str | None,
    dense: bool,
) -> None:
    """Set the names: date in grey, the loudest quarter in bold, the selected one in the accent."""
    loud = np.quantile([s.salience for s in signs], 0.75) if len(signs) > 3 and not dense else np.inf
    rows = [(s, places[s.event_id]) for s in signs if s.event_id in places]
    texts = []
    for s, _ in rows:
        mine = s.event_id == selected
        name = plain(labels[s.event_id])
        if mine or s.salience > loud:
            name = f'<b><span style="color:{look.accent if mine else look.ink}">{name}</span></b>'
        texts.append(f'<span style="color:{look.accent if mine else look.mute}">{plain(s.words)}</span>  {name}')
    fig.add_scatter(
        x=[s.at + (4 if p.side == "right" else -4) * plot.unit for s, p in rows],
        y=[-p.row * ROW - 11 for _, p in rows],
        mode="text",
        text=texts,
        textposition=["middle right" if p.side == "right" else "middle left" for _, p in rows],
        textfont={"size": 13, "color": look.ink},
        customdata=[s.event_id for s, _ in rows],
        hoverinfo="skip",
        cliponaxis=False,
    )
