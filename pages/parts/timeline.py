"""The parts of the timeline page: which event is open, which stretch of time is shown, the picture, the steps.

Enters: the session's `View`. Leaves: elements on the page; the open event goes into the address.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data_prep.detail import NOBODY, REST, Detail, Plan, list_within, see
from data_prep.queries import Choices, find_event, read_event, read_ids, read_reports, read_signs
from data_prep.windows import MS_DAY, Window
from pages.charts.dates import date_words, dates_locale
from pages.charts.lanes import draw_lanes, shelf_width
from pages.charts.overview import draw_overview
from pages.charts.sides import Lanes, lanes_by_actor, lanes_by_kind
from pages.charts.tokens import DARK, group_of, kind_label
from pages.parts.event_panel import show_event
from pages.parts.filters import clear_filters, open_event, set_days
from pages.parts.live import forget_stretch, forget_window, live_timeline, live_window, pack_figures, picked_stretch
from pages.parts.loading import Opened, plan_of
from pages.parts.ruler import seen_width
from pages.parts.style import current_look, key_of_signs, listed, plural, safe, show
from pages.parts.table import PAGE, ask_page, show_rows
from pages.parts.view import View, current_view, say_filters, say_what_is_shown

KEY = "timeline"  # of the picture


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
    """The stretch of time of the lanes: where the reader moved it; else the dates asked for; else where most events lie.

    If the open one lies outside of that: all of it.
    """
    span, main = view.shown.span, view.shown.main
    if span is None or main is None:
        return None
    moved = live_window(KEY, whole_window(view))
    if moved is not None:
        return moved
    first, last = view.choices.first, view.choices.last
    if first or last:
        low = _ms(first) if first else span[0]
        high = _ms(last) + MS_DAY if last else span[1]
        return (low, high) if high > low else span
    index = view.shown.index
    if row is None or not index.dated[row] or not view.shown.mask[row]:
        return main
    inside = index.end[row] * MS_DAY > main[0] and index.start[row] * MS_DAY < main[1]
    return main if inside else span


def _ms(day: date) -> float:
    return float(np.datetime64(day, "ms").astype("int64"))


def whole_window(view: View) -> Window:
    """What the strip shows: all the time that events have, whatever passes the filters."""
    return view.opened.every.span or (0.0, MS_DAY)


@st.fragment
def show_timeline() -> None:
    """The sentence, the key, strip and lanes; a zoom draws these anew, and leaves the rest of the page alone."""
    if st.session_state.pop("opened_here", False):
        st.rerun()  # an event was opened: the panel and the address are the page's
    view, picked = current_view(), pick_event(current_view())
    row = picked.row if picked else None
    window, of = choose_window(view, row), view.opened
    if window is None:
        say_what_is_shown(view, None)
        say_filters(view)
        show(
            '<p class="dl-note">None of these events has a date: the sources say what happened, but not when. They stand in the table.</p>'
        )
        return
    kinds = (st.session_state.get("lanes") or "Actors") == "Kinds"
    plan = plan_of(
        view.shown, of.directory, of.stamp, view.choices, "kinds" if kinds else "actors", 14 if kinds else 12
    )
    detail = see(view.shown, plan, window, width=seen_width(), keep=row)
    say_what_is_shown(view, detail)
    say_filters(view)
    key_of_signs({group_of(k) for k in view.shown.kinds}, set(view.shown.statuses))
    _ask_lanes()
    _show_picture(view, plan, detail, window, picked)
    _say_rest(view, plan, detail)
    _list_stretch(view, plan)


def _show_picture(view: View, plan: Plan, detail: Detail, window: Window, picked: Picked | None) -> None:
    tone, of = current_look(), view.opened
    chosen = picked.event_id if picked and view.shows(picked.row) else None
    drawn = _drawn(
        view,
        plan,
        detail,
        picked,
        of.directory,
        of.stamp,
        view.choices,
        plan.by,
        window,
        seen_width(),
        tone is DARK,
        dates_locale(),
        chosen,
    )
    by = "kind" if plan.by == "kinds" else "actor"
    alt = f"{view.shown.n:,} events by {by} over time; the table below holds the same"
    live_timeline(drawn, key=KEY, window=window, dark=tone is DARK, alt=alt, on_pick=_open)


@st.cache_resource(show_spinner=False, max_entries=128)
def _drawn(
    _view: View, _plan: Plan, _detail: Detail, _picked: Picked | None, directory: str, stamp: str, choices: Choices, by: str, window: Window,
    width: int, dark: bool, locale: str, chosen: str | None,
) -> str:  # fmt: skip
    """Strip and lanes as the browser gets them; many readers look at the same, and take back what they chose."""
    look, shown, keep = current_look(), _view.shown, _picked.row if _picked and chosen else None
    shelf = shelf_width(bool(_plan.undated), width)
    strip = draw_overview(shown.bars, shown.years_only, whole_window(_view), window, look, width, shelf)
    drawn = drawn_of(_view.opened, _plan, _detail, keep)
    lanes = lanes_of(_view.opened, _plan)
    return pack_figures(draw_lanes(**drawn, lanes=lanes, window=window, look=look, width=width, selected=chosen), strip)


def lanes_of(opened: Opened, plan: Plan) -> Lanes:
    """The lanes as charts have them."""
    if plan.by == "kinds":
        return lanes_by_kind(pd.DataFrame({"kind": plan.keys, "n": plan.counts}), plan.rest)
    who = opened.actors.loc[list(plan.keys)].reset_index()
    return lanes_by_actor(who.assign(n=list(plan.counts)), plan.rest, NOBODY in plan.times)


def drawn_of(opened: Opened, plan: Plan, detail: Detail, keep: int | None = None) -> dict[str, Any]:
    """What `lanes_figure` takes: drawn, density, undated, undated_counts; the event of row `keep` is drawn if it has no date."""
    index = opened.every.index
    shelf = np.union1d(plan.shelf, [keep] if keep is not None and not index.dated[keep] else []).astype(int)
    rows = np.concatenate([detail.rows, shelf])
    events = read_signs(opened.timeline, rows)
    has = {} if plan.by == "kinds" else index.pairs(plan.by).keys_of(rows)
    lanes = [plan.lanes_of(has.get(row, [kind])) for row, kind in zip(events["row"], events["kind"], strict=True)]
    events["lanes"] = pd.Series(lanes, index=events.index, dtype="object")
    by_row = events.set_index("row")
    return {
        "drawn": by_row.loc[detail.rows],
        "density": detail.density,
        "undated": by_row.loc[shelf],
        "undated_counts": plan.undated,
    }


def _ask_lanes() -> None:
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


def _open(event_id: str) -> None:
    open_event(event_id)
    st.session_state["opened_here"] = True


def _step(view: View, row: int, event_id: str) -> None:
    """Open an event; one that lies outside of the stretch that the reader moved to takes the picture along."""
    open_event(event_id)
    index, moved = view.shown.index, live_window(KEY, whole_window(view))
    if moved is None or not index.dated[row]:
        return
    if index.end[row] * MS_DAY <= moved[0] or index.start[row] * MS_DAY >= moved[1]:
        forget_window(KEY)


def _list_stretch(view: View, plan: Plan) -> None:
    """The events of the density that was clicked, as a list, and the way to look closer."""
    asked = picked_stretch(KEY)
    if asked is None or asked[0] not in plan.times:
        return
    (key, stretch), lanes = asked, lanes_of(view.opened, plan)
    label = {lane.key: lane.label for side in lanes.sides for lane in side}
    rows = list_within(view.shown, plan, key, stretch)
    days = [np.datetime64(int(at), "ms").astype("datetime64[D]").item() for at in (stretch[0], stretch[1] - MS_DAY)]
    a, b = (date_words(d.isoformat()) for d in days)
    with st.container(horizontal=True, vertical_alignment="center"):
        name = label.get(key, key) if key != REST else "Others"
        show(f"<h3>{safe(name)}, {safe(a if a == b else f'{a} to {b}')}: {plural(len(rows), 'event')}</h3>")
        st.space("stretch")
        st.button("Only these days", type="tertiary", on_click=_cut, args=(view.opened, *days))
        st.button("Close the list", type="tertiary", on_click=forget_stretch, args=(KEY,))
    show_rows(view.opened, rows[ask_page(len(rows), PAGE, "stretch_page")], "stretch_list", _open)


def _cut(opened: Opened, first: date, last: date) -> None:
    set_days(opened, first, last)
    forget_window(KEY)
    forget_stretch(KEY)
    st.session_state["opened_here"] = True


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
                    label,
                    type="tertiary",
                    disabled=row is None,
                    shortcut=label[0],
                    on_click=_step,
                    args=(view, row or 0, to),
                )
        else:
            show('<p class="dl-note">Your filters hide this event; the address opened it.</p>')
            st.button("Clear filters", key="clear_hidden", type="tertiary", on_click=clear_filters)
    timeline = view.opened.timeline
    show_event(read_event(timeline, picked.event_id), read_reports(timeline, picked.event_id), view.opened.names)
