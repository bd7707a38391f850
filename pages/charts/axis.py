"""The axis of time: which stretch is shown, and its ticks.

Enters: windows in milliseconds, widths in px. Leaves: tick positions and words, the axis as a Plotly dict. One linear scale.
"""

from typing import Any

import numpy as np
import pandas as pd

from data_prep.saying import date_words, month_name
from pages.charts.frame import MS_DAY, Floats, ms
from pages.charts.tokens import Look

Window = tuple[float, float]
TICK = 58  # px, the least from tick to tick


def beyond(window: Window) -> Window:
    """A window with as much again before and after it: what comes into sight while a reader moves it."""
    length = window[1] - window[0]
    return window[0] - length, window[1] + length


def time_ticks(t0: float, t1: float, width: float, around: bool = False) -> tuple[list[float], list[str]]:
    """Years in bold, months or days between them where there is room; the first one carries its year.

    `around`: also before and after, for a window that can be moved.
    """
    first, last = (_stamp(t) for t in (beyond((t0, t1)) if around else (t0, t1)))
    days = (t1 - t0) / MS_DAY
    n_months = days / 30.4
    if days <= 100:
        step = next(s for s in (1, 2, 7, 14, 28) if days / s * TICK <= width or s == 28)
        every = pd.date_range(first.normalize(), last, freq="D")
        keep = [d for d in every if (d.day - 1) % step == 0 and d.day < (30 if step < 7 else 28) and d >= first]
        texts = [f"<b>{month_name(d)}</b>" if d.day == 1 else str(d.day) for d in keep]
        lead = [f"<b>{date_words(f'{d:%Y-%m}' if d.day == 1 else f'{d:%Y-%m-%d}')}</b>" for d in keep]
    else:
        months = pd.period_range(first.to_period("M"), last.to_period("M"), freq="M")
        steps = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000)
        step = next(s for s in steps if n_months / s * TICK <= width or s == steps[-1])
        keep = [p.to_timestamp() for p in months if (p.month - 1 + 12 * p.year) % step == 0]
        keep = [m for m in keep if m >= first]
        texts = [f"<b>{m.year}</b>" if m.month == 1 else month_name(m) for m in keep]
        lead = [f"<b>{m.year}</b>" if m.month == 1 else f"<b>{date_words(f'{m:%Y-%m}')}</b>" for m in keep]
    values = [float(v) for v in ms(pd.DatetimeIndex(keep))]
    seen = next((n for n, v in enumerate(values) if v >= t0), None)
    if seen is not None:
        texts[seen] = lead[seen]
    return values, texts


def year_starts(window: Window) -> Floats:
    """The first days of the years in and around a window, at most 12 in it (every so many years beyond that)."""
    step = max(1, (_stamp(window[1]).year - _stamp(window[0]).year) // 12 + 1)
    a, b = (_stamp(t).year for t in beyond(window))
    return ms([f"{y:04}-01-01" for y in range(a + 1, b + 1) if y % step == 0])


def time_axis(window: Window, width: float, look: Look, around: bool = False, **more: Any) -> dict[str, Any]:
    """Plotly's dict of the axis; `width` in px decides how many ticks there are."""
    values, texts = time_ticks(*window, width, around)
    return {
        "type": "date",
        "range": list(window),
        "tickvals": values,
        "ticktext": texts,
        "tickangle": 0,
        "ticklabeloverflow": "allow",
        "automargin": False,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": look.faint,
        "tickfont": {"size": 12, "color": look.mute},
        "fixedrange": True,
        **more,
    }


def _stamp(at: float) -> pd.Timestamp:
    return pd.Timestamp(np.datetime64(int(at), "ms").astype("datetime64[s]"))
