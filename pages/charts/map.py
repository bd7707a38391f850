"""A map of where events are said to have happened: land, a circle a place, the names of the largest.

Enters: places with coordinates and how many events each has; which of them share a circle (`gather`); the frame they are shown in
(`earth.frame_of`). Leaves: a Figure on plain axes, without tiles, so that nothing is asked of another host; `customdata` of a
circle is the numbers of its places. The area of a circle is its number of events. Filled: a town, where it lies; hollow:
a region, a state, a sea, for which its middle stands. One hue for all, since a place has events of every kind; the chosen
ones have a ring in the accent, and a place without events in the stretch of time that is shown is a dot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

import numpy as np
import pandas as pd

from data_prep.saying import date_words
from pages.charts.earth import Frame, Outlines, borders_of, graticule_of, land_of
from pages.charts.frame import Floats, Sketch, bare_figure, finished, plain, shorten, text_px
from pages.charts.tokens import Look, rgb

ONE, MOST, SMALLEST = 11.0, 46.0, 5.0  # px across: one event where there are few, the largest circle, the smallest
NEAR = 15.0  # px between the middles of circles that become one
NAMED = 26  # names at most
INSIDE = 21.0  # px across, from which a circle holds its number
HOLLOW = ("region", "country", "water", "area")  # kinds of place for which a middle stands


def map_height(width: int) -> int:
    """How high a map of this width is, px."""
    return int(min(max(width * 0.46, 300), 470))


def gather(places: pd.DataFrame, frame: Frame) -> list[list[int]]:
    """Which places share a circle: those that lie a few px from one with more events; each circle by position in `places`.

    `places`: lat, lon, kind, n. A state is never put together with a town: its middle is nowhere.
    """
    x, y = (at.tolist() for at in frame.px(places["lon"], places["lat"]))
    hollow = places["kind"].isin(HOLLOW).tolist()
    circles: list[list[int]] = []
    heads: dict[tuple[int, int, bool], list[list[int]]] = {}  # by squares as wide as NEAR
    for i in np.argsort(-places["n"].to_numpy(), kind="stable").tolist():
        column, row = int(x[i] // NEAR), int(y[i] // NEAR)
        around = [(a, b, hollow[i]) for a in range(column - 1, column + 2) for b in range(row - 1, row + 2)]
        known = (circle for square in around for circle in heads.get(square, ()))
        near = next((c for c in known if hypot(x[c[0]] - x[i], y[c[0]] - y[i]) < NEAR), None)
        if near is None:
            circles.append([i])
            heads.setdefault((column, row, hollow[i]), []).append(circles[-1])
        else:
            near.append(i)
    return circles


def crowded(places: pd.DataFrame, share: float = 0.8) -> pd.DataFrame:
    """The places, nearest to the middle of all events, that hold most of the events: where a map may look closer.

    `places`: lat, lon, n. The middle is that of the directions from the middle of the earth.
    """
    lon, lat = np.radians(places["lon"].to_numpy()), np.radians(places["lat"].to_numpy())
    at = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    n = places["n"].to_numpy()
    middle = (at * n[:, None]).sum(axis=0)
    order = np.argsort(-(at @ middle), kind="stable")
    enough = int(np.searchsorted(np.cumsum(n[order]), share * n.sum())) + 1
    return places.iloc[np.sort(order[:enough])]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large circles are: px across of the circle of one event, if there were no smallest."""

    one: float

    @classmethod
    def up_to(cls, most: int) -> "Sizes":
        """For a map whose largest circle has so many events."""
        return cls(min(ONE, MOST / max(most, 1) ** 0.5))

    def across(self, n: Any) -> Any:
        """px across of circles of so many events."""
        return np.maximum(SMALLEST, self.one * np.sqrt(n))

    @property
    def alike(self) -> int:
        """Up to how many events all circles are the smallest; 1 where none is larger than it should be."""
        return max(1, int((SMALLEST / self.one) ** 2))

    def key(self, most: int) -> list[int]:
        """Numbers for the legend, at most three: round ones, larger than those drawn alike, up to `most`."""
        least = self.alike + 1 if self.alike > 1 else 1
        rounds = [k * 10**e for e in range(7) for k in (1, 2, 5) if least <= k * 10**e <= most]
        return rounds if len(rounds) < 3 else [rounds[0], rounds[len(rounds) // 2], rounds[-1]]


def draw_map(
    circles: pd.DataFrame, frame: Frame, sizes: Sizes, look: Look, *, chosen: Sequence[int] = (), drag: bool = True
) -> Sketch:
    """Draw circles on land; `drag`: a drag over the map selects what lies in a box.

    `circles`: name, country, kind, lat, lon of the largest place of each; n (events), first, last (ISO days or None), places (list
    of numbers), others (names of its other places). `chosen`: numbers of places.
    """
    fig = bare_figure(frame.height, look)
    _add_land(fig, frame, look)
    x, y = frame.put(circles["lon"], circles["lat"])
    ringed = [bool(set(some) & set(chosen)) for some in circles["places"]]
    _add_circles(fig, circles, x, y, ringed, sizes, frame, look)
    _add_names(fig, circles, x, y, ringed, sizes, frame, look)
    fig.update_layout(
        xaxis=_axis(frame.x),
        yaxis=_axis(frame.y) | {"scaleanchor": "x", "scaleratio": 1},
        dragmode="select" if drag else False,
        newselection={"line": {"color": look.accent, "width": 1}},
    )
    return fig


map_figure = finished(draw_map)


def _axis(window: tuple[float, float]) -> dict[str, Any]:
    return {"range": list(window), "visible": False, "fixedrange": True, "constrain": "range"}


def _add_land(fig: Sketch, frame: Frame, look: Look) -> None:
    """Net, land, borders. The line round land has its own colour: it closes the seam where land was cut at the date line."""
    quiet = {"mode": "lines", "hoverinfo": "skip"}

    def add(lines: Outlines, hue: str, width: float, **more: Any) -> None:
        fig.add_scatter(x=lines.x, y=lines.y, line={"color": hue, "width": width}, **quiet, **more)

    add(graticule_of(frame), look.wash, 1)
    add(land_of(frame), look.rule, 0.7, fill="toself", fillcolor=look.rule)
    add(borders_of(frame), look.paper, 1)


def _add_circles(
    fig: Sketch,
    circles: pd.DataFrame,
    x: Floats,
    y: Floats,
    ringed: list[bool],
    sizes: Sizes,
    frame: Frame,
    look: Look,
) -> None:
    n, hollow = circles["n"].to_numpy(), circles["kind"].isin(HOLLOW).to_numpy()
    order = np.lexsort((-n, np.array(ringed, bool)))  # the small above the large, the chosen above all
    across = np.where(n > 0, sizes.across(n), 4.0)
    full, thin = f"{rgb(look.mute)}0.82)", f"{rgb(look.paper)}0.55)"
    fills = np.where(n == 0, look.faint, np.where(hollow, thin, full))
    lines = np.where(ringed, look.accent, np.where(hollow, look.mute, look.paper))
    tips, numbers = _tips(circles), list(circles["places"])
    free = _free(x / frame.per_px, y / frame.per_px, across / 2, order)
    label = [_short(k) if d >= INSIDE and i in free else "" for i, (k, d) in enumerate(zip(n, across, strict=True))]
    fig.add_scatter(
        x=x[order],
        y=y[order],
        mode="markers+text",
        customdata=[numbers[i] for i in order],
        hovertext=[tips[i] for i in order],
        hoverinfo="text",
        text=[label[i] for i in order],
        textfont={"size": 11.5, "color": list(np.where(hollow, look.ink, look.paper)[order])},
        marker={
            "size": across[order],
            "opacity": 1,
            "color": list(fills[order]),
            "line": {
                "color": list(lines[order]),
                "width": np.where(ringed, 3.0, np.where(hollow, 1.6, 1.0))[order],
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}, "textfont": {}},
    )


def _free(x: Floats, y: Floats, radius: Floats, order: Any) -> set[int]:
    """The circles whose number can be read: nothing that is drawn later comes near their middle."""
    free = set()
    for at, i in enumerate(order):
        above = order[at + 1 :]
        away = np.hypot(x[above] - x[i], y[above] - y[i])
        if radius[i] * 2 >= INSIDE and (away > radius[above] + 7).all():
            free.add(int(i))
    return free


def _tips(circles: pd.DataFrame) -> list[str]:
    """Place, state, how many events, from when to when; what else the circle holds."""
    tips = []
    for c in circles.to_dict("records"):
        head = f"<b>{plain(c['name'])}</b>" + (f", {plain(c['country'])}" if c["country"] else "")
        events = f"{c['n']:,} event{'s' * (c['n'] != 1)}" if c["n"] else "no event in this stretch of time"
        first, last = (date_words(day) if isinstance(day, str) else "" for day in (c["first"], c["last"]))
        when = f" · {first}" + (f" to {last}" if last != first else "") if first else ""
        tip = f"{head}<br>{events}{when}"
        if others := list(c["others"]):
            tip += f"<br>with {plain(', '.join(others[:4]))}" + (
                f" and {len(others) - 4:,} more" if len(others) > 4 else ""
            )
        tips.append(tip + ("<br><i>the circle stands at its middle</i>" if c["kind"] in HOLLOW else ""))
    return tips


def _short(n: int) -> str:
    return str(n) if n < 1000 else f"{n / 1000:.1f}k" if n < 10_000 else f"{n // 1000}k"


def _add_names(
    fig: Sketch,
    circles: pd.DataFrame,
    x: Floats,
    y: Floats,
    ringed: list[bool],
    sizes: Sizes,
    frame: Frame,
    look: Look,
) -> None:
    """The names of the chosen, then of the largest, where there is room beside their circles; on lighter ground, to be read on land."""
    n = circles["n"].to_numpy()
    px, py = (x - frame.x[0]) / frame.per_px, (frame.y[1] - y) / frame.per_px
    radius = np.where(n > 0, sizes.across(n), 4.0) / 2
    words = [
        shorten(str(name), 26) + (f" +{len(others)}" if len(others) else "")
        for name, others in zip(circles["name"], circles["others"], strict=True)
    ]
    order = np.lexsort((-n, ~np.array(ringed, bool))).tolist()
    places = place_names([text_px(w) * 0.95 for w in words], px, py, radius, order, (frame.width, frame.height))
    fig.add_scatter(
        x=[frame.x[0] + at * frame.per_px for at, _ in places.values()],
        y=[frame.y[1] - at * frame.per_px for _, at in places.values()],
        mode="text",
        text=[f"<b>{plain(words[i])}</b>" if ringed[i] else plain(words[i]) for i in places],
        textposition="middle center",
        textfont={
            "size": 12.5,
            "color": [look.accent if ringed[i] else look.ink for i in places],
            "shadow": f"0 0 3px {look.paper}, 0 0 2px {look.paper}",
        },
        hoverinfo="skip",
    )


def place_names(
    widths: Sequence[float], x: Floats, y: Floats, radius: Floats, order: Sequence[int], size: tuple[int, int]
) -> dict[int, tuple[float, float]]:
    """Number of a circle -> the middle of its name, px: right, left, above or below, where it meets no circle and no name.

    `order`: who comes first; at most `NAMED` are placed, and those that cannot be placed are left out.
    """
    taken = np.column_stack([x - radius, y - radius, x + radius, y + radius])
    found: dict[int, tuple[float, float]] = {}
    for i in order[: 3 * NAMED]:
        if len(found) == NAMED:
            break
        half, high, r = widths[i] / 2, 8.0, radius[i] + 3
        for dx, dy in ((r + half, 0.0), (-r - half, 0.0), (0.0, -r - high), (0.0, r + high)):
            a, b = x[i] + dx, y[i] + dy
            box = np.array([a - half, b - high, a + half, b + high])
            if box[0] < 0 or box[1] < 0 or box[2] > size[0] or box[3] > size[1]:
                continue
            met = (taken[:, 0] < box[2]) & (taken[:, 2] > box[0]) & (taken[:, 1] < box[3]) & (taken[:, 3] > box[1])
            met[i] = False
            if not met.any():
                found[i] = (float(a), float(b))
                taken = np.vstack([taken, box])
                break
    return found
