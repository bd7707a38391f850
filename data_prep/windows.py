"""Stretches of time for a picture: the whole of it, the main part of it, and its months, quarters or years.

Enters: days since 1970 as arrays. Leaves: windows, (first, last) in milliseconds since 1970 as charts have them, and counts
per period. Refuses nothing; where nothing is dated there is no window.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

MS_DAY = 86_400_000.0
MOST_BARS = 160
Window = tuple[float, float]
Days = npt.NDArray[np.int32]


def main_span(start: Days, end: Days) -> Window | None:
    """The whole span, unless a few far events (a tenth at most) squeeze the others to less than a third of it.

    `start`: first days, ascending; `end`: for each the last day after of those that begin then or later. The window gets
    shorter with every event left out at the front, so that each step is found by halving.
    """
    whole = with_air(int(start[0]), int(end[0])) if len(start) else None
    few = max(1, len(start) // 10) if len(start) >= 5 else 0
    if whole is None or not few:
        return whole
    first, last = with_air(start[: few + 1].astype("float64"), end[: few + 1].astype("float64"))
    lengths, best = last - first, whole[1] - whole[0]
    at = -1
    while (later := int(np.searchsorted(-lengths, -best / 3, side="right"))) < len(lengths):
        at, best = later, lengths[later]
    return whole if at < 0 else (float(first[at]), float(last[at]))


def with_air(first: Any, last: Any) -> Any:
    """Days as a window with a little air on both sides."""
    air = np.maximum(0.012 * (last - first), 4)
    low, high = (first - air) * MS_DAY, (last + air) * MS_DAY
    return (low, high) if np.ndim(low) else (float(low), float(high))


def count_periods(days: npt.NDArray[Any], counts: npt.NDArray[Any], span: Window) -> pd.DataFrame:
    """How many begin in each month, or quarter or year where there are many: start, end (ms), n, one row each.

    `days` and how many begin on each.
    """
    months = (span[1] - span[0]) / MS_DAY / 30.4
    freq = next((f for f, n in (("M", 1), ("Q", 3), ("Y", 12)) if months / n <= MOST_BARS), "Y")
    periods = pd.PeriodIndex(days.astype("datetime64[D]").astype("datetime64[s]"), freq=freq)
    n = pd.Series(counts, index=periods).groupby(level=0).sum()
    every = pd.PeriodIndex(n.index, freq=freq)
    return pd.DataFrame(
        {
            "start": _ms(every.start_time),
            "end": _ms((every + 1).start_time),
            "n": n.to_numpy("int64"),
        }
    )


def _ms(stamps: pd.DatetimeIndex) -> npt.NDArray[np.float64]:
    return stamps.to_numpy().astype("datetime64[ms]").astype("int64").astype("float64")
