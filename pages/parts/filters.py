"""The shared filters: a widget each, bound to the address; the filters themselves are in `data_prep.queries`.

Enters: what the timeline can offer (`Opened`). Leaves: `Choices`. Drawn in the frame only: a widget drawn in a page loses
its value at a page change. The address holds names, not ids or counts, so that a link still says what it showed when the
timeline has grown.
"""

from datetime import date
from typing import Any

import streamlit as st

from data_prep.queries import Choices, find_event
from data_prep.search import LONGEST, SearchError, parse_search
from pages.parts.facets import ACTOR, FACETS, ask_facet, chosen, mean, plain, say_meant, write_counts
from pages.parts.live import forget_window
from pages.parts.loading import Opened
from pages.parts.style import safe, show
from pages.words import filters as say
from pages.words import share as say_share

POINTED = 26  # characters that the side bar has room for, in monospace
KEYS = {"text": "q", "together": "together", "first": "from", "last": "to"} | {f.field: f.key for f in FACETS}
EMPTY: dict[str, Any] = {"q": "", "together": False, "from": None, "to": None} | {f.key: [] for f in FACETS}


def ask_filters(opened: Opened) -> Choices:
    """Draw the filters and read them."""
    _drop_impossible_days(opened)
    before = read_filters(opened)  # but for what an address asks, which its widgets read when they are drawn first
    _ask_search()
    offered = {}
    for facet in FACETS:
        offered[facet] = ask_facet(opened, facet, before)
        if facet is ACTOR:
            if len(st.session_state.get(ACTOR.key) or ()) > 1:
                st.toggle(say.TOGETHER, key="together", bind="query-params")
            _ask_days(opened)
    choices = read_filters(opened)
    write_counts(opened, offered, choices)
    return choices


def read_filters(opened: Opened) -> Choices:
    """What the filters ask for; what cannot be read asks for nothing."""
    state = st.session_state
    first, last = (state.get(key) if opened.span[0] else None for key in ("from", "to"))
    turned = first and last and first > last
    lists: dict[str, Any] = {facet.field: chosen(opened, facet) for facet in FACETS}
    return Choices(
        together=len(lists["actors"]) > 1 and bool(state.get("together")),
        first=None if turned else first,
        last=None if turned else last,
        text="" if _search_error() else state.get("q") or "",
        **lists,
    )


def _search_error() -> SearchError | None:
    try:
        parse_search(st.session_state.get("q") or "")
    except SearchError as error:
        return error
    return None


def _ask_search() -> None:
    """The search text; one that cannot be read is shown with a mark at the place."""
    st.text_input(
        say.SEARCH,
        key="q",
        type="search",
        placeholder=say.SEARCH_EXAMPLE,
        help="  \n".join(plain(line) for line in say.SEARCH_HELP),
        bind="query-params",
        max_chars=LONGEST,
    )
    if error := _search_error():
        words = safe(say.search_error(error.found, error.accepted))
        pointed = f'<pre class="dl-pointed" aria-hidden="true">{safe(error.pointed(POINTED))}</pre>'
        show(f'<div role="alert">{pointed}<p class="small">{words}</p></div>')


def _ask_days(opened: Opened) -> None:
    """The range of dates; empty at either end is open. A range that is turned round is said, and not used."""
    low, high = opened.span
    if low is None or high is None:
        return
    more: dict[str, Any] = {
        "value": None,
        "min_value": low,
        "max_value": high,
        "format": "YYYY-MM-DD",
        "bind": "query-params",
        "on_change": forget_window,  # else the picture would stay where it was moved
        "args": ("timeline",),
    }
    first = st.date_input(say.FROM, key="from", **more)
    last = st.date_input(say.TO, key="to", **more)
    if first and last and first > last:
        st.caption(say.TURNED)


def find_actor(opened: Opened, label: str) -> str | None:
    """Whom a label means that was typed or stands in an address; None, which is said, where nobody is called so."""
    say_meant(opened, ACTOR, label)
    return mean(opened, ACTOR, label)


def clear_filters() -> None:
    """Callback: no filter asks anything."""
    for key, value in EMPTY.items():
        if key in st.session_state:
            st.session_state[key] = value


def take_off(field: str) -> None:
    """Callback: the filter that fills this field of `Choices` asks nothing; the others stay."""
    st.session_state[KEYS[field]] = EMPTY[KEYS[field]]


def set_days(opened: Opened, first: date, last: date) -> None:
    """In a callback: show these days only, within what the timeline has."""
    low, high = opened.span
    if low is not None and high is not None:
        st.session_state["from"] = min(max(first, low), high)
        st.session_state["to"] = min(max(last, low), high)


def hold_event(opened: Opened) -> None:
    """Keep the open event in the address: a field that nobody sees, for an address is bound to a widget.

    An address of before leads to the event as it is called now.
    """
    if "led" in st.session_state:
        st.session_state["event"] = st.session_state.pop("led")
    with st.container(key="held"):
        asked = st.text_input(say.EVENT, key="event", bind="query-params", max_chars=200)
        st.text_input(say_share.BRIEF, key="brief", bind="query-params", max_chars=40)  # `brief.py`
    found = find_event(opened.timeline, asked) if asked else None
    if found is not None and found[1] != asked:
        st.session_state["led"] = found[1]
        st.rerun()  # the address was read just now; only before the field is drawn may it be set


def open_event(event_id: str) -> None:
    """In a callback: open this event."""
    st.session_state["event"] = event_id


def _drop_impossible_days(opened: Opened) -> None:
    """Another timeline may have been opened under the same address."""
    low, high = opened.span
    for key in ("from", "to"):
        day = st.session_state.get(key)
        if isinstance(day, date) and low is not None and high is not None and not low <= day <= high:
            st.session_state[key] = None
