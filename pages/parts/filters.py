"""The shared filters: a widget each, of the same name as the filter in `data_prep.queries`, bound to the address.

Enters: what the timeline can offer (`Opened`). Leaves: `Choices`. Drawn in the frame only: a widget drawn in a page loses
its value at a page change. The address holds names, not ids or counts, so that a link still says what it showed when the
timeline has grown.
"""

import re
from datetime import date
from typing import Any

import streamlit as st

from data_prep.queries import Choices, find_actors, find_event
from data_prep.search import LONGEST, SearchError, parse_search
from pages.charts.tokens import STATUS, kind_label
from pages.parts.live import forget_window
from pages.parts.loading import Opened
from pages.parts.style import safe, show
from pages.words import filters as say

MOST = 200  # actors offered; the others are found by typing
POINTED = 26  # characters that the side bar has room for, in monospace
EMPTY: dict[str, Any] = {
    "q": "", "actor": [], "together": False, "from": None, "to": None, "kind": [], "status": [], "outlet": [],
}  # fmt: skip


def ask_filters(opened: Opened) -> Choices:
    """Draw the filters and read them."""
    _drop_impossible_days(opened)
    text = ask_search()
    index = opened.every.index
    by_name = {opened.labels[index.actors.keys[n]]: index.actors.keys[n] for n in opened.every.actors[:MOST]}
    more = len(opened.every.actors) - len(by_name)
    who = st.multiselect(
        "Actors",
        [*by_name, *(name for name in st.session_state.get("actor", []) if name not in by_name)],
        key="actor",
        bind="query-params",
        placeholder="anyone",
        select_all=False,
        accept_new_options=True,
        help=f"The {len(by_name):,} most frequent; {more:,} others are found by typing a name" if more > 0 else None,
    )
    asked = {name: actor for name in who if (actor := by_name.get(name) or find_actor(opened, name))}
    together = len(who) > 1 and st.toggle("All of them together", key="together", bind="query-params")
    first, last = ask_days(opened)
    kinds = {kind_label(k): k for k in opened.every.kinds}
    statuses = {STATUS[s][1]: s for s in STATUS if s in opened.every.statuses}
    kind = st.multiselect(
        "Kind", list(kinds), key="kind", bind="query-params", placeholder="every kind", select_all=False
    )
    status = st.multiselect(
        "Who vouches for it",
        list(statuses),
        key="status",
        bind="query-params",
        placeholder="everyone",
        select_all=False,
    )
    outlet = st.multiselect(
        "Outlet", opened.outlets, key="outlet", bind="query-params", placeholder="every outlet", select_all=False
    )
    return Choices(
        actors=tuple(dict.fromkeys(asked.values())),
        together=bool(together),
        first=first,
        last=last,
        kinds=tuple(kinds[k] for k in kind if k in kinds),
        outlets=tuple(outlet),
        statuses=tuple(statuses[s] for s in status if s in statuses),
        text=text,
    )


def ask_search() -> str:
    """The search text; one that cannot be read is shown with a mark at the place, and not used."""
    text = st.text_input(
        say.SEARCH,
        key="q",
        type="search",
        placeholder=say.SEARCH_EXAMPLE,
        help=say.SEARCH_HELP.replace("\n", "  \n"),
        bind="query-params",
        max_chars=LONGEST,
    )
    try:
        parse_search(text)
    except SearchError as error:
        pointed = f'<pre class="dl-pointed" aria-hidden="true">{safe(error.pointed(POINTED))}</pre>'
        show(
            f'<div role="alert">{pointed}<p class="small">{safe(say.search_error(error.found, error.accepted))}</p></div>'
        )
        return ""
    return text


def ask_days(opened: Opened) -> tuple[date | None, date | None]:
    """The range of dates; empty at either end is open. A range that is turned round is said, and not used."""
    low, high = opened.span
    if low is None or high is None:
        return None, None
    more: dict[str, Any] = {
        "value": None,
        "min_value": low,
        "max_value": high,
        "format": "YYYY-MM-DD",
        "bind": "query-params",
        "on_change": forget_window,  # else the picture would stay where it was moved
        "args": ("picture",),
    }
    first = st.date_input("From", key="from", **more)
    last = st.date_input("To", key="to", **more)
    if first and last and first > last:
        st.caption("“From” lies after “To”: no dates are left out.")
        return None, None
    return first, last


def find_actor(opened: Opened, label: str) -> str | None:
    """Whom a label means that was typed or stands in an address; None, which is said, where nobody is called so."""
    found = find_actors(opened.timeline, re.sub(r" \([^()]+\)$", "", label))
    actor = next((a for a in found if opened.labels[a] == label), next(iter(found), None))
    if actor is None:
        st.caption(f"No actor is called “{_plain(label)}”.")
    elif opened.labels[actor] != label:
        st.caption(f"“{_plain(label)}”: {_plain(opened.names[actor])} is meant.")
    return actor


def clear_filters() -> None:
    """Callback: no filter asks anything."""
    for key, value in EMPTY.items():
        if key in st.session_state:
            st.session_state[key] = value


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
        asked = st.text_input("Event", key="event", bind="query-params", max_chars=200)
    found = find_event(opened.timeline, asked) if asked else None
    if found is not None and found[1] != asked:
        st.session_state["led"] = found[1]
        st.rerun()  # the address was read just now; only before the field is drawn may it be set


def open_event(event_id: str) -> None:
    """In a callback: open this event."""
    st.session_state["event"] = event_id


def _plain(text: str) -> str:
    """Words that Markdown takes as they are."""
    return re.sub(r"([\\`*_{}\[\]()#+.!:$~<>|-])", r"\\\1", text)


def _drop_impossible_days(opened: Opened) -> None:
    """Another timeline may have been opened under the same address."""
    low, high = opened.span
    for key in ("from", "to"):
        day = st.session_state.get(key)
        if isinstance(day, date) and low is not None and high is not None and not low <= day <= high:
            st.session_state[key] = None
