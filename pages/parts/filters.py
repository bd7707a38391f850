"""The shared filters: a widget each, of the same name as the filter in `data_prep.queries`, bound to the address.

Enters: what the timeline can offer (`Opened`). Leaves: `Choices`. Drawn in the frame only: a widget drawn in a page loses
its value at a page change. The address holds names, not ids or counts, so that a link still says what it showed when the
timeline has grown.
"""

from datetime import date
from typing import Any

import streamlit as st

from data_prep.queries import Choices
from pages.charts.tokens import STATUS, kind_label
from pages.parts.loading import Opened

MOST = 1000  # actors or outlets offered; more would be a list that nobody reads
EMPTY: dict[str, Any] = {
    "q": "", "actor": [], "together": False, "from": None, "to": None, "kind": [], "status": [], "outlet": [],
}  # fmt: skip


def ask_filters(opened: Opened) -> Choices:
    """Draw the filters and read them."""
    _drop_impossible_days(opened)
    st.text_input(
        "Search", key="q", type="search", placeholder="words of titles and sources", bind="query-params", max_chars=200
    )
    by_name = actor_labels(opened)
    offered = list(by_name)
    more = len(offered) - MOST
    who = st.multiselect(
        "Actors",
        offered[:MOST] + [n for n in st.session_state.get("actor", []) if n in by_name and n not in offered[:MOST]],
        key="actor",
        bind="query-params",
        placeholder="anyone",
        select_all=False,
        help=f"The {MOST:,} most frequent; search finds the other {more:,}" if more > 0 else None,
    )
    together = len(who) > 1 and st.toggle("All of them together", key="together", bind="query-params")
    first, last = ask_days(opened)
    kinds = {kind_label(k): k for k in opened.options["kinds"]["value"]}
    statuses = {STATUS[s][1]: s for s in STATUS if s in set(opened.options["statuses"]["value"])}
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
    outlets = list(opened.options["outlets"]["value"])[:MOST]
    outlet = st.multiselect(
        "Outlet", outlets, key="outlet", bind="query-params", placeholder="every outlet", select_all=False
    )
    return Choices(
        actors=tuple(by_name[n] for n in who if n in by_name),
        together=bool(together),
        first=first,
        last=last,
        kinds=tuple(kinds[k] for k in kind if k in kinds),
        outlets=tuple(outlet),
        statuses=tuple(statuses[s] for s in status if s in statuses),
        text=st.session_state.get("q") or "",
    )


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
    }
    first = st.date_input("From", key="from", **more)
    last = st.date_input("To", key="to", **more)
    if first and last and first > last:
        st.caption("“From” lies after “To”: no dates are left out.")
        return None, None
    return first, last


def actor_labels(opened: Opened) -> dict[str, str]:
    """What actors are called in lists -> actor_id, the most frequent first; two of one name carry their ids."""
    rows = opened.options["actors"]
    twice = set(rows["name"][rows["name"].duplicated(keep=False)])
    return {f"{n} ({a})" if n in twice else n: a for a, n in zip(rows["actor_id"], rows["name"], strict=True)}


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
    if st.session_state.get("event") in opened.redirects:
        st.session_state["event"] = opened.redirects[st.session_state["event"]]
    with st.container(key="held"):
        asked = st.text_input("Event", key="event", bind="query-params", max_chars=200)
    if asked in opened.redirects:
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
