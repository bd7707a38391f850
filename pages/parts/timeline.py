"""The parts of the timeline page: which event is open, which stretch of time is shown, the picture, the steps.

Enters: the session's `View`. Leaves: elements on the page; the open event goes into the address, boxed days into the filters.
"""

import pandas as pd
import streamlit as st

from data_prep.queries import read_reports
from pages.charts.axis import Window, inside, main_span, whole_span
from pages.charts.frame import dated, ms
from pages.charts.lanes import lanes_figure, shelf_width
from pages.charts.overview import overview_figure
from pages.parts.event_panel import show_event
from pages.parts.filters import clear_filters, open_event, set_days
from pages.parts.level import DENSE, Laid, bars_of, drawn_of, lay_by_actor, lay_by_kind
from pages.parts.picture import boxed, clicked, picture
from pages.parts.ruler import seen_width
from pages.parts.style import current_look, listed, safe, show
from pages.parts.view import View


def pick_event(view: View) -> str | None:
    """The event that is open: the one in the address, else the most salient that is shown."""
    asked = st.session_state.get("event")
    if asked:
        return str(asked)
    shown = view.shown[dated(view.shown)] if dated(view.shown).any() else view.shown
    return None if shown.empty else str(shown.loc[shown["salience"].idxmax(), "event_id"])


def choose_window(view: View, picked: str | None) -> Window | None:
    """The stretch of time of the lanes: the dates asked for; else where most events lie, unless the open one lies outside."""
    span = whole_span(view.shown)
    if span is None:
        return None
    first, last = view.choices.first, view.choices.last
    if first or last:
        low = float(ms([pd.Timestamp(first)])[0]) if first else span[0]
        high = float(ms([pd.Timestamp(last) + pd.Timedelta(days=1)])[0]) if last else span[1]
        return (low, high) if high > low else span
    if st.session_state.get("whole"):
        return span
    main = main_span(view.shown) or span
    mine = view.shown[view.shown["event_id"] == picked]
    return span if len(mine) and dated(mine).all() and not inside(mine, main).all() else main


def show_picture(view: View, window: Window | None, picked: str | None) -> None:
    """Strip and lanes with the switch between actors and kinds; without any date there is nothing to draw in time."""
    if window is None:
        show(
            '<p class="dl-note">None of these events has a date: the sources say what happened, but not when. They stand in the table.</p>'
        )
        return
    by = ask_lanes()
    shown, tone, width = view.shown, current_look(), seen_width()
    laid = lay_by_kind(shown) if by == "Kinds" else lay_by_actor(shown, view.opened.actors, first=view.choices.actors)
    span = whole_span(view.opened.every) or window
    span = (min(span[0], window[0]), max(span[1], window[1]))
    with st.container(gap=None):
        shelf = shelf_width(not dated(shown).all(), width)
        strip = overview_figure(*bars_of(shown, span), span, window, tone, width, shelf)
        strip.update_layout(dragmode="select", selectdirection="h")
        picture(
            strip,
            "strip",
            "Events over time; draw a box to choose dates, or set them at the left",
            lambda: _cut(view),
            "box",
        )
        what = drawn_of(shown, laid, window, picked)
        figure = lanes_figure(**what, lanes=laid.lanes, window=window, look=tone, width=width, selected=picked)
        alt = f"{len(shown)} events by {'kind' if by == 'Kinds' else 'actor'} over time; the table below holds the same"
        picture(figure, "timeline", alt, _choose)
    _say_rest(laid, int(inside(shown, window).sum()), by == "Kinds")


def ask_lanes() -> str:
    """Lanes by actor or by kind, as a switch."""
    return st.segmented_control(
        "Lanes",
        ["Actors", "Kinds"],
        default="Actors",
        required=True,
        key="lanes",
        bind="query-params",
        label_visibility="collapsed",
    )


def _say_rest(lanes: Laid, n: int, by_kind: bool) -> None:
    says = []
    if lanes.rest:
        says.append(
            f"On the last lane stand {'other kinds' if by_kind else 'other actors'}: {listed(list(lanes.rest), 8)}."
        )
    if n > DENSE:
        says.append(f"{n:,} events are too many for a sign each: grey areas show how many, signs the most salient.")
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


def step_through(view: View, picked: str | None) -> None:
    """The open event with the way to the one before and after; one that filters hide, or that is not there, is said."""
    order = list(view.shown["event_id"])
    rows = view.opened.every[view.opened.every["event_id"] == picked]
    if picked is None:
        return
    if rows.empty:
        show(
            '<p class="dl-note">The address names an event that this timeline does not have. It may have been built from other articles.</p>'
        )
        st.button("Open another event", on_click=open_event, args=("",))
        return
    if picked in order:
        at = order.index(picked)
        with st.container(horizontal=True, vertical_alignment="center"):
            show(f'<p class="small mute">Event {at + 1:,} of {len(order):,}</p>')
            st.space("stretch")
            st.button(
                "Previous",
                type="tertiary",
                disabled=at == 0,
                shortcut="P",
                on_click=open_event,
                args=(order[max(0, at - 1)],),
            )
            last = len(order) - 1
            st.button(
                "Next",
                type="tertiary",
                disabled=at == last,
                shortcut="N",
                on_click=open_event,
                args=(order[min(last, at + 1)],),
            )
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            show('<p class="dl-note">Your filters hide this event; the address opened it.</p>')
            st.button("Clear filters", key="clear_hidden", type="tertiary", on_click=clear_filters)
    show_event(rows.iloc[0], read_reports(view.opened.timeline, picked), view.opened.names)
