"""The open event, and the way from event to event: buttons, and the keys N and P, however fast they are pressed.

Enters: the session's `View`, the open event. Leaves: elements on the page; the open event goes into the address. The browser
counts the presses and tells the sum, so that none is lost while the page is at work.
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

_JS = """
// N and P anywhere on the page, but not while one types: the sum of the presses is state, which a busy page cannot lose.
export default function ({ data, parentElement, setStateValue }) {
  const host = parentElement.querySelector('.dl-steps'), S = host._steps ??= { sum: data };
  S.set = setStateValue;
  if (!S.key) {
    S.key = ev => {
      const by = { n: 1, p: -1 }[ev.key?.toLowerCase()];
      if (!by || ev.ctrlKey || ev.metaKey || ev.altKey || ev.defaultPrevented) return;
      if (ev.target.closest?.('input, textarea, select, [contenteditable], [role=listbox], [role=grid], dialog, [role=dialog]')) return;
      ev.preventDefault();
      S.sum += by;
      S.timer ??= setTimeout(() => { S.timer = null; S.set('sum', S.sum); }, 40);
    };
    document.addEventListener('keydown', S.key);
  }
  return () => setTimeout(() => { if (!host.isConnected) document.removeEventListener('keydown', S.key); });
}
"""
_STEPS = st.components.v2.component("dateline_steps", html='<div class="dl-steps" hidden></div>', js=_JS)


def step_through(view: View, picked: Picked | None) -> None:
    """The open event with the way to the one before and after; one that filters hide, or that is not there, is said."""
    if picked is None:
        return
    if picked.row is None:
        show(f'<p class="dl-note">{safe(say.UNKNOWN_EVENT)}</p>')
        st.button(say.ANOTHER, on_click=open_event, args=("",))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if view.shows(picked.row):
            before, *around = view.shown.step(picked.row)
            show(f'<p class="small mute">{safe(say.event_of(before, view.shown.n))}</p>')
            st.space("stretch")
            for label, by, row in zip((say.PREVIOUS, say.NEXT), (-1, 1), around, strict=True):
                more = {"on_click": _walk, "args": (by,), "help": say.STEP_HELP.format(label[0])}
                st.button(label, type="tertiary", disabled=row is None, **more)
            _STEPS(key="steps", data=st.session_state.get("stepped", 0), on_sum_change=_pressed, height=1)
        else:
            show(f'<p class="dl-note">{safe(say.HIDDEN_EVENT)}</p>')
            st.button(say.CLEAR, key="clear_hidden", type="tertiary", on_click=clear_filters)
    timeline = view.opened.timeline
    event, reports = read_event(timeline, picked.event_id), read_reports(timeline, picked.event_id)
    show_head(event)
    show_carry(view, event, reports)
    show_event(event, reports, view.opened.names)
    show_related(view.opened, picked.row, _go)


def _pressed() -> None:
    """As many steps as there were presses since the last time; the page may have been drawn less often."""
    told, known = int(st.session_state["steps"]["sum"]), st.session_state.get("stepped", 0)
    st.session_state["stepped"] = told
    _walk(told - known)


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
