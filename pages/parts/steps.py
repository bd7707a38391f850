"""The open event, and the way from event to event: buttons, and the keys N and P.

Enters: the session's `View`, the open event. Leaves: elements on the page; the open event goes into the address.
"""

import streamlit as st

from data_prep.queries import read_event, read_ids, read_reports
from data_prep.windows import MS_DAY
from pages.parts.event_panel import show_event, show_head
from pages.parts.event_row import show_carry
from pages.parts.filters import clear_filters, open_event
from pages.parts.lanes import whole_window
from pages.parts.live import forget_window, live_window
from pages.parts.related import show_related
from pages.parts.style import safe, show
from pages.parts.timeline import KEY, Picked, pick_event
from pages.parts.view import View, current_view
from pages.words import timeline as say


def say_unknown_event(picked: Picked | None) -> None:
    """Where the address names an event that is not there: said above the picture, with the way to another."""
    if picked is not None and picked.row is None:
        show(f'<p class="dl-note">{safe(say.UNKNOWN_EVENT)}</p>')
        st.button(say.ANOTHER, on_click=open_event, args=("",))


def step_through(view: View, picked: Picked | None) -> None:
    """The open event with the way to the one before and after; one that filters hide is said."""
    if picked is None or picked.row is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if view.shows(picked.row):
            before, *around = view.shown.step(picked.row)
            show(f'<p class="small mute">{safe(say.event_of(before, view.shown.n))}</p>')
            st.space("stretch")
            for label, by, row in zip((say.PREVIOUS, say.NEXT), (-1, 1), around, strict=True):
                st.button(label, type="tertiary", disabled=row is None, shortcut=label[0], on_click=_walk, args=(by,))
        else:
            show(f'<p class="dl-note">{safe(say.HIDDEN_EVENT)}</p>')
            st.button(say.CLEAR, key="clear_hidden", type="tertiary", on_click=clear_filters)
    timeline = view.opened.timeline
    event, reports = read_event(timeline, picked.event_id), read_reports(timeline, picked.event_id)
    show_head(event)
    show_carry(view, event, reports)
    show_event(event, reports, view.opened.names)
    show_related(view.opened, picked.row, _go)


def _walk(by: int) -> None:
    """Open the event so many steps on."""
    view = current_view()
    picked = pick_event(view)
    row = view.shown.walk(picked.row, by) if picked and picked.row is not None and by else None
    if row is not None:
        _go(row)


def _go(row: int) -> None:
    """Open the event of a row; one outside of the stretch that the reader moved to takes the picture along."""
    view = current_view()
    open_event(read_ids(view.opened.timeline, [row])[0])
    index, moved = view.shown.index, live_window(KEY, whole_window(view))
    if moved is None or not index.dated[row]:
        return
    if index.end[row] * MS_DAY <= moved[0] or index.start[row] * MS_DAY >= moved[1]:
        forget_window(KEY)
