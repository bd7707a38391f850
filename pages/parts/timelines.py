"""The page Timelines: the list of those that are known, and new ones built from a folder.

Enters: what `which.py` knows, the builds at work (`builds.py`). Leaves: elements on the page. Where others than the one who sits at
the machine read, no path is shown and none is taken.
"""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from data_prep.recents import Known, forget, key_of, remember
from data_prep.saying import date_words
from data_prep.store import TimelineError
from pages.parts.builds import Build, begin, builds, place_for, read_folder
from pages.parts.loading import open_apart
from pages.parts.style import safe, show
from pages.parts.table import ask_page
from pages.parts.which import as_known, is_local, known_timelines, names_of, recents_file, switch_to
from pages.words import timelines as say

PAGE = 10  # timelines shown at a time
PROBLEMS = 50  # shown of a build; all stand in its manifest and under Sources


def ask_part() -> str:
    """What the reader wants to do here; on a server, a new timeline is not offered."""
    offered = [key for key in say.PARTS if is_local() or key != "new"]
    labels = [say.PARTS[key] for key in offered]
    chosen = st.segmented_control(
        say.WHAT, labels, default=labels[0], key="do", bind="query-params", label_visibility="collapsed", required=True
    )
    return offered[labels.index(chosen)] if chosen in labels else offered[0]


def show_known() -> None:
    """Every timeline that can be opened here, with what it holds; those that are gone can be forgotten."""
    known = known_timelines()
    show(f'<p class="dl-said">{safe(say.how_many(sum(not one.gone for one in known.values())))}</p>')
    if not is_local():
        show(f'<p class="dl-note">{safe(say.HOSTED)}</p>')
    names, keys = names_of(known), list(known)
    body = st.container(gap="small")
    for key in keys[ask_page(len(keys), PAGE, "known_page")]:
        with body:
            _show_one(known[key], names[key])


def _show_one(one: Known, name: str) -> None:
    gone, now = one.gone, one.key == st.session_state["timeline_now"]
    span = " – ".join(dict.fromkeys(date_words(day[:7]) for day in (one.first, one.last) if day))
    built = date_words(datetime.fromtimestamp(one.built, UTC).date().isoformat()) if one.built else ""
    about = say.GONE if gone else say.about(one.articles, one.events, span, built) if one.opened else say.NEVER_OPENED
    where = f'<p class="mute small">{safe(one.directory)}</p>' if is_local() and one.directory else ""
    with st.container(horizontal=True, vertical_alignment="center", key=f"known_{one.key}"):
        now_words = f' <span class="mute small">({safe(say.IS_OPEN)})</span>' if now else ""
        show(f'<p><b>{safe(name)}</b>{now_words}</p><p class="small">{safe(about)}</p>{where}')
        st.space("stretch")
        if not now and not gone and st.button(say.OPEN, key=f"open_{one.key}"):
            switch_to(one.key)
        if is_local() and one.opened and one.directory and not now:
            st.button(say.FORGET, key=f"forget_{one.key}", type="tertiary", on_click=_forget, args=(one.key,))


def _forget(key: str) -> None:
    try:
        forget(recents_file(), key)
    except OSError as error:
        st.toast(str(error))


def offer_new() -> None:
    """A timeline from a folder: its form, and the builds that are at work or ended."""
    if not is_local():  # an address may ask for it all the same
        show(f'<p class="dl-note">{safe(say.HOSTED)}</p>')
        return
    show(f'<p class="dl-said">{safe(say.NEW_INTRO)}</p>')
    at_work = any(not build.ended for build in builds().values())
    with st.form("new", border=False):
        st.text_input(say.FOLDER, key="folder", help=say.FOLDER_HELP, placeholder=say.FOLDER_EXAMPLE, max_chars=1000)
        st.text_input(say.NAME, key="name", help=say.NAME_HELP, max_chars=80)
        asked = st.form_submit_button(say.BUILD, type="primary", disabled=at_work)
    if at_work:
        show(f'<p class="mute small">{safe(say.ONE_AT_A_TIME)}</p>')
    elif asked:
        try:
            folder = read_folder(st.session_state["folder"])
            begin(folder, place_for(folder, st.session_state["name"]))
        except ValueError as error:
            show(f'<p class="dl-note" role="alert">{safe(error)}</p>')
        else:
            st.rerun()
    for build in reversed(list(builds().values())):
        _show_ended(build) if build.ended else _show_at_work(str(build.out))


@st.fragment(run_every=1)
def _show_at_work(out: str) -> None:
    """How far a build is, once a second; it goes on whoever looks."""
    build = builds().get(out)
    if build is None or build.ended:
        st.rerun()
    with st.container(key="at_work"):
        show(f"<h3>{safe(say.building(build.out.name))}</h3>")
        st.progress(build.part, text=build.words)
        st.button(say.STOP, key=f"stop_{out}", disabled=not build.wanted, on_click=_stop, args=(build,))


def _stop(build: Build) -> None:
    build.wanted = False


def _show_ended(build: Build) -> None:
    out = str(build.out)
    with st.container(key=f"ended_{key_of(out)}"):
        show(f"<h3>{safe(build.out.name)}</h3>")
        if build.change is None:
            show(f'<p class="dl-note">{safe(build.error)}</p>')
        else:
            said = say.built(build.change.articles, build.change.events, build.took)
            show(f"<p>{safe(said)}</p>")
        if build.problems:
            _show_problems(build)
        with st.container(horizontal=True):
            if build.change is not None and st.button(say.OPEN_IT, key=f"open_{out}", type="primary"):
                _open_built(build)
            st.button(say.DISMISS, key=f"away_{out}", type="tertiary", on_click=builds().pop, args=(out, None))


def _show_problems(build: Build) -> None:
    rows = "".join(
        f"<tr><td>{safe(p.path)}</td><td>{safe(p.found)}</td><td>{safe(p.accepted)}</td></tr>"
        for p in build.problems[:PROBLEMS]
    )
    more = len(build.problems) - PROBLEMS
    with st.expander(f"{say.PROBLEMS} ({len(build.problems):,})"):
        show(
            f'<div class="dl-scroll"><table>{rows}</table></div>' + (f"<p>{say.and_more(more)}</p>" if more > 0 else "")
        )


def _open_built(build: Build) -> None:
    """Put it on the list, so that it may be opened by its name."""
    key = key_of(build.out)
    try:
        known = as_known(open_apart(Path(build.out)), key)
    except TimelineError as error:
        show(f'<p class="dl-note">{safe(error)}</p>')
        return
    remember(recents_file(), known)
    builds().pop(str(build.out), None)
    switch_to(key)
