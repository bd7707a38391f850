"""What of a frame of events is drawn one by one and what as density: the plain way of counting, for tests of figures.

Enters: events with `actors`, `kind`, dates. Leaves: what `lanes_figure` and `overview_figure` draw.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data_prep.windows import with_air
from pages.charts.axis import Window
from pages.charts.frame import MS_DAY, ms
from pages.charts.sides import NOBODY, REST, Lanes, lanes_by_actor, lanes_by_kind

DENSE = 250  # events in the window, beyond which lanes show density
SALIENT = 48  # signs drawn then
MONTH = pd.Timedelta(days=31)
MOST_BARS = 160


@dataclass(frozen=True, slots=True)
class Laid:
    """The lanes, each event's lanes (`tuple` of keys, by the index of the events), the names that share the last."""

    lanes: Lanes
    of_event: "pd.Series[Any]"
    rest: tuple[str, ...] = ()


def lay_by_actor(events: pd.DataFrame, actors: pd.DataFrame, most: int = 12, first: tuple[str, ...] = ()) -> Laid:
    """Lanes of the `most` frequent actors; `first` are taken whatever their count."""
    counts = Counter(a for who in events["actors"] for a in dict.fromkeys(who))
    known = actors.set_index("actor_id")
    ranked = [*(a for a in first if a in counts), *(a for a, _ in counts.most_common() if a not in first)]
    chosen = ranked if len(ranked) <= most + 1 else ranked[:most]
    rest = ranked[len(chosen) :]
    taken = set(chosen)
    rows = known.reindex(chosen)
    table = pd.DataFrame(
        {
            "actor_id": chosen,
            "name": rows["name"].fillna(pd.Series(chosen, index=chosen)).to_numpy(),
            "type": rows["type"].to_numpy(),
            "country": rows["country"].to_numpy(),
            "n": [counts[a] for a in chosen],
        }
    )
    of_event = [tuple(dict.fromkeys(a if a in taken else REST for a in who)) or (NOBODY,) for who in events["actors"]]
    lanes = lanes_by_actor(table, len(rest), any(NOBODY in who for who in of_event))
    return Laid(lanes, _column(of_event, events), tuple(str(known["name"].get(a, a)) for a in rest))


def lay_by_kind(events: pd.DataFrame, most: int = 14) -> Laid:
    """Lanes of the most frequent kinds."""
    counts = events["kind"].astype(str).value_counts()
    chosen = counts if len(counts) <= most + 1 else counts.head(most)
    lanes = lanes_by_kind(pd.DataFrame({"kind": chosen.index, "n": chosen.to_numpy()}), len(counts) - len(chosen))
    of_event = [(str(k),) if str(k) in chosen else (REST,) for k in events["kind"]]
    return Laid(lanes, _column(of_event, events), tuple(str(k) for k in counts.index[len(chosen) :]))


def _column(of_event: list[tuple[str, ...]], events: pd.DataFrame) -> "pd.Series[Any]":
    return pd.Series(of_event, index=events.index, dtype="object")


def drawn_of(events: pd.DataFrame, laid: Laid, window: Window, selected: str | None = None) -> dict[str, Any]:
    """What `lanes_figure` takes: drawn, density, undated, undated_counts."""
    events = events.assign(lanes=laid.of_event)
    here = events[inside(events, window)].sort_values("salience", ascending=False, kind="stable")
    chosen, density = here, pd.DataFrame(columns=["lane", "at", "n"])
    if len(here) > DENSE:
        chosen = pd.concat([here.head(SALIENT), here[here["event_id"] == selected]]).drop_duplicates("event_id")
        density = _density(here, window)
    undated = events[~dated(events)].sort_values("salience", ascending=False, kind="stable")
    each = undated.explode("lanes")
    few = undated[undated.index.isin(each.groupby("lanes").head(3).index) | (undated["event_id"] == selected)]
    return {
        "drawn": chosen,
        "density": density,
        "undated": few,
        "undated_counts": {str(k): int(n) for k, n in each["lanes"].value_counts().items()},
    }


def _density(here: pd.DataFrame, window: Window) -> pd.DataFrame:
    bins = np.linspace(window[0], window[1], 150)
    middle = np.nanmean([ms(here["date_start"]), ms(here["date_end"]) - MS_DAY], axis=0)
    rows = pd.DataFrame({"lane": here["lanes"].to_numpy(), "at": middle}).explode("lane")
    centre = (bins[1:] + bins[:-1]) / 2
    parts = [
        pd.DataFrame({"lane": lane, "at": centre, "n": np.histogram(mine["at"].to_numpy("float64"), bins)[0]})
        for lane, mine in rows.groupby("lane")
    ]
    return pd.concat(parts, ignore_index=True)


def bars_of(events: pd.DataFrame, span: Window) -> tuple[pd.DataFrame, dict[int, int]]:
    """What `overview_figure` takes: events known to the month per month, quarter or year, and those known to the year only."""
    begins = events["date_start"][events["date_end"] - events["date_start"] <= MONTH]  # an open end is no length
    months = (span[1] - span[0]) / MS_DAY / 30.4
    freq = next((f for f, n in (("M", 1), ("Q", 3), ("Y", 12)) if months / n <= MOST_BARS), "Y")
    counts = begins.dt.to_period(freq).value_counts().sort_index()
    periods = pd.PeriodIndex(counts.index, freq=freq)
    shape = {"M": "{0:%B %Y}", "Q": "quarter from {0:%B %Y}", "Y": "{0:%Y}"}[freq]
    words = [f"{shape.format(p.start_time)}: {n} event{'s' * (n != 1)}" for p, n in zip(periods, counts, strict=True)]
    starts, ends = ms(periods.start_time), ms((periods + 1).start_time)
    years = events[(events["grain"] == "year") & events["date_start"].notna()]["date_start"].dt.year.value_counts()
    bars = pd.DataFrame({"start": starts, "end": ends, "n": counts.to_numpy(), "words": words})
    return bars, {int(y): int(n) for y, n in years.sort_index().items()}


def whole_span(events: pd.DataFrame) -> Window | None:
    """From the first to the last date, with a little air; None where nothing is dated."""
    rows = events[dated(events)]
    if rows.empty:
        return None
    edges = np.concatenate([ms(rows["date_start"]), ms(rows["date_end"])])
    return with_air(float(np.nanmin(edges)) / MS_DAY, float(np.nanmax(edges)) / MS_DAY)


def inside(events: pd.DataFrame, window: Window) -> "pd.Series[bool]":
    """Which events have a day in the window."""
    starts, ends = ms(events["date_start"]), ms(events["date_end"])
    early, late = ~(ends <= window[0]), ~(starts >= window[1])
    return pd.Series(dated(events).to_numpy() & early & late, index=events.index)


def dated(events: pd.DataFrame) -> "pd.Series[bool]":
    """Which events have a date at all; an interval open at one end counts."""
    return events["date_start"].notna() | events["date_end"].notna()
