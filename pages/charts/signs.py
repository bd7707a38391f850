"""The signs of the timeline, drawn onto a figure: marks, bars with soft ends, brackets, density.

Each channel says one thing. Place: when. Fill: whether it is that very day. Brackets: more than one answer. Shape: who
vouches. Colour: the kind. Enters: `Sign` records, the spots where they go (event, lane) -> y in px. Leaves: traces.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pages.charts.frame import MS_DAY, Sign, Sketch, plain
from pages.charts.tokens import GROUPS, LANE, SIGN, STATUS, Look, rgb

Spots = Mapping[tuple[str, str], float]
STEP = 11.0  # px from sign to sign of one day
DENSITY = "density"  # the name of its trace
MOST_SOFT = 40  # bars with a gradient each; beyond that one flat trace per colour


def stack(
    signs: Sequence[Sign], px: Mapping[str, float], lanes: Sequence[str], most: int = 5
) -> dict[str, dict[str, int]]:
    """lane -> event -> level. Signs that would touch within a lane stand one above the other, at most `most` high."""
    out: dict[str, dict[str, int]] = {lane: {} for lane in lanes}
    last: dict[str, list[float]] = {lane: [] for lane in lanes}
    for sign in sorted(signs, key=lambda s: (px[s.event_id], -s.salience)):
        x = px[sign.event_id]
        for lane in sign.lanes:
            if lane not in out:
                continue
            ends = last[lane]
            level = next((n for n, end in enumerate(ends) if x - end >= SIGN + 2), len(ends))
            if level == most:
                level = ends.index(min(ends))
            ends[level : level + 1] = [x]
            out[lane][sign.event_id] = level
    return out


def offset(level: int) -> float:
    """Where a level lies, px from the lane's line (down is plus): on it, above, below, further above …"""
    return (-1 if level % 2 else 1) * STEP * ((level + 1) // 2)


def days_apart(sign: Sign, unit: float) -> tuple[float, ...]:
    """The days of a set, where they can be told apart at `unit` ms a px; else ()."""
    return sign.days if len(sign.days) > 1 and sign.days[-1] - sign.days[0] > 16 * unit else ()


def hover_words(sign: Sign) -> str:
    """Title, date, kind and who vouches, as Plotly's hover shows them."""
    title = plain(sign.title)
    cut = 64
    if len(sign.title) > cut and " " in sign.title[:cut]:
        head = sign.title[:cut].rsplit(" ", 1)[0]
        title = f"{plain(head)}<br>{plain(sign.title[len(head) :])}"
    told = f"<br>{plain(sign.told)}" if sign.told else ""
    return f"<b>{title}</b><br>{plain(sign.words)} · {GROUPS[sign.group]} · {STATUS[sign.status][1]}{told}"


def add_marks(
    fig: Sketch, spots: Sequence[tuple[Sign, float, float]], look: Look, selected: str | None, axis: str = "x"
) -> None:
    """One trace for all signs, given as (sign, x, y); the selected one wears a ring."""
    hues = [look.kind[sign.group] for sign, _, _ in spots]
    fig.add_scatter(
        x=[x for _, x, _ in spots],
        y=[y for _, _, y in spots],
        xaxis=axis,
        mode="markers",
        customdata=[sign.event_id for sign, _, _ in spots],
        hovertext=[hover_words(sign) for sign, _, _ in spots],
        hoverinfo="text",
        cliponaxis=False,
        unselected={"marker": {"opacity": 1}},
        marker={
            "size": [SIGN + (1 if sign.status == "claimed" else 0) for sign, _, _ in spots],
            "color": [hue if sign.solid else look.paper for hue, (sign, _, _) in zip(hues, spots, strict=True)],
            "symbol": [STATUS[sign.status][0] for sign, _, _ in spots],
            "opacity": 1,
            "line": {"color": hues, "width": 2},
        },
    )
    ring = [(x, y) for sign, x, y in spots if sign.event_id == selected]
    if ring:
        fig.add_scatter(
            x=[x for x, _ in ring],
            y=[y for _, y in ring],
            xaxis=axis,
            mode="markers",
            hoverinfo="skip",
            cliponaxis=False,
            marker={
                "size": SIGN + 9,
                "color": "rgba(0,0,0,0)",
                "opacity": 1,
                "line": {"color": look.accent, "width": 2},
            },
            unselected={"marker": {"opacity": 1}},
        )


def add_bars(fig: Sketch, signs: Sequence[Sign], spots: Spots, look: Look, unit: float) -> None:
    """A month or a year is as long as it is, thin, and fades at its ends: the event lies somewhere in here."""
    rows = [(s, y) for s in signs if not s.solid and not s.days for y in _ys(s, spots)]
    flat: dict[str, tuple[list[float | None], list[float | None]]] = {}
    for sign, y in rows:
        grow = max(0.0, 26 * unit - (sign.end - sign.start)) / 2  # never thinner than its own sign
        a, b = sign.start - grow, sign.end + grow
        hue = look.kind[sign.group]
        tip = (b - a) * (0.22 if len(rows) > MOST_SOFT else 0)  # pointed, where a gradient for each would be too many
        xs: list[float | None] = [a, a + tip, b - tip, b, b - tip, a + tip, a]
        ys: list[float | None] = [y, y - 3, y - 3, y, y + 3, y + 3, y]
        if tip:
            mine = flat.setdefault(hue, ([], []))
            mine[0].extend([*xs, None])
            mine[1].extend([*ys, None])
            continue
        clear = rgb(hue)
        soft = [[0, clear + "0)"], [0.22, clear + ".42)"], [0.78, clear + ".42)"], [1, clear + "0)"]]
        fig.add_scatter(
            x=xs,
            y=ys,
            mode="lines",
            line={"width": 0},
            fill="toself",
            hoverinfo="skip",
            fillgradient={"type": "horizontal", "colorscale": soft},
        )
    for hue, (many_x, many_y) in flat.items():
        fig.add_scatter(
            x=many_x,
            y=many_y,
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=rgb(hue) + ".25)",
            hoverinfo="skip",
        )


def add_brackets(
    fig: Sketch, signs: Sequence[Sign], spots: Spots, unit: float, look: Look, selected: str | None
) -> None:
    """Square brackets: more than one answer; as wide as the doubt, where that can be seen."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for sign in signs:
        if not sign.disputed and not sign.days:
            continue
        days = days_apart(sign, unit)
        centre = sum(days) / len(days) if days else sign.at
        mine = sign.event_id == selected
        half = ((days[-1] - days[0]) / 2 if days else 0) + (15 if mine else 10.5) * unit
        tip, high = 3.5 * unit, 9 if mine else 7
        for y in _ys(sign, spots):
            for s in (-1, 1):
                xs += [centre + s * (half - tip), centre + s * half, centre + s * half, centre + s * (half - tip), None]
                ys += [y - high, y - high, y + high, y + high, None]
    if xs:
        fig.add_scatter(
            x=xs, y=ys, mode="lines", line={"color": look.ink, "width": 1.4}, hoverinfo="skip", cliponaxis=False
        )


def add_delays(fig: Sketch, signs: Sequence[Sign], spots: Spots, look: Look, unit: float, selected: str | None) -> None:
    """From when it happened to when it was first reported: a thin line that begins with a foot."""
    for mine, hue in ((False, look.faint), (True, look.accent)):
        xs: list[float | None] = []
        ys: list[float | None] = []
        for sign in signs:
            on = _ys(sign, spots)
            if (sign.event_id == selected) != mine or np.isnan(sign.happened) or not on:
                continue
            y, a, b = min(on), sign.happened, sign.at
            if abs(b - a) > SIGN * unit:
                xs += [a, a, None, a, b, None]
                ys += [y - 4, y + 4, None, y, y, None]
        if xs:
            fig.add_scatter(x=xs, y=ys, mode="lines", line={"color": hue, "width": 1.25}, hoverinfo="skip")


def add_density(fig: Sketch, density: pd.DataFrame, lane_y: Mapping[str, float], look: Look) -> None:
    """Each lane's events per stretch of time, smoothed, as hills of one trace; the square root keeps quiet lanes visible.

    `density`: lane, at (ms, the middle of a stretch), n; evenly spaced, empty stretches at the ends of a hill may be missing.
    """
    kernel = np.array([1, 2, 1]) / 4
    at, where = np.unique(density["at"].to_numpy("float64"), return_inverse=True)
    lanes, counts = density["lane"].to_numpy(), density["n"].to_numpy()
    mine = {lane: lanes == lane for lane in lane_y}
    highs = {
        lane: np.sqrt(np.convolve(np.bincount(where[m], counts[m], len(at)), kernel, "same"))
        for lane, m in mine.items()
        if m.any()
    }
    top = max((float(h.max()) for h in highs.values()), default=0.0) or 1.0
    half = float(at[1] - at[0]) / 2 if len(at) > 1 else MS_DAY / 2
    xs, ys = [], []
    for lane, high in highs.items():
        y = np.concatenate([[0.0], -high / top * (LANE - 5), [0.0]])
        there = y < 0
        first, last = (np.flatnonzero(there[1:-1] & ~there[edge]) for edge in (np.s_[:-2], np.s_[2:]))
        keep = np.abs(np.diff(y, 2)) > 0.4  # a straight line needs its ends only
        keep[::4] = True
        keep[first] = keep[last] = True
        inner = np.flatnonzero(keep & there[1:-1])
        # Each hill: its foot, its points, its other foot, a gap.
        order = np.argsort(np.concatenate([4 * first - 1, 4 * inner, 4 * last + 1, 4 * last + 2]))
        gap = np.full(len(last), np.nan)
        xs.append(np.concatenate([at[first] - half, at[inner], at[last] + half, gap])[order])
        ys.append(np.concatenate([0 * first, y[1:-1][inner], 0 * last, gap])[order] + lane_y[lane])
    fig.add_scatter(
        x=np.concatenate(xs) if xs else [],
        y=np.concatenate(ys).astype("float32") if ys else [],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=look.density,
        hoverinfo="skip",
        name=DENSITY,
    )


def _ys(sign: Sign, spots: Spots) -> list[float]:
    return [spots[sign.event_id, lane] for lane in sign.lanes if (sign.event_id, lane) in spots]
