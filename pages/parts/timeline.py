"""The parts of the timeline page: which event is open, which stretch of time is shown, the picture, the steps.

Enters: the session's `View`. Leaves: elements on the page; the open event goes into the address, boxed days into the filters.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data_prep.detail import NOBODY, Detail, Plan, see
from data_prep.queries import find_event, read_actors, read_event, read_events, read_ids, read_reports
from data_prep.windows import MS_DAY, Window
from pages.charts.lanes import lanes_figure, shelf_width
from pages.charts.overview import overview_figure
from pages.charts.sides import Lanes, lanes_by_actor, lanes_by_kind
from pages.charts.tokens import group_of, kind_label
from pages.parts.event_panel import show_event
from pages.parts.filters import clear_filters, open_event, set_days
from pages.parts.loading import Opened, plan_of
from pages.parts.picture import boxed, clicked, picture
from pages.parts.ruler import seen_width
from pages.parts.style import current_look, key_of_signs, listed, safe, show
from pages.parts.view import View, say_filters, say_what_is_shown


@dataclass(frozen=True, slots=True)
class Picked:
    """The event that is open: its row, None where the timeline does not have it, and its id."""

    row: int | None
    event_id: str


def pick_event(view: View) -> Picked | None:
    """The event in the address, else the most salient that is shown."""
    asked = st.session_state.get("event")
    if asked:
        return Picked(*(find_event(view.opened.timeline, str(asked)) or (None, str(asked))))
    row = view.shown.most_salient
    return None if row is None else Picked(row, read_ids(view.opened.timeline, [row])[0])


def choose_window(view: View, row: int | None) -> Window | None:
    """The stretch of time of the lanes: the dates asked for; else where most events lie, unless the open one lies outside."""
    span, main = view.shown.span, view.shown.main
    if span is None or main is None:
        return None
    first, last = view.choices.first, view.choices.last
    if first or last:
        low = _ms(first) if first else span[0]
        high = _ms(last) + MS_DAY if last else span[1]
        return (low, high) if high > low else span
    index = view.shown.index
    if row is None or row >= index.n_dated or not view.shown.mask[row]:
        return main
    inside = index.end[row] * MS_DAY > main[0] and index.start[row] * MS_DAY < main[1]
    return main if inside else span


def _ms(day: date) -> float:
    return float(np.datetime64(day, "ms").astype("int64"))


def show_timeline(view: View, picked: Picked | None) -> None:
    """The sentence, the key, strip and lanes; without any date there is nothing to draw in time."""
    window = choose_window(view, picked.row if picked else None)
    by = st.session_state.get("lanes") or "Actors"
    plan, detail = None, None
    if window is not None:
        of = view.opened
        kinds = by == "Kinds"
        plan = plan_of(
            view.shown, of.directory, of.stamp, view.choices, "kinds" if kinds else "actors", 14 if kinds else 12
        )
        detail = see(view.shown, plan, window, bins=seen_width() // 4, keep=picked.row if picked else None)
    say_what_is_shown(view, detail)
    say_filters(view)
    key_of_signs({group_of(k) for k in view.shown.kinds}, set(view.shown.statuses))
    if window is None or plan is None or detail is None:
        show(
            '<p class="dl-note">None of these events has a date: the sources say what happened, but not when. They stand in the table.</p>'
        )
        return
    ask_lanes()
    _show_picture(view, plan, detail, window, picked)
    _say_rest(view, plan, detail)


def _show_picture(view: View, plan: Plan, detail: Detail, window: Window, picked: Picked | None) -> None:
    tone, width = current_look(), seen_width()
    span = view.opened.every.span or window
    span = (min(span[0], window[0]), max(span[1], window[1]))
    with st.container(gap=None):
        shelf = shelf_width(bool(plan.undated), width)
        strip = overview_figure(view.shown.bars, view.shown.years_only, span, window, tone, width, shelf)
        strip.update_layout(dragmode="select", selectdirection="h")
        picture(
            strip,
            "strip",
            "Events over time; draw a box to choose dates, or set them at the left",
            lambda: _cut(view),
            "box",
        )
        what = drawn_of(view.opened, plan, detail, picked.row if picked and view.shows(picked.row) else None)
        figure = lanes_figure(
            **what,
            lanes=lanes_of(view.opened, plan),
            window=window,
            look=tone,
            width=width,
            selected=picked.event_id if picked else None,
        )
        n, by = view.shown.n, "kind" if plan.by == "kinds" else "actor"
        picture(figure, "timeline", f"{n:,} events by {by} over time; the table below holds the same", _choose)


def lanes_of(opened: Opened, plan: Plan) -> Lanes:
    """The lanes as charts have them."""
    if plan.by == "kinds":
        return lanes_by_kind(pd.DataFrame({"kind": plan.keys, "n": plan.counts}), plan.rest)
    rows = read_actors(opened.timeline, plan.keys)[["actor_id", "name", "type", "country"]]
    return lanes_by_actor(rows.assign(n=list(plan.counts)), plan.rest, NOBODY in plan.times)


def drawn_of(opened: Opened, plan: Plan, detail: Detail, keep: int | None = None) -> dict[str, Any]:
    """What `lanes_figure` takes: drawn, density, undated, undated_counts; the event of row `keep` is drawn if it has no date."""
    index = opened.every.index
    shelf = np.union1d(plan.shelf, [keep] if keep is not None and keep >= index.n_dated else []).astype(int)
    events = read_events(opened.timeline, np.concatenate([detail.rows, shelf]))
    kinds = zip(events["actors"], events["kind"], strict=True)
    events["lanes"] = pd.Series([plan.lanes_of(*both) for both in kinds], index=events.index, dtype="object")
    by_row = events.set_index("row")
    return {
        "drawn": by_row.loc[detail.rows],
        "density": detail.density,
        "undated": by_row.loc[shelf],
        "undated_counts": plan.undated,
    }


def ask_lanes() -> None:
    """Lanes by actor or by kind, as a switch."""
    st.segmented_control(
        "Lanes",
        ["Actors", "Kinds"],
        default="Actors",
        required=True,
        key="lanes",
        bind="query-params",
        label_visibility="collapsed",
    )


def _say_rest(view: View, plan: Plan, detail: Detail) -> None:
    says = []
    if plan.rest:
        names = [view.opened.names.get(a, kind_label(a)) for a in plan.others[:8]]
        more = f" and {plan.rest - len(names):,} more" if plan.rest > len(names) else ""
        what = "other kinds" if plan.by == "kinds" else "other actors"
        says.append(
            f"On the last lane stand {what}: {', '.join(names)}{more}; the filters find any."
            if more
            else f"On the last lane stand {what}: {listed(names, 9)}."
        )
    if detail.dense:
        says.append(
            f"{detail.inside:,} events are too many for a sign each: grey areas show how many, signs the most salient."
        )
    if says:
        show(f'<p class="small mute">{safe(" ".join(says))}</p>')


def _choose() -> None:
    event = clicked("timeline")
    if isinstance(event, str):
        open_event(event)


def _cut(view: View) -> None:
    days = boxed("strip")
    if days is not None:
        set_days(view.opened, *days)


def step_through(view: View, picked: Picked | None) -> None:
    """The open event with the way to the one before and after; one that filters hide, or that is not there, is said."""
    if picked is None:
        return
    if picked.row is None:
        show(
            '<p class="dl-note">The address names an event that this timeline does not have. It may have been built from other articles.</p>'
        )
        st.button("Open another event", on_click=open_event, args=("",))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if view.shows(picked.row):
            before, *around = view.shown.step(picked.row)
            there = [row for row in around if row is not None]
            ids = dict(zip(there, read_ids(view.opened.timeline, there), strict=True))
            show(f'<p class="small mute">Event {before + 1:,} of {view.shown.n:,}</p>')
            st.space("stretch")
            for label, row in zip(("Previous", "Next"), around, strict=True):
                to = ids.get(row, "") if row is not None else ""
                st.button(
                    label, type="tertiary", disabled=row is None, shortcut=label[0], on_click=open_event, args=(to,)
                )
        else:
            show('<p class="dl-note">Your filters hide this event; the address opened it.</p>')
            st.button("Clear filters", key="clear_hidden", type="tertiary", on_click=clear_filters)
    timeline = view.opened.timeline
    show_event(read_event(timeline, picked.event_id), read_reports(timeline, picked.event_id), view.opened.names)
