"""The picture of events over time, for any selection: what is drawn of it in a window, the strip, the lanes.

Enters: the session's `View`, a `Selection`, what lanes are wanted. Leaves: an element on the page that keeps its window under its
`key`; a click on a sign gives the event_id. Several pictures may stand on a page, each with a key of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data_prep.detail import NOBODY, By, Detail, Plan, plan_lanes, see, together
from data_prep.firsts import days_late
from data_prep.queries import read_outlets, read_places_named, read_signs
from data_prep.saying import date_words, dates_locale
from data_prep.selection import Clock, Selection
from data_prep.windows import MS_DAY, Window
from pages.charts.lanes import draw_lanes, shelf_width
from pages.charts.overview import draw_overview
from pages.charts.sides import Lanes, lanes_by_actor, lanes_by_kind, lanes_by_outlet, lanes_by_place
from pages.charts.tokens import DARK
from pages.parts.live import live_timeline, live_window, pack_figures
from pages.parts.loading import Opened
from pages.parts.ruler import seen_width
from pages.parts.style import current_look
from pages.parts.view import View
from pages.words import timeline as say

MOST: dict[By, int] = {"actors": 12, "kinds": 14, "places": 12, "outlets": 12}
SAME: dict[Any, Callable[[Any], Any]] = {Selection: attrgetter("digest")}  # what tells one from another in a cache


@dataclass(frozen=True, slots=True)
class Asked:
    """How the lanes are wanted: of what, on which clock, and whether only with what actors did together."""

    by: By = "actors"
    clock: Clock = "happened"
    together: bool = False


@dataclass(frozen=True)
class Laid:
    """What is drawn: the events (on their clock), the lanes, the window and what lies in it."""

    asked: Asked
    shown: Selection
    plan: Plan
    window: Window
    detail: Detail


def lay_out(view: View, shown: Selection, asked: Asked, key: str, row: int | None = None) -> Laid | None:
    """Lanes and level of detail of a selection, in the window of the picture `key`; None where nothing can be drawn.

    The event of `row` is drawn in any case, if the selection has it and it lies in the window.
    """
    of, first = view.opened, view.choices.actors if asked.by == "actors" else ()
    shown = shown.by_clock(asked.clock)
    plan = plan_of(shown, of.directory, of.stamp, asked.by, first)
    if asked.together and asked.by == "actors":
        shown = together(shown, plan.keys)
        plan = plan_of(shown, of.directory, of.stamp, asked.by, plan.keys)
    window = choose_window(view, shown, key, row)
    if window is None:
        return None
    return Laid(asked, shown, plan, window, see(shown, plan, window, width=seen_width(), keep=row))


@st.cache_resource(show_spinner=False, max_entries=16, hash_funcs=SAME)
def plan_of(shown: Selection, directory: str, stamp: str, by: By, first: Sequence[str]) -> Plan:
    """The lanes of a selection; those named first have lanes whatever their count."""
    return plan_lanes(shown, by, MOST[by], first)


def whole_window(view: View, clock: Clock = "happened") -> Window:
    """What the strip shows: all the time that events have, whatever passes the filters."""
    return view.opened.every.by_clock(clock).span or (0.0, MS_DAY)


def choose_window(view: View, shown: Selection, key: str, row: int | None) -> Window | None:
    """The stretch of time of the lanes: where the reader moved it; else the dates asked for; else where most events lie.

    If the open one lies outside of that: all of it.
    """
    span, main, index = shown.span, shown.main, shown.index
    if span is None or main is None:
        return None
    moved = live_window(key, whole_window(view, index.clock))
    if moved is not None:
        return moved
    first, last = view.choices.first, view.choices.last
    if (first or last) and index.clock == "happened":
        low = _ms(first) if first else span[0]
        high = _ms(last) + MS_DAY if last else span[1]
        return (low, high) if high > low else span
    if row is None or not index.dated[row] or not shown.mask[row]:
        return main
    inside = index.end[row] * MS_DAY > main[0] and index.start[row] * MS_DAY < main[1]
    return main if inside else span


def _ms(day: date) -> float:
    return float(np.datetime64(day, "ms").astype("int64"))


def show_lanes(
    view: View,
    laid: Laid,
    key: str,
    on_pick: Callable[[str], None],
    open_one: tuple[int, str] | None = None,
    first: tuple[int, ...] = (),
) -> None:
    """The picture; `open_one` (row, event_id) is marked, events of the rows `first` are drawn and named before others."""
    of, dark = view.opened, current_look() is DARK
    if open_one is not None and not laid.shown.mask[open_one[0]]:
        open_one = None
    asked = (laid.asked.by, laid.plan.keys, laid.window, seen_width(), dark, dates_locale(), open_one, first)
    drawn = _drawn(view, laid, laid.shown, of.directory, of.stamp, asked)
    alt = say.alt(laid.shown.n, laid.asked.by)
    live_timeline(
        drawn,
        key=key,
        window=laid.window,
        dark=dark,
        alt=alt,
        title=of.title,
        about=say.picture_about(laid.shown.n, of.every.n, str(of.timeline.manifest["version"])),
        on_pick=on_pick,
    )


@st.cache_resource(show_spinner=False, max_entries=128, hash_funcs=SAME)
def _drawn(_view: View, _laid: Laid, shown: Selection, directory: str, stamp: str, asked: tuple[Any, ...]) -> str:
    """Strip and lanes as the browser gets them; many readers look at the same, and take back what they chose."""
    *_, window, width, _dark, _locale, open_one, first = asked
    look, plan = current_look(), _laid.plan
    shelf = shelf_width(bool(plan.undated), width)
    whole = whole_window(_view, shown.index.clock)
    strip = draw_overview(shown.bars, shown.years_only, whole, window, look, width, shelf)
    keep = [row for row in (*([open_one[0]] if open_one else []), *first) if _stands(shown, row, window)]
    drawn = drawn_of(_view.opened, plan, _laid.detail, keep, shown)
    named = set(drawn["drawn"].loc[drawn["drawn"].index.intersection(list(first)), "event_id"])
    lanes = draw_lanes(
        **drawn,
        lanes=lanes_of(_view.opened, plan),
        window=window,
        look=look,
        width=width,
        selected=open_one[1] if open_one else None,
        first=named,
    )
    return pack_figures(lanes, strip)


def _stands(shown: Selection, row: int, window: Window) -> bool:
    """Whether an event of the selection lies in a window, or on the shelf."""
    index = shown.index
    inside = index.end[row] * MS_DAY > window[0] and index.start[row] * MS_DAY < window[1]
    return bool(shown.mask[row] and (inside or not index.dated[row]))


def lanes_of(opened: Opened, plan: Plan) -> Lanes:
    """The lanes as charts have them."""
    nobody = NOBODY in plan.times
    if plan.by == "kinds":
        return lanes_by_kind(pd.DataFrame({"kind": plan.keys, "n": plan.counts}), plan.rest)
    keys, counts = list(plan.keys), list(plan.counts)
    if plan.by == "places":
        return lanes_by_place(read_places_named(opened.timeline, keys).assign(n=counts), plan.rest, nobody)
    if plan.by == "outlets":
        return lanes_by_outlet(read_outlets(opened.timeline, keys).assign(n=counts), plan.rest, nobody)
    return lanes_by_actor(opened.actors.loc[keys].reset_index().assign(n=counts), plan.rest, nobody)


def drawn_of(
    opened: Opened, plan: Plan, detail: Detail, keep: Sequence[int] = (), shown: Selection | None = None
) -> dict[str, Any]:
    """What `lanes_figure` takes: drawn, density, undated, undated_counts; the events of the rows `keep` are drawn too."""
    index = (shown or opened.every).index
    shelf = np.union1d(plan.shelf, [row for row in keep if not index.dated[row]]).astype(int)
    dated = np.concatenate([detail.rows, [row for row in keep if index.dated[row] and row not in detail.rows]])
    rows = np.concatenate([dated, shelf]).astype(int)
    events = read_signs(opened.timeline, rows)
    if index.clock == "published":
        events = _as_published(opened, events)
    has = {} if plan.by == "kinds" else index.pairs(plan.by).keys_of(rows)
    lanes = [plan.lanes_of(has.get(row, [kind])) for row, kind in zip(events["row"], events["kind"], strict=True)]
    events["lanes"] = pd.Series(lanes, index=events.index, dtype="object")
    by_row = events.set_index("row")
    return {
        "drawn": by_row.loc[dated.astype(int)],
        "density": detail.density,
        "undated": by_row.loc[shelf],
        "undated_counts": plan.undated,
    }


def _as_published(opened: Opened, events: pd.DataFrame) -> pd.DataFrame:
    """Each event on the day of its first report, with when it happened and what the hover says of both."""
    rows, index = events["row"].to_numpy(), opened.every.index
    outlets, late = index.pairs("firsts").keys_of(rows), days_late(index)[rows]
    days = events["published"].dt.strftime("%Y-%m-%d")
    told = [
        say.told(
            date_words(edtf) if isinstance(edtf, str) else "",
            date_words(day) if isinstance(day, str) else "",
            next(iter(outlets[row]), ""),
            None if np.isnan(delay) else int(delay),
        )
        for row, edtf, day, delay in zip(rows, events["date_edtf"], days, late, strict=True)
    ]
    start, end = (events[c].to_numpy("datetime64[ms]").astype("float64") for c in ("date_start", "date_end"))
    unknown = events["date_start"].isna() | events["date_end"].isna() | events["published"].isna()
    known = events["published"].notna()
    return events.assign(
        told=told,
        happened=np.where(unknown, np.nan, np.where(end - start > MS_DAY, (start + end) / 2, start)),
        date_edtf=days.where(known, None),
        date_start=events["published"],
        date_end=events["published"] + pd.Timedelta(days=1),
        grain="day",
        qualifier="",
    )
