"""The parts of the timeline page: which event is open, the switches, the picture, what is said beneath it.

Enters: the session's `View`. Leaves: elements on the page; the open event goes into the address.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import streamlit as st

from data_prep.detail import REST, list_within
from data_prep.firsts import days_late, find_firsts
from data_prep.queries import find_event, read_ids
from data_prep.saying import date_words
from data_prep.windows import MS_DAY
from pages.charts.tokens import group_of, kind_label
from pages.parts.filters import open_event, set_days
from pages.parts.lanes import Asked, Laid, lanes_of, lay_out, show_lanes
from pages.parts.live import forget_stretch, forget_window, hold_window, picked_stretch
from pages.parts.loading import Opened
from pages.parts.story import ask_dates, ask_story, show_story, story_rows
from pages.parts.style import key_of_signs, safe, show
from pages.parts.table import PAGE, ask_page, show_rows
from pages.parts.view import View, current_view, say_filters, say_what_is_shown
from pages.words import timeline as say

KEY = "picture"  # of the picture


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


@st.fragment
def show_timeline() -> None:
    """The sentence, the key, strip and lanes; a zoom draws these anew, and leaves the rest of the page alone."""
    if st.session_state.pop("opened_here", False):
        st.rerun()  # an event was opened: the panel and the address are the page's
    view, picked = current_view(), pick_event(current_view())
    hold_window(KEY, "zoom")
    head = st.container()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        story, asked = ask_story(view), ask_lanes()
    laid = lay_out(view, view.shown, asked, KEY, picked.row if picked else None)
    with head:
        say_what_is_shown(view, laid.detail if laid else None, asked.clock)
        say_filters(view)
        key_of_signs({group_of(k) for k in view.shown.kinds}, set(view.shown.statuses))
    if laid is None:
        show(f'<p class="dl-note">{safe(_why_nothing(view, asked))}</p>')
        return
    open_one = (picked.row, picked.event_id) if picked and picked.row is not None else None
    picture, beneath = st.container(), st.container()
    dates = ask_dates() if story else 0
    told = story_rows(view, laid.shown, dates) if story else ()
    with picture:
        show_lanes(view, laid, KEY, _open, open_one, told)
        _say_rest(view, laid)
    with beneath:
        if asked.clock == "published":
            _show_firsts(view, laid)
        _list_stretch(view, laid)
    if story:
        show_story(view, laid.shown, dates, bool(told), _open)


def ask_lanes() -> Asked:
    """The switches above the lanes: of what, by which clock, and only what is done together."""
    by = say.LANES[_switch(say.LANES_OF, list(say.LANES), "lanes")]
    clock = say.CLOCKS[_switch(say.CLOCK, list(say.CLOCKS), "clock")]
    together = by == "actors" and st.toggle(say.TOGETHER, key="in_common", bind="query-params", help=say.TOGETHER_HELP)
    return Asked(by, clock, bool(together))


def _switch(label: str, options: list[str], key: str) -> str:
    more: dict[str, Any] = {"default": options[0], "required": True, "bind": "query-params"}
    return str(st.segmented_control(label, options, key=key, label_visibility="collapsed", **more) or options[0])


def _why_nothing(view: View, asked: Asked) -> str:
    if view.shown.span is None:
        return say.NOTHING_DATED
    if view.shown.by_clock(asked.clock).span is None:
        return say.NOTHING_PUBLISHED
    return say.NOTHING_TOGETHER


def _say_rest(view: View, laid: Laid) -> None:
    """What shares the last lane, what is not drawn one by one, what the switches leave out."""
    plan, detail = laid.plan, laid.detail
    says = [say.order_of(plan.by)]
    if plan.rest:
        names = [view.opened.names.get(key, kind_label(key) if plan.by == "kinds" else key) for key in plan.others]
        says.append(say.last_lane(plan.by, names if plan.rest <= 9 else names[:8], plan.rest))
    if detail.dense:
        says.append(say.too_many(detail.inside))
    if laid.asked.together:
        says.append(say.left_out_together(laid.shown.n, view.shown.n))
    if any(says):
        show(f'<p class="small mute">{safe(" ".join(filter(None, says)))}</p>')


def _show_firsts(view: View, laid: Laid, most: int = 10) -> None:
    """Who reports first, and how long after."""
    found = find_firsts(laid.shown, days_late(view.opened.every.index), most)
    if found.empty:
        return
    heads = "".join(f'<th scope="col">{safe(head)}</th>' for head in say.FIRSTS_HEADS)
    lines = "".join(
        f"<tr><td>{safe(outlet)}</td><td class=num>{n:,}</td><td>{safe(say.delay(delay))}</td></tr>"
        for outlet, n, delay in found.itertuples(index=False)
    )
    note = safe(say.firsts_note(laid.shown.n, laid.shown.n_undated, int(laid.shown.per("firsts").sum())))
    show(f'<h3>{safe(say.FIRSTS)}</h3><table><tr>{heads}</tr>{lines}</table><p class="small mute">{note}</p>')


def _open(event_id: str) -> None:
    open_event(event_id)
    st.session_state["opened_here"] = True


def _list_stretch(view: View, laid: Laid) -> None:
    """The events of the density that was clicked, as a list, and the way to look closer."""
    asked = picked_stretch(KEY)
    if asked is None or asked[0] not in laid.plan.times:
        return
    (key, stretch), lanes = asked, lanes_of(view.opened, laid.plan)
    label = {lane.key: lane.label for side in lanes.sides for lane in side}
    rows = list_within(laid.shown, laid.plan, key, stretch)
    days = [np.datetime64(int(at), "ms").astype("datetime64[D]").item() for at in (stretch[0], stretch[1] - MS_DAY)]
    name = label.get(key, key) if key != REST else say.OTHERS
    with st.container(horizontal=True, vertical_alignment="center"):
        show(f"<h3>{safe(say.stretch(name, *(date_words(day.isoformat()) for day in days), len(rows)))}</h3>")
        st.space("stretch")
        if laid.asked.clock == "happened":
            st.button(say.ONLY_THESE_DAYS, type="tertiary", on_click=_cut, args=(view.opened, *days))
        st.button(say.CLOSE_LIST, type="tertiary", on_click=forget_stretch, args=(KEY,))
    show_rows(view.opened, rows[ask_page(len(rows), PAGE, "stretch_page")], "stretch_list", _open)


def _cut(opened: Opened, first: date, last: date) -> None:
    set_days(opened, first, last)
    forget_window(KEY)
    forget_stretch(KEY)
    st.session_state["opened_here"] = True
