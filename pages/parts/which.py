"""Which timelines there are, and which one this session looks at.

Enters: the folders given at start, the list of recent ones (`data_prep.recents`), the address. Leaves: the folder to open. Refuses
every name in an address that is not on the list: a link never opens a path. On a server that others reach
(`is_local`), only what was given at start and the examples are offered, and no path of the machine is shown.

The list lies in `DATELINE_HOME`, or else in Streamlit's own folder of the user, `~/.streamlit`.
"""

import ipaddress
import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from data_prep.recents import Known, key_of, read_recents, remember
from data_prep.store import MANIFEST
from pages.parts.filters import clear_filters
from pages.parts.live import forget_window
from pages.parts.loading import Opened, asked_directories
from pages.parts.style import safe, show
from pages.words import timelines as say

EXAMPLES = "examples"
_FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via")  # a proxy stands between


def is_local() -> bool:
    """Whether the reader sits at this machine: only then may paths be seen, typed and written.

    The server listens to this machine alone, and the request names it so and came through no proxy. `DATELINE_HOSTED` decides
    where it is set: 1 for a server that others reach, 0 for one that they do not.
    """
    if said := os.environ.get("DATELINE_HOSTED", ""):
        return said == "0"
    headers = st.context.headers
    named = [urlsplit(f"//{headers.get('Host', '')}").hostname, urlsplit(headers.get("Origin") or "").hostname]
    return (
        all(_is_loopback(name) for name in (st.get_option("server.address"), *named))
        and st.context.ip_address is None  # Streamlit's sign for this machine
        and not any(headers.get(name) for name in _FORWARDED)
    )


def _is_loopback(name: object) -> bool:
    try:
        return name == "localhost" or ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def recents_file() -> Path:
    """Where the list of recent timelines lies."""
    home = os.environ.get("DATELINE_HOME")
    return (Path(home) if home else Path.home() / ".streamlit") / "dateline-timelines.sqlite"


@st.cache_resource(show_spinner=False)
def _seen() -> dict[str, Known]:
    """What was opened since the server started: where nothing may be written, it still knows titles."""
    return {}


def known_timelines() -> dict[str, Known]:
    """What this reader may open, by key: given at start (the first is the one without a name in the address), recent, examples."""
    seen = _seen()
    recent = {known.key: known for known in read_recents(recents_file())} if is_local() else {}
    given = {key_of(d): d for d in asked_directories()}
    found = {key: seen.get(key) or recent.get(key) or _unopened(key, d) for key, d in given.items()}
    examples = seen.get(EXAMPLES) or _unopened(EXAMPLES, "")
    others = {key: known for key, known in recent.items() if key not in found}
    return {**found, **others, EXAMPLES: examples} if found else {EXAMPLES: examples, **others}


def _unopened(key: str, directory: str) -> Known:
    title = Path(directory).name if directory else say.EXAMPLES
    return Known(key, directory, title, 0, 0, "", "", 0.0, 0.0)


def ask_timeline() -> str | None:
    """Draw the switch and the field that holds the address's part; the folder to open, None for the examples."""
    if "switched" in st.session_state:
        _switch(st.session_state.pop("switched"))
    if st.session_state.pop("forget_timeline", False):
        st.session_state["timeline"] = ""
    known = known_timelines()
    first = next(iter(known))
    with st.container(key="held_timeline"):
        asked = st.text_input(say.SWITCH, key="timeline", bind="query-params", max_chars=100)
    if asked and asked not in known:  # it is said, and goes out of the address at the next run
        st.session_state.update(unknown_timeline=True, forget_timeline=True)
    now = asked if asked in known else first
    st.session_state["timeline_now"] = now
    offered = [key for key, one in known.items() if key == now or not one.gone]
    if len(offered) > 1:
        st.session_state["which"] = now
        labels = names_of(known)
        st.selectbox(
            say.SWITCH,
            offered,
            key="which",
            format_func=lambda key: labels[key],
            label_visibility="collapsed",
            on_change=lambda: _switch(st.session_state["which"]),
        )
    else:
        show(f'<p class="mute small">{safe(known[now].title)}</p>')
    return known[now].directory or None


def names_of(known: dict[str, Known]) -> dict[str, str]:
    """What timelines are called in a list: by their titles; those of one title by as much of their folders as tells them apart.

    No two are called the same: Streamlit tells what was chosen by what it is called.
    """
    titles = [one.title for one in known.values()]
    return {key: one.title if titles.count(one.title) == 1 else _apart(one, known) for key, one in known.items()}


def _apart(one: Known, known: dict[str, Known]) -> str:
    """The title with the end of the folder's path that no other timeline of this title has."""
    others = [Path(other.directory).parts for other in known.values() if other.title == one.title and other is not one]
    parts = Path(one.directory).parts
    shortest = next((n for n in range(1, len(parts)) if all(parts[-n:] != other[-n:] for other in others)), len(parts))
    return f"{'/'.join(parts[-shortest:]) if parts else say.EXAMPLES}: {one.title}"


def switch_to(key: str) -> None:
    """Open another timeline, and lead to its first page; not in a callback."""
    st.session_state["switched"] = key
    st.rerun()


def _switch(key: str) -> None:
    """Before the widgets are drawn: what was chosen of one timeline says nothing of another."""
    first = next(iter(known_timelines()))
    clear_filters()
    forget_window("picture")
    st.session_state.update(
        {"timeline": "" if key == first else key, "event": "", "lead_home": True, "unknown_timeline": False}
    )


def lead_home(home: str) -> None:
    """After a switch: the page `home`, since what the others were open at is not in this timeline."""
    if st.session_state.pop("lead_home", False):
        st.switch_page(home, query_params={})  # without them, it refuses addresses that widgets are bound to


def say_unknown() -> None:
    """Where the address names a timeline that is not on the list."""
    if st.session_state.get("unknown_timeline"):
        show(f'<p class="dl-note">{safe(say.unknown(is_local()))}</p>')


def remember_opened(opened: Opened) -> None:
    """Put the open timeline first among the recent ones, once a session and build."""
    key = st.session_state["timeline_now"]
    if st.session_state.get("remembered") == (key, opened.stamp):
        return
    st.session_state["remembered"] = (key, opened.stamp)
    known = as_known(opened, key)
    _seen()[key] = known
    if is_local() and key != EXAMPLES and not remember(recents_file(), known):
        st.toast(say.NOT_REMEMBERED)


def as_known(opened: Opened, key: str) -> Known:
    """What is remembered of an open timeline."""
    first, last = ("" if day is None else day.isoformat() for day in opened.span)
    place = Path(opened.directory).resolve()
    built = (place / MANIFEST).stat().st_mtime
    directory = "" if key == EXAMPLES else str(place)
    return Known(key, directory, opened.title, opened.articles["all"], opened.every.n, first, last, built, time.time())
