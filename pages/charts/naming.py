"""The names of events above the lanes: how long they may be, where they go, how they are set.

Enters: `Sign`s, the measures of the drawing. Leaves: labels and their places, then one trace of text.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pages.charts.axis import Window
from pages.charts.frame import CHAR, Sign, Sketch, plain, shorten, text_px
from pages.charts.labels import Place, place_all, place_labels
from pages.charts.tokens import ROW, Look

BOLD = 1.06  # how much wider bold is
CROWDED, BESIDE = 0.85, 12  # what a name is worth beside each one chosen before; how many px are "beside"
SHORTER = 0.97  # what the names are worth when they are cut shorter by a step, or stand two rows higher


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
    signs: Sequence[Sign], plot: Plot, selected: str | None, most: int, rows: int, first: Collection[str] = ()
) -> tuple[dict[str, str], dict[str, Place]]:
    """The names and their places: as short as lets the most salience be named, then each as long as there is room.

    Events in `first` are named before any other.
    """
    signs = [replace(s, salience=s.salience + 1) if s.event_id in first else s for s in signs]
    naming = _spread(sorted(signs, key=lambda s: s.event_id != selected), plot, most)
    at, room = [plot.px(s.at) for s in naming], (-plot.left, plot.width + plot.shelf)
    lengths = (52, 44, 36, 28) if plot.left > 120 else (34, 24)
    best: list[Place] = []
    best_score, short, high = -1.0, lengths[0], rows
    every = sum(s.salience for s in naming)
    for n, (more, characters) in enumerate((more, characters) for more in (0, 2) for characters in lengths):
        worth = SHORTER ** (n % len(lengths) + more / 2)
        if every * worth <= best_score:
            continue  # not even all of them would be better
        placed = place_labels([_width(s, _label(s, plot, characters), selected) for s in naming], at, room, rows + more)
        score = sum(naming[p.i].salience for p in placed) * worth
        if score > best_score:
            best, best_score, short, high = placed, score, characters, rows + more
        if len(placed) == len(naming):
            break
    labels = {p.i: _label(naming[p.i], plot, short) for p in best}
    for i in sorted(labels):
        for characters in (c for c in lengths if c > short):
            longer = labels | {i: _label(naming[i], plot, characters)}
            if longer == labels:
                break
            tried = place_all({k: _width(naming[k], label, selected) for k, label in longer.items()}, at, room, high)
            if tried:
                labels, best = longer, tried
                break
    return {naming[i].event_id: label for i, label in labels.items()}, {naming[p.i].event_id: p for p in best}


def _spread(signs: Sequence[Sign], plot: Plot, most: int) -> list[Sign]:
    """The first sign, then by salience, each worth less for every one already chosen beside it: names tell all the time."""
    chosen, left = list(signs[:1]), list(signs[1:])
    near = dict.fromkeys(range(len(left)), 0)
    while left and len(chosen) < most:
        at = max(near, key=lambda i: (left[i].salience * CROWDED ** near[i], -i))
        chosen.append(left[at])
        del near[at]
        if not near:
            break
        for i in near:
            near[i] += abs(plot.px(left[i].at) - plot.px(chosen[-1].at)) < BESIDE
    return chosen


def _label(sign: Sign, plot: Plot, most: int) -> str:
    """An event's name, cut to what has room on the better side of its sign."""
    x = plot.px(sign.at)
    room = max(x + plot.left, plot.width + plot.shelf - x) - text_px(sign.words) - 20
    return shorten(sign.title, max(8, min(most, int(room / CHAR / BOLD))))


def _width(sign: Sign, label: str, selected: str | None) -> float:
    return text_px(sign.words) + 2 * 3.2 + text_px(label) * (BOLD if sign.event_id == selected else 1.0)


def add_names(
    fig: Sketch,
    signs: Sequence[Sign],
    labels: dict[str, str],
    places: dict[str, Place],
    plot: Plot,
    look: Look,
    selected: str | None,
    crowded: bool,
) -> None:
    """Set the names: date in grey, the loudest quarter in bold, the selected one in the accent."""
    loud = np.quantile([s.salience for s in signs], 0.75) if len(signs) > 3 and not crowded else np.inf
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
